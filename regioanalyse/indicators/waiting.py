"""Who waits for care, for how long, and whether for somewhere else.

The statuses of the waiting list changed in May 2021; months before it cannot be compared.
"""

import pandas as pd

from regioanalyse.indicators.totals import by_region, tidy
from regioanalyse.indicators.use import complete, shares
from regioanalyse.marts import Marts
from regioanalyse.records.sector import Edition

#: The first month with the statuses of now; those of before say something else.
NEW_STATUSES = "2021-05"
DAYS_PER_WEEK = 7


def in_care(marts: Marts, edition: Edition, months: list[str]) -> pd.Series:
    """Return the clients with care: index `region`, `area`, `period` (the month). It has all regions there are."""
    return by_region(_of(marts.in_care, edition, months), "clients", "period")


def _of(table: pd.DataFrame, edition: Edition, months: list[str]) -> pd.DataFrame:
    mine = (table["sector"] == edition.sector.name) & table["month"].isin(months)
    return table[mine].rename(columns={"month": "period"})


def _total(table: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    """Add up per region and month; a region without a row has none."""
    return by_region(table, column, "period").reindex(index, fill_value=0).astype("Int64")


def _by_status(table: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    """Add up what is kept per status; of the months with other statuses nothing can be said."""
    return _total(table, column, index).where(index.get_level_values("period") >= NEW_STATUSES)


def active_waiting_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients who wait actively, in % of the clients in care."""
    return _waiting_share(marts, edition, edition.sector.waiting.active)


def non_active_waiting_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients who wait but not actively, in % of the clients in care."""
    return _waiting_share(marts, edition, edition.sector.waiting.not_active)


def _waiting_share(marts: Marts, edition: Edition, statuses: tuple[str, ...]) -> pd.DataFrame:
    care = in_care(marts, edition, edition.waiting_months)
    found = _of(marts.waiting, edition, edition.waiting_months)
    count = _by_status(found[found["status"].isin(statuses)], "clients", care.index)
    # clients who wait are not a part of those who have care, so there is no remainder to protect
    return tidy(100 * count / care, count=count)


def _placed(marts: Marts, edition: Edition, statuses: tuple[str, ...]) -> pd.DataFrame:
    index = in_care(marts, edition, edition.waiting_months).index
    found = _of(marts.placements, edition, edition.waiting_months)
    found = found[found["status"].isin(statuses)]
    return pd.DataFrame({column: _by_status(found, column, index) for column in ("placed", "late", "days")})


def outside_treeknorm_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Actively waiting clients placed in the month after the norm had passed, in % of those placed."""
    found = _placed(marts, edition, edition.sector.waiting.active)
    return shares(found["late"], found["placed"])


def weeks_until_placed(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Mean number of weeks that the not actively waiting clients who were placed in the month had waited."""
    found = _placed(marts, edition, edition.sector.waiting.not_active)
    return tidy(found["days"] / DAYS_PER_WEEK / found["placed"], count=found["placed"])


def preferred_provider_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Not actively waiting clients in care at their preferred provider within half a year, in % of all of them."""
    index = in_care(marts, edition, [edition.waiting_month]).index
    found = _of(marts.preferred, edition, [edition.waiting_month])
    return shares(_by_status(found, "placed", index), _by_status(found, "waiting", index))


def waiting_elsewhere_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients with intramural care who wait for another provider, in % of clients with intramural care."""
    index = in_care(marts, edition, [edition.waiting_month]).index
    found = _of(marts.waiting_elsewhere, edition, [edition.waiting_month])
    return shares(_total(found, "waiting", index), _total(found, "clients", index))


def waiting(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients who wait with a classification, by status."""
    shown = edition.sector.waiting
    found = _of(marts.waiting, edition, edition.waiting_months).rename(columns={"status": "category"})
    per_region = by_region(found, "clients", "period", "category").unstack(fill_value=0)
    per_region = per_region.reindex(in_care(marts, edition, edition.waiting_months).index, fill_value=0)
    count = complete(per_region.rename_axis(columns="category").stack(), [*shown.active, *shown.not_active])
    return tidy(count, count=count)


DEFINITIONS = {
    "active_waiting_share": active_waiting_share,
    "non_active_waiting_share": non_active_waiting_share,
    "outside_treeknorm_share": outside_treeknorm_share,
    "weeks_until_placed": weeks_until_placed,
    "preferred_provider_share": preferred_provider_share,
    "waiting_elsewhere_share": waiting_elsewhere_share,
    "waiting": waiting,
}
#: What texts may name.
NUMBERS = {"new_statuses": NEW_STATUSES}
