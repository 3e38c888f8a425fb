"""workers_per_client: workers by the clients observed in 2020 and projected for 2040."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_workers import MARTS


def test_clients_are_observed_in_the_base_year_and_projected_in_the_target_year() -> None:
    # rotterdam 250 / 100 = 2.5 (not / 80 projected) and 300 / (0.1 × 1500) = 2
    # drenthe 150 / 60 = 2.5 and 170 / 60; comparator 350 / 160 and 390 / 210
    assert values_of("workers_per_client", "vv", 2022, MARTS) == pytest.approx(
        {
            "rotterdam 2020": 2.5,
            "rotterdam 2040": 2,
            "drenthe 2020": 2.5,
            "drenthe 2040": 170 / 60,
            "zilveren-kruis 2020": 350 / 160,
            "zilveren-kruis 2040": 390 / 210,
        }
    )
