"""Inhabitants on 1 January, per area, year and five-year band; also of the country.

The world starts from what CBS says of each area on 1 January 2021 (`data/areas.csv`: inhabitants and the shares
of 65+, 75+ and 85+). A national age structure fills in the bands between those shares, and a yearly growth
the other years. For Rotterdam the published figures come first: total and share of 75+ per area in 2022, total in
2023, and a number of 75+ per year that fits the published use rates. That number dips in 2021 and jumps in 2022,
because the published reports mix vintages of the population; the example data follow them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from regioanalyse.example.rounding import largest_remainder
from regioanalyse.example.targets import COMPARATOR, COUNTRY, Targets
from regioanalyse.example.world import GZ, REGION, REGIONS, VV
from regioanalyse.example.writing import texts, write
from regioanalyse.records.categories import AGE_BANDS

YEARS = tuple(range(2015, 2024))
#: The year of `data/areas.csv`.
BASE_YEAR = 2021

FROM_65, FROM_75, FROM_85 = (AGE_BANDS.index(band) for band in ("65-69", "75-79", "85-89"))

#: Inhabitants of the Netherlands on 1 January. Assumption, near what CBS counts (StatLine 37296ned); not copied.
COUNTRY_INHABITANTS = {
    2015: 16_900_726, 2016: 16_979_120, 2017: 17_081_507, 2018: 17_181_084, 2019: 17_282_163, 2020: 17_407_585,
    2021: 17_475_415, 2022: 17_590_672, 2023: 17_811_291,
}  # fmt: skip
#: Of whom 75 and older, %. Assumption, shaped after the national population pyramid; not copied.
COUNTRY_SHARE_75PLUS = {
    2015: 7.5, 2016: 7.6, 2017: 7.8, 2018: 8.0, 2019: 8.2, 2020: 8.4, 2021: 8.7, 2022: 8.9, 2023: 9.2,
}  # fmt: skip
#: Age structure of the country on 1 January 2021, thousands per five-year band: the shape within the groups that an
#: area's shares delimit. Assumption, shaped after the national population pyramid; not copied.
COUNTRY_STRUCTURE = np.array([
    858, 893, 949, 1040, 1098, 1128, 1111, 1044, 1005, 1121, 1283, 1256, 1126, 1010, 955, 670, 467, 262, 107, 27,
])  # fmt: skip

#: Rotterdam's bands whose shares of all inhabitants in 2022 are printed, in printed order. The bands are lost.
#: Assumption: these, which the age structure of the region comes nearest to.
PRINTED_BANDS = ("55-59", "60-64", "65-69", "85-89")
#: Rounds of scaling after which bands no longer change visibly.
BENDING_ROUNDS = 40

#: Rotterdam's inhabitants in the years that are not published, relative to 2021. Assumption.
REGION_TOTAL = {2015: 0.9610, 2016: 0.9690, 2017: 0.9775, 2018: 0.9865, 2019: 0.9950, 2020: 0.9985}
#: Rotterdam's inhabitants of 75 and older. Inferred: these fit the published clients per 1000 75+, their change
#: 2019/2022 and the share of 75+ (see above); the years before 2019 and 2023 are an assumption.
REGION_75PLUS = {
    2015: 49_300, 2016: 50_000, 2017: 50_800, 2018: 51_600, 2019: 52_400, 2020: 53_100, 2021: 52_200, 2022: 55_100,
    2023: 56_300,
}  # fmt: skip
#: Inhabitants of 75 and older in the other regions, relative to 2021. Assumption: about 2% a year, as in the country.
#: 2022 is solved from the published share of all regions together, and 2023 grows from there.
OTHER_75PLUS = {2015: 0.875, 2016: 0.893, 2017: 0.912, 2018: 0.933, 2019: 0.955, 2020: 0.978, 2021: 1.0}
OTHER_75PLUS_GROWTH_2023 = 1.031
#: Share of 65+ where it is not known (districts), % = slope × share of 75+ + intercept. Assumption: the line
#: through the larger cities of `data/areas.csv`.
SHARE_65PLUS_SLOPE, SHARE_65PLUS_INTERCEPT = 1.9, 3.0


@dataclass(frozen=True)
class Inhabitants:
    """Inhabitants per year, area and band.

    Attributes
    ----------
    years
        1 January of these years.
    areas
        Codes, in the order of the table `areas`.
    regions
        The region of each area.
    counts
        Persons, years × areas × bands (int64).
    country
        Persons in the whole country, years × bands (int64).
    """

    years: tuple[int, ...]
    areas: list[str]
    regions: np.ndarray
    counts: np.ndarray
    country: np.ndarray

    def of(self, region: str, year: int) -> np.ndarray:
        """Return the persons of a region's areas in a year, areas × bands."""
        return self.counts[self.years.index(year)][self.regions == region]

    def of_year(self, year: int) -> np.ndarray:
        """Return the persons of all areas in a year, areas × bands."""
        return self.counts[self.years.index(year)]

    def write(self, path: Path) -> None:
        """Write the table `population` or `population_forecast`."""
        areas = [*self.areas, COUNTRY]
        everyone = np.concatenate([self.counts, self.country[:, None, :]], axis=1).transpose(1, 0, 2)
        area, year, band = (index.ravel() for index in np.indices(everyone.shape))
        write(
            path,
            area=texts(area, areas),
            year=np.array(self.years, dtype=np.int64)[year],
            age_band=texts(band, list(AGE_BANDS)),
            inhabitants=everyone.ravel(),
        )


def observed_population(areas: pd.DataFrame, targets: Targets) -> Inhabitants:
    """Return the observed inhabitants.

    Parameters
    ----------
    areas
        The table `areas`: one row per municipality or district.
    targets
        The published figures.
    """
    regions = areas["region"].to_numpy(str)
    totals = _totals(areas, regions, targets)
    old = _aged_75plus(areas, regions, totals, targets)
    younger, older = _structure(areas)
    _bend_to_printed(younger, older, regions == REGION, totals[2022], old[2022], targets)
    counts = np.array(
        [
            [
                np.concatenate([largest_remainder(young, total - aged), largest_remainder(aged_bands, aged)])
                for young, aged_bands, total, aged in zip(younger, older, totals[year], old[year], strict=True)
            ]
            for year in YEARS
        ]
    )
    return Inhabitants(YEARS, areas["code"].tolist(), regions, counts, np.array([_country(year) for year in YEARS]))


def _totals(areas: pd.DataFrame, regions: np.ndarray, targets: Targets) -> dict[int, np.ndarray]:
    """Return the inhabitants of each area, by year."""
    base = areas["inhabitants"].to_numpy(float)
    in_region = regions == REGION
    growth = np.array([REGIONS[region].growth for region in regions])
    wanted = {year: share * base[in_region].sum() for year, share in REGION_TOTAL.items()}
    wanted[BASE_YEAR] = base[in_region].sum()
    wanted[2022] = targets(VV, "population", REGION, 2022)
    wanted[2023] = targets(GZ, "population", REGION, 2023)
    totals = {}
    for year in YEARS:
        whole = np.rint(base * (1 + (growth - 1) * (year - BASE_YEAR)))
        whole[in_region] = largest_remainder(base[in_region], round(wanted[year]))
        totals[year] = whole.astype(np.int64)
    return totals


def _aged_75plus(
    areas: pd.DataFrame, regions: np.ndarray, totals: dict[int, np.ndarray], targets: Targets
) -> dict[int, np.ndarray]:
    """Return the inhabitants of 75 and older of each area, by year."""
    in_region = regions == REGION
    base = (areas["inhabitants"] * areas["share_75plus"] / 100).to_numpy(float)
    printed = np.array([targets(VV, "share_75plus", code, 2022) for code in areas["code"][in_region]]) / 100
    # The printed shares are rounded; the same small shift everywhere makes them add up to the region.
    shift = (REGION_75PLUS[2022] - (printed * totals[2022][in_region]).sum()) / totals[2022][in_region].sum()
    pattern = dict.fromkeys(YEARS, base[in_region]) | dict.fromkeys(
        (2022, 2023), (printed + shift) * totals[2022][in_region]
    )
    pooled = targets(VV, "share_75plus", COMPARATOR, 2022) / 100 * totals[2022].sum()
    in_2022 = (pooled - REGION_75PLUS[2022]) / base[~in_region].sum()
    factor = OTHER_75PLUS | {2022: in_2022, 2023: in_2022 * OTHER_75PLUS_GROWTH_2023}
    aged = {}
    for year in YEARS:
        whole = np.rint(base * factor[year])
        whole[in_region] = largest_remainder(pattern[year], REGION_75PLUS[year])
        aged[year] = whole.astype(np.int64)
    return aged


def _structure(areas: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the shape of each area's bands under 75 and from 75 on, areas × bands."""
    share_75, share_85 = areas["share_75plus"].to_numpy(float), areas["share_85plus"].to_numpy(float)
    estimate = SHARE_65PLUS_SLOPE * areas["share_75plus"] + SHARE_65PLUS_INTERCEPT
    share_65 = areas["share_65plus"].fillna(estimate).to_numpy(float)

    def spread(share: np.ndarray, first: int, beyond: int) -> np.ndarray:
        shape = COUNTRY_STRUCTURE[first:beyond]
        return share[:, None] * (shape / shape.sum())[None, :]

    younger = [spread(100 - share_65, 0, FROM_65), spread(share_65 - share_75, FROM_65, FROM_75)]
    older = [spread(share_75 - share_85, FROM_75, FROM_85), spread(share_85, FROM_85, len(AGE_BANDS))]
    return np.concatenate(younger, axis=1), np.concatenate(older, axis=1)


def _bend_to_printed(
    younger: np.ndarray, older: np.ndarray, own: np.ndarray, totals: np.ndarray, aged: np.ndarray, targets: Targets
) -> None:
    """Scale bands of Rotterdam's areas, in place, until the region has the printed shares in 2022.

    Parameters
    ----------
    younger, older
        The shape of each area's bands under 75 and from 75 on, areas × bands; the other bands make up for it.
    own
        Which areas are Rotterdam's.
    totals, aged
        Inhabitants, and those of 75 and older, of each area in 2022.
    targets
        The published figures.
    """
    printed = dict(zip(PRINTED_BANDS, targets.unpaired("age_distribution"), strict=True))
    for shape, first, people in ((younger, 0, totals - aged), (older, FROM_75, aged)):
        bands = [AGE_BANDS.index(band) - first for band in printed]
        wanted = {
            band: share / 100 * totals[own].sum()
            for band, share in zip(bands, printed.values(), strict=True)
            if 0 <= band < shape.shape[1]
        }
        rest = [band for band in range(shape.shape[1]) if band not in wanted]
        for _ in range(BENDING_ROUNDS):
            there = shape[own] / shape[own].sum(axis=1, keepdims=True) * people[own][:, None]
            factor = np.ones(shape.shape[1])
            for band, number in wanted.items():
                factor[band] = number / there[:, band].sum()
            factor[rest] = (people[own].sum() - sum(wanted.values())) / there[:, rest].sum()
            shape[own] *= factor


def _country(year: int) -> np.ndarray:
    aged = round(COUNTRY_INHABITANTS[year] * COUNTRY_SHARE_75PLUS[year] / 100)
    return np.concatenate(
        [
            largest_remainder(COUNTRY_STRUCTURE[:FROM_75], COUNTRY_INHABITANTS[year] - aged),
            largest_remainder(COUNTRY_STRUCTURE[FROM_75:], aged),
        ]
    )
