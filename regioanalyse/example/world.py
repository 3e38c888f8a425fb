"""What is assumed of each region and sector of the generated world: records read from the YAML files beside this one.

All of it is assumption unless a field says otherwise. What is published is in `data/published.csv` (`targets`).
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from regioanalyse.records.categories import AGE_BANDS, STATUSES
from regioanalyse.records.reading import Record, read

#: One number per five-year age band.
PerBand = Annotated[tuple[float, ...], Field(min_length=len(AGE_BANDS), max_length=len(AGE_BANDS))]
Status = Annotated[str, Field(pattern=f"^({'|'.join(STATUSES)})$")]


class Region(Record):
    """A region of the country. Numbers are relative to the other regions unless a field says otherwise.

    Attributes
    ----------
    postcodes
        The first and last four-digit code. Shaped after the map of postcodes; not copied.
    point
        Longitude and latitude of a region elsewhere; None for one of ours, whose areas have points.
    neighbours
        The nearest regions, nearest first.
    growth
        Of the inhabitants, from one year to the next. In line with CBS for the last years.
    vv_use, vv_use_drift
        VV clients per 75+, and the yearly drift of that: cities higher, wealthy regions lower.
    at_home, at_home_drift
        Share at home, and the yearly drift of that, so that care at home grows faster in one region than in another.
    gz_use
        GZ clients per inhabitant: more where the large institutions are.
    vv_locations, gz_locations
        Care locations per 1000 clients.
    offers
        Providers of VV by offer (`providers.OFFERS`). Pooled with the published region's, the share that offers care
        at home is the published one.
    expenditure
        Expenditure per client, relative to the published region.
    labour_regions
        The labour-market regions that make up the region, with their weight. Shaped after the regions of the
        employers' organisations; not copied.
    workers, workers_growth
        Workers per VV client in 2020 relative to the published region, and their growth 2020/2040, %.
    waits
        Waiting times.
    """

    postcodes: tuple[int, int]
    point: tuple[float, float] | None = None
    neighbours: tuple[str, ...] = ()
    growth: float = 1.006
    vv_use: float = 1.0
    vv_use_drift: float = 0.0
    at_home: float = 1.0
    at_home_drift: float = 0.0
    gz_use: float = 1.0
    vv_locations: float = 1.0
    gz_locations: float = 1.0
    offers: tuple[int, int, int] = (0, 0, 0)
    expenditure: float = 1.0
    labour_regions: dict[str, int] = Field(default_factory=dict)
    workers: float = 1.0
    workers_growth: float = 0.0
    waits: float = 1.0


class Area(Record):
    """An area of the published region.

    Attributes
    ----------
    change
        Of clients per 75+ from 2019 to 2022, %, before all are scaled to the region's: four rise notably, Charlois and
        Feijenoord fall, nine of sixteen do better than the comparator, as the published pages say.
    ses
        Socioeconomic group, 1 (lowest) to 5. After the published remark: low in Delfshaven, Feijenoord and Charlois.
    urbanity
        CBS class, 1 is the most urban. After the same remark.
    """

    change: float
    ses: int = Field(ge=1, le=5)
    urbanity: int = Field(ge=1, le=5)


class Published(Record):
    """The region whose figures are published, partly without the region or area that each value belongs to.

    Attributes
    ----------
    region
        Its slug.
    inflow_order, outflow_order
        From and to which regions the printed flows are, in printed order. Assumption, but for the first two.
    inflow_rest, outflow_rest
        The other flows: weights of what the printed inflow leaves of its total, and clients of the outflow, fewer than
        the least that is printed.
    at_home_change_order
        Its areas in the order of the printed changes of the share at home 2019/2022: a pairing that adds up to the
        change of the region.
    new_clients_order
        Its areas in the order of the printed projected new clients 2020/2040. Only the two largest are published;
        the pairing is the one whose shares of the 2040 total come nearest to what follows from the age structure.
    areas
        By code.
    """

    region: str
    inflow_order: tuple[str, ...]
    inflow_rest: dict[str, int]
    outflow_order: tuple[str, ...]
    outflow_rest: dict[str, int]
    at_home_change_order: tuple[str, ...]
    new_clients_order: tuple[str, ...]
    areas: dict[str, Area]


class Profile(Record):
    """A care profile.

    Attributes
    ----------
    product
        Digits of the product codes for intramural care (Z...) and vpt (V...).
    counts
        Whether those with it are clients.
    at_home
        Share at home, %, before scaling to the region's: the lighter the profile, the more.
    share, published_share
        Share of the clients, %, and that in the published region where it differs. After the published remark:
        relatively more 4VG and fewer 7VG there, and few clients with another profile than VG.
    """

    product: str = Field(pattern=r"^\d{3}$")
    counts: bool = True
    at_home: float = 0.0
    share: float = 0.0
    published_share: float | None = None


class Waiting(Record):
    """How the clients of a sector wait.

    Attributes
    ----------
    entrants
        Of a hundred who enter care, how many had waited, by their last status. The others had not.
    days
        Days from the first day of waiting to the placement, dealt out in turn: two of ten who wait actively for VV
        wait longer than the norm of six weeks, and three or four of ten for GZ longer than thirteen.
    days_change
        Change of these days per month of placement from 2021 on: VV shorter, GZ longer each month.
    more_preference
        Of a hundred entrants, how many more wait for their preference with each month from 2021 on, so that the list
        stays as long while waits get shorter.
    elsewhere, published_elsewhere
        Of a hundred clients with intramural care for two years, how many wait for another provider at some time; and
        in the published region, where it is fewer, as published.
    at_home_elsewhere, published_at_home_elsewhere
        The same of clients at home. More in the published region: its list as a whole is no shorter.
    elsewhere_status
        Status of those who wait for another provider, in turn: in GZ some need another place at once.
    """

    entrants: dict[Status, int]
    days: dict[Status, Annotated[tuple[int, ...], Field(min_length=10, max_length=10)]]
    days_change: float
    more_preference: float
    elsewhere: int
    published_elsewhere: int
    at_home_elsewhere: int
    published_at_home_elsewhere: int
    elsewhere_status: tuple[Status, ...]


class Sector(Record):
    """A sector whose clients are generated.

    Attributes
    ----------
    name, abbreviation
        As in the tables, and as in the names of providers.
    report
        The published report that it is calibrated on (`targets`).
    profiles
        Care profiles, light to heavy.
    in_locations
        Whether clients with intramural care are registered where they have it: in the area, and at the postcode, of
        the location. Otherwise they keep their address in the region.
    leaving
        Chance to leave care in a month: VV 1.5 to 4 years in care, GZ most of a life.
    younger_at_entry
        How many years younger a new client is than the clients already there: half of a stay.
    changing, moving, changing_place
        Chance in a month of another profile or delivery form, of a move to another area, and of another provider or
        location.
    relative_use
        Relative use. Shaped after what is known of Wlz use; not copied: VV doubles with every five years of age, GZ is
        highest for adults and lower where people die young.
    area_level
        How far the use in an area is from its region's, % at most.
    mpt_products
        What a client with mpt has: each client keeps one of these.
    born
        First year of birth, and the year after the last, of people with a profile who do not count.
    waiting
        How its clients wait.
    """

    name: str
    abbreviation: str
    report: str
    profiles: dict[str, Profile]
    in_locations: bool
    leaving: PerBand
    younger_at_entry: int
    changing: float
    moving: float
    changing_place: float
    relative_use: PerBand
    area_level: float
    mpt_products: tuple[tuple[str, ...], ...]
    born: tuple[int, int]
    waiting: Waiting

    @property
    def counted(self) -> list[str]:
        """The profiles that count: the order in which careers number them."""
        return [name for name, profile in self.profiles.items() if profile.counts]


class _Regions(Record):
    regions: dict[str, Region]


class _Sectors(Record):
    nursing: Sector
    disability: Sector


_HERE = Path(__file__).parent
#: Every region of the country by slug.
REGIONS = read(_HERE / "regions.yaml", _Regions).regions
PUBLISHED = read(_HERE / "published.yaml", Published)
_SECTORS = read(_HERE / "sectors.yaml", _Sectors)
VV, GZ = _SECTORS.nursing, _SECTORS.disability
#: Of all profiles: a profile is of one sector.
PROFILES = VV.profiles | GZ.profiles
#: The region whose figures are published.
REGION = PUBLISHED.region
#: Slugs of the regions that are not ours, in order.
ELSEWHERE = sorted(slug for slug, region in REGIONS.items() if region.point)
