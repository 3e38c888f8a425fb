"""The landing page: the map of the regions and the table that compares them."""

from collections.abc import Iterable, Mapping

import pandas as pd
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from regioanalyse.book.pages import drawings
from regioanalyse.book.pages.key_values import RELATIONS, Key, Number, Numbers, shown
from regioanalyse.book.pages.rendering import csv_link, render
from regioanalyse.figures.findings import relation
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.sector import SECTORS

#: Width of the map in its own units; height follows from the regions' shapes.
_MAP_WIDTH = 440

#: Width and height that a letter on the map takes.
_LETTER = (7, 15)


def region_table(numbers: Numbers, names: Mapping[str, str]) -> Markup:
    """Return the table that compares the regions, with links into each.

    A cell carries its unrounded value for sorting, and for its tint its place among the regions: 0 lowest, 1 highest.
    """
    keys = numbers.available(page="landing")
    columns = {sector: [key for key in keys if key.sector == sector] for sector in SECTORS}
    first = [mine[0] for mine in columns.values() if mine]
    places = {key: _places(numbers, key, names) for key in keys}

    def cells(area: str) -> list[dict[str, object]]:
        found = [(key, numbers.get(key, area)) for key in keys]
        return [
            {"first": key in first, "place": places[key].get(area), "value": each.value, "text": shown(key, each)}
            for key, each in found
        ]

    return render(
        "landing_table.html",
        sectors=[(SECTORS[name], numbers.editions[name], len(mine)) for name, mine in columns.items() if mine],
        heads=[
            {"first": key in first, **{name: numbers.dated(key, getattr(key, name)) for name in ("label", "column")}}
            for key in keys
        ],
        rows=[(region, name, cells(region)) for region, name in names.items()],
        total=cells(COMPARATOR),
        comparator=COMPARATOR_NAME,
    )


def regions_csv(numbers: Numbers, names: Mapping[str, str]) -> str:
    """Return the table of regions as CSV: one row per value, unrounded, in the columns of the table of values."""
    columns = ["region", "name", "sector", "indicator", "period", "category", "value", "unit", "status"]
    rows = [
        (region, name, key.sector, key.indicator, numbers.period(key), key.category, each.value, each.unit, each.status)
        for region, name in (*names.items(), (COMPARATOR, COMPARATOR_NAME))
        for key in numbers.available(page="landing")
        for each in [numbers.get(key, region)]
    ]
    return pd.DataFrame(rows, columns=columns).to_csv(index=False, lineterminator="\n")


def landing_table(numbers: Numbers, names: Mapping[str, str]) -> Markup:
    """Return the table of regions with its legend and download."""
    link = csv_link(regions_csv(numbers, names), "regios.csv", "Download deze tabel (CSV)")
    return render("landing.html", table=region_table(numbers, names), link=link)


def region_map(shapes: Mapping[str, BaseGeometry], numbers: Numbers, names: Mapping[str, str], note: str) -> Markup:
    """Return a map of the regions to click on: SVG with links, without a script.

    The colour says how the key value for the map compares with the comparator's. A region without a shape is left out.
    """
    known = numbers.available(page="landing")
    key = next((key for key in known if key.on_map), known[0])
    label = numbers.dated(key, key.label)
    west, south, east, north = drawings.bounds(shapes.values())
    scale = _MAP_WIDTH / (east - west)
    links, points = [], {}
    for region, name in names.items():
        if region not in shapes:
            continue
        number = numbers.get(key, region)
        points[name] = drawings.place(shapes[region].representative_point().coords[0], west, north, scale)
        links.append(
            {
                "region": region,
                "level": _level(number, numbers.get(key, COMPARATOR)),
                "text": f"{name}: {shown(key, number)} {label}",
                "path": drawings.outline(shapes[region], west, north, scale),
            }
        )
    return render(
        "landing_map.html",
        label=label[0].upper() + label[1:],
        edition=numbers.editions[key.sector],
        comparator=COMPARATOR_NAME,
        size=(_MAP_WIDTH, round((north - south) * scale)),
        links=links,
        names=_apart(points),
        relations=RELATIONS,
        note=note,
    )


def _places(numbers: Numbers, key: Key, names: Iterable[str]) -> dict[str, float]:
    """Return the place of each region, from 0 (lowest) to 1 (highest); equal values share one."""
    values = pd.Series({region: numbers.get(key, region).value for region in names}, dtype=float).dropna()
    if len(values) < 2:
        return {}
    return ((values.rank(method="average") - 1) / (len(values) - 1)).to_dict()


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
