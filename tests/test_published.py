"""Every published figure comes out of the example data, within the rounding of its print."""

import pandas as pd
import pytest

from regioanalyse.indicators import calibration
from regioanalyse.project import root

PUBLISHED = pd.read_csv(root() / "data" / "published.csv", dtype=str, keep_default_na=False)
NAMES = (
    PUBLISHED["report"] + "-" + PUBLISHED["indicator"] + "-" + PUBLISHED["area"] + "-" + PUBLISHED["period"]
).str.cat(PUBLISHED["category"], sep="-")


@pytest.fixture(scope="module")
def calibrated(made: None) -> pd.DataFrame:
    """Return the published figures beside ours."""
    return calibration.table()


@pytest.mark.parametrize("row", PUBLISHED.index, ids=NAMES.str.replace("/", "_"))
def test_published_figure(calibrated: pd.DataFrame, row: int) -> None:
    assert calibrated.loc[row, "published"] == PUBLISHED.loc[row, "value"]
    assert calibrated.loc[row, "passes"], calibrated.loc[row].to_dict()


def test_a_figure_passes_within_half_a_unit_of_its_last_digit(calibrated: pd.DataFrame) -> None:
    whole = ~calibrated["published"].str.contains(".", regex=False)
    assert calibrated.loc[whole, "difference"].abs().max() <= 0.5 + calibration.HAIR
    assert calibrated.loc[calibrated["published"].str.match(r"^-?\d+\.\d$"), "difference"].abs().max() <= 0.05 + 1e-9
    assert len(calibrated) == 121


def test_the_table_on_disk_is_that_of_the_data(calibrated: pd.DataFrame) -> None:
    text = (root() / "docs" / "calibration.md").read_text(encoding="utf-8")
    assert text == calibration.text(), "run `make accept`"
    assert text.count("| yes |") == len(calibrated)
