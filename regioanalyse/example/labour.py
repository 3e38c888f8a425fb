"""Workers in VV, observed and expected, and where they come from and go to, by labour-market region."""

from pathlib import Path

import numpy as np

from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import largest_remainder
from regioanalyse.example.targets import COUNTRY, REGION, VV, Targets
from regioanalyse.example.use import Use
from regioanalyse.example.writing import texts, write
from regioanalyse.sources.contracts import MOVES

#: The labour-market regions that make up each of our regions, with their weight. Assumption, shaped after the
#: regions of the employers' organisations; not copied.
LABOUR_REGIONS = {
    "amsterdam": {"groot-amsterdam": 1}, "apeldoorn-zutphen": {"stedendriehoek": 1},
    "drenthe": {"noord-drenthe": 2, "zuid-drenthe": 3}, "flevoland": {"flevoland": 1}, "friesland": {"friesland": 1},
    "kennemerland": {"zuid-kennemerland": 3, "ijmond": 2}, "rotterdam": {"rijnmond": 1},
    "t-gooi": {"gooi-en-vechtstreek": 3, "almere": 2}, "utrecht": {"midden-utrecht": 3, "amersfoort": 2},
    "zaanstreek-waterland": {"zaanstreek-waterland": 1}, "zwolle": {"ijsselvecht": 3, "noord-veluwe": 2},
}  # fmt: skip
FIRST, LAST = 2020, 2040
WORKER_YEARS = tuple(range(FIRST, LAST + 1))
#: Workers per VV client in 2020 relative to Rotterdam. Assumption.
PER_CLIENT = {
    "amsterdam": 1.04, "apeldoorn-zutphen": 1.12, "drenthe": 1.03, "flevoland": 0.93, "friesland": 1.06,
    "kennemerland": 0.99, "t-gooi": 0.96, "utrecht": 1.09, "zaanstreek-waterland": 0.9, "zwolle": 1.1,
}  # fmt: skip
#: Growth of the number of workers 2020/2040, %. Assumption: it follows the people of working age.
GROWTH = {
    "amsterdam": 13.0, "apeldoorn-zutphen": 1.0, "drenthe": -6.0, "flevoland": 12.0, "friesland": -4.0,
    "kennemerland": 5.0, "t-gooi": 6.0, "utrecht": 11.0, "zaanstreek-waterland": 8.0, "zwolle": 4.5,
}  # fmt: skip

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
    pairs = [(labour, region) for region, parts in sorted(LABOUR_REGIONS.items()) for labour in parts]
    labour_regions, regions = ([pair[side] for pair in pairs] for side in (0, 1))
    number = np.arange(len(pairs))
    write(
        folder / "labour_regions.parquet",
        labour_region=texts(number, labour_regions),
        region=texts(number, regions),
    )
    workers = np.concatenate([_workers(region, use, targets) for region in sorted(LABOUR_REGIONS)])
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
    clients = use.in_january("vv", FIRST)
    if region != REGION:
        per_client = first / clients[use.regions.index(REGION)] * PER_CLIENT[region]
        first = per_client * clients[use.regions.index(region)]
        last = first * (1 + GROWTH[region] / 100)
    parts = np.array(list(LABOUR_REGIONS[region].values()), dtype=float)
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
