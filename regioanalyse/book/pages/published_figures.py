"""How the published figures were read, and each of them beside ours."""

import pandas as pd
from markupsafe import Markup

from regioanalyse.book.pages.differences import Facts, texts_table
from regioanalyse.book.pages.rendering import render, table_html
from regioanalyse.errors import InputError
from regioanalyse.figures.formats import NOT_SHOWN, number, period_text
from regioanalyse.indicators import record
from regioanalyse.records.sector import SECTORS

#: A cell of a published figure holds this many places before they are counted in place of named.
_NAMED = 4


def readings_table(facts: Facts, readings: pd.DataFrame) -> Markup:
    """Return how a printed figure was read where that is not plain.

    `readings` has a `reading` in Dutch for each `note` of the published figures; empty for a note that only explains a
    name.
    """
    said = dict(zip(readings["note"], readings["reading"], strict=True)) | {"": ""}
    notes = facts.published["note"]
    if unknown := sorted(set(notes) - set(said)):
        raise InputError(f"data/readings.csv: found no row for the note {unknown[0]!r} of data/published.csv")
    table = facts.published.assign(reading=notes.map(said), at=facts.published["page"].astype(int))
    # VV before GZ, as in the book, and then in the order of the report
    table = table[table["reading"] != ""].sort_values(["report", "at"], ascending=[False, True], kind="stable")
    rows = []
    for keys, group in table.groupby(["report", "page", "indicator", "reading"], sort=False):
        report, page, indicator, reading = map(str, keys)
        which = [_which(facts, row) for _, row in group.iterrows()]
        named = "; ".join(which) if len(which) <= _NAMED else f"{len(which)} gebieden"
        rows.append([_report(report, page), f"{_title(report, indicator)}: {named}", reading])
    return texts_table(["Rapport", "Cijfer", "Hoe wij het lezen"], rows)


def calibration_table(facts: Facts) -> Markup:
    """Return every published figure beside ours, and how many are within their rounding."""
    table = facts.published
    rows = [
        [
            _report(str(row["report"]), str(row["page"])),
            f"{_title(str(row['report']), str(row['indicator']))}: {_which(facts, row)}",
            _decimal(str(row["published"])),
            _beside(row),
            "ja" if row["passes"] else "nee",
        ]
        for _, row in table.iterrows()
    ]
    heads = ["Rapport", "Cijfer", "Gepubliceerd", "In dit boek", "Binnen de afronding"]
    passed, count = number(int(table["passes"].sum())), number(len(table))
    some = f"Van de {count} gepubliceerde cijfers komen er {passed}"
    return render(
        "calibration.html",
        how_many=f"Alle {count} gepubliceerde cijfers komen" if passed == count else some,
        table=table_html(heads, ["left", "left", "right", "right", "left"], rows),
    )


def _report(report: str, page: str) -> str:
    sector, year = report.split("-")
    return f"{SECTORS[sector].abbreviation} {year}, pagina {page}"


def _title(report: str, indicator: str) -> str:
    return record(indicator, report.split("-")[0]).title


def _which(facts: Facts, row: pd.Series) -> str:
    """Return area, period and category of a published figure, for a reader."""
    area, category = (facts.names.get(str(row[column]), str(row[column])) for column in ("area", "category"))
    return ", ".join(filter(None, (area, period_text(str(row["period"])), category)))


def _decimal(printed: str) -> str:
    return number(float(printed), len(printed.partition(".")[2]))


def _beside(row: pd.Series) -> str:
    """Return our value, with a digit more than was printed."""
    if pd.isna(row["ours"]):
        return NOT_SHOWN["missing"]
    return number(float(row["ours"]), len(str(row["published"]).partition(".")[2]) + 1)
