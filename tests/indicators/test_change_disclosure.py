"""A hidden value does not follow from the change since another year, which is shown."""

import pandas as pd

from regioanalyse.indicators import records
from regioanalyse.indicators.disclosure import hidden

RECORDS = {each.name: each for each in records("vv")}


def table(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Return values of one region: indicator, period, people and the whole they are part of."""
    frame = pd.DataFrame(rows, columns=["indicator", "period", "count", "of"])
    return frame.assign(region="rotterdam", area="rotterdam", category="")


def test_a_change_is_hidden_with_either_of_its_ends() -> None:
    # 2022 is hidden (4 of 50), so that 2019 plus the change would tell it
    values = table(
        ("at_home_share", "2019", 20, 50),
        ("at_home_share", "2022", 4, 50),
        ("at_home_share_change", "2019/2022", 20, 50),
    )
    assert hidden(values, RECORDS).tolist() == [False, True, True]


def test_a_change_between_shown_values_is_shown() -> None:
    values = table(
        ("at_home_share", "2019", 20, 50),
        ("at_home_share", "2022", 14, 50),
        ("at_home_share_change", "2019/2022", 14, 50),
    )
    assert not hidden(values, RECORDS).any()
