"""opportunity_line_share: initiatives in the region by opportunity line, in %."""

import pytest

from tests.spec.conftest import values_of
from tests.spec.tables import marts_with, rows


def test_three_two_four_one_and_three_of_thirteen() -> None:
    # 3 / 13 = 23.08%, 2 / 13 = 15.38%, 4 / 13 = 30.77%, 1 / 13 = 7.69%; drenthe has one line only
    initiatives = rows(
        """
        region     year  line    initiatives
        rotterdam  2023  line_1  3
        rotterdam  2023  line_2  2
        rotterdam  2023  line_3  4
        rotterdam  2023  line_4  1
        rotterdam  2023  line_5  3
        rotterdam  2022  line_5  99
        drenthe    2023  line_1  7
        """
    )
    values = values_of("opportunity_line_share", "gz", 2023, marts_with(initiatives=initiatives))
    assert [round(values[f"rotterdam 2023 line_{line}"]) for line in range(1, 6)] == [23, 15, 31, 8, 23]
    assert [values[f"drenthe 2023 line_{line}"] for line in range(1, 6)] == [100, 0, 0, 0, 0]
    # comparator line_1 (3 + 7) / 20
    assert values["zilveren-kruis 2023 line_1"] == pytest.approx(50)
