"""What counts: DuckDB inside this process, with a bound on its memory, or another engine with the same words.

Definitions are expressions of Ibis over tables that have a name and columns, but no rows yet (`table`). They are put
into SQL once (`Engine.query`) and run for each month. All that knows DuckDB stands here, all that knows Spark in
`regioanalyse.marts.spark`.
"""

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pandas as pd

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.project import build, relative
from regioanalyse.sources import large
from regioanalyse.sources.contracts import CONTRACTS, DELIVERY_FORMS

#: What the database may hold in memory; what is more goes to a folder in `build/`.
MEMORY = "400MB"
#: So many months are worked on at once; more than these compete for memory.
MOST_BESIDE = 4
#: Texts that nothing is counted by.
FREE_TEXTS = ("name", "description")


def table(contract: str) -> ir.Table:
    """Return a source table as definitions see it: columns without rows, under the name of its contract."""
    return ibis.table(large.schema(contract), name=contract)


def kept_as(name: str, expression: ir.Table) -> ir.Table:
    """Return what an expression gives, as definitions see it once it is kept under a name (`Engine.keep`)."""
    return ibis.table(expression.schema(), name=name)


def reference_date() -> ir.DateValue:
    """Return the reference date as definitions see it (`Engine.refer_to`)."""
    return ibis.table({"day": "date"}, name="reference").day.as_scalar()


@dataclass(frozen=True)
class Query:
    """A question in SQL, and the columns of its answer."""

    sql: str
    schema: ibis.Schema


@cache
def _ends(contract: str, language: str) -> Query:
    return _in_sql(large.ends(contract, table(contract)), language)


@cache
def _values(contract: str, column: str, language: str) -> Query:
    return _in_sql(large.values(column, table(contract)), language)


@cache
def _twice(contract: str, language: str) -> Query:
    return _in_sql(large.twice(contract, table(contract)), language)


def _in_sql(expression: ir.Table, language: str) -> Query:
    return Query(str(ibis.to_sql(expression, dialect=language)), expression.schema())


class Engine(ABC):
    """Source tables and what is made of them, each under its name."""

    #: Its SQL, as Ibis calls it.
    language: str
    #: On how many months it works at once.
    at_once: int

    def query(self, expression: ir.Table) -> Query:
        """Return an expression in the language of this engine."""
        return _in_sql(expression, self.language)

    @abstractmethod
    def beside(self) -> "Engine":
        """Return an engine that sees what this one has; what it keeps itself no other sees."""

    def load(self, *names: str) -> None:
        """Have source tables under their own names.

        Raises
        ------
        InputError
            When one does not keep its contract.
        """
        for name in names:
            certain = self._is_certain(name, sources.path_of(name))
            if not certain or self.fetch(_twice(name, self.language))["twice"][0]:
                self._put(name, sources.read(name))

    def load_claims(self, month: str) -> None:
        """Have the claims of a month as `claims`, in place of those of another month.

        Raises
        ------
        InputError
            When they do not keep their contract.
        """
        if not self._is_certain("claims", sources.claims_files()[month]):
            self._put("claims", sources.read_claims(month))

    @abstractmethod
    def refer_to(self, day: str) -> None:
        """Set the reference date, ``2022-01-01``."""

    @abstractmethod
    def keep(self, name: str, query: Query) -> None:
        """Have the answer to a query as a table, in place of one that had this name."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Let go of a table that was kept."""

    @abstractmethod
    def fetch(self, query: Query) -> pd.DataFrame:
        """Return the answer to a query."""

    def _is_certain(self, contract: str, path: Path) -> bool:
        """Have a file as a table where it lies, and return whether it is certain that it keeps its contract."""
        if not large.has_the_types(contract, path) or not self._open(contract, path):
            return False
        ends = self.fetch(_ends(contract, self.language))
        different = {column: self.fetch(_values(contract, column, self.language)) for column in large.listed(contract)}
        return large.keeps_contract(contract, path, ends, different)

    @abstractmethod
    def _open(self, contract: str, path: Path) -> bool:
        """Have a Parquet file as a table where it lies; return whether this engine can."""

    @abstractmethod
    def _put(self, contract: str, frame: pd.DataFrame) -> None:
        """Have a table that was read."""


class DuckDB(Engine):
    """The database inside this process.

    Every query runs in the thread that asks; a thread of its own needs an engine of its own (`beside`).
    """

    language = "duckdb"

    def __init__(self, database: duckdb.DuckDBPyConnection, place: str = "") -> None:
        self._database, self._place = database, place
        self._lies: dict[str, str] = {}
        self.at_once = min(os.cpu_count() or 1, MOST_BESIDE)

    def beside(self) -> "DuckDB":
        """Return a connection of its own to the same database."""
        return DuckDB(self._database.cursor(), "TEMP")

    def load(self, *names: str) -> None:
        """Have source tables, in which texts that come back thousands of times are numbers."""
        super().load(*names)
        # in the order of the alphabet
        texts = [(name, *each) for name in names for each in large.schema(name).items() if each[1].is_string()]
        for kind in ("known", *large.MANY):
            found = [
                f"SELECT {column} AS text FROM {name}"
                for name, column, _ in texts
                if _text_type(column) == kind and not _is_private(name, column)
            ]
            found += [f"SELECT '{form}'" for form in DELIVERY_FORMS if kind == "known"]
            self._database.execute(
                f"CREATE TYPE {kind} AS ENUM (SELECT text FROM ({' UNION '.join(found)}) WHERE text IS NOT NULL "
                "ORDER BY text)"
            )
        for name in names:
            self._view(name, as_read=False)

    def refer_to(self, day: str) -> None:
        """Set the reference date, ``2022-01-01``."""
        self._database.execute(f"CREATE OR REPLACE {self._place} TABLE reference AS SELECT DATE '{day}' AS day")

    def keep(self, name: str, query: Query) -> None:
        """Make a table of the answer to a query."""
        columns = _cast(query.schema)
        self._database.execute(f"CREATE OR REPLACE {self._place} TABLE {name} AS SELECT {columns} FROM ({query.sql})")

    def drop(self, name: str) -> None:
        """Let go of a table that was kept."""
        self._database.execute(f"DROP TABLE {name}")

    def fetch(self, query: Query) -> pd.DataFrame:
        """Return the answer to a query."""
        answer = self._database.execute(query.sql).to_arrow_table()
        # sums are wider inside, and texts may be numbers
        return answer.cast(query.schema.to_pyarrow()).to_pandas()

    def _open(self, contract: str, path: Path) -> bool:
        self._lies[contract] = "read_parquet('{}')".format(str(path).replace("'", "''"))
        self._view(contract)
        return True

    def _put(self, contract: str, frame: pd.DataFrame) -> None:
        self._lies[contract] = f"read_{contract}"
        self._database.register("frame", frame)
        self._database.execute(f"CREATE OR REPLACE {self._place} TABLE read_{contract} AS FROM frame")
        self._database.unregister("frame")
        self._view(contract)

    def _view(self, contract: str, as_read: bool = True) -> None:
        columns = _cast(large.schema(contract), contract, as_read)
        source = self._lies[contract]
        self._database.execute(f"CREATE OR REPLACE {self._place} VIEW {contract} AS SELECT {columns} FROM {source}")


def _text_type(column: str) -> str:
    """Return how a column of texts is kept: numbered among all texts, or among those of the column, or as it is."""
    return "VARCHAR" if column in FREE_TEXTS else column if column in large.MANY else "known"


def _is_private(contract: str, column: str) -> bool:
    """Return whether nearly everybody may have a text of their own here, so that they are not numbered."""
    return column in large.MANY and CONTRACTS[contract].confidential


def _cast(schema: ibis.Schema, contract: str = "", as_read: bool = False) -> str:
    """Return the columns of a schema in the types that the database keeps them in, or first reads them in."""
    types = {"int64": "BIGINT", "date": "DATE", "boolean": "BOOLEAN", "float64": "DOUBLE"}
    casts = []
    for column, kind in schema.items():
        text = "VARCHAR" if as_read else _text_type(column)
        # a postcode of a person that stands in no open table can be equal to none: it may as well be empty
        cast = "TRY_CAST" if contract and _is_private(contract, column) else "CAST"
        casts.append(f'{cast}("{column}" AS {types.get(str(kind), text)}) AS "{column}"')
    return ", ".join(casts)


@contextmanager
def connect() -> Iterator[DuckDB]:
    """Have a database, with a folder for what does not fit in memory, until the end of the block.

    Raises
    ------
    InputError
        When there is not enough disk or memory.
    """
    build().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".marts.", dir=build()) as folder:
        # whoever shows rows says in which order; months are worked on beside each other, not parts of a query
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": 1,
            "temp_directory": folder,
            "preserve_insertion_order": False,
        }
        database = duckdb.connect(config=settings)
        database.execute("SET enable_progress_bar = false")
        try:
            yield DuckDB(database)
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise InputError(f"{relative(build())}: marts: {str(error).splitlines()[0]}") from error
        finally:
            database.close()
