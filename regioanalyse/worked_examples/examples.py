"""Read the worked examples, and fill in what their tables leave out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

import pandas as pd

from regioanalyse.marts import Marts, columns_of
from regioanalyse.project import relative
from regioanalyse.records.reading import Record, checked, load_yaml
from regioanalyse.records.sector import SECTORS

#: Text, though it may look like a number or a date.
_TEXT = ("month", "quarter", "area")


@dataclass(frozen=True)
class Example:
    """A worked example of one indicator."""

    #: Which definition it shows.
    sector: str
    indicator: str
    edition: int
    #: Mart → its rows, a table of text.
    given: Mapping[str, str]
    #: The marts that a reader needs; a definition may take others, only to know which regions there are.
    shows: tuple[str, ...]
    #: Dutch: what to look at.
    told: str
    #: Area, period and category, with spaces between → the sum behind the value, as a Dutch reader writes it. A value
    #: that no sum leads to stands alone.
    sums: Mapping[str, str]

    def marts(self) -> Marts:
        """Return the marts with the tables of the example; the others are without rows."""
        return marts_of(self.given, self.sector, self.edition)


class _Gives(Record):
    indicator: str
    shows: tuple[str, ...] = ()
    told: str
    sums: Mapping[str, str | int | float]


class _Entry(Record):
    sector: str
    edition: int
    given: Mapping[str, str]
    gives: tuple[_Gives, ...]


@cache
def examples() -> tuple[Example, ...]:
    """Return all worked examples, in the order of their files; an `InputError` names file, entry and key."""
    return tuple(example for file in sorted(Path(__file__).parent.glob("*.yaml")) for example in _of(file))


def _of(file: Path) -> Iterator[Example]:
    for number, given in enumerate(load_yaml(file), start=1):
        entry = checked(given, _Entry, f"{relative(file)}: entry {number}")
        for made in entry.gives:
            yield Example(
                sector=entry.sector,
                indicator=made.indicator,
                edition=entry.edition,
                given=entry.given,
                shows=made.shows or tuple(entry.given),
                told=made.told,
                sums={key: str(value) for key, value in made.sums.items()},
            )


def marts_of(given: Mapping[str, str], sector: str, edition: int) -> Marts:
    """Return marts with these tables of text, filled in by `filled`; the others are without rows.

    When no profiles are given, those count that the sectors show.
    """
    tables = {mart: filled(mart, text, sector, edition) for mart, text in given.items()}
    if "profiles" not in given:
        shown = [(each.name, *profile) for each in SECTORS.values() for profile in enumerate(each.shown_profiles)]
        tables["profiles"] = pd.DataFrame(shown, columns=["sector", "order", "profile"]).assign(counts=True)
    return Marts(**tables)


def filled(mart: str, text: str, sector: str, edition: int) -> pd.DataFrame:
    """Read a table of text and fill in what it leaves out: all columns of the mart.

    Months are January of the edition, and an area is named after its region, unless the table has them. A `ValueError`
    when the table has a column that the mart has not.
    """
    columns = columns_of(mart)
    found = pd.read_csv(StringIO(text or " ".join(columns)), sep=r"\s+", dtype=dict.fromkeys(_TEXT, str))
    if unknown := sorted(set(found.columns) - set(columns)):
        raise ValueError(f"{mart}: found columns {', '.join(unknown)}, allowed: {', '.join(columns)}")
    if "area" in columns and "area" not in found:
        found["area"] = found["region"].where(found["region"] == "nederland", found["region"] + "-1")
    for column, value in left_out(sector, edition).items():
        if column in columns and column not in found:
            found[column] = value
    return found.reindex(columns=columns)


def left_out(sector: str, edition: int) -> dict[str, object]:
    """Return what a column holds that a table leaves out."""
    return {
        "month": f"{edition}-01",
        "year": edition,
        "sector": sector,
        "age_band": "80-84",
        "profile": SECTORS[sector].shown_profiles[0],
        "delivery_form": "intramural",
        "amount": 0,
    }
