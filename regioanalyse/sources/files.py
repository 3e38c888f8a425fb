"""Read a source file, and convert its columns to the types of its table."""

from pathlib import Path

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet

from regioanalyse.errors import InputError
from regioanalyse.project import relative
from regioanalyse.records.table import Column, Table

#: Files of fewer bytes are read without threads: Arrow's threads stay, and a process that forks may not have any.
SMALL = 1_000_000
_KINDS = {".csv": "CSV in UTF-8 with commas", ".parquet": "Parquet"}
_TRUTHS = {"true": True, "false": False}


def read_file(table: Table, path: Path) -> pd.DataFrame:
    """Read a CSV or Parquet file as it is, without checking what is in it; an `InputError` when it cannot be read."""
    if not path.exists():
        raise InputError(f"{relative(path)}: no such file, for the table '{table.name}' (data/sources.yaml)")
    if path.is_dir():
        raise InputError(f"{relative(path)}: cannot be read as a table: found a folder, allowed: a file")
    if path.suffix not in _KINDS:
        raise InputError(f"{relative(path)}: found the ending {path.suffix!r}, allowed: {', '.join(_KINDS)}")
    try:
        if path.suffix == ".parquet":
            large = path.stat().st_size >= SMALL
            found = parquet.ParquetFile(path, pre_buffer=large).read(use_threads=large)
            # find text that is not UTF-8 here, where the file is known
            found.validate(full=True)
            # pandas may have written row labels as well; here a row is called by its number
            return found.to_pandas(use_threads=large).reset_index(drop=True)
        # everything as it is written: pandas would guess, and cut or swap what it does not understand
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    except (OSError, arrow.ArrowException, ValueError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(f"{relative(path)}: cannot be read as {_KINDS[path.suffix]}: {reason}") from error


def in_types(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows that passed their check with the columns of the table, in its order and types."""
    return pd.DataFrame({name: converted(frame[name], column) for name, column in table.columns.items()})


def converted(values: pd.Series, column: Column) -> pd.Series:
    """Return values in the type of a column, empty where a value does not fit."""
    if column.type == "truth":
        words = values.map(lambda value: _TRUTHS.get(str(value).lower()))
        return words.astype(bool) if words.notna().all() else words.astype("boolean")
    if column.type == "day":
        return pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    if column.type == "whole":
        numbers = pd.to_numeric(values, errors="coerce")
        whole = numbers.where(numbers % 1 == 0).astype("Int64")
        return whole if column.empty or whole.isna().any() else whole.astype("int64")
    if column.type == "number":
        return pd.to_numeric(values, errors="coerce").astype(float)
    return values.where(values.map(lambda value: isinstance(value, str))).astype("str")


def shown(value: object) -> str:
    """Return a value as messages show it."""
    if pd.isna(value):
        return "nothing"
    return repr(value) if isinstance(value, str) else str(value)
