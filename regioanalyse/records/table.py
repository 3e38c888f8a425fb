"""Source tables: what each must look like, as `tables.yaml` declares it.

The tables are the product's front door: an analyst who brings an own table (`data/sources.yaml`) meets them first.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from regioanalyse.records.categories import LISTS
from regioanalyse.records.reading import Record, checked, load_yaml

#: A service month.
MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"


class Column(Record):
    """What the values of a column must be."""

    #: A text, a whole number, a number, true or false (``truth``), or a day.
    type: Literal["text", "whole", "number", "truth", "day"]
    #: Regular expression that a text must match.
    like: str | None = None
    #: The texts that are allowed, or the name of a list of `categories`.
    one_of: tuple[str, ...] = ()
    #: The range of a number.
    lowest: int | float | None = None
    highest: int | float | None = None
    #: Whether a value may be missing.
    empty: bool = False

    @model_validator(mode="before")
    @classmethod
    def _named_list(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(name := given.get("one_of"), str):
            if name not in LISTS:
                raise ValueError(f"one of {', '.join(LISTS)}, or a list of texts")
            return given | {"one_of": LISTS[name]}
        return given

    @property
    def dtype(self) -> str:
        """The type as pandas calls it."""
        if self.type == "whole":
            return "Int64" if self.empty else "int64"
        return {"text": "str", "number": "float64", "truth": "bool", "day": "datetime64[us]"}[self.type]

    @property
    def kind(self) -> str:
        """In words what the column holds, for messages."""
        return _KINDS[self.type]

    @property
    def allowed(self) -> str:
        """In words what is asked of a value beside its type; empty when nothing is."""
        if self.one_of:
            return ", ".join(self.one_of)
        if self.like:
            return f"text like {self.like}"
        return "" if self.lowest is None else f"from {self.lowest} to {self.highest}"


_KINDS = {
    "text": "text",
    "whole": "a whole number",
    "number": "a number",
    "truth": "true or false",
    "day": "a date such as 2022-01-31",
}


class Table(Record):
    """A source table."""

    #: As in `data/sources.yaml`.
    name: str
    #: Dutch: what one row is, for the data page of the book.
    description: str
    #: Columns with what is allowed in them; extra columns are refused.
    columns: dict[str, Column] = Field(min_length=1)
    #: Columns that together occur once. Empty where a row may occur twice (claims: exact duplicates count once).
    key: tuple[str, ...] = ()
    #: Columns whose values must be in a column of another table: ``{profile: profiles.profile}``.
    references: dict[str, str] = Field(default_factory=dict)
    #: Column with a place: an area of ours, or elsewhere the slug of a region.
    place: str | None = None
    #: Whether a row is about one person. Only `sources` and `marts` read such tables.
    confidential: bool = False
    #: Column that holds the same value in all rows of a file; the table is a folder with a file for each value, named
    #: after it.
    file_per: str = ""
    #: How indicators call an open table (`marts.Marts`), where that is not its name.
    read_as: str = ""

    @model_validator(mode="after")
    def _of_its_columns(self) -> "Table":
        named = [*self.key, *self.references, *([self.place] if self.place else [])]
        if unknown := [name for name in named if name not in self.columns]:
            raise ValueError(f"columns of the table, not {unknown[0]}")
        return self

    @property
    def refers_to(self) -> list[str]:
        """The tables that its values must be in."""
        others = {self.reference(column)[0] for column in self.references}
        return sorted(others | ({"areas", "regions"} if self.place else set()))

    def reference(self, column: str) -> tuple[str, str]:
        """Return the table and the column that the values of `column` must be in."""
        table, _, key = self.references[column].partition(".")
        return table, key


class _Tables(Record):
    meanings: dict[str, str]
    kinds: dict[str, Column]
    tables: dict[str, Table]


def _read(file: Path) -> _Tables:
    given = load_yaml(file)
    kinds = given["kinds"]
    for name, table in given["tables"].items():
        table["name"] = name
        table["columns"] = {column: _spelt_out(about, kinds) for column, about in table["columns"].items()}
    return checked(given, _Tables, file.name)


def _spelt_out(column: str | dict[str, Any], kinds: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what a column is, where the file names a kind of column or only its type."""
    if isinstance(column, str):
        return kinds.get(column, {"type": column})
    return kinds.get(column.get("kind", ""), {}) | {name: value for name, value in column.items() if name != "kind"}


_READ = _read(Path(__file__).parent / "tables.yaml")
#: Every source table by its name.
TABLES: Mapping[str, Table] = _READ.tables
#: What a column is, by its name.
MEANINGS: Mapping[str, str] = _READ.meanings
