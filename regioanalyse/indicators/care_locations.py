"""Where care is given: locations with intramural care, or locations on the Zorgatlas where enough users live.

Locations are not people: a count of them is shown however small it is.
"""

import pandas as pd

from regioanalyse.indicators.totals import Definition, by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.sector import Edition

#: A location counts from this many clients with intramural care.
LEAST_CLIENTS = 5
#: A location on the Zorgatlas counts when more than this many users live at its postcode.
MORE_THAN_USERS = 2


def by_claims(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Return the locations where at least five clients have intramural care, whatever segment they state."""
    found = january(marts.locations, edition, [edition.year - 1])
    return found[found["clients"] >= LEAST_CLIENTS]


def by_stated_segment(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Return those of `by_claims` whose provider states that they are for the sector."""
    found = by_claims(marts, edition)
    return found[found["stated_segment"] == edition.sector.name]


def by_users(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Return the entries of the Zorgatlas whose postcode more than two users share."""
    found = january(marts.zorgatlas.assign(sector=edition.sector.name), edition, [edition.year - 1])
    return found[found["clients"] > MORE_THAN_USERS]


#: The locations that count, by the name of the rule: `region`, `area` and coordinates.
RULES: dict[str, Definition] = {"claims": by_claims, "stated_segment": by_stated_segment, "users": by_users}


def counted(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Return the locations that count by the rule of the edition's sector and methodology."""
    return RULES[edition.location_rule](marts, edition)


def care_locations(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Locations that count, in the January before the edition."""
    return tidy(_number(marts, edition))


def locations_per_1000_clients(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Locations that count per 1000 clients of the region."""
    return tidy(1000 * _number(marts, edition) / _clients(marts, edition))


def points(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Return where the locations are that `care_locations` counts, without the number of clients there.

    The columns are `region`, `area`, `name`, `lon`, `lat` (the mean of the postcode, so that points can be the same),
    sorted. Without rows when the sector has no rule.
    """
    columns = ["region", "area", "name", "lon", "lat"]
    if not edition.sector.location_rules:
        return pd.DataFrame(columns=columns)
    return counted(marts, edition)[columns].sort_values(columns, ignore_index=True)


def _clients(marts: Marts, edition: Edition) -> pd.Series:
    return by_region(january(marts.use, edition, [edition.year - 1]), "clients", "period")


def _number(marts: Marts, edition: Edition) -> pd.Series:
    number = by_region(counted(marts, edition).assign(locations=1), "locations", "period")
    # a region with clients and without a location has none; that is not the same as not knowing
    return number.reindex(_clients(marts, edition).index, fill_value=0)


DEFINITIONS = {"care_locations": care_locations, "locations_per_1000_clients": locations_per_1000_clients}
#: What texts may name.
NUMBERS = {"least_clients": LEAST_CLIENTS, "more_than_users": MORE_THAN_USERS}
