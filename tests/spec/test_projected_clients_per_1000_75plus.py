"""projected_clients_per_1000_75plus: projected clients in 2040 per 1000 people of 75+ by then; also per area.

It was in the report until edition 2022, which shows the growth per area in its place.
"""

import pytest

from tests.spec.conftest import marts_of, table_of

MARTS = marts_of(
    use="""
    month    region     area       age_band  clients
    2019-01  rotterdam  delfshaven 40-44       10
    2019-01  rotterdam  delfshaven 80-84       30
    2019-01  rotterdam  hoogvliet  80-84       70
    2019-01  drenthe    assen      80-84       50
    """,
    population="""
    region     area       year  age_band  inhabitants
    rotterdam  delfshaven 2019  40-44       800
    rotterdam  hoogvliet  2019  40-44       200
    rotterdam  delfshaven 2019  80-84       500
    rotterdam  hoogvliet  2019  80-84       500
    drenthe    assen      2019  80-84       500
    nederland  nederland  2019  80-84     90000
    """,
    forecast="""
    region     area       year  age_band  inhabitants
    rotterdam  delfshaven 2039  40-44      1000
    rotterdam  delfshaven 2039  80-84      1000
    rotterdam  hoogvliet  2039  80-84       500
    drenthe    assen      2039  80-84      1000
    nederland  nederland  2039  80-84     90000
    """,
)


def test_an_area_has_the_use_of_its_region_and_its_own_forecast() -> None:
    # use in rotterdam: 10 / 1000 of 40-44, 100 / 1000 of 80-84; drenthe 50 / 500
    # delfshaven 1000 × 1% + 1000 × 10% = 110 / 1000; hoogvliet 500 × 10% / 500; rotterdam 160 / 1500
    # comparator (160 + 100) / 2500, not the mean of the two regions; the country is not in it
    frame = table_of("projected_clients_per_1000_75plus", "vv", 2021, MARTS)
    assert set(frame["period"]) == {"2039"}
    assert dict(zip(frame["area"], frame["value"], strict=True)) == pytest.approx(
        {
            "rotterdam": 1000 * 160 / 1500,
            "drenthe": 100,
            "zilveren-kruis": 104,
            "delfshaven": 110,
            "hoogvliet": 100,
            "assen": 100,
        }
    )


def test_what_rests_on_few_projected_clients_can_be_hidden() -> None:
    frame = table_of("projected_clients_per_1000_75plus", "vv", 2021, MARTS)
    count = frame.set_index("area")["count"]
    assert count[["delfshaven", "hoogvliet", "rotterdam"]].tolist() == pytest.approx([110, 50, 160])
