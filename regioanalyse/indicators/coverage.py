"""Whether the tables reach as far as the editions need: a hole must not pass as a low number."""

from collections.abc import Callable, Iterable

import pandas as pd

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.project import relative
from regioanalyse.records.categories import AGE_BANDS
from regioanalyse.records.group import COUNTRY
from regioanalyse.records.sector import SECTORS, Edition

#: How many holes of a table one message lists; the rest is counted.
MOST_LISTED = 5


def years_needed(edition: Edition) -> set[int]:
    """Return the years whose January an edition shows or starts from."""
    return {*edition.years, edition.base_year}


def check() -> None:
    """Refuse tables with holes in what the editions need, in an `InputError` that says what is not in which table.

    The newest edition of each sector needs all its years. Of an older one a year that a table does not have at all is
    not a hole: its values are missing, and said to be. Looked for are Januaries of claims, areas, years and age bands
    of the population and its forecast, and regions and years of the shares at home before the claims.
    """
    newest = [sector.edition() for sector in SECTORS.values()]
    older = [sector.edition(year) for sector in SECTORS.values() for year in sector.editions[:-1]]
    claims = sources.claims_files()
    _refuse("claims", [f"{year}-01" for year in _years(newest, years_needed)], claims)
    areas = [*sources.read("areas")["code"], COUNTRY]
    for name, needed_by in (("population", years_needed), ("population_forecast", _projected_years)):
        table = sources.read(name)
        years = _years(newest, needed_by) | _years(older, needed_by) & set(table["year"])
        needed = pd.MultiIndex.from_product([areas, sorted(years), AGE_BANDS]).to_flat_index()
        _refuse(name, needed, table[["area", "year", "age_band"]].itertuples(index=False, name=None))
    history = sources.read("at_home_history")
    regions = sources.read("areas")["region"].unique()
    begin = int(min(claims)[:4])
    starts = {year for year in _years(newest, _growth_years) if year < begin}
    starts |= _years(older, _growth_years) & set(history["year"])
    needed = pd.MultiIndex.from_product([regions, sorted(starts)]).to_flat_index()
    _refuse("at_home_history", needed, history[["region", "year"]].itertuples(index=False, name=None))


def _years(editions: Iterable[Edition], needed_by: Callable[[Edition], Iterable[int]]) -> set[int]:
    return {year for edition in editions for year in needed_by(edition)}


def _projected_years(edition: Edition) -> Iterable[int]:
    return edition.periods("projection")


def _growth_years(edition: Edition) -> set[int]:
    """Return the ends of the windows over which the growth of living at home is measured, by every method."""
    return {edition.year + years for window in edition.sector.growth_window.values() for years in window}


def _refuse(name: str, needed: Iterable[object], found: Iterable[object]) -> None:
    known = set(found)
    holes = [key for key in needed if key not in known]
    if not holes:
        return
    listed = "; ".join(", ".join(map(str, key)) if isinstance(key, tuple) else str(key) for key in holes[:MOST_LISTED])
    rest = f" and {len(holes) - MOST_LISTED} more" if len(holes) > MOST_LISTED else ""
    raise InputError(f"{relative(sources.path_of(name))}: the table '{name}' has no row for: {listed}{rest}")
