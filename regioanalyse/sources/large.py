"""Large Parquet files: held against their contract by a summary, without being loaded.

A contract asks something of each value by itself. So a column keeps it when its lowest and its highest number do, or
each different text. A file that does not pass here is read and checked as any other table (`sources.read`), which
decides, and knows the rows to name. So this may be stricter than that, never more lenient.
"""

import re
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
import pyarrow.parquet as parquet

from regioanalyse.sources import LEAST_USUAL, knows_all, read
from regioanalyse.sources.contracts import CONTRACTS, Contract

#: Columns of which nearly every row may have a value of its own: held against their pattern in the database.
MANY = ("postcode",)
#: Types of Ibis, and which of Arrow hold the same values as they are; a date is a day.
_HELD_BY = {
    "int64": (arrow.types.is_signed_integer,),
    "string": (arrow.types.is_string, arrow.types.is_large_string),
    "date": (lambda kind: arrow.types.is_timestamp(kind) and kind.tz is None, arrow.types.is_date32),
    "boolean": (arrow.types.is_boolean,),
    # what is no number has neither a lowest nor a highest
    "float64": (),
}


def _kind(column: pa.Column) -> str:
    """Return the type of Ibis for a column of a contract."""
    dtype = str(column.dtype).lower()
    if dtype.startswith("datetime64"):
        return "date"
    return {"int64": "int64", "bool": "boolean", "float64": "float64"}.get(dtype, "string")


def schema(name: str) -> ibis.Schema:
    """Return the columns of contract `name` as Ibis has them."""
    return ibis.schema({column: _kind(about) for column, about in CONTRACTS[name].schema.columns.items()})


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
    return all(
        any(fits(found.field(column).type) for fits in _HELD_BY[str(kind)]) for column, kind in schema(name).items()
    )


def summary(name: str, table: ir.Table) -> ir.Table:
    """Return what of a table decides whether it keeps its contract, in far fewer rows than it has.

    Parameters
    ----------
    name
        Its contract.
    table
        The table, in the types of `schema`.

    Returns
    -------
    ir.Table
        A row for each combination of texts and references that occurs: `rows`, and of each other column the lowest
        value (``client_lowest``), the highest and how many are filled in, or how many are wrong (`MANY`). Beside them
        `backward`, how many periods end before they begin; of claims `bills` and `low_bills`, how many amounts are
        above zero, and too low to be usual.
    """
    contract = CONTRACTS[name]
    listed = _listed(contract)
    counts: dict[str, ir.Value] = {"rows": table.count()}
    for column in (column for column in MANY if column in table.columns):
        (pattern,) = (check.statistics["pattern"] for check in contract.schema.columns[column].checks)
        counts[f"{column}_wrong"] = (~table[column].re_search(pattern)).coalesce(True).sum().cast("int64")
    for column in (column for column in table.columns if column not in (*listed, *MANY)):
        counts |= {
            f"{column}_lowest": table[column].min(),
            f"{column}_highest": table[column].max(),
            f"{column}_filled": table[column].count(),
        }
    if "valid_to" in table.columns:
        counts["backward"] = (table.valid_to < table.valid_from).sum().coalesce(0).cast("int64")
    if name == "claims":
        counts["bills"] = (table.amount > 0).sum().cast("int64")
        counts["low_bills"] = table.amount.between(1, LEAST_USUAL - 1).sum().cast("int64")
    return table.group_by(listed).agg(**counts) if listed else table.agg(**counts)


def twice(name: str, table: ir.Table) -> ir.Table:
    """Return how many keys of contract `name` stand in the table more than once: one row, `twice`."""
    several = table.group_by(*CONTRACTS[name].key).agg(rows=lambda t: t.count()).filter(lambda t: t.rows > 1)
    return several.agg(twice=lambda t: t.count())


def _listed(contract: Contract) -> list[str]:
    """Return the columns of which each different value is looked at."""
    texts = [column for column, about in contract.schema.columns.items() if _kind(about) == "string"]
    return [column for column in dict.fromkeys([*texts, *contract.references]) if column not in MANY]


def keeps_contract(name: str, path: Path, found: pd.DataFrame) -> bool:
    """Return whether a file keeps its contract, but for its keys.

    Parameters
    ----------
    name
        The contract.
    path
        The file; of claims its name is the month that all lines must have.
    found
        Its `summary`.
    """
    contract = CONTRACTS[name]
    if found.empty or not found["rows"].sum() or ("backward" in found and found["backward"].sum()):
        return False
    columns = contract.schema.columns.items()
    if not all(_fits(about, _values(column, found)) for column, about in columns if column not in MANY):
        return False
    if any(found[f"{column}_wrong"].sum() for column, _ in columns if column in MANY):
        return False
    return knows_all(name, path, found) and (name != "claims" or _is_usual(path, found))


def _values(column: str, found: pd.DataFrame) -> pd.Series:
    """Return the values of a column that decide; one is empty when any is."""
    if column in found:
        return found[column].drop_duplicates()
    ends = pd.concat([found[f"{column}_lowest"], found[f"{column}_highest"]]).dropna().drop_duplicates()
    is_full = found[f"{column}_filled"].sum() == found["rows"].sum()
    return ends if is_full else pd.concat([ends, pd.Series([None])])


def _fits(about: pa.Column, values: pd.Series) -> bool:
    filled = values.dropna()
    if len(filled) < len(values) and not about.nullable:
        return False
    return all(_passes(check, filled) for check in about.checks)


def _passes(check: pa.Check, values: pd.Series) -> bool:
    """Return whether all values pass a check: what pandera would say, without its preparations for each column."""
    limits = check.statistics or {}
    if check.name == "in_range":
        return bool(values.between(limits["min_value"], limits["max_value"]).all())
    if check.name == "isin":
        return bool(values.isin(limits["allowed_values"]).all())
    if check.name == "str_matches":
        return all(re.match(limits["pattern"], value) for value in values)
    return False


def _is_usual(path: Path, claims: pd.DataFrame) -> bool:
    """Return whether all lines are of the file's month, and more than half of the intramural ones of usual height."""
    products = read("products")
    is_intramural = claims["product_code"].isin(products.loc[products["delivery_form"] == "intramural", "product_code"])
    bills, low = claims.loc[is_intramural, ["bills", "low_bills"]].sum()
    return claims["month"].eq(path.stem).all() and (bills == 0 or 2 * low < bills)
