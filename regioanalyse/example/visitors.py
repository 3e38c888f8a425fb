"""People who live elsewhere and have intramural care of VV in one of our regions: no clients of ours, but inflow."""

import numpy as np

from regioanalyse.example.careers import MONTHS, Careers
from regioanalyse.example.crossing import Flows
from regioanalyse.example.januaries import FORMS, Use
from regioanalyse.example.randomness import generator
from regioanalyse.example.supply import Supply
from regioanalyse.example.world import VV

#: Chance in a month that a place gets somebody else. Assumption: as for all clients.
LEAVING = 0.035
#: Weights of 4VV-8VV. Assumption.
PROFILE_WEIGHTS = (22, 48, 20, 9, 1)


def receive_visitors(flows: Flows, supply: Supply, use: Use) -> tuple[Careers, np.ndarray]:
    """Let people come from the regions elsewhere, the same number in every month.

    Parameters
    ----------
    flows
        Who lives in one region and has care in another.
    supply
        Providers and locations.
    use
        Our regions.

    Returns
    -------
    tuple
        The careers, with the region of care as `region` and the region they come from as `area` (a position in
        `Supply.places`), and the location of each row.
    """
    random = generator("visitors")
    homes, regions, locations = [], [], []
    for (home, region), number in sorted(flows.items()):
        if home in use.regions:
            continue
        doors = supply.doors[region]
        # Each flow starts at another door.
        start = supply.places.index(home)
        for count in range(number):
            homes.append(supply.places.index(home))
            regions.append(use.regions.index(region))
            locations.append(doors[(start + count) % len(doors)])
    slots = len(homes)
    replaced = random.random((len(MONTHS), slots)) < LEAVING
    replaced[0] = True
    client = np.cumsum(replaced.T.ravel()).reshape(slots, -1).T - 1
    clients = int(replaced.sum())
    profile = np.searchsorted(np.cumsum(PROFILE_WEIGHTS), random.integers(0, sum(PROFILE_WEIGHTS), clients), "right")
    birth_year = random.integers(1924, 1944, clients)

    def every_month(values: list[int]) -> np.ndarray:
        return np.tile(np.array(values), len(MONTHS))

    careers = Careers(
        VV,
        np.repeat(np.arange(len(MONTHS)), slots),
        every_month(regions),
        client.ravel(),
        every_month(homes),
        profile[client.ravel()],
        np.full(client.size, FORMS.index("intramural")),
        birth_year,
    )
    return careers, every_month(locations)
