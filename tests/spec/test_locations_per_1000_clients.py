"""locations_per_1000_clients: locations that count, per 1000 clients of the region."""

import pytest

from tests.spec.conftest import table_of, values_of
from tests.spec.test_care_locations import MARTS


def test_clients_are_those_of_the_same_january_and_the_comparator_is_pooled() -> None:
    # rotterdam 2 / 1000 × 1000 = 2, drenthe 1, utrecht 0; comparator 3 / 3000 × 1000 = 1
    assert values_of("locations_per_1000_clients", "vv", 2022, MARTS) == pytest.approx(
        {"rotterdam 2021": 2, "drenthe 2021": 1, "utrecht 2021": 0, "zilveren-kruis 2021": 1}
    )


def test_the_method_of_2021_counts_by_what_is_claimed() -> None:
    # rotterdam 3 / 1000 × 1000, see test_care_locations
    frame = table_of("locations_per_1000_clients", "vv", 2022, MARTS, 2021)
    values = dict(zip(frame["area"], frame["value"], strict=True))
    assert values == pytest.approx({"rotterdam": 3, "drenthe": 1, "utrecht": 0, "zilveren-kruis": 4 / 3})


def test_gz_is_per_1000_gz_users() -> None:
    # rotterdam 3 / 500 × 1000 = 6; comparator 3 / 1000 × 1000 = 3
    assert values_of("locations_per_1000_clients", "gz", 2023, MARTS) == pytest.approx(
        {"rotterdam 2022": 6, "drenthe 2022": 0, "zilveren-kruis 2022": 3}
    )
