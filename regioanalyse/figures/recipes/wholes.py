"""Bars of parts: shares of a whole, growths, scenarios and a shortage."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.formats import NOT_SHOWN, axis_format, format_value, number
from regioanalyse.figures.recipes.labelling import Layers, bars_to, dated, name_axis, tooltip, value_axis, wrapped


def stacked(values: pd.DataFrame, order: list[str], least: float = 5) -> pd.DataFrame:
    """Prepare shares for 100% bars: where each part's label goes, and which part gets one.

    Adds `bar` (area and period, the bar's name), `rank` (place of the category in `order`), `middle` (of the part, in
    %) and `label`: the share without decimals, or empty where it is below `least`.
    """
    table = values.assign(
        bar=values["name"] + " " + values["period"],
        rank=values["category"].map(order.index),
        shown=values["value"].fillna(0),
    ).sort_values("rank", kind="stable")
    end = table.groupby("bar")["shown"].cumsum()
    label = table["shown"].map(lambda value: f"{number(value)}%" if value >= least else "")
    return table.assign(middle=end - table["shown"] / 2, label=label).sort_index().drop(columns="shown")


def parts_of_whole(
    values: pd.DataFrame,
    colours: alt.Scale,
    unit: str,
    title: str,
    names: Mapping[str, str] | None = None,
    axis: alt.Axis | None = None,
    least: float = 5,
    decimals: int | None = None,
) -> Layers:
    """Draw 100% bars, one per region, or one per region and year.

    Parameters
    ----------
    values
        Shares in % that add up to 100 per area and period.
    colours
        The colour of each name.
    names
        Dutch name per category, from left to right; when not given, categories are shown as they are.
    axis
        Of the bars' names; when not given, long names are broken.
    least
        Parts from this share on get a label, where the bar is drawn wide enough.
    decimals
        Of the value on the tooltip; when not given, those of the indicator.
    """
    rows = dated(stacked(values, list(names or values["category"].unique()), least))
    rows["category"] = rows["category"].map(names) if names else rows["category"]
    of_years = rows["period"].nunique() > 1
    bar = "bar" if of_years else "name"
    bars = list(rows[bar].unique())
    base = alt.Chart(rows, height=34 * len(bars) if of_years else 110)
    drawn = base.mark_bar().encode(
        x=alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=None),
        color=alt.Color("category:N", scale=colours),
        order="rank:Q",
        tooltip=tooltip(rows, unit, title, decimals),
    )
    # a digit of 12 pixels high is less than 8 wide
    fits = "datum.value / 100 * width > 8 * length(datum.label) + 3"
    labels = base.mark_text().encode(
        x="middle:Q", text=alt.condition(fits, "label:N", alt.value("")), color=_readable("category", colours)
    )
    axis = axis or (wrapped(bars) if of_years else name_axis())
    return alt.layer(drawn, labels).encode(y=alt.Y(f"{bar}:N", title=None, sort=bars, axis=axis))


def _readable(field: str, colours: alt.Scale) -> Any:
    """Return the colour of a text on a part: white on the dark ones."""
    names = [name for name, colour in zip(colours.domain, colours.range, strict=True) if colour in theme.DARK]
    return alt.condition(alt.FieldOneOfPredicate(field, names), alt.value("white"), alt.value("black"))


def growth_table(growth: pd.DataFrame, least: float = 5) -> pd.DataFrame:
    """Split growths with a minimum and a maximum in two parts of a bar: the population, and what more use adds.

    Returns `name`, `part`, `rank` (from zero outwards), `value` (percentage points), `middle` of the part and its
    `label`, empty below `least` points; `end` (of the bar, to the right) and `total`, what the parts are together. A
    population that makes the number fall stands left of zero.
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


def growth_parts(growth: pd.DataFrame) -> Layers:
    """Draw growths as bars of two parts, what the population does and what more use adds, with their sum at the end.

    `growth` is in %, with the categories `min` (the population alone) and `max`, of several areas.
    """
    parts = growth_table(growth)
    order = list(parts["name"].unique())
    base = alt.Chart(parts, height=50 * len(order)).encode(y=alt.Y("name:N", title=None, sort=order))
    colours = theme.scale(theme.GROWTH_PARTS, theme.GROWTH_PARTS.values())
    bars = base.mark_bar().encode(
        x=bars_to("value", parts[["end", "value"]].stack()),
        color=alt.Color("part:N", scale=colours),
        order="rank:Q",
        tooltip=["name:N", "part:N", alt.Tooltip("value:Q", title="procentpunt", format=axis_format())],
    )
    labels = base.mark_text().encode(x="middle:Q", text="label:N", color=_readable("part", colours))
    totals = base.transform_filter(alt.datum.rank == 1).mark_text(align="left", dx=4, fontWeight="bold")
    return bars + labels + totals.encode(x="end:Q", text="total:N")


def shortage_steps(clients: pd.DataFrame, projected: pd.DataFrame, shortage: pd.DataFrame) -> pd.DataFrame:
    """Prepare the arithmetic of the shortage as steps: growth, minus plans, is the shortage.

    Returns `name` (of the step), `kind`, `start` and `end` of its bar, its `label`, and `place` right of both ends. The
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


def shortage(clients: pd.DataFrame, projected: pd.DataFrame, shortage: pd.DataFrame, unit: str) -> Layers:
    """Draw the steps from the expected growth to the shortage.

    All values are of one region: the clients, the projected ones with the category `max`, and `capacity_shortage`,
    whose period gives the two years.
    """
    steps = shortage_steps(clients, projected, shortage)
    order = list(steps["name"])
    base = alt.Chart(steps, height=40 * len(steps)).encode(
        y=alt.Y("name:N", title=None, sort=order, axis=wrapped(order))
    )
    bars = base.mark_bar().encode(
        x=bars_to("start", steps[["start", "end"]].stack()),
        x2="end:Q",
        color=alt.Color("kind:N", scale=theme.scale(theme.STEPS, theme.STEPS.values()), legend=None),
        tooltip=[alt.Tooltip("name:N", title="Stap"), alt.Tooltip("label:N", title=unit)],
    )
    labels = base.mark_text(align="left", dx=4, fontWeight="bold").encode(x="place:Q", text="label:N")
    zero = alt.Chart().mark_rule(opacity=0.5).encode(x=alt.datum(0))
    return bars + zero + labels


def scenario_table(clients: pd.DataFrame, extra: pd.DataFrame, shares: pd.DataFrame, base_year: str) -> pd.DataFrame:
    """Prepare the stacked bars of the scenarios: what there was, what comes on top, or what is no longer needed.

    Returns `name` (bar), `part`, `rank` (from below), `value` (clients), `top` of the bar, its `label`: the number of
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


def scenarios(
    clients: pd.DataFrame, extra: pd.DataFrame, shares: pd.DataFrame, base_year: str, unit: str, title: str
) -> Layers:
    """Draw the scenarios as standing bars: what there was, what comes on top, and what is no longer needed.

    Parameters
    ----------
    clients, extra, shares
        Values of one region of ``scenario_…_clients``, ``_extra`` and ``_share``.
    base_year
        The first bar: the number that `extra` is counted from. Its share is that of the scenario in which it stays.
    title
        Dutch, what the shares below the bars are of.
    """
    table = scenario_table(clients, extra, shares, base_year)
    below = dict(zip(table["name"], table["share"], strict=True))
    axis = alt.Axis(labelExpr=f"[datum.value, {json.dumps(below)}[datum.value]]", titlePadding=8)
    base = alt.Chart(table.drop(columns="share"), height=260).encode(
        x=alt.X("name:N", sort=list(below), title=title, axis=axis)
    )
    *_, less = theme.SCENARIO_PARTS
    bars = base.mark_bar(size=56).encode(
        y=value_axis(),
        color=alt.Color("part:N", scale=theme.scenario_colours(set(table["part"]))),
        order="rank:Q",
        stroke=alt.condition(alt.datum.part == less, alt.value(theme.FEWER), alt.value("transparent")),
        strokeDash=alt.value([4, 3]),
        tooltip=[
            alt.Tooltip("name:N", title="Scenario"),
            alt.Tooltip("part:N", title="Deel"),
            alt.Tooltip("value:Q", title=unit, format=axis_format()),
        ],
    )
    labels = base.transform_filter(alt.datum.rank == 0).mark_text(dy=-8, fontWeight="bold")
    return bars + labels.encode(y="top:Q", text="label:N")
