"""How people wait: for which provider, since when, with which status, and where it ended.

Most people who enter care or change provider have waited: their waiting ends in a placement. Some clients wait for
another provider without ever getting a place there, and bystanders wait without care. Waiting times are dealt out in
turn, so that regions differ by what is assumed of them and not by chance.
"""

from dataclasses import replace

import numpy as np

from regioanalyse.example.bystanders import COMING, NEWLY_WAITING, WAITING, Bystanders
from regioanalyse.example.delivery import Delivery
from regioanalyse.example.persons import BEFORE_WAITING, FIRST_DAY, LAST_DAY, Calendar, Period
from regioanalyse.example.randomness import generator
from regioanalyse.example.supply import Supply
from regioanalyse.example.waiting_table import ACTIVE, PRECAUTION, PREFERENCE, URGENT, Wait
from regioanalyse.example.world import GZ, REGION, REGIONS, VV, Sector
from regioanalyse.records.categories import STATUSES

_NEVER = np.datetime64("NaT", "D")
#: Of ten who are placed, how many at the provider they waited for. Assumption.
AT_PREFERRED = 9
#: Of ten who waited urgently or for their preference, how many had another status before. Assumption.
HAD_EARLIER = 2
#: Of a hundred who go to another provider, how many had waited for it. Assumption.
CHANGERS = 70
#: Days.
TWO_YEARS = 730
#: Clients who go to another provider after the end have been with the present one for this many days.
SETTLED = 400
#: Days that clients wait for another provider, at least and at most. Assumption.
ELSEWHERE_DAYS = (60, 500)
#: Status of bystanders who wait, in turn; those who are new on the list wait for less long. Assumption.
BYSTANDERS = (
    PREFERENCE, PRECAUTION, PRECAUTION, PREFERENCE, PRECAUTION, PRECAUTION, PREFERENCE, PRECAUTION, ACTIVE,
    PRECAUTION,
)  # fmt: skip
NEWLY = (
    PREFERENCE, ACTIVE, PREFERENCE, PREFERENCE, ACTIVE, PRECAUTION, PREFERENCE, URGENT, PREFERENCE, ACTIVE,
)  # fmt: skip


def wait_for_care(
    calendar: Calendar, delivery: Delivery, allocations: Period, regions: list[str], supply: Supply
) -> Wait:
    """Return the waiting of a sector's clients, at most once each.

    Parameters
    ----------
    calendar, delivery, allocations
        The lives of the clients, and their providers.
    regions
        Slugs, in the order that the careers number them.
    supply
        The providers.
    """
    careers = calendar.careers
    region = np.zeros(len(careers.birth_year), dtype=np.int64)
    region[careers.client] = careers.region
    choose = _Chooser(careers.sector.name, regions, supply)

    entering = np.flatnonzero(allocations.first & (allocations.valid_from > FIRST_DAY))
    entrants = _placed(careers.sector, allocations.at(entering), region, _entrants(careers.sector), choose)
    entrants = entrants.at(np.flatnonzero(entrants.since - 2 * BEFORE_WAITING > calendar.birth[entrants.client]))

    again = np.flatnonzero(np.append(False, allocations.client[1:] == allocations.client[:-1]))
    changed = _placed(careers.sector, allocations.at(again), region, {PREFERENCE: CHANGERS}, choose)
    first_care = np.full(len(region), FIRST_DAY)
    first_care[allocations.client[::-1]] = allocations.valid_from[::-1]
    changed = changed.at(np.flatnonzero(changed.since > first_care[changed.client]))

    placed = entrants + changed
    placed = placed.at(np.unique(placed.client, return_index=True)[1])
    elsewhere = _elsewhere(calendar, delivery, region, regions, choose)
    found = placed + elsewhere.at(np.flatnonzero(~np.isin(elsewhere.client, placed.client)))
    return found + _changing_later(careers.sector, allocations, again, region, found.client, choose)


def coming_clients(
    calendar: Calendar, allocations: Period, regions: list[str], supply: Supply
) -> tuple[Bystanders, Wait]:
    """Return who is still waiting at the end for a first place.

    Those who come after the last month are the ones of the last two years, two years later: without them the list
    would run empty.

    Parameters
    ----------
    calendar, allocations, regions, supply
        As for `wait_for_care`.

    Returns
    -------
    tuple
        The people, and their waiting; clients are positions among these people.
    """
    careers = calendar.careers
    region, area, profile = (np.zeros(len(careers.birth_year), dtype=np.int64) for _ in range(3))
    for values, column in ((region, careers.region), (area, careers.area), (profile, careers.profile)):
        values[careers.client] = column
    recent = allocations.at(np.flatnonzero(allocations.first & (allocations.valid_from > LAST_DAY - TWO_YEARS)))
    later = replace(recent, valid_from=recent.valid_from + TWO_YEARS)
    choose = _Chooser(careers.sector.name, regions, supply)
    wait = _placed(careers.sector, later, region, _entrants(careers.sector), choose)
    born = calendar.birth[wait.client]
    wait = wait.at(np.flatnonzero((wait.since <= LAST_DAY) & (wait.since - 2 * BEFORE_WAITING > born)))
    people = Bystanders(
        area[wait.client],
        careers.birth_year[wait.client],
        np.array(careers.sector.counted)[profile[wait.client]],
        np.full(len(wait.client), COMING),
    )
    nobody = np.arange(len(wait.client))
    return people, replace(
        wait,
        client=nobody,
        until=np.full(len(nobody), _NEVER),
        placed_at=np.full(len(nobody), -1),
        earlier=np.zeros(len(nobody), dtype=np.int64),
    )


def since_when(wait: Wait, allocations: Period, clients: int) -> np.ndarray:
    """Return per client the day on which waiting for the first care began; NaT for who did not wait for it."""
    since = never_waited(clients)
    since[wait.client] = wait.since
    first_care = np.full(clients, _NEVER)
    first_care[allocations.client[::-1]] = allocations.valid_from[::-1]
    since[since >= first_care] = _NEVER
    return since


def never_waited(clients: int) -> np.ndarray:
    """Return per client that there is no day on which waiting began."""
    return np.full(clients, _NEVER)


def bystanders_wait(
    others: Bystanders, numbers: np.ndarray, others_since: np.ndarray, area_regions: np.ndarray, supply: Supply
) -> dict[str, Wait]:
    """Return the waiting of people without care, by sector; clients are client numbers.

    Parameters
    ----------
    others, numbers, others_since
        The people who do not count, their client numbers, and the day on which their indication starts.
    area_regions
        The region of each area.
    supply
        The providers.
    """
    regions = sorted(set(area_regions.tolist()))
    found = {}
    for sector in (VV, GZ):
        random = generator(f"bystanders wait {sector.name}")
        waits = np.isin(others.kind, [WAITING, NEWLY_WAITING])
        who = np.flatnonzero(waits & np.isin(others.profile, list(sector.profiles)))
        region = np.searchsorted(regions, area_regions[others.area[who]])
        turn = np.arange(len(who)) % len(BYSTANDERS)
        status = np.where(others.kind[who] == WAITING, np.array(BYSTANDERS)[turn], np.array(NEWLY)[turn])
        nowhere = np.full(len(who), -1)
        found[sector.name] = Wait(
            numbers[who],
            _Chooser(sector.name, regions, supply).other_than(nowhere, region, random),
            status,
            others_since[who] + BEFORE_WAITING,
            np.full(len(who), _NEVER),
            nowhere,
            np.zeros(len(who), dtype=np.int64),
        )
    return found


def _entrants(sector: Sector) -> dict[int, int]:
    return {STATUSES.index(status): number for status, number in sector.waiting.entrants.items()}


class _Chooser:
    """Knows the regions: chooses providers with intramural care there, and how long waits are."""

    def __init__(self, sector: str, regions: list[str], supply: Supply) -> None:
        lists = [supply.with_rooms[sector, region] for region in regions]
        self.sizes = np.array([len(providers) for providers in lists])
        self.starts = np.cumsum(self.sizes) - self.sizes
        self.providers = np.concatenate(lists)
        self.waits = np.array([REGIONS[region].waits for region in regions])

    def other_than(self, provider: np.ndarray, region: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """Return another provider in the same region for each."""
        drawn = random.integers(0, 1 << 30, len(provider)) % self.sizes[region]
        chosen = self.providers[self.starts[region] + drawn]
        following = self.providers[self.starts[region] + (drawn + 1) % self.sizes[region]]
        return np.where(chosen == provider, following, chosen)


def _turn(region: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return whose turn it is: the rank by day within the region."""
    order = np.lexsort((day, region))
    turn = np.empty(len(region), dtype=np.int64)
    turn[order] = np.arange(len(region)) - np.searchsorted(region[order], region[order])
    return turn


def _placed(
    sector: Sector, placements: Period, region: np.ndarray, of_hundred: dict[int, int], choose: _Chooser
) -> Wait:
    """Return the waiting that went before placements.

    Parameters
    ----------
    sector
        Of whom.
    placements
        Periods whose value is the provider of placement.
    region
        The region of each client.
    of_hundred
        How many of a hundred had waited, by last status.
    choose
        Finds providers for whom others had waited.
    """
    random = generator(f"waiting {sector.name} {len(of_hundred)}")
    there, day = region[placements.client], placements.valid_from
    since_2021 = (day.astype("datetime64[M]") - np.datetime64("2021-01")).astype(np.int64)
    turn = 37 * _turn(there, day) % 100
    parts, start = [], np.zeros(len(turn))
    for status, hundredth in of_hundred.items():
        more = np.clip(since_2021, 0, 24) * sector.waiting.more_preference if status == PREFERENCE else 0
        end = start + hundredth + more
        who = np.flatnonzero((turn >= start) & (turn < end))
        start = end
        order = _turn(there[who], day[who])
        longer = (1 + sector.waiting.days_change * np.clip(since_2021[who], -12, 30)) * choose.waits[there[who]]
        waited = np.rint(np.array(sector.waiting.days[STATUSES[status]])[7 * order % 10] * longer).astype(np.int64)
        at_preferred = (order // 10 + order) % 10 < AT_PREFERRED
        before = (order // 10 + 3 * order) % 10 < HAD_EARLIER
        preferred = placements.value[who]
        parts.append(
            Wait(
                placements.client[who],
                np.where(at_preferred, preferred, choose.other_than(preferred, there[who], random)),
                np.full(len(who), status),
                day[who] - waited,
                day[who] - 1,
                preferred,
                np.where(before & (status != ACTIVE), waited // 2, 0),
            )
        )
    first, *rest = parts
    return sum(rest, start=first)


def _changing_later(
    sector: Sector, allocations: Period, again: np.ndarray, region: np.ndarray, waiting: np.ndarray, choose: _Chooser
) -> Wait:
    """Return the waiting of clients in care who go to another provider after the end.

    They are as many, and wait as long, as those of the last two years, two years later.

    Parameters
    ----------
    sector, allocations, region, choose
        As elsewhere.
    again
        Positions of the allocations that are a change of provider.
    waiting
        Clients who have been on the list, and are not again.
    """
    recent = allocations.at(again[allocations.valid_from[again] > LAST_DAY - TWO_YEARS])
    later = replace(recent, valid_from=recent.valid_from + TWO_YEARS)
    wait = _placed(sector, later, region, {PREFERENCE: CHANGERS}, choose)
    wait = wait.at(np.flatnonzero(wait.since <= LAST_DAY))
    settled = np.isnat(allocations.valid_to) & (allocations.valid_from < LAST_DAY - SETTLED)
    stays = allocations.at(np.flatnonzero(settled & ~np.isin(allocations.client, waiting)))
    # The same number in each region: both in order of region, clients within it by chance.
    random = generator(f"waiting later {sector.name}")
    order = np.lexsort((random.random(len(stays.client)), region[stays.client]))
    there = region[stays.client][order]
    home = region[wait.client]
    rank = np.searchsorted(there, home) + _turn(home, wait.since)
    rows = np.flatnonzero((rank < len(there)) & (there[np.minimum(rank, len(there) - 1)] == home))
    stay = stays.at(order[rank[rows]])
    since = np.maximum(wait.since[rows], stay.valid_from + 1)
    return Wait(
        stay.client,
        choose.other_than(stay.value, region[stay.client], random),
        wait.status[rows],
        since,
        np.full(len(rows), _NEVER),
        np.full(len(rows), -1),
        np.zeros(len(rows), dtype=np.int64),
    )


def _elsewhere(
    calendar: Calendar, delivery: Delivery, region: np.ndarray, regions: list[str], choose: _Chooser
) -> Wait:
    """Return the waiting of clients in care for another provider, without a placement, at most once each."""
    sector, rates = calendar.careers.sector, calendar.careers.sector.waiting
    random = generator(f"waiting elsewhere {sector.name}")
    inside = delivery.location >= 0
    stays = calendar.periods(np.where(delivery.provider >= 0, 2 * delivery.provider + inside, -1))
    stays = stays.at(np.flatnonzero(stays.value >= 0))
    provider, is_inside = np.divmod(stays.value, 2)
    own = region[stays.client] == regions.index(REGION)
    chance = np.select(
        [(is_inside == 1) & own, is_inside == 1, own],
        [rates.published_elsewhere, rates.elsewhere, rates.published_at_home_elsewhere],
        rates.at_home_elsewhere,
    )
    begin = np.maximum(stays.valid_from, FIRST_DAY)
    end = np.where(np.isnat(stays.valid_to), LAST_DAY, stays.valid_to)
    length = np.maximum((end - begin).astype(np.int64), 1)
    since = begin + random.integers(0, 1 << 30, len(length)) % length
    last = since + random.integers(*ELSEWHERE_DAYS, len(length))
    open_end = np.where(last > LAST_DAY, _NEVER, last)
    until = np.where(np.isnat(stays.valid_to) | (last < stays.valid_to), open_end, stays.valid_to)
    # A long stay has more room to wait in than a short one.
    who = np.flatnonzero(random.integers(0, 100 * TWO_YEARS, len(length)) < chance * length)
    who = who[np.unique(stays.client[who], return_index=True)[1]]
    status = np.resize([STATUSES.index(status) for status in rates.elsewhere_status], len(who))
    return Wait(
        stays.client[who],
        choose.other_than(provider[who], region[stays.client[who]], random),
        status,
        since[who],
        until[who],
        np.full(len(who), -1),
        np.zeros(len(who), dtype=np.int64),
    )
