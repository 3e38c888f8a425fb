"""outside_treeknorm_share: of the actively waiting placed in a month, those placed after the norm."""

import math

import pytest

from tests.spec.conftest import table_of, values_of
from tests.spec.tables import marts_with, rows
from tests.spec.test_active_waiting_share import IN_CARE

PLACEMENTS = rows(
    """
    month    sector region     status      placed  late  days
    2021-05  vv     rotterdam  urgent       10      2    300
    2021-05  vv     rotterdam  active       30     10    900
    2021-05  vv     rotterdam  preference   20     15   2800
    2021-05  vv     drenthe    preference   10     10   1400
    2021-05  gz     rotterdam  active       99     99    999
    """
)
MARTS = marts_with(in_care=IN_CARE, placements=PLACEMENTS)


def test_late_placements_in_percent_of_the_placements_of_the_actively_waiting() -> None:
    # rotterdam (2 + 10) / (10 + 30) = 30%; in drenthe nobody was placed: unknown
    values = values_of("outside_treeknorm_share", "vv", 2022, MARTS)
    assert values["rotterdam 2021-05"] == pytest.approx(30)
    assert values["zilveren-kruis 2021-05"] == pytest.approx(30)
    assert math.isnan(values["drenthe 2021-05"])


def test_the_people_behind_it_are_known() -> None:
    frame = table_of("outside_treeknorm_share", "vv", 2022, MARTS).set_index(["area", "period"])
    assert tuple(frame.loc[("rotterdam", "2021-05"), ["count", "of"]]) == (12, 40)
