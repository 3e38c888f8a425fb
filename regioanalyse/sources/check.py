"""Reading a source table and holding it against its contract, with a message for the person who can mend it."""

from pathlib import Path

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet

from regioanalyse.errors import InputError
from regioanalyse.project import relative
from regioanalyse.sources.contracts import CONTRACTS, Check, Column, Contract

#: How many problems of a table one message lists; the rest is counted.
MOST_LISTED = 10
#: Files of fewer bytes are read by one thread: more have nothing to win there.
SMALL = 1_000_000


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
    table, found = problems(contract, read_file(contract, path))
    if found:
        rest = f"\n  … and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        listed = "".join(f"\n  {problem}" for problem in found[:MOST_LISTED])
        raise InputError(f"{relative(path)} does not fit the table '{name}':{listed}{rest}")
    return table


def read_file(contract: Contract, path: Path) -> pd.DataFrame:
    """Read a CSV or Parquet file as it is, without looking at what is in it.

    Raises
    ------
    InputError
        When it is not there, cannot be read, or is of another kind.
    """
    if not path.exists():
        raise InputError(f"{relative(path)}: no such file, for the table '{contract.name}' (data/sources.yaml)")
    if path.is_dir():
        raise InputError(f"{relative(path)}: cannot be read as a table: found a folder, allowed: a file")
    if path.suffix not in _KINDS:
        raise InputError(f"{relative(path)}: found the ending {path.suffix!r}, allowed: {', '.join(_KINDS)}")
    try:
        if path.suffix == ".parquet":
            # threads of Arrow stay, and what forks kernels may have none: it reads small tables
            few = path.stat().st_size < SMALL
            file = parquet.ParquetFile(path, pre_buffer=not few)
            table = file.read(use_threads=not few)
            # else text that is no UTF-8 is met by whoever first looks at it
            table.validate(full=True)
            # pandas may have written labels of rows beside them; here a row is called by its number
            return table.to_pandas(use_threads=not few).reset_index(drop=True)
        # everything as it is written: pandas would guess, and cut or swap what it does not understand
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    except (OSError, arrow.ArrowException, ValueError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(f"{relative(path)}: cannot be read as {_KINDS[path.suffix]}: {reason}") from error


_KINDS = {".csv": "CSV in UTF-8 with commas", ".parquet": "Parquet"}


def problems(contract: Contract, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Hold a table against its contract.

    Parameters
    ----------
    contract
        What the table must look like.
    frame
        The table as read.

    Returns
    -------
    DataFrame
        The table in the contract's types; only of use when there are no problems.
    list of str
        What is wrong, worst first: columns, then types, values, periods and keys. One line each, with row (the
        first data row is 1), column, what was found and what is allowed; empty when the table fits.
    """
    columns = list(contract.columns)
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
    converted, wrong = {}, []
    for name, column in contract.columns.items():
        converted[name] = _converted(frame[name], column.dtype)
        bad = frame.index[frame[name].notna() & converted[name].isna()]
        wrong += [(row, name, f"found {shown(frame[name][row])}, allowed: {kind_of(column.dtype)}") for row in bad]
    table = pd.DataFrame(converted)
    told = {(row, name) for row, name, _ in wrong}
    # half a second to import, for who only reads what passed before
    import pandera.errors

    try:
        contract.schema.validate(table, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases.drop_duplicates(["column", "index"])
        for name, row, check in zip(cases["column"], cases["index"], cases["check_number"], strict=True):
            if pd.notna(row) and (int(row), name) not in told:
                # without a number of a check it is that the value may not be empty
                texts = allowed_texts(contract.columns[name])
                allowed = "a value" if pd.isna(check) else texts[int(check)]
                wrong.append((int(row), name, f"found {shown(table[name][int(row)])}, allowed: {allowed}"))
    lines = [f"row {row + 1}, column '{name}': {text}" for row, name, text in sorted(wrong, key=lambda item: item[0])]
    return table, lines + _backward(table) + _twice(contract, table)


def in_types(contract: Contract, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table that keeps its contract in the contract's columns, in its order, and types."""
    columns = contract.columns.items()
    return pd.DataFrame({name: _converted(frame[name], column.dtype) for name, column in columns})


def kind_of(dtype: str) -> str:
    """Return in words what a column of this type holds."""
    if dtype.startswith("datetime64"):
        return "a date such as 2022-01-31"
    if dtype.startswith("float"):
        return "a number"
    return {"bool": "true or false", "int64": "a whole number"}.get(dtype.lower(), "text")


def _converted(values: pd.Series, dtype: str) -> pd.Series:
    """Return a column in the contract's type, empty where a value does not fit."""
    if dtype == "bool":
        words = values.map(lambda value: _BOOLEANS.get(str(value).lower()))
        return words.astype(bool) if words.notna().all() else words.astype("boolean")
    if dtype.startswith("datetime64"):
        return pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    if dtype.lower() == "int64":
        numbers = pd.to_numeric(values, errors="coerce")
        whole = numbers.where(numbers % 1 == 0).astype("Int64")
        return whole.astype(dtype) if dtype == "Int64" or whole.notna().all() else whole
    if dtype.startswith("float"):
        return pd.to_numeric(values, errors="coerce").astype(float)
    return values.where(values.map(lambda value: isinstance(value, str))).astype("str")


_BOOLEANS = {"true": True, "false": False}


def shown(value: object) -> str:
    """Return a value as messages have it."""
    if pd.isna(value):
        return "nothing"
    return repr(value) if isinstance(value, str) else str(value)


def allowed_texts(column: Column) -> list[str]:
    """Return in words what each check of a column asks for."""
    return [_in_words(check) for check in column.checks]


def _in_words(check: Check) -> str:
    limits = check.statistics
    if check.name == "in_range":
        return f"from {limits['min_value']} to {limits['max_value']}"
    if check.name == "isin":
        return ", ".join(map(str, limits["allowed_values"]))
    return f"text like {limits['pattern']}"


def _backward(table: pd.DataFrame) -> list[str]:
    if "valid_to" not in table:
        return []
    wrong = table[table["valid_to"] < table["valid_from"]]
    return [
        f"row {row + 1}, column 'valid_to': found {end:%Y-%m-%d}, allowed: {start:%Y-%m-%d} (valid_from) or later"
        for row, start, end in zip(wrong.index, wrong["valid_from"], wrong["valid_to"], strict=True)
    ]


def _twice(contract: Contract, table: pd.DataFrame) -> list[str]:
    keys = list(contract.key)
    if not keys:
        return []
    twice = table[table.duplicated(keys)]
    return [
        f"row {row + 1}: found the key {', '.join(keys)} = {', '.join(map(str, key))} twice, allowed: once"
        for row, key in zip(twice.index, twice[keys].itertuples(index=False), strict=True)
    ]
