"""Postcodes: each area has four-digit codes of its own; at a border some addresses have those of the next area.

Homes and locations have different letters, so that two people share the postcode of a location only when they live
there.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regioanalyse.example.misbehaviour import BORDER_POSTCODE
from regioanalyse.example.world import REGIONS
from regioanalyse.example.writing import texts

#: Inhabitants per four-digit code. Assumption.
PER_CODE = 6000
_SECOND = "ABCDEGHJKLMNPRTVWXZ"
_HOMES = [first + second for first in "ABCDEGHJKLMN" for second in _SECOND]
_LOCATIONS = [first + second for first in "PRTVWXZ" for second in _SECOND]
LETTERS = [*_HOMES, *_LOCATIONS]
_DIGITS = [str(code) for code in range(10_000)]


@dataclass(frozen=True)
class Postcodes:
    """The four-digit codes of each place (areas, then regions elsewhere).

    Attributes
    ----------
    first, number, following
        Per place: its first code, how many follow on it, and the place whose codes occur at the border.
    """

    first: np.ndarray
    number: np.ndarray
    following: np.ndarray

    def homes(self, place: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """Draw the postcode of a home in each place, coded as `name` reads it."""
        over = random.random(len(place)) < BORDER_POSTCODE
        there = np.where(over, self.following[place], place)
        digits = self.first[there] + random.integers(0, 1 << 30, len(place)) % self.number[there]
        return digits * len(LETTERS) + random.integers(0, len(_HOMES), len(place))

    def location(self, place: int, count: int) -> int:
        """Return the postcode of the `count`th location of a place; each has one of its own."""
        letters, digits = divmod(count, int(self.number[place]))
        return (int(self.first[place]) + digits) * len(LETTERS) + len(_HOMES) + letters % len(_LOCATIONS)


def postcodes(regions: np.ndarray, inhabitants: np.ndarray, elsewhere: list[str]) -> Postcodes:
    """Divide the codes of each region over its areas, and give each region elsewhere all of its own.

    Parameters
    ----------
    regions, inhabitants
        Per area.
    elsewhere
        Slugs of the other regions; they come after the areas.
    """
    first, number, following = [], [], np.arange(len(regions) + len(elsewhere))
    for area, region in enumerate(regions):
        there = np.flatnonzero(regions == region)
        start, end = REGIONS[region].postcodes
        block = (end - start + 1) // len(there)
        rank = int(np.searchsorted(there, area))
        first.append(start + block * rank)
        number.append(min(block, max(2, int(inhabitants[area]) // PER_CODE)))
        following[area] = there[(rank + 1) % len(there)]
    for region in elsewhere:
        start, end = REGIONS[region].postcodes
        first.append(start)
        number.append(end - start + 1)
    return Postcodes(np.array(first), np.array(number), following)


def name(code: np.ndarray) -> pa.Array:
    """Return coded postcodes as text."""
    digits, letters = np.divmod(code, len(LETTERS))
    return pc.binary_join_element_wise(texts(digits, _DIGITS), texts(letters, LETTERS), "")
