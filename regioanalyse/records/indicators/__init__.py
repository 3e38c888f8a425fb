"""Indicators, a YAML file per theme; `regioanalyse.records.indicator` reads them."""
