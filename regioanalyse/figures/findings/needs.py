"""Findings about places that will be needed, those that will be lacking, and how long a client may wait for one."""

import pandas as pd

from regioanalyse.figures.findings.finding import (
    Finding,
    clients,
    context,
    each_of,
    make,
    not_shown,
    one,
    with_unit,
    years,
)
from regioanalyse.figures.formats import format_value, number, rounded
from regioanalyse.records.sector import SECTORS


def need(values: pd.DataFrame, where: str, start: str) -> Finding:
    """Say how many extra places the scenarios ask for since the base year `start`; a negative need is none.

    `values` are of a ``scenario_…_extra`` indicator, and `where` is a Dutch place: ``"thuis"``, ``"met verblijf"``. By
    the rules `need`, `need_at_most` and `no_need`.
    """
    indicator, region = context(values)
    mine = values[values["area"] == region]
    if hidden := not_shown(indicator.title, *(row for _, row in mine.iterrows())):
        return hidden
    least, most = mine["value"].min(), mine["value"].max()
    return make(
        _kind(least, most, "need"),
        {"least": least, "most": most},
        start=start,
        end=mine["period"].iloc[0],
        least=number(least),
        most=number(most),
        where=where,
    )


def window(shares: pd.DataFrame) -> Finding:
    """Say what growth of the share at home the scenarios take from the past five years.

    `shares` are of `scenario_at_home_share`: scenario 1 keeps the share of the base year, scenario 3 adds the growth.
    By the rules `window_rise`, `window_fall` and `window_same`.
    """
    indicator, region = context(shares)
    period = shares["period"].iloc[0]
    stays, grows = each_of(shares, region, period, "scenario_1", "scenario_3")
    if hidden := not_shown(indicator.title, stays, grows):
        return hidden
    sector, edition, methodology = shares[["sector", "edition", "methodology"]].iloc[0]
    start, end = SECTORS[sector].edition(int(edition), int(methodology)).growth_window
    points = grows["value"] - stays["value"]
    shown = rounded(points, indicator.decimals)
    return make(
        "window_same" if shown == 0 else "window_rise" if shown > 0 else "window_fall",
        {"points": points},
        start=str(start),
        end=str(end),
        points=format_value(abs(points), "procentpunt", indicator.decimals),
        half=format_value(abs(points) / 2, "procentpunt", indicator.decimals),
        clients=clients(indicator),
    )


def scenario_passed(shares: pd.DataFrame, observed: pd.DataFrame) -> Finding:
    """Say which scenario the share at home has already passed: scenarios count from the base year, and care moves on.

    `shares` are of `scenario_at_home_share`, `observed` of `at_home_share` of the same edition. By the rules
    `scenario_passed`, of the highest share that was passed, and `no_scenario_passed`.
    """
    indicator, region = context(shares)
    now = str(shares["edition"].iloc[0])
    period = shares["period"].iloc[0]
    ours = one(observed, region, now)
    rows = each_of(shares, region, period, "scenario_1", "scenario_2", "scenario_3")
    if hidden := not_shown(context(observed)[0].title, ours) or not_shown(indicator.title, *rows):
        return hidden
    expected = {str(scenario): row["value"] for scenario, row in enumerate(rows, start=1)}
    shown = rounded(ours["value"], indicator.decimals)
    passed = [scenario for scenario, value in expected.items() if rounded(value, indicator.decimals) < shown]
    scenario = max(passed, key=expected.__getitem__) if passed else min(expected, key=expected.__getitem__)
    return make(
        "scenario_passed" if passed else "no_scenario_passed",
        {"value": ours["value"], "share": expected[scenario]},
        now=now,
        period=period,
        value=with_unit(indicator, ours["value"]),
        scenario=scenario,
        share=with_unit(indicator, expected[scenario]),
        clients=clients(indicator),
    )


def shortage(values: pd.DataFrame) -> Finding:
    """Say how many places will be lacking, from the category `low` to `high`; a negative shortage is none.

    By the rules `shortage`, `shortage_at_most` and `no_shortage`.
    """
    indicator, region = context(values)
    period = values["period"].iloc[0]
    low, high = each_of(values, region, period, "low", "high")
    if hidden := not_shown(indicator.title, low, high):
        return hidden
    return make(
        _kind(low["value"], high["value"], "shortage"),
        {"least": low["value"], "most": high["value"]},
        least=number(low["value"]),
        most=number(high["value"]),
        **years(period),
    )


def norm(weeks: int) -> Finding:
    """Say what the norm for waiting is, by the rule `norm`."""
    return make("norm", {"weeks": weeks}, weeks=str(weeks))


def _kind(least: float, most: float, what: str) -> str:
    if rounded(most) <= 0:
        return f"no_{what}"
    return f"{what}_at_most" if rounded(least) <= 0 else what
