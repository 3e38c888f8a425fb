"""The pages and parts of pages that are made from values and records: regions, sectors, landing, rules, data.

Each function returns text and reads nothing; `build.py` puts the text where the hand-written pages include it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd
from shapely.geometry.base import BaseGeometry

from regioanalyse.book import drawings
from regioanalyse.book.keys import KEYS, RELATIONS, Key, Number, Numbers, shown
from regioanalyse.book.stage import Chapter
from regioanalyse.book.tiles import SECTOR_NAMES, WIDE, further, html_block, tile, where
from regioanalyse.figures import findings
from regioanalyse.figures.findings import Rule, Threshold, relation
from regioanalyse.figures.formats import number as format_number
from regioanalyse.figures.mime import csv_link, table_html
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.project import COMPARATOR

_ORIGINS = {
    "synthetic": "gegenereerd",
    "published": "gepubliceerd",
    "cbs": "CBS",
    "reference": "eigen lijst",
    "file": "eigen bestand",
}

#: What the page of a sector is called.
_WHOLE = {"vv": "Samenvatting: alle kerncijfers en kernboodschappen", "gz": "Regioplan op één pagina"}

#: Width of the map in its own units; height follows from the regions' shapes.
_MAP_WIDTH = 440

#: So many differences from the comparator are put into words above the tiles of a region.
MOST_TELLING = 2

#: Width and height that a letter on the map takes.
_LETTER = (7, 15)


# ---- landing page ----------------------------------------------------------------------------------------


def region_table(numbers: Numbers, names: Mapping[str, str]) -> str:
    """Return the table that compares the regions, with links into each.

    Parameters
    ----------
    numbers
        The values.
    names
        Dutch name per region, in the order of the rows.

    Returns
    -------
    str
        HTML. Each cell carries its unrounded value for sorting and its place among the regions (0 lowest, 1
        highest) for its tint.
    """
    keys = numbers.available(where="landing")
    sectors = [sector for sector in SECTOR_NAMES if any(key.sector == sector for key in keys)]
    groups = "".join(
        f'<th colspan="{sum(key.sector == sector for key in keys)}" scope="colgroup">'
        f"{SECTOR_NAMES[sector]}, {numbers.editions[sector]}</th>"
        for sector in sectors
    )
    heads = "".join(
        f'<th scope="col" class="ra-number{_first_of_sector(keys, key)}">'
        f'<button type="button" title="{escape(numbers.label(key))}">{escape(numbers.column(key))}</button></th>'
        for key in keys
    )
    places = {key: _places(numbers, key, names) for key in keys}
    body = "".join(
        f'<tr><th scope="row">{_region_links(region, name, sectors)}</th>'
        + "".join(_cell(numbers, key, region, places[key].get(region), keys) for key in keys)
        + "</tr>"
        for region, name in names.items()
    )
    total = "".join(_cell(numbers, key, COMPARATOR, None, keys) for key in keys)
    return (
        '<div class="ra-scroll" tabindex="0" role="region" aria-label="Tabel van de regio\'s">'
        '<table class="ra-regions"><thead>'
        f'<tr><td></td>{groups}</tr><tr><th scope="col"><button type="button">Regio</button></th>{heads}</tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">{COMPARATOR_NAME}</th>{total}</tr></tfoot></table></div>'
    )


def regions_csv(numbers: Numbers, names: Mapping[str, str]) -> str:
    """Return the table of regions as CSV: one row per value, unrounded, in the columns of the table of values."""
    rows = [
        {
            "region": region,
            "name": name,
            "sector": key.sector,
            "indicator": key.indicator,
            "period": numbers.period(key),
            "category": key.category,
            "value": number.value,
            "unit": number.unit,
            "status": number.status,
        }
        for region, name in (*names.items(), (COMPARATOR, COMPARATOR_NAME))
        for key in numbers.available(where="landing")
        for number in [numbers.get(key, region)]
    ]
    return pd.DataFrame(rows).to_csv(index=False, lineterminator="\n")


def landing_table(numbers: Numbers, names: Mapping[str, str]) -> str:
    """Return the table of regions with its legend and download."""
    link = csv_link(regions_csv(numbers, names), "regios.csv", "Download deze tabel (CSV)")
    legend = (
        "Hoe blauwer een vakje, hoe hoger de regio in die kolom staat. Klik op een kop om te sorteren."
        " In de laatste rij staan alle regio's samen."
    )
    return f'{region_table(numbers, names)}<p class="ra-source">{legend}</p><p class="ra-more">{link}</p>'


def region_map(shapes: Mapping[str, BaseGeometry], numbers: Numbers, names: Mapping[str, str], note: str) -> str:
    """Return a map of the regions to click on: SVG with links, without a script.

    Parameters
    ----------
    shapes
        Outline per region in metres; regions without one are left out.
    numbers
        The values; the colour says how VV use compares with the comparator.
    names
        Dutch name per region.
    note
        Dutch remark below the map, such as that it is schematic; may be empty.

    Returns
    -------
    str
        HTML.
    """
    key = next(key for key in KEYS if key.indicator == "clients_per_1000_75plus")
    label = numbers.label(key)
    west, south, east, north = drawings.bounds(shapes.values())
    scale = _MAP_WIDTH / (east - west)
    links, points = [], {}
    for region, name in names.items():
        if region not in shapes:
            continue
        number, comparator = numbers.get(key, region), numbers.get(key, COMPARATOR)
        text = escape(f"{name}: {shown(key, number)} {numbers.label(key)}")
        points[name] = drawings.place(shapes[region].representative_point().coords[0], west, north, scale)
        links.append(
            f'<a href="{region}/index.html" class="ra-{_level(number, comparator)}" aria-label="{text}">'
            f'<title>{text}</title><path d="{drawings.outline(shapes[region], west, north, scale)}"/></a>'
        )
    # on top of all shapes, so that no neighbour covers a name; the link has the name already
    labels = [f'<text x="{x}" y="{y}" aria-hidden="true">{escape(name)}</text>' for name, (x, y) in _apart(points)]
    height = round((north - south) * scale)
    legend = "".join(f'<span class="ra-{level}">{word}</span>' for level, word in RELATIONS.items())
    return (
        '<figure class="ra-map"><figcaption><p class="ra-finding">Kies een regio</p>'
        f'<p class="ra-unit">{escape(label[0].upper() + label[1:])}, januari {numbers.editions[key.sector]},'
        f" vergeleken met de {COMPARATOR_NAME} samen</p></figcaption>"
        f'<svg viewBox="-4 -4 {_MAP_WIDTH + 8} {height + 8}" role="group" aria-label="Kaart van de regio\'s">'
        f'{"".join(links + labels)}</svg><p class="ra-legend">{legend}</p><p class="ra-source">{escape(note)}</p>'
        "</figure>"
    )


def _first_of_sector(keys: Sequence[Key], key: Key) -> str:
    return " ra-first" if key == next(other for other in keys if other.sector == key.sector) else ""


def _places(numbers: Numbers, key: Key, names: Iterable[str]) -> dict[str, float]:
    """Return the place of each region, from 0 (lowest) to 1 (highest); equal values share one."""
    values = pd.Series({region: numbers.get(key, region).value for region in names}, dtype=float).dropna()
    if len(values) < 2:
        return {}
    return ((values.rank(method="average") - 1) / (len(values) - 1)).to_dict()


def _cell(numbers: Numbers, key: Key, area: str, place: float | None, keys: Sequence[Key]) -> str:
    number = numbers.get(key, area)
    tint = "" if place is None else f' style="--place:{place:.2f}"'
    order = "" if number.value is None else f' data-value="{number.value!r}"'
    return f'<td class="ra-number{_first_of_sector(keys, key)}"{tint}{order}>{escape(shown(key, number))}</td>'


def _region_links(region: str, name: str, sectors: Sequence[str]) -> str:
    links = " ".join(
        f'<a href="{region}/{sector}/index.html" aria-label="{escape(name)}, {sector.upper()}">{sector.upper()}</a>'
        for sector in sectors
    )
    return f'<a href="{region}/index.html">{escape(name)}</a> <small>{links}</small>'


def _level(number: Number, comparator: Number) -> str:
    if number.value is None or comparator.value is None:
        return "unknown"
    return relation(number.value, comparator.value)


def _apart(points: Mapping[str, tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    """Move names on a map down, and in from its sides, until none covers another."""
    placed: list[tuple[str, tuple[int, int]]] = []
    for name, (x, y) in sorted(points.items(), key=lambda item: item[1][::-1]):
        half = _LETTER[0] * len(name) // 2
        x = min(max(x, half), _MAP_WIDTH - half)
        for other, (other_x, other_y) in placed:
            if abs(x - other_x) < half + _LETTER[0] * len(other) // 2 and y - other_y < _LETTER[1]:
                y = other_y + _LETTER[1]
        placed.append((name, (x, y)))
    return placed


# ---- page of a region ------------------------------------------------------------------------------------


def region_page(region: str, name: str, chapters: Sequence[Chapter], numbers: Numbers) -> str:
    """Return the page of a region: a few key values per sector beside the comparator's, and where to read on.

    Parameters
    ----------
    region, name
        Slug and Dutch name.
    chapters
        The region's pages, in order, both sectors.
    numbers
        The values.

    Returns
    -------
    str
        Markdown.
    """
    parts = [f"{WIDE}# {name}\n"]
    for sector, title in SECTOR_NAMES.items():
        mine = [chapter for chapter in chapters if chapter.sector == sector]
        if not mine:
            continue
        tiles = "".join(
            tile(key, numbers, region, where(key.indicator, sector, mine, f"{sector}/"))
            for key in numbers.available(region, sector, "region")
        )
        parts.append(f"## [{title}, januari {numbers.editions[sector]}]({sector}/index)\n")
        whole = f'<a href="{sector}/index.html">{_WHOLE[sector]}</a>'
        said = _most_telling(sector, region, name, mine, numbers)
        parts.append(html_block(f'{said}<ul class="ra-tiles">{tiles}</ul>{further(mine, f"{sector}/", whole)}'))
    return "\n".join(parts)


def _most_telling(sector: str, region: str, name: str, chapters: Sequence[Chapter], numbers: Numbers) -> str:
    """Return what a reader in a hurry should know: where the region differs most, and how it will grow."""
    compared = [
        (key.indicator, findings.compare(numbers.table(sector, key.indicator, region), numbers.period(key)))
        for key in numbers.available(region, sector, "region")
        if key.kind in ("rate", "share") and numbers.get(key, COMPARATOR).value
    ]
    different = [each for each in compared if each[1].rule in ("higher", "lower")]
    said = sorted(different, key=lambda each: -abs(each[1].inputs["value"] / each[1].inputs["reference"] - 1))
    del said[MOST_TELLING:]
    growth = numbers.table(sector, "projected_growth", region)
    if growth["category"].any():
        said.append(("projected_clients", findings.growth_between(growth, "projected_clients")))
    elif not growth.empty:
        said.append(("projected_growth", findings.compare_growth(growth, "projected_clients", name, COMPARATOR)))
    items = "".join(
        f'<li><a href="{where(indicator, sector, chapters, f"{sector}/")}">{escape(finding.text)}</a></li>'
        for indicator, finding in said
    )
    return f'<ul class="ra-findings">{items}</ul>' if items else ""


# ---- rules and data ------------------------------------------------------------------------------------


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
