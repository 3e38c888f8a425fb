"""projected_growth: growth of projected_clients from 2020 to 2040, in %."""

import pytest

from tests.spec.conftest import marts_of, values_of

MARTS = marts_of(
    use="""
    month    region     clients
    2020-01  rotterdam  100
    2020-01  drenthe     60
    """,
    population="""
    region     year  inhabitants
    rotterdam  2020   1000
    drenthe    2020   3000
    nederland  2020  50000
    """,
    forecast="""
    region     year  inhabitants
    rotterdam  2020    800
    rotterdam  2030   9999
    rotterdam  2040   1280
    drenthe    2020   3000
    drenthe    2030   9999
    drenthe    2040   3000
    nederland  2020  50000
    nederland  2030  99999
    nederland  2040  96500
    """,
)


def test_growth_is_on_the_projections_own_base_year() -> None:
    # rotterdam 0.1 × 800 = 80 → 0.1 × 1280 = 128: +60%, where 128 against the 100 observed would be +28%
    # drenthe 60 → 60: 0%; comparator 140 → 188: +34.29%; nederland 50000 → 96500 at equal use: +93%
    assert values_of("projected_growth", "vv", 2022, MARTS) == pytest.approx(
        {
            "drenthe 2020/2040": 0,
            "rotterdam 2020/2040": 60,
            "zilveren-kruis 2020/2040": 100 * (188 / 140 - 1),
            "nederland 2020/2040": 93,
        }
    )
