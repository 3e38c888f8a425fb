"""care_profile_share: VV profiles in % of clients 4VV-8VV, VG profiles in % of the clients with one."""

import pytest

from tests.spec.conftest import marts_of, values_of

USE = """
sector  region     profile  delivery_form  clients
vv      rotterdam  4VV      mpt             10
vv      rotterdam  4VV      intramural      20
vv      rotterdam  5VV      intramural      90
vv      drenthe    5VV      intramural     280
gz      rotterdam  3VG      pgb             30
gz      rotterdam  7VG      intramural      10
gz      rotterdam  6LG      intramural      60
"""


def test_vv_is_of_all_clients_with_a_0_where_a_profile_does_not_occur() -> None:
    # rotterdam 4VV 30 / 120 = 25%, 5VV 90 / 120 = 75%
    # comparator 4VV 30 / 400 = 7.5%, not the mean of 25 and 0 (12.5); 9VV is no category
    assert values_of("care_profile_share", "vv", 2022, marts_of(use=USE)) == pytest.approx(
        {
            "drenthe 2022 4VV": 0,
            "drenthe 2022 5VV": 100,
            "drenthe 2022 8VV": 0,
            "rotterdam 2022 4VV": 25,
            "rotterdam 2022 5VV": 75,
            "rotterdam 2022 8VV": 0,
            "zilveren-kruis 2022 4VV": 7.5,
            "zilveren-kruis 2022 5VV": 92.5,
            "zilveren-kruis 2022 8VV": 0,
        }
    )


def test_gz_is_of_the_clients_with_a_vg_profile_only() -> None:
    # 3VG 30 / 40 = 75%, 7VG 10 / 40 = 25%: the 60 clients with 6LG are in neither number, pgb is
    assert values_of("care_profile_share", "gz", 2023, marts_of(use=USE)) == pytest.approx(
        {
            "rotterdam 2022 3VG": 75,
            "rotterdam 2022 4VG": 0,
            "rotterdam 2022 7VG": 25,
            "zilveren-kruis 2022 3VG": 75,
            "zilveren-kruis 2022 4VG": 0,
            "zilveren-kruis 2022 7VG": 25,
        }
    )


def test_profiles_come_from_light_to_heavy() -> None:
    values = values_of("care_profile_share", "vv", 2022, marts_of(use=USE))
    assert [key.split()[2] for key in values if key.startswith("rotterdam")] == ["4VV", "5VV", "8VV"]
