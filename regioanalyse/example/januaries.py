"""How many clients each region has in January, by care profile and delivery form.

Rotterdam and the comparator are published; the other regions share what is left of the comparator once Rotterdam is
taken out, around a use and a share at home of their own. The result is a table of whole clients per region and
year, profiles × forms, which the careers then follow month by month.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from regioanalyse.example.inhabitants import FROM_75, Inhabitants
from regioanalyse.example.rounding import largest_remainder, rake, round_table
from regioanalyse.example.targets import COMPARATOR, Targets
from regioanalyse.example.world import GZ, REGION, REGIONS, VV, Profile, Sector
from regioanalyse.records.categories import DELIVERY_FORMS

#: The Januaries that claims cover.
YEARS = (2019, 2020, 2021, 2022, 2023)
FORMS = DELIVERY_FORMS
AT_HOME_FORMS = FORMS[1:]

# --- VV -----------------------------------------------------------------------------------------------------------

#: Rotterdam's VV clients in January 2023, relative to 2022: not published, assumption. The comparator keeps its rate.
REGION_GROWTH_2023 = 1.018
#: Share of 7VV in Rotterdam, %. Inferred: the four printed shares add to 100 with an 8VV below 1.
REGION_7VV = 7.6
#: Taken from the printed shares of 4VV and 6VV, percentage points. Assumption within their rounding: with it there
#: are enough clients with 8VV to print their share at home.
REGION_PROFILE_ROUNDING = 0.2
#: Weights of 4VV, 6VV and 8VV in what 5VV and 7VV leave in the comparator. Assumption: as in Rotterdam.
COMPARATOR_REST = {"4VV": 25.0, "6VV": 17.5, "8VV": 0.5}
#: Percentage points that 5VV gains a year in Rotterdam, at the cost of 4VV and 6VV. Assumption: "did not change".
REGION_5VV_DRIFT = 0.2
#: Added to Rotterdam's printed shares at home per profile, percentage points. Assumption within their rounding: with
#: it the growth 2017-2022 of the scenarios and the growth 2019-2022 of the page can both be true.
REGION_AT_HOME_SHIFT = -0.4
#: Share at home relative to January 2022, percentage points. Assumption within the rounding of the published
#: changes 2019/2022 (7 and 6); Rotterdam in 2020 is published, its 2021 lies halfway.
REGION_AT_HOME_PATH = {2019: -6.55, 2021: -2.35, 2023: 1.3}
COMPARATOR_AT_HOME_PATH = {2019: -6.0, 2020: -4.4, 2021: -2.2, 2023: 1.4}
#: vpt, mpt and pgb as a share of the clients at home. Assumption: vpt grows; Rotterdam in 2020 is published.
VV_FORM_SPLIT = {
    2019: (0.205, 0.535, 0.260),
    2020: (0.220, 0.527, 0.253),
    2021: (0.235, 0.525, 0.240),
    2022: (0.250, 0.520, 0.230),
    2023: (0.262, 0.518, 0.220),
}

# --- GZ -----------------------------------------------------------------------------------------------------------

#: Clients in January relative to January 2022. Assumption: about 1.5% a year, as nationally.
GZ_PATH = {2019: 0.957, 2020: 0.972, 2021: 0.986, 2022: 1.0, 2023: 1.013}
#: Share at home, %. Assumption: it rises each year, in Rotterdam by the published 3 percentage points 2021/2023.
GZ_REGION_AT_HOME = {2019: 30.1, 2020: 31.0, 2021: 32.0, 2022: 33.6, 2023: 35.0}
GZ_OTHER_AT_HOME = {2019: 29.6, 2020: 30.3, 2021: 31.1, 2022: 32.2, 2023: 33.3}
GZ_FORM_SPLIT = dict.fromkeys(YEARS, (0.14, 0.38, 0.48))


@dataclass(frozen=True)
class Use:
    """Clients in January.

    Attributes
    ----------
    regions
        Slugs, in the order of the first axis below.
    clients
        By the name of a sector: whole clients, regions × years × profiles × forms.
    """

    regions: list[str]
    clients: Mapping[str, np.ndarray]

    def of(self, sector: Sector) -> np.ndarray:
        """Return the counts of a sector."""
        return self.clients[sector.name]

    def in_january(self, sector: Sector, year: int) -> np.ndarray:
        """Return the clients of a sector in one January, per region."""
        return self.of(sector)[:, YEARS.index(year)].sum(axis=(1, 2))


def january_use(inhabitants: Inhabitants, targets: Targets) -> Use:
    """Return the clients in each January, per region, profile and delivery form.

    Parameters
    ----------
    inhabitants
        The observed population.
    targets
        The published figures.
    """
    regions = sorted(set(inhabitants.regions.tolist()))
    found = {
        sector.name: np.stack([of_sector(regions, year, inhabitants, targets) for year in YEARS], axis=1)
        for sector, of_sector in ((VV, _vv), (GZ, _gz))
    }
    return Use(regions, found)


def _vv(regions: list[str], year: int, inhabitants: Inhabitants, targets: Targets) -> np.ndarray:
    """Return the VV clients in one January, regions × profiles × forms."""
    aged = {region: inhabitants.of(region, year)[:, FROM_75:].sum() for region in regions}
    clients = _vv_clients(year, sum(aged.values()), targets)
    region = _vv_at_home(REGION, year, clients[REGION], targets)
    pooled = _vv_at_home(COMPARATOR, year, clients[COMPARATOR], targets)

    others = [name for name in regions if name != REGION]
    weight = np.array(
        [aged[name] * REGIONS[name].vv_use * (1 + REGIONS[name].vv_use_drift * (year - 2019)) for name in others]
    )
    rest = pooled - region
    per_region = largest_remainder(weight, rest.sum())
    tendency = np.array([[1.0, _at_home(name, year)] for name in others])
    start = per_region[:, None, None] * tendency[:, None, :] * rest[None]
    flat = start.reshape(len(others), -1)
    cells = round_table(rake(flat, per_region, rest.ravel()), per_region, rest.ravel())
    tables = dict(zip(others, cells.reshape(start.shape), strict=True)) | {REGION: region}

    def forms(name: str) -> np.ndarray:
        at_home = int(tables[name][:, 1].sum())
        totals = largest_remainder(np.array(VV_FORM_SPLIT[year]), at_home)
        if name == REGION and year == 2020:
            totals = np.array([_form(targets, form) for form in AT_HOME_FORMS])
        return _by_form(tables[name], totals)

    return np.array([forms(name) for name in regions])


def _at_home(region: str, year: int) -> float:
    """Return a region's share at home relative to the other regions."""
    return REGIONS[region].at_home * (1 + REGIONS[region].at_home_drift * (year - 2019))


def _vv_clients(year: int, aged: int, targets: Targets) -> dict[str, int]:
    """Return the clients of Rotterdam and of the comparator, whose rate per 75+ is what is published."""
    if year == 2023:
        region = REGION_GROWTH_2023 * targets(VV, "clients", REGION, 2022)
        rate = targets(VV, "clients_per_1000_75plus", COMPARATOR, 2022)
    else:
        region = targets(VV, "clients", REGION, year)
        rate = targets(VV, "clients_per_1000_75plus", COMPARATOR, year)
    if year == 2019:  # the printed change is more precise than the printed rate
        change = targets(VV, "clients_per_1000_75plus_change", COMPARATOR, "2019/2022")
        rate = targets(VV, "clients_per_1000_75plus", COMPARATOR, 2022) / (1 + change / 100)
    return {REGION: round(region), COMPARATOR: round(rate / 1000 * aged)}


def _vv_at_home(area: str, year: int, clients: int, targets: Targets) -> np.ndarray:
    """Return the clients of Rotterdam or the comparator, profiles × (intramural, at home)."""
    shift = REGION_AT_HOME_SHIFT if area == REGION else 0.0
    by_profile = [targets(VV, "at_home_share_by_profile", area, 2022, profile) for profile in VV.counted]
    at_home = (np.array(by_profile) + shift) / 100
    profiles = largest_remainder(_vv_profile_shares(area, year, targets), clients)
    if year == 2022:
        return _two_columns(profiles, np.rint(profiles * at_home).astype(np.int64))
    if area == REGION and year == 2020:
        total = round(sum(_form(targets, form) for form in AT_HOME_FORMS))
    else:
        path = REGION_AT_HOME_PATH if area == REGION else COMPARATOR_AT_HOME_PATH
        in_2022 = _vv_profile_shares(area, 2022, targets)
        total = round(clients * ((in_2022 * at_home).sum() / in_2022.sum() + path[year] / 100))
    return _rounded(_two_columns(profiles, profiles * at_home), profiles, np.array([clients - total, total]))


def _vv_profile_shares(area: str, year: int, targets: Targets) -> np.ndarray:
    """Return the shares of 4VV-8VV, %."""
    if area == COMPARATOR:
        fifth = targets(VV, "care_profile_share", area, min(year, 2022), "5VV")
        seventh = targets(VV, "care_profile_share", area, 2022, "7VV")
        rest = (100 - fifth - seventh) / sum(COMPARATOR_REST.values())
        share = {profile: weight * rest for profile, weight in COMPARATOR_REST.items()}
        share |= {"5VV": fifth, "7VV": seventh}
    else:
        share = {profile: targets(VV, "care_profile_share", area, 2022, profile) for profile in ("4VV", "5VV", "6VV")}
        share |= {profile: share[profile] - REGION_PROFILE_ROUNDING for profile in ("4VV", "6VV")}
        share |= {"7VV": REGION_7VV, "8VV": 100 - sum(share.values()) - REGION_7VV}
        drift = REGION_5VV_DRIFT * (min(year, 2022) - 2022)
        share |= {"5VV": share["5VV"] + drift, "4VV": share["4VV"] - drift / 2, "6VV": share["6VV"] - drift / 2}
    return np.array([share[profile] for profile in VV.counted])


def _form(targets: Targets, form: str) -> int:
    return round(targets(VV, "clients_by_delivery_form", REGION, 2020, form))


def _gz(regions: list[str], year: int, inhabitants: Inhabitants, targets: Targets) -> np.ndarray:
    """Return the GZ clients in one January, regions × profiles × forms."""
    people = {region: int(inhabitants.of(region, 2022).sum()) for region in regions}
    in_region = targets(GZ, "gz_share", REGION, 2022) / 100 * people[REGION]
    pooled = targets(GZ, "gz_share", COMPARATOR, 2022) / 100 * sum(people.values())
    others = [name for name in regions if name != REGION]
    weight = np.array([people[name] * REGIONS[name].gz_use for name in others])
    in_2022 = dict(zip(others, weight / weight.sum() * (pooled - in_region), strict=True)) | {REGION: in_region}

    at_home = np.array([GZ.profiles[profile].at_home for profile in GZ.counted])

    def forms(name: str) -> np.ndarray:
        shares = [_share(GZ.profiles[profile], name) for profile in GZ.counted]
        clients = round(in_2022[name] * GZ_PATH[year])
        profiles = largest_remainder(np.array(shares), clients)
        path = GZ_REGION_AT_HOME if name == REGION else GZ_OTHER_AT_HOME
        total = round(clients * path[year] / 100 * _at_home(name, year))
        start = _two_columns(profiles, profiles * at_home / 100)
        table = _rounded(start, profiles, np.array([clients - total, total]))
        return _by_form(table, largest_remainder(np.array(GZ_FORM_SPLIT[year]), total))

    return np.array([forms(name) for name in regions])


def _share(profile: Profile, region: str) -> float:
    """Return the share of a region's GZ clients with a profile, %."""
    return profile.share if region != REGION or profile.published_share is None else profile.published_share


def _two_columns(profiles: np.ndarray, at_home: np.ndarray) -> np.ndarray:
    return np.stack([profiles - at_home, at_home], axis=1)


def _by_form(table: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Split the column "at home" of a table of profiles over the forms with these totals: profiles × forms."""
    at_home = table[:, 1]
    split = _rounded(at_home[:, None] * totals[None, :] / at_home.sum(), at_home, totals)
    return np.concatenate([table[:, :1], split], axis=1)


def _rounded(start: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Rake `start` to whole totals and round it to whole clients."""
    return round_table(rake(start, rows, columns), rows, columns)
