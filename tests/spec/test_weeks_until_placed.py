"""weeks_until_placed: how long the not actively waiting who were placed in a month had waited, on average."""

import math

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_outside_treeknorm_share import MARTS


def test_mean_weeks_of_who_was_placed_and_the_comparator_is_pooled() -> None:
    # rotterdam 2800 days / 7 / 20 = 20 weeks, drenthe 1400 / 7 / 10 = 20; comparator 4200 / 7 / 30 = 20
    values = values_of("weeks_until_placed", "vv", 2022, MARTS)
    assert values["rotterdam 2021-05"] == pytest.approx(20)
    assert values["drenthe 2021-05"] == pytest.approx(20)
    assert values["zilveren-kruis 2021-05"] == pytest.approx(20)
    assert math.isnan(values["rotterdam 2021-06"])
