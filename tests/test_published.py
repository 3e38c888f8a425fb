"""Every published figure whose indicator exists comes out of the example data, within the rounding of its print."""

from decimal import Decimal

import pandas as pd
import pytest

from regioanalyse import indicators, project

#: A float that stands for half a unit is not exactly that.
HAIR = 1e-9
HAVE = {(indicator.name, indicator.sector) for indicator in indicators.INDICATORS}


def published() -> list:
    """Return a test case per row: sector, the row, and how far a value may be from what is printed."""
    table = pd.read_csv(project.root() / "data" / "published.csv", dtype=str, keep_default_na=False).assign(
        sector=lambda rows: rows["report"].str[:2]
    )
    return [
        pytest.param(row, id="-".join(filter(None, [row["report"], row["indicator"], row["area"],
                                                    row["period"].replace("/", "_"), row["category"]])))
        for _, row in table.iterrows()
        if (row["indicator"], row["sector"]) in HAVE
    ]  # fmt: skip


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("row", published())
def test_published_figure(row: pd.Series) -> None:
    values = indicators.values(row["sector"])
    keys = ["indicator", "area", "period", "category"]
    found = values[(values[keys] == row[keys].tolist()).all(axis=1)]
    assert found["status"].tolist() == ["ok"]
    printed = Decimal(row["value"])
    half = Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)
    assert found["value"].iloc[0] == pytest.approx(float(printed), abs=float(half) + HAIR)


def test_there_are_published_figures_to_compare_with() -> None:
    assert len(published()) >= 60
