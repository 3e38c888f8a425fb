"""Who delivers care, and where: providers, their locations with intramural care, and the list of the Zorgatlas.

Providers work in one region. Their locations lie there too, but for those across the border that take the clients who
leave the region. What is counted of them is published for Rotterdam and pooled for all regions; sizes are drawn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from regioanalyse.example.crossing import Flows
from regioanalyse.example.inhabitants import FROM_75, Inhabitants
from regioanalyse.example.januaries import Use
from regioanalyse.example.misbehaviour import (
    OTHER_SEGMENT,
    SMALL_AT_HOME,
    SMALL_GZ_LOCATIONS,
    SMALL_INTRAMURAL,
)
from regioanalyse.example.postcodes import Postcodes, name
from regioanalyse.example.randomness import generator
from regioanalyse.example.rounding import largest_remainder
from regioanalyse.example.settling import Places
from regioanalyse.example.targets import COMPARATOR, Targets
from regioanalyse.example.world import ELSEWHERE, GZ, REGION, REGIONS, VV
from regioanalyse.example.writing import texts, write

OFFERS = ("intramural_and_at_home", "at_home_only", "intramural_only")
#: Clients of GZ per provider, and how many of these deliver at home only. Assumption.
GZ_PER_PROVIDER, GZ_HOME_ONLY = 250, 0.3
#: GZ locations that the Zorgatlas does not list, as a share of those it does. Assumption.
NOT_LISTED = 0.08
#: Clients from another of our regions at one provider, at most: below the minimum for being a provider there.
FOREIGNERS = 3
#: Clients in a location across the border. Assumption.
ACROSS_BORDER = 30
#: Sizes are drawn between these, in any unit. Assumption.
SIZE = (4, 17)
#: A location lies within this many hundred-thousandths of a degree of its area's point. Assumption.
AROUND = 1500

#: What providers state for a location: our sectors, and one that is not ours.
_SEGMENTS = [VV.name, GZ.name, "ggz"]
_BY_WEIGHT = -1


@dataclass
class Supply:
    """Providers and locations; lists have one element each.

    Attributes
    ----------
    places
        Codes of the areas, then the slugs of the regions elsewhere.
    points
        Longitude and latitude of each place.
    providers
        Names.
    both
        Whether the provider delivers both intramural and at home.
    first_location
        The provider's first location, -1 where it has none.
    names, owners, lies_in, segments, codes, lon, lat
        Of each location: name, provider, place, stated segment, coded postcode and coordinates.
    rooms, teams
        By sector: where intramural clients are, and who comes to those at home.
    with_rooms
        By sector and region: providers whose locations take clients freely.
    doors
        By region: locations of VV that take people from elsewhere.
    """

    places: list[str]
    points: np.ndarray
    codes_of: Postcodes
    providers: list[str] = field(default_factory=list)
    both: list[bool] = field(default_factory=list)
    first_location: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    lies_in: list[int] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    rooms: dict[str, Places] = field(default_factory=dict)
    teams: dict[str, Places] = field(default_factory=dict)
    with_rooms: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    doors: dict[str, list[int]] = field(default_factory=dict)

    def provider(self, name: str, offer: str) -> int:
        """Add a provider and return its position."""
        self.providers.append(name)
        self.both.append(offer == OFFERS[0])
        self.first_location.append(-1)
        return len(self.providers) - 1

    def location(self, provider: int, place: int, segment: str, random: np.random.Generator) -> int:
        """Add a location and return its position."""
        count = self.lies_in.count(place)
        self.names.append(f"Locatie {self.places[place]}-{count + 1}")
        self.owners.append(provider)
        self.lies_in.append(place)
        self.segments.append(_SEGMENTS.index(segment))
        self.codes.append(self.codes_of.location(place, count))
        lon, lat = np.round(self.points[place] + random.integers(-AROUND, AROUND + 1, 2) / 100_000, 5)
        self.lon.append(float(lon))
        self.lat.append(float(lat))
        if self.first_location[provider] < 0:
            self.first_location[provider] = len(self.owners) - 1
        return len(self.owners) - 1

    def write(self, folder: Path) -> None:
        """Write the tables `providers` and `locations`."""
        write(
            folder / "providers.parquet",
            provider=np.arange(len(self.providers)) + 1,
            name=texts(np.arange(len(self.providers)), self.providers),
        )
        write(
            folder / "locations.parquet",
            location=np.arange(len(self.owners)) + 1,
            provider=np.array(self.owners) + 1,
            name=texts(np.arange(len(self.names)), self.names),
            area=texts(np.array(self.lies_in), self.places),
            stated_segment=texts(np.array(self.segments), _SEGMENTS),
            postcode=name(np.array(self.codes)),
            lon=np.array(self.lon),
            lat=np.array(self.lat),
        )


class _Rows:
    """Collects the rows of `Places`."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int, int, int]] = []

    def add(self, pool: int, provider: int, location: int = -1, fixed: int = _BY_WEIGHT, weight: int = 0) -> None:
        self.rows.append((pool, provider, location, fixed, weight))

    def places(self) -> Places:
        pool, provider, location, fixed, weight = np.array(self.rows, dtype=np.int64).T
        return Places(pool, provider, location, fixed, weight.astype(float))


def build_supply(
    regions: pd.DataFrame,
    areas: pd.DataFrame,
    inhabitants: Inhabitants,
    use: Use,
    flows: Flows,
    codes_of: Postcodes,
    targets: Targets,
) -> Supply:
    """Return the providers and locations of all regions.

    Parameters
    ----------
    regions, areas
        The reference tables.
    inhabitants
        The observed population.
    use
        Clients per January.
    flows
        Who lives in one region and has care in another.
    codes_of
        The postcodes of each place.
    targets
        The published figures.
    """
    points = np.array([*areas[["lon", "lat"]].to_numpy().tolist(), *(REGIONS[slug].point for slug in ELSEWHERE)])
    supply = Supply([*inhabitants.areas, *ELSEWHERE], points, codes_of)
    names = dict(zip(regions["region"], regions["name"], strict=True))
    _vv(supply, names, inhabitants, use, flows, targets)
    _gz(supply, names, inhabitants, use, targets)
    return supply


def _vv(
    supply: Supply, names: Mapping[str, str], inhabitants: Inhabitants, use: Use, flows: Flows, targets: Targets
) -> None:
    """Add the providers, locations and teams of VV."""
    rooms, teams = _Rows(), _Rows()
    number = _vv_locations(use, targets)
    for pool, region in enumerate(use.regions):
        random = generator(f"providers {VV.name} {region}")
        offers = _offers(region, targets)
        title = f"Aanbieder {VV.abbreviation} {names[region]}"
        own = [
            supply.provider(f"{title} {count + 1}", offer)
            for count, offer in enumerate(np.repeat(OFFERS, offers).tolist())
        ]
        starts = np.cumsum([0, *offers]).tolist()
        both, home, only = (own[start:end] for start, end in pairwise(starts))

        # At home: sizes are drawn, but for one provider just above the minimum, and two just below it.
        below, above = SMALL_AT_HOME
        for provider in [*both, *home[1:]]:
            teams.add(pool, provider, weight=int(random.integers(*SIZE)))
        teams.add(pool, home[0], fixed=above)
        teams.add(pool, supply.provider(f"{title} {len(own) + 1}", OFFERS[1]), fixed=below)
        for provider in only[1:]:
            teams.add(pool, provider, fixed=below)

        # Intramural: as many locations as are counted, of which one just above the minimum, and one just below it.
        place = _area_drawer(inhabitants, region, random)
        below, above = SMALL_INTRAMURAL
        small = only[0] if only else both[0]
        rooms.add(pool, small, supply.location(small, place(), VV.name, random), fixed=above)
        rooms.add(pool, home[1], supply.location(home[1], place(), VV.name, random), fixed=below)
        large = [provider for provider in [*both, *only] if provider != small]
        extra = random.integers(0, len(large), number[region] - 1 - len(large)).tolist()
        for provider in [*large, *(large[index] for index in sorted(extra))]:
            location = supply.location(provider, place(), VV.name, random)
            rooms.add(pool, provider, location, weight=int(random.integers(*SIZE)))
        for count in range(round(number[region] * OTHER_SEGMENT)):
            provider = large[count % len(large)]
            location = supply.location(provider, place(), _SEGMENTS[1 + count % 2], random)
            rooms.add(pool, provider, location, weight=int(random.integers(*SIZE)))
        supply.with_rooms[VV.name, region] = large
        supply.doors[region] = [supply.first_location[provider] for provider in large]

    for (home_region, region), clients in sorted(flows.items()):
        if home_region in use.regions:
            _add_rooms_across(supply, rooms, use.regions, home_region, region, clients)
    supply.rooms[VV.name], supply.teams[VV.name] = rooms.places(), teams.places()


def _add_rooms_across(
    supply: Supply, rooms: _Rows, regions: list[str], home_region: str, region: str, clients: int
) -> None:
    """Add the places outside the region for clients who leave it."""
    pool = regions.index(home_region)
    if region in regions:  # a few at each provider there
        doors = supply.doors[region]
        clients = min(clients, FOREIGNERS * len(doors))
        for count, location in zip(largest_remainder(np.ones(len(doors)), clients).tolist(), doors, strict=True):
            if count:
                rooms.add(pool, supply.owners[location], location, fixed=count)
        return
    random = generator(f"providers across {home_region} {region}")
    number = 1 + clients // ACROSS_BORDER
    owners = [supply.owners[location] for location in supply.doors[home_region]]
    for count, index in zip(largest_remainder(np.ones(number), clients).tolist(), range(number), strict=True):
        owner = owners[index % len(owners)]
        rooms.add(pool, owner, supply.location(owner, supply.places.index(region), VV.name, random), fixed=count)


def _offers(region: str, targets: Targets) -> tuple[int, ...]:
    if region != REGION:
        return REGIONS[region].offers
    return tuple(round(targets(VV, "providers_by_offer", REGION, 2022, offer)) for offer in OFFERS)


def _vv_locations(use: Use, targets: Targets) -> dict[str, int]:
    """Return how many care locations with at least five clients each region has, by stated segment."""
    clients = use.in_january(VV, 2021)
    total = round(targets(VV, "locations_per_1000_clients", COMPARATOR, 2021) / 1000 * clients.sum())
    own = round(targets(VV, "care_locations", REGION, 2021))
    return _with_own(
        use.regions, clients * np.array([REGIONS[region].vv_locations for region in use.regions]), own, total
    )


def gz_locations(use: Use, targets: Targets) -> dict[str, int]:
    """Return how many locations each region has on the Zorgatlas whose postcode more than two GZ users share."""
    clients = use.in_january(GZ, 2022)
    own, total = (
        round(targets(GZ, "locations_per_1000_clients", area, 2022) / 1000 * number)
        for area, number in ((REGION, clients[use.regions.index(REGION)]), (COMPARATOR, clients.sum()))
    )
    return _with_own(
        use.regions, clients * np.array([REGIONS[region].gz_locations for region in use.regions]), own, total
    )


def _with_own(regions: list[str], weights: np.ndarray, own: int, total: int) -> dict[str, int]:
    """Divide what is left of a total beside Rotterdam over the other regions."""
    others = [region for region in regions if region != REGION]
    weight = np.array([weights[regions.index(region)] for region in others])
    return dict(zip(others, largest_remainder(weight, total - own).tolist(), strict=True)) | {REGION: own}


def _area_drawer(inhabitants: Inhabitants, region: str, random: np.random.Generator) -> Callable[[], int]:
    """Return a function that draws an area of the region, by its inhabitants of 75 and older."""
    there = np.flatnonzero(inhabitants.regions == region)
    cumulative = np.cumsum(inhabitants.of(region, 2021)[:, FROM_75:].sum(axis=1))

    def draw() -> int:
        return int(there[np.searchsorted(cumulative, random.integers(0, cumulative[-1]), side="right")])

    return draw


def _gz(supply: Supply, names: Mapping[str, str], inhabitants: Inhabitants, use: Use, targets: Targets) -> None:
    """Add the providers, locations and teams of GZ. Intramural clients are registered where they have care."""
    rooms, teams = _Rows(), _Rows()
    listed = gz_locations(use, targets)
    for region in use.regions:
        random = generator(f"providers {GZ.name} {region}")
        clients = int(use.in_january(GZ, 2022)[use.regions.index(region)])
        size = max(6, clients // GZ_PER_PROVIDER)
        home = round(size * GZ_HOME_ONLY)
        offers = [OFFERS[0]] * (size - home) + [OFFERS[1]] * home
        own = [
            supply.provider(f"Aanbieder {GZ.abbreviation} {names[region]} {count + 1}", offer)
            for count, offer in enumerate(offers)
        ]
        for provider in own:
            teams.add(use.regions.index(region), provider, weight=int(random.integers(*SIZE)))

        people = inhabitants.of(region, 2022).sum(axis=1)
        areas = np.flatnonzero(inhabitants.regions == region)
        spare = 2 + round(listed[region] * NOT_LISTED)
        number = 1 + largest_remainder(people, listed[region] + spare)
        with_rooms = supply.with_rooms[GZ.name, region] = own[: size - home]
        for area in np.repeat(areas, number).tolist():
            provider = with_rooms[int(random.integers(0, len(with_rooms)))]
            weight = int(random.integers(*SIZE))
            rooms.add(area, provider, supply.location(provider, area, GZ.name, random), weight=weight)
        largest = int(areas[people.argmax()])
        for users in SMALL_GZ_LOCATIONS:
            location = supply.location(with_rooms[0], largest, GZ.name, random)
            rooms.add(largest, with_rooms[0], location, fixed=users)
    supply.rooms[GZ.name], supply.teams[GZ.name] = rooms.places(), teams.places()


def write_zorgatlas(
    path: Path, supply: Supply, users: np.ndarray, regions: np.ndarray, use: Use, targets: Targets
) -> None:
    """Write the table `zorgatlas`.

    Parameters
    ----------
    path
        The file.
    supply
        All locations.
    users
        GZ users in January 2022 per location.
    regions
        The region of each area.
    use, targets
        How many of the locations are counted.
    """
    listed = np.ones(len(users), dtype=bool)
    lies_in = np.array(supply.lies_in)
    twice = []
    for region, number in gz_locations(use, targets).items():
        there = np.flatnonzero(np.isin(lies_in, np.flatnonzero(regions == region)))
        counted = there[users[there] >= SMALL_GZ_LOCATIONS[-1]]
        # One postcode is there twice: a location with two entries. The last ones are the small ones, which stay in.
        spare = len(counted) - (number - 1)
        listed[counted[np.arange(spare) * (len(counted) - len(SMALL_GZ_LOCATIONS)) // max(spare, 1)]] = False
        twice.append(counted[0] if listed[counted[0]] else counted[-1])
    entries = np.sort(np.concatenate([np.flatnonzero(listed), twice]))
    write(
        path,
        entry=np.arange(len(entries)) + 1,
        name=texts(entries, supply.names),
        area=texts(lies_in[entries], supply.places),
        postcode=name(np.array(supply.codes)[entries]),
        lon=np.array(supply.lon)[entries],
        lat=np.array(supply.lat)[entries],
    )
