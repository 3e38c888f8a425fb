"""The landing page: the map of the regions and the table that compares them."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd
from shapely.geometry.base import BaseGeometry

from regioanalyse.book.pages import drawings
from regioanalyse.book.pages.html import csv_link
from regioanalyse.book.pages.key_values import KEYS, RELATIONS, Key, Number, Numbers, shown
from regioanalyse.book.pages.tiles import SECTOR_NAMES
from regioanalyse.figures.findings import relation
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.project import COMPARATOR

#: Width of the map in its own units; height follows from the regions' shapes.
_MAP_WIDTH = 440

#: Width and height that a letter on the map takes.
_LETTER = (7, 15)


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
