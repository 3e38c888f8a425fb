"""What recipes share: tooltips, numbers at lines and bars, reference lines, axes and scales."""

import json
import textwrap
from typing import Any

import altair as alt
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.formats import NOT_SHOWN, axis_format, format_value, number, period_name
from regioanalyse.indicators import record

#: Space beyond the longest bar for its label, as a part of all bars, enough on a phone; around zero there are labels
#: on both sides.
LABEL_ROOM, LABEL_ROOM_BOTH = 0.3, 0.45
#: Height in pixels of a row of labels above bars.
LABEL_ROW = 17
#: A chart of layers, as `alt.layer` and ``+`` give it.
Layers = alt.LayerChart | alt.FacetChart
#: Units that stand at each number; the others stand in the line below the finding only.
_AT_NUMBERS = ("%", "euro")


def decimals_of(values: pd.DataFrame) -> int:
    """Return the decimals that a reader sees of values of one indicator."""
    if values.empty:
        return 0
    first = values.iloc[0]
    return record(first["indicator"], first["sector"]).decimals


def written(values: pd.DataFrame) -> list[str]:
    """Write values of one indicator as they stand at a line or bar: a number, or why there is none."""
    decimals = decimals_of(values)
    return [
        format_value(value, unit if unit in _AT_NUMBERS else "", decimals).strip()
        if status == "ok"
        else NOT_SHOWN[status]
        for value, unit, status in zip(values["value"], values["unit"], values["status"], strict=True)
    ]


def labelled(values: pd.DataFrame) -> pd.DataFrame:
    """Add `label` (`written`), and `end`: where a bar ends, 0 where the value is not shown."""
    # of no rows too the labels are text
    label = pd.Series(written(values), values.index, dtype="str")
    return dated(values.assign(label=label, end=values["value"].fillna(0)))


def dated(values: pd.DataFrame) -> pd.DataFrame:
    """Add `when`, the period in words, to values of months and quarters; years are words already."""
    if values["period"].str.contains("-").any():
        return values.assign(when=values["period"].map(period_name))
    return values


def tooltip(values: pd.DataFrame, unit: str, category: str = "", decimals: int | None = None) -> list[alt.Tooltip]:
    """Return a tooltip of area, period, value and, where `category` names it in Dutch, the category.

    `values` are the rows of the chart: `dated`, when they are of months. `unit` is the name of the value in Dutch, and
    its `decimals` are those of the indicator when not given.
    """
    shown = [
        alt.Tooltip("name:N", title="Gebied"),
        alt.Tooltip("when:N" if "when" in values else "period:N", title="Periode"),
        alt.Tooltip("value:Q", title=unit, format=axis_format(decimals_of(values) if decimals is None else decimals)),
    ]
    return [*shown, alt.Tooltip("category:N", title=category)] if category else shown


def by_name(region_name: str) -> alt.Color:
    """Return the colours of the region and of those beside it, whose names stand at their bars or lines."""
    return alt.Color("name:N", scale=theme.colours(region_name), legend=None)


def bars_to(field: str, values: pd.Series) -> alt.X:
    """Return the x of lying bars: without an axis, since each bar has its number, and with room for that number."""
    return alt.X(f"{field}:Q", title=None, scale=bar_domain(values), axis=None)


def value_axis(field: str = "value", ticks: int = 5) -> alt.Y:
    """Return a y axis of values without a title: the unit stands in the line below the finding."""
    return alt.Y(f"{field}:Q", title=None, axis=alt.Axis(tickCount=ticks))


def with_numbers(values: pd.DataFrame) -> pd.DataFrame:
    """Add `label`: the name of each row and its number."""
    return values.assign(label=values["name"] + " " + pd.Series(written(values), values.index, dtype="str"))


def line_label(rows: pd.DataFrame, place: str, **offset: Any) -> alt.Chart:
    """Return a bold text mark for points of lines, at an `offset` of `align`, `dx` and `dy` from them."""
    # the book's style sheet puts a rim around text marks of this name, where a line may run through them
    return alt.Chart(rows, name=f"end_labels{place}").mark_text(fontWeight="bold", **offset)


def end_labels(values: pd.DataFrame, region_name: str) -> Layers:
    """Label each line (one per `name`) at its last point with name and value, so that no legend is needed.

    The highest line has its label above, the others have theirs below; the highest and the lowest label keep clear of
    the last half of all lines.
    """
    shown = values.dropna(subset="value").sort_values("period", kind="stable")
    last = shown.groupby("name").tail(1).sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
    last = with_numbers(last)
    near = shown.loc[shown["period"] >= shown["period"].iloc[len(shown) // 2 :].min(), "value"]
    last["height"] = last["value"]
    last.loc[last.index[1:][-1:], "height"] = near.min()
    last.loc[:0, "height"] = near.max()
    colour = alt.Color("name:N", scale=theme.label_colours(region_name), legend=None)
    above = line_label(last.iloc[:1], "_above", align="right", dx=6, dy=-14)
    below = line_label(last.iloc[1:], "_below", align="right", dx=6, dy=18)
    texts = [
        part.encode(x="period:O", y="height:Q", text="label:N", color=colour)
        for part in (above, below)
        if len(part.data)
    ]
    # labels have colours of their own: on white the country's line is too light to read
    return alt.layer(*texts).resolve_scale(color="independent")


def reference_lines(totals: pd.DataFrame, region_name: str) -> Layers:
    """Draw the region and what it is compared with as labelled lines through lying bars; no value, no line.

    The labels stand above the bars, where the names of the areas leave room, in a row each, left of their line. The
    line at the right has the upper row, so that it runs through no label.
    """
    shown = with_numbers(totals.dropna(subset="value").sort_values("value", kind="stable", ignore_index=True))
    layers = []
    for place in range(len(shown)):
        one = alt.Chart(shown.iloc[[place]]).encode(x=alt.X("value:Q", axis=None), color=by_name(region_name))
        top = alt.value(-LABEL_ROW * (place + 1))
        layers.append(one.mark_rule(strokeWidth=2).encode(y=top, y2=alt.value("height")))
        text = one.mark_text(align="right", baseline="top", dx=-5, fontWeight="bold")
        layers.append(text.encode(y=top, text="label:N"))
    return alt.layer(*layers)


def change_labels(base: alt.Chart, decimals: int) -> Layers:
    """Label lying bars around zero at their end: right of a rise, left of a fall; what is not shown says so.

    `base` is a chart with `value` along x and its areas along y, without a mark.
    """
    # a change that rounds to zero has no sign
    zero = f"abs(datum.value) < {0.5 * 10**-decimals}"
    signed = base.transform_calculate(
        label=f"{zero} ? {number(0, decimals)!r} : format(datum.value, '+,.{decimals}f')"
    ).encode(text="label:N")
    rise = signed.transform_filter("datum.value >= 0").mark_text(align="left", dx=4)
    fall = signed.transform_filter("datum.value < 0").mark_text(align="right", dx=-4)
    hidden = base.transform_filter("!isValid(datum.value)").mark_text(align="left", dx=4, fontStyle="italic")
    return rise + fall + hidden.encode(x=alt.datum(0), text=alt.value(NOT_SHOWN["suppressed"]))


def bar_domain(values: pd.Series) -> alt.Scale:
    """Return a scale from zero with room for a label after the longest bar."""
    low, high = min(0, values.min()), max(0, values.max())
    room = (LABEL_ROOM_BOTH if low < 0 else LABEL_ROOM) * (high - low)
    return alt.Scale(domain=[low - room if low < 0 else 0, high + room], nice=False)


def name_axis() -> alt.Axis:
    """Return an axis of names that breaks the long ones in two, so that a phone has room for the bars."""
    broken = "replace(replace(datum.label, 'Kruis-', 'Kruis-|'), /([/-])([A-Z])/, '$1|$2')"
    return alt.Axis(labelExpr=f"split({broken}, '|')")


def wrapped(names: list[str], width: int = 18) -> alt.Axis:
    """Return an axis whose names are broken over lines of at most `width` characters, so that bars keep their room."""
    # a line may end after a slash, as after a hyphen: Zaanstreek/Waterland
    lines = {
        name: [line.replace("/ ", "/") for line in textwrap.wrap(name.replace("/", "/ "), width)] for name in names
    }
    axis = alt.Axis(labelExpr=f"{json.dumps(lines, ensure_ascii=False)}[datum.value]")
    if two := [name for name, broken in lines.items() if len(broken) == 2]:
        # the first of two lines stands above the middle of its bar, the second below
        middle = {"test": f"indexof({json.dumps(two, ensure_ascii=False)}, datum.value) >= 0", "value": "bottom"}
        axis.labelBaseline = {"condition": middle, "value": "middle"}
    return axis
