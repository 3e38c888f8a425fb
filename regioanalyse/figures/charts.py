"""The few parts that charts share: tooltips, labels at lines and bars, and the classes of a map.

The charts themselves stand in the notebooks, in plain Altair.
"""

import itertools

import altair as alt
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.formats import NOT_SHOWN, number

#: Space beyond the longest bar for its label, as a part of all bars; around zero there are labels on both sides.
LABEL_ROOM, LABEL_ROOM_BOTH = 0.15, 0.28


def tooltip(unit: str, decimals: int = 0) -> list[alt.Tooltip]:
    """Return a tooltip of area, period and value, the value under the name of its unit."""
    return [
        alt.Tooltip("name:N", title="Gebied"),
        alt.Tooltip("period:N", title="Periode"),
        alt.Tooltip("value:Q", title=unit, format=f",.{decimals}f"),
    ]


def end_labels(values: pd.DataFrame, region_name: str, decimals: int = 0, unit: str = "") -> alt.TopLevelMixin:
    """Label each line at its last point with name and value, so that no legend is needed.

    Parameters
    ----------
    values
        The values that the lines show, one line per `name`.
    region_name
        Dutch name of the region, for the colours.
    decimals, unit
        How the value is written; `unit` stands directly after it.

    Returns
    -------
    alt.LayerChart
        To put on the lines with ``+``. The highest line has its label above, the others have theirs below.
    """
    last = (
        values[values["period"] == values["period"].max()]
        .dropna(subset="value")
        .sort_values("value", ascending=False, kind="stable")
    )
    pairs = zip(last["name"], last["value"], strict=True)
    last = last.assign(label=[f"{name} {number(value, decimals)}{unit}" for name, value in pairs])
    # the book's style sheet puts a rim around text marks of this name, where a line may run through them
    texts = [
        alt.Chart(part, name=f"end_labels_{place}")
        .mark_text(align="right", dx=6, dy=offset, fontWeight="bold")
        .encode(
            x="period:O",
            y="value:Q",
            text="label:N",
            color=alt.Color("name:N", scale=theme.colours(region_name), legend=None),
        )
        for place, part, offset in (("above", last.iloc[:1], -14), ("below", last.iloc[1:], 18))
    ]
    return alt.layer(*texts)


def break_line(period: str, words: str = "andere indeling") -> alt.TopLevelMixin:
    """Mark a break in a series over time: a dashed vertical line with a few words at its top.

    Parameters
    ----------
    period
        The first period of what is new; the line stands at it. It must be on the axis of the chart.
    words
        Dutch, about two words: what changed.

    Returns
    -------
    alt.LayerChart
        To put on a chart of periods (ordinal) with ``+``.
    """
    base = alt.Chart(pd.DataFrame({"period": [period], "words": [words]})).encode(x="period:O")
    line = base.mark_rule(strokeDash=[4, 4], strokeWidth=1.5, color=theme.COMPARATOR)
    return line + base.mark_text(align="left", baseline="top", dx=6, fontStyle="italic", color=theme.COMPARATOR).encode(
        y=alt.value(0), text="words:N"
    )


def bar_domain(values: pd.Series) -> alt.Scale:
    """Return a scale from zero with room for a label after the longest bar."""
    low, high = min(0, values.min()), max(0, values.max())
    room = (LABEL_ROOM_BOTH if low < 0 else LABEL_ROOM) * (high - low)
    return alt.Scale(domain=[low - room if low < 0 else 0, high + room], nice=False)


def change_labels(base: alt.Chart, decimals: int = 1) -> alt.TopLevelMixin:
    """Label lying bars around zero at their end: right of a rise, left of a fall; what is not shown says so.

    Parameters
    ----------
    base
        A chart with `value` along x and its areas along y, without a mark.
    decimals
        How the value is written.
    """
    text = alt.Text("value:Q", format=f"+,.{decimals}f")
    rise = base.transform_filter("datum.value >= 0").mark_text(align="left", dx=4).encode(text=text)
    fall = base.transform_filter("datum.value < 0").mark_text(align="right", dx=-4).encode(text=text)
    hidden = base.transform_filter("!isValid(datum.value)").mark_text(align="left", dx=4, fontStyle="italic")
    return rise + fall + hidden.encode(x=alt.datum(0), text=alt.value(NOT_SHOWN["suppressed"]))


def class_names(
    values: pd.Series, breaks: list[float], decimals: int = 0, unit: str = ""
) -> tuple[pd.Series, list[str]]:
    """Put values in the five classes of a map.

    Parameters
    ----------
    values
        What the map shows; an empty value is in no class.
    breaks
        Four breaks, from `maps.five_classes`; a value on a break is in the class above it.
    decimals, unit
        How the breaks are written.

    Returns
    -------
    Series of str, list of str
        The class of each value, and all five names from low to high, for the legend.
    """
    # breaks that are the same after rounding make fewer classes
    distinct = sorted(set(breaks))
    ends = [number(each, decimals) for each in distinct]
    middle = [f"{low}{unit} tot {high}{unit}" for low, high in itertools.pairwise(ends)]
    names = [f"onder {ends[0]}{unit}", *middle, f"{ends[-1]}{unit} en hoger"]
    edges = [float("-inf"), *distinct, float("inf")]
    classes = pd.cut(values, edges, right=False, labels=names, ordered=True)
    return classes.astype(object).where(values.notna(), NOT_SHOWN["suppressed"]), names


def class_colours(names: list[str]) -> alt.Scale:
    """Return the colours of the five classes, and a light grey for what is not shown."""
    return alt.Scale(domain=[*names, NOT_SHOWN["suppressed"]], range=[*theme.CLASSES[-len(names) :], "#d9d9d9"])


def stacked(values: pd.DataFrame, order: list[str], least: float = 5) -> pd.DataFrame:
    """Prepare shares for 100% bars: where each part's label goes, and which part gets one.

    Parameters
    ----------
    values
        Shares in % that add up to 100 per area and period.
    order
        Categories from left to right.
    least
        Parts from this share on get a label.

    Returns
    -------
    DataFrame
        `values` with `bar` (area and period, the bar's name), `rank` (place of the category), `middle` (of the
        part, in %) and `label` (the share without decimals, or empty).
    """
    table = values.assign(
        bar=values["name"] + " " + values["period"],
        rank=values["category"].map(order.index),
        shown=values["value"].fillna(0),
    ).sort_values("rank", kind="stable")
    end = table.groupby("bar")["shown"].cumsum()
    label = table["shown"].map(lambda value: f"{number(value)}%" if value >= least else "")
    return table.assign(middle=end - table["shown"] / 2, label=label).sort_index().drop(columns="shown")


def shares_of(values: pd.DataFrame) -> pd.DataFrame:
    """Turn counts per category into shares in % of their area and period; a hidden count leaves them empty."""
    whole = values.groupby(["area", "period"])["value"].transform("sum", min_count=1)
    complete = values.groupby(["area", "period"])["status"].transform(lambda status: (status == "ok").all())
    return values.assign(value=(100 * values["value"] / whole).where(complete), unit="%")


def scenarios(clients: pd.DataFrame, extra: pd.DataFrame, shares: pd.DataFrame, base_year: str) -> pd.DataFrame:
    """Prepare the stacked bars of the scenarios: what there was, what comes on top, or what is no longer needed.

    Parameters
    ----------
    clients, extra, shares
        Values of one region of ``scenario_…_clients``, ``_extra`` and ``_share``.
    base_year
        The first bar: the number that `extra` is counted from.

    Returns
    -------
    DataFrame
        `name` (bar), `part`, `rank` (from below), `value` (clients), `top` of the bar and its `label`: the number of
        clients, with the share in the scenarios.
    """
    existing, more, less = theme.SCENARIO_PARTS
    base = clients["value"].iloc[0] - extra["value"].iloc[0]
    rows = [(base_year, existing, 0, base, base, number(base))]
    columns = (clients["category"], clients["value"], extra["value"], shares["value"])
    for category, total, added, share in zip(*columns, strict=True):
        name, label = theme.SCENARIO_NAMES[category], f"{number(total)} ({number(share)}%)"
        rows.append((name, existing, 0, min(base, total), max(base, total), label))
        rows.append((name, more if added >= 0 else less, 1, abs(added), max(base, total), label))
    return pd.DataFrame(rows, columns=["name", "part", "rank", "value", "top", "label"])
