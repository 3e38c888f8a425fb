"""Source tables of few rows in a database, to run the expressions of the marts on."""

from datetime import date
from itertools import count

import ibis
import ibis.expr.types as ir
import pandas as pd

from regioanalyse.records.table import TABLES

LONG_AGO = date(2005, 1, 1)
#: What a column holds unless a test says otherwise.
FILLED = {"valid_from": LONG_AGO, "month": "2022-01", "postcode": "3011AA", "lon": 4.5, "lat": 51.9, "name": "-"}


def empty(name: str) -> pd.DataFrame:
    """Return a source table of no rows with its columns and types."""
    return pd.DataFrame({column: pd.Series([], dtype=about.dtype) for column, about in TABLES[name].columns.items()})


class Tables:
    """A database; tables are made by the name of their contract, or by their columns."""

    def __init__(self) -> None:
        self.connection = ibis.duckdb.connect()
        self.number = count()

    def source(self, contract: str, *given: dict) -> ir.Table:
        """Make a source table of these rows; what a row leaves out is filled in or empty."""
        columns = TABLES[contract].columns
        rows = [{name: row.get(name, FILLED.get(name)) for name in columns} for row in given]
        frame = pd.DataFrame(rows, columns=list(columns)).astype(empty(contract).dtypes.to_dict())
        return self.connection.create_table(f"{contract}_{next(self.number)}", frame)

    def table(self, columns: str, *rows: tuple) -> ir.Table:
        """Make a table of rows with the named columns."""
        frame = pd.DataFrame(rows, columns=columns.split())
        return self.connection.create_table(f"table_{next(self.number)}", frame)


def listed(table: ir.Table) -> list[tuple]:
    """Return the rows of a table."""
    return list(table.to_pandas().itertuples(index=False, name=None))
