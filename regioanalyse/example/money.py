"""Expenditure on VV per region and year, from the national table; it is not the sum of our claims."""

from pathlib import Path

import numpy as np

from regioanalyse.example.januaries import Use
from regioanalyse.example.targets import Targets
from regioanalyse.example.world import REGION, REGIONS, VV
from regioanalyse.example.writing import texts, write

BASE, TARGET = 2020, 2040
#: Expenditure of a year relative to 2020, per client. Assumption.
PRICE = {2019: 0.962, 2020: 1.0, 2021: 1.027, 2022: 1.094}
#: Euro.
ROUNDED_TO = 1_000


def write_expenditure(path: Path, use: Use, targets: Targets) -> None:
    """Write the table `expenditure`.

    Parameters
    ----------
    path
        The file.
    use
        VV clients per January.
    targets
        The published figures.
    """
    per_client = _own(targets) / use.in_january(VV, BASE)[use.regions.index(REGION)]
    years = list(PRICE)
    euro = np.array(
        [
            [
                use.in_january(VV, year)[number] * per_client * REGIONS[region].expenditure * PRICE[year]
                for year in years
            ]
            for number, region in enumerate(use.regions)
        ]
    )
    region, year = (index.ravel() for index in np.indices(euro.shape))
    write(
        path,
        region=texts(region, use.regions),
        year=np.array(years)[year],
        euro=(np.rint(euro / ROUNDED_TO).astype(np.int64) * ROUNDED_TO).ravel(),
    )


def _own(targets: Targets) -> float:
    """Return Rotterdam's expenditure in the base year, euro.

    It is printed in whole millions; so is what comes of it in the target year, which leaves only a part of them.
    """
    printed, later = (targets(VV, "expenditure", REGION, year) for year in (BASE, TARGET))
    start, end = (targets(VV, "projected_clients", REGION, year) for year in (BASE, TARGET))
    lowest = max(printed - 0.5, (later - 0.5) * start / end)
    highest = min(printed + 0.5, (later + 0.5) * start / end)
    return (lowest + highest) / 2 * 1e6
