"""Plans of GZ: places that are to be built, and the initiatives of the region's providers."""

from pathlib import Path

import numpy as np

from regioanalyse.example.forecast import BASE, GZ_USE_GROWTH, TARGET
from regioanalyse.example.forecast import YEARS as FORECAST_YEARS
from regioanalyse.example.januaries import Use
from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import largest_remainder
from regioanalyse.example.targets import Targets
from regioanalyse.example.world import GZ, REGION
from regioanalyse.example.writing import texts, write
from regioanalyse.records.categories import OPPORTUNITY_LINES

#: The shortage is that of this year against January of the year before the plans.
SHORTAGE_YEAR, CLIENTS_YEAR = 2025, 2022
#: Years of opening of the plans that count, and of those that come too late to count.
COUNTED_YEARS, LATER_YEARS = (2022, 2026), (2026, 2031)
#: Definite and other places of the other regions, as a share of what is missing. Assumption.
DEFINITE_SHARE, POSSIBLE_SHARE = (20, 50), (10, 40)
#: Places in plans that come too late, as a share of those that count. Assumption.
LATER_SHARE = 0.5
#: Places of one plan, at most. Assumption.
MOST_PLACES = 24

INITIATIVES_YEAR = 2023
#: Initiatives in the other regions. Assumption.
INITIATIVES = (8, 22)
#: Rotterdam has no more initiatives than this.
MOST_INITIATIVES = 60


def write_plans(folder: Path, use: Use, projected: np.ndarray, targets: Targets) -> None:
    """Write `building_plans` and `initiatives`.

    Parameters
    ----------
    folder
        Where the files go.
    use
        GZ clients per January.
    projected
        Projected GZ clients without growth of use, regions × years of the forecast.
    targets
        The published figures.
    """
    rows: list[tuple[int, int, int, int]] = []
    for number, region in enumerate(use.regions):
        random = generator(f"plans {region}")
        in_year = projected[number, FORECAST_YEARS.index(SHORTAGE_YEAR)]
        most = in_year * (1 + GZ_USE_GROWTH * (SHORTAGE_YEAR - BASE) / (TARGET - BASE))
        missing = most - use.in_january(GZ, CLIENTS_YEAR)[number]
        if region == REGION:
            low, high = (targets(GZ, "capacity_shortage", REGION, "2022/2025", which) for which in ("low", "high"))
            definite, possible = round(missing - high), round(high - low)
        else:
            definite, possible = (
                round(max(missing, 10) * int(random.integers(*share)) / 100)
                for share in (DEFINITE_SHARE, POSSIBLE_SHARE)
            )
        for places, is_definite in ((definite, 1), (possible, 0)):
            for years, total in ((COUNTED_YEARS, places), (LATER_YEARS, round(places * LATER_SHARE))):
                plans = -(-total // MOST_PLACES)
                if not plans:
                    continue
                sizes = largest_remainder(1 + random.random(plans), total)
                rows += [(number, int(random.integers(*years)), size, is_definite) for size in sizes.tolist() if size]
    region_number, year, places_, definite_ = np.array(rows).T
    write(
        folder / "building_plans.parquet",
        plan=np.arange(len(rows)) + 1,
        region=texts(region_number, use.regions),
        year=year,
        places=places_,
        definite=definite_ == 1,
    )

    initiatives = np.array([_initiatives(region, targets) for region in use.regions])
    region_number, line = (index.ravel() for index in np.indices(initiatives.shape))
    write(
        folder / "initiatives.parquet",
        region=texts(region_number, use.regions),
        year=np.full(len(line), INITIATIVES_YEAR),
        line=texts(line, list(OPPORTUNITY_LINES)),
        initiatives=initiatives.ravel(),
    )


def _initiatives(region: str, targets: Targets) -> np.ndarray:
    """Return the initiatives per line; in Rotterdam the fewest whose shares are the printed ones."""
    if region != REGION:
        random = generator(f"initiatives {region}")
        total = int(random.integers(*INITIATIVES))
        return largest_remainder(0.3 + random.random(len(OPPORTUNITY_LINES)), total)
    printed = np.array(
        [targets(GZ, "opportunity_line_share", REGION, INITIATIVES_YEAR, line) for line in OPPORTUNITY_LINES]
    )
    for total in range(1, MOST_INITIATIVES):
        counts = np.rint(printed * total / 100).astype(np.int64)
        if counts.sum() == total and (np.rint(100 * counts / total) == printed).all():
            return counts
    raise ValueError(f"opportunity_line_share: no number of initiatives up to {MOST_INITIATIVES} has these shares")
