"""Who lives in one region and uses care in another."""

from functools import partial

import pandas as pd

from regioanalyse.indicators.disclosure import TOTAL
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.sector import Edition


def flow(marts: Marts, edition: Edition, own: str, other: str) -> pd.DataFrame:
    """Clients of the January before the edition who live in one region and use care in another.

    `own` and `other` say which of `home` and `care` is the region itself, and which is the other one. The category is
    the other region, from the largest flow of all to the smallest, and then `TOTAL`. The comparator has the total
    only, the sum of its regions: flows among them are in it. Split by region it would tell what a region must not, and
    no page shows it.
    """
    found = january(marts.flows, edition, [edition.year - 1]).rename(columns={own: "region", other: "category"})
    found = found[found["region"].isin(marts.use["region"].unique())]
    # a region has no flow with itself, but is listed, so that a region without any flow has zeros
    found.loc[found["region"] == found["category"], "clients"] = 0
    count = by_region(found, "clients", "period", "category").unstack(fill_value=0)
    count = count[count.sum().sort_values(ascending=False, kind="stable").index]
    count[TOTAL] = count.sum(axis="columns")
    long = count.stack()
    region, category = (long.index.get_level_values(level) for level in ("region", "category"))
    long = long[(region != category) & ((region != COMPARATOR) | (category == TOTAL))]
    return tidy(long, count=long)


DEFINITIONS = {
    "inflow": partial(flow, own="care", other="home"),
    "outflow": partial(flow, own="home", other="care"),
}
