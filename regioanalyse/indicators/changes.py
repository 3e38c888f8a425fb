"""The register of changes between editions: `data/changes.yaml`, read and checked.

Everything that the book says of a change comes from here: the list at the front of a report, the appendix, and the
mark under each figure.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from regioanalyse import indicators
from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative, root
from regioanalyse.records.reading import checked, load_yaml, shown
from regioanalyse.records.sector import SECTORS

#: A text that is not empty.
Text = Annotated[str, Field(min_length=1, description="a text")]
Kind = Literal["method", "source", "scope", "presentation"]

#: What a reader is told of each kind of change.
KINDS: dict[Kind, str] = {
    "method": "Methode gewijzigd",
    "source": "Bron gewijzigd",
    "scope": "Afbakening gewijzigd",
    "presentation": "Weergave gewijzigd",
}
#: Kinds that follow the methodology; the others follow the edition, since a source is what it is in every methodology.
_BY_METHODOLOGY = ("method", "presentation")


class Change(BaseModel):
    """One change between an edition and the one before."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    #: Names the entry, also in links.
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="lower-case words with hyphens")
    #: Dutch, short: for lists and marks.
    title: Text
    #: The first edition that has it.
    sector: Text
    edition: int = Field(description="a whole number")
    #: `method`: another definition; `source`: other data; `scope`: who or what counts; `presentation`: what is shown.
    kind: Kind = Field(description=", ".join(KINDS))
    #: Names of the indicators that it affects.
    indicators: tuple[str, ...] = Field(min_length=1, strict=False, description="a list of at least one name")
    #: Whether it affects only figures per area.
    per_area: bool = Field(default=False, description="true or false")
    #: Pages of the published report; empty when it is on none.
    pages: tuple[int, ...] = Field(strict=False, description="a list of whole numbers, perhaps empty")
    #: Dutch: how it was, how it is (`is` in the file), and the reason.
    was: Text
    is_: Text = Field(alias="is")
    why: Text

    @property
    def kind_name(self) -> str:
        """Dutch name of the kind: ``Methode gewijzigd``."""
        return KINDS[self.kind]


def path() -> Path:
    """Return where the register is."""
    return root() / "data" / "changes.yaml"


def changes(sector: str | None = None) -> tuple[Change, ...]:
    """Return the register, in its own order; of one sector when given. An `InputError` names file, entry and key."""
    file = path()
    try:
        version = file.stat().st_mtime_ns
    except OSError as error:
        raise InputError(f"{relative(file)}: cannot be read: {error.strerror}") from error
    return tuple(change for change in _read(file, version) if sector in (None, change.sector))


def in_effect(
    sector: str, edition: int, methodology: int, indicator: str | None = None, per_area: bool = True
) -> tuple[Change, ...]:
    """Return the changes that the reader of a report must know of, perhaps of one indicator or not of figures per area.

    A change of method or presentation is in effect when the methodology has it and the edition before it had not; a
    change of source in the edition that brought it.
    """
    return tuple(
        change
        for change in changes(sector)
        if (edition <= change.edition <= methodology if change.kind in _BY_METHODOLOGY else change.edition == edition)
        and (indicator is None or indicator in change.indicators)
        and (per_area or not change.per_area)
    )


@cache
def _read(file: Path, version: int) -> tuple[Change, ...]:
    given, where = load_yaml(file), relative(file)
    if not isinstance(given, list):
        raise InputError(f"{where}: found {shown(given)}, allowed: a list of entries")
    found: list[Change] = []
    for number, entry in enumerate(given, start=1):
        change = _entry(entry, f"{where}: entry {number}")
        if change.id in (each.id for each in found):
            raise InputError(f"{where}: entry {number}: id: found {change.id!r} again, allowed: each id once")
        found.append(change)
    return tuple(found)


def _entry(given: object, where: str) -> Change:
    if isinstance(given, dict) and isinstance(given.get("id"), str):
        where = f"{where} ({given['id']})"
    change = checked(given, Change, where)
    if change.sector not in SECTORS:
        raise choices(change.sector, list(SECTORS), f"{where}: sector")
    if change.edition not in SECTORS[change.sector].editions:
        raise choices(change.edition, list(SECTORS[change.sector].editions), f"{where}: edition")
    known = [each.name for each in indicators.records(change.sector)]
    for name in change.indicators:
        if name not in known:
            raise choices(name, sorted(known), f"{where}: indicators")
    last = last_page(change.sector)
    for page in change.pages:
        if not 1 <= page <= last:
            raise InputError(f"{where}: pages: found {page}, allowed: 1 to {last}, the pages of the published report")
    return change


def last_page(sector: str) -> int:
    """Return the last page of the published report that a definition or a published figure is of."""
    printed = pd.read_csv(root() / "data" / "published.csv", usecols=["report", "page"])
    # a report is named by sector and edition: vv-2022
    pages: Iterable[int] = printed.loc[printed["report"].str.rpartition("-")[0] == sector, "page"]
    ours = (each.page for each in indicators.records(sector) if each.page)
    return int(max((*pages, *ours), default=0))
