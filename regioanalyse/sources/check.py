"""Reading a source table and holding it against its contract, with a message for the person who can mend it."""

import csv
from pathlib import Path

import pandas as pd
import pandera.errors
import pandera.pandas as pa
import pyarrow as arrow
import pyarrow.parquet as parquet

from regioanalyse.errors import InputError
from regioanalyse.project import relative
from regioanalyse.sources.contracts import CONTRACTS, Contract

#: How many problems of a table one message lists; the rest is counted.
MOST_LISTED = 10


def read_table(name: str, path: Path) -> pd.DataFrame:
    """Read a CSV or Parquet file and hold it against the contract `name`.

    Parameters
    ----------
    name
        The table's name in `data/sources.yaml`.
    path
        A file that ends in ``.csv`` or ``.parquet``.

    Returns
    -------
    DataFrame
        The table with the contract's columns, in its order, and types.

    Raises
    ------
    InputError
        When the file cannot be read or does not keep its contract: all problems in one message.
    """
    contract = CONTRACTS[name]
    frame = _read_file(contract, path)
    found = problems(contract, frame)
    if found:
        rest = f"\n  … and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        listed = "".join(f"\n  {problem}" for problem in found[:MOST_LISTED])
        raise InputError(f"{relative(path)} does not fit the table '{name}':{listed}{rest}")
    return contract.schema.coerce_dtype(frame)[list(contract.schema.columns)]


def _read_file(contract: Contract, path: Path) -> pd.DataFrame:
    if not path.exists():
        raise InputError(f"{relative(path)}: no such file, for the table '{contract.name}' (data/sources.yaml)")
    try:
        if path.suffix == ".parquet":
            return parquet.read_table(path).to_pandas()
        if path.suffix == ".csv":
            text = {name: str for name, column in contract.schema.columns.items() if _is_text(column)}
            return pd.read_csv(path, dtype=text, keep_default_na=False, na_values=[""], encoding="utf-8")
    except (
        OSError,
        arrow.ArrowException,
        pd.errors.ParserError,
        pd.errors.EmptyDataError,
        UnicodeDecodeError,
        csv.Error,
    ) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{relative(path)}: cannot be read as {path.suffix[1:]} in UTF-8: {reason}") from error
    raise InputError(f"{relative(path)}: found the ending {path.suffix!r}, allowed: .csv, .parquet")


def _is_text(column: pa.Column) -> bool:
    return str(column.dtype) in {"str", "string"}


def problems(contract: Contract, frame: pd.DataFrame) -> list[str]:
    """Return what is wrong with a table, worst first: columns, then types, values and keys.

    Parameters
    ----------
    contract
        What the table must look like.
    frame
        The table as read.

    Returns
    -------
    list of str
        One line each, with row (the first data row is 1), column, what was found and what is allowed; empty
        when the table fits.
    """
    columns = list(contract.schema.columns)
    missing = [name for name in columns if name not in frame]
    extra = [str(name) for name in frame if name not in columns]
    if missing or extra:
        return [
            *(f"column '{name}' is missing; found: {', '.join(map(str, frame))}" for name in missing),
            *(f"column '{name}' is not known; allowed: {', '.join(columns)}" for name in extra),
        ]
    if frame.empty:
        return ["the table has no rows"]
    try:
        checked = contract.schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return _described(contract, frame, error.failure_cases)
    if contract.key:
        twice = checked[checked.duplicated(list(contract.key))]
        return [
            f"row {row + 1}: the key {', '.join(contract.key)} = {', '.join(map(str, key))} occurs twice"
            for row, key in zip(twice.index, twice[list(contract.key)].itertuples(index=False), strict=True)
        ]
    return []


def _described(contract: Contract, frame: pd.DataFrame, cases: pd.DataFrame) -> list[str]:
    lines = []
    for case in cases.drop_duplicates(["column", "index"]).sort_values("index", na_position="first").itertuples():
        row = f"row {int(case.index) + 1}, " if pd.notna(case.index) else ""
        value = frame[case.column].iloc[int(case.index)] if pd.notna(case.index) else case.failure_case
        lines.append(f"{row}column '{case.column}': found {value!r}, allowed: {_allowed(contract, case)}")
    return lines


def _allowed(contract: Contract, case: object) -> str:
    check = str(case.check)  # type: ignore[attr-defined]
    if check.startswith(("coerce_dtype", "dtype")):
        return str(contract.schema.columns[case.column].dtype)  # type: ignore[attr-defined]
    return "a value" if check == "not_nullable" else check
