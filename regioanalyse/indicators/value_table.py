"""The table of values: every number of the book, once, per sector, edition and methodology, all regions together.

Notebooks, the command line, the book's pages and the checks only slice and join this table.
"""

from functools import cache, partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet

from regioanalyse import content, marts, sources, steps
from regioanalyse.errors import InputError
from regioanalyse.indicators import care_locations, coverage
from regioanalyse.indicators.catalogue import records, table_of
from regioanalyse.indicators.disclosure import check_relations, hidden
from regioanalyse.indicators.totals import with_periods
from regioanalyse.project import build, relative
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.indicator import Indicator
from regioanalyse.records.sector import SECTORS, Edition, edition_of, methodology_of

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

#: What definitions gave, by sector, indicator, year and the edition that brought the definition.
Worked = dict[tuple[str, str, int, int], pd.DataFrame]


def compute(found: marts.Marts, edition: Edition, worked: Worked | None = None) -> pd.DataFrame:
    """Compute all values of an edition from the marts.

    Parameters
    ----------
    found
        Counts per cell.
    edition
        Which values, and by which version of the definitions.
    worked
        What definitions gave already, of the same marts; it is added to. Most serve every methodology.

    Returns
    -------
    DataFrame
        `COLUMNS`, sorted; `value` is unrounded, and empty where `status` is not ``ok``.
    """
    sector, mine = edition.sector.name, _held(edition)
    worked = {} if worked is None else worked
    tables = []
    for name, indicator in mine.items():
        work = (sector, name, edition.year, indicator.version(edition.methodology))
        if work not in worked:
            table = table_of(indicator, found, edition)
            worked[work] = with_periods(table, edition.periods(indicator.periods)) if indicator.periods else table
        tables.append(worked[work].assign(indicator=name, unit=indicator.unit))
    table = _with_every_area(pd.concat(tables, ignore_index=True), found.population[["region", "area"]])
    table = table.assign(sector=sector, edition=edition.year, methodology=edition.methodology, status="ok")
    table.loc[table["value"].isna(), "status"] = "missing"
    since = table["indicator"].map({name: indicator.comparable_from for name, indicator in mine.items()})
    table.loc[table["value"].isna() & (table["period"] < since), "status"] = "break"
    check_relations(table, mine)
    table.loc[hidden(table, mine), ["value", "status"]] = [float("nan"), "suppressed"]
    order = {name: place for place, name in enumerate(mine)}
    table = table.assign(order=table["indicator"].map(order), total=table["region"].isin([COMPARATOR, COUNTRY]))
    # categories stay in the order of their definition: forms from intramural to pgb, profiles light to heavy
    keys = ["total", "region", "order", "area", "period"]
    return table.sort_values(keys, kind="stable", ignore_index=True)[COLUMNS]


def _held(edition: Edition) -> dict[str, Indicator]:
    """Return the indicators that the methodology of an edition has, by name."""
    every = records(edition.sector.name, edition.year)
    return {indicator.name: indicator for indicator in every if indicator.holds_in(edition.methodology)}


def _with_every_area(table: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Add a row without a value for each area that an indicator has nothing of: it is missing, not absent."""
    is_area = table["area"] != table["region"]
    shown = table[is_area]
    known = areas[areas["region"] != areas["area"]].drop_duplicates()
    every = shown[["indicator", "unit", "period", "category"]].drop_duplicates().merge(known, how="cross")
    return pd.concat([table[~is_area], every.merge(shown, how="left")], ignore_index=True)[table.columns]


def make() -> None:
    """Make the table of values of every sector, edition and methodology that is not current."""
    made_under = key()
    stale = [
        wanted
        for wanted in combinations()
        if not all(content.is_current(of(*wanted), made_under) for of in (file_of, locations_file_of))
    ]
    if not stale:
        return
    coverage.check()
    found = marts.load()
    worked: Worked = {}
    for wanted in stale:
        sector, year, methodology = wanted
        edition = SECTORS[sector].edition(year, methodology)
        tables = {
            file_of(*wanted): compute(found, edition, worked),
            locations_file_of(*wanted): care_locations.points(found, edition),
        }
        for file, table in tables.items():
            content.write_whole(file, partial(table.to_parquet, index=False))
            content.mark_current(file, made_under)


def key() -> str:
    """Return what all tables of values depend on, as a key."""
    return steps.named("values").key(marts.folder(), *map(sources.path_of, marts.OPEN))


def combinations() -> list[tuple[str, int, int]]:
    """Return every sector, edition and methodology that there are values of."""
    return [
        (name, edition, methodology)
        for name, sector in SECTORS.items()
        for edition in sector.editions
        for methodology in sector.editions
    ]


def values(sector: str, edition: int | None = None, methodology: int | None = None) -> pd.DataFrame:
    """Return every value of a sector: all regions, their areas, the comparator and the country (`COLUMNS`).

    The newest edition when none is given, and the edition's own methodology; an `InputError` for one that is not
    there.
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
        raise InputError(f"{relative(file)}: found no values, allowed: those that `regioanalyse data` makes")
    version = file.stat().st_mtime_ns
    if not indicator:
        return _read(file, version).copy()
    found = _by_indicator(file, version).get(indicator)
    return _read(file, version).head(0) if found is None else found.copy()


@cache
def _read(file: Path, version: int) -> pd.DataFrame:
    # pandas' own reader starts threads of Arrow: the process that notebooks are forked from may have one only
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
