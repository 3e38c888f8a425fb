"""projected_new_clients: projected clients of 2040 less those of 2020, per area too."""

import pytest

from tests.spec.conftest import marts_of, values_of

MARTS = marts_of(
    use="""
    month    region     area       clients
    2020-01  rotterdam  delfshaven  90
    2020-01  rotterdam  charlois    10
    2020-01  drenthe    assen       30
    """,
    population="""
    region     area       year  inhabitants
    rotterdam  delfshaven 2020   500
    rotterdam  charlois   2020   500
    drenthe    assen      2020   300
    nederland  nederland  2020  9000
    """,
    forecast="""
    region     area       year  inhabitants
    rotterdam  delfshaven 2020   400
    rotterdam  charlois   2020   600
    rotterdam  delfshaven 2040   500
    rotterdam  charlois   2040  1200
    drenthe    assen      2020   300
    drenthe    assen      2040   270
    nederland  nederland  2020  9000
    nederland  nederland  2040  9900
    """,
)


def test_areas_have_the_use_of_their_region_and_add_up_to_it() -> None:
    # rotterdam 100 / 1000 = 0.1: delfshaven 50 - 40 = 10, charlois 120 - 60 = 60, together 70
    # drenthe 30 / 300 = 0.1: 27 - 30 = -3; comparator 70 - 3 = 67; the country is left out
    assert values_of("projected_new_clients", "vv", 2022, MARTS) == pytest.approx(
        {
            "rotterdam 2020/2040": 70,
            "drenthe 2020/2040": -3,
            "zilveren-kruis 2020/2040": 67,
            "delfshaven 2020/2040": 10,
            "charlois 2020/2040": 60,
            "assen 2020/2040": -3,
        }
    )
