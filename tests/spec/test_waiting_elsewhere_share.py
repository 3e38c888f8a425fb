"""waiting_elsewhere_share: of the clients with intramural care in June 2021, those who wait for another provider."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows
from tests.spec.test_active_waiting_share import IN_CARE


def test_share_of_clients_with_intramural_care() -> None:
    # rotterdam 24 / 600 = 4%, drenthe 56 / 400 = 14%; comparator 80 / 1000 = 8%
    elsewhere = rows(
        """
        month    sector region     clients  waiting
        2021-06  vv     rotterdam  600      24
        2021-06  vv     drenthe    400      56
        2021-07  vv     drenthe    400      1
        2021-06  gz     drenthe    400      1
        """
    )
    assert values_of(
        "waiting_elsewhere_share", "vv", 2022, marts_with(in_care=IN_CARE, waiting_elsewhere=elsewhere)
    ) == (pytest.approx({"rotterdam 2021-06": 4, "drenthe 2021-06": 14, "zilveren-kruis 2021-06": 8}))
