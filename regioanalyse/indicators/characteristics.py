"""What raises or lowers the expected use: who lives alone, origin, status, urbanity, and how care grows per area."""

import pandas as pd

from regioanalyse.indicators.population import with_period
from regioanalyse.indicators.totals import by_area, by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.categories import ORIGINS
from regioanalyse.records.sector import Edition

#: CBS ended the classification by origin after this year; what came in its place cannot be compared with it.
ORIGIN_YEAR = 2021
#: How many years before the edition the published reports take status (scores by SCP) and urbanity (CBS) from.
SES_YEARS_BACK = 4
URBANITY_YEARS_BACK = 3
#: Groups run from 1 to this: 5 is the highest status, the most urban, the strongest growth.
GROUPS = 5


def living_alone_75plus(marts: Marts, edition: Edition) -> pd.DataFrame:
    """People of 75 and older who live alone, in % of all people of 75 and older."""
    found = with_period(marts.households[marts.households["year"] == edition.year - 1])
    alone, all_of_them = (
        by_region(found, column, "period") for column in ("living_alone_75plus", "inhabitants_75plus")
    )
    return tidy(100 * alone / all_of_them)


def origin_75plus(marts: Marts, edition: Edition) -> pd.DataFrame:
    """People of 75 and older by origin, in % of all people of 75 and older."""
    found = with_period(marts.origin[marts.origin["year"] == edition.year - 1]).rename(columns={"origin": "category"})
    part = by_region(found, "inhabitants_75plus", "period", "category").unstack(fill_value=0)
    share = 100 * part.reindex(columns=list(ORIGINS), fill_value=0).div(part.sum(axis="columns"), axis="index")
    return tidy(share.stack())


def ses_group(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Status in five groups, 5 the highest, per area; a region's value is the mean over its inhabitants."""
    year = edition.year - SES_YEARS_BACK
    found = marts.ses[marts.ses["year"] == year]
    return _groups(marts, found.set_index(["region", "area"])["ses_group"], year, str(year))


def urbanity_group(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Urbanity in five groups, 5 the most urban, per area; a region's value is the mean over its inhabitants.

    CBS counts the other way: its class 1 is the most urban.
    """
    year = edition.year - URBANITY_YEARS_BACK
    found = marts.urbanity[marts.urbanity["year"] == year]
    group = GROUPS + 1 - found.set_index(["region", "area"])["cbs_class"]
    return _groups(marts, group, year, str(year))


def allocation_growth(marts: Marts, edition: Edition) -> pd.Series:
    """Return the relative growth of the allocations of clients per area, from the first to the last January.

    A factor, with index `region`, `area`. An area without allocations in the first year has no growth.
    """
    first, last = edition.year - 3, edition.year - 1
    count = by_area(january(marts.allocations, edition, [first, last]), "clients", "period").unstack(fill_value=0)
    before, after = (count.reindex(columns=[str(year)], fill_value=0)[str(year)] for year in (first, last))
    return (after / before)[before > 0]


def allocation_growth_group(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Growth of the allocations in quintiles over all areas of all regions, 5 the strongest, per area."""
    growth = allocation_growth(marts, edition)
    # the rank among all areas, from 0 to 1: a fifth of the areas is in each group, and equal growth in one group
    rank = (growth.rank(method="min") - 1) / len(growth)
    group = (rank * GROUPS).astype(int) + 1
    return _groups(marts, group, edition.year - 1, f"{edition.year - 3}/{edition.year - 1}")


def _groups(marts: Marts, group: pd.Series, year: int, period: str) -> pd.DataFrame:
    """Return groups per area, and the mean over the inhabitants of `year` per region and for the comparator.

    Regions and areas are those of the population; where the table of groups does not reach, they have no value.
    """
    inhabitants = by_area(marts.population[marts.population["year"] == year], "inhabitants")
    group = group.reindex(group.index.union(inhabitants.index))
    per_area = pd.DataFrame({"group": group.astype(float), "inhabitants": inhabitants}).dropna().reset_index()
    per_area = per_area.assign(weighted=per_area["group"] * per_area["inhabitants"])
    mean = by_region(per_area, "weighted") / by_region(per_area, "inhabitants")
    mean = mean.reindex(by_region(inhabitants.reset_index(), "inhabitants").index)
    return pd.concat([tidy(mean, period=period), tidy(group, period=period)], ignore_index=True)


DEFINITIONS = {
    "living_alone_75plus": living_alone_75plus,
    "origin_75plus": origin_75plus,
    "ses_group": ses_group,
    "urbanity_group": urbanity_group,
    "allocation_growth_group": allocation_growth_group,
}
#: What texts may name.
NUMBERS = {"origin_year": ORIGIN_YEAR}
