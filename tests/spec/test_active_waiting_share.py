"""active_waiting_share: urgent and active on the first of the month, in % of the clients in care, from May 2021."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows

#: A thousand clients in care in each month.
IN_CARE = rows(
    "month sector region clients\n"
    + "".join(f"2021-{month:02} vv {region} 1000\n" for month in range(1, 13) for region in ("rotterdam", "drenthe"))
)
WAITING = rows(
    """
    month    sector region     status               clients
    2021-04  vv     rotterdam  actively_waiting     99
    2021-05  vv     rotterdam  urgent               10
    2021-05  vv     rotterdam  active               20
    2021-05  vv     rotterdam  preference          150
    2021-05  vv     rotterdam  precaution           99
    2021-05  gz     rotterdam  urgent               99
    2021-06  vv     drenthe    active               50
    """
)
MARTS = marts_with(in_care=IN_CARE, waiting=WAITING)


def test_urgent_and_active_in_percent_of_clients_in_care() -> None:
    # rotterdam 30 / 1000 = 3%; drenthe nobody: 0%, not unknown; comparator 30 / 2000 = 1.5%
    values = values_of("active_waiting_share", "vv", 2022, MARTS)
    assert values["rotterdam 2021-05"] == pytest.approx(3)
    assert values["drenthe 2021-05"] == 0
    assert values["zilveren-kruis 2021-05"] == pytest.approx(1.5)
    assert values["drenthe 2021-06"] == pytest.approx(5)


def test_months_are_may_to_december_because_the_statuses_changed() -> None:
    months = {key.split()[1] for key in values_of("active_waiting_share", "vv", 2022, MARTS)}
    assert months == {f"2021-{month:02}" for month in range(5, 13)}
