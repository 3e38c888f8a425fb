"""clients_per_1000_75plus: VV clients of all ages per 1000 inhabitants of 75 and older."""

import pandas as pd
import pytest

from tests.spec.conftest import marts_of, table_of, values_of

POPULATION = """
region     year  age_band  inhabitants
rotterdam  2022  0-4        5000
rotterdam  2022  70-74      3000
rotterdam  2022  75-79       900
rotterdam  2022  95+         100
drenthe    2022  80-84      4000
nederland  2022  80-84     90000
rotterdam  2021  80-84       500
drenthe    2021  80-84      4000
nederland  2021  80-84     80000
"""


def test_clients_of_all_ages_by_inhabitants_of_75_and_older_95_and_older_too() -> None:
    # rotterdam (110 + 20) / (900 + 100) × 1000 = 130: the 20 clients under 75 count, inhabitants of 70-74 do not
    # drenthe 320 / 4000 × 1000 = 80; comparator 450 / 5000 × 1000 = 90, not the mean of 130 and 80 (105)
    marts = marts_of(
        use="""
        region     age_band  clients
        rotterdam  80-84     110
        rotterdam  40-44      20
        drenthe    80-84     320
        """,
        population=POPULATION,
    )
    assert values_of("clients_per_1000_75plus", "vv", 2022, marts) == pytest.approx(
        {"rotterdam 2022": 130, "drenthe 2022": 80, "zilveren-kruis 2022": 90}
    )


def test_each_year_is_divided_by_its_own_population() -> None:
    # 2021: 50 / 500 × 1000 = 100; 2022: 50 / 1000 × 1000 = 50
    marts = marts_of(use="month region clients\n2021-01 rotterdam 50\n2022-01 rotterdam 50", population=POPULATION)
    values = values_of("clients_per_1000_75plus", "vv", 2022, marts)
    assert (values["rotterdam 2021"], values["rotterdam 2022"]) == pytest.approx((100, 50))


def test_gz_clients_are_not_in_it() -> None:
    marts = marts_of(
        use="sector region profile clients\nvv rotterdam 5VV 100\ngz rotterdam 7VG 900", population=POPULATION
    )
    assert values_of("clients_per_1000_75plus", "vv", 2022, marts)["rotterdam 2022"] == pytest.approx(100)


def test_the_method_of_2021_also_has_the_last_year_of_each_area() -> None:
    # delfshaven 60 / 400 × 1000 = 150, charlois 50 / 600; rotterdam 110 / 1000; earlier years of areas are not shown
    marts = marts_of(
        use="""
        month   region    area       clients
        2022-01 rotterdam delfshaven  60
        2022-01 rotterdam charlois    50
        2021-01 rotterdam charlois    50
        """,
        population="""
        region    area       year  age_band inhabitants
        rotterdam delfshaven 2022  75-79     400
        rotterdam charlois   2022  75-79     600
        rotterdam charlois   2021  75-79     500
        """,
    )
    old, new = (table_of("clients_per_1000_75plus", "vv", 2022, marts, each) for each in (2021, 2022))
    areas = old[old["area"] != old["region"]]
    assert areas[["area", "period"]].to_numpy().tolist() == [["charlois", "2022"], ["delfshaven", "2022"]]
    assert areas["value"].tolist() == pytest.approx([50 / 0.6, 150])
    assert areas["count"].tolist() == [50, 60]
    pd.testing.assert_frame_equal(old[old["area"] == old["region"]], new)
