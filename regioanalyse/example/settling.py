"""Which clients are where: a settled client stays, and each place has as many clients as it should have."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import largest_remainder


@dataclass(frozen=True)
class Places:
    """Where the clients of a pool can be: locations, or teams that come to the home.

    Attributes
    ----------
    pool
        Whose clients come here: the position of a region or of an area.
    provider, location
        Positions in `Supply`; location -1 for a team.
    fixed
        How many clients it always has; -1 where the pool's other clients are divided by `weight`.
    weight
        Size, in any unit.
    """

    pool: np.ndarray
    provider: np.ndarray
    location: np.ndarray
    fixed: np.ndarray
    weight: np.ndarray

    def wanted(self, clients: np.ndarray) -> np.ndarray:
        """Return how many clients each place has when the pools have `clients`."""
        wanted = np.maximum(self.fixed, 0)
        left = clients - np.bincount(self.pool, wanted, len(clients)).astype(np.int64)
        for pool in np.flatnonzero(left):
            there = np.flatnonzero((self.pool == pool) & (self.fixed < 0))
            wanted[there] = largest_remainder(self.weight[there], int(left[pool]))
        return wanted


def settle(
    name: str, month: np.ndarray, client: np.ndarray, pool: np.ndarray, places: Places, chance: float
) -> np.ndarray:
    """Give each client a place in each month.

    A client stays until the pool changes, the place has become too small, or chance says so. A client
    without a place gets one that is free.

    Parameters
    ----------
    name
        Names the random numbers.
    month, client, pool
        One row per client and month, in order of month.
    places
        Where they can be.
    chance
        Of looking for another place, per month.

    Returns
    -------
    np.ndarray
        A position in `places` per row.
    """
    random = generator(f"places {name}")
    pools = int(places.pool.max()) + 1
    begins = np.searchsorted(month, np.arange(month.max() + 2))
    now = np.full(client.max() + 1, -1)
    result = np.empty(len(client), dtype=np.int64)
    for start, end in pairwise(begins.tolist()):
        who, where = client[start:end], pool[start:end]
        wanted = places.wanted(np.bincount(where, minlength=pools))
        place = now[who]
        place[(place >= 0) & (places.pool[place] != where)] = -1
        place[random.random(len(place)) < chance] = -1
        staying = np.flatnonzero(place >= 0)
        staying = staying[np.argsort(place[staying], kind="stable")]
        at = place[staying]
        place[staying[np.arange(len(at)) - np.searchsorted(at, at) >= wanted[at]]] = -1
        free = np.repeat(np.arange(len(wanted)), wanted - np.bincount(place[place >= 0], minlength=len(wanted)))
        free = free[np.lexsort((random.random(len(free)), places.pool[free]))]
        looking = np.flatnonzero(place < 0)
        place[looking[np.argsort(where[looking], kind="stable")]] = free
        now[:] = -1
        now[who] = place
        result[start:end] = place
    return result
