"""ses_group: status in five groups, 5 the highest; a region's value is the inhabitant-weighted mean."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows

POPULATION = """
region     area       year  inhabitants
rotterdam  delfshaven 2018  300
rotterdam  charlois   2018  100
rotterdam  charlois   2019  999
drenthe    assen      2018  400
"""


def test_region_and_comparator_are_means_over_inhabitants_of_the_same_year() -> None:
    # rotterdam (1 × 300 + 5 × 100) / 400 = 2, not the plain mean (3); comparator (800 + 4 × 400) / 800 = 3
    ses = rows(
        """
        region     area       year  ses_group
        rotterdam  delfshaven 2018  1
        rotterdam  charlois   2018  5
        rotterdam  charlois   2017  4
        drenthe    assen      2018  4
        """
    )
    assert values_of("ses_group", "vv", 2022, marts_with(population=POPULATION, ses=ses)) == pytest.approx(
        {
            "rotterdam 2018": 2,
            "drenthe 2018": 4,
            "zilveren-kruis 2018": 3,
            "delfshaven 2018": 1,
            "charlois 2018": 5,
            "assen 2018": 4,
        }
    )
