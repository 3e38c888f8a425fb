"""population: inhabitants on 1 January."""

import pytest

from tests.spec.conftest import marts_of, table_of, values_of

POPULATION = """
region     area       year  age_band  inhabitants
rotterdam  delfshaven 2021  0-4        1000
rotterdam  delfshaven 2022  0-4        1100
rotterdam  charlois   2022  40-44      2000
rotterdam  charlois   2022  95+          50
drenthe    assen      2022  80-84      5000
nederland  nederland  2022  80-84     99000
"""


@pytest.mark.parametrize(("sector", "edition"), [("vv", 2022), ("gz", 2023)])
def test_inhabitants_of_all_ages_and_areas_add_up_to_the_region(sector: str, edition: int) -> None:
    # rotterdam 2022: 1100 + 2000 + 50 = 3150
    values = values_of("population", sector, edition, marts_of(population=POPULATION))
    assert values["rotterdam 2021"] == 1000
    assert values["rotterdam 2022"] == 3150
    assert values["drenthe 2022"] == 5000


@pytest.mark.parametrize(("sector", "edition"), [("vv", 2022), ("gz", 2023)])
def test_comparator_is_the_total_of_the_regions_and_the_country_stays_apart(sector: str, edition: int) -> None:
    # 3150 + 5000 = 8150; the country's 99000 is not in it
    values = values_of("population", sector, edition, marts_of(population=POPULATION))
    assert values["zilveren-kruis 2022"] == 8150
    assert values["nederland 2022"] == 99000


def test_there_is_a_value_for_every_year_of_the_table_and_none_per_area() -> None:
    values = values_of("population", "vv", 2022, marts_of(population=POPULATION))
    assert set(values) == {
        "rotterdam 2021",
        "rotterdam 2022",
        "drenthe 2022",
        "zilveren-kruis 2021",
        "zilveren-kruis 2022",
        "nederland 2022",
    }


def test_inhabitants_give_no_client_away() -> None:
    """Open tables: five inhabitants are shown."""
    frame = table_of(
        "population", "vv", 2022, marts_of(population="region year age_band inhabitants\nrotterdam 2022 95+ 5")
    )
    assert frame["value"].tolist() == [5, 5]
    assert frame["count"].isna().all()
