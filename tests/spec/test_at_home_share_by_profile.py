"""at_home_share_by_profile: clients at home in % of the clients with the same profile, in the edition's year."""

import math

import pytest

from tests.spec.conftest import marts_of, table_of, values_of

USE = """
month    region     profile  delivery_form  clients
2022-01  rotterdam  4VV      intramural      50
2022-01  rotterdam  4VV      pgb             10
2022-01  rotterdam  4VV      mpt             20
2022-01  rotterdam  4VV      vpt             20
2022-01  rotterdam  5VV      intramural      40
2022-01  rotterdam  9VV      pgb             99
2021-01  rotterdam  4VV      pgb             99
2022-01  drenthe    4VV      intramural     100
"""


def test_at_home_is_of_the_clients_with_the_same_profile() -> None:
    # rotterdam 4VV (10 + 20 + 20) / 100 = 50%, 5VV 0 / 40 = 0%; comparator 4VV 50 / 200 = 25%
    values = values_of("at_home_share_by_profile", "vv", 2022, marts_of(use=USE))
    assert values["rotterdam 2022 4VV"] == 50
    assert values["rotterdam 2022 5VV"] == 0
    assert values["zilveren-kruis 2022 4VV"] == 25


def test_a_profile_that_nobody_has_is_missing_and_one_that_does_not_count_is_not_there() -> None:
    values = values_of("at_home_share_by_profile", "vv", 2022, marts_of(use=USE))
    assert math.isnan(values["rotterdam 2022 8VV"])
    assert {key.split()[2] for key in values} == {"4VV", "5VV", "8VV"}
    assert {key.split()[1] for key in values} == {"2022"}


GZ = """
month    sector  region     profile  delivery_form  clients
2023-01  gz      rotterdam  3VG      pgb             15
2023-01  gz      rotterdam  3VG      mpt             15
2023-01  gz      rotterdam  3VG      intramural      30
2023-01  gz      rotterdam  7VG      intramural      40
2023-01  gz      rotterdam  6LG      pgb             99
2022-01  gz      rotterdam  3VG      pgb             99
2023-01  gz      drenthe    7VG      vpt             10
"""


def test_gz_is_of_the_vg_profiles_only() -> None:
    # rotterdam 3VG (15 + 15) / 60 = 50%, 7VG 0 / 40 = 0%; comparator 7VG 10 / 50 = 20%; nobody has 4VG
    values = values_of("at_home_share_by_profile", "gz", 2023, marts_of(use=GZ))
    mine = {key: value for key, value in values.items() if not math.isnan(value)}
    assert mine == {
        "drenthe 2023 7VG": 100,
        "rotterdam 2023 3VG": 50,
        "rotterdam 2023 7VG": 0,
        "zilveren-kruis 2023 3VG": 50,
        "zilveren-kruis 2023 7VG": 20,
    }
    assert {key.split()[2] for key in values} == {"3VG", "4VG", "7VG"}


def test_the_people_behind_a_share_are_known() -> None:
    frame = table_of("at_home_share_by_profile", "vv", 2022, marts_of(use=USE))
    mine = frame[(frame["area"] == "rotterdam") & (frame["category"] == "4VV")].iloc[0]
    assert (mine["count"], mine["of"]) == (50, pytest.approx(100))
