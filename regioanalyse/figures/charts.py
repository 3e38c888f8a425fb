"""The few parts that charts share: tooltips, labels at lines and bars, and the classes of a map.

The charts themselves stand in the notebooks, in plain Altair.
"""

import itertools
import json
import textwrap
from collections.abc import Mapping

import altair as alt
import geopandas as gpd
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.formats import NOT_SHOWN, axis_format, format_value, month_ticks, number

#: Space beyond the longest bar for its label, as a part of all bars, enough on a phone; around zero there are labels
#: on both sides.
LABEL_ROOM, LABEL_ROOM_BOTH = 0.3, 0.45
#: Bars that face each other reach this many times less far than their half of the chart.
FACING_ROOM = 1.45
#: Height in pixels of a row of labels above bars.
LABEL_ROW = 17


def tooltip(unit: str, decimals: int = 0, period: str = "period") -> list[alt.Tooltip]:
    """Return a tooltip of area, period and value, the value under the name of its unit.

    `period` is the column with the period as a reader sees it, where that is no year (`formats.period_name`).
    """
    return [
        alt.Tooltip("name:N", title="Gebied"),
        alt.Tooltip(f"{period}:N", title="Periode"),
        alt.Tooltip("value:Q", title=unit, format=axis_format(decimals)),
    ]


def months(first: str, last: str) -> alt.X:
    """Return an x axis of months, a step for each, with their Dutch names and the year below the first.

    Parameters
    ----------
    first, last
        The first and the last month, `2021-01`; months without values keep their place.
    """
    every = [str(month) for month in pd.period_range(first, last, freq="M")]
    names = dict(zip(every, month_ticks(every), strict=True))
    # on a phone every other name is left out
    axis = alt.Axis(labelExpr=f"{json.dumps(names)}[datum.value]", labelOverlap="parity", labelSeparation=4)
    return alt.X("period:O", title=None, scale=alt.Scale(type="band", domain=every), axis=axis)


def break_line(period: str, text: str) -> alt.TopLevelMixin:
    """Mark that a definition changed: a line before the first period of the new one, with two words at it.

    Parameters
    ----------
    period
        First period that has the new definition.
    text
        Dutch, two words.
    """
    mark = alt.Chart(pd.DataFrame({"period": [period], "text": [text]})).encode(x=alt.X("period:O", bandPosition=0))
    words = mark.mark_text(align="right", baseline="top", dx=-6, dy=2).encode(y=alt.value(0), text="text:N")
    return mark.mark_rule(strokeDash=[2, 3]) + words


def reference_lines(totals: pd.DataFrame, region_name: str, decimals: int = 0, unit: str = "") -> alt.TopLevelMixin:
    """Draw the values of the region and of what it is compared with as lines through lying bars, each with its label.

    Parameters
    ----------
    totals
        Values of one period: the region and the comparator. One that is not shown has no line.
    region_name
        Dutch name of the region, for the colours.
    decimals, unit
        How the value is written.

    Returns
    -------
    alt.LayerChart
        To put on bars along x without an axis. The labels stand above the bars, in a row each, left of their line:
        there is room above the names of the areas. The line at the right has the upper row, so that it runs through
        no label.
    """
    shown = totals.dropna(subset="value").sort_values("value", kind="stable", ignore_index=True)
    shown = shown.assign(label=[f"{row.name} {format_value(row.value, unit, decimals)}" for row in shown.itertuples()])
    colour = alt.Color("name:N", scale=theme.colours(region_name), legend=None)
    layers = []
    for place in range(len(shown)):
        one = alt.Chart(shown.iloc[[place]]).encode(x=alt.X("value:Q", axis=None), color=colour)
        top = alt.value(-LABEL_ROW * (place + 1))
        layers.append(one.mark_rule(strokeWidth=2).encode(y=top, y2=alt.value("height")))
        text = one.mark_text(align="right", baseline="top", dx=-5, fontWeight="bold")
        layers.append(text.encode(y=top, text="label:N"))
    return alt.layer(*layers)


def end_labels(values: pd.DataFrame, region_name: str, decimals: int = 0, unit: str = "") -> alt.TopLevelMixin:
    """Label each line at its last point with name and value, so that no legend is needed.

    Parameters
    ----------
    values
        The values that the lines show, one line per `name`.
    region_name
        Dutch name of the region, for the colours.
    decimals, unit
        How the value is written.

    Returns
    -------
    alt.LayerChart
        To put on the lines with ``+``. The highest line has its label above, the others have theirs below; the
        highest and the lowest label keep clear of the last half of all lines.
    """
    shown = values.dropna(subset="value").sort_values("period", kind="stable")
    last = shown.groupby("name").tail(1).sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
    pairs = zip(last["name"], last["value"], strict=True)
    last = last.assign(label=[f"{name} {format_value(value, unit, decimals)}".strip() for name, value in pairs])
    near = shown.loc[shown["period"] >= shown["period"].iloc[len(shown) // 2 :].min(), "value"]
    last["height"] = last["value"]
    last.loc[last.index[1:][-1:], "height"] = near.min()
    last.loc[:0, "height"] = near.max()
    # the book's style sheet puts a rim around text marks of this name, where a line may run through them
    texts = [
        alt.Chart(part, name=f"end_labels_{place}")
        .mark_text(align="right", dx=6, dy=offset, fontWeight="bold")
        .encode(
            x="period:O",
            y="height:Q",
            text="label:N",
            color=alt.Color("name:N", scale=theme.label_colours(region_name), legend=None),
        )
        for place, part, offset in (("above", last.iloc[:1], -14), ("below", last.iloc[1:], 18))
        if len(part)
    ]
    # labels have colours of their own: on white the country's line is too light to read
    return alt.layer(*texts).resolve_scale(color="independent")


def bar_domain(values: pd.Series) -> alt.Scale:
    """Return a scale from zero with room for a label after the longest bar."""
    low, high = min(0, values.min()), max(0, values.max())
    room = (LABEL_ROOM_BOTH if low < 0 else LABEL_ROOM) * (high - low)
    return alt.Scale(domain=[low - room if low < 0 else 0, high + room], nice=False)


def labelled(values: pd.DataFrame, unit: str, decimals: int = 0) -> pd.DataFrame:
    """Prepare bars that say their value, or why they have none.

    Returns
    -------
    DataFrame
        `values` with `label`, and `end`: where the bar ends, 0 where the value is not shown.
    """
    label = [
        format_value(value, unit, decimals).strip() if status == "ok" else NOT_SHOWN[status]
        for value, status in zip(values["value"], values["status"], strict=True)
    ]
    # of no rows too the labels are text
    return values.assign(label=pd.Series(label, values.index, dtype="str"), end=values["value"].fillna(0))


def change_labels(base: alt.Chart, decimals: int = 1) -> alt.TopLevelMixin:
    """Label lying bars around zero at their end: right of a rise, left of a fall; what is not shown says so.

    Parameters
    ----------
    base
        A chart with `value` along x and its areas along y, without a mark.
    decimals
        How the value is written.
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
    if not distinct:  # no area of any region shows a value
        return pd.Series(NOT_SHOWN["suppressed"], values.index, dtype=object), []
    ends = [number(each, decimals) for each in distinct]
    middle = [f"{low}{unit} tot {high}{unit}" for low, high in itertools.pairwise(ends)]
    names = [f"onder {ends[0]}{unit}", *middle, f"{ends[-1]}{unit} en hoger"]
    edges = [float("-inf"), *distinct, float("inf")]
    classes = pd.cut(values, edges, right=False, labels=names, ordered=True)
    return classes.astype(object).where(values.notna(), NOT_SHOWN["suppressed"]), names


def group_names(values: pd.Series, lowest: str, highest: str) -> tuple[pd.Series, list[str]]:
    """Name the groups 1 to 5 of a map: the number, and what the first and the last one mean.

    Returns
    -------
    Series of str, list of str
        The name of each value, and all five from low to high, for the legend.
    """
    names = [f"1 ({lowest})", "2", "3", "4", f"5 ({highest})"]
    return values.map(dict(enumerate(names, start=1))).fillna(NOT_SHOWN["suppressed"]), names


def change_colours(names: list[str], shown: pd.Series) -> alt.Scale:
    """Return the colours of the five classes of a change, as `class_colours`."""
    return _with_hidden(names, theme.CHANGES[: len(names)], shown)


def numbered(values: pd.DataFrame) -> pd.DataFrame:
    """Give areas a number, in the order of the rows, so that a map and its bars can be read beside each other.

    Returns
    -------
    DataFrame
        `values` with `place` (from 1) and `place_name`: ``3 Overschie``.
    """
    place = pd.Series(range(1, len(values) + 1), values.index)
    return values.assign(place=place, place_name=place.astype(str) + " " + values["name"])


def area_numbers(shapes: gpd.GeoDataFrame) -> alt.Chart:
    """Write the numbers of `numbered` on a map of areas: with a rim, readable on each colour.

    Parameters
    ----------
    shapes
        With `place` and `geometry`.
    """
    middle = shapes.geometry.representative_point()
    points = pd.DataFrame({"place": shapes["place"], "x": middle.x.round(-1), "y": middle.y.round(-1)})
    # the book's style sheet gives text marks of this name their colour and rim
    return (
        alt.Chart(points, name="area_numbers")
        .mark_text(fontWeight="bold")
        .encode(longitude="x:Q", latitude="y:Q", text="place:Q")
    )


def class_colours(names: list[str], shown: pd.Series) -> alt.Scale:
    """Return the colours of the five classes, and a light grey for what is not shown, if there is any.

    Parameters
    ----------
    names
        The classes from low to high; all of them stand in the legend.
    shown
        The class of each area.
    """
    return _with_hidden(names, theme.CLASSES[-len(names) :], shown)


def _with_hidden(names: list[str], colours: list[str], shown: pd.Series) -> alt.Scale:
    hidden = NOT_SHOWN["suppressed"]
    if not (shown == hidden).any():
        return alt.Scale(domain=names, range=colours)
    return alt.Scale(domain=[*names, hidden], range=[*colours, theme.HIDDEN])


def name_axis() -> alt.Axis:
    """Return an axis of names that breaks the long ones in two, so that a phone has room for the bars."""
    broken = "replace(replace(datum.label, 'Kruis-', 'Kruis-|'), /([/-])([A-Z])/, '$1|$2')"
    return alt.Axis(labelExpr=f"split({broken}, '|')")


def part_label() -> dict:
    """Return the encoding of the labels of `stacked` that leaves out those wider than their part is drawn."""
    # a digit of 12 pixels high is less than 8 wide
    fits = "datum.value / 100 * width > 8 * length(datum.label) + 3"
    return {"condition": {"test": fits, "field": "label"}, "value": ""}


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


def together(values: pd.DataFrame, categories: list[str]) -> pd.DataFrame:
    """Add up some parts of a whole to one part; a hidden one hides the sum.

    Parameters
    ----------
    values
        Values per category.
    categories
        The parts that are added up.

    Returns
    -------
    DataFrame
        The columns of `values`, one row per area and period, without a category.
    """
    parts = values[values["category"].isin(categories)].assign(category="")
    keys = [column for column in parts if column not in ("value", "status")]
    grouped = parts.groupby(keys, sort=False)
    status = grouped["status"].agg(lambda each: next((state for state in each if state != "ok"), "ok"))
    value = grouped["value"].sum().where(status == "ok")
    return pd.DataFrame({"value": value, "status": status}).reset_index()[list(values)]


def shares_of(values: pd.DataFrame) -> pd.DataFrame:
    """Turn counts per category into shares in % of their area and period; a hidden count leaves them empty."""
    whole = values.groupby(["area", "period"])["value"].transform("sum", min_count=1)
    complete = values.groupby(["area", "period"])["status"].transform(lambda status: (status == "ok").all())
    return values.assign(value=(100 * values["value"] / whole).where(complete), unit="%")


def index_of(values: pd.DataFrame, start: str) -> pd.DataFrame:
    """Turn values over time into an index, 100 in the period `start`; before it and without it there is none."""
    base = values[values["period"] == start].set_index(["area", "category"])["value"]
    later = values[values["period"] >= start].reset_index(drop=True)
    keys = pd.MultiIndex.from_frame(later[["area", "category"]])
    index = 100 * later["value"] / base.reindex(keys).to_numpy()
    return later.assign(value=index, unit=f"index, {start} = 100")


#: So many regions are shown in the figure of flows; the published report shows as many.
LARGEST_FLOWS = 5


def facing(inflow: pd.DataFrame, outflow: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Prepare bars that face each other: who comes from a region at the left, who goes to it at the right.

    Parameters
    ----------
    inflow, outflow
        Values of one region and period; the category is the other region, or ``total``.
    names
        Dutch name per region.

    Returns
    -------
    DataFrame
        The rows of both for the regions with the largest flows (in and out together, as far as they are shown) and
        the total below them, with `row` (name of the bar), `end` (where it ends, left of zero for inflow) and `label`.
    """
    both = pd.concat([inflow, outflow], ignore_index=True)
    sizes = both[both["category"] != "total"].groupby("category")["value"].sum().sort_index()
    largest = sizes[sizes > 0].sort_values(ascending=False, kind="stable").head(LARGEST_FLOWS)
    order = [*largest.index, "total"]
    rows = both[both["category"].isin(order)].assign(place=lambda t: t["category"].map(order.index))
    rows = labelled(rows.sort_values("place", kind="stable", ignore_index=True), "")
    end = rows["end"].where(rows["indicator"] == "outflow", -rows["end"])
    return rows.assign(row=rows["category"].map({**names, "total": "totaal"}), end=end).drop(columns="place")


def facing_domain(values: pd.Series) -> alt.Scale:
    """Return a scale around zero for `facing`, with room for a label beyond the longest bar at both sides."""
    far = FACING_ROOM * (values.max() if values.notna().any() else 1)
    return alt.Scale(domain=[-far, far], nice=False)


def per_1000(part: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Divide numbers per category by one number of the same area, times 1000.

    Parameters
    ----------
    part
        Values of one period, per area and category.
    whole
        Values of one period, one per area.

    Returns
    -------
    DataFrame
        The rows and columns of `part`; where the whole is not shown, nothing is.
    """
    theirs = whole.set_index("area").loc[part["area"]]
    shown = (theirs["status"] == "ok").to_numpy()
    status = part["status"].where(shown, theirs["status"].to_numpy())
    return part.assign(value=(1000 * part["value"] / theirs["value"].to_numpy()).where(status == "ok"), status=status)


def category_ends(values: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Prepare the label at the end of each category's line: its name and last value, or that it is not shown.

    Parameters
    ----------
    values
        Values of one area, several periods.
    names
        Dutch name per category, as the labels have them.

    Returns
    -------
    DataFrame
        The rows of the last period, with `group` (the Dutch name) and `label`; `value` is 0 where it is not shown.
    """
    last = values[values["period"] == values["period"].max()]
    texts = [
        f"{names[category]} {number(value)}" if status == "ok" else f"{names[category]}: {NOT_SHOWN[status]}"
        for category, value, status in zip(last["category"], last["value"], last["status"], strict=True)
    ]
    return last.assign(group=last["category"].map(names), label=texts, value=last["value"].fillna(0))


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


def range_labels(values: pd.DataFrame, start: str) -> alt.TopLevelMixin:
    """Label a band between a minimum and a maximum: the number at its start, the names and numbers at its end.

    Parameters
    ----------
    values
        Values of one region with the categories `min` and `max`.
    start
        The period in which both are the same.
    """
    shown = values.dropna(subset="value")
    last = shown["period"].max()
    names = shown["category"].map(theme.RANGE_NAMES)
    labels = shown.assign(label=[f"{name} {number(v)}" for name, v in zip(names, shown["value"], strict=True)])
    first = labels[(labels["period"] == start) & (labels["category"] == "max")]
    right = labels[labels["period"] == last]
    marks = (
        _at(first.assign(label=first["value"].map(number)), "start").mark_text(
            align="left", dx=-6, dy=18, fontWeight="bold"
        ),
        _at(right[right["category"] == "max"], "above").mark_text(align="right", dx=6, dy=-14, fontWeight="bold"),
        _at(right[right["category"] == "min"], "below").mark_text(align="right", dx=6, dy=18, fontWeight="bold"),
    )
    return alt.layer(*marks)


def _at(labels: pd.DataFrame, place: str) -> alt.Chart:
    # the book's style sheet puts a rim around text marks of this name
    chart = alt.Chart(labels, name=f"end_labels_{place}")
    return chart.encode(x="period:O", y="value:Q", text="label:N", color=alt.value(theme.REGION))


def growth_parts(growth: pd.DataFrame, least: float = 5) -> pd.DataFrame:
    """Split growths with a minimum and a maximum in two parts of a bar: the population, and what more use adds.

    Parameters
    ----------
    growth
        Growths in % with the categories `min` (the population alone) and `max`, several areas.
    least
        Parts from this many percentage points on get a label.

    Returns
    -------
    DataFrame
        `name`, `part`, `rank` (from zero outwards), `value` (percentage points), `middle` of the part and its
        `label`; `end` (of the bar, to the right) and `total`, what the parts are together. A population that makes
        the number fall stands left of zero.
    """
    both = growth.pivot(index="name", columns="category", values="value").loc[growth["name"].unique()]
    population, use = theme.GROWTH_PARTS
    rows = []
    for name, low, high in zip(both.index, both["min"], both["max"], strict=True):
        start, added = max(low, 0), high - low
        total = _or_hidden(high, sign=True)
        rows.append((name, population, 0, low, low / 2, start + added, total))
        rows.append((name, use, 1, added, start + added / 2, start + added, total))
    table = pd.DataFrame(rows, columns=["name", "part", "rank", "value", "middle", "end", "total"])
    return table.assign(label=[number(v, sign=True) if abs(v) >= least else "" for v in table["value"]])


def _or_hidden(value: float, sign: bool = False) -> str:
    return NOT_SHOWN["suppressed"] if pd.isna(value) else number(value, sign=sign)


def shortage_steps(clients: pd.DataFrame, projected: pd.DataFrame, shortage: pd.DataFrame) -> pd.DataFrame:
    """Prepare the arithmetic of the shortage as steps: growth, minus plans, is what lacks.

    Parameters
    ----------
    clients, projected
        Values of one region: the clients, and the projected ones with the category `max`.
    shortage
        Values of `capacity_shortage` of the same region; its period gives the two years.

    Returns
    -------
    DataFrame
        `name` (of the step), `kind`, `start` and `end` of its bar, its `label`, and `place` right of both ends. The
        plans are what the shortage leaves of the growth: the definite ones of the high estimate, the others of the
        difference of both.
    """
    first, last = shortage["period"].iloc[0].split("/")
    there = clients.set_index("period")["value"][first]
    to_come = projected[projected["category"] == "max"].set_index("period")["value"][last]
    low, high = (shortage.set_index("category")["value"][each] for each in ("low", "high"))
    growth = to_come - there
    rows = [
        (f"verwachte groei {first}-{last}", "groei", 0, growth, _or_hidden(growth, sign=True)),
        ("plannen die vaststaan", "plannen", growth, high, _or_hidden(high - growth, sign=True)),
        ("tekort, hoge schatting", "tekort", 0, high, _or_hidden(high)),
        ("andere plannen", "plannen", high, low, _or_hidden(low - high, sign=True)),
        ("tekort, lage schatting", "tekort", 0, low, _or_hidden(low)),
    ]
    table = pd.DataFrame(rows, columns=["name", "kind", "start", "end", "label"]).astype({"start": float})
    return table.assign(place=table[["start", "end"]].max(axis="columns"))


def scenarios(clients: pd.DataFrame, extra: pd.DataFrame, shares: pd.DataFrame, base_year: str) -> pd.DataFrame:
    """Prepare the stacked bars of the scenarios: what there was, what comes on top, or what is no longer needed.

    Parameters
    ----------
    clients, extra, shares
        Values of one region of ``scenario_…_clients``, ``_extra`` and ``_share``.
    base_year
        The first bar: the number that `extra` is counted from. Its share is that of the scenario in which it stays.

    Returns
    -------
    DataFrame
        `name` (bar), `part`, `rank` (from below), `value` (clients), `top` of the bar, its `label`: the number of
        clients, and its `share` as text. Without rows when a value is not shown.
    """
    existing, more, less = theme.SCENARIO_PARTS
    columns = ["name", "part", "rank", "value", "top", "label", "share"]
    if pd.concat([clients["value"], extra["value"], shares["value"]]).isna().any():
        return pd.DataFrame(columns=columns)
    base = clients["value"].iloc[0] - extra["value"].iloc[0]
    stays = shares.set_index("category").loc["scenario_1", "value"]
    rows = [(base_year, existing, 0, base, base, number(base), format_value(stays, "%", 1))]
    values = (clients["category"], clients["value"], extra["value"], shares["value"])
    for category, total, added, share in zip(*values, strict=True):
        name, top = theme.SCENARIO_NAMES[category], max(base, total)
        texts = (number(total), format_value(share, "%", 1))
        rows.append((name, existing, 0, min(base, total), top, *texts))
        rows.append((name, more if added >= 0 else less, 1, abs(added), top, *texts))
    return pd.DataFrame(rows, columns=columns)


def scenario_axis(table: pd.DataFrame, title: str) -> alt.X:
    """Return the x axis of the scenarios: the name of each bar, its share in a row below, and what the row says."""
    shares = dict(zip(table["name"], table["share"], strict=True))
    axis = alt.Axis(labelExpr=f"[datum.value, {json.dumps(shares)}[datum.value]]", titlePadding=8)
    return alt.X("name:N", sort=list(shares), title=title, axis=axis)
