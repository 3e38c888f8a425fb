"""expenditure_per_inhabitant: expenditure per inhabitant of the forecast population, in the base year too."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_expenditure import MARTS


def test_all_inhabitants_of_the_forecast() -> None:
    # rotterdam 520 million / 800 = 650 000 (not / 1000 observed), 832 million / 1280 = 650 000
    values = values_of("expenditure_per_inhabitant", "vv", 2022, MARTS)
    assert values["rotterdam 2020"] == pytest.approx(650_000)
    assert values["rotterdam 2040"] == pytest.approx(650_000)
    # comparator (520 + 300) million / 3800
    assert values["zilveren-kruis 2020"] == pytest.approx(820e6 / 3800)
