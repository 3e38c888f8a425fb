"""DuckDB as the engine of the marts: inside this process, with a bound on its memory."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from regioanalyse.errors import InputError
from regioanalyse.marts import large_files
from regioanalyse.marts.engines import Engine, Query
from regioanalyse.project import build, relative
from regioanalyse.records.table import TABLES
from regioanalyse.sources.files import read_file

#: What the database may hold in memory; what is more goes to a folder in `build/`.
MEMORY = "350MB"
#: How many months are counted side by side, and how many bytes their claims files have together at most: more compete
#: for memory. Two files of two million lines, as Parquet is written here, are 50 million bytes.
MOST_BESIDE, MOST_BYTES = 4, 60_000_000
_TYPES = {"int64": "BIGINT", "string": "VARCHAR", "date": "DATE", "boolean": "BOOLEAN", "float64": "DOUBLE"}


class DuckDB(Engine):
    """The database. A query runs in the thread that asks; each thread needs an engine of its own (`beside`)."""

    language = "duckdb"

    def __init__(self, database: duckdb.DuckDBPyConnection, place: str = "") -> None:
        self._database, self._place = database, place
        self._opened: dict[str, Path] = {}

    def beside(self, files: Sequence[Path]) -> "Sequence[DuckDB]":
        """Return connections to the same database; of several each works with one thread, which is less work."""
        largest = max(file.stat().st_size for file in files)
        several = max(1, min(_cores(), len(files), MOST_BYTES // max(1, largest)))
        if several > 1:
            self._database.execute("SET threads = 1")
        return [DuckDB(self._database.cursor(), "TEMP") for _ in range(several)]

    def count_between(self, first: str, last: str) -> None:
        """Set the first and the last reference date."""
        self._database.execute(f"CREATE OR REPLACE MACRO first_date() AS DATE '{first}'")
        self._database.execute(f"CREATE OR REPLACE MACRO last_date() AS DATE '{last}'")

    def refer_to(self, day: str) -> None:
        """Set the reference date, ``2022-01-01``."""
        self._database.execute(f"CREATE OR REPLACE TEMP MACRO reference_date() AS DATE '{day}'")

    def keep(self, name: str, query: Query) -> None:
        """Keep the answer to a query as a table."""
        with self._naming_a_broken_file():
            columns = _cast(query.types)
            self._database.execute(
                f"CREATE OR REPLACE {self._place} TABLE {name} AS SELECT {columns} FROM ({query.sql})"
            )

    def drop(self, name: str) -> None:
        """Drop a table that was kept."""
        self._database.execute(f"DROP TABLE {name}")

    def fetch(self, query: Query) -> pd.DataFrame:
        """Return the answer to a query."""
        with self._naming_a_broken_file():
            return query.typed(self._database.execute(query.sql).to_arrow_table())

    def open(self, name: str, path: Path) -> bool:
        """Have a Parquet file as a view."""
        self._opened[name] = path
        self._view(name, "read_parquet('{}')".format(str(path).replace("'", "''")))
        return True

    def put(self, name: str, frame: pd.DataFrame) -> None:
        """Have a table that was read."""
        self._opened.pop(name, None)
        self._database.register("frame", frame)
        self._database.execute(f"CREATE OR REPLACE {self._place} TABLE read_{name} AS FROM frame")
        self._database.unregister("frame")
        self._view(name, f"read_{name}")

    def _view(self, name: str, rows: str) -> None:
        columns = _cast(large_files.schema(name))
        self._database.execute(f"CREATE OR REPLACE {self._place} VIEW {name} AS SELECT {columns} FROM {rows}")

    @contextmanager
    def _naming_a_broken_file(self) -> Iterator[None]:
        """Refuse a file whose rows cannot be read: the database does not say which one, the reader of tables does."""
        try:
            yield
        except (duckdb.IOException, duckdb.OutOfMemoryException):
            raise
        except duckdb.Error:
            for name, path in self._opened.items():
                read_file(TABLES[name], path)
            raise


def _cast(schema: Mapping[str, str]) -> str:
    """Return the columns of a schema, in the types that the database has for them."""
    return ", ".join(f'CAST("{column}" AS {_TYPES[kind]}) AS "{column}"' for column, kind in schema.items())


def _cores() -> int:
    """Return how many cores are used: each needs memory of its own, beside what the database holds."""
    return min(os.cpu_count() or 1, MOST_BESIDE)


@contextmanager
def connect() -> Iterator[DuckDB]:
    """Have a database, with a folder for what does not fit in memory, until the end of the block."""
    build().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".marts.", dir=build()) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": _cores(),
            "temp_directory": folder,
            # every query whose rows are shown says in which order
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
