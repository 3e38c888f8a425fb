"""gz_share: GZ clients in % of all inhabitants."""

import pytest

from tests.spec.conftest import marts_of, values_of

USE = """
month    sector  region     profile  age_band  delivery_form  clients
2022-01  gz      rotterdam  7VG      20-24     intramural      40
2022-01  gz      rotterdam  6LG      80-84     pgb             14
2022-01  gz      drenthe    3VG      20-24     mpt            100
2022-01  vv      rotterdam  5VV      80-84     intramural     900
2023-01  gz      rotterdam  7VG      20-24     intramural      60
"""
POPULATION = """
region     year  age_band  inhabitants
rotterdam  2022  0-4        4000
rotterdam  2022  80-84      6000
drenthe    2022  40-44     10000
nederland  2022  40-44     90000
rotterdam  2023  40-44     12000
drenthe    2023  40-44     10000
"""


def test_gz_clients_of_all_profiles_by_inhabitants_of_all_ages() -> None:
    # rotterdam 2022: 54 / 10000 = 0.54%, drenthe 100 / 10000 = 1%; VV clients are not in it
    # comparator 154 / 20000 = 0.77%, the pooled total; 2023: 60 / 12000 = 0.5%
    # comparator 2023: 60 / 22000, drenthe has no clients but its inhabitants count
    assert values_of("gz_share", "gz", 2023, marts_of(use=USE, population=POPULATION)) == pytest.approx(
        {
            "rotterdam 2022": 0.54,
            "rotterdam 2023": 0.5,
            "drenthe 2022": 1,
            "zilveren-kruis 2022": 0.77,
            "zilveren-kruis 2023": 100 * 60 / 22000,
        }
    )
