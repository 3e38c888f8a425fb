"""No count gives a person away: which values are not shown.

A count of 1 to 9 clients is never shown, nor one from which it can be worked out: a part that is a whole less shown
parts, or a small remainder. The records of the indicators declare which values follow from others. Providers, locations
and places are not people, inhabitants come from open tables.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from regioanalyse.errors import choices
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.indicator import Indicator

#: Counts below this, and above zero, are not shown (glossary: disclosure). CBS, CIZ and MLZ round to 5, Vektis shows
#: groups of 10 or more; we follow the strictest and do not round.
LEAST = 10
#: The category of a whole that stands beside its parts.
TOTAL = "total"


def is_small(count: pd.Series) -> pd.Series:
    """Return whether a count is of 1 to 9 people."""
    return count.gt(0) & count.lt(LEAST)


def hidden(values: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.Series:
    """Return a mask of the values to suppress.

    Parameters
    ----------
    values
        `indicator`, `region`, `area`, `period`, `category`, and the people behind each value: `count`, and `of`, the
        whole that they are a part of. Both may be NA: then a value gives nobody away.
    indicators
        By name the records of the indicators in `values`.

    Returns
    -------
    Series of bool
        On the index of `values`. Small counts, small remainders and small wholes are hidden. Where hidden values
        of one whole would follow from the shown ones, because there is only one or they are fewer than `LEAST`
        people together, the smallest shown one is hidden too. What one region loses another one gains: a flow is
        hidden at both ends, and a change is hidden with either of its ends.
    """
    count, of = values["count"].astype("Float64"), values["of"].astype("Float64")
    # a whole of 1 to 9 needs no rule of its own: its part or its remainder is small
    hide = (is_small(count) | is_small(of - count)).fillna(False).to_numpy(dtype=bool)
    counted = values.assign(count=count, row=np.arange(len(values)))[count.notna()]
    parts, totals = _wholes(counted, indicators), _totals(counted)
    same = _both_ends(counted, indicators) + _same_people(counted, indicators)
    while True:
        before = hide.sum()
        for rows, people in parts:
            _also_hide(rows, people, hide)
        for rows in same:
            hide[rows] |= hide[rows].any()
        for total, rows in totals:
            hide[rows[:1]] |= hide[total]  # a hidden total is not the sum of shown parts
        if hide.sum() == before:
            break
    for change, either in _changes(counted, indicators):
        hide[change] |= hide[either].any()  # the hidden end would follow from the shown one
    return pd.Series(hide, index=values.index)


def check_relations(values: pd.DataFrame, indicators: Mapping[str, Indicator]) -> None:
    """Refuse a relation to a category that no value has: its rule would hide nothing, in silence."""
    for name, indicator in indicators.items():
        if rest := indicator.complement_of:
            known = sorted(set(values.loc[values["indicator"] == rest.indicator, "category"]))
            if known and rest.category not in known:
                raise choices(rest.category, known, f"{name}: complement_of: category of {rest.indicator}")


def _wholes(counted: pd.DataFrame, indicators: Mapping[str, Indicator]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return every whole whose total is shown elsewhere: the rows of the parts that add up to it, and their people.

    The smallest part comes first.
    """
    is_total = counted["region"].isin([COMPARATOR, COUNTRY])
    is_region = counted["area"] == counted["region"]
    divided = [name for name, indicator in indicators.items() if indicator.part_of]
    has_total = counted["indicator"].isin(divided) & (counted["category"] != TOTAL)
    pooled = ["indicator", "period", "category"]
    compared = pd.MultiIndex.from_frame(counted.loc[counted["region"] == COMPARATOR, pooled])
    has_comparator = pd.MultiIndex.from_frame(counted[pooled]).isin(compared)
    wholes = (
        (counted[has_total], ["indicator", "area", "period"]),  # categories in a region or area
        (counted[is_region & ~is_total & has_comparator], pooled),  # regions in the comparator
        (counted[~is_region], ["indicator", "region", "period", "category"]),  # areas in a region
    )
    return [
        (members["row"].to_numpy(), members["count"].to_numpy(dtype=float))
        for table, keys in wholes
        for _, members in table.sort_values("count", kind="stable").groupby(keys, sort=False)
        if len(members) > 1
    ]


def _both_ends(counted: pd.DataFrame, indicators: Mapping[str, Indicator]) -> list[np.ndarray]:
    """Return the rows that are the same flow, seen from the region it leaves and from the one it enters."""
    found = []
    for name, indicator in indicators.items():
        # each pair once
        if indicator.other_end and name < indicator.other_end:
            here = counted[counted["indicator"] == name]
            there = counted[counted["indicator"] == indicator.other_end]
            both = here.merge(
                there, left_on=["period", "region", "category"], right_on=["period", "category", "region"]
            )
            found += list(both[["row_x", "row_y"]].to_numpy())
    return found


def _same_people(counted: pd.DataFrame, indicators: Mapping[str, Indicator]) -> list[np.ndarray]:
    """Return the rows that follow from each other, because one has all people of the whole who are not in the other.

    With the number of clients the share at home gives the intramural clients, and the other way round.
    """
    found = []
    for name, indicator in indicators.items():
        if rest := indicator.complement_of:
            others = counted[(counted["indicator"] == rest.indicator) & (counted["category"] == rest.category)]
            both = counted[counted["indicator"] == name].merge(others, on=["region", "area", "period"])
            found += list(both[["row_x", "row_y"]].to_numpy())
    return found


def _changes(counted: pd.DataFrame, indicators: Mapping[str, Indicator]) -> list[tuple[int, list[int]]]:
    """Return the row of each change between two periods, and the rows of the two values that it is between."""
    keys = ["indicator", "area", "period", "category"]
    row_of = dict(zip(counted[keys].itertuples(index=False, name=None), counted["row"], strict=True))
    found = []
    for (indicator, area, period, category), row in row_of.items():
        if of := indicators[indicator].change_of:
            ends = [row_of.get((of, area, end, category)) for end in period.split("/")]
            found.append((row, [end for end in ends if end is not None]))
    return found


def _totals(counted: pd.DataFrame) -> list[tuple[int, np.ndarray]]:
    """Return the row of each total that stands beside its parts, and theirs, the smallest that is not 0 first."""
    keys = ["indicator", "area", "period"]
    parts = counted[(counted["category"] != TOTAL) & (counted["count"] > 0)].sort_values("count", kind="stable")
    rows = parts.groupby(keys)["row"].agg(list).rename("parts")
    totals = counted[counted["category"] == TOTAL].join(rows, on=keys).dropna(subset="parts")
    return [(row, np.array(theirs)) for row, theirs in zip(totals["row"], totals["parts"], strict=True)]


def _also_hide(rows: np.ndarray, people: np.ndarray, hide: np.ndarray) -> None:
    """Hide the smallest shown parts as well, until the hidden ones cannot be worked out; the smallest comes first."""
    for row in rows[people > 0]:
        secret = hide[rows]
        if not secret.any() or (secret.sum() > 1 and people[secret].sum() >= LEAST):
            return
        hide[row] = True
