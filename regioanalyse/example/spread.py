"""How the clients of a region are spread over its areas, and how many of each area live at home, month by month."""

import numpy as np

from regioanalyse.example.inhabitants import FROM_75, Inhabitants
from regioanalyse.example.januaries import FORMS, YEARS
from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import largest_remainder, rake, round_table
from regioanalyse.example.targets import Targets
from regioanalyse.example.world import PUBLISHED, REGION, VV, Sector

#: Part of the change of clients per 75+ in an area that has come by each January. Assumption: in Rotterdam most of it
#: by 2021, so that its areas differ in the growth of allocations 2019/2021.
REGION_COURSE = {2019: 0.0, 2020: 0.5, 2021: 1.0, 2022: 1.0, 2023: 1.15}
#: Elsewhere the change is drawn between minus and plus this, %. Assumption.
OTHER_AREA_CHANGE = 12.0

#: How far the share at home of an area is from its region's in 2019, and how much its change to 2022 differs,
#: percentage points at most. Assumption.
AT_HOME_LEVEL, OTHER_AT_HOME_CHANGE = 5.0, 6.0
#: Part of a large change by which an area started lower. Assumption.
STARTED_LOWER = 0.3
#: Shares at home stay between these.
LEAST_AT_HOME, MOST_AT_HOME = 0.03, 0.95
#: Numbers of clients at home up to this many from the wanted one are tried, to find the share nearest to the printed.
TRIES = 4
FIRST, LAST = 2019, 2022


def clients_per_area(
    sector: Sector, region: str, wanted: np.ndarray, inhabitants: Inhabitants, targets: Targets
) -> np.ndarray:
    """Return the clients that each area of a region should have, months × areas × (intramural, at home).

    Parameters
    ----------
    sector, region
        Whose clients.
    wanted
        Clients per month and cell (profile × form).
    inhabitants
        The observed population.
    targets
        The published figures.
    """
    random = generator(f"spread {sector.name} {region}")
    months = len(wanted)
    totals = wanted.sum(axis=1)
    columns = np.stack([wanted[:, 0 :: len(FORMS)].sum(axis=1), np.zeros(months, dtype=np.int64)], axis=1)
    columns[:, 1] = totals - columns[:, 0]
    weights = _area_weights(sector, region, months, inhabitants, random)
    clients = np.array([largest_remainder(weights[month], int(totals[month])) for month in range(months)])
    januaries = np.arange(len(YEARS)) * 12
    codes = [code for code, there in zip(inhabitants.areas, inhabitants.regions, strict=True) if there == region]
    whole = (columns[:, 1] / totals)[januaries]
    if (sector, region) == (VV, REGION):
        shares = _printed_changes(codes, clients[januaries], columns[januaries, 1], whole, random, targets)
    else:
        level, change = (2 * random.random((2, len(codes))) - 1) / 100
        course = (whole - whole[0]) / (whole[YEARS.index(LAST)] - whole[0])
        shares = whole[:, None] + level * AT_HOME_LEVEL + course[:, None] * change * OTHER_AT_HOME_CHANGE
    shares = np.clip(_monthly(shares, months), LEAST_AT_HOME, MOST_AT_HOME)
    at_home = clients * shares
    return np.array([_table(*row) for row in zip(clients, at_home, columns, strict=True)])


def _table(clients: np.ndarray, at_home: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return whole clients, areas × (intramural, at home)."""
    start = np.stack([clients - at_home, at_home], axis=1)
    return round_table(rake(start, clients, columns, rounds=20), clients, columns)


def _monthly(januaries: np.ndarray, months: int) -> np.ndarray:
    """Interpolate from January to January; the last one stays."""
    januaries = np.concatenate([januaries, januaries[-1:]])
    return np.array(
        [
            januaries[month // 12] + (januaries[month // 12 + 1] - januaries[month // 12]) * (month % 12 / 12)
            for month in range(months)
        ]
    )


def _printed_changes(
    codes: list[str],
    clients: np.ndarray,
    at_home: np.ndarray,
    whole: np.ndarray,
    random: np.random.Generator,
    targets: Targets,
) -> np.ndarray:
    """Return the share at home of Rotterdam's areas in the Januaries, with the printed changes 2019/2022.

    Parameters
    ----------
    codes
        The areas.
    clients
        Years × areas.
    at_home, whole
        The region's clients at home, and their share, per year.
    random
        Decides where the areas start.
    targets
        The published figures.
    """
    printed = dict(zip(PUBLISHED.at_home_change_order, targets.unpaired("at_home_share_change"), strict=True))
    change = np.array([printed[code] for code in codes]) / 100
    first, last = (YEARS.index(year) for year in (FIRST, LAST))
    level = (2 * random.random(len(codes)) - 1) * AT_HOME_LEVEL / 100 - STARTED_LOWER * (change - change.mean())
    level += (at_home[first] - (clients[first] * (whole[first] + level)).sum()) / clients[first].sum()
    # Whole clients, with a share that changes as near as possible to what is printed: an area can be small.
    tries = np.arange(-TRIES, TRIES + 1)[:, None]
    start = np.rint(clients[first] * (whole[first] + level)).astype(np.int64) + tries
    end = np.rint(clients[last] * (start / clients[first] + change)).astype(np.int64)
    best = np.abs(end / clients[last] - start / clients[first] - change).argmin(axis=0)
    start, end = (counts[best, np.arange(len(codes))] for counts in (start, end))
    for counts, year in ((start, first), (end, last)):
        # What the region has more or less is divided over the areas; the small ones hardly notice.
        left = int(at_home[year] - counts.sum())
        counts += (1 if left > 0 else -1) * largest_remainder(clients[year] * clients[year], abs(left))
    start_share, end_share = start / clients[first], end / clients[last]
    course = (whole - whole[first]) / (whole[last] - whole[first])
    return start_share + course[:, None] * (end_share - start_share)


def _area_weights(
    sector: Sector, region: str, months: int, inhabitants: Inhabitants, random: np.random.Generator
) -> np.ndarray:
    """Return how the clients of a region are spread over its areas, months × areas."""
    people = np.array([inhabitants.of(region, year) for year in YEARS])
    codes = np.array(inhabitants.areas)[inhabitants.regions == region]
    level = (people[0] * np.array(sector.relative_use)).sum(axis=1)
    level = level * (1 + sector.area_level / 100 * (2 * random.random(len(codes)) - 1))
    drawn = OTHER_AREA_CHANGE * (2 * random.random(len(codes)) - 1)
    if sector == VV:
        change = np.array([PUBLISHED.areas[code].change for code in codes]) if region == REGION else drawn
        aged = people[:, :, FROM_75:].sum(axis=2)
        come = REGION_COURSE if region == REGION else {year: (year - FIRST) / (LAST - FIRST) for year in YEARS}
        trend = np.array([1 + change / 100 * come[year] for year in YEARS])
        januaries = level * trend * aged / aged[0]
    else:
        total = people.sum(axis=2)
        januaries = level * total / total[0]
    return _monthly(januaries, months)
