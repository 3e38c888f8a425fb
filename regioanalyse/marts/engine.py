"""What counts: DuckDB inside this process, with a bound on its memory, or another engine with the same words.

What is asked of it stands in `regioanalyse.marts.questions`. All that knows DuckDB stands here, all that knows Spark in
`regioanalyse.marts.spark`.
"""

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as arrow

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.project import build, relative
from regioanalyse.records.table import TABLES
from regioanalyse.sources import large
from regioanalyse.sources.files import read_file

#: What the database may hold in memory; what is more goes to a folder in `build/`.
MEMORY = "350MB"
#: So many months are worked on at once, and claims files of so many bytes together: more than these compete for
#: memory. Two files of two million lines, as Parquet is written here, are 50 million bytes.
MOST_BESIDE, MOST_BYTES = 4, 60_000_000
#: Texts that nothing is counted by.
FREE_TEXTS = ("name", "description")


@dataclass(frozen=True)
class Query:
    """A question in SQL, and the columns of its answer with their types: those of `large.schema`."""

    sql: str
    types: Mapping[str, str]

    def typed(self, answer: arrow.Table) -> pd.DataFrame:
        """Return an answer in these types: sums are wider inside an engine, and texts may be numbers."""
        return answer.cast(arrow.schema([(name, _IN_ARROW[kind]) for name, kind in self.types.items()])).to_pandas()


_IN_ARROW = {
    "int64": arrow.int64(),
    "string": arrow.string(),
    "date": arrow.date32(),
    "boolean": arrow.bool_(),
    "float64": arrow.float64(),
}


@dataclass(frozen=True)
class Checks:
    """What decides whether a large file keeps its contract: `large.ends`, `large.values` and `large.twice` of it."""

    ends: Query
    values: Mapping[str, Query]
    twice: Query | None


class Engine(ABC):
    """Source tables and what is made of them, each under its name."""

    #: Its SQL, as Ibis calls it.
    language: str

    @abstractmethod
    def beside(self, files: Sequence[Path]) -> "Sequence[Engine]":
        """Return engines to work on the months of these claims files beside each other.

        Each sees what this one has; what it keeps no other sees.
        """

    @abstractmethod
    def count_between(self, first: str, last: str) -> None:
        """Set the first and the last reference date of all months that are counted."""

    def load(self, names: Sequence[str], checks: Mapping[str, Checks]) -> None:
        """Have source tables under their own names.

        Parameters
        ----------
        names
            The tables. One that passed before is not checked again (`sources.has_passed`).
        checks
            Of those that are not read here but by the engine, when they may be large.

        Raises
        ------
        InputError
            When one does not keep its contract.
        """
        for name in names:
            key = sources.key_of_check(name)
            if name not in checks or not self._is_at_hand(name, checks[name]):
                self._put(name, sources.read(name))
            if not sources.has_passed(name):
                sources.remember(name, key)

    def _is_at_hand(self, name: str, checks: Checks) -> bool:
        """Have a file as a table where it lies, and return whether it is certain that it keeps its contract."""
        if sources.has_passed(name):
            return self._is_opened(name, sources.path_of(name))
        certain = self._is_certain(name, sources.path_of(name), checks)
        return certain and not (checks.twice and self.fetch(checks.twice)["twice"][0])

    def load_claims(self, month: str, checks: Checks) -> None:
        """Have the claims of a month as `claims`, in place of those of another month.

        Raises
        ------
        InputError
            When they do not keep their contract.
        """
        if not self._is_certain("claims", sources.claims_files()[month], checks):
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

    def _is_certain(self, contract: str, path: Path, checks: Checks) -> bool:
        """Have a file as a table where it lies, and return whether it is certain that it keeps its contract."""
        if not self._is_opened(contract, path):
            return False
        ends = large.ends_told(contract, path)
        different = {column: self.fetch(query) for column, query in checks.values.items()}
        return large.keeps_contract(contract, path, self.fetch(checks.ends) if ends is None else ends, different)

    def _is_opened(self, contract: str, path: Path) -> bool:
        return large.has_the_types(contract, path) and self._open(contract, path)

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
        self._opened: dict[str, Path] = {}

    def beside(self, files: Sequence[Path]) -> "Sequence[DuckDB]":
        """Return connections to the same database: of several each works with one thread, which is less work."""
        largest = max(file.stat().st_size for file in files)
        several = max(1, min(_cores(), len(files), MOST_BYTES // max(1, largest)))
        if several > 1:
            self._database.execute("SET threads = 1")
        return [DuckDB(self._database.cursor(), "TEMP") for _ in range(several)]

    def load(self, names: Sequence[str], checks: Mapping[str, Checks]) -> None:
        """Have source tables, in which texts that come back thousands of times are numbers."""
        super().load(names, checks)
        # in the order of the alphabet; texts about persons are among those of open tables, or of contracts
        texts = [(name, column) for name in names for column, kind in large.schema(name).items() if kind == "string"]
        for kind in ("known", *large.MANY):
            found = [
                f"SELECT {column} AS text FROM {name}"
                for name, column in texts
                if _text_type(column) == kind and not TABLES[name].confidential
            ]
            found += [f"SELECT '{word}'" for word in large.words() if kind == "known"]
            self._database.execute(
                f"CREATE TYPE {kind} AS ENUM (SELECT text FROM ({' UNION '.join(found)}) WHERE text IS NOT NULL "
                "ORDER BY text)"
            )
        for name in names:
            self._view(name, as_read=False)

    def count_between(self, first: str, last: str) -> None:
        """Set the first and the last reference date."""
        self._database.execute(f"CREATE OR REPLACE MACRO first_date() AS DATE '{first}'")
        self._database.execute(f"CREATE OR REPLACE MACRO last_date() AS DATE '{last}'")

    def refer_to(self, day: str) -> None:
        """Set the reference date, ``2022-01-01``."""
        self._database.execute(f"CREATE OR REPLACE TEMP MACRO reference_date() AS DATE '{day}'")

    def keep(self, name: str, query: Query) -> None:
        """Make a table of the answer to a query."""
        columns = _cast(query.types)
        with self._naming_what_is_broken():
            self._database.execute(
                f"CREATE OR REPLACE {self._place} TABLE {name} AS SELECT {columns} FROM ({query.sql})"
            )

    def drop(self, name: str) -> None:
        """Let go of a table that was kept."""
        self._database.execute(f"DROP TABLE {name}")

    def fetch(self, query: Query) -> pd.DataFrame:
        """Return the answer to a query."""
        with self._naming_what_is_broken():
            return query.typed(self._database.execute(query.sql).to_arrow_table())

    @contextmanager
    def _naming_what_is_broken(self) -> Iterator[None]:
        """Refuse a file whose rows cannot be read: the database does not say which, the reader of tables does."""
        try:
            yield
        except (duckdb.IOException, duckdb.OutOfMemoryException):
            raise
        except duckdb.Error:
            for contract, path in self._opened.items():
                read_file(TABLES[contract], path)
            raise

    def _open(self, contract: str, path: Path) -> bool:
        self._lies[contract] = "read_parquet('{}')".format(str(path).replace("'", "''"))
        self._opened[contract] = path
        self._view(contract)
        return True

    def _put(self, contract: str, frame: pd.DataFrame) -> None:
        self._lies[contract] = f"read_{contract}"
        self._opened.pop(contract, None)
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
    return column in large.MANY and TABLES[contract].confidential


def _cast(schema: Mapping[str, str], contract: str = "", as_read: bool = False) -> str:
    """Return the columns of a schema in the types that the database keeps them in, or first reads them in."""
    types = {"int64": "BIGINT", "date": "DATE", "boolean": "BOOLEAN", "float64": "DOUBLE"}
    casts = []
    for column, kind in schema.items():
        text = "VARCHAR" if as_read else _text_type(column)
        # a postcode of a person that stands in no open table can be equal to none: it may as well be empty
        cast = "TRY_CAST" if contract and _is_private(contract, column) else "CAST"
        casts.append(f'{cast}("{column}" AS {types.get(kind, text)}) AS "{column}"')
    return ", ".join(casts)


def _cores() -> int:
    """Return how many cores are used: each needs memory of its own, beside what the database holds."""
    return min(os.cpu_count() or 1, MOST_BESIDE)


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
        # whoever shows rows says in which order
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": _cores(),
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
