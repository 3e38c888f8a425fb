"""share_75plus: people of 75 and older as a share of the inhabitants, in %; also per area."""

import pytest

from tests.spec.conftest import marts_of, table_of, values_of

POPULATION = """
region     area       year  age_band  inhabitants
rotterdam  delfshaven 2022  0-4        600
rotterdam  delfshaven 2022  70-74      300
rotterdam  delfshaven 2022  75-79       60
rotterdam  delfshaven 2022  95+         40
rotterdam  hoogvliet  2022  20-24      100
rotterdam  hoogvliet  2022  90-94      100
drenthe    assen      2022  40-44     2250
drenthe    assen      2022  80-84      750
drenthe    assen      2021  80-84     9999
nederland  nederland  2022  40-44    90000
nederland  nederland  2022  85-89    10000
"""


def test_from_75_on_with_95_and_older_in_it() -> None:
    # delfshaven (60 + 40) / 1000 = 10%: 70-74 is not in it, 95+ is; hoogvliet 100 / 200 = 50%
    # rotterdam (100 + 100) / 1200 = 16.67%; drenthe 750 / 3000 = 25%
    # comparator (200 + 750) / (1200 + 3000) = 950 / 4200 = 22.62%, not the mean of 16.67 and 25 (20.83)
    assert values_of("share_75plus", "vv", 2022, marts_of(population=POPULATION)) == pytest.approx(
        {
            "rotterdam 2022": 100 * 200 / 1200,
            "drenthe 2022": 25,
            "zilveren-kruis 2022": 100 * 950 / 4200,
            "nederland 2022": 10,
            "delfshaven 2022": 10,
            "hoogvliet 2022": 50,
            "assen 2022": 25,
        }
    )


def test_only_the_year_of_the_edition() -> None:
    values = values_of("share_75plus", "vv", 2022, marts_of(population=POPULATION))
    assert {key.split()[1] for key in values} == {"2022"}


def test_an_area_belongs_to_its_region() -> None:
    frame = table_of("share_75plus", "vv", 2022, marts_of(population=POPULATION))
    assert frame.set_index("area")["region"].to_dict() == {
        "rotterdam": "rotterdam",
        "drenthe": "drenthe",
        "zilveren-kruis": "zilveren-kruis",
        "nederland": "nederland",
        "delfshaven": "rotterdam",
        "hoogvliet": "rotterdam",
        "assen": "drenthe",
    }
