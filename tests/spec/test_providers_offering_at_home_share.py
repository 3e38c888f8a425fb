"""providers_offering_at_home_share: providers with vpt or mpt, in % of the providers that count."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.test_providers_by_offer import MARTS


def test_at_home_with_or_without_intramural_care() -> None:
    # rotterdam (1 + 1) / 3; drenthe 1 / 1; comparator (1 + 2) / 4
    assert values_of("providers_offering_at_home_share", "vv", 2022, MARTS) == pytest.approx(
        {"rotterdam 2022": 200 / 3, "drenthe 2022": 100, "zilveren-kruis 2022": 75}
    )
