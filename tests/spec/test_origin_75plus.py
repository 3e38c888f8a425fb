"""origin_75plus: people of 75 and older by origin, in % of all people of that age."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows


def test_origins_are_shares_and_one_that_does_not_occur_is_0() -> None:
    # rotterdam 70 + 8 = 78 of 100 dutch, 9 western, 13 non-western; drenthe all dutch
    # comparator (78 + 100) / 200 = 89%, 4.5%, 6.5%
    origin = rows(
        """
        region     area       year  origin       inhabitants_75plus
        rotterdam  delfshaven 2021  dutch         70
        rotterdam  charlois   2021  dutch          8
        rotterdam  charlois   2021  western        9
        rotterdam  charlois   2021  non_western   13
        rotterdam  charlois   2020  non_western  999
        drenthe    assen      2021  dutch        100
        """
    )
    assert values_of("origin_75plus", "vv", 2022, marts_with(origin=origin)) == pytest.approx(
        {
            "rotterdam 2021 dutch": 78,
            "rotterdam 2021 western": 9,
            "rotterdam 2021 non_western": 13,
            "drenthe 2021 dutch": 100,
            "drenthe 2021 western": 0,
            "drenthe 2021 non_western": 0,
            "zilveren-kruis 2021 dutch": 89,
            "zilveren-kruis 2021 western": 4.5,
            "zilveren-kruis 2021 non_western": 6.5,
        }
    )
