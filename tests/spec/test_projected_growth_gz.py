"""projected_growth of GZ: min is the growth by population, what max has more is use."""

import pytest

from tests.spec.conftest import marts_of, values_of


def test_population_is_the_minimum_and_use_the_rest() -> None:
    # 100 → 0.1 × 1150 = 115: +15% by population; 115 × 1.36 = 156.4: +56.4%, so 41.4 points are use
    marts = marts_of(
        use="month sector region profile clients\n2020-01 gz rotterdam 7VG 100",
        population="region year inhabitants\nrotterdam 2020 1000",
        forecast="region year inhabitants\nrotterdam 2020 1000\nrotterdam 2040 1150",
    )
    values = values_of("projected_growth", "gz", 2023, marts)
    assert values["rotterdam 2020/2040 min"] == pytest.approx(15)
    assert values["rotterdam 2020/2040 max"] == pytest.approx(56.4)
    assert values["rotterdam 2020/2040 max"] - values["rotterdam 2020/2040 min"] == pytest.approx(41.4)
