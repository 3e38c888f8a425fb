"""workers_per_client_change: relative change of the workers per client from 2020 to 2040, in %."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_workers import MARTS


def test_change_is_relative() -> None:
    # rotterdam 2.5 → 2 is -20%
    assert values_of("workers_per_client_change", "vv", 2022, MARTS)["rotterdam 2020/2040"] == pytest.approx(-20)
