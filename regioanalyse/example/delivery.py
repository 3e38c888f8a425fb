"""Which provider delivers to each client in each month, and at which location."""

from dataclasses import dataclass

import numpy as np

from regioanalyse.example.careers import MONTHS, Careers
from regioanalyse.example.januaries import FORMS
from regioanalyse.example.settling import settle
from regioanalyse.example.supply import Supply

INTRAMURAL, PGB = FORMS.index("intramural"), FORMS.index("pgb")


@dataclass(frozen=True)
class Delivery:
    """Of each row of careers: positions of provider and location in `Supply`, -1 where there is none."""

    provider: np.ndarray
    location: np.ndarray


def deliver(careers: Careers, supply: Supply) -> Delivery:
    """Settle the clients of a sector at providers.

    Clients are anywhere in their region, or across its border, unless they are registered where they have care: then
    their location lies in their area.
    """
    sector = careers.sector
    provider = np.full(len(careers.client), -1)
    location = np.full(len(careers.client), -1)
    inside = careers.form == INTRAMURAL
    at_home = ~inside & (careers.form != PGB)
    chance = sector.changing_place
    for name, rows, pool, places in (
        ("intramural", inside, careers.area if sector.in_locations else careers.region, supply.rooms[sector.name]),
        ("at home", at_home, careers.region, supply.teams[sector.name]),
    ):
        place = settle(f"{sector.name} {name}", careers.month[rows], careers.client[rows], pool[rows], places, chance)
        provider[rows], location[rows] = places.provider[place], places.location[place]
    return Delivery(provider, location)


def of_visitors(locations: np.ndarray, supply: Supply) -> Delivery:
    """Return the delivery to people from elsewhere, whose locations are known."""
    return Delivery(np.array(supply.owners)[locations], locations)


def users_per_location(careers: Careers, delivery: Delivery, supply: Supply, month: str) -> np.ndarray:
    """Return how many clients of a sector each location has in a month."""
    rows = (careers.month == MONTHS.index(month)) & (delivery.location >= 0)
    return np.bincount(delivery.location[rows], minlength=len(supply.owners))
