"""Bars: counts per year, regions beside each other, areas in order, categories, ages and flows."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.recipes.labelling import (
    Layers,
    bars_to,
    by_name,
    change_labels,
    decimals_of,
    labelled,
    name_axis,
    reference_lines,
    tooltip,
    value_axis,
    wrapped,
    written,
)

#: So many regions are shown in the figure of flows; the published report shows as many.
LARGEST_FLOWS = 5
#: Bars that face each other reach this many times less far than their half of the chart.
FACING_ROOM = 1.45


def counts_in_bars(values: pd.DataFrame, unit: str) -> Layers:
    """Draw a standing bar per year of one area, with its number."""
    base = alt.Chart(labelled(values), height=220).encode(
        x=alt.X("period:O", title=None),
        y=value_axis("end", ticks=4),
    )
    bars = base.mark_bar(color=theme.REGION, size=48).encode(tooltip=tooltip(values, unit))
    return bars + base.mark_text(dy=-8).encode(text="label:N")


def compared(values: pd.DataFrame, region_name: str, unit: str, axis: alt.Axis | None = None) -> Layers:
    """Draw a lying bar per region in one period, each with its number.

    `axis` is of the names; when not given, long names are broken in two.
    """
    rows = labelled(values)
    base = alt.Chart(rows, height=90).encode(
        x=bars_to("end", rows["value"]),
        y=alt.Y("name:N", title=None, axis=axis or name_axis(), sort=list(rows["name"])),
    )
    bars = base.mark_bar().encode(color=by_name(region_name), tooltip=tooltip(rows, unit))
    return bars + _at_end(base)


def _at_end(base: alt.Chart) -> alt.Chart:
    return base.mark_text(align="left", dx=4).encode(text="label:N")


def now_and_later(values: pd.DataFrame, region_name: str, unit: str) -> Layers:
    """Draw lying bars of what was counted and what is expected, the last with a dashed border.

    `values` are of two periods, the last one expected: one area, or the region beside others.
    """
    later = alt.datum.period == values["period"].max()
    rows = labelled(values)
    x = bars_to("end", rows["value"])
    if rows["area"].nunique() == 1:
        base = alt.Chart(rows, height=90).encode(x=x, y=alt.Y("period:N", title=None))
        bars = base.mark_bar(color=theme.REGION, stroke=theme.REGION, strokeWidth=1.5)
    else:
        rows = rows.assign(bar=rows["name"] + " " + rows["period"])
        y = alt.Y("bar:N", title=None, axis=name_axis(), sort=list(rows["bar"]))
        base = alt.Chart(rows, height=150).encode(x=x, y=y)
        stroke = alt.Stroke("name:N", scale=theme.colours(region_name), legend=None)
        bars = base.mark_bar(strokeWidth=1.5).encode(color=by_name(region_name), stroke=stroke)
    bars = bars.encode(
        fillOpacity=alt.condition(later, alt.value(0.35), alt.value(1)),
        strokeDash=alt.condition(later, alt.value([4, 3]), alt.value([1, 0])),
        tooltip=tooltip(rows, unit),
    )
    return bars + _at_end(base)


def sorted_areas(values: pd.DataFrame, unit: str, region_name: str = "", totals: pd.DataFrame | None = None) -> Layers:
    """Draw a lying bar per area, in the order of the rows.

    Rows with a number (`numbered`) have it before their name. `totals` are the values of the region and the comparator
    in the same period, drawn as lines through the bars; when not given, there are no lines.
    """
    rows, name = _without_place(labelled(values))
    base = alt.Chart(rows, height=24 * len(rows)).encode(
        x=bars_to("end", rows["value"]),
        y=alt.Y(f"{name}:N", title=None, sort=list(rows[name])),
    )
    bars = base.mark_bar(color=theme.REGION if totals is None else theme.AREA).encode(tooltip=tooltip(rows, unit))
    if totals is None:
        return bars + _at_end(base)
    # the book's style sheet puts a rim around text marks of this name, where a line runs through them
    return bars + reference_lines(totals, region_name) + _at_end(base).properties(name="end_labels")


def change_bars(values: pd.DataFrame, unit: str, region_name: str = "") -> Layers:
    """Draw lying bars around zero, in the order of the rows: right is a rise, left a fall.

    Rows with a number (`numbered`) have it before their name. With a `region_name` its bar and those beside it have
    their own colours; without it the bars are of areas, and a rise and a fall have a colour each.
    """
    rows, name = _without_place(values)
    base = alt.Chart(rows, height=90 if region_name else 24 * len(values)).encode(
        x=bars_to("value", values["value"]),
        y=alt.Y(f"{name}:N", title=None, sort=list(values[name])),
    )
    sign = alt.condition(alt.datum.value < 0, alt.value(theme.FALL), alt.value(theme.RISE))
    bars = base.mark_bar().encode(color=by_name(region_name) if region_name else sign, tooltip=tooltip(values, unit))
    return bars + change_labels(base, decimals_of(values))


def _without_place(values: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return rows without the number that only a map needs, and the column with the names for bars."""
    if "place_name" in values:
        return values.drop(columns="place"), "place_name"
    return values, "name"


def by_category(
    values: pd.DataFrame,
    region_name: str,
    unit: str,
    title: str,
    names: Mapping[str, str] | None = None,
    beside: pd.DataFrame | None = None,
) -> Layers:
    """Draw a group of lying bars per category, a bar for each region.

    `beside` are values of another indicator in the same order: their numbers stand in brackets after those of the
    bars.
    """
    rows, room = labelled(values), 1.0
    if beside is not None:
        rows["label"] = [f"{one} ({other})" for one, other in zip(rows["label"], written(beside), strict=True)]
        room = 1.2  # longer labels
    rows["category"] = rows["category"].map(names) if names else rows["category"]
    order, places = list(rows["category"].unique()), list(rows["name"].unique())
    base = alt.Chart(rows, height=48 * len(order))
    colour = alt.Color("name:N", scale=theme.colours(region_name), legend=alt.Legend(values=places))
    bars = base.mark_bar().encode(color=colour, tooltip=tooltip(rows, unit, title))
    return alt.layer(bars, _at_end(base)).encode(
        x=bars_to("end", room * rows["value"]),
        y=alt.Y("category:N", title=None, sort=order, axis=wrapped(order, 24)),
        yOffset=alt.YOffset("name:N", sort=places),
    )


def age_distribution(values: pd.DataFrame, region_name: str, unit: str) -> Layers:
    """Draw a lying bar per age group, the oldest on top, and an outline of what the region is compared with.

    `values` are shares of one period, the category an age group, of the region and one other.
    """
    order = list(values["category"].unique())
    legend = alt.Legend(values=list(values["name"].unique()))
    base = alt.Chart(values, height=20 * len(order)).encode(
        x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=4, labelExpr="datum.label + '%'")),
        y=alt.Y("category:N", title=None, sort=order[::-1]),
        color=alt.Color("name:N", scale=theme.colours(region_name), legend=legend),
        tooltip=tooltip(values, unit, "Leeftijd"),
    )
    bars = base.transform_filter(alt.datum.name == region_name).mark_bar()
    return bars + base.transform_filter(alt.datum.name != region_name).mark_bar(filled=False, strokeWidth=1.5)


def facing(inflow: pd.DataFrame, outflow: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Prepare bars that face each other: inflow from a region at the left, outflow to it at the right.

    Returns the rows of both for the regions with the largest flows (in and out together, as far as they are shown),
    and the total below them. They have `row` (name of the bar), `end` (where it ends, left of zero for inflow) and
    `label`.
    """
    both = pd.concat([inflow, outflow], ignore_index=True)
    sizes = both[both["category"] != "total"].groupby("category")["value"].sum().sort_index()
    largest = sizes[sizes > 0].sort_values(ascending=False, kind="stable").head(LARGEST_FLOWS)
    order = [*largest.index, "total"]
    rows = both[both["category"].isin(order)].assign(place=lambda t: t["category"].map(order.index))
    rows = labelled(rows.sort_values("place", kind="stable", ignore_index=True))
    end = rows["end"].where(rows["indicator"] == "outflow", -rows["end"])
    return rows.assign(row=rows["category"].map({**names, "total": "totaal"}), end=end).drop(columns="place")


def flows(inflow: pd.DataFrame, outflow: pd.DataFrame, names: Mapping[str, str], unit: str) -> Layers:
    """Draw the largest flows of a region as bars that face each other, inflow at the left and outflow at the right.

    `inflow` and `outflow` are of one period; the category is the other region, or ``total``. `names` gives the Dutch
    name of each region.
    """
    sides = {"inflow": "instroom", "outflow": "uitstroom"}
    rows = facing(inflow, outflow, names)
    rows["side"] = rows["indicator"].map(sides)
    # room for a label beyond the longest bar at both sides
    far = FACING_ROOM * (rows["value"].max() if rows["value"].notna().any() else 1)
    base = alt.Chart(rows, height=30 * rows["row"].nunique()).encode(
        x=alt.X("end:Q", title=None, scale=alt.Scale(domain=[-far, far], nice=False), axis=None),
        y=alt.Y("row:N", title=None, sort=list(rows["row"].unique())),
    )
    bars = base.mark_bar().encode(
        color=alt.Color("side:N", scale=theme.part_colours(list(sides.values()))),
        tooltip=[alt.Tooltip("row:N", title="Regio"), "side:N", alt.Tooltip("label:N", title=unit)],
    )
    texts = base.encode(text="label:N")
    left, right = (texts.transform_filter(alt.datum.side == side) for side in sides.values())
    return alt.layer(bars, left.mark_text(align="right", dx=-4), right.mark_text(align="left", dx=4))
