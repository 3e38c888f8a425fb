"""preferred_provider_share: of who waited for a preference in June 2021, those placed there within half a year."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows
from tests.spec.test_active_waiting_share import IN_CARE


def test_share_of_who_waited_in_june() -> None:
    # rotterdam 30 / 120 = 25%, drenthe 40 / 80 = 50%; comparator 70 / 200 = 35%
    preferred = rows(
        """
        month    sector region     waiting  placed
        2021-05  vv     rotterdam  999      1
        2021-06  vv     rotterdam  120      30
        2021-06  vv     drenthe     80      40
        2021-06  gz     drenthe    999      1
        """
    )
    assert values_of("preferred_provider_share", "vv", 2022, marts_with(in_care=IN_CARE, preferred=preferred)) == (
        pytest.approx({"rotterdam 2021-06": 25, "drenthe 2021-06": 50, "zilveren-kruis 2021-06": 35})
    )
