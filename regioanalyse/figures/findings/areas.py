"""Findings about the areas of a region: how many are above, how many rise, which are highest and lowest."""

import pandas as pd

from regioanalyse.errors import InputError
from regioanalyse.figures.findings.finding import (
    ELSEWHERE,
    Finding,
    changed,
    context,
    counted,
    every,
    in_areas,
    make,
    moved,
    none_shown,
    not_shown,
    one,
    with_unit,
    years,
)
from regioanalyse.figures.findings.rules import THRESHOLDS
from regioanalyse.figures.formats import format_value, rounded
from regioanalyse.records.group import COMPARATOR

#: From this many areas on, a sentence counts them and names none.
_MANY = 4
#: The groups with the lowest status, and the most urban (docs/glossary.md).
_LOWEST, _HIGHEST = 1, 5
#: From this group on an area is among the highest.
_HIGH = 4


def areas_above(areas: pd.DataFrame, values: pd.DataFrame, period: str) -> Finding:
    """Say in how many areas the value is above the comparator's; areas that show no value are not counted.

    `areas` are values per area, and `values` those of the region and the comparator. By the rules `all_above`,
    `most_above`, `some_above` and `none_above`.
    """
    indicator, _ = context(values)
    theirs = one(values, COMPARATOR, period)
    shown = _shown(areas, period)
    if shown.empty:
        return none_shown(indicator, areas)
    above = int((shown["value"] > theirs["value"]).sum())
    return not_shown(indicator.title, theirs) or make(
        f"{_how_many(above, len(shown))}_above",
        {"count": above, "all": len(shown), "reference": theirs["value"]},
        title=indicator.title,
        elsewhere=ELSEWHERE[COMPARATOR],
        reference=with_unit(indicator, theirs["value"]),
        **_counts(above, len(shown), int((areas["period"] == period).sum())),
    )


def areas_rise(areas: pd.DataFrame) -> Finding:
    """Say in how many areas a value rose.

    `areas` are values of an indicator that is itself a change, in % or percentage points. By the rules `all_rise`,
    `most_rise`, `some_rise` and `none_rise`.
    """
    indicator, _ = context(areas)
    period = areas["period"].iloc[0]
    shown = _shown(areas, period)
    if shown.empty:
        return none_shown(indicator, areas)
    count = sum(moved(value, indicator.unit) == "rises" for value in shown["value"])
    # a reader sees +0,1 and would miss it in the count
    slight = sum(rounded(value, indicator.decimals) > 0 for value in shown["value"]) > count
    border, decimals = ("steady_points", 1) if indicator.unit == "procentpunt" else ("steady", 0)
    least = format_value(THRESHOLDS[border].value, indicator.unit, decimals)
    return make(
        f"{_how_many(count, len(shown))}_rise",
        {"count": count, "all": len(shown)},
        title=changed(indicator).title,
        least=f" met {least} of meer" if slight else "",
        **_counts(count, len(shown), len(areas)),
        **years(period),
    )


def extremes(areas: pd.DataFrame, period: str) -> Finding:
    """Say where the value is highest and where it is lowest; areas that show the same number share a place.

    By the rules `extremes`, and `all_equal` where there is no highest and lowest. Areas that show no value do not take
    part.
    """
    indicator, _ = context(areas)
    shown = _shown(areas, period)
    if shown.empty:
        return none_shown(indicator, areas)
    visible = shown["value"].map(lambda value: rounded(value, indicator.decimals))
    high, low = shown["value"].max(), shown["value"].min()
    return make(
        "extremes" if visible.nunique() > 1 else "all_equal",
        {"highest": high, "lowest": low},
        title=indicator.title,
        highest=_where(shown[visible == visible.max()]),
        lowest=_where(shown[visible == visible.min()]),
        high=with_unit(indicator, high),
        low=with_unit(indicator, low),
    )


def low_and_urban(status: pd.DataFrame, urbanity: pd.DataFrame) -> Finding:
    """Name the areas with the lowest socioeconomic status that are also the most urban.

    `status` and `urbanity` are groups from 1 to 5 per area, of `ses_group` and `urbanity_group`. By the rules
    `low_and_urban` and `not_low_and_urban`.
    """
    both = status.merge(urbanity, on="area", suffixes=("", "_urban")).dropna(subset=["value", "value_urban"])
    if both.empty:
        return none_shown(context(status)[0], status)
    chosen = both[(both["value"] == _LOWEST) & (both["value_urban"] == _HIGHEST)]
    return make(
        "not_low_and_urban" if chosen.empty else "low_and_urban",
        {"count": len(chosen), "all": len(both)},
        where=_where(chosen),
        all=counted(len(both), len(status)),
    )


def locations_in(locations: pd.Series, groups: pd.DataFrame, what: str) -> Finding:
    """Say how many care locations are in the areas of the two highest groups, of 1 to 5.

    `locations` has the area of each location, `groups` the group of each area, and `what` says in Dutch what such areas
    have: ``"een hoge stedelijkheid"``. By the rules `locations_there`, `locations_elsewhere`, `locations_no_such_area`
    and `no_locations`.
    """
    if groups["value"].isna().all():
        return none_shown(context(groups)[0], groups)
    high = groups.loc[groups["value"] >= _HIGH, "area"]
    count, number = int(locations.isin(high).sum()), len(locations)
    there = "locations_no_such_area" if high.empty else "locations_there" if count else "locations_elsewhere"
    return make(
        there if number else "no_locations",
        {"count": count, "all": number},
        all=str(number),
        count=str(count),
        locations=f"{number} zorglocatie{'' if number == 1 else 's'}",
        verb="staat" if count == 1 else "staan",
        what=what,
    )


def _shown(areas: pd.DataFrame, period: str) -> pd.DataFrame:
    if areas["category"].nunique() > 1:
        raise InputError(f"a finding about areas is about one category, found: {', '.join(areas['category'].unique())}")
    return areas[(areas["period"] == period) & (areas["status"] == "ok")]


def _how_many(count: int, of: int) -> str:
    if count in (0, of):
        return "all" if count else "none"
    return "most" if 100 * count >= THRESHOLDS["most"].value * of else "some"


def _counts(count: int, shown: int, number: int) -> dict[str, str]:
    """Return the words for a count of areas, out of those that are shown of a number of them."""
    return {"count": str(count), "all": counted(shown, number), "every": every(shown, number)}


def _where(areas: pd.DataFrame) -> str:
    names = sorted(areas["name"])
    return in_areas(names) if len(names) < _MANY else f"in {len(names)} gebieden"
