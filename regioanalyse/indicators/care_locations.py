"""Where care is given: locations with intramural care for VV, locations on the Zorgatlas for GZ.

Locations are not people: a count of them is shown however small it is.
"""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from regioanalyse.indicators.indicator import Indicator
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.marts import Marts

#: A location counts from this many VV clients.
LEAST_CLIENTS = 5
#: A location on the Zorgatlas counts when more than this many GZ users live at its postcode.
MORE_THAN_USERS = 2

#: The locations that count in an edition: the marts and the edition in; `region`, `area`, coordinates out.
Counted = Callable[[Marts, int], pd.DataFrame]


def by_claims(marts: Marts, edition: int) -> pd.DataFrame:
    """Return the locations where at least five VV clients have intramural care, whatever segment they state."""
    found = january(marts.locations, "vv", [edition - 1])
    return found[found["clients"] >= LEAST_CLIENTS]


def by_stated_segment(marts: Marts, edition: int) -> pd.DataFrame:
    """Return those of `by_claims` whose provider states that they are for VV."""
    found = by_claims(marts, edition)
    return found[found["stated_segment"] == "vv"]


def by_users(marts: Marts, edition: int) -> pd.DataFrame:
    """Return the entries of the Zorgatlas whose postcode more than two GZ users share."""
    found = january(marts.zorgatlas.assign(sector="gz"), "gz", [edition - 1])
    return found[found["clients"] > MORE_THAN_USERS]


def care_locations(marts: Marts, edition: int, counted: Counted, sector: str) -> pd.DataFrame:
    """Locations that count, in the January before the edition."""
    return tidy(_number(marts, edition, counted, sector))


def locations_per_1000_clients(marts: Marts, edition: int, counted: Counted, sector: str) -> pd.DataFrame:
    """Locations that count per 1000 clients of the region."""
    clients = _clients(marts, edition, sector)
    return tidy(1000 * _number(marts, edition, counted, sector) / clients)


def points(marts: Marts, sector: str, edition: int, methodology: int) -> pd.DataFrame:
    """Return where the locations are that `care_locations` counts, without the number of clients there.

    Returns
    -------
    DataFrame
        `region`, `area`, `name`, `lon`, `lat` (the mean of the postcode, so that points can be the same), sorted.
    """
    counted = COUNTED[sector][max(since for since in COUNTED[sector] if since <= methodology)](marts, edition)
    columns = ["region", "area", "name", "lon", "lat"]
    return counted[columns].sort_values(columns, ignore_index=True)


def _clients(marts: Marts, edition: int, sector: str) -> pd.Series:
    return by_region(january(marts.use, sector, [edition - 1]), "clients", "period")


def _number(marts: Marts, edition: int, counted: Counted, sector: str) -> pd.Series:
    number = by_region(counted(marts, edition).assign(locations=1), "locations", "period")
    # a region with clients and without a location has none; that is not the same as not knowing
    return number.reindex(_clients(marts, edition, sector).index, fill_value=0)


#: Which locations count, by the edition from which it holds.
COUNTED: Mapping[str, Mapping[int, Counted]] = {
    "vv": {2021: by_claims, 2022: by_stated_segment},
    "gz": {2023: by_users},
}


def _records(sector: str, source: str, explanation: str, page: int) -> list[Indicator]:
    methods = COUNTED[sector]
    who = "klanten" if sector == "vv" else "GZ-gebruikers"
    return [
        Indicator(
            name="care_locations",
            sector=sector,
            title="Het aantal zorglocaties",
            unit="locaties",
            measure="locaties",
            decimals=0,
            source=source,
            reference="januari",
            explanation=explanation,
            page=page,
            methods={
                since: partial(care_locations, counted=counted, sector=sector) for since, counted in methods.items()
            },
        ),
        Indicator(
            name="locations_per_1000_clients",
            sector=sector,
            title=f"Het aantal zorglocaties per 1.000 {who}",
            unit=f"per 1.000 {who}",
            measure=f"locaties per 1.000 {who}",
            decimals=0,
            source=source,
            reference="januari",
            explanation=f"Het aantal zorglocaties, gedeeld door het aantal {who} dat in de regio woont, maal 1.000. "
            f"{explanation}",
            page=page,
            methods={
                since: partial(locations_per_1000_clients, counted=counted, sector=sector)
                for since, counted in methods.items()
            },
        ),
    ]


INDICATORS = (
    *_records(
        "vv",
        source="Zorgatlas en declaraties",
        explanation=(
            f"Instellingslocaties waar ten minste {LEAST_CLIENTS} klanten VV verblijven en waarvan de aanbieder zelf "
            "opgeeft dat zij voor VV zijn. In de editie 2021 telde elke locatie waar VV werd gedeclareerd, wat de "
            "aanbieder ook opgaf; het aantal kan daardoor lager zijn."
        ),
        page=16,
    ),
    *_records(
        "gz",
        source="Zorgatlas en declaraties",
        explanation=(
            f"Locaties op de Zorgatlas, van alle cliëntgroepen, op een postcode waar meer dan {MORE_THAN_USERS} "
            "GZ-gebruikers wonen. De coördinaten zijn het midden van de postcode; punten kunnen samenvallen."
        ),
        page=15,
    ),
)
