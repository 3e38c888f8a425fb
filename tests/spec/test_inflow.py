"""inflow: clients who live in another region and use care here, by region and in total."""

from tests.spec.conftest import table_of, values_of
from tests.spec.tables import marts_with, rows

FLOWS = rows(
    """
    month    sector home       care       clients
    2021-01  vv     rotterdam  rotterdam  900
    2021-01  vv     drenthe    drenthe    500
    2021-01  vv     zeeland    rotterdam   30
    2021-01  vv     drenthe    rotterdam   20
    2021-01  vv     rotterdam  drenthe     11
    2021-01  vv     rotterdam  zeeland     40
    2021-01  gz     zeeland    rotterdam   99
    2022-01  vv     zeeland    rotterdam   99
    """
)
USE = """
month    region     clients
2021-01  rotterdam  951
2021-01  drenthe    520
"""
MARTS = marts_with(use=USE, flows=FLOWS)


def test_inflow_is_by_region_of_the_address_and_care_in_the_own_region_is_no_flow() -> None:
    # rotterdam 30 + 20 = 50; drenthe 11; comparator: the sum of its regions, 30 + 20 + 11 = 61,
    # and the total only
    assert values_of("inflow", "vv", 2022, MARTS) == {
        "rotterdam 2021 zeeland": 30,
        "rotterdam 2021 drenthe": 20,
        "rotterdam 2021 total": 50,
        "drenthe 2021 rotterdam": 11,
        "drenthe 2021 zeeland": 0,
        "drenthe 2021 total": 11,
        "zilveren-kruis 2021 total": 61,
    }


def test_a_region_outside_the_book_has_no_values() -> None:
    assert not any(key.startswith("zeeland") for key in values_of("inflow", "vv", 2022, MARTS))


def test_flows_are_people() -> None:
    frame = table_of("inflow", "vv", 2022, MARTS)
    assert (frame["count"] == frame["value"]).all()
