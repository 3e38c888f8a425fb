"""providers_by_offer_share: providers by what they offer, in % of the providers that count."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_providers_by_offer import MARTS


def test_shares_are_of_the_providers_that_count() -> None:
    # rotterdam one of three each; comparator 1, 2 and 1 of 4
    values = values_of("providers_by_offer_share", "vv", 2022, MARTS)
    assert values["rotterdam 2022 intramural_only"] == pytest.approx(100 / 3)
    assert values["drenthe 2022 at_home_only"] == 100
    assert [value for key, value in values.items() if key.startswith("zilveren-kruis")] == [25, 50, 25]
