"""population_share: the region's inhabitants as a share of the country's, in %."""

import pytest

from tests.spec.conftest import marts_of, values_of

POPULATION = """
region     year  age_band  inhabitants
rotterdam  2021  80-84      500
rotterdam  2022  0-4        100
rotterdam  2022  80-84      400
drenthe    2021  80-84      500
drenthe    2022  80-84      250
nederland  2021  80-84     8000
nederland  2022  0-4       4000
nederland  2022  80-84     6000
"""


@pytest.mark.parametrize(("sector", "edition"), [("vv", 2022), ("gz", 2023)])
def test_share_is_of_the_country_in_the_same_year_and_of_all_ages(sector: str, edition: int) -> None:
    # 2022: rotterdam 500 / 10000 = 5%, drenthe 250 / 10000 = 2.5%, together 7.5%
    # 2021: 500 / 8000 = 6.25% each, together 12.5%
    assert values_of("population_share", sector, edition, marts_of(population=POPULATION)) == pytest.approx(
        {
            "drenthe 2021": 6.25,
            "drenthe 2022": 2.5,
            "rotterdam 2021": 6.25,
            "rotterdam 2022": 5,
            "zilveren-kruis 2021": 12.5,
            "zilveren-kruis 2022": 7.5,
        }
    )


def test_the_country_is_what_is_divided_by_and_has_no_share_itself() -> None:
    values = values_of("population_share", "vv", 2022, marts_of(population=POPULATION))
    assert not [key for key in values if key.startswith("nederland")]
