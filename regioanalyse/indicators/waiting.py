"""Who waits for care, for how long, and whether for somewhere else.

The statuses of the waiting list changed in May 2021, so VV begins there.
"""

from collections.abc import Callable
from functools import partial

import pandas as pd

from regioanalyse.indicators.indicator import Indicator
from regioanalyse.indicators.totals import by_region, tidy
from regioanalyse.indicators.use import complete, shares
from regioanalyse.marts import Marts

#: Months of the VV report: January to April 2021 have other statuses.
VV_MONTHS = [f"2021-{month:02}" for month in range(5, 13)]
#: Reference month of what is known once a year.
VV_MONTH = "2021-06"
GZ_MONTHS = [*(f"2022-{month:02}" for month in range(1, 13)), "2023-01", "2023-02"]
#: Statuses of who waits actively, of who does not, and of all that GZ shows.
ACTIVE = ("urgent", "active")
NOT_ACTIVE = ("preference",)
DAYS_PER_WEEK = 7


def in_care(marts: Marts, sector: str, months: list[str]) -> pd.Series:
    """Return the clients with care: index `region`, `area`, `period` (the month). It has all regions there are."""
    return by_region(_of(marts.in_care, sector, months), "clients", "period")


def _of(table: pd.DataFrame, sector: str, months: list[str]) -> pd.DataFrame:
    return table[(table["sector"] == sector) & table["month"].isin(months)].rename(columns={"month": "period"})


def _total(table: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    """Add up per region and month; who has no row has none."""
    return by_region(table, column, "period").reindex(index, fill_value=0).astype("int64")


def waiting_share(marts: Marts, edition: int, statuses: tuple[str, ...]) -> pd.DataFrame:
    """Clients who wait with one of the statuses, in % of the clients in care."""
    care = in_care(marts, "vv", VV_MONTHS)
    found = _of(marts.waiting, "vv", VV_MONTHS)
    count = _total(found[found["status"].isin(statuses)], "clients", care.index)
    # who waits is not a part of who has care, so there is no remainder to protect
    return tidy(100 * count / care, count=count)


def _placed(marts: Marts, statuses: tuple[str, ...]) -> pd.DataFrame:
    index = in_care(marts, "vv", VV_MONTHS).index
    found = _of(marts.placements, "vv", VV_MONTHS)
    found = found[found["status"].isin(statuses)]
    return pd.DataFrame({column: _total(found, column, index) for column in ("placed", "late", "days")})


def outside_treeknorm_share(marts: Marts, edition: int) -> pd.DataFrame:
    """Actively waiting clients placed in the month after the norm had passed, in % of those placed."""
    found = _placed(marts, ACTIVE)
    return shares(found["late"], found["placed"])


def weeks_until_placed(marts: Marts, edition: int) -> pd.DataFrame:
    """Mean number of weeks that the not actively waiting clients who were placed in the month had waited."""
    found = _placed(marts, NOT_ACTIVE)
    return tidy(found["days"] / DAYS_PER_WEEK / found["placed"], count=found["placed"])


def preferred_provider_share(marts: Marts, edition: int) -> pd.DataFrame:
    """Not actively waiting clients in care at their preferred provider within half a year, in % of all of them."""
    index = in_care(marts, "vv", [VV_MONTH]).index
    found = _of(marts.preferred, "vv", [VV_MONTH])
    return shares(_total(found, "placed", index), _total(found, "waiting", index))


def waiting_elsewhere_share(marts: Marts, edition: int) -> pd.DataFrame:
    """Clients with intramural care who wait for another provider, in % of clients with intramural care."""
    index = in_care(marts, "vv", [VV_MONTH]).index
    found = _of(marts.waiting_elsewhere, "vv", [VV_MONTH])
    return shares(_total(found, "waiting", index), _total(found, "clients", index))


def waiting(marts: Marts, edition: int) -> pd.DataFrame:
    """GZ clients who wait with a classification, by status."""
    found = _of(marts.waiting, "gz", GZ_MONTHS).rename(columns={"status": "category"})
    statuses = [*ACTIVE, *NOT_ACTIVE]
    per_region = by_region(found, "clients", "period", "category").unstack(fill_value=0)
    per_region = per_region.reindex(in_care(marts, "gz", GZ_MONTHS).index, fill_value=0)
    count = complete(per_region.rename_axis(columns="category").stack(), statuses)
    return tidy(count, count=count)


_MONTHLY = "Januari tot en met april 2021 ontbreken: de statussen zijn in mei 2021 veranderd."


def _record(
    name: str,
    method: Callable[[Marts, int], pd.DataFrame],
    title: str,
    unit: str,
    measure: str,
    reference: str,
    explanation: str,
) -> Indicator:
    return Indicator(
        name=name,
        sector="vv",
        title=title,
        unit=unit,
        measure=measure,
        decimals=1,
        source="Wachtlijstgegevens en declaraties",
        reference=reference,
        explanation=explanation,
        page=None,
        methods={2021: method},
    )


INDICATORS = (
    _record(
        "active_waiting_share",
        partial(waiting_share, statuses=ACTIVE),
        title="Het aandeel actief wachtenden",
        unit="%",
        measure="percentage van de klanten met zorg",
        reference="eerste dag van de maand",
        explanation=(
            "Klanten met de status urgent plaatsen of actief plaatsen, als percentage van de klanten met zorg. "
            f"{_MONTHLY}"
        ),
    ),
    _record(
        "non_active_waiting_share",
        partial(waiting_share, statuses=NOT_ACTIVE),
        title="Het aandeel niet-actief wachtenden",
        unit="%",
        measure="percentage van de klanten met zorg",
        reference="eerste dag van de maand",
        explanation=(
            "Klanten met de status wacht op voorkeur, als percentage van de klanten met zorg. Wie uit voorzorg "
            f"wacht, telt niet mee. {_MONTHLY}"
        ),
    ),
    _record(
        "outside_treeknorm_share",
        outside_treeknorm_share,
        title="Het aandeel plaatsingen buiten de Treeknorm",
        unit="%",
        measure="percentage van de actief wachtenden die zijn geplaatst",
        reference="de hele maand",
        explanation=(
            "Actief wachtende klanten die in de maand zijn geplaatst en langer dan zes weken hadden gewacht, als "
            f"percentage van alle actief wachtenden die in de maand zijn geplaatst. {_MONTHLY}"
        ),
    ),
    _record(
        "weeks_until_placed",
        weeks_until_placed,
        title="De wachttijd van niet-actief wachtenden",
        unit="weken",
        measure="weken tot de plaatsing, gemiddeld",
        reference="de hele maand",
        explanation=(
            "Hoe lang niet-actief wachtende klanten die in de maand zijn geplaatst, gemiddeld hadden gewacht. "
            f"{_MONTHLY}"
        ),
    ),
    _record(
        "preferred_provider_share",
        preferred_provider_share,
        title="Het aandeel met een plaats bij de voorkeursaanbieder",
        unit="%",
        measure="percentage van de niet-actief wachtenden",
        reference="1 juni 2021 en het halfjaar daarna",
        explanation=(
            "Klanten die op 1 juni 2021 op hun voorkeur wachtten en binnen een halfjaar bij die aanbieder zijn "
            "geplaatst, als percentage van alle klanten die op hun voorkeur wachtten."
        ),
    ),
    _record(
        "waiting_elsewhere_share",
        waiting_elsewhere_share,
        title="Het aandeel wachtenden op een andere aanbieder",
        unit="%",
        measure="percentage van de klanten met verblijf",
        reference="1 juni 2021",
        explanation=(
            "Klanten met verblijf op de wachtlijst van een aanbieder van wie zij nog geen zorg krijgen, als "
            "percentage van alle klanten met verblijf."
        ),
    ),
    Indicator(
        name="waiting",
        sector="gz",
        title="Het aantal wachtenden",
        unit="cliënten",
        measure="cliënten op de wachtlijst",
        decimals=0,
        source="Wachtlijstgegevens",
        reference="eerste dag van de maand",
        explanation=(
            "Cliënten op de wachtlijst met de status urgent plaatsen, actief plaatsen of wacht op voorkeur. Wie uit "
            "voorzorg wacht, telt niet mee."
        ),
        page=33,
        methods={2023: waiting},
    ),
)
