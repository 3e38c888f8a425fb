"""Every number of the book, once: one tidy table per sector, edition and methodology, all regions together.

Notebooks, the command line, the book's landing page and the checks only slice and join this table.
"""

from functools import cache, partial
from pathlib import Path

import pandas as pd

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
from regioanalyse.indicators.indicator import EDITIONS, Indicator, edition_of, years_of
from regioanalyse.project import COMPARATOR, COUNTRY, build

__all__ = ["COLUMNS", "EDITIONS", "INDICATORS", "Indicator", "edition_of", "make", "record", "values", "years_of"]

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

#: In the order of the reports' chapters: who lives there, care now, care in future, means, waiting, plans.
INDICATORS: tuple[Indicator, ...] = (
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


def record(name: str, sector: str) -> Indicator:
    """Return the record of an indicator.

    Raises
    ------
    InputError
        When the sector has no such indicator; the message lists those it has.
    """
    mine = {indicator.name: indicator for indicator in INDICATORS if indicator.sector == sector}
    if name not in mine:
        raise choices(name, sorted(mine), f"indicator of {sector}")
    return mine[name]


def compute(found: marts.Marts, sector: str, edition: int, methodology: int) -> pd.DataFrame:
    """Compute all values of a sector from the marts.

    Parameters
    ----------
    found
        Counts per cell.
    sector, edition, methodology
        Which values, and by which version of the definitions.

    Returns
    -------
    DataFrame
        `COLUMNS`, sorted; `value` is unrounded, and empty where `status` is not ``ok``.
    """
    tables = [
        indicator.method(methodology)(found, edition).assign(indicator=indicator.name, unit=indicator.unit)
        for indicator in INDICATORS
        if indicator.sector == sector
    ]
    table = _with_every_area(pd.concat(tables, ignore_index=True), found.population[["region", "area"]])
    table = table.assign(sector=sector, edition=edition, methodology=methodology, status="ok")
    table.loc[table["value"].isna(), "status"] = "missing"
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
    """Make the table of values of every sector and edition that is not current."""
    key = content.digest(Path(__file__).parent, marts.folder(), *map(sources.path_of, marts.OPEN))
    stale = [
        (sector, edition)
        for sector, editions in EDITIONS.items()
        for edition in editions
        if not all(content.is_current(of(sector, edition, edition), key) for of in (file_of, locations_file_of))
    ]
    if not stale:
        return
    coverage.check()
    found = marts.load()
    for sector, edition in stale:
        file = file_of(sector, edition, edition)
        table = compute(found, sector, edition, edition)
        points = care_locations.points(found, sector, edition, edition)
        for part, whole in ((file, table), (locations_file_of(sector, edition, edition), points)):
            content.write_whole(part, partial(whole.to_parquet, index=False))
            content.mark_current(part, key)


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
    methodology = edition if methodology is None else methodology
    if methodology != edition:
        raise choices(methodology, [edition], f"methodology of {sector} {edition}")
    return _made(file_of(sector, edition, methodology))


def locations(sector: str, edition: int, methodology: int) -> pd.DataFrame:
    """Return where the care locations are that `care_locations` counts; see `care_locations.points`."""
    return _made(locations_file_of(sector, edition, methodology))


def _made(file: Path) -> pd.DataFrame:
    if not file.exists():
        sources.prepare()
        marts.make()
        make()
    return _read(file, file.stat().st_mtime_ns).copy()


@cache
def _read(file: Path, version: int) -> pd.DataFrame:
    return pd.read_parquet(file)


def file_of(sector: str, edition: int, methodology: int) -> Path:
    """Return where the table of values is kept."""
    return build() / "values" / f"{sector}-{edition}-{methodology}.parquet"


def locations_file_of(sector: str, edition: int, methodology: int) -> Path:
    """Return where the care locations behind their number are kept."""
    return build() / "values" / f"{sector}-{edition}-{methodology}-locations.parquet"
