"""What care costs and who gives it: cost per client, expenditure, workers."""

from functools import partial

import pandas as pd

from regioanalyse.indicators.demand import growth, projected
from regioanalyse.indicators.population import with_period
from regioanalyse.indicators.totals import by_region, january, tidy, with_periods
from regioanalyse.indicators.use import change
from regioanalyse.marts import Marts
from regioanalyse.records.categories import MOVES
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.sector import Edition

CENTS = 100
MILLION = 1_000_000


def cost_per_client_month(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Claimed amount in January per client, in euro."""
    cells = january(marts.use, edition, edition.periods("cost"))
    count = by_region(cells, "clients", "period")
    return tidy(by_region(cells, "amount", "period") / CENTS / count, count=count)


def cost_per_client_change(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Relative change of the cost per client over those years, in %."""
    years = edition.periods("cost")
    return change(cost_per_client_month(marts, edition), years, lambda first, last: 100 * (last / first - 1))


def euro(marts: Marts, edition: Edition) -> pd.Series:
    """Return the expenditure in the base year and, at a constant cost per client, in the target year; euro a year.

    Index `region`, `area`, `period`. A region's cost per client is its expenditure by the projected clients of the
    base year, so that its growth is that of the projection; the comparator is the sum.
    """
    first, last = edition.periods("base_and_target")
    base = marts.expenditure[marts.expenditure["year"] == first].set_index("region")["euro"].astype(float)
    expected = growth(projected(marts, edition), edition).droplevel("area").reindex(base.index)
    both = {str(first): base, str(last): base * (1 + expected / 100)}
    return by_region(pd.concat(both, names=["period"]).rename("euro").reset_index(), "euro", "period")


def expenditure(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Expenditure, in million euro a year."""
    return tidy(euro(marts, edition) / MILLION)


def expenditure_per_inhabitant(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Expenditure per inhabitant of the forecast population, in euro a year."""
    spent = euro(marts, edition)
    inhabitants = by_region(with_period(marts.forecast), "inhabitants", "period")
    return tidy(spent / inhabitants.reindex(spent.index))


def workers_in(marts: Marts, edition: Edition) -> pd.Series:
    """Return the workers of the labour-market regions that make up each region, in the base and the target year.

    Index `region`, `area`, `period`. A labour-market region that belongs to two of our regions counts in both, and
    once in the comparator.
    """
    found = with_period(marts.workers[marts.workers["year"].isin(edition.periods("base_and_target"))])
    return _of_labour_regions(marts, found, "workers", "period")


def _of_labour_regions(marts: Marts, table: pd.DataFrame, column: str, *keys: str) -> pd.Series:
    both = pd.concat([marts.labour_regions, marts.labour_regions.assign(region=COMPARATOR)]).drop_duplicates()
    total = both.merge(table, on="labour_region").assign(area=lambda t: t["region"])
    return total.groupby(["region", "area", *keys])[column].sum()


def workers(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Workers, observed in the base year and projected for the target year."""
    return tidy(workers_in(marts, edition))


def workers_per_client(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Workers per client: the clients of January in the base year, the projected ones in the target year."""
    first, last = edition.periods("base_and_target")
    observed = by_region(january(marts.use, edition, [first]), "clients", "period")
    expected = projected(marts, edition)
    later = expected[expected.index.get_level_values("period") == str(last)]
    number = workers_in(marts, edition)
    return tidy(number / pd.concat([observed, later]).reindex(number.index))


def workers_per_client_change(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Relative change of the workers per client, in %."""
    return change(
        workers_per_client(marts, edition),
        edition.periods("base_and_target"),
        lambda first, last: 100 * (last / first - 1),
    )


def mobility(marts: Marts, edition: Edition, direction: str) -> pd.DataFrame:
    """Where workers come from (inflow) or go to (outflow), in % of those who moved in the third quarter."""
    found = marts.worker_mobility[marts.worker_mobility["direction"] == direction].rename(columns={"quarter": "period"})
    country = found[found["labour_region"] == COUNTRY].assign(region=COUNTRY, area=COUNTRY)
    keys = ["region", "area", "period", "category"]
    movers = pd.concat(
        [_of_labour_regions(marts, found, "movers", *keys[2:]), country.groupby(keys)["movers"].sum()]
    ).unstack(fill_value=0)
    movers = movers.reindex(columns=list(MOVES), fill_value=0)
    quarter = f"{edition.base_year}-Q3"
    every = with_periods(tidy(100 * movers.div(movers.sum(axis="columns"), axis="index").stack()), [quarter])
    return every[every["period"] == quarter]


DEFINITIONS = {
    "cost_per_client_month": cost_per_client_month,
    "cost_per_client_change": cost_per_client_change,
    "expenditure": expenditure,
    "expenditure_per_inhabitant": expenditure_per_inhabitant,
    "workers": workers,
    "workers_per_client": workers_per_client,
    "workers_per_client_change": workers_per_client_change,
    "worker_inflow_share": partial(mobility, direction="inflow"),
    "worker_outflow_share": partial(mobility, direction="outflow"),
}
