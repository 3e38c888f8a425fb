"""People who are in the tables but do not count as clients: every rule about who counts needs somebody it leaves out.

They keep their address throughout, and their indication unless it is what they lack.
"""

from dataclasses import dataclass

import numpy as np

from regioanalyse.example import misbehaviour
from regioanalyse.example.inhabitants import FROM_75, Inhabitants
from regioanalyse.example.randomness import generator
from regioanalyse.example.world import GZ, VV

#: Kinds of bystanders; what each is, and how many there are, is in `misbehaviour`.
WAITING, NEWLY_WAITING, REVERSED, REVERSED_TWICE, OTHER_PROFILE, EXPIRED, NO_INDICATION = (
    "waiting", "newly waiting", "reversed", "reversed twice", "other profile", "expired", "no indication"
)  # fmt: skip
#: Waiting at the end of the claims, for a place that comes later (`waiting.coming_clients`).
COMING = "coming"
PER_1000_75PLUS = {
    WAITING: misbehaviour.WAITING,
    NEWLY_WAITING: misbehaviour.NEWLY_WAITING,
    REVERSED: misbehaviour.REVERSED,
    REVERSED_TWICE: misbehaviour.REVERSED_TWICE,
    OTHER_PROFILE: misbehaviour.OTHER_PROFILE,
    EXPIRED: misbehaviour.EXPIRED,
    NO_INDICATION: misbehaviour.NO_INDICATION,
}


@dataclass(frozen=True)
class Bystanders:
    """One element per person; `area` is a position in `Inhabitants.areas`."""

    area: np.ndarray
    birth_year: np.ndarray
    profile: np.ndarray
    kind: np.ndarray

    def __add__(self, other: "Bystanders") -> "Bystanders":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Bystanders(*(np.concatenate(pair) for pair in pairs))


def draw_bystanders(inhabitants: Inhabitants) -> Bystanders:
    """Draw the people who do not count, spread over the areas by the inhabitants of 75 and older."""
    random = generator("bystanders")
    aged = inhabitants.of_year(2019)[:, FROM_75:].sum(axis=1)
    kinds = [(kind, profile, rate) for kind, rates in PER_1000_75PLUS.items() for profile, rate in rates.items()]
    number = np.rint([aged.sum() / 1000 * rate for _, _, rate in kinds]).astype(np.int64)
    cumulative = np.cumsum(aged)
    area = np.searchsorted(cumulative, random.integers(0, cumulative[-1], number.sum()), side="right")
    profile = np.repeat([profile for _, profile, _ in kinds], number)
    kind = np.repeat([kind for kind, _, _ in kinds], number)
    of_vv, of_gz = (random.integers(*sector.born, len(area)) for sector in (VV, GZ))
    birth_year = np.where(np.isin(profile, list(VV.profiles)), of_vv, of_gz)
    return Bystanders(area, birth_year, profile, kind)
