"""Sectors: a record for each, in a YAML file of its own in `sectors/`, so that another sector is another file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from regioanalyse.errors import InputError, choices
from regioanalyse.records.reading import Record, read

Word = Annotated[str, Field(min_length=1)]
#: A month of an edition: years from the edition, and the month (1-12).
Month = tuple[int, Annotated[int, Field(ge=1, le=12)]]


class Words(Record):
    """What the sector calls people, in Dutch.

    Attributes
    ----------
    client, clients
        Somebody with care from the sector: ``klant``, ``klanten``.
    user, users
        The same where all inhabitants or locations are the subject: ``GZ-gebruiker``.
    """

    client: Word
    clients: Word
    user: Word
    users: Word

    def fields(self) -> dict[str, str]:
        """Return what the texts of records name in braces: `{clients}`, and `{Clients}` at the start of a sentence."""
        words = self.model_dump()
        return words | {name.capitalize(): word[0].upper() + word[1:] for name, word in words.items()}


class Waiting(Record):
    """Which months and statuses of the waiting list an edition shows.

    Attributes
    ----------
    first, last
        The first and the last month.
    once
        The month of what is shown once; None where the sector shows nothing once.
    active, not_active
        Statuses of clients who wait actively and who do not, from most to least urgent. Other statuses do not count.
    """

    first: Month
    last: Month
    once: Month | None = None
    active: tuple[str, ...] = Field(min_length=1)
    not_active: tuple[str, ...] = Field(min_length=1)

    def months(self, edition: int) -> list[str]:
        """Return the months from the first to the last: ``2021-05``."""
        (first_year, first_month), (last_year, last_month) = self.first, self.last
        numbers = range(12 * first_year + first_month - 1, 12 * last_year + last_month)
        return [f"{edition + number // 12}-{number % 12 + 1:02}" for number in numbers]

    def month(self, edition: int) -> str:
        """Return the month of what is shown once.

        Raises
        ------
        ValueError
            When the sector shows nothing once.
        """
        if self.once is None:
            raise ValueError("the sector shows nothing of one month only")
        return f"{edition + self.once[0]}-{self.once[1]:02}"


class Sector(Record):
    """A sector of long-term care: what differs between sectors, and is the same in every room.

    Attributes
    ----------
    name
        As in files, folders and the table of values: ``vv``. The same as the file's name.
    order
        Its place among the sectors.
    abbreviation, title
        Dutch: ``VV``, and the name in full.
    words
        What the sector calls people.
    editions
        The editions that can be built, oldest first; the default is the newest.
    years_shown
        How many Januaries an edition shows of its clients, its own the last.
    base_years_back
        How many years before the edition the projection starts.
    target_years_ahead, scenario_years_ahead
        How far the projection looks ahead of its base year, and how far the scenarios and the shortage do.
    cost_years_shown
        How many Januaries the cost per client is shown of, from the base year on.
    shown_profiles
        Care profiles that a page shows, light to heavy. Which profiles count is in the table `profiles`.
    waiting
        Which months and statuses of the waiting list an edition shows.
    themes
        Modules of `regioanalyse.indicators` with the indicators of the sector, in the order of the chapters.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9]*$")
    order: int
    abbreviation: Word
    title: Word
    words: Words
    editions: tuple[int, ...] = Field(min_length=1)
    years_shown: int = Field(ge=2)
    base_years_back: int = Field(ge=1)
    target_years_ahead: int = Field(ge=1)
    scenario_years_ahead: int = Field(ge=1)
    cost_years_shown: int = Field(ge=2)
    shown_profiles: tuple[str, ...] = Field(min_length=1)
    waiting: Waiting
    themes: tuple[str, ...] = Field(min_length=1)

    @property
    def newest(self) -> int:
        """The newest edition."""
        return self.editions[-1]

    def years(self, edition: int) -> list[int]:
        """Return the years whose January an edition shows of its clients."""
        return list(range(edition - self.years_shown + 1, edition + 1))

    def base_year(self, edition: int) -> int:
        """Return the year in which use is measured for the projection, and against which growth is."""
        return edition - self.base_years_back

    def target_year(self, edition: int) -> int:
        """Return the last year of the projection."""
        return self.base_year(edition) + self.target_years_ahead

    def scenario_year(self, edition: int) -> int:
        """Return the year of the scenarios and of the shortage."""
        return self.base_year(edition) + self.scenario_years_ahead

    def projected_years(self, edition: int) -> range:
        """Return the years that the projection is shown for, from the year before the base year on."""
        return range(self.base_year(edition) - 1, self.target_year(edition) + 1)

    def cost_years(self, edition: int) -> range:
        """Return the years whose January's cost per client is shown."""
        first = self.base_year(edition)
        return range(first, first + self.cost_years_shown)

    def fields(self, edition: int) -> dict[str, int | str]:
        """Return what the texts of records name in braces: the sector's words, and years that move with the edition."""
        return {
            **self.words.fields(),
            "edition": edition,
            "before": edition - 1,
            "three_before": edition - 3,
            "four_before": edition - 4,
            "first": self.base_year(edition) - 1,
            "base": self.base_year(edition),
            "target": self.target_year(edition),
            "scenario": self.scenario_year(edition),
        }


def _sectors() -> Mapping[str, Sector]:
    files = sorted((Path(__file__).parent / "sectors").glob("*.yaml"))
    found = [(file, read(file, Sector)) for file in files]
    for file, sector in found:
        if sector.name != file.stem:
            raise InputError(f"{file.name}: name: found {sector.name!r}, allowed: {file.stem!r}, the file's own name")
    return {sector.name: sector for _, sector in sorted(found, key=lambda each: (each[1].order, each[0]))}


#: Every sector by its name, in their declared order.
SECTORS: Mapping[str, Sector] = _sectors()


def sector_named(name: str) -> Sector:
    """Return a sector.

    Raises
    ------
    InputError
        When there is no such sector; the message lists those there are.
    """
    if name not in SECTORS:
        raise choices(name, list(SECTORS), "sector")
    return SECTORS[name]


def edition_of(sector: str, edition: int | None = None) -> int:
    """Return `edition` when it can be built, and the newest when none is given.

    Raises
    ------
    InputError
        For an unknown sector or an edition without data; the message lists what there is.
    """
    found = sector_named(sector)
    if edition is None:
        return found.newest
    if edition not in found.editions:
        raise choices(edition, list(found.editions), f"edition of {sector}")
    return edition


def methodology_of(sector: str, edition: int, methodology: int | None = None) -> int:
    """Return `methodology` when the sector has it, and the edition's own when none is given.

    Raises
    ------
    InputError
        For a methodology that no edition of the sector brought; the message lists those there are.
    """
    if methodology is None:
        return edition
    if methodology not in SECTORS[sector].editions:
        raise choices(methodology, list(SECTORS[sector].editions), f"methodology of {sector} {edition}")
    return methodology


def sectors_having(edition: int | None = None, methodology: int | None = None) -> list[str]:
    """Return the sectors with an edition and a methodology; all of them when no sector has both."""
    asked = {year for year in (edition, methodology) if year is not None}
    return [name for name, sector in SECTORS.items() if asked <= set(sector.editions)] or list(SECTORS)
