"""Check a source table, with a message for the person who can mend it: file, row, column, found and allowed."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative
from regioanalyse.records.table import MONTH, TABLES, Column, Table
from regioanalyse.sources.files import converted, read_file, shown

if TYPE_CHECKING:
    # imported lazily: callers that read what passed before should not pay for pandera
    import pandera.pandas as pa

#: How many problems of a table one message lists; the rest is counted.
MOST_LISTED = 10


def read_table(name: str, path: Path) -> pd.DataFrame:
    """Read a CSV or Parquet file and check it, but for what other tables must know.

    Returns the columns of the table, in its order and types; one `InputError` has all problems of the file.
    """
    frame, found = problems(TABLES[name], read_file(TABLES[name], path))
    if found:
        rest = f"\n  … and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        listed = "".join(f"\n  {problem}" for problem in found[:MOST_LISTED])
        raise InputError(f"{relative(path)} does not fit the table '{name}':{listed}{rest}")
    return frame


def problems(table: Table, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Check a table as it was read; return it in its types, and a line for each problem.

    The lines come worst first: columns, then types, values, periods and keys. Each has the row (the first data row is
    1), the column, what was found and what is allowed.
    """
    columns = list(table.columns)
    missing = [name for name in columns if name not in frame]
    extra = [str(name) for name in frame if name not in columns]
    if len(frame.columns) == 1 and ";" in str(frame.columns[0]):
        return frame, [f"found {str(frame.columns[0])!r} as the only column: separator ';', allowed: ','"]
    if missing or extra:
        return frame, [
            *(f"column '{name}' is missing; found: {', '.join(map(str, frame))}" for name in missing),
            *(f"column '{name}' is not known; allowed: {', '.join(columns)}" for name in extra),
        ]
    if frame.empty:
        return frame, ["the table has no rows"]
    typed = pd.DataFrame({name: converted(frame[name], column) for name, column in table.columns.items()})
    wrong = {
        (row, name): f"found {shown(frame[name][row])}, allowed: {column.kind}"
        for name, column in table.columns.items()
        for row in frame.index[frame[name].notna() & typed[name].isna()]
    }
    for row, name, text in _values(table, typed):
        wrong.setdefault((row, name), text)
    in_order = sorted(wrong.items(), key=lambda item: item[0][0])
    lines = [f"row {row + 1}, column '{name}': {text}" for (row, name), text in in_order]
    return typed, lines + _backward(typed) + _twice(table, typed)


def _values(table: Table, typed: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Yield row, column and message of each value that pandera refuses."""
    import pandera.errors

    try:
        _schema(table.name).validate(typed, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases.drop_duplicates(["column", "index"])
        for name, row, number in zip(cases["column"], cases["index"], cases["check_number"], strict=True):
            if pd.notna(row):
                # a failure without the number of a check is an empty value
                allowed = "a value" if pd.isna(number) else table.columns[name].allowed
                yield int(row), name, f"found {shown(typed[name][int(row)])}, allowed: {allowed}"


@cache
def _schema(name: str) -> "pa.DataFrameSchema":
    import pandera.pandas as pa

    kinds = {"text": str, "number": float, "truth": bool}
    columns = {
        name: pa.Column(kinds.get(column.type, column.dtype), _checks(column), nullable=column.empty)
        for name, column in TABLES[name].columns.items()
    }
    return pa.DataFrameSchema(columns, strict=True, coerce=True)


def _checks(column: Column) -> "list[pa.Check]":
    import pandera.pandas as pa

    if column.one_of:
        return [pa.Check.isin(column.one_of)]
    if column.like:
        return [pa.Check.str_matches(column.like)]
    return [] if column.lowest is None else [pa.Check.in_range(column.lowest, column.highest)]


def _backward(typed: pd.DataFrame) -> list[str]:
    if "valid_to" not in typed:
        return []
    wrong = typed[typed["valid_to"] < typed["valid_from"]]
    return [
        f"row {row + 1}, column 'valid_to': found {end:%Y-%m-%d}, allowed: {start:%Y-%m-%d} (valid_from) or later"
        for row, start, end in zip(wrong.index, wrong["valid_from"], wrong["valid_to"], strict=True)
    ]


def _twice(table: Table, typed: pd.DataFrame) -> list[str]:
    keys = list(table.key)
    if not keys:
        return []
    twice = typed[typed.duplicated(keys)]
    return [
        f"row {row + 1}: found the key {', '.join(keys)} = {', '.join(map(str, key))} twice, allowed: once"
        for row, key in zip(twice.index, twice[keys].itertuples(index=False), strict=True)
    ]


def table_of(path: Path) -> str:
    """Return which table an own file is meant for.

    It is named after its table (``population.csv``) or, for claims, after its month (``2022-01.parquet``). A file with
    another name is taken for the table that has most of its columns; an `InputError` when it looks like none.
    """
    if path.stem in TABLES:
        return path.stem
    if re.fullmatch(MONTH, path.stem):
        return "claims"
    found = set(read_file(TABLES["regions"], path).columns)
    shared = {name: len(found & set(table.columns)) for name, table in TABLES.items()}
    best = max(shared, key=lambda name: shared[name])
    if 2 * shared[best] < len(TABLES[best].columns):
        raise choices(path.stem, list(TABLES), f"{relative(path)}: table (the file's name)")
    return best
