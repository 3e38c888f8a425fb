"""What counts: an engine that keeps tables under their names and answers questions in SQL.

All that knows DuckDB is in `regioanalyse.marts.duck`, all that knows Spark in `regioanalyse.marts.spark`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as arrow

from regioanalyse import sources
from regioanalyse.marts import large_files

_IN_ARROW = {
    "int64": arrow.int64(),
    "string": arrow.string(),
    "date": arrow.date32(),
    "boolean": arrow.bool_(),
    "float64": arrow.float64(),
}


@dataclass(frozen=True)
class Query:
    """A question in SQL, and the columns of its answer with their types: those of `large_files.schema`."""

    sql: str
    types: Mapping[str, str]

    def typed(self, answer: arrow.Table) -> pd.DataFrame:
        """Return an answer in these types: sums are wider inside an engine."""
        return answer.cast(arrow.schema([(name, _IN_ARROW[kind]) for name, kind in self.types.items()])).to_pandas()


class Engine(ABC):
    """Source tables and what is made of them, each under its name."""

    #: Its SQL, as Ibis calls it.
    language: str

    @abstractmethod
    def beside(self, files: Sequence[Path]) -> "Sequence[Engine]":
        """Return engines that work side by side on the months of these claims files.

        Each sees what this one has; no other sees what it keeps.
        """

    @abstractmethod
    def count_between(self, first: str, last: str) -> None:
        """Set the first and the last reference date of all months that are counted."""

    @abstractmethod
    def refer_to(self, day: str) -> None:
        """Set the reference date, ``2022-01-01``."""

    @abstractmethod
    def keep(self, name: str, query: Query) -> None:
        """Keep the answer to a query as a table, in place of one that had this name."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Drop a table that was kept."""

    @abstractmethod
    def fetch(self, query: Query) -> pd.DataFrame:
        """Return the answer to a query."""

    @abstractmethod
    def open(self, name: str, path: Path) -> bool:
        """Have a Parquet file as a table where it is; return whether this engine can read it."""

    @abstractmethod
    def put(self, name: str, frame: pd.DataFrame) -> None:
        """Have a table that was read."""

    def load(self, names: Sequence[str], checks: Mapping[str, Sequence[Query]]) -> None:
        """Have source tables under their own names, each after those that it refers to; check what did not pass before.

        `checks` (`large_files.wrong`) are of tables that the engine reads itself, because they may be large.
        """
        for name in names:
            key = sources.key_of_check(name)
            asked = () if sources.has_passed(name) else checks.get(name, ())
            if name not in checks or not self._has(name, sources.path_of(name), asked):
                self.put(name, sources.read(name))
            sources.remember(name, key)

    def load_claims(self, month: str, checks: Sequence[Query]) -> None:
        """Have the claims of the month of the reference date as `claims`, in place of those of another month."""
        if not self._has("claims", sources.claims_files()[month], checks):
            self.put("claims", sources.read_claims(month))

    def _has(self, name: str, path: Path, checks: Sequence[Query]) -> bool:
        """Have a file as a table where it is; return whether it fits by these checks."""
        if not (large_files.has_the_types(name, path) and self.open(name, path)):
            return False
        return not any(self.fetch(check)["wrong"][0] for check in checks)
