"""age_distribution: inhabitants by five-year band, in % of all inhabitants, on 1 January of the edition's year."""

import pytest

from regioanalyse.records.categories import AGE_BANDS
from tests.spec.conftest import marts_of, values_of

POPULATION = """
region     area       year  age_band  inhabitants
rotterdam  delfshaven 2022  0-4        20
rotterdam  charlois   2022  0-4        10
rotterdam  charlois   2022  80-84      60
rotterdam  charlois   2022  95+        10
rotterdam  charlois   2021  80-84     999
rotterdam  charlois   2023  80-84     999
drenthe    assen      2022  80-84     300
nederland  nederland  2022  80-84     999
"""


def test_bands_are_shares_of_all_inhabitants_and_the_last_one_is_open() -> None:
    # rotterdam has 100: 30 of 0-4, 60 of 80-84, 10 of 95+; with drenthe's 300 the comparator has 360 / 400 = 90%
    values = values_of("age_distribution", "vv", 2022, marts_of(population=POPULATION))
    assert values["rotterdam 2022 0-4"] == pytest.approx(30)
    assert values["rotterdam 2022 80-84"] == pytest.approx(60)
    assert values["rotterdam 2022 95+"] == pytest.approx(10)
    assert values["zilveren-kruis 2022 80-84"] == pytest.approx(90)


def test_every_band_has_a_value_in_order_of_age_and_they_add_up_to_100() -> None:
    values = values_of("age_distribution", "vv", 2022, marts_of(population=POPULATION))
    mine = {key: value for key, value in values.items() if key.startswith("rotterdam")}
    assert list(mine) == [f"rotterdam 2022 {band}" for band in AGE_BANDS]
    assert sum(mine.values()) == pytest.approx(100)


def test_gz_is_a_year_later() -> None:
    values = values_of("age_distribution", "gz", 2023, marts_of(population=POPULATION))
    assert values["rotterdam 2023 80-84"] == 100
