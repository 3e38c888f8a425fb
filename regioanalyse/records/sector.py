"""Sectors: a record for each, in a YAML file of its own in `sectors/`, so that another sector is another file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative
from regioanalyse.records import sectors
from regioanalyse.records.book_parts import Editorial, FrontPage, KeyValue
from regioanalyse.records.reading import Record, read

T = TypeVar("T")
#: Years that an edition shows: of clients, of inhabitants around the base year, of the projection, of the cost per
#: client, and the two ends of the projection.
Years = Literal["clients", "population", "projection", "cost", "base_and_target"]
Word = Annotated[str, Field(min_length=1)]
#: A month of an edition: years from the edition, and the month (1-12).
Month = tuple[int, Annotated[int, Field(ge=1, le=12)]]


class Words(Record):
    """What the sector calls people, in Dutch."""

    #: Somebody with care from the sector: ``klant``, ``klanten``.
    client: Word
    clients: Word
    #: The same beside inhabitants or locations: ``GZ-gebruikers``.
    users: Word
    #: The indication that somebody counts with.
    indication: Word
    #: What a care profile is called that a page shows.
    profile: Word

    def fields(self) -> dict[str, str]:
        """Return what the texts of records name in braces: `{clients}`, and `{Clients}` at the start of a sentence."""
        words = self.model_dump()
        return words | {name.capitalize(): word[0].upper() + word[1:] for name, word in words.items()}


class Waiting(Record):
    """Which months and statuses of the waiting list an edition shows."""

    #: The first and the last month.
    first: Month
    last: Month
    #: The month of what is shown once; None where the sector shows nothing once.
    once: Month | None = None
    #: Statuses of clients who wait actively and who do not, from most to least urgent. Other statuses do not count.
    active: tuple[str, ...] = Field(min_length=1)
    not_active: tuple[str, ...] = Field(min_length=1)


class Sector(Record):
    """A sector of long-term care: what differs between sectors, and is the same in every room."""

    #: As in files, folders and the table of values: ``vv``. The same as the file's name.
    name: str = Field(pattern=r"^[a-z][a-z0-9]*$")
    #: Its place among the sectors.
    order: int
    #: Dutch: ``VV``, and the name in full.
    abbreviation: Word
    title: Word
    #: What the sector calls people.
    words: Words
    #: The editions that can be built, oldest first; the default is the newest.
    editions: tuple[int, ...] = Field(min_length=1)
    #: How many Januaries an edition shows of its clients, its own the last.
    years_shown: int = Field(ge=2)
    #: How many years before the edition the projection starts.
    base_years_back: int = Field(ge=1)
    #: How far the projection looks ahead of its base year, and how far the scenarios and the shortage do.
    target_years_ahead: int = Field(ge=1)
    scenario_years_ahead: int = Field(ge=1)
    #: How many Januaries the cost per client is shown of, from the base year on.
    cost_years_shown: int = Field(ge=2)
    #: Care profiles that a page shows, light to heavy. Which profiles count is in the table `profiles`.
    shown_profiles: tuple[str, ...] = Field(min_length=1)
    #: Which months and statuses of the waiting list an edition shows.
    waiting: Waiting
    #: Whether its care locations are those of the Zorgatlas; otherwise those that providers state are.
    in_zorgatlas: bool = False
    #: Between which years the growth of living at home is measured for the scenarios, counted from the edition; by the
    #: edition from which it holds. Empty where the sector has no scenarios.
    growth_window: Mapping[int, tuple[int, int]] = Field(default_factory=dict)
    #: Which care locations count, a name of `regioanalyse.indicators.care_locations.RULES`; by the edition from which
    #: it holds.
    location_rules: Mapping[int, str] = Field(default_factory=dict)
    #: Figures whose indicator the methodology decides on, and which indicator that is by the edition from which it
    #: holds.
    figures: Mapping[str, Mapping[int, str]] = Field(default_factory=dict)
    #: By theme, which is a module of `regioanalyse.indicators`, the indicators of the sector in order, with what
    #: differs between sectors: fields of `regioanalyse.records.Indicator`.
    indicators: Mapping[str, Mapping[str, Mapping[str, Any] | None]] = Field(min_length=1)
    #: Values on the tiles and in the table of regions, in order.
    key_values: tuple[KeyValue, ...] = ()
    #: The page that the sector begins with.
    front_page: FrontPage = FrontPage()
    #: The page of editorial texts.
    editorial: Editorial = Editorial()

    @property
    def newest(self) -> int:
        """The newest edition."""
        return self.editions[-1]

    @property
    def themes(self) -> tuple[str, ...]:
        """Modules of `regioanalyse.indicators` with the indicators of the sector, in the order of the chapters."""
        return tuple(self.indicators)

    def edition(self, year: int | None = None, methodology: int | None = None) -> "Edition":
        """Return an edition, the newest when no year is given, by its own methodology when none is given."""
        year = edition_of(self.name, year)
        return Edition(sector=self, year=year, methodology=methodology_of(self.name, year, methodology))


def holding(by_edition: Mapping[int, T], methodology: int) -> T:
    """Return what holds in a methodology: what the newest edition brought that is not newer than it."""
    return by_edition[max(edition for edition in by_edition if edition <= methodology)]


class Edition(Record):
    """An edition of a sector's report and the methodology that it is made by; its years follow from the sector."""

    #: The sector.
    sector: Sector
    #: The report's year.
    year: int
    #: The version of the definitions.
    methodology: int

    @property
    def years(self) -> range:
        """The years whose January the edition shows of its clients."""
        return range(self.year - self.sector.years_shown + 1, self.year + 1)

    @property
    def base_year(self) -> int:
        """The year in which use is measured for the projection, and against which growth is."""
        return self.year - self.sector.base_years_back

    @property
    def target_year(self) -> int:
        """The last year of the projection."""
        return self.base_year + self.sector.target_years_ahead

    @property
    def scenario_year(self) -> int:
        """The year of the scenarios and of the shortage."""
        return self.base_year + self.sector.scenario_years_ahead

    def shown(self, figure: str) -> str:
        """Return the name of the indicator that a figure shows, where the methodology decides on that."""
        if figure not in self.sector.figures:
            raise choices(figure, list(self.sector.figures), "figure that a methodology decides on")
        return holding(self.sector.figures[figure], self.methodology)

    @property
    def replaced(self) -> set[str]:
        """Names of the indicators that figures show in another methodology, and not in this one."""
        figures = self.sector.figures.items()
        return {name for figure, by in figures for name in by.values() if name != self.shown(figure)}

    @property
    def growth_window(self) -> tuple[int, int]:
        """The first and the last year of the growth of living at home that the scenarios take."""
        first, last = holding(self.sector.growth_window, self.methodology)
        return self.year + first, self.year + last

    @property
    def location_rule(self) -> str:
        """Which care locations count: a name of `regioanalyse.indicators.care_locations.RULES`."""
        return holding(self.sector.location_rules, self.methodology)

    @property
    def waiting_months(self) -> list[str]:
        """The months of the waiting list that the edition shows: ``2021-05``."""
        (first_year, first_month), (last_year, last_month) = self.sector.waiting.first, self.sector.waiting.last
        numbers = range(12 * first_year + first_month - 1, 12 * last_year + last_month)
        return [f"{self.year + number // 12}-{number % 12 + 1:02}" for number in numbers]

    @property
    def waiting_month(self) -> str:
        """The month of what the edition shows of the waiting list once; an `InputError` when it shows nothing once."""
        if self.sector.waiting.once is None:
            raise InputError(
                f"{self.sector.name}: waiting: once: found nothing, allowed: years from the edition, month"
            )
        years, month = self.sector.waiting.once
        return f"{self.year + years}-{month:02}"

    def periods(self, which: Years) -> Sequence[int]:
        """Return years that the edition shows: those named by `Years`."""
        base, target = self.base_year, self.target_year
        return {
            "clients": self.years,
            "population": range(base - 1, base + 4),
            "projection": range(base - 1, target + 1),
            "cost": range(base, base + self.sector.cost_years_shown),
            "base_and_target": (base, target),
        }[which]

    def fields(self) -> dict[str, object]:
        """Return what texts of records name in braces: the sector's words, and years that move with the edition."""
        return {
            **self.sector.words.fields(),
            "abbreviation": self.sector.abbreviation,
            "edition": self.year,
            "before": self.year - 1,
            "three_before": self.year - 3,
            "four_before": self.year - 4,
            "first": self.base_year - 1,
            "base": self.base_year,
            "target": self.target_year,
            "scenario": self.scenario_year,
        }


def _sectors() -> Mapping[str, Sector]:
    files = sorted(Path(sectors.__file__).parent.glob("*.yaml"))
    found = [(file, read(file, Sector)) for file in files]
    for file, sector in found:
        if sector.name != file.stem:
            raise choices(sector.name, [file.stem], f"{relative(file)}: name (the file's own)")
        has = [name for names in sector.indicators.values() for name in names]
        shown = [name for names in sector.figures.values() for name in names.values()]
        for name in (*shown, *(key.indicator for key in sector.key_values)):
            if name not in has:
                raise choices(name, has, f"{relative(file)}: indicator of a figure or key value")
    return {sector.name: sector for _, sector in sorted(found, key=lambda each: (each[1].order, each[0]))}


#: Every sector by its name, in their declared order.
SECTORS: Mapping[str, Sector] = _sectors()


def sector_named(name: str) -> Sector:
    """Return a sector; an `InputError` for an unknown one lists those there are."""
    if name not in SECTORS:
        raise choices(name, list(SECTORS), "sector")
    return SECTORS[name]


def edition_of(sector: str, edition: int | None = None) -> int:
    """Return `edition` when it can be built, the newest when none is given; an `InputError` lists what there is."""
    found = sector_named(sector)
    if edition is None:
        return found.newest
    if edition not in found.editions:
        raise choices(edition, list(found.editions), f"edition of {sector}")
    return edition


def methodology_of(sector: str, edition: int, methodology: int | None = None) -> int:
    """Return `methodology` when an edition of the sector brought it, and the edition's own when none is given.

    An `InputError` for another one lists those there are.
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
