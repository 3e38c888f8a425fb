"""Where rows are while marts are made: the small part in which engines differ."""

from typing import Protocol

import ibis
import ibis.expr.types as ir
import pandas as pd


class Engine(Protocol):
    """Where rows are while marts are made."""

    def load(self, name: str, frame: pd.DataFrame) -> ir.Table:
        """Give the engine the rows of a source table that was held against its contract."""

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Work an expression out once for all that is made of it; takes the place of what had this name."""


class DuckDB:
    """The engine inside this process."""

    def __init__(self) -> None:
        self._connection = ibis.duckdb.connect()

    def load(self, name: str, frame: pd.DataFrame) -> ir.Table:
        """Copy the rows into a table."""
        return self._connection.create_table(name, frame, overwrite=True)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Make a table of the expression."""
        return self._connection.create_table(name, expression, overwrite=True)
