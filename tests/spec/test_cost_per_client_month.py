"""cost_per_client_month: the amount claimed in January per client, in euro; 2020, 2021 and 2022 in both sectors."""

import pytest

from tests.spec.conftest import marts_of, values_of

USE = """
month    sector  region     profile  delivery_form  clients  amount
2019-01  vv      rotterdam  5VV      intramural      10      9999999
2020-01  vv      rotterdam  5VV      intramural      80      56000000
2020-01  vv      rotterdam  5VV      pgb             20             0
2021-01  vv      rotterdam  5VV      intramural     100      60000000
2022-01  vv      rotterdam  5VV      intramural      90      58500000
2022-01  vv      drenthe    5VV      intramural      10       1500000
2020-01  gz      rotterdam  7VG      intramural      50      25000000
2022-01  gz      rotterdam  7VG      intramural      50      27175000
2023-01  gz      rotterdam  7VG      intramural      50      99999999
"""


def test_amounts_are_cents_and_clients_with_a_pgb_count() -> None:
    # 2020: 560 000 / (80 + 20) = 5600; 2021: 600 000 / 100 = 6000; 2022: 585 000 / 90 = 6500
    # comparator 2022: (585 000 + 15 000) / (90 + 10) = 6000, not the mean of 6500 and 1500
    assert values_of("cost_per_client_month", "vv", 2022, marts_of(use=USE)) == pytest.approx(
        {
            "rotterdam 2020": 5600,
            "rotterdam 2021": 6000,
            "rotterdam 2022": 6500,
            "drenthe 2022": 1500,
            "zilveren-kruis 2020": 5600,
            "zilveren-kruis 2021": 6000,
            "zilveren-kruis 2022": 6000,
        }
    )


def test_gz_has_the_same_years_and_its_own_clients() -> None:
    # 250 000 / 50 = 5000; 271 750 / 50 = 5435
    values = values_of("cost_per_client_month", "gz", 2023, marts_of(use=USE))
    assert values["rotterdam 2020"] == 5000
    assert values["rotterdam 2022"] == 5435
    assert "rotterdam 2023" not in values
