"""Whether the tables reach as far as the editions need: a hole must not pass as a low number."""

from collections.abc import Iterable

import pandas as pd

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.indicators.demand import BASE_YEAR, FIRST_YEAR, TARGET_YEAR
from regioanalyse.indicators.indicator import EDITIONS, years_of
from regioanalyse.project import COUNTRY, relative
from regioanalyse.sources.contracts import AGE_BANDS

#: How many holes of a table one message lists; the rest is counted.
MOST_LISTED = 5


def years_needed() -> list[int]:
    """Return the years whose January the editions show or start from."""
    shown = {
        year for sector, editions in EDITIONS.items() for edition in editions for year in years_of(sector, edition)
    }
    return sorted(shown | {BASE_YEAR})


def check() -> None:
    """Refuse tables with holes in what the editions need.

    Raises
    ------
    InputError
        Naming the table and what is not in it: a January of claims, an area, year and age band of the population or
        its forecast, a region and year of the shares at home before the claims.
    """
    months = [f"{year}-01" for year in years_needed()]
    _refuse("claims", months, sources.claims_files())
    areas = [*sources.read("areas")["code"], COUNTRY]
    for name, years in (("population", years_needed()), ("population_forecast", range(FIRST_YEAR, TARGET_YEAR + 1))):
        table = sources.read(name)
        needed = pd.MultiIndex.from_product([areas, years, AGE_BANDS]).to_flat_index()
        _refuse(name, needed, table[["area", "year", "age_band"]].itertuples(index=False, name=None))
    history = sources.read("at_home_history")
    regions = sources.read("areas")["region"].unique()
    starts = [edition - 5 for edition in EDITIONS["vv"]]
    needed = pd.MultiIndex.from_product([regions, starts]).to_flat_index()
    _refuse("at_home_history", needed, history[["region", "year"]].itertuples(index=False, name=None))


def _refuse(name: str, needed: Iterable[object], found: Iterable[object]) -> None:
    known = set(found)
    holes = [key for key in needed if key not in known]
    if not holes:
        return
    listed = "; ".join(", ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in holes[:MOST_LISTED])
    rest = f" and {len(holes) - MOST_LISTED} more" if len(holes) > MOST_LISTED else ""
    raise InputError(f"{relative(sources.path_of(name))}: the table '{name}' has no row for: {listed}{rest}")
