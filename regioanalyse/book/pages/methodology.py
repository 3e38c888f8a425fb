"""The pages about changes of method: the list at the front of a report, the appendix, and the page of a region.

All of them are made from the register (`data/changes.yaml`) and the bridge, so that they cannot disagree with it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from regioanalyse.book.pages.rendering import csv_link, html_block, render, table_html
from regioanalyse.book.staging.chapters import METADATA, Chapter
from regioanalyse.errors import choices
from regioanalyse.figures import MIME
from regioanalyse.figures.formats import NOT_SHOWN, number
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.figures.waterfall import table, titled, waterfall
from regioanalyse.indicators import record
from regioanalyse.indicators.bridge import bridged, edition_before
from regioanalyse.indicators.changes import Change
from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.sector import SECTORS
from regioanalyse.report import Report

#: Name of the appendix, and of a region's page in the folder of its sector.
PAGE = "methodiek"
TITLE = "Wijzigingen in de methodiek"

_INTRODUCTION = (
    "Een cijfer kan van de vorige editie verschillen doordat de methode is gewijzigd. Hier staat per wijziging "
    "welk deel van het verschil door de methode komt en welk deel werkelijk is. Wat er precies is gewijzigd, "
    f"staat bij [{TITLE}](../../{PAGE})."
)
_SCENARIOS = (
    "De figuren tonen scenario 3. Scenario 1 rekent zonder groei van het aandeel thuis: daar maakt de methode geen "
    "verschil. In scenario 2 is het verschil half zo groot. De tabellen hebben alle drie."
)
_BREAK = (
    "Oud en nieuw hebben een andere eenheid. Er is dus geen verschil uit te rekenen; ze staan hieronder naast elkaar."
)


def check_marks(chapters: Iterable[Chapter], changes: Iterable[Change]) -> None:
    """Refuse a figure that names a change which the appendix does not have: its link would lead nowhere."""
    known = [change.id for change in changes]
    for chapter in chapters:
        for figure in chapter.figures:
            for change in figure.changes:
                if change not in known:
                    raise choices(change, known, f"{chapter.page}: {figure.identifier}: change")


def front_list(changes: Sequence[Change], chapters: Sequence[Chapter]) -> Markup:
    """Return the changes in a report for its front page, linked to figures and appendix; empty without any."""
    items = []
    for change in changes:
        links: dict[str, str] = {}
        for chapter in chapters:
            for figure in chapter.figures:
                if change.id in figure.changes:
                    # of figures with the same title the first one counts: the others are right below it
                    title = f"{chapter.title}: {_low(record(figure.indicator, chapter.sector).title)}"
                    links.setdefault(title, f"{chapter.name}.html#{figure.identifier}")
        where = f", {_pages(change)} van het gepubliceerde rapport" if change.pages else ""
        items.append((change, change.kind_name.lower() + where, links))
    if not items:
        return Markup()
    return render("front_list.html", page=PAGE, items=items, own=has_region_page(changes))


def appendix(changes: Sequence[Change], bridges: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return the full text of the register, with the bridge over all regions where the method changed; as Markdown."""
    parts = []
    for name, sector in SECTORS.items():
        mine = [change for change in changes if change.sector == name]
        parts.append(f"## {sector.title}\n")
        if not mine:
            parts.append("Er is één editie, dus er is nog niets gewijzigd.\n")
        for change in mine:
            parts.append(f"({change.id})=\n### {escape(change.title)}\n")
            html = _definition(change) + _bridge_tables(change, bridges, names)
            if _pairs(change):
                html += render("break_links.html", sector=name, page=PAGE, names=names)
            parts.append(html_block(html))
    return "\n".join(parts)


def bridge_download(bridges: pd.DataFrame) -> Markup:
    """Return the link that saves the whole bridge as a file."""
    text = bridges.to_csv(index=False, lineterminator="\n")
    link = csv_link(text, "methodebrug.csv", "Download de methodebrug van alle regio's (CSV)")
    return Markup('<p class="ra-more">{}</p>').format(link)


def region_page(report: Report, changes: Sequence[Change], bridges: pd.DataFrame) -> str:
    """Return a region's page about the changes in effect, as a notebook that Sphinx renders like the others.

    It has a waterfall per indicator whose method changed, and a table of old and new per figure whose unit changed.
    `bridges` holds the rows of `regioanalyse.indicators.bridge` of the sector.
    """
    cells = [_text(f"# {TITLE} – {report.name} ({SECTORS[report.sector].abbreviation})\n\n{_INTRODUCTION}")]
    for change in changes:
        mine = bridges[(bridges["change"] == change.id) & (bridges["region"] == report.region)]
        breaks = _break_tables(report, change)
        if mine.empty and not breaks:
            continue
        cells.append(_text(f"## {escape(change.title)}\n\nEerst: {escape(change.was)}\n\nNu: {escape(change.is_)}"))
        if mine["category"].str.startswith("scenario").any():
            cells.append(_text(_SCENARIOS))
        mark = {"id": change.id, "kind": change.kind_name, "title": change.title}
        for _, rows in mine.groupby("indicator", sort=False):
            cells.append(
                _output(f"# methodebrug: {rows['indicator'].iloc[0]}", waterfall(rows, report.name, mark).spec)
            )
        if breaks:
            cells.append(_text(f"### Reeksbreuk\n\n{_BREAK}\n\n{html_block(breaks)}"))
    for place, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{place:02d}"
    book = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def has_region_page(changes: Iterable[Change]) -> bool:
    """Return whether the changes in effect give a region something to show: a bridge or a break."""
    return any(change.kind == "presentation" or bridged(change) for change in changes)


def _definition(change: Change) -> Markup:
    first, *others = (record(name, change.sector).title for name in change.indicators)
    lines = {
        "Soort": change.kind_name,
        "Vanaf editie": str(change.edition),
        "Eerst": change.was,
        "Nu": change.is_,
        "Waarom": change.why,
        "Raakt": "; ".join([first, *map(_low, others)]) + (", per gebied" if change.per_area else ""),
        "Gepubliceerd rapport": _pages(change) if change.pages else "staat er niet in",
    }
    return render("terms.html", lines=lines)


def _pages(change: Change) -> str:
    *first, last = change.pages
    return f"pagina's {', '.join(map(str, first))} en {last}" if first else f"pagina {last}"


def _bridge_tables(change: Change, bridges: pd.DataFrame, names: Mapping[str, str]) -> Markup:
    """Return a table over all regions per indicator and category of a change of method; empty for other changes."""
    if change.kind == "method" and not bridged(change):
        return Markup(
            "<p>De oude methode wordt niet meer berekend. Wat de wijziging uitmaakt, is daarom niet te tonen.</p>"
        )
    mine = bridges[bridges["change"] == change.id]
    rows = {**names, COMPARATOR: COMPARATOR_NAME}
    mine = mine.assign(name=mine["region"].map(rows)).dropna(subset="name")
    mine = mine.assign(place=mine["region"].map(list(rows).index)).sort_values("place", kind="stable")
    found: list[tuple[str, Markup]] = []
    last = -1
    for indicator in change.indicators:
        for category in bridges.loc[bridges["indicator"] == indicator, "category"].unique():
            part = mine[(mine["indicator"] == indicator) & (mine["category"] == category)]
            if not part.empty:
                about = record(indicator, change.sector)
                summary = f"{titled(about.title, category)} ({_unit(about.unit)})"
                # the first indicator is open, with its last scenario: in the first one the method makes no difference
                last = len(found) if indicator == change.indicators[0] else last
                found.append((summary, table_html(**table(part))))
    return _folded(found, last)


def _pairs(change: Change) -> list[tuple[str, str]]:
    """Return the indicators, old and new, of the figures that show another one since the change."""
    if change.kind != "presentation":
        return []
    found = []
    for since in SECTORS[change.sector].figures.values():
        old = since[max(edition for edition in since if edition < change.edition)]
        new = since.get(change.edition, old)
        if old != new and {old, new} <= set(change.indicators):
            found.append((old, new))
    return found


def _break_tables(report: Report, change: Change) -> Markup:
    """Return a table of old and new per area, for each figure whose unit changed."""
    found: list[tuple[str, Markup]] = []
    for old, new in _pairs(change):
        before = replace(report, methodology=edition_before(change))
        was, _ = _per_area(before, old)
        now, name_of = _per_area(report, new)
        both = pd.concat([was, now], axis="columns").reindex(name_of.index).fillna(NOT_SHOWN["missing"])
        rows = [[name_of[area], *row] for area, *row in both.itertuples()]
        heads = [f"{when}: {_low(str(head))}" for when, head in zip(("Eerst", "Nu"), both.columns, strict=True)]
        # what the columns are stands above them: on a phone long heads would push the last one off
        legend = Markup('<p class="ra-unit">{}</p>').format(Markup("<br>").join(heads))
        shown = table_html(["Gebied", "Eerst", "Nu"], ["left", "right", "right"], rows)
        found.append((record(new, report.sector).title, legend + shown))
    return _folded(found, 0)


def _per_area(report: Report, indicator: str) -> tuple[pd.Series, pd.Series]:
    """Return the last values of an indicator per area as texts, under a head that says what they are; and the names."""
    about = record(indicator, report.sector, report.edition)
    values = report.values(indicator, areas=True)
    values = values[values["period"] == values["period"].max()].set_index("area")
    # the group of an area is a whole number, the mean of a region is not
    decimals = 0 if about.unit == "groep" else about.decimals
    texts = [
        number(value, decimals) if status == "ok" else NOT_SHOWN[status]
        for value, status in zip(values["value"], values["status"], strict=True)
    ]
    head = f"{about.title}, {values['period'].iloc[0].replace('/', '-')} ({_unit(about.unit)})"
    return pd.Series(texts, index=values.index, name=head), values["name"].sort_values(kind="stable")


def _unit(unit: str) -> str:
    return "groep 1-5" if unit == "groep" else unit


def _low(text: str) -> str:
    """Return a title as it stands within a sentence."""
    return text[0].lower() + text[1:]


def _folded(parts: Sequence[tuple[str, Markup]], opened: int) -> Markup:
    """Return parts, each closed below its summary, but for the one at a place."""
    return render("folded.html", parts=parts, opened=opened)


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _output(source: str, spec: dict) -> dict[str, Any]:
    # a cell without source is no cell to the reader of notebooks; the source itself is not shown
    data = {MIME: spec, "text/plain": spec["description"]}
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    cell = {"cell_type": "code", "metadata": {"tags": ["remove-input"]}, "source": source}
    return cell | {"execution_count": None, "outputs": [output]}
