"""projected_clients of GZ: at least by population alone, at most with up to 36% more use in 2040."""

import pytest

from tests.spec.conftest import marts_of, values_of

MARTS = marts_of(
    use="""
    month    sector region     profile age_band clients
    2020-01  gz     rotterdam  7VG     20-24     80
    2020-01  gz     rotterdam  6LG     60-64     10
    2020-01  vv     rotterdam  5VV     20-24    999
    2020-01  gz     drenthe    7VG     20-24     60
    """,
    population="""
    region     year  age_band  inhabitants
    rotterdam  2020  20-24       1000
    rotterdam  2020  60-64        500
    drenthe    2020  20-24       3000
    """,
    forecast="""
    region     year  age_band  inhabitants
    rotterdam  2019  20-24       1000
    rotterdam  2020  20-24       1000
    rotterdam  2020  60-64        500
    rotterdam  2030  20-24       1250
    rotterdam  2040  20-24       1500
    rotterdam  2040  60-64       1000
    rotterdam  2041  20-24       9999
    drenthe    2020  20-24       3000
    drenthe    2040  20-24       3000
    """,
)


def test_at_least_is_use_per_band_times_forecast_and_at_most_adds_use() -> None:
    # use: 80 / 1000 = 0.08 and 10 / 500 = 0.02
    # 2020: 80 + 10 = 90; 2030: 0.08 × 1250 = 100; 2040: 0.08 × 1500 + 0.02 × 1000 = 140
    # at most 2030: 100 × (1 + 0.36 × 10/20) = 118; 2040: 140 × 1.36 = 190.4
    values = values_of("projected_clients", "gz", 2023, MARTS)
    assert values["rotterdam 2020 min"] == pytest.approx(90)
    assert values["rotterdam 2020 max"] == pytest.approx(90)
    assert values["rotterdam 2030 min"] == pytest.approx(100)
    assert values["rotterdam 2030 max"] == pytest.approx(118)
    assert values["rotterdam 2040 min"] == pytest.approx(140)
    assert values["rotterdam 2040 max"] == pytest.approx(190.4)


def test_the_comparator_is_the_sum_of_its_regions() -> None:
    # drenthe 60 / 3000 × 3000 = 60: 140 + 60 = 200
    assert values_of("projected_clients", "gz", 2023, MARTS)["zilveren-kruis 2040 min"] == pytest.approx(200)


def test_the_formula_holds_before_the_base_year_too_and_2040_is_the_last_year() -> None:
    # 2019: 0.08 × 1000 = 80, at most 80 × (1 - 0.018) = 78.56
    values = values_of("projected_clients", "gz", 2023, MARTS)
    assert values["rotterdam 2019 max"] == pytest.approx(78.56)
    assert not any("2041" in key for key in values)
