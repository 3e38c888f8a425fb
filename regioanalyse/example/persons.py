"""The tables about persons: clients, addresses, indications and pgb awards.

A career is a row per month; here the months in which something stays the same become one period. A period starts on
a day of the month before the first month it holds for, because a month looks at its first day, and ends on a day
of the last one.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from regioanalyse.example import postcodes
from regioanalyse.example.bystanders import EXPIRED, NEWLY_WAITING, NO_INDICATION, Bystanders
from regioanalyse.example.careers import MONTHS, Careers
from regioanalyse.example.delivery import Delivery
from regioanalyse.example.januaries import FORMS
from regioanalyse.example.misbehaviour import OUTLIVES_CARE, PGB_BESIDE_MPT
from regioanalyse.example.randomness import generator
from regioanalyse.example.supply import Supply
from regioanalyse.example.world import GZ, VV
from regioanalyse.example.writing import days, texts, write

#: Client numbers follow this one.
BEFORE_FIRST_CLIENT = 100_000
#: Clients in care in January 2019 got the indication or award at most this many days before. Assumption.
LONGEST_BEFORE_START = 900
#: Addresses start in the year of birth, but not before this one: older registrations are not in the table.
FIRST_ADDRESS_YEAR = 2005
#: Days between the end of care and the end of the indication, at most. Assumption.
LONGEST_AFTER_END = 200
#: Days between the indication and the first day of waiting.
BEFORE_WAITING = 7
#: Days before the end of the list over which it grows with new clients.
NEW_ON_LIST = 600

PGB, MPT = FORMS.index("pgb"), FORMS.index("mpt")
_FIRST_OF_MONTH = np.array(MONTHS, dtype="datetime64[M]")
FIRST_DAY, LAST_DAY = (_FIRST_OF_MONTH[month].astype("datetime64[D]") for month in (0, -1))
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


def write_clients(
    folder: Path,
    calendars: list["Calendar"],
    deliveries: list[Delivery],
    waiting_since: list[np.ndarray],
    others: Bystanders,
    others_since: np.ndarray,
    supply: Supply,
) -> None:
    """Write `clients`, `addresses`, `indications` and `pgb_awards`.

    Parameters
    ----------
    folder
        Where the files go.
    calendars, deliveries
        Those of VV, of GZ and of visitors.
    waiting_since
        Per client of these the day on which waiting began; NaT for who did not wait. The indication is older.
    others, others_since
        The people who do not count, and the day on which their indication starts.
    supply
        Places and locations, for addresses.
    """
    sectors = [calendar.careers for calendar in calendars]
    numbers = client_numbers(sectors, others)
    births = np.concatenate([*(sector.birth_year for sector in sectors), others.birth_year])
    write(folder / "clients.parquet", client=np.concatenate(numbers), birth_year=births)

    profiles = sorted({*VV.counted, *GZ.counted, *others.profile.tolist()})
    position = {name: index for index, name in enumerate(profiles)}
    indications, addresses, awards = [], [], []
    for calendar, delivery, since, number in zip(calendars, deliveries, waiting_since, numbers, strict=False):
        sector = calendar.careers
        profile = np.array([position[name] for name in sector.sector.counted])[sector.profile]
        indications.append(_numbered(number, _indicated_before(calendar.periods(profile, outlive=True), since)))
        lived = _lived_before(calendar.periods(_homes(sector, delivery, supply), outlive=True), sector.birth_year)
        addresses.append(_numbered(number, lived))
        keeps = calendar.random.random(len(sector.birth_year)) < PGB_BESIDE_MPT
        budget = (sector.form == PGB) | ((sector.form == MPT) & keeps[sector.client])
        awarded = calendar.periods(budget)
        awards.append(_numbered(number, awarded.at(awarded.value)))

    indications.append(_of_bystanders(numbers[-1], others, others_since, [position[name] for name in others.profile]))
    homes = others.area * (len(supply.owners) + 1)
    always = Period(
        np.arange(len(homes)), homes, np.ones(len(homes), dtype=bool), others_since, np.full(len(homes), _NEVER)
    )
    addresses.append(_numbered(numbers[-1], _lived_before(always, others.birth_year)))

    _write(folder / "indications.parquet", indications, "profile", profiles)
    _write(folder / "pgb_awards.parquet", awards)
    _write_addresses(folder / "addresses.parquet", addresses, supply)


def start_of_bystanders(others: Bystanders, coming_since: list[np.ndarray]) -> np.ndarray:
    """Return the day on which the indication of each bystander starts.

    Parameters
    ----------
    others
        The people who do not count; last those who are still to come.
    coming_since
        The days on which these began to wait.
    """
    since = np.full(len(others.area), FIRST_DAY - LONGEST_BEFORE_START)
    new = np.flatnonzero(others.kind == NEWLY_WAITING)
    since[new] = LAST_DAY - generator("newly waiting").integers(0, NEW_ON_LIST, len(new))
    waited = np.concatenate(coming_since)
    since[len(since) - len(waited) :] = waited - BEFORE_WAITING
    return since


def _of_bystanders(numbers: np.ndarray, others: Bystanders, since: np.ndarray, profile: list[int]) -> Period:
    """Return the indications of bystanders: open, but ended for some and missing for others."""
    until = np.full(len(others.area), _NEVER)
    until[others.kind == EXPIRED] = FIRST_DAY - 1
    rows = np.flatnonzero(others.kind != NO_INDICATION)
    first = np.ones(len(until), dtype=bool)
    return Period(numbers, np.array(profile), first, since, until).at(rows)


def _homes(careers: Careers, delivery: Delivery, supply: Supply) -> np.ndarray:
    """Return where each row lives: the area, and the location where they are registered in one; as one number."""
    at = delivery.location + 1 if careers.sector.in_locations else 0
    return careers.area * (len(supply.owners) + 1) + at


def _write_addresses(path: Path, parts: list[Period], supply: Supply) -> None:
    """Write the addresses: in a location with its postcode, and at home with any of the area."""
    place, at = np.divmod(np.concatenate([part.value for part in parts]), len(supply.owners) + 1)
    postcode = supply.codes_of.homes(place, generator("postcodes of homes"))
    postcode = np.where(at > 0, np.array(supply.codes)[at - 1], postcode)
    write(
        path,
        client=np.concatenate([part.client for part in parts]),
        area=texts(place, supply.places),
        postcode=postcodes.name(postcode),
        valid_from=days(np.concatenate([part.valid_from for part in parts])),
        valid_to=days(np.concatenate([part.valid_to for part in parts])),
    )


class Calendar:
    """On which days the periods of each client start and end, and the months of one client after another."""

    def __init__(self, name: str, careers: Careers) -> None:
        self.careers = careers
        self.random = random = generator(f"clients {name}")
        self.order = np.argsort(careers.client, kind="stable")
        self.client, self.month = careers.client[self.order], careers.month[self.order]
        clients = len(careers.birth_year)
        # Not the first of the month: then the month before would count too.
        self.start_day = random.integers(2, 29, clients)
        self.end_day = random.integers(1, 29, clients)
        self.before_start = random.integers(0, LONGEST_BEFORE_START, clients)
        self.after_end = random.integers(1, LONGEST_AFTER_END, clients) * (random.random(clients) < OUTLIVES_CARE)
        self.birth = (careers.birth_year - 1970).astype("datetime64[Y]").astype("datetime64[D]")

    def periods(self, value: np.ndarray, outlive: bool = False) -> Period:
        """Return the periods in which `value` (per row of the careers) stays the same.

        Parameters
        ----------
        value
            Per row of the careers.
        outlive
            Whether the last period goes on for those who outlive their care.
        """
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
        if outlive:
            valid_to[last] += self.after_end[client[last]]
        valid_to[last & in_care] = _NEVER
        return Period(client, value[starts], first, valid_from, valid_to)


def _day(month: np.ndarray, day: np.ndarray) -> np.ndarray:
    return month.astype("datetime64[D]") + (day - 1)


def _indicated_before(periods: Period, waiting_since: np.ndarray) -> Period:
    """Let the first indication of who has waited start before the waiting."""
    since = waiting_since[periods.client] - BEFORE_WAITING
    earlier = periods.first & (since < periods.valid_from)
    return replace(periods, valid_from=np.where(earlier, since, periods.valid_from))


def _lived_before(periods: Period, birth_year: np.ndarray) -> Period:
    """Let the first address of each client start long before the care."""
    year = np.maximum(birth_year[periods.client], FIRST_ADDRESS_YEAR)
    long_ago = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    valid_from = np.where(periods.first, long_ago, periods.valid_from)
    return Period(periods.client, periods.value, periods.first, valid_from, periods.valid_to)


def _numbered(numbers: np.ndarray, periods: Period) -> Period:
    return Period(numbers[periods.client], periods.value, periods.first, periods.valid_from, periods.valid_to)


def _write(path: Path, parts: list[Period], name: str = "", names: list[str] | None = None) -> None:
    """Write periods, with the name of their value as a column where they have one."""

    def column(field: str) -> np.ndarray:
        return np.concatenate([getattr(part, field) for part in parts])

    value = {name: texts(column("value"), names)} if names else {}
    begin, end = days(column("valid_from")), days(column("valid_to"))
    write(path, client=column("client"), **value, valid_from=begin, valid_to=end)
