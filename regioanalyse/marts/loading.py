"""Load what indicators start from: the marts, and the open tables beside them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from regioanalyse import sources
from regioanalyse.errors import InputError, choices
from regioanalyse.marts.mart import all_marts
from regioanalyse.project import build, relative
from regioanalyse.records.group import COUNTRY
from regioanalyse.records.table import TABLES, Table

#: Open tables: no person can be found in them.
OPEN = tuple(name for name, table in TABLES.items() if not table.confidential)


class Marts:
    """The tables that indicators start from, each an attribute by its name.

    They are every mart (`regioanalyse.marts.counted`) and every open table (`regioanalyse.records.table`, by its
    `read_as`), with a `region` where a row is about an area. Counts may be small: only values are under disclosure
    control. A table that is not given has its columns and no rows; one that nobody declared is refused.
    """

    def __init__(self, **tables: pd.DataFrame) -> None:
        known = names()
        for name in tables:
            if name not in known:
                raise choices(name, known, "marts: table")
        for name in known:
            setattr(self, name, tables[name] if name in tables else pd.DataFrame(columns=columns_of(name)))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> pd.DataFrame: ...

    def replace(self, **tables: pd.DataFrame) -> "Marts":
        """Return the same with other tables in place of some."""
        return Marts(**{**vars(self), **tables})


def names() -> list[str]:
    """Return the name of every table that indicators start from. A mart takes the place of an open table."""
    return list(dict.fromkeys([*all_marts(), *(TABLES[name].read_as or name for name in OPEN)]))


def columns_of(name: str) -> list[str]:
    """Return the columns of a table that indicators start from."""
    if mart := all_marts().get(name):
        beside = _columns(TABLES[mart.beside]) if mart.beside else []
        return list(dict.fromkeys(["month", *mart.columns, *beside]))
    return next(_columns(TABLES[each]) for each in OPEN if (TABLES[each].read_as or each) == name)


def _columns(table: Table) -> list[str]:
    return list(dict.fromkeys([*(["region"] if "area" in table.columns else []), *table.columns]))


def load() -> Marts:
    """Load the marts of all months, of the largest only the Januaries, and the open tables."""
    months = list(sources.claims_files())
    region_of = sources.read("areas").set_index("code")["region"]
    tables = {TABLES[name].read_as or name: _of_ours(TABLES[name], sources.read(name), region_of) for name in OPEN}
    for name, mart in all_marts().items():
        counts = of_months(name, [month for month in months if not mart.of_januaries or month.endswith("-01")])
        if mart.beside:
            counts = counts.merge(tables[mart.beside], on=list(TABLES[mart.beside].key))
        tables[name] = counts
    return Marts(**tables)


def _of_ours(table: Table, frame: pd.DataFrame, region_of: pd.Series) -> pd.DataFrame:
    """Add the region to rows about an area, and leave out rows of regions that are not ours."""
    if table.place:
        return frame.assign(region=frame[table.place].map(region_of)).dropna(subset="region")
    if "area" in frame:
        region = frame["area"].map(region_of).where(frame["area"] != COUNTRY, COUNTRY)
        if region.isna().any():
            row = region.index[region.isna()][0]
            raise InputError(
                f"{relative(sources.path_of(table.name))}: row {row + 1}, column 'area': found "
                f"{frame['area'][row]!r}, allowed: a code of areas.csv or {COUNTRY}"
            )
        frame.insert(0, "region", region)
        return frame
    return frame[frame["region"].isin(region_of)] if "region" in frame else frame


def of_months(mart: str, months: Iterable[str]) -> pd.DataFrame:
    """Return a mart of some months; an `InputError` for a missing month lists those that were made."""
    return pd.concat([_read(mart, month) for month in months], ignore_index=True)


def _read(mart: str, month: str) -> pd.DataFrame:
    file = file_of(mart, month)
    if not file.exists():
        raise choices(month, sorted(f.stem for f in file.parent.glob("*.parquet")), "marts: service month")
    return pd.read_parquet(file)


def folder() -> Path:
    """Return where the marts are kept: a folder for each, with a file per service month."""
    return build() / "marts"


def file_of(mart: str, month: str) -> Path:
    """Return where a mart of a month is kept."""
    return folder() / mart / f"{month}.parquet"
