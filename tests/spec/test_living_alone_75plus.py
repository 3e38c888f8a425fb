"""living_alone_75plus: people of 75 and older who live alone, in % of all people of that age."""

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows


def test_areas_add_up_and_the_comparator_is_a_total() -> None:
    # rotterdam (60 + 64) / (100 + 100) = 62%; drenthe 156 / 300 = 52%; comparator 280 / 500 = 56%
    households = rows(
        """
        region     area       year  inhabitants_75plus  living_alone_75plus
        rotterdam  delfshaven 2021  100                 60
        rotterdam  charlois   2021  100                 64
        rotterdam  charlois   2022  999                 1
        drenthe    assen      2021  300                 156
        """
    )
    assert values_of("living_alone_75plus", "vv", 2022, marts_with(households=households)) == {
        "rotterdam 2021": 62,
        "drenthe 2021": 52,
        "zilveren-kruis 2021": 56,
    }
