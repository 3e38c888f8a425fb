"""outflow: clients who live here and use care in another region, by region and in total."""

from tests.spec.conftest import values_of
from tests.spec.test_inflow import MARTS


def test_outflow_is_by_region_of_the_care() -> None:
    # rotterdam 40 + 11 = 51; drenthe 20; comparator 51 + 20 = 71
    assert values_of("outflow", "vv", 2022, MARTS) == {
        "rotterdam 2021 zeeland": 40,
        "rotterdam 2021 drenthe": 11,
        "rotterdam 2021 total": 51,
        "drenthe 2021 rotterdam": 20,
        "drenthe 2021 zeeland": 0,
        "drenthe 2021 total": 20,
        "zilveren-kruis 2021 total": 71,
    }
