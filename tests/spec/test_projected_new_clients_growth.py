"""projected_new_clients_growth: the projected new clients in % of the base year, not of the target year."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_projected_new_clients import MARTS


def test_growth_is_on_the_projections_own_base_year() -> None:
    # delfshaven 10 / 40 = 25%, charlois 60 / 60 = 100%, rotterdam 70 / 100 = 70%, drenthe -3 / 30 = -10%
    # comparator 67 / 130 = 51.5%
    assert values_of("projected_new_clients_growth", "vv", 2022, MARTS) == pytest.approx(
        {
            "rotterdam 2020/2040": 70,
            "drenthe 2020/2040": -10,
            "zilveren-kruis 2020/2040": 100 * 67 / 130,
            "delfshaven 2020/2040": 25,
            "charlois 2020/2040": 100,
            "assen 2020/2040": -10,
        }
    )
