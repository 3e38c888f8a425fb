"""Indicators: what a value is, and what a reader is told of it.

There is a YAML file per theme in `indicators/`. What differs between sectors, such as the page of the published report,
stands in the record of the sector. Texts may name in braces the words of the sector and the years of the edition
(`Edition.fields`), the numbers of the definitions, and the passages of their own file.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative
from regioanalyse.records import indicators
from regioanalyse.records.reading import Record, checked, read
from regioanalyse.records.sector import SECTORS, Edition, Years

#: The fields that may have names in braces.
_FILLED = ("title", "unit", "measure", "source", "reference", "explanation", "comparable_from")
#: What can be counted or added up.
Counted = Literal[
    "clients",
    "waiting",
    "placed",
    "weeks",
    "expected_clients",
    "inhabitants",
    "group",
    "euros",
    "workers",
    "movers",
    "providers",
    "locations",
    "places",
    "initiatives",
]
#: Of these a small number could give a person away.
PERSONS: frozenset[Counted] = frozenset({"clients", "waiting", "placed"})


class Quantity(Record):
    """What is counted, and of which cells."""

    #: What is counted or added up.
    counts: Counted
    #: By dimension the members that count; a dimension that is not named counts with all its members.
    where: Mapping[
        Literal["age", "delivery_form", "direction", "household", "norm", "offer", "region", "status"], tuple[str, ...]
    ] = Field(default_factory=dict)


class Cell(Record):
    """A category of an indicator."""

    indicator: str
    category: str


class Indicator(Record):
    """A definition with what its value is, and all that a reader is told of it."""

    #: The field's own name, the same in code, downloads and tests.
    name: str
    #: Names of the sector, and of the file and module that it stands in.
    sector: str
    theme: str
    #: What the value is a number of, and by what that is divided.
    numerator: Quantity
    denominator: Quantity | None = None
    #: The dimension of the categories.
    by: str | None = None
    #: The indicator that shows the whole which the people of this one, or of its categories, are a part of. Its own
    #: name when it has a category with that whole. None when nothing shows it.
    part_of: str | None = None
    #: The category that has all people of the whole who are not in this value.
    complement_of: Cell | None = None
    #: The indicator that this is the change of, between the two periods that the period names.
    change_of: str | None = None
    #: The indicator that shows the same flow from the other region, which is the category here.
    other_end: str | None = None
    #: What the value of a region is weighted by, when it is a weighted sum or mean.
    weighted_by: Counted | None = None
    #: Whether more or less is better for people; None when neither is.
    better: Literal["more", "less"] | None = None
    #: The fields of `regioanalyse.marts.Marts` that go in.
    tables: tuple[str, ...] = Field(min_length=1)
    #: Dutch name, as it can begin a sentence: "Het aandeel 75-plussers".
    title: str = Field(min_length=1)
    #: Dutch unit of the value.
    unit: str = Field(min_length=1)
    #: Dutch, the unit in words, for the line below the finding: "percentage van de inwoners".
    measure: str = Field(min_length=1)
    #: Decimals that a reader sees; the value itself is not rounded.
    decimals: int = Field(ge=0, le=3)
    #: Dutch: where it comes from, and the date or month that it describes.
    source: str = Field(min_length=1)
    reference: str = Field(min_length=1)
    #: Dutch, for the Toelichting: the definition in plain words.
    explanation: str = Field(min_length=1)
    #: Page of the published report, or None where it is not on one.
    page: int | None = None
    #: The name of the definition by the edition from which it holds; a list of editions in the file is one definition
    #: under the indicator's name, which uses what each of them brought (`Edition.growth_window`).
    methods: Mapping[int, str] = Field(min_length=1)
    #: The last methodology that has the indicator, or None while it is in use.
    until: int | None = None
    #: The years that an edition shows, where a table may not reach them all: what it does not reach is missing.
    periods: Years | None = None
    #: The first period of the present classification, empty where it never changed; what lies before is a break.
    comparable_from: str = ""

    @model_validator(mode="after")
    def _says_what_categories_add_up_to(self) -> "Indicator":
        if self.by and self.numerator.counts in PERSONS and "part_of" not in self.model_fields_set:
            raise ValueError("part_of: the indicator that shows what the categories add up to, or null when none does")
        return self

    @property
    def related(self) -> set[str]:
        """Names of the indicators that this one is related to."""
        cell = self.complement_of.indicator if self.complement_of else None
        return {name for name in (self.part_of, cell, self.change_of, self.other_end) if name}

    def holds_in(self, methodology: int) -> bool:
        """Return whether there is a definition in `methodology`."""
        return min(self.methods) <= methodology and (self.until is None or methodology <= self.until)

    def version(self, methodology: int) -> int:
        """Return the edition that brought the definition of `methodology`: the newest that is not newer than it.

        An `InputError` when there is none lists the methodologies that have one.
        """
        if not self.holds_in(methodology):
            having = [each for each in SECTORS[self.sector].editions if self.holds_in(each)]
            raise choices(methodology, having, f"methodology of {self.name}")
        return max(edition for edition in self.methods if edition <= methodology)


class Theme(Record):
    """The indicators of a theme as their file has them: texts with names in braces, checked when they are filled in."""

    #: Texts that several indicators share.
    passages: Mapping[str, str] = Field(default_factory=dict)
    #: By name the fields of `Indicator` that are the same for all sectors.
    indicators: Mapping[str, Mapping[str, Any]]


_FOLDER = Path(indicators.__file__).parent


def theme_files() -> list[Path]:
    """Return the files of all themes, sorted."""
    return sorted(_FOLDER.glob("*.yaml"))


@cache
def _theme(file: Path) -> Theme:
    return read(file, Theme)


def theme_file(name: str) -> Path:
    """Return where the records of a theme are."""
    return _FOLDER / f"{name}.yaml"


def indicator_in(edition: Edition, file: Path, name: str, numbers: Mapping[str, object]) -> Indicator:
    """Return an indicator with the words and years of an edition in its texts, and the `numbers` of the definitions."""
    found, theme, where = _theme(file), file.stem, f"{relative(file)}: {name}"
    if name not in found.indicators:
        raise choices(name, list(found.indicators), f"{relative(file)}: indicator of {edition.sector.name}")
    sector = edition.sector
    given: dict[str, Any] = {"methods": {sector.editions[0]: name}, **found.indicators[name]}
    given |= {"name": name, "sector": sector.name, "theme": theme, **(sector.indicators[theme][name] or {})}
    if isinstance(given["methods"], list):
        given["methods"] = dict.fromkeys(given["methods"], name)
    fields = edition.fields() | dict(numbers)
    fields |= {key: _filled(text, fields, f"{relative(file)}: passages: {key}") for key, text in found.passages.items()}
    for key in _FILLED:
        if isinstance(given.get(key), str):
            given[key] = _filled(given[key], fields, f"{where}: {key}")
    made = checked(given, Indicator, where)
    for other in sorted(made.related - _names()):
        raise choices(other, sorted(_names()), f"{where}: related indicator")
    return made


def _filled(text: str, fields: Mapping[str, object], where: str) -> str:
    try:
        return text.format(**fields)
    except (KeyError, IndexError, ValueError) as error:
        allowed = ", ".join(sorted(fields))
        raise InputError(f"{where}: found {text!r}, allowed: texts with these names in braces: {allowed}") from error


@cache
def _names() -> frozenset[str]:
    """Return the names of the indicators of all themes."""
    return frozenset(name for file in theme_files() for name in _theme(file).indicators)
