"""expenditure: CAK's in 2020; in 2040 the same cost per client for the projected clients, in million euro a year."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows

#: Use is 100 / 1000 = 0.1 in rotterdam and 60 / 3000 = 0.02 in drenthe.
MARTS = marts_with(
    use="""
    month    region     clients  amount
    2020-01  rotterdam  100      999999
    2020-01  drenthe     60      999999
    """,
    population="""
    region     year  inhabitants
    rotterdam  2020   1000
    drenthe    2020   3000
    """,
    forecast="""
    region     year  inhabitants
    rotterdam  2020    800
    rotterdam  2040   1280
    drenthe    2020   3000
    drenthe    2040   3000
    """,
    expenditure=rows("region year euro\nrotterdam 2020 520000000\nrotterdam 2019 9\ndrenthe 2020 300000000"),
)


def test_growth_is_that_of_the_projection_on_its_own_base_year() -> None:
    # rotterdam 80 → 128 clients: 520 × 1.6 = 832 (against the 100 observed it would be 665.6)
    # drenthe 60 → 60: 300; comparator 832 + 300, the sum of its regions
    values = values_of("expenditure", "vv", 2022, MARTS)
    assert values["rotterdam 2020"] == 520
    assert values["rotterdam 2040"] == pytest.approx(832)
    assert values["drenthe 2040"] == pytest.approx(300)
    assert values["zilveren-kruis 2020"] == 820
    assert values["zilveren-kruis 2040"] == pytest.approx(832 + 300)
