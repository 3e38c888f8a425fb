"""No count gives a person away: which values are not shown.

A count of 1 to 9 clients is never shown, nor one from which it can be worked out: a part that is a whole less shown
parts, or a small remainder. Providers, locations and places are not people, inhabitants come from open tables.
"""

import pandas as pd

from regioanalyse.project import COMPARATOR, COUNTRY

#: Counts below this, and above zero, are not shown (glossary: disclosure). CBS, CIZ and MLZ round to 5, Vektis shows
#: groups of 10 or more; we follow the strictest and do not round.
LEAST = 10


def is_small(count: pd.Series) -> pd.Series:
    """Return whether a count is of 1 to 9 people."""
    return count.gt(0) & count.lt(LEAST)


def hidden(values: pd.DataFrame) -> pd.Series:
    """Return which values must not be shown.

    Parameters
    ----------
    values
        `indicator`, `region`, `area`, `period`, `category`, and the people behind each value: `count`, and `of`, the
        whole that they are a part of. Both may be NA: then a value gives nobody away.

    Returns
    -------
    Series of bool
        On the index of `values`. Small counts, small remainders and small wholes are hidden. Where hidden values
        of one whole would follow from the shown ones, because there is only one or they are fewer than `LEAST`
        people together, the smallest shown one is hidden too.
    """
    count, of = values["count"].astype("Float64"), values["of"].astype("Float64")
    hide = (is_small(count) | is_small(of) | is_small(of - count)).fillna(False).astype(bool)
    counted = values[count.notna()].assign(count=count)
    is_total = counted["region"].isin([COMPARATOR, COUNTRY])
    is_region = counted["area"] == counted["region"]
    # every whole whose total is shown elsewhere, with the parts that add up to it
    wholes = (
        (counted, ["indicator", "area", "period"]),  # categories in a region or area
        (counted[is_region & ~is_total], ["indicator", "period", "category"]),  # regions in the comparator
        (counted[~is_region], ["indicator", "region", "period", "category"]),  # areas in a region
    )
    parts = [
        members.sort_values(kind="stable")
        for table, keys in wholes
        for _, members in table.groupby(keys, sort=False)["count"]
        if len(members) > 1
    ]
    while more := [first for members in parts if (first := _also_hide(members, hide)) is not None]:
        hide[more] = True
    return hide


def _also_hide(members: pd.Series, hide: pd.Series) -> object | None:
    """Return the smallest shown part to hide as well, or None when the hidden parts cannot be worked out."""
    secret = hide[members.index]
    shown = members[~secret & members.gt(0)]
    if not secret.any() or shown.empty or (secret.sum() > 1 and members[secret].sum() >= LEAST):
        return None
    return shown.index[0]
