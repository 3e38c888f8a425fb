"""What surrounds the demand for VV, per area: people who live alone, their origin, status and urbanity.

The shares of Rotterdam and of all regions together are published; how areas differ is drawn or assumed.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from regioanalyse.example.inhabitants import FROM_75, Inhabitants
from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import rake, round_table
from regioanalyse.example.targets import COMPARATOR, Targets
from regioanalyse.example.world import PUBLISHED, REGION, VV
from regioanalyse.example.writing import texts, write
from regioanalyse.records.categories import ORIGINS

#: The published year of living alone and of origin; the second classification ended there.
PUBLISHED_YEAR = 2021
#: Percentage points that living alone, and each origin, change in a year. Assumption.
YEARLY_ALONE = 0.2
YEARLY_ORIGIN = {"dutch": -0.4, "western": 0.1, "non_western": 0.3}
HOUSEHOLD_YEARS = (2019, 2020, 2021, 2022)
ORIGIN_YEARS = (2019, 2020, 2021)
#: How far an area is from its region, relative. Assumption.
SPREAD_ALONE, SPREAD_ORIGIN = 0.08, 0.25

SES_YEAR, URBANITY_YEAR = 2018, 2019
#: Elsewhere a group is drawn with these weights, for groups 1 to 5; and others for large cities. Assumption.
SES_WEIGHTS, CITY_SES_WEIGHTS = (6, 16, 30, 28, 20), (0, 50, 50, 0, 0)
#: Inhabitants of a large city.
CITY = 100_000
#: Elsewhere the class follows from the inhabitants: 1 from the first number, 5 below the last. Assumption.
URBANITY_FROM = (150_000, 60_000, 30_000, 18_000)


def write_surroundings(folder: Path, inhabitants: Inhabitants, targets: Targets) -> None:
    """Write `households`, `origin`, `socioeconomic_status` and `urbanity`.

    Parameters
    ----------
    folder
        Where the files go.
    inhabitants
        The observed population.
    targets
        The published figures.
    """
    areas = inhabitants.areas
    alone = [_alone(year, inhabitants, targets) for year in HOUSEHOLD_YEARS]
    aged = [_aged(inhabitants, year) for year in HOUSEHOLD_YEARS]
    area, year = _keys(len(areas), HOUSEHOLD_YEARS)
    write(
        folder / "households.parquet",
        area=texts(area, areas),
        year=year,
        inhabitants_75plus=np.stack(aged, axis=1).ravel(),
        living_alone_75plus=np.stack(alone, axis=1).ravel(),
    )

    origins = np.stack([_origins(year, inhabitants, targets) for year in ORIGIN_YEARS], axis=1)
    area, year_number, origin = (index.ravel() for index in np.indices(origins.shape))
    write(
        folder / "origin.parquet",
        area=texts(area, areas),
        year=np.array(ORIGIN_YEARS)[year_number],
        origin=texts(origin, list(ORIGINS)),
        inhabitants_75plus=origins.ravel(),
    )

    area, year = _keys(len(areas), (SES_YEAR,))
    people = inhabitants.of_year(URBANITY_YEAR).sum(axis=1).tolist()
    random = generator("socioeconomic status")
    drawn, of_city = (
        1 + np.searchsorted(np.cumsum(weights), random.integers(0, sum(weights), len(areas)), side="right")
        for weights in (SES_WEIGHTS, CITY_SES_WEIGHTS)
    )
    groups = np.where(np.array(people) < CITY, drawn, of_city)
    own = PUBLISHED.areas
    groups = np.array(
        [own[code].ses if code in own else group for code, group in zip(areas, groups.tolist(), strict=True)]
    )
    write(folder / "socioeconomic_status.parquet", area=texts(area, areas), year=year, ses_group=groups)

    classes = np.array(
        [
            own[code].urbanity if code in own else 1 + sum(number < limit for limit in URBANITY_FROM)
            for code, number in zip(areas, people, strict=True)
        ]
    )
    area, year = _keys(len(areas), (URBANITY_YEAR,))
    write(folder / "urbanity.parquet", area=texts(area, areas), year=year, cbs_class=classes)


def _keys(areas: int, years: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    return np.repeat(np.arange(areas), len(years)), np.tile(np.array(years), areas)


def _aged(inhabitants: Inhabitants, year: int) -> np.ndarray:
    return inhabitants.of_year(year)[:, FROM_75:].sum(axis=1)


def _alone(year: int, inhabitants: Inhabitants, targets: Targets) -> np.ndarray:
    """Return how many people of 75 and older live alone in each area."""
    since = YEARLY_ALONE * (year - PUBLISHED_YEAR)
    shares = {
        area: np.array([share + since, 100 - share - since])
        for area in (REGION, COMPARATOR)
        for share in (targets(VV, "living_alone_75plus", area, PUBLISHED_YEAR),)
    }
    return _divided("living alone", shares, SPREAD_ALONE, _aged(inhabitants, year), inhabitants.regions)[:, 0]


def _origins(year: int, inhabitants: Inhabitants, targets: Targets) -> np.ndarray:
    """Return the people of 75 and older of each area by origin, areas × origins."""
    shares = {
        area: np.array(
            [
                targets(VV, "origin_75plus", area, PUBLISHED_YEAR, origin)
                + YEARLY_ORIGIN[origin] * (year - PUBLISHED_YEAR)
                for origin in ORIGINS
            ]
        )
        for area in (REGION, COMPARATOR)
    }
    return _divided("origin", shares, SPREAD_ORIGIN, _aged(inhabitants, year), inhabitants.regions)


def _divided(
    name: str, shares: dict[str, np.ndarray], spread: float, aged: np.ndarray, regions: np.ndarray
) -> np.ndarray:
    """Divide the people of each area over categories, so that Rotterdam and all regions together have their shares.

    Parameters
    ----------
    name
        Names the random numbers; the same in each year.
    shares
        Of Rotterdam and of all regions, %.
    spread
        How far an area may be from the rest, relative.
    aged, regions
        People and region of each area.
    """
    own = regions == REGION
    whole = {
        area: np.rint(share / 100 * aged[there].sum()).astype(np.int64)
        for (area, share), there in zip(shares.items(), (own, np.ones(len(own), dtype=bool)), strict=True)
    }
    drawn = generator(name).random((len(aged), len(shares[REGION])))
    result = np.zeros(drawn.shape, dtype=np.int64)
    for there, columns in ((own, whole[REGION]), (~own, whole[COMPARATOR] - whole[REGION])):
        columns = _summing_to(columns, int(aged[there].sum()))
        start = aged[there][:, None] * columns[None, :] * (1 + spread * (2 * drawn[there] - 1))
        result[there] = round_table(rake(start, aged[there], columns), aged[there], columns)
    return result


def _summing_to(columns: np.ndarray, total: int) -> np.ndarray:
    """Let the largest category take what rounding left."""
    columns = columns.copy()
    columns[columns.argmax()] += total - columns.sum()
    return columns
