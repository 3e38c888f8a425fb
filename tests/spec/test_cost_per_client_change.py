"""cost_per_client_change: relative change of the cost per client from January 2020 to January 2022, in %."""

import pytest

from tests.spec.conftest import marts_of, values_of
from tests.spec.test_cost_per_client_month import USE


def test_change_is_relative_and_over_two_years() -> None:
    # vv: 5600 → 6500 is +16.07%; gz: 5000 → 5435 is +8.7%
    vv = values_of("cost_per_client_change", "vv", 2022, marts_of(use=USE))
    gz = values_of("cost_per_client_change", "gz", 2023, marts_of(use=USE))
    assert vv["rotterdam 2020/2022"] == pytest.approx(100 * 900 / 5600)
    assert gz["rotterdam 2020/2022"] == pytest.approx(8.7)
