"""People who are in the tables but do not count as clients: every rule about who counts needs somebody it leaves out.

They keep their address and indication throughout.
"""

from dataclasses import dataclass

import numpy as np

from regioanalyse.sources.example.population import FROM_75, Inhabitants
from regioanalyse.sources.example.randomness import generator

#: A valid indication, no care yet and no budget: waiting at home.
WAITING = "waiting"
#: One line a month that a credit line takes back in full: the month nets to zero.
REVERSED = "reversed"
#: Care under a VV profile that does not count (9VV recovery, 10VV palliative).
OTHER_PROFILE = "other profile"

#: Per 1000 inhabitants of 75 and older. Assumption: few, except those who wait.
PER_1000_75PLUS = {
    ("4VV", WAITING): 2.0, ("5VV", WAITING): 3.0, ("4VG", WAITING): 1.0,
    ("5VV", REVERSED): 0.2, ("6VG", REVERSED): 0.1,
    ("9VV", OTHER_PROFILE): 0.4, ("10VV", OTHER_PROFILE): 0.2,
}  # fmt: skip


@dataclass(frozen=True)
class Bystanders:
    """One element per person; `area` is a position in `Inhabitants.areas`."""

    area: np.ndarray
    birth_year: np.ndarray
    profile: np.ndarray
    kind: np.ndarray


def draw_bystanders(inhabitants: Inhabitants) -> Bystanders:
    """Draw the people who do not count, spread over the areas by the inhabitants of 75 and older."""
    random = generator("bystanders")
    aged = inhabitants.counts[0][:, FROM_75:].sum(axis=1)
    number = np.rint([aged.sum() / 1000 * rate for rate in PER_1000_75PLUS.values()]).astype(np.int64)
    cumulative = np.cumsum(aged)
    area = np.searchsorted(cumulative, random.integers(0, cumulative[-1], number.sum()), side="right")
    profile = np.repeat([profile for profile, _ in PER_1000_75PLUS], number)
    kind = np.repeat([kind for _, kind in PER_1000_75PLUS], number)
    is_vv = np.char.endswith(profile, "VV")
    birth_year = np.where(is_vv, random.integers(1925, 1945, len(area)), random.integers(1950, 2005, len(area)))
    return Bystanders(area, birth_year, profile, kind)
