"""clients_per_1000_75plus_change: the relative change of use from 2019 to 2022, in %; also per area."""

import pytest

from tests.spec.conftest import marts_of, values_of

USE = """
month    region     area       clients
2019-01  rotterdam  delfshaven 100
2021-01  rotterdam  delfshaven 999
2022-01  rotterdam  delfshaven 110
2019-01  rotterdam  hoogvliet   50
2022-01  rotterdam  hoogvliet   60
2019-01  drenthe    assen      400
2022-01  drenthe    assen      300
"""
POPULATION = """
region     area       year  age_band  inhabitants
rotterdam  delfshaven 2019  80-84     1000
rotterdam  delfshaven 2022  80-84     1000
rotterdam  hoogvliet  2019  80-84      500
rotterdam  hoogvliet  2022  95+        400
drenthe    assen      2019  80-84     4000
drenthe    assen      2022  80-84     4000
rotterdam  delfshaven 2021  80-84     1000
"""


def test_relative_to_the_first_year_in_percent() -> None:
    # delfshaven 100 → 110 per 1000: +10%; hoogvliet 100 → 60 / 400 = 150 per 1000: +50%; assen 100 → 75: -25%
    # rotterdam 150 / 1500 = 100 → 170 / 1400 = 121.43 per 1000: +21.43%
    # comparator 550 / 5500 = 100 → 470 / 5400 = 87.04: -12.96%, a total and not the mean of +21.43 and -25
    marts = marts_of(use=USE, population=POPULATION)
    assert values_of("clients_per_1000_75plus_change", "vv", 2022, marts) == pytest.approx(
        {
            "drenthe 2019/2022": -25,
            "rotterdam 2019/2022": 100 * (170 / 1400 / 0.1 - 1),
            "zilveren-kruis 2019/2022": 100 * (470 / 5400 / 0.1 - 1),
            "assen 2019/2022": -25,
            "delfshaven 2019/2022": 10,
            "hoogvliet 2019/2022": 50,
        }
    )
