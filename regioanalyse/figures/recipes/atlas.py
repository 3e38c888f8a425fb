"""Maps of a region's areas, by class or group, with numbers or with places."""

import itertools
from typing import Any

import altair as alt
import geopandas as gpd
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.formats import NOT_SHOWN, number
from regioanalyse.figures.maps import Classes
from regioanalyse.figures.recipes.labelling import Layers, tooltip


def map_of_areas(values: pd.DataFrame, shapes: gpd.GeoDataFrame, classes: Classes, unit: str) -> alt.Chart:
    """Draw a map of areas in the colours of classes.

    `values` are an area each; `classes` come from `maps.five_classes` or `maps.around_zero`, of all areas of all
    regions.
    """
    table = shapes.merge(values, on="area")
    sign = "%" if (table["unit"] == "%").all() else ""
    table["class"], names = class_names(table["value"], classes.breaks, unit=sign)
    return _map(table, names, classes.colours, tooltip(values, unit))


def map_of_groups(values: pd.DataFrame, shapes: gpd.GeoDataFrame, lowest: str, highest: str) -> alt.Chart:
    """Draw a map of areas in the colours of groups 1 to 5.

    The value is the group; `lowest` and `highest` are Dutch, what the first and the last group are.
    """
    table = shapes.merge(values, on="area")
    table["class"], names = group_names(table["value"], lowest, highest)
    return _map(table, names, theme.CLASSES, tooltip(values, "groep", decimals=0))


def plain_map(shapes: gpd.GeoDataFrame) -> alt.Chart:
    """Draw a map of areas in one light colour, as a ground for `locations_on`."""
    chart = alt.Chart(shapes, height=380).mark_geoshape(fill=theme.CLASSES[0], stroke=theme.BORDER)
    return chart.project(**_IN_METRES)


#: Shapes are in metres of the Dutch grid, whose y axis points up.
_IN_METRES: dict[str, Any] = {"type": "identity", "reflectY": True}


def _map(table: gpd.GeoDataFrame, names: list[str], colours: list[str], shown: list[alt.Tooltip]) -> alt.Chart:
    """Draw areas with their `class`; the legend names all classes, and what is not shown if there is any."""
    hidden = NOT_SHOWN["suppressed"]
    domain, scale = names, colours[-len(names) :] if names else []
    if (table["class"] == hidden).any():
        domain, scale = [*domain, hidden], [*scale, theme.HIDDEN]
    return (
        alt.Chart(table, height=380)
        .mark_geoshape(stroke=theme.BORDER, strokeWidth=0.6)
        .encode(color=alt.Color("class:N", scale=alt.Scale(domain=domain, range=scale)), tooltip=shown)
        .project(**_IN_METRES)
    )


def _over(ground: alt.Chart, marks: alt.Chart) -> Layers:
    """Put marks on a map: layers have their projection together."""
    ground = ground.copy()
    ground.projection = alt.Undefined
    return (ground + marks).project(**_IN_METRES)


def numbered(values: pd.DataFrame) -> pd.DataFrame:
    """Give areas a number, in the order of the rows, so that a map and its bars can be read beside each other.

    Adds `place`, from 1, and `place_name`: ``3 Overschie``.
    """
    place = pd.Series(range(1, len(values) + 1), values.index)
    return values.assign(place=place, place_name=place.astype(str) + " " + values["name"])


def numbered_map(values: pd.DataFrame, shapes: gpd.GeoDataFrame, classes: Classes, unit: str) -> Layers:
    """Draw `map_of_areas` of `numbered` values with the number of each area on it, beside bars in that order."""
    points = shapes.merge(values, on="area")
    middle = points.geometry.representative_point()
    numbers = pd.DataFrame({"place": points["place"], "x": middle.x.round(-1), "y": middle.y.round(-1)})
    # the book's style sheet gives text marks of this name their colour and rim: readable on each colour
    texts = (
        alt.Chart(numbers, name="area_numbers")
        .mark_text(fontWeight="bold")
        .encode(longitude="x:Q", latitude="y:Q", text="place:Q")
    )
    return _over(map_of_areas(values.drop(columns="place_name"), shapes, classes, unit), texts)


def locations_on(ground: alt.Chart, locations: gpd.GeoDataFrame, colour: str = theme.POINT) -> Layers:
    """Put places (`Report.locations`) on a map, a point each."""
    points = pd.DataFrame({"name": locations["name"], "x": locations.geometry.x, "y": locations.geometry.y})
    dots = (
        alt.Chart(points)
        .mark_circle(size=42, color=colour, opacity=1, stroke="white", strokeWidth=0.8)
        .encode(longitude="x:Q", latitude="y:Q", tooltip=alt.Tooltip("name:N", title="Locatie"))
    )
    return _over(ground, dots)


def class_names(
    values: pd.Series, breaks: list[float], decimals: int = 0, unit: str = ""
) -> tuple[pd.Series, list[str]]:
    """Return the class of each value, and the names of all classes from low to high for the legend.

    A value on a break is in the class above it; an empty one is in none. `decimals` and `unit` are of the breaks.
    """
    # breaks that are the same after rounding make fewer classes
    distinct = sorted(set(breaks))
    if not distinct:  # no area of any region shows a value
        return pd.Series(NOT_SHOWN["suppressed"], values.index, dtype=object), []
    ends = [number(each, decimals) for each in distinct]
    middle = [f"{low}{unit} tot {high}{unit}" for low, high in itertools.pairwise(ends)]
    names = [f"onder {ends[0]}{unit}", *middle, f"{ends[-1]}{unit} en hoger"]
    edges = [float("-inf"), *distinct, float("inf")]
    classes = pd.cut(values, edges, right=False, labels=names, ordered=True)
    return classes.astype(object).where(values.notna(), NOT_SHOWN["suppressed"]), names


def group_names(values: pd.Series, lowest: str, highest: str) -> tuple[pd.Series, list[str]]:
    """Return the name of each value's group, and those of all five from low to high for the legend."""
    names = [f"1 ({lowest})", "2", "3", "4", f"5 ({highest})"]
    return values.map(dict(enumerate(names, start=1))).fillna(NOT_SHOWN["suppressed"]), names
