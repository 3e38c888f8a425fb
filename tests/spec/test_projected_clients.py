"""projected_clients: use per region and age band in 2020 × the forecast population, in the base year too."""

import pytest

from tests.spec.conftest import marts_of, values_of

#: Use in 2020: rotterdam 80-84 100 / 1000 = 0.1 and 95+ 20 / 100 = 0.2, drenthe 80-84 60 / 3000 = 0.02.
USE = """
month    region     age_band  clients
2020-01  rotterdam  80-84     100
2020-01  rotterdam  95+        20
2020-01  drenthe    80-84      60
2022-01  rotterdam  80-84     999
"""
POPULATION = """
region     year  age_band  inhabitants
rotterdam  2020  40-44     9000
rotterdam  2020  80-84     1000
rotterdam  2020  95+        100
drenthe    2020  40-44     9000
drenthe    2020  80-84     3000
drenthe    2020  95+        100
nederland  2020  40-44    90000
nederland  2020  80-84    50000
nederland  2020  95+       2000
rotterdam  2022  80-84        1
"""
FORECAST = """
region     year  age_band  inhabitants
rotterdam  2020  40-44     9000
rotterdam  2020  80-84      900
rotterdam  2020  95+        150
rotterdam  2040  40-44     1000
rotterdam  2040  80-84     2000
rotterdam  2040  95+        300
drenthe    2020  80-84     3000
drenthe    2040  80-84     4000
nederland  2020  80-84    50000
nederland  2020  95+       2000
nederland  2040  80-84    80000
nederland  2040  95+       5000
"""
MARTS = marts_of(use=USE, population=POPULATION, forecast=FORECAST)


def test_use_of_each_age_band_of_2020_on_the_forecast() -> None:
    # 2040: 0.1 × 2000 + 0.2 × 300 = 200 + 60 = 260; 40-44 has no use
    assert values_of("projected_clients", "vv", 2022, MARTS)["rotterdam 2040"] == pytest.approx(260)


def test_the_base_year_uses_the_forecast_too() -> None:
    # 2020: 0.1 × 900 + 0.2 × 150 = 90 + 30 = 120 by chance as observed, per band it is not; drenthe 0.02 × 3000 = 60
    values = values_of("projected_clients", "vv", 2022, MARTS)
    assert values["rotterdam 2020"] == pytest.approx(120)
    fewer = marts_of(use=USE, population=POPULATION, forecast=FORECAST.replace(" 900\n", " 500\n"))
    # 0.1 × 500 + 0.2 × 150 = 80, where 120 were observed
    assert values_of("projected_clients", "vv", 2022, fewer)["rotterdam 2020"] == pytest.approx(80)


def test_the_comparator_is_the_sum_of_its_regions_each_with_its_own_use() -> None:
    # 2040: 260 + 0.02 × 4000 = 260 + 80 = 340; pooled use would give 160 / 4000 × 6000 + 20 / 200 × 300 = 270
    values = values_of("projected_clients", "vv", 2022, MARTS)
    assert values["drenthe 2040"] == pytest.approx(80)
    assert values["zilveren-kruis 2040"] == pytest.approx(340)


def test_the_country_has_the_use_of_the_comparator() -> None:
    # 80-84: 160 clients on 4000 = 0.04; 95+: 20 on 200 = 0.1; 2040: 0.04 × 80000 + 0.1 × 5000 = 3700
    assert values_of("projected_clients", "vv", 2022, MARTS)["nederland 2040"] == pytest.approx(3700)


def test_there_is_a_value_for_every_year_of_the_forecast() -> None:
    values = values_of("projected_clients", "vv", 2022, MARTS)
    assert {key.split()[1] for key in values} == {"2020", "2040"}
    assert {key.split()[0] for key in values} == {"rotterdam", "drenthe", "zilveren-kruis", "nederland"}
