"""What is being done: places that providers plan to build, and their initiatives."""

import pandas as pd

from regioanalyse.indicators.demand import projected_range
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.categories import OPPORTUNITY_LINES
from regioanalyse.records.sector import Edition


def capacity_shortage(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Projected clients at most, minus the clients there are, minus the planned places.

    The published text leaves open which plans count. Our ruling: `low` when all plans go ahead, `high` when only the
    definite ones do.
    """
    start, end = edition.year - 1, edition.scenario_year
    expected = projected_range(marts, edition).xs(("max", str(end)), level=("category", "period"))
    clients = by_region(january(marts.use, edition, [start]), "clients")
    plans = marts.building_plans[marts.building_plans["year"].between(start, end)]
    found = {}
    for category, counted in {"low": plans, "high": plans[plans["definite"].astype(bool)]}.items():
        places = by_region(counted, "places").reindex(clients.index, fill_value=0)
        found[category] = expected.reindex(clients.index) - clients - places
    return tidy(pd.concat(found, names=["category"]), period=f"{start}/{end}")


def opportunity_line_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Split the initiatives by opportunity line, in % of all initiatives in the region."""
    found = marts.initiatives[marts.initiatives["year"] == edition.year].rename(columns={"line": "category"})
    number = by_region(found, "initiatives", "category").unstack(fill_value=0)
    number = number.reindex(columns=list(OPPORTUNITY_LINES), fill_value=0)
    return tidy(100 * number.div(number.sum(axis="columns"), axis="index").stack(), period=str(edition.year))


DEFINITIONS = {"capacity_shortage": capacity_shortage, "opportunity_line_share": opportunity_line_share}
