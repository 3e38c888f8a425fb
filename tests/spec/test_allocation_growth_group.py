"""allocation_growth_group: quintiles over all areas of all regions of the change of allocations 2019 → 2021."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows

#: Ten areas that grow from 100 to this many, in two regions.
AFTER = {"a": 90, "b": 100, "c": 101, "d": 105, "e": 110, "f": 120, "g": 130, "h": 140, "i": 150, "j": 200}


def table(after: dict[str, int]) -> str:
    lines = [
        f"{month} vv {'rotterdam' if area in 'acegi' else 'drenthe'} {area} {number}"
        for area, last in after.items()
        for month, number in (("2019-01", 100), ("2021-01", last))
    ]
    return "month sector region area clients\n" + "\n".join(lines)


def test_a_fifth_of_all_areas_is_in_each_group_and_5_grew_most() -> None:
    values = values_of("allocation_growth_group", "vv", 2022, marts_with(allocations=rows(table(AFTER))))
    assert [values[f"{area} 2019/2021"] for area in AFTER] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_equal_growth_is_in_one_group() -> None:
    # b and c both grow by 0%: the second and third of ten share the lower place
    values = values_of("allocation_growth_group", "vv", 2022, marts_with(allocations=rows(table(AFTER | {"c": 100}))))
    assert values["b 2019/2021"] == values["c 2019/2021"] == 1


def test_growth_is_relative_and_other_years_and_gz_do_not_count() -> None:
    # a: 10 → 20 doubles, b: 1000 → 1100 is +10%, though it is a hundred more
    allocations = rows(
        """
        month    sector region    area clients
        2019-01  vv     rotterdam a    10
        2021-01  vv     rotterdam a    20
        2022-01  vv     rotterdam a    0
        2019-01  vv     rotterdam b    1000
        2021-01  vv     rotterdam b    1100
        2021-01  gz     rotterdam b    9999
        """
    )
    values = values_of("allocation_growth_group", "vv", 2022, marts_with(allocations=allocations))
    assert values["a 2019/2021"] > values["b 2019/2021"]


def test_an_area_without_allocations_at_first_has_no_growth() -> None:
    allocations = rows(
        """
        month    sector region    area clients
        2019-01  vv     rotterdam a    10
        2021-01  vv     rotterdam a     5
        2021-01  vv     rotterdam b     5
        """
    )
    values = values_of("allocation_growth_group", "vv", 2022, marts_with(allocations=allocations))
    assert set(values) == {"a 2019/2021"}


def test_a_region_is_a_mean_over_the_inhabitants_of_the_last_year() -> None:
    # rotterdam has a, c, e, g, i in groups 1, 2, 3, 4, 5; with 600 in a and 100 in each other one:
    # (600 + 200 + 300 + 400 + 500) / 1000 = 2
    people = "\n".join(f"rotterdam {area} 2021 {600 if area == 'a' else 100}" for area in "acegi")
    marts = marts_with(population=f"region area year inhabitants\n{people}", allocations=rows(table(AFTER)))
    assert values_of("allocation_growth_group", "vv", 2022, marts)["rotterdam 2019/2021"] == pytest.approx(2)
