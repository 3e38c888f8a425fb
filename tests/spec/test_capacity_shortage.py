"""capacity_shortage: projected max of 2025, less the clients of 2022, less the planned places."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows


def test_low_is_with_all_plans_and_high_with_the_definite_ones() -> None:
    # projected 2025: 0.1 × 1200 × (1 + 0.36 × 5/20) = 120 × 1.09 = 130.8; clients 2022: 110; 20.8 more
    # plans up to 2025: 4 definite and 6 not: low 20.8 - 10 = 10.8, high 20.8 - 4 = 16.8
    # drenthe: 0.1 × 500 × 1.09 = 54.5, less 50, no plans: 4.5 both
    marts = marts_with(
        use="""
        month    sector region     profile clients
        2020-01  gz     rotterdam  7VG     100
        2022-01  gz     rotterdam  7VG     110
        2020-01  gz     drenthe    7VG      50
        2022-01  gz     drenthe    7VG      50
        """,
        population="region year inhabitants\nrotterdam 2020 1000\ndrenthe 2020 500",
        forecast="region year inhabitants\nrotterdam 2025 1200\ndrenthe 2025 500",
        building_plans=rows(
            """
            plan region     year  places definite
            1    rotterdam  2022   4     True
            2    rotterdam  2025   6     False
            3    rotterdam  2026  99     True
            4    rotterdam  2021  99     True
            """
        ),
    )
    assert values_of("capacity_shortage", "gz", 2023, marts) == pytest.approx(
        {
            "rotterdam 2022/2025 low": 10.8,
            "rotterdam 2022/2025 high": 16.8,
            "drenthe 2022/2025 low": 4.5,
            "drenthe 2022/2025 high": 4.5,
            "zilveren-kruis 2022/2025 low": 15.3,
            "zilveren-kruis 2022/2025 high": 21.3,
        }
    )
