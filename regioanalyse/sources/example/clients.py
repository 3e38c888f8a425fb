"""The tables about persons: clients, addresses, indications and pgb awards.

A career is a row per month; here the months in which something stays the same become one period. A period starts on
a day of the month before the first month it holds for, because a month looks at its first day, and ends on a day
of the last one.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regioanalyse.sources.example.bystanders import Bystanders
from regioanalyse.sources.example.careers import MONTHS, Careers
from regioanalyse.sources.example.population import Inhabitants
from regioanalyse.sources.example.randomness import generator
from regioanalyse.sources.example.use import FORMS, PROFILES
from regioanalyse.sources.example.writing import days, texts, write

#: Client numbers follow this one.
BEFORE_FIRST_CLIENT = 100_000
#: Share of clients who keep a pgb beside mpt: they count as mpt. Assumption: a few.
PGB_BESIDE_MPT = 0.03
#: Who is in care in January 2019 got the indication or award at most this many days before. Assumption.
LONGEST_BEFORE_START = 900
#: Addresses start in the year of birth, but not before this one: older registrations are not in the table.
FIRST_ADDRESS_YEAR = 2005

PGB, MPT = FORMS.index("pgb"), FORMS.index("mpt")
_FIRST_OF_MONTH = np.array(MONTHS, dtype="datetime64[M]")
_NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Period:
    """Periods of clients; `value` is what stayed the same, `first` whether it is the client's first period."""

    client: np.ndarray
    value: np.ndarray
    first: np.ndarray
    valid_from: np.ndarray
    valid_to: np.ndarray

    def at(self, rows: np.ndarray) -> "Period":
        """Return some of the periods."""
        return Period(self.client[rows], self.value[rows], self.first[rows], self.valid_from[rows], self.valid_to[rows])


def client_numbers(sectors: list[Careers], others: Bystanders) -> list[np.ndarray]:
    """Return the client numbers of each sector's clients and, last, of the bystanders."""
    sizes = [len(sector.birth_year) for sector in sectors] + [len(others.area)]
    ends = np.cumsum(sizes) + BEFORE_FIRST_CLIENT
    return [np.arange(end - size, end) + 1 for end, size in zip(ends, sizes, strict=True)]


def write_clients(folder: Path, sectors: list[Careers], others: Bystanders, inhabitants: Inhabitants) -> None:
    """Write `clients`, `addresses`, `indications` and `pgb_awards`.

    Parameters
    ----------
    folder
        Where the files go.
    sectors
        The careers of VV and of GZ.
    others
        The people who do not count.
    inhabitants
        The observed population, for the codes of the areas.
    """
    numbers = client_numbers(sectors, others)
    births = np.concatenate([*(sector.birth_year for sector in sectors), others.birth_year])
    write(folder / "clients.parquet", client=np.concatenate(numbers), birth_year=births)

    profiles = sorted({*PROFILES["vv"], *PROFILES["gz"], *others.profile.tolist()})
    position = {name: index for index, name in enumerate(profiles)}
    indications, addresses, awards = [], [], []
    for sector, number in zip(sectors, numbers, strict=False):
        random = generator(f"clients {sector.sector}")
        who = _Days(sector, random)
        profile = np.array([position[name] for name in PROFILES[sector.sector]])[sector.profile]
        indications.append(_numbered(number, who.periods(profile)))
        addresses.append(_numbered(number, _lived_before(who.periods(sector.area), sector.birth_year)))
        keeps = random.random(len(sector.birth_year)) < PGB_BESIDE_MPT
        budget = (sector.form == PGB) | ((sector.form == MPT) & keeps[sector.client])
        awards.append(_numbered(number, who.periods(budget)))

    always = np.full(len(others.area), _FIRST_OF_MONTH[0].astype("datetime64[D]") - LONGEST_BEFORE_START)
    never, first = np.full(len(always), _NEVER), np.ones(len(always), dtype=bool)
    theirs = np.array([position[name] for name in others.profile.tolist()])
    indications.append(Period(numbers[-1], theirs, first, always, never))
    addresses.append(Period(numbers[-1], others.area, first, always, never))

    _write(folder / "indications.parquet", indications, "profile", profiles)
    _write(folder / "addresses.parquet", addresses, "area", inhabitants.areas)
    _write(folder / "pgb_awards.parquet", [period.at(period.value) for period in awards])


class _Days:
    """On which days the periods of each client start and end, and the months of one client after another."""

    def __init__(self, careers: Careers, random: np.random.Generator) -> None:
        self.order = np.argsort(careers.client, kind="stable")
        self.client, self.month = careers.client[self.order], careers.month[self.order]
        clients = len(careers.birth_year)
        # Not the first of the month: then the month before would count too.
        self.start_day = random.integers(2, 29, clients)
        self.end_day = random.integers(1, 29, clients)
        self.before_start = random.integers(0, LONGEST_BEFORE_START, clients)
        self.birth = (careers.birth_year - 1970).astype("datetime64[Y]").astype("datetime64[D]")

    def periods(self, value: np.ndarray) -> Period:
        """Return the periods in which `value` (per row of the careers) stays the same."""
        value = value[self.order]
        new_client = np.append(True, self.client[1:] != self.client[:-1])
        starts = np.flatnonzero(new_client | np.append(True, value[1:] != value[:-1]))
        ends = np.append(starts[1:], len(value)) - 1
        client, first = self.client[starts], new_client[starts]
        last = np.append(new_client[starts][1:], True)

        valid_from = _day(_FIRST_OF_MONTH[self.month[starts]] - 1, self.start_day[client])
        old = first & (self.month[starts] == 0)
        earlier = _FIRST_OF_MONTH[0].astype("datetime64[D]") - self.before_start[client]
        valid_from[old] = np.maximum(earlier, self.birth[client])[old]

        in_care = self.month[ends] == len(MONTHS) - 1
        month = _FIRST_OF_MONTH[self.month[ends]]
        valid_to = np.where(last, _day(month, self.end_day[client]), _day(month, self.start_day[client]) - 1)
        valid_to[last & in_care] = _NEVER
        return Period(client, value[starts], first, valid_from, valid_to)


def _day(month: np.ndarray, day: np.ndarray) -> np.ndarray:
    return month.astype("datetime64[D]") + (day - 1)


def _lived_before(periods: Period, birth_year: np.ndarray) -> Period:
    """Let the first address of each client start long before the care."""
    year = np.maximum(birth_year[periods.client], FIRST_ADDRESS_YEAR)
    long_ago = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    valid_from = np.where(periods.first, long_ago, periods.valid_from)
    return Period(periods.client, periods.value, periods.first, valid_from, periods.valid_to)


def _numbered(numbers: np.ndarray, periods: Period) -> Period:
    return Period(numbers[periods.client], periods.value, periods.first, periods.valid_from, periods.valid_to)


def _write(path: Path, parts: list[Period], name: str = "", names: list[str] | None = None) -> None:
    """Write periods, clients in order; with the name of their value as a column where they have one."""

    def column(field: str) -> np.ndarray:
        return np.concatenate([getattr(part, field) for part in parts])

    value = {name: texts(column("value"), names)} if names else {}
    begin, end = days(column("valid_from")), days(column("valid_to"))
    write(path, client=column("client"), **value, valid_from=begin, valid_to=end)
