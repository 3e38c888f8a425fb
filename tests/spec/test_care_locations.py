"""care_locations: VV by the stated segment with at least five clients (2021: whatever is stated); GZ by postcode."""

import pandas as pd
import pytest

from regioanalyse.indicators.care_locations import points
from regioanalyse.records.sector import SECTORS
from tests.spec.conftest import table_of, values_of
from tests.spec.tables import marts_with, rows

#: Locations with the number of clients of a sector there in January 2021.
LOCATIONS = rows(
    """
    month    sector  region     area       location  stated_segment  clients
    2021-01  vv      rotterdam  delfshaven 1         vv              5
    2021-01  vv      rotterdam  delfshaven 2         vv              4
    2021-01  vv      rotterdam  charlois   3         gz              30
    2021-01  gz      rotterdam  charlois   4         vv              30
    2021-01  vv      rotterdam  charlois   5         vv              30
    2021-01  gz      rotterdam  charlois   5         vv              30
    2022-01  vv      rotterdam  charlois   6         vv              30
    2021-01  vv      drenthe    assen      7         vv              9
    """
)
ZORGATLAS = rows(
    """
    month    region     area       entry  clients
    2022-01  rotterdam  delfshaven 1      3
    2022-01  rotterdam  delfshaven 2      2
    2022-01  rotterdam  charlois   3      40
    2022-01  rotterdam  charlois   4      40
    2023-01  rotterdam  charlois   5      40
    """
)
USE = """
month    sector region     profile clients
2021-01  vv     rotterdam  5VV     1000
2021-01  vv     drenthe    5VV     1000
2021-01  vv     utrecht    5VV     1000
2022-01  gz     rotterdam  7VG     500
2022-01  gz     drenthe    7VG     500
"""
MARTS = marts_with(use=USE, locations=LOCATIONS, zorgatlas=ZORGATLAS)


def test_vv_counts_by_the_stated_segment_from_five_vv_clients() -> None:
    # rotterdam: 1 and 5; 2 has four clients, 3 states gz, 4 has GZ clients only, 6 is a year later
    # utrecht has clients and no location: 0, not unknown
    assert values_of("care_locations", "vv", 2022, MARTS) == {
        "rotterdam 2021": 2,
        "drenthe 2021": 1,
        "utrecht 2021": 0,
        "zilveren-kruis 2021": 3,
    }


def test_the_method_of_2021_counts_by_what_is_claimed_whatever_is_stated() -> None:
    # rotterdam: 1, 3 and 5, so the new count is lower
    frame = table_of("care_locations", "vv", 2022, MARTS, 2021)
    values = dict(zip(frame["area"] + " " + frame["period"], frame["value"], strict=True))
    assert values["rotterdam 2021"] == 3


def test_gz_counts_entries_of_the_zorgatlas_whose_postcode_more_than_two_users_share() -> None:
    # 1 (three users), 3 and 4 (the same postcode, both count); 2 has two users
    assert values_of("care_locations", "gz", 2023, MARTS) == {
        "rotterdam 2022": 3,
        "drenthe 2022": 0,
        "zilveren-kruis 2022": 3,
    }


def test_a_location_is_not_a_person() -> None:
    frame = table_of("care_locations", "vv", 2022, MARTS)
    assert frame["count"].isna().all()


@pytest.mark.parametrize(
    ("sector", "edition", "methodology"), [("vv", 2022, 2022), ("vv", 2022, 2021), ("gz", 2023, 2023)]
)
def test_points_are_the_locations_that_are_counted_without_the_clients_there(
    sector: str, edition: int, methodology: int
) -> None:
    where = {"name": "Huis", "lon": 4.5, "lat": 51.9}
    found = points(
        marts_with(use=USE, locations=LOCATIONS.assign(**where), zorgatlas=ZORGATLAS.assign(**where)),
        SECTORS[sector].edition(edition, methodology),
    )
    assert list(found) == ["region", "area", "name", "lon", "lat"]
    counted = table_of("care_locations", sector, edition, MARTS, methodology).set_index("region")["value"]
    number = found.groupby("region").size().reindex(counted.index.drop("zilveren-kruis"), fill_value=0)
    pd.testing.assert_series_equal(number, counted.drop("zilveren-kruis"), check_names=False, check_dtype=False)
