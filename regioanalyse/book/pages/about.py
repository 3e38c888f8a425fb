"""Parts of the hand-written pages: the rules by which sentences are made, and where the tables come from."""

import re
from collections.abc import Iterable
from html import escape

import pandas as pd

from regioanalyse.book.pages.html import table_html
from regioanalyse.figures.findings import Rule, Threshold
from regioanalyse.figures.formats import number as format_number

_ORIGINS = {
    "synthetic": "gegenereerd",
    "published": "gepubliceerd",
    "cbs": "CBS",
    "reference": "eigen lijst",
    "file": "eigen bestand",
}


def rules_tables(thresholds: Iterable[Threshold], rules: Iterable[Rule]) -> str:
    """Return the thresholds and rules by which the sentences are made, as HTML."""
    borders = "".join(
        f"<li>{escape(border.explanation.format(value=_short(border.value)))}</li>" for border in thresholds
    )
    rows = [[rule.when, re.sub(r"\{\w+\}", "…", rule.text)] for rule in rules]
    table = table_html(["Als", "Dan staat er"], ["left", "left"], rows)
    listed = f'<details><summary>Alle zinnen</summary><div class="ra-scroll" tabindex="0">{table}</div></details>'
    return f"<ul>{borders}</ul>{listed}"


def _short(value: float) -> str:
    return format_number(value, 0 if value == int(value) else 1)


def provenance_table(provenance: pd.DataFrame) -> str:
    """Return where each table comes from.

    Parameters
    ----------
    provenance
        `regioanalyse.sources.provenance()`.

    Returns
    -------
    str
        HTML.
    """
    rows = [
        [row.table, row.description, _ORIGINS[str(row.origin)], row.source]
        for row in provenance.itertuples(index=False)
    ]
    html = table_html(["Tabel", "Wat er in staat", "Herkomst", "Bron"], ["left"] * 4, rows)
    return f'<div class="ra-scroll" tabindex="0">{html}</div>'
