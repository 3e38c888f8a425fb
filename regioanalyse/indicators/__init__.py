"""Every number of the book, once: one tidy table per sector, edition and methodology, all regions together.

Notebooks, the command line, the book's landing page and the checks only slice and join this table.
"""

from functools import cache, partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet

from regioanalyse import content, marts, sources
from regioanalyse.errors import choices
from regioanalyse.indicators import (
    care_locations,
    characteristics,
    coverage,
    demand,
    flows,
    means,
    plans,
    population,
    providers,
    use,
    waiting,
)
from regioanalyse.indicators.disclosure import hidden
from regioanalyse.indicators.indicator import (
    EDITIONS,
    Indicator,
    Method,
    years_of,
)
from regioanalyse.indicators.totals import with_periods
from regioanalyse.project import COMPARATOR, COUNTRY, build
from regioanalyse.records import edition_of, methodology_of, sectors_having

__all__ = [
    "COLUMNS",
    "EDITIONS",
    "INDICATORS",
    "Indicator",
    "edition_of",
    "make",
    "methodology_of",
    "record",
    "sectors_having",
    "values",
    "years_of",
]

#: The columns of the table of values, in this order.
COLUMNS = [
    "region",
    "sector",
    "edition",
    "methodology",
    "indicator",
    "area",
    "period",
    "category",
    "value",
    "unit",
    "status",
]

_RECORDS: tuple[Indicator, ...] = (
    *population.INDICATORS,
    *characteristics.INDICATORS,
    *use.INDICATORS,
    *care_locations.INDICATORS,
    *flows.INDICATORS,
    *demand.INDICATORS,
    *providers.INDICATORS,
    *means.INDICATORS,
    *waiting.INDICATORS,
    *plans.INDICATORS,
)
#: In the order of the reports' chapters: who lives there, care now, care in future, means, waiting, plans. The years in
#: their texts are those of the newest edition.
INDICATORS: tuple[Indicator, ...] = tuple(each.in_edition(edition_of(each.sector)) for each in _RECORDS)


def record(name: str, sector: str, edition: int | None = None) -> Indicator:
    """Return the record of an indicator, with the years of an edition in its texts; of the newest when not given.

    Raises
    ------
    InputError
        When the sector has no such indicator or edition; the message lists those it has.
    """
    mine = {indicator.name: indicator for indicator in _RECORDS if indicator.sector == sector}
    if name not in mine:
        raise choices(name, sorted(mine), f"indicator of {sector}")
    return mine[name].in_edition(edition_of(sector, edition))


#: What methods gave, by method and edition.
Worked = dict[tuple[Method, int], pd.DataFrame]


def compute(
    found: marts.Marts, sector: str, edition: int, methodology: int, worked: Worked | None = None
) -> pd.DataFrame:
    """Compute all values of a sector from the marts.

    Parameters
    ----------
    found
        Counts per cell.
    sector, edition, methodology
        Which values, and by which version of the definitions.
    worked
        What methods gave already, of the same marts; it is added to. Most methods serve every methodology.

    Returns
    -------
    DataFrame
        `COLUMNS`, sorted; `value` is unrounded, and empty where `status` is not ``ok``.
    """
    mine = [indicator for indicator in _RECORDS if indicator.sector == sector and indicator.holds_in(methodology)]
    worked = {} if worked is None else worked
    tables = []
    for indicator in mine:
        work = (indicator.method(methodology), edition)
        if work not in worked:
            table = indicator.method(methodology)(found, edition)
            worked[work] = with_periods(table, indicator.periods(edition)) if indicator.periods else table
        tables.append(worked[work].assign(indicator=indicator.name, unit=indicator.unit))
    table = _with_every_area(pd.concat(tables, ignore_index=True), found.population[["region", "area"]])
    table = table.assign(sector=sector, edition=edition, methodology=methodology, status="ok")
    table.loc[table["value"].isna(), "status"] = "missing"
    since = table["indicator"].map({indicator.name: indicator.comparable_from for indicator in mine})
    table.loc[table["value"].isna() & (table["period"] < since), "status"] = "break"
    secret = hidden(table)
    table.loc[secret, ["value", "status"]] = [float("nan"), "suppressed"]
    order = {indicator.name: place for place, indicator in enumerate(INDICATORS)}
    table = table.assign(order=table["indicator"].map(order), total=table["region"].isin([COMPARATOR, COUNTRY]))
    # categories stay in the order that their method gives them: forms from intramural to pgb, profiles light to heavy
    keys = ["total", "region", "order", "area", "period"]
    return table.sort_values(keys, kind="stable", ignore_index=True)[COLUMNS]


def _with_every_area(table: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Add a row without a value for each area that an indicator has nothing of: it is missing, not absent."""
    is_area = table["area"] != table["region"]
    shown = table[is_area]
    known = areas[areas["region"] != areas["area"]].drop_duplicates()
    every = shown[["indicator", "unit", "period", "category"]].drop_duplicates().merge(known, how="cross")
    return pd.concat([table[~is_area], every.merge(shown, how="left")], ignore_index=True)[table.columns]


def make() -> None:
    """Make the table of values of every sector, edition and methodology that is not current."""
    key = content.digest(Path(__file__).parent, marts.folder(), *map(sources.path_of, marts.OPEN))
    stale = [
        wanted
        for wanted in combinations()
        if not all(content.is_current(of(*wanted), key) for of in (file_of, locations_file_of))
    ]
    if not stale:
        return
    coverage.check()
    found = marts.load()
    worked: Worked = {}
    for wanted in stale:
        tables = {
            file_of(*wanted): compute(found, *wanted, worked),
            locations_file_of(*wanted): care_locations.points(found, *wanted),
        }
        for file, table in tables.items():
            content.write_whole(file, partial(table.to_parquet, index=False))
            content.mark_current(file, key)


def combinations() -> list[tuple[str, int, int]]:
    """Return every sector, edition and methodology that there are values of."""
    return [
        (sector, edition, methodology)
        for sector, editions in EDITIONS.items()
        for edition in editions
        for methodology in editions
    ]


def values(sector: str, edition: int | None = None, methodology: int | None = None) -> pd.DataFrame:
    """Return every value of a sector.

    Parameters
    ----------
    sector
        `vv` or `gz`.
    edition
        The report's year; the newest when not given.
    methodology
        The version of the definitions; the edition's own when not given.

    Returns
    -------
    DataFrame
        `COLUMNS`: all regions, their areas, the comparator and the country.

    Raises
    ------
    InputError
        For a sector, edition or methodology that is not there.
    """
    edition = edition_of(sector, edition)
    return _made(file_of(sector, edition, methodology_of(sector, edition, methodology)))


def values_of(indicator: str, sector: str, edition: int, methodology: int) -> pd.DataFrame:
    """Return the rows of `values` of one indicator; without rows when there are none."""
    return _made(file_of(sector, edition, methodology_of(sector, edition, methodology)), indicator)


def locations(sector: str, edition: int, methodology: int) -> pd.DataFrame:
    """Return where the care locations are that `care_locations` counts; see `care_locations.points`."""
    return _made(locations_file_of(sector, edition, methodology_of(sector, edition, methodology)))


def _made(file: Path, indicator: str = "") -> pd.DataFrame:
    if not file.exists():
        from regioanalyse import data

        data.prepare()
        marts.make()
        make()
    version = file.stat().st_mtime_ns
    if not indicator:
        return _read(file, version).copy()
    found = _by_indicator(file, version).get(indicator)
    return _read(file, version).head(0) if found is None else found.copy()


@cache
def _read(file: Path, version: int) -> pd.DataFrame:
    # pandas' own reader starts threads of Arrow: the process that forks kernels may have one thread only
    rows = parquet.ParquetFile(file, pre_buffer=False).read(use_threads=False)
    # a notebook's tables have tens of rows: texts of Arrow, made for millions, take a fifth of the time to run it. Not
    # set for all of the process: what is written would differ
    with pd.option_context("mode.string_storage", "python"):
        table: pd.DataFrame = rows.to_pandas(use_threads=False)
    return table


@cache
def _by_indicator(file: Path, version: int) -> dict[str, pd.DataFrame]:
    """Return a table in parts: a notebook asks for twenty indicators of sixty, and a table has all regions."""
    parts = _read(file, version).groupby("indicator", sort=False)
    return {str(indicator): part.reset_index(drop=True) for indicator, part in parts}


def file_of(sector: str, edition: int, methodology: int) -> Path:
    """Return where the table of values is kept."""
    return build() / "values" / f"{sector}-{edition}-{methodology}.parquet"


def locations_file_of(sector: str, edition: int, methodology: int) -> Path:
    """Return where the care locations behind their number are kept."""
    return build() / "values" / f"{sector}-{edition}-{methodology}-locations.parquet"
