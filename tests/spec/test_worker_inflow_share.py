"""worker_inflow_share: where new workers come from, in % of those who came."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows

MARTS = marts_with(
    labour_regions=rows("labour_region region\nrijnmond rotterdam\nhaven rotterdam\nnoord drenthe"),
    worker_mobility=rows(
        """
        labour_region  quarter  direction  category          movers
        rijnmond       2020-Q3  inflow     outside_sector    40
        haven          2020-Q3  inflow     outside_sector     8
        haven          2020-Q3  inflow     other             52
        rijnmond       2020-Q3  outflow    home_care         30
        rijnmond       2020-Q3  outflow    outside_sector    10
        rijnmond       2020-Q2  inflow     home_care        999
        noord          2020-Q3  inflow     home_care        100
        nederland      2020-Q3  inflow     outside_sector    44
        nederland      2020-Q3  inflow     other             56
        """
    ),
)


def test_labour_regions_are_added_up_and_every_category_is_there_in_order() -> None:
    # rotterdam 48 of 100 from outside; comparator 48 of 200; the country has a row of its own
    values = values_of("worker_inflow_share", "vv", 2022, MARTS)
    assert list(values)[5:10] == [
        f"nederland 2020-Q3 {move}"
        for move in ("nursing_and_care", "home_care", "other_care", "outside_sector", "other")
    ]
    assert values["rotterdam 2020-Q3 outside_sector"] == pytest.approx(48)
    assert values["rotterdam 2020-Q3 home_care"] == 0
    assert values["zilveren-kruis 2020-Q3 home_care"] == pytest.approx(50)
    assert values["zilveren-kruis 2020-Q3 outside_sector"] == pytest.approx(24)
    assert values["nederland 2020-Q3 outside_sector"] == pytest.approx(44)
