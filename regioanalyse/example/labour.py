"""Workers in VV, observed and expected, and where they come from and go to, by labour-market region."""

from pathlib import Path

import numpy as np

from regioanalyse.example.januaries import Use
from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import largest_remainder
from regioanalyse.example.targets import COUNTRY, Targets
from regioanalyse.example.world import REGION, REGIONS, VV
from regioanalyse.example.writing import texts, write
from regioanalyse.records.categories import MOVES

FIRST, LAST = 2020, 2040
WORKER_YEARS = tuple(range(FIRST, LAST + 1))

QUARTER = "2020-Q3"
DIRECTIONS = ("inflow", "outflow")
#: The order of the categories whose shares are printed in an order that is lost. Assumption.
OTHER_MOVES = tuple(move for move in MOVES if move != "outside_sector")
#: Movers per worker in a quarter, %; of the country, persons. Assumption.
MOVERS_PER_WORKER = {"inflow": 6.1, "outflow": 5.0}
COUNTRY_MOVERS = {"inflow": 29_400, "outflow": 24_300}
#: How far the share of a category elsewhere is from the country's, relative. Assumption.
SPREAD = 0.12


def write_labour(folder: Path, use: Use, targets: Targets) -> None:
    """Write `labour_regions`, `workers` and `worker_mobility`.

    Parameters
    ----------
    folder
        Where the files go.
    use
        VV clients, which the number of workers is in proportion to.
    targets
        The published figures.
    """
    pairs = [(labour, region) for region in use.regions for labour in REGIONS[region].labour_regions]
    labour_regions, regions = ([pair[side] for pair in pairs] for side in (0, 1))
    number = np.arange(len(pairs))
    write(
        folder / "labour_regions.parquet",
        labour_region=texts(number, labour_regions),
        region=texts(number, regions),
    )
    workers = np.concatenate([_workers(region, use, targets) for region in use.regions])
    row, year = (index.ravel() for index in np.indices(workers.shape))
    write(
        folder / "workers.parquet",
        labour_region=texts(row, labour_regions),
        year=np.array(WORKER_YEARS)[year],
        workers=workers.ravel(),
    )
    names = [*labour_regions, COUNTRY]
    movers = np.array(
        [
            *(
                [_movers(labour, region, direction, int(here[0]), targets) for direction in DIRECTIONS]
                for (labour, region), here in zip(pairs, workers, strict=True)
            ),
            [
                largest_remainder(_shares(COUNTRY, direction, targets), COUNTRY_MOVERS[direction])
                for direction in DIRECTIONS
            ],
        ]
    )
    row, direction_number, move = (index.ravel() for index in np.indices(movers.shape))
    write(
        folder / "worker_mobility.parquet",
        labour_region=texts(row, names),
        quarter=texts(np.zeros(len(row), dtype=np.int64), [QUARTER]),
        direction=texts(direction_number, list(DIRECTIONS)),
        category=texts(move, list(MOVES)),
        movers=movers.ravel(),
    )


def _workers(region: str, use: Use, targets: Targets) -> np.ndarray:
    """Return the workers of a region's labour-market regions, labour-market regions × years."""
    first, last = (targets(VV, "workers", REGION, year) for year in (FIRST, LAST))
    clients = use.in_january(VV, FIRST)
    if region != REGION:
        per_client = first / clients[use.regions.index(REGION)] * REGIONS[region].workers
        first = per_client * clients[use.regions.index(region)]
        last = first * (1 + REGIONS[region].workers_growth / 100)
    parts = np.array(list(REGIONS[region].labour_regions.values()), dtype=float)
    course = [round(first + (last - first) * (year - FIRST) / (LAST - FIRST)) for year in WORKER_YEARS]
    return np.stack([largest_remainder(parts, number) for number in course], axis=1)


def _shares(area: str, direction: str, targets: Targets) -> np.ndarray:
    """Return the printed shares of movers, in order of `MOVES`."""
    key = (VV, f"worker_{direction}_share", area, QUARTER, "outside_sector")
    others = dict(zip(OTHER_MOVES, targets.noted(*key, after=_AFTER), strict=False))
    shares = others | {"outside_sector": targets(*key)}
    return np.array([shares[move] for move in MOVES])


#: What stands in the note before the other four shares.
_AFTER = "the other four are"


def _movers(labour: str, region: str, direction: str, workers: int, targets: Targets) -> np.ndarray:
    """Return the movers of a labour-market region by category."""
    total = round(workers * MOVERS_PER_WORKER[direction] / 100)
    if region == REGION:
        return largest_remainder(_shares(REGION, direction, targets), total)
    drawn = generator(f"movers {labour} {direction}").random(len(MOVES))
    return largest_remainder(_shares(COUNTRY, direction, targets) * (1 + SPREAD * (2 * drawn - 1)), total)
