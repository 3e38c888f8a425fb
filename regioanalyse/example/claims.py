"""Claims: what providers bill for care in kind, one file per service month.

A client with intramural care or vpt has one line a month, a client with mpt two or three. Tariffs are scaled per
region and year so that the amount per client in January is the published one. Then come the irregularities of real
claims (`misbehaviour`); none of them changes what a client's month nets to, so the published figures stay in place.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from regioanalyse.example.bystanders import (
    EXPIRED,
    NO_INDICATION,
    OTHER_PROFILE,
    REVERSED,
    REVERSED_TWICE,
    Bystanders,
)
from regioanalyse.example.careers import MONTHS, Careers
from regioanalyse.example.delivery import Delivery
from regioanalyse.example.januaries import FORMS
from regioanalyse.example.misbehaviour import (
    CORRECTED,
    CORRECTED_LATE,
    DUPLICATED,
    LATEST_CORRECTION,
    SECOND_FORM,
    SECOND_FORM_TIES,
)
from regioanalyse.example.persons import client_numbers
from regioanalyse.example.randomness import generator
from regioanalyse.example.supply import Supply
from regioanalyse.example.targets import COMPARATOR, Targets
from regioanalyse.example.world import GZ, PROFILES, REGION, VV
from regioanalyse.example.writing import texts, write

INTRAMURAL, VPT, MPT, PGB = range(len(FORMS))

#: Line numbers of a billing round start at its month's multiple of this; late corrections come in its second half.
ROUND = 1_000_000

# --- tariffs ------------------------------------------------------------------------------------------------------

#: Euro a month before scaling. Assumption, shaped after the national tariffs; not copied.
TARIFFS = {
    "Z041": 5200, "Z051": 7100, "Z061": 7000, "Z071": 8600, "Z081": 9800, "Z431": 4400, "Z441": 4900, "Z451": 6700,
    "Z461": 6300, "Z471": 9400, "Z481": 8600, "Z511": 6900, "Z611": 6400, "V041": 4100, "V051": 5600, "V061": 5700,
    "V071": 7000, "V081": 8100, "V431": 3500, "V441": 4000, "V451": 5600, "V461": 5200, "V471": 7900, "V481": 7200,
    "V511": 5400, "V611": 5200, "H104": 1300, "H117": 480, "H126": 1900, "H150": 900, "H300": 1700, "H531": 1100,
    "H900": 1500,
}  # fmt: skip
#: How far a line may be from its tariff, thousandths: days of absence, and hours for mpt.
SPREAD, MPT_SPREAD = (940, 1061), (600, 1401)

# --- cost per client ------------------------------------------------------------------------------------------------

#: January's amount per VV client in the years that are not published, relative to the nearest published year.
VV_BEFORE_2020, VV_AFTER_2022 = 0.955, 1.035
#: January's amount per GZ client in 2020, euro a month. Assumption; Rotterdam's change 2020/2022 is published.
GZ_COST_2020 = {REGION: 5350.0, COMPARATOR: 5180.0}
GZ_CHANGE_COMPARATOR = 8.2
#: Cost of the years relative to 2020, as a part of the change 2020/2022. Assumption.
GZ_COST_PATH = {2019: -0.45, 2020: 0.0, 2021: 0.4, 2022: 1.0, 2023: 1.5}
#: Cost per client relative to the other regions: repeating from the first region in the alphabet. Assumption.
REGION_COST = (1.012, 0.995, 1.003, 0.99, 0.998, 1.006)
#: What a year adds to that. Assumption: in most regions costs rise alike.
REGION_COST_DRIFT = (0.0, 0.001, 0.012, -0.001, -0.011, 0.0, 0.001)


@dataclass
class Lines:
    """Claim lines of one month; columns of equal length.

    Attributes
    ----------
    client
        Client numbers.
    product
        Positions in the list of product codes.
    provider, location
        Positions in `Supply`; location -1 where there is none.
    amount
        Cents.
    """

    client: np.ndarray
    product: np.ndarray
    provider: np.ndarray
    location: np.ndarray
    amount: np.ndarray

    def __add__(self, other: "Lines") -> "Lines":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Lines(*(np.concatenate(pair) for pair in pairs))

    def at(self, rows: np.ndarray) -> "Lines":
        """Return some of the lines."""
        return Lines(*(column[rows] for column in vars(self).values()))


def write_claims(
    folder: Path,
    sectors: list[Careers],
    deliveries: list[Delivery],
    others: Bystanders,
    supply: Supply,
    regions: list[str],
    products: pd.DataFrame,
    targets: Targets,
) -> None:
    """Write one file of claims per service month.

    Parameters
    ----------
    folder
        Where the files go; made when it is not there.
    sectors
        The careers of VV, of GZ and of visitors.
    deliveries
        Provider and location of these.
    others
        The people who do not count.
    supply
        Providers and locations.
    regions
        Slugs, in the order that the careers number them.
    products
        The table `products`.
    targets
        The published figures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    codes = products["product_code"].tolist()
    numbers = client_numbers(sectors, others)
    both = np.array(supply.both)
    first = np.array(supply.first_location)
    billing = [
        _Billing(careers, delivery, number, codes, regions, both, first)
        for careers, delivery, number in zip(sectors, deliveries, numbers, strict=False)
    ]
    vv, gz, visitors = billing
    regular, reversed_ = _of_bystanders(others, numbers[-1], codes, supply)
    for month, name in enumerate(MONTHS):
        random = generator(f"claims {name}")
        own = vv.month(month, targets, random) + gz.month(month, targets, random)
        visitors.factor = vv.factor
        base = own + visitors.month(month, None, random) + regular
        _write_month(folder / f"{name}.parquet", codes, base, reversed_, month, random)


class _Billing:
    """What providers bill for the clients of one sector."""

    def __init__(
        self,
        careers: Careers,
        delivery: Delivery,
        numbers: np.ndarray,
        codes: list[str],
        regions: list[str],
        both: np.ndarray,
        first_location: np.ndarray,
    ) -> None:
        self.careers, self.delivery, self.numbers, self.regions = careers, delivery, numbers, regions
        self.both, self.first_location = both, first_location
        position = {code: index for index, code in enumerate(codes)}
        digits = [PROFILES[profile].product for profile in careers.sector.counted]
        self.whole = np.array([[position[letter + digit] for digit in digits] for letter in "ZV"])
        patterns = careers.sector.mpt_products
        self.parts = np.array([[*(position[code] for code in pattern), -1][:3] for pattern in patterns])
        self.pattern = generator(f"mpt {careers.sector.name}").integers(0, len(patterns), len(numbers))
        self.tariff = np.array([TARIFFS.get(code, 0) * 100 for code in codes])
        self.begins = np.searchsorted(careers.month, np.arange(len(MONTHS) + 1))
        self.factor = np.zeros(0, dtype=np.int64)

    def month(self, month: int, targets: Targets | None, random: np.random.Generator) -> Lines:
        """Return the lines of a month, right amounts; without targets at the tariffs that `factor` has."""
        rows = slice(self.begins[month], self.begins[month + 1])
        client, region = self.careers.client[rows], self.careers.region[rows]
        profile, form = self.careers.profile[rows], self.careers.form[rows]
        row, product, main = self._products(client, profile, form)
        spread = np.where(form[row] == MPT, random.integers(*MPT_SPREAD, len(row)), random.integers(*SPREAD, len(row)))
        amount = self.tariff[product] * spread // 1000

        # A second form: a line of another form beside the first line, never larger than it.
        provider, location = self.delivery.provider[rows], self.delivery.location[rows]
        second = np.flatnonzero(main & (random.random(len(row)) < SECOND_FORM) & self.both[provider[row]])
        beside = row[second]
        # intramural: vpt or mpt; vpt: mpt; mpt: intramural
        other = np.choose(form[beside], [random.integers(VPT, MPT + 1, len(beside)), MPT, INTRAMURAL])
        part = random.integers(50, 900, len(second))
        part[(random.random(len(second)) < SECOND_FORM_TIES) & (form[beside] != MPT)] = 1000
        product_beside = np.where(other == MPT, self.parts[0, 0], self.whole[np.minimum(other, VPT), profile[beside]])
        elsewhere = np.where(other == INTRAMURAL, self.first_location[provider[beside]], -1)
        at = np.concatenate([location[row], elsewhere])
        row = np.concatenate([row, beside])
        product = np.concatenate([product, product_beside])
        amount = np.concatenate([amount, amount[second] * part // 1000])

        if targets and month % 12 == 0:  # tariffs change once a year
            found = np.bincount(region[row], amount, len(self.regions))
            clients = np.bincount(region, minlength=len(self.regions))
            self.factor = np.rint(self._wanted(2019 + month // 12, clients, targets) / found * 1e6).astype(np.int64)
        scaled = amount * self.factor[region[row]] // 1_000_000
        return Lines(self.numbers[client[row]], product, provider[row], at, scaled)

    def _products(self, client: np.ndarray, profile: np.ndarray, form: np.ndarray) -> tuple[np.ndarray, ...]:
        """Return per line the row of its client, its product, and whether it is the client's first line."""
        whole = np.flatnonzero(form <= VPT)
        modular = np.flatnonzero(form == MPT)
        parts = self.parts[self.pattern[client[modular]]]
        which, number = np.nonzero(parts >= 0)
        row = np.concatenate([whole, modular[which]])
        product = np.concatenate([self.whole[form[whole], profile[whole]], parts[which, number]])
        return row, product, np.concatenate([np.ones(len(whole), dtype=bool), number == 0])

    def _wanted(self, year: int, clients: np.ndarray, targets: Targets) -> np.ndarray:
        """Return the amount that a January's lines must sum to in each region, cents."""
        cost = _vv_cost if self.careers.sector == VV else _gz_cost
        is_region = np.array([name == REGION for name in self.regions])
        own = cost(REGION, year, targets) * clients[is_region].sum()
        rest = cost(COMPARATOR, year, targets) * clients.sum() - own
        relative = np.resize(REGION_COST, len(clients)) + np.resize(REGION_COST_DRIFT, len(clients)) * (year - 2020)
        weight = np.where(is_region, 0, clients * relative)
        return 100 * np.where(is_region, own, rest * weight / weight.sum())


def _vv_cost(area: str, year: int, targets: Targets) -> float:
    published = targets(VV, "cost_per_client_month", area, min(max(year, 2020), 2022))
    return published * {2019: VV_BEFORE_2020, 2023: VV_AFTER_2022}.get(year, 1.0)


def _gz_cost(area: str, year: int, targets: Targets) -> float:
    change = targets(GZ, "cost_per_client_change", area, "2020/2022") if area == REGION else GZ_CHANGE_COMPARATOR
    return GZ_COST_2020[area] * (1 + change / 100 * GZ_COST_PATH[year])


def _of_bystanders(
    others: Bystanders, numbers: np.ndarray, codes: list[str], supply: Supply
) -> tuple[Lines, list[Lines]]:
    """Return the lines of bystanders that stay; and those that are taken back once, and twice."""
    rooms = supply.rooms[GZ.name]
    in_area = np.unique(rooms.pool, return_index=True)[1][others.area]

    def bills(*kinds: str) -> Lines:
        who = np.flatnonzero(np.isin(others.kind, kinds))
        product = [f"Z{PROFILES[profile].product}" for profile in others.profile[who].tolist()]
        amount = np.array([TARIFFS[code] * 100 for code in product], dtype=np.int64)
        place = in_area[who]
        return Lines(
            numbers[who],
            np.array([codes.index(code) for code in product]),
            rooms.provider[place],
            rooms.location[place],
            amount,
        )

    return bills(OTHER_PROFILE, EXPIRED, NO_INDICATION), [bills(REVERSED), bills(REVERSED_TWICE)]


def _write_month(
    path: Path, codes: list[str], regular: Lines, reversed_: list[Lines], month: int, random: np.random.Generator
) -> None:
    """Add corrections and duplicates, number the lines and write the month."""
    once, again = reversed_
    first = regular + once + again
    taken_back = np.repeat([0, 1, 2], [len(lines.client) for lines in (regular, once, again)])
    order = np.argsort(first.client, kind="stable")
    first, taken_back = first.at(order), taken_back[order]

    corrected = np.flatnonzero((random.random(len(first.client)) < CORRECTED) & (taken_back == 0))
    right = first.at(corrected)
    first.amount[corrected] = right.amount * random.integers(500, 1500, len(corrected)) // 1000
    late = (random.random(len(corrected)) < CORRECTED_LATE) * random.integers(1, LATEST_CORRECTION + 1, len(corrected))
    reverses = np.concatenate([corrected, np.repeat(np.arange(len(taken_back)), taken_back)])
    credit = first.at(reverses)
    credit.amount = -credit.amount
    lines = first + credit + right

    at_once = np.zeros(len(reverses) - len(corrected), dtype=np.int64)
    rounds = np.concatenate([np.zeros(len(first.client), dtype=np.int64), late, at_once, late])
    line = _line_numbers(month, rounds)
    refers_to = np.zeros(len(line), dtype=np.int64)
    refers_to[len(first.client) : len(first.client) + len(reverses)] = line[reverses]
    twice = np.repeat(np.arange(len(line)), 1 + (random.random(len(line)) < DUPLICATED))
    write(
        path,
        line=line[twice],
        reverses=pa.array(refers_to[twice], mask=refers_to[twice] == 0),
        client=lines.client[twice],
        month=texts(np.zeros(len(twice), dtype=np.int64), [path.stem]),
        provider=lines.provider[twice] + 1,
        location=pa.array(lines.location[twice] + 1, mask=lines.location[twice] < 0),
        product_code=texts(lines.product[twice], codes),
        amount=lines.amount[twice],
    )


def _line_numbers(month: int, rounds: np.ndarray) -> np.ndarray:
    """Return line numbers by the round that the lines were billed in: that of the service month, or a later one.

    The second half of a round's numbers is for late corrections; each service month has a part of its own there.
    """
    line = np.empty(len(rounds), dtype=np.int64)
    for later in range(LATEST_CORRECTION + 1):
        billed = np.flatnonzero(rounds == later)
        start = (month + 1 + later) * ROUND
        if later:
            start += ROUND // 2 + (later - 1) * (ROUND // 2 // LATEST_CORRECTION)
        line[billed] = start + 1 + np.arange(len(billed))
    return line
