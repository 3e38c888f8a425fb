"""The bridge between two editions adds up for every region, and what is not shown stays hidden."""

import math

import pandas as pd
import pytest

from regioanalyse import indicators, sources
from regioanalyse.figures.findings import bridge_steps
from regioanalyse.indicators import bridge as bridges
from regioanalyse.indicators import record
from regioanalyse.indicators.bridge import COLUMNS, bridge
from regioanalyse.records.group import COMPARATOR

pytestmark = pytest.mark.usefixtures("made")


def test_it_has_every_region_indicator_and_scenario_of_a_changed_method() -> None:
    found = bridge("vv")
    assert list(found.columns) == COLUMNS
    regions = {*sources.read("areas")["region"], COMPARATOR}
    scenarios = [f"scenario_{number}" for number in (1, 2, 3)]
    for name, mine in found.groupby("indicator"):
        categories = scenarios if str(name).startswith("scenario") else [""]
        assert set(mine["region"]) == regions
        assert len(mine) == len(regions) * len(categories)
        assert set(mine["category"]) == set(categories)
        assert set(mine["unit"]) == {record(str(name), "vv").unit}
    assert set(found["change"]) == {"care-locations", "scenario-growth-window"}


def test_it_adds_up_exactly_for_every_region() -> None:
    found = bridge("vv")
    assert (found["status"] == "ok").all()
    total = found["before"] + found["method"] + found["real"]
    assert (total - found["now"]).abs().max() < 1e-9
    counts = found[found["indicator"] == "care_locations"]
    assert (counts["before"] + counts["method"] + counts["real"] == counts["now"]).all()


def test_what_a_reader_sees_adds_up_exactly_too() -> None:
    for _, row in bridge("vv").iterrows():
        before, method, real, now = bridge_steps(row)
        assert before + method + real == now


def test_its_ends_are_the_values_of_the_editions() -> None:
    found = bridge("vv").set_index(["indicator", "region", "category"])
    for column, (edition, methodology) in {
        "before": (2021, 2021), "now": (2022, 2022), "now_old_method": (2022, 2021),
    }.items():  # fmt: skip
        values = indicators.values("vv", edition, methodology)
        values = values[values["area"] == values["region"]].set_index(["indicator", "region", "category"])["value"]
        assert found[column].to_dict() == values[values.index.isin(found.index)].to_dict()


def test_rotterdam_has_both_counts_of_locations() -> None:
    row = bridge("vv").query("indicator == 'care_locations' and region == 'rotterdam'").iloc[0]
    assert row["now"] == 71
    assert row["now_old_method"] > 71
    assert row["method"] < 0
    assert (row["period_before"], row["period"]) == ("2020", "2021")


def test_a_scenario_without_growth_has_no_effect_of_the_window_and_the_second_has_half() -> None:
    found = bridge("vv").query("change == 'scenario-growth-window'")
    effect = found.set_index(["indicator", "region", "category"])["method"].unstack()
    assert effect["scenario_1"].abs().max() < 1e-9
    assert (2 * effect["scenario_2"]).to_dict() == pytest.approx(effect["scenario_3"].to_dict())
    assert (effect["scenario_3"].abs() > 0).all()


def test_a_sector_with_one_edition_has_no_bridge() -> None:
    assert bridge("gz").empty
    assert list(bridge("gz").columns) == COLUMNS


@pytest.mark.parametrize(
    ("edition", "methodology", "status"),
    [(2021, 2021, "suppressed"), (2021, 2022, "missing"), (2022, 2022, "break")],
)
def test_what_one_end_hides_the_effects_hide_too(
    monkeypatch: pytest.MonkeyPatch, edition: int, methodology: int, status: str
) -> None:
    true = indicators.values

    def values(sector: str, *which: int) -> pd.DataFrame:
        table = true(sector, *which)
        if which == (edition, methodology):
            hit = (table["indicator"] == "care_locations") & (table["area"] == "rotterdam")
            table.loc[hit, ["value", "status"]] = [math.nan, status]
        return table

    monkeypatch.setattr(bridges.indicators, "values", values)
    found = bridge("vv").query("indicator == 'care_locations'").set_index("region")
    assert found.loc["rotterdam", "status"] == status
    assert found.loc["rotterdam", ["method", "real"]].isna().all()
    assert found.drop("rotterdam")[["before", "method", "real", "now"]].notna().all().all()
