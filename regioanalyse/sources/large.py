"""Large Parquet files: held against their contract in the database, without being loaded.

A contract asks something of each value by itself. So a column keeps it when its lowest and its highest number do, or
each different text. A file that does not pass here is read and checked as any other table (`sources.read`), which
decides, and knows the rows to name. So this may be stricter than that, never more lenient.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet

from regioanalyse.records.categories import DELIVERY_FORMS
from regioanalyse.records.table import TABLES, Column
from regioanalyse.sources.tables import LEAST_USUAL, knows_all, read

if TYPE_CHECKING:
    # half a second to import, for who only wants to know what a file is like
    import ibis.expr.types as ir

#: Columns of which nearly every row may have a value of its own: held against their pattern in the database.
MANY = ("postcode",)
#: Columns that have one value in the whole of a file.
ONE = ("month",)
#: Types of Ibis, and which of Arrow hold the same values as they are; a date is a day.
_HELD_BY = {
    "int64": (arrow.types.is_signed_integer,),
    "string": (arrow.types.is_string, arrow.types.is_large_string),
    "date": (lambda kind: arrow.types.is_timestamp(kind) and kind.tz is None, arrow.types.is_date32),
    "boolean": (arrow.types.is_boolean,),
    # what is no number has neither a lowest nor a highest
    "float64": (),
}


_KINDS = {"text": "string", "whole": "int64", "number": "float64", "truth": "boolean", "day": "date"}


def schema(name: str) -> dict[str, str]:
    """Return the columns of contract `name` and their types, as Ibis calls them."""
    return {column: _KINDS[about.type] for column, about in TABLES[name].columns.items()}


def has_the_types(name: str, path: Path) -> bool:
    """Return whether this is a Parquet file with the columns of contract `name`, in types that need no conversion."""
    if path.suffix != ".parquet" or not path.is_file():
        return False
    try:
        found = parquet.read_schema(path)
    except (OSError, arrow.ArrowException):
        return False
    if sorted(found.names) != sorted(schema(name)):
        return False
    return all(any(fits(found.field(column).type) for fits in _HELD_BY[kind]) for column, kind in schema(name).items())


def ends(name: str, table: "ir.Table") -> "ir.Table":
    """Return the lowest and the highest number of each column of a table: what decides whether all are allowed.

    Parameters
    ----------
    name
        The table's contract.
    table
        The table, in the types of `schema`.

    Returns
    -------
    ir.Table
        One row: `rows`, and of each column that is not `listed` the lowest value (``client_lowest``), the highest and
        how many are filled in, or how many are wrong (`MANY`); `backward`, how many periods end before they begin.
    """
    counts: dict[str, ir.Value] = {"rows": table.count()}
    for column, about in TABLES[name].columns.items():
        if column in MANY:
            counts[f"{column}_wrong"] = (~table[column].re_search(about.like)).coalesce(True).sum().cast("int64")
        elif column not in listed(name):
            counts |= {
                f"{column}_lowest": table[column].min(),
                f"{column}_highest": table[column].max(),
                f"{column}_filled": table[column].count(),
            }
    if "valid_to" in table.columns:
        counts["backward"] = (table.valid_to < table.valid_from).sum().coalesce(0).cast("int64")
    return table.agg(**counts)


def ends_told(name: str, path: Path) -> pd.DataFrame | None:
    """Return the `ends` of a Parquet file as its footer tells them, without reading its rows.

    Returns
    -------
    DataFrame or None
        Nothing when the footer does not tell all of them.
    """
    columns = [column for column in schema(name) if column not in listed(name)]
    if "valid_to" in columns or set(columns) & set(MANY):
        return None
    about = parquet.read_metadata(path)
    found: dict[str, object] = {"rows": about.num_rows}
    for column in columns:
        parts = [about.row_group(part).column(about.schema.names.index(column)) for part in range(about.num_row_groups)]
        told = [part.statistics for part in parts]
        if not all(each is not None and each.has_null_count for each in told):
            return None
        some = [each for each, part in zip(told, parts, strict=True) if each.null_count < part.num_values]
        if not all(each.has_min_max for each in some):
            return None
        try:
            found |= {
                f"{column}_lowest": min((each.min for each in some), default=None),
                f"{column}_highest": max((each.max for each in some), default=None),
                f"{column}_filled": about.num_rows - sum(each.null_count for each in told),
            }
        except UnicodeDecodeError:
            return None
    return pd.DataFrame([found])


def values(column: str, table: "ir.Table") -> "ir.Table":
    """Return each different value of a column; of product codes of claims also `bills` and `low_bills`.

    These are how many amounts are above zero, and how many of them are too low to be usual for intramural care.
    """
    counts: dict[str, ir.Value] = {"rows": table.count()}
    if column == "product_code" and "amount" in table.columns:
        counts["bills"] = (table.amount > 0).sum().cast("int64")
        counts["low_bills"] = table.amount.between(1, LEAST_USUAL - 1).sum().cast("int64")
    return table.group_by(column).agg(**counts)


def twice(name: str, table: "ir.Table") -> "ir.Table":
    """Return how many keys of contract `name` stand in the table more than once: one row, `twice`."""
    several = table.group_by(*TABLES[name].key).agg(rows=lambda t: t.count()).filter(lambda t: t.rows > 1)
    return several.agg(twice=lambda t: t.count())


def words() -> list[str]:
    """Return the texts that contracts name, and so definitions may name: delivery forms, sectors, statuses."""
    columns = [about for contract in TABLES.values() for about in contract.columns.values()]
    return sorted({*DELIVERY_FORMS, *(word for about in columns for word in about.one_of)})


def listed(name: str) -> list[str]:
    """Return the columns of a contract of which each different value is looked at: texts and references."""
    contract = TABLES[name]
    texts = [column for column, about in contract.columns.items() if _KINDS[about.type] == "string"]
    return [column for column in dict.fromkeys([*texts, *contract.references]) if column not in (*MANY, *ONE)]


def keeps_contract(name: str, path: Path, found: pd.DataFrame, different: Mapping[str, pd.DataFrame]) -> bool:
    """Return whether a file keeps its contract, but for its keys.

    Parameters
    ----------
    name
        The contract.
    path
        The file; of claims its name is the month that all lines must have.
    found
        Its `ends`.
    different
        Its `values` of each column that is `listed`.
    """
    (about,) = found.to_dict("records")
    if not about["rows"] or about.get("backward"):
        return False
    for column, rules in TABLES[name].columns.items():
        if column in MANY:
            fits = not about[f"{column}_wrong"]
        elif column in different:
            fits = _fits(rules, different[column][column])
        else:
            is_full = about[f"{column}_filled"] == about["rows"]
            some = pd.Series([about[f"{column}_lowest"], about[f"{column}_highest"], *([] if is_full else [None])])
            fits = _fits(rules, some)
        if not fits:
            return False
        if column in different and not knows_all(name, path, column, different[column][column]):
            return False
    return name != "claims" or (
        about["month_lowest"] == about["month_highest"] == path.stem and _is_usual(different["product_code"])
    )


def _fits(about: Column, values: pd.Series) -> bool:
    filled = values.dropna()
    if len(filled) < len(values) and not about.empty:
        return False
    return _passes(about, filled)


def _passes(about: Column, values: pd.Series) -> bool:
    """Return whether all values are allowed: what pandera would say, without its preparations for each column."""
    if about.one_of:
        return bool(values.isin(about.one_of).all())
    if about.like:
        return all(re.match(about.like, value) for value in values)
    return about.lowest is None or bool(values.between(about.lowest, about.highest).all())


def _is_usual(found: pd.DataFrame) -> bool:
    """Return whether more than half of the intramural lines are of usual height; `found` is of the product codes."""
    products = read("products")
    intramural = products.loc[products["delivery_form"] == "intramural", "product_code"]
    bills, low = found.loc[found["product_code"].isin(intramural), ["bills", "low_bills"]].sum()
    return bool(bills == 0 or 2 * low < bills)
