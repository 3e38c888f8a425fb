"""non_active_waiting_share: who waits for a preference, in % of the clients in care; precaution does not count."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_active_waiting_share import MARTS


def test_only_preference_counts() -> None:
    # rotterdam 150 / 1000 = 15%; comparator 150 / 2000 = 7.5%
    values = values_of("non_active_waiting_share", "vv", 2022, MARTS)
    assert values["rotterdam 2021-05"] == pytest.approx(15)
    assert values["zilveren-kruis 2021-05"] == pytest.approx(7.5)
    assert values["drenthe 2021-06"] == 0
