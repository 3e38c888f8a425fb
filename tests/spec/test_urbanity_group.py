"""urbanity_group: five groups, 5 the most urban: the classes of CBS the other way round."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows


def test_class_1_of_cbs_is_group_5_and_a_region_is_a_mean_over_inhabitants() -> None:
    # class 1, 3, 5 are group 5, 3, 1; rotterdam (5 × 300 + 3 × 100) / 400 = 4.5; comparator (1800 + 1 × 400) / 800
    population = """
    region     area       year  inhabitants
    rotterdam  delfshaven 2019  300
    rotterdam  charlois   2019  100
    drenthe    assen      2019  400
    """
    urbanity = rows(
        """
        region     area       year  cbs_class
        rotterdam  delfshaven 2019  1
        rotterdam  charlois   2019  3
        drenthe    assen      2019  5
        """
    )
    assert values_of("urbanity_group", "vv", 2022, marts_with(population=population, urbanity=urbanity)) == (
        pytest.approx(
            {
                "rotterdam 2019": 4.5,
                "drenthe 2019": 1,
                "zilveren-kruis 2019": 2.75,
                "delfshaven 2019": 5,
                "charlois 2019": 3,
                "assen 2019": 1,
            }
        )
    )
