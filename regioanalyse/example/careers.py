"""The life of each client in care, month by month.

Every month, in every region and sector: some clients leave, some get another profile or delivery form, some move
to another area, and new clients come until each profile × form has as many clients as `use` wants. Between two
Januaries these numbers are interpolated. New clients appear in the areas that have too few (`spread`).

The result is one row per client and month, which is what claims are made from; indications, awards and addresses
are the same rows seen as periods (`clients.py`).
"""

from dataclasses import dataclass

import numpy as np

from regioanalyse.example.inhabitants import Inhabitants
from regioanalyse.example.januaries import FORMS, YEARS, Use
from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import largest_remainder
from regioanalyse.example.spread import clients_per_area
from regioanalyse.example.targets import Targets
from regioanalyse.example.world import Sector
from regioanalyse.records.categories import AGE_BANDS

#: Claims run from January 2019 until the last month in which the GZ report counts who waits.
MONTHS = tuple(f"{year}-{month:02d}" for year in YEARS for month in range(1, 13))[:50]
#: Nobody enters care at this age or later. Assumption.
OLDEST_ENTRANT = 103

_CLIENT, _AREA, _CELL, _BIRTH = range(4)


@dataclass(frozen=True)
class Careers:
    """One row per client and month in care, of one sector; sorted by month, then region.

    Attributes
    ----------
    sector
        Whose clients.
    month, region, client, area, profile, form
        Positions in `MONTHS`, `Use.regions`, the clients below, `Inhabitants.areas`, `Sector.counted` and
        `FORMS`.
    birth_year
        Per client.
    """

    sector: Sector
    month: np.ndarray
    region: np.ndarray
    client: np.ndarray
    area: np.ndarray
    profile: np.ndarray
    form: np.ndarray
    birth_year: np.ndarray


def live_careers(sector: Sector, use: Use, inhabitants: Inhabitants, targets: Targets) -> Careers:
    """Live the lives of all clients of a sector.

    Parameters
    ----------
    sector
        Whose clients.
    use
        Wanted clients per January.
    inhabitants
        The observed population: where clients live, and how old they are.
    targets
        The published figures.
    """
    parts: list[np.ndarray] = []
    births: list[np.ndarray] = []
    known = 0
    for number, region in enumerate(use.regions):
        wanted = _monthly(use.of(sector)[number].reshape(len(YEARS), -1))
        (month, client, area, cell), birth_year = _region(sector, region, wanted, inhabitants, targets)
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


def _region(
    sector: Sector, region: str, wanted: np.ndarray, inhabitants: Inhabitants, targets: Targets
) -> tuple[np.ndarray, np.ndarray]:
    """Live the lives of a region's clients.

    Parameters
    ----------
    sector, region
        Whose careers.
    wanted
        Clients per month and cell (profile × form).
    inhabitants
        The observed population.
    targets
        The published figures.

    Returns
    -------
    tuple
        The rows (month, client, area and cell × number of client-months) and the birth year of each client; clients
        count from 0.
    """
    random = generator(f"careers {sector.name} {region}")
    places = np.flatnonzero(inhabitants.regions == region)
    per_area = clients_per_area(sector, region, wanted, inhabitants, targets)
    leaving = np.array(sector.leaving)
    known = 0
    births: list[np.ndarray] = []
    rows: list[np.ndarray] = []
    people = np.zeros((4, 0), dtype=np.int64)  # client, area, cell and birth year of who is in care
    for month, cells in enumerate(wanted):
        year = YEARS[0] + month // 12
        people = people[:, random.random(people.shape[1]) >= leaving[band_of(year - 1 - people[_BIRTH])]]
        people[_CELL] = _change_cells(people[_CELL], cells, sector.changing, random)
        people = people[:, people[_CELL] >= 0]
        cell = np.repeat(np.arange(len(cells)), cells - np.bincount(people[_CELL], minlength=len(cells)))
        cell = cell[np.argsort(random.random(len(cell)), kind="stable")]
        stays = random.random(people.shape[1]) >= sector.moving
        areas = np.concatenate([np.where(stays, people[_AREA], -1), np.full(len(cell), -1)])
        at_home = np.concatenate([people[_CELL], cell]) % len(FORMS) > 0
        areas = _find_areas(areas, at_home, per_area[month], random)
        people[_AREA], area = areas[: people.shape[1]], areas[people.shape[1] :]
        younger = sector.younger_at_entry if month else 0
        age = np.maximum(_ages(sector, inhabitants.of(region, year)[area], random) - younger, 0)
        new = np.stack([known + np.arange(len(cell)), area, cell, year - 1 - age])
        known += len(cell)
        births.append(new[_BIRTH])

        people = np.concatenate([people, new], axis=1)
        rows.append(np.stack([np.full(people.shape[1], month), people[_CLIENT], places[people[_AREA]], people[_CELL]]))
    return np.concatenate(rows, axis=1), np.concatenate(births)


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


def _find_areas(area: np.ndarray, at_home: np.ndarray, wanted: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Give an area to each client without one (-1), and to those for whom theirs has no room.

    Parameters
    ----------
    area
        The area of each client, -1 for who has none yet.
    at_home
        Whether the client has care at home; each area has room for so many at home and so many intramural.
    wanted
        Clients that each area should have, areas × (intramural, at home); the columns sum to the clients.
    random
        Decides who moves, and where.
    """
    area = area.copy()
    room = wanted.ravel()
    # Clients are in order of arrival: those who have been here longest stay.
    staying = np.flatnonzero(area >= 0)
    key = 2 * area[staying] + at_home[staying]
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    full = np.arange(len(order)) - np.searchsorted(sorted_key, sorted_key) >= room[sorted_key]
    area[staying[order[full]]] = -1
    kept = np.bincount(2 * area[area >= 0] + at_home[area >= 0], minlength=len(room))
    free = np.repeat(np.arange(len(room)), room - kept)
    free = free[np.lexsort((random.random(len(free)), free % 2))]
    looking = np.flatnonzero(area < 0)
    area[looking[np.argsort(at_home[looking], kind="stable")]] = free // 2
    return area


def _ages(sector: Sector, inhabitants: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Draw an age for each client from the inhabitants of their area (clients × bands), weighted by use."""
    cumulative = np.cumsum(inhabitants * np.array(sector.relative_use), axis=1)
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
