"""One report: a region, a sector, an edition and a methodology, and the values that belong to it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from regioanalyse import indicators, marts, sources
from regioanalyse.errors import choices
from regioanalyse.figures import maps, renderer
from regioanalyse.project import root
from regioanalyse.records.group import GROUPS
from regioanalyse.records.sector import SECTORS

renderer.enable()


@dataclass(frozen=True)
class Report:
    """What a notebook is about; it refuses what does not exist and lists what does.

    Parameters
    ----------
    region
        Slug of a region, see `params/`.
    sector
        Name of a sector.
    edition
        The report's year.
    methodology
        The version of the definitions; the edition's own is the edition.

    Raises
    ------
    InputError
        For a region, sector, edition or methodology that is not there.
    """

    region: str
    sector: str
    edition: int
    methodology: int

    def __post_init__(self) -> None:
        names = sources.region_names(root())
        if self.region not in names:
            raise choices(self.region, list(names), "region")
        indicators.values(self.sector, self.edition, self.methodology)

    @property
    def name(self) -> str:
        """Dutch name of the region."""
        return sources.region_names(root())[self.region]

    @property
    def regions(self) -> dict[str, str]:
        """Dutch name of every region of the country, by slug: clients come from and go to all of them."""
        return sources.names_of_all_regions()

    def values(self, indicator: str, areas: bool = False) -> pd.DataFrame:
        """Return the values of an indicator.

        Parameters
        ----------
        indicator
            Name, see the reading guide.
        areas
            The region's areas in place of the region, the comparator and the country.

        Returns
        -------
        DataFrame
            The columns of `regioanalyse indicators`, and `name`, the Dutch name of the area. The region comes
            first, then the comparator, then the country; periods and categories in their own order.
        """
        indicators.record(indicator, self.sector).version(self.methodology)
        every = indicators.values_of(indicator, self.sector, self.edition, self.methodology)
        area = every["area"].to_numpy()
        if areas:
            chosen = np.flatnonzero((every["region"].to_numpy() == self.region) & (area != self.region))
        else:
            chosen = np.concatenate([np.flatnonzero(area == each) for each in (self.region, *GROUPS)])
        return _named(every.take(chosen).reset_index(drop=True))

    def shown(self, figure: str) -> str:
        """Return the indicator of a figure that the methodology decides on: `location_map`, `use_per_area`, … .

        Per area that is a value of the latest year in methodology 2021, a change over a period from 2022 on; see
        `regioanalyse.records.sector.Sector.figures`.
        """
        return SECTORS[self.sector].edition(self.edition, self.methodology).shown(figure)

    def every(self, indicator: str) -> pd.DataFrame:
        """Return the values of an indicator for all regions and areas, in the columns of `values`."""
        return _named(indicators.values_of(indicator, self.sector, self.edition, self.methodology))

    def shapes(self) -> gpd.GeoDataFrame:
        """Return the shapes of the region's areas: `area`, `geometry` in metres; `maps.note` says what they are."""
        return maps.shapes_of(self.region)

    def locations(self) -> gpd.GeoDataFrame:
        """Return the care locations that `care_locations` counts, one row each.

        Returns
        -------
        GeoDataFrame
            `area`, `name` and `geometry`, a point in the metres of `shapes`. Points of one postcode are the same.
        """
        return maps.locations_of(self.region, self.sector, self.edition, self.methodology)

    def mart(self, months: list[str]) -> pd.DataFrame:
        """Return the counts underneath, for questions of one's own: the region's cells in the given months.

        Small counts are in here: do not publish a cell of fewer than ten clients.

        Returns
        -------
        DataFrame
            `month`, `sector`, `region`, `area`, `age_band`, `profile`, `delivery_form`, `clients`, `amount` (cents).
        """
        use = marts.of_months("use", months)
        return use[(use["region"] == self.region) & (use["sector"] == self.sector)].reset_index(drop=True)


def _named(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(name=table["area"].map(_names()))


def _names() -> dict[str, str]:
    return _names_in(*((file, file.stat().st_mtime_ns) for file in map(sources.path_of, ("areas", "regions"))))


@cache
def _names_in(*files: tuple[Path, int]) -> dict[str, str]:
    """Return the names of areas and regions, made once from these files: every value gets one."""
    areas = sources.read("areas")
    return {
        **dict(zip(areas["code"], areas["name"].str.removeprefix("Rotterdam "), strict=True)),
        **sources.region_names(root()),
        **{group.name: group.title for group in GROUPS.values()},
    }
