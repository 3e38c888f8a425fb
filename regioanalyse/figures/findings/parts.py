"""Findings about the parts of a whole: the largest, those that stand out, how the mix moved, where people go."""

from collections.abc import Mapping

import pandas as pd

from regioanalyse.errors import InputError, choices
from regioanalyse.figures.findings.finding import (
    ELSEWHERE,
    Finding,
    clients,
    context,
    every,
    listed,
    make,
    none_shown,
    not_shown,
    one,
    relation,
)
from regioanalyse.figures.findings.rules import THRESHOLDS
from regioanalyse.figures.formats import format_value, number, period_text, rounded
from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.indicator import Indicator


def largest(values: pd.DataFrame, period: str, names: Mapping[str, str] | None = None) -> Finding:
    """Say which category, in %, is the largest in the region, beside the same one of the comparator.

    By the rule `largest`; by `largest_several` or `largest_none` where parts are equally large.
    """
    indicator, region = context(values)
    if set(values["unit"]) != {"%"}:
        raise InputError(f"the largest part is named by shares; found the unit {values['unit'].iloc[0]!r}, allowed: %")
    mine = _of_region(values, indicator, region, period)
    most = mine["value"].max()
    # what is left for the parts that are not shown; one of them could be the largest
    if not most >= (100 - mine["value"].sum() if mine["value"].isna().any() else 0):
        return none_shown(indicator, mine)
    visible = mine["value"].map(lambda value: None if pd.isna(value) else rounded(value, indicator.decimals))
    top = mine[visible == rounded(most, indicator.decimals)]
    categories = [(names or {}).get(category, category) for category in top["category"]]
    words = {"people": _people(indicator), "value": format_value(most, "%", indicator.decimals)}
    if len(top) == len(mine) > 1:
        return make("largest_none", {"value": most}, every=every(len(mine), len(mine)), **words)
    if len(top) > 1:
        return make("largest_several", {"value": most}, categories=listed(categories), **words)
    theirs = one(values[values["category"] == top["category"].iloc[0]], COMPARATOR, period)
    return not_shown(indicator.title, theirs) or make(
        "largest",
        {"value": most, "reference": theirs["value"]},
        category=categories[0],
        elsewhere=ELSEWHERE[COMPARATOR],
        reference=format_value(theirs["value"], "%", indicator.decimals),
        **words,
    )


def by_category(
    values: pd.DataFrame,
    period: str,
    names: Mapping[str, str] | None = None,
    title: str = "",
    whole: str = "zorgprofielen",
) -> Finding:
    """Say for which categories the region's value is higher than the comparator's, and for which lower.

    The categories are not parts of one whole; `whole` is their Dutch name together, and hidden ones do not take part.
    By the rules `category_both`, `category_all_higher`, `category_all_lower`, `category_higher`, `category_lower` and
    `category_similar`.
    """
    indicator, region = context(values)
    pairs = _pairs(values, indicator, region, period)
    if pairs.empty:
        return none_shown(indicator, _of_region(values, indicator, region, period))
    relations = _relations(pairs)
    named = {
        word: [(names or {}).get(each, each) for each in pairs["category"][relations == word]]
        for word in ("higher", "lower")
    }
    word = "both" if all(named.values()) else next(filter(named.get, named), "similar")
    alike = len(relations) > 1 and len(named.get(word, [])) == len(relations)
    return make(
        f"category_all_{word}" if alike else f"category_{word}",
        {**{word: len(each) for word, each in named.items()}, "all": len(relations)},
        title=title or indicator.title,
        elsewhere=ELSEWHERE[COMPARATOR],
        every=every(len(relations), len(_of_region(values, indicator, region, period))),
        whole=whole,
        **{word: listed(each) for word, each in named.items()},
    )


def stands_out(values: pd.DataFrame, period: str) -> Finding:
    """Name the part that is most above its share elsewhere, and the one that is most below it.

    `values` are shares in % of one whole; hidden parts do not take part. By the rules `stands_out`, `stands_above`,
    `stands_below` and `stands_alike`.
    """
    indicator, region = context(values)
    pairs = _pairs(values, indicator, region, period)
    if pairs.empty:
        return none_shown(indicator, _of_region(values, indicator, region, period))
    pairs["points"] = pairs["value"] - pairs["value_theirs"]
    clear = pairs["points"].abs() >= THRESHOLDS["stands_out"].value * (1 - 1e-9)
    pairs = pairs[clear & (_relations(pairs) != "similar")].sort_values("points", kind="stable")
    above, below = pairs[pairs["points"] > 0].tail(1), pairs[pairs["points"] < 0].head(1)
    words: dict[str, str] = {}
    inputs: dict[str, float] = {"count": len(pairs)}
    for name, row in (("more", above), ("less", below)):
        for each in row.itertuples():
            words[name] = str(each.category)
            words[f"{name}_value"] = format_value(each.value, "%", indicator.decimals)
            words[f"{name}_reference"] = format_value(each.value_theirs, "%", indicator.decimals)
            inputs |= {name: each.value, f"{name}_reference": each.value_theirs}
    rules = {(1, 1): "stands_out", (1, 0): "stands_above", (0, 1): "stands_below", (0, 0): "stands_alike"}
    return make(
        rules[len(above), len(below)], inputs, people=_people(indicator), elsewhere=ELSEWHERE[COMPARATOR], **words
    )


def mix_change(values: pd.DataFrame, whole: str, names: Mapping[str, str] | None = None) -> Finding:
    """Say whether the shares of a whole moved, and which one most.

    `values` are shares in % over several periods; parts that are hidden at one end do not take part. `whole` is the
    Dutch name of what is divided: ``"zorgprofielen"``. By the rules `mix_steady` and `mix_moved`.
    """
    indicator, region = context(values)
    mine = values[(values["area"] == region) & (values["status"] != "missing")]
    if mine.empty:
        return none_shown(indicator, values[values["area"] == region])
    start, end = mine["period"].min(), mine["period"].max()
    ends = mine.pivot(index="category", columns="period", values="value")[[start, end]].dropna()
    if ends.empty:
        return none_shown(indicator, mine)
    points = (ends[end] - ends[start]).sort_index()
    most = points.abs().idxmax()
    return make(
        "mix_steady" if abs(points[most]) < THRESHOLDS["mix"].value * (1 - 1e-9) else "mix_moved",
        {"first": ends.loc[most, start], "last": ends.loc[most, end]},
        whole=whole,
        start=period_text(start),
        end=period_text(end),
        category=(names or {}).get(str(most), str(most)),
        # shares of counts are in % too, whatever the unit of their indicator
        first=format_value(ends.loc[most, start], "%", 1),
        last=format_value(ends.loc[most, end], "%", 1),
        change=format_value(points[most], "procentpunt", 1, sign=True),
    )


def flows(inflow: pd.DataFrame, outflow: pd.DataFrame) -> Finding:
    """Say whether more clients come to the region for care than leave it.

    `inflow` and `outflow` are of one period. By the rules `more_in`, `more_out` and `in_and_out`.
    """
    indicator, region = context(inflow)
    totals = [table[table["category"] == "total"] for table in (inflow, outflow)]
    coming, going = (one(total, region, total["period"].iloc[0]) for total in totals)
    title = f"Het aantal {clients(indicator)} dat in een andere regio zorg krijgt"
    if hidden := not_shown(title, coming, going):
        return hidden
    rules = {"higher": "more_in", "lower": "more_out", "similar": "in_and_out"}
    return make(
        rules[relation(coming["value"], going["value"])],
        {"inflow": coming["value"], "outflow": going["value"]},
        inflow=number(coming["value"]),
        outflow=number(going["value"]),
        clients=clients(indicator),
    )


def largest_flow(values: pd.DataFrame, names: Mapping[str, str]) -> Finding:
    """Say with which other region the flow is largest.

    `values` are of `inflow` or `outflow` in one period, and `names` gives the Dutch name of each region. By the rules
    `largest_inflow` and `largest_outflow`.
    """
    indicator, region = context(values)
    mine = values[values["area"] == region]
    total = one(mine[mine["category"] == "total"], region, mine["period"].iloc[0])
    others = mine[(mine["category"] != "total") & (mine["status"] == "ok")]
    if others.empty or others["value"].max() == 0:
        return none_shown(indicator, mine)
    top = others.sort_values(["value", "category"], ascending=[False, True], kind="stable").iloc[0]
    return not_shown(indicator.title, total) or make(
        {"inflow": "largest_inflow", "outflow": "largest_outflow"}[indicator.name],
        {"value": top["value"], "total": total["value"]},
        name=names[top["category"]],
        value=number(top["value"]),
        total=number(total["value"]),
        clients=clients(indicator),
    )


def _of_region(values: pd.DataFrame, indicator: Indicator, region: str, period: str) -> pd.DataFrame:
    mine = values[(values["area"] == region) & (values["period"] == period)]
    if mine.empty:
        raise choices(period, sorted(values["period"].unique()), f"period of {indicator.name}")
    return mine


def _pairs(values: pd.DataFrame, indicator: Indicator, region: str, period: str) -> pd.DataFrame:
    """Return `category`, `value` and `value_theirs` of the categories that both show."""
    mine = _of_region(values, indicator, region, period)
    theirs = values[(values["area"] == COMPARATOR) & (values["period"] == period)]
    both = mine.merge(theirs, on="category", suffixes=("", "_theirs"))
    shown = (both["status"] == "ok") & (both["status_theirs"] == "ok")
    return both.loc[shown, ["category", "value", "value_theirs"]].reset_index(drop=True)


def _relations(pairs: pd.DataFrame) -> pd.Series:
    rows = zip(pairs["value"], pairs["value_theirs"], strict=True)
    return pd.Series([relation(ours, theirs) for ours, theirs in rows], pairs.index)


def _people(indicator: Indicator) -> str:
    """Return whom or what the parts are parts of: ``klanten``, ``initiatieven``."""
    return indicator.measure.removeprefix("percentage van de ")
