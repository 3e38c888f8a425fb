"""Reproducible regional analysis of long-term care in the Netherlands.

A notebook needs two lines: ``from regioanalyse.report import Report`` and what it uses of
`regioanalyse.figures`. `docs/architecture.md` says which room does what.
"""
