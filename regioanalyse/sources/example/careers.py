"""The life of each client in care, month by month.

Every month, in every region and sector: some clients leave, some get another profile or delivery form, some move
to another area, and new clients come until each profile × form has as many clients as `use` wants. Between two
Januaries these numbers are interpolated. New clients appear in the areas that have too few.

The result is one row per client and month, which is what claims are made from; indications, awards and addresses
are the same rows seen as periods (`clients.py`).
"""

from dataclasses import dataclass

import numpy as np

from regioanalyse.sources.contracts import AGE_BANDS
from regioanalyse.sources.example.misbehaviour import CHANGING, MOVING
from regioanalyse.sources.example.population import FROM_75, Inhabitants
from regioanalyse.sources.example.randomness import generator
from regioanalyse.sources.example.rounding import largest_remainder
from regioanalyse.sources.example.targets import REGION
from regioanalyse.sources.example.use import FORMS, YEARS, Use

#: Claims run from January 2019 until the last month in which the GZ report counts who waits.
MONTHS = tuple(f"{year}-{month:02d}" for year in YEARS for month in range(1, 13))[:50]
#: Nobody enters care at this age or later. Assumption.
OLDEST_ENTRANT = 103

#: Relative use per band. Assumption, shaped after what is known of Wlz use; not copied: VV doubles
#: with every five years of age, GZ is highest for adults and lower where people die young.
RELATIVE_USE = {
    "vv": np.array([
        0, 0, 0, 0, 0, 0, 0, 0, 0.01, 0.02, 0.03, 0.06, 0.12, 0.3, 0.75, 2.6, 7.5, 17, 31, 42,
    ]),
    "gz": np.array([
        0.05, 0.2, 0.4, 0.8, 1.2, 1.25, 1.15, 1.1, 1.1, 1.1, 1.15, 1.2, 1.25, 1.35, 1.3, 1.1, 0.8, 0.5, 0.25, 0.1,
    ]),
}  # fmt: skip
#: Chance to leave care in a month, per band. Assumption: VV 1.5 to 4 years in care, GZ most of a life.
LEAVING = {
    "vv": np.array([*[0.022] * 15, 0.025, 0.028, 0.034, 0.044, 0.056]),
    "gz": np.array([*[0.002] * 8, *[0.003] * 4, 0.004, 0.006, 0.008, 0.012, 0.02, 0.03, 0.04, 0.05]),
}
#: How many years younger a new client is than the clients already there. Assumption: half of a stay.
YOUNGER_AT_ENTRY = {"vv": 1, "gz": 4}
#: Change of clients per 75+ from 2019 to 2022 in Rotterdam's areas, %, before all are scaled to the region's.
#: Assumption: four rise notably, Charlois and Feijenoord fall, nine of sixteen do better than the comparator; all as
#: the published pages say.
AREA_CHANGE = {
    "WK059901": 2.6, "WK059903": -3.0, "WK059904": 12.5, "WK059905": 2.4, "WK059906": -2.6, "WK059908": 11.0,
    "WK059910": -13.5, "WK059912": -2.2, "WK059913": 4.0, "WK059914": -3.2, "WK059915": -12.0, "WK059916": 10.0,
    "WK059917": 3.5, "WK059927": 14.0, "GM0502": -1.5, "GM0542": 2.8,
}  # fmt: skip
#: Elsewhere the change is drawn between minus and plus this, and so is each area's level of use, %. Assumption.
OTHER_AREA_CHANGE = 9.0
AREA_LEVEL = {"vv": 8.0, "gz": 30.0}

_CLIENT, _AREA, _CELL, _BIRTH = range(4)


@dataclass(frozen=True)
class Careers:
    """One row per client and month in care, of one sector; sorted by month, then region.

    Attributes
    ----------
    sector
        ``vv`` or ``gz``.
    month, region, client, area, profile, form
        Positions in `MONTHS`, `Use.regions`, the clients below, `Inhabitants.areas`, `PROFILES[sector]` and
        `FORMS`.
    birth_year
        Per client.
    """

    sector: str
    month: np.ndarray
    region: np.ndarray
    client: np.ndarray
    area: np.ndarray
    profile: np.ndarray
    form: np.ndarray
    birth_year: np.ndarray


def live_careers(sector: str, use: Use, inhabitants: Inhabitants) -> Careers:
    """Live the lives of all clients of a sector.

    Parameters
    ----------
    sector
        ``vv`` or ``gz``.
    use
        Wanted clients per January.
    inhabitants
        The observed population: where clients live, and how old they are.
    """
    parts: list[np.ndarray] = []
    births: list[np.ndarray] = []
    known = 0
    for number, region in enumerate(use.regions):
        wanted = _monthly(use.of(sector)[number].reshape(len(YEARS), -1))
        (month, client, area, cell), birth_year = _region(sector, region, wanted, inhabitants)
        parts.append(np.stack([month, np.full(len(month), number), client + known, area, cell]))
        births.append(birth_year)
        known += len(birth_year)
    rows = np.concatenate(parts, axis=1)
    month, region_number, client, area, cell = rows[:, np.argsort(rows[0], kind="stable")]
    profile, form = np.divmod(cell, len(FORMS))
    return Careers(sector, month, region_number, client, area, profile, form, np.concatenate(births))


def _monthly(januaries: np.ndarray) -> np.ndarray:
    """Interpolate whole clients per cell from January to January: months × cells. The last trend goes on."""
    januaries = np.concatenate([januaries, 2 * januaries[-1:] - januaries[-2:-1]])
    rows = []
    for number in range(len(MONTHS)):
        year, month = divmod(number, 12)
        between = np.maximum(januaries[year] + (januaries[year + 1] - januaries[year]) * (month / 12), 0)
        rows.append(largest_remainder(between, round(between.sum())))
    return np.array(rows)


def _region(sector: str, region: str, wanted: np.ndarray, inhabitants: Inhabitants) -> tuple[np.ndarray, np.ndarray]:
    """Live the lives of a region's clients.

    Parameters
    ----------
    sector, region
        Whose careers.
    wanted
        Clients per month and cell (profile × form).
    inhabitants
        The observed population.

    Returns
    -------
    tuple
        The rows (month, client, area and cell × number of client-months) and the birth year of each client; clients
        count from 0.
    """
    random = generator(f"careers {sector} {region}")
    places = np.flatnonzero(inhabitants.regions == region)
    weights = _area_weights(sector, region, inhabitants, random)
    known = 0
    births: list[np.ndarray] = []
    rows: list[np.ndarray] = []
    people = np.zeros((4, 0), dtype=np.int64)  # client, area, cell and birth year of who is in care
    for month, cells in enumerate(wanted):
        year = YEARS[0] + month // 12
        per_area = largest_remainder(weights[month], int(cells.sum()))

        people = people[:, random.random(people.shape[1]) >= LEAVING[sector][band_of(year - 1 - people[_BIRTH])]]
        people[_CELL] = _change_cells(people[_CELL], cells, CHANGING[sector], random)
        people = people[:, people[_CELL] >= 0]
        moves = random.random(people.shape[1]) < MOVING[sector]
        people[_AREA, moves] = _empty_places(per_area, people[_AREA, ~moves], int(moves.sum()), random)

        cell = np.repeat(np.arange(len(cells)), cells - np.bincount(people[_CELL], minlength=len(cells)))
        cell = cell[np.argsort(random.random(len(cell)), kind="stable")]
        area = _empty_places(per_area, people[_AREA], len(cell), random)
        younger = YOUNGER_AT_ENTRY[sector] if month else 0
        age = np.maximum(_ages(sector, inhabitants.of(region, year)[area], random) - younger, 0)
        new = np.stack([known + np.arange(len(cell)), area, cell, year - 1 - age])
        known += len(cell)
        births.append(new[_BIRTH])

        people = np.concatenate([people, new], axis=1)
        rows.append(
            np.stack([np.full(people.shape[1], month), people[_CLIENT], places[people[_AREA]], people[_CELL]])
        )
    return np.concatenate(rows, axis=1), np.concatenate(births)


def _area_weights(sector: str, region: str, inhabitants: Inhabitants, random: np.random.Generator) -> np.ndarray:
    """Return how the clients of a region are spread over its areas, months × areas."""
    people = np.array([inhabitants.of(region, year) for year in YEARS])
    codes = np.array(inhabitants.areas)[inhabitants.regions == region]
    level = (people[0] * RELATIVE_USE[sector]).sum(axis=1)
    level = level * (1 + AREA_LEVEL[sector] / 100 * (2 * random.random(len(codes)) - 1))
    drawn = OTHER_AREA_CHANGE * (2 * random.random(len(codes)) - 1)
    if sector == "vv":
        change = np.array([AREA_CHANGE.get(code, 0.0) for code in codes]) if region == REGION else drawn
        aged = people[:, :, FROM_75:].sum(axis=2)
        trend = np.array([1 + change / 100 * (year - 2019) / 3 for year in YEARS])
        januaries = level * trend * aged / aged[0]
    else:
        total = people.sum(axis=2)
        januaries = level * total / total[0]
    januaries = np.concatenate([januaries, januaries[-1:]])
    return np.array(
        [
            januaries[month // 12] + (januaries[month // 12 + 1] - januaries[month // 12]) * (month % 12 / 12)
            for month in range(len(MONTHS))
        ]
    )


def _change_cells(cell: np.ndarray, wanted: np.ndarray, chance: float, random: np.random.Generator) -> np.ndarray:
    """Give some clients another profile or form: a few by chance, and those for whom a cell has no room.

    Returns
    -------
    np.ndarray
        The cell of each client; -1 for a client for whom there is no room at all, who leaves.
    """
    drawn = random.random(len(cell)) < chance
    order = np.lexsort((random.random(len(cell)), drawn, cell))
    rank = np.empty(len(cell), dtype=np.int64)
    rank[order] = np.arange(len(cell)) - np.searchsorted(cell[order], cell[order])
    changing = np.flatnonzero(drawn | (rank >= wanted[cell]))
    result = cell.copy()
    result[changing] = -1
    kept = np.bincount(np.delete(cell, changing), minlength=len(wanted))
    room = np.repeat(np.arange(len(wanted)), wanted - kept)
    chosen = room[np.argsort(random.random(len(room)), kind="stable")][: len(changing)]
    changing = changing[np.argsort(random.random(len(changing)), kind="stable")][: len(chosen)]
    # Both in order of cell: most changes are then to the next form or the next profile, as they are in life.
    result[changing[np.argsort(cell[changing], kind="stable")]] = np.sort(chosen)
    return result


def _empty_places(wanted: np.ndarray, taken: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """Return an area for each of `count` clients, in proportion to how many clients each area is short of.

    Parameters
    ----------
    wanted
        Clients that each area should have.
    taken
        The areas of the clients who are there.
    count
        How many areas to return.
    random
        Decides their order.
    """
    shortage = np.maximum(wanted - np.bincount(taken, minlength=len(wanted)), 0)
    areas = np.repeat(np.arange(len(wanted)), largest_remainder(shortage if shortage.any() else wanted, count))
    return areas[np.argsort(random.random(len(areas)), kind="stable")]


def _ages(sector: str, inhabitants: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Draw an age for each client from the inhabitants of their area (clients × bands), weighted by use."""
    cumulative = np.cumsum(inhabitants * RELATIVE_USE[sector], axis=1)
    drawn = random.random(len(inhabitants)) * cumulative[:, -1]
    band = np.minimum((cumulative <= drawn[:, None]).sum(axis=1), len(AGE_BANDS) - 1)
    # Within a band all ages are alike, except in the open one, where the youngest of two draws counts.
    open_band = 5 * (len(AGE_BANDS) - 1)
    within = random.integers(0, 5, len(band))
    beyond = random.integers(0, OLDEST_ENTRANT - open_band, (2, len(band))).min(axis=0)
    return 5 * band + np.where(band == len(AGE_BANDS) - 1, beyond, within)


def band_of(age: np.ndarray) -> np.ndarray:
    """Return the position of the five-year band of each age."""
    return np.clip(age // 5, 0, len(AGE_BANDS) - 1)
