"""Large Parquet files of persons, checked in the database without being loaded.

A file in which something is wrong is read and checked as any other table (`regioanalyse.sources`), which decides and
knows the rows to name. So a check here may be stricter than that, never more lenient.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as arrow
import pyarrow.parquet as parquet

from regioanalyse.records.table import TABLES, Column
from regioanalyse.sources.tables import LEAST_USUAL

_KINDS = {"text": "string", "whole": "int64", "number": "float64", "truth": "boolean", "day": "date"}
#: Types of Arrow that hold values of a type of Ibis as they are; a date is a day.
_HELD_BY = {
    "int64": (arrow.types.is_signed_integer,),
    "string": (arrow.types.is_string, arrow.types.is_large_string),
    "date": (lambda kind: arrow.types.is_timestamp(kind) and kind.tz is None, arrow.types.is_date32),
    "boolean": (arrow.types.is_boolean,),
    # what is not a number is in no range
    "float64": (),
}


def schema(name: str) -> dict[str, str]:
    """Return the columns of a source table and their types, as Ibis calls them."""
    return {column: _KINDS[about.type] for column, about in TABLES[name].columns.items()}


def has_the_types(name: str, path: Path) -> bool:
    """Return whether this is a Parquet file with the columns of a table, in types that need no conversion."""
    if path.suffix != ".parquet" or not path.is_file():
        return False
    try:
        found = parquet.read_schema(path)
    except (OSError, arrow.ArrowException):
        return False
    if sorted(found.names) != sorted(schema(name)):
        return False
    return all(any(fits(found.field(column).type) for fits in _HELD_BY[kind]) for column, kind in schema(name).items())


def wrong(name: str, tables: Mapping[str, Any], day: ir.DateValue) -> list[ir.Table]:
    """Return what may be wrong with a table of persons, as queries that are all zero when the table fits.

    Each has one row and one column, `wrong`: how many rows or keys are. `tables` has the table and those that it
    refers to, which have passed, in the types of `schema`; `day` is the first day of the month that claims are of.
    """
    about, rows = TABLES[name], tables[name]
    known = {column: _keys(tables, *about.reference(column)) for column in about.references}
    if about.place:
        known[about.place] = ibis.union(_keys(tables, "areas", "code"), _keys(tables, "regions", "region"))
    tests = [rows.count() == 0]
    for column, rules in about.columns.items():
        if not rules.empty:
            tests.append(rows[column].isnull().any())
        if column == about.file_per:
            tests.append((rows[column] != day.strftime("%Y-%m")).any())
        elif column not in known:
            tests += [(~fits).any() for fits in _fits(rows[column], rules)]
    if "valid_to" in rows.columns:
        tests.append((rows.valid_to < rows.valid_from).any())
    found = [rows.agg(wrong=sum(test.coalesce(False).cast("int64") for test in tests))]
    for column, keys in known.items():
        unknown = rows.filter(rows[column].notnull()).anti_join(keys, [(column, "key")])
        found.append(unknown.agg(wrong=unknown.count()))
    if about.key:
        twice = rows.group_by(*about.key).agg(rows=lambda t: t.count()).filter(lambda t: t.rows > 1)
        found.append(twice.agg(wrong=twice.count()))
    if name == "claims":
        found.append(_in_euros(rows, tables["products"]))
    return found


def _keys(tables: Mapping[str, Any], table: str, key: str) -> ir.Table:
    return tables[table].select(key=key)


def _fits(values: ir.Column, rules: Column) -> list[ir.BooleanValue]:
    if rules.one_of:
        return [values.isin(rules.one_of)]
    if rules.like:
        return [values.re_search(rules.like)]
    return [] if rules.lowest is None else [values.between(rules.lowest, rules.highest)]


def _in_euros(claims: ir.Table, products: ir.Table) -> ir.Table:
    """Return whether half of the intramural lines are too low to be usual."""
    intramural = products.filter(products.delivery_form == "intramural")
    bills = claims.filter(claims.amount > 0).semi_join(intramural, "product_code")
    low = (bills.amount < LEAST_USUAL).sum().coalesce(0)
    return bills.agg(wrong=((bills.count() > 0) & (2 * low >= bills.count())).cast("int64"))
