"""worker_outflow_share: where workers who leave go to, in % of those who left."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_worker_inflow_share import MARTS


def test_only_who_left_counts() -> None:
    # 30 and 10 of 40
    values = values_of("worker_outflow_share", "vv", 2022, MARTS)
    assert values["rotterdam 2020-Q3 home_care"] == pytest.approx(75)
    assert values["rotterdam 2020-Q3 outside_sector"] == pytest.approx(25)
    assert "drenthe 2020-Q3 home_care" not in values
