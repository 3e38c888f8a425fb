"""Parts of the hand-written pages: the rules by which sentences are made, and where the tables come from."""

import re
from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from regioanalyse.book.pages.rendering import render, table_html
from regioanalyse.figures.findings import Rule, Threshold
from regioanalyse.figures.formats import number as format_number
from regioanalyse.records.sector import SECTORS

_ORIGINS = {
    "synthetic": "gegenereerd",
    "published": "gepubliceerd",
    "cbs": "CBS",
    "reference": "eigen lijst",
    "file": "eigen bestand",
}


def rules_tables(thresholds: Iterable[Threshold], rules: Iterable[Rule]) -> Markup:
    """Return the thresholds and rules by which the sentences are made."""
    clients = " of ".join(dict.fromkeys(sector.words.clients for sector in SECTORS.values()))
    texts = [[text.replace("{clients}", clients) for text in (rule.when, rule.text)] for rule in rules]
    rows = [[when, re.sub(r"\{\w+\}", "…", text)] for when, text in texts]
    return render(
        "rules.html",
        borders=[border.explanation.format(value=_short(border.value)) for border in thresholds],
        table=table_html(["Als", "Dan staat er"], ["left", "left"], rows),
    )


def _short(value: float) -> str:
    return format_number(value, 0 if value == int(value) else 1)


def provenance_table(provenance: pd.DataFrame) -> Markup:
    """Return where each table comes from, given `regioanalyse.sources.provenance()`."""
    rows = [
        [row.table, row.description, _ORIGINS[str(row.origin)], row.source]
        for row in provenance.itertuples(index=False)
    ]
    return table_html(["Tabel", "Wat er in staat", "Herkomst", "Bron"], ["left"] * 4, rows)
