"""Sums per area, region and comparator: a pooled total with the region in it, and the country apart."""

import pandas as pd
import pytest

from regioanalyse.indicators.totals import COLUMNS, by_area, by_region, january, tidy
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.sector import SECTORS

CELLS = pd.DataFrame(
    [
        ("rotterdam", "charlois", "a", 10),
        ("rotterdam", "charlois", "b", 1),
        ("rotterdam", "hoogvliet", "a", 20),
        ("drenthe", "assen", "a", 300),
        (COUNTRY, COUNTRY, "a", 9000),
    ],
    columns=["region", "area", "category", "people"],
)


def test_a_region_is_the_sum_of_its_areas_and_the_comparator_that_of_its_regions() -> None:
    # 10 + 1 + 20 = 31; 31 + 300 = 331: not a mean (165.5), and the country is not in it
    assert by_region(CELLS, "people").to_dict() == {
        ("drenthe", "drenthe"): 300,
        ("nederland", "nederland"): 9000,
        ("rotterdam", "rotterdam"): 31,
        ("zilveren-kruis", "zilveren-kruis"): 331,
    }


def test_further_keys_stay_apart() -> None:
    found = by_region(CELLS, "people", "category")
    assert found.index.names == ["region", "area", "category"]
    assert found[(COMPARATOR, COMPARATOR)].to_dict() == {"a": 330, "b": 1}


def test_areas_are_without_the_country() -> None:
    assert by_area(CELLS, "people").to_dict() == {
        ("drenthe", "assen"): 300,
        ("rotterdam", "charlois"): 11,
        ("rotterdam", "hoogvliet"): 20,
    }


def test_adding_up_leaves_the_cells_alone() -> None:
    before = CELLS.copy()
    by_region(CELLS, "people", "category")
    by_area(CELLS, "people")
    pd.testing.assert_frame_equal(CELLS, before)


def test_january_is_of_one_sector_and_of_the_years_asked_for() -> None:
    use = pd.DataFrame(
        [("2021-01", "vv"), ("2022-01", "vv"), ("2022-02", "vv"), ("2022-01", "gz"), ("2019-01", "vv")],
        columns=["month", "sector"],
    )
    found = january(use, SECTORS["vv"].edition(), [2021, 2022])
    assert found["period"].tolist() == ["2021", "2022"]
    assert set(found["sector"]) == {"vv"}


def test_tidy_has_the_columns_of_a_definition_and_no_people_unless_given() -> None:
    frame = tidy(by_region(CELLS, "people"), period="2022")
    assert list(frame.columns) == COLUMNS
    assert frame["value"].dtype == float
    assert set(frame["category"]) == {""}
    assert frame[["count", "of"]].isna().all(axis=None)


def test_tidy_sets_the_people_beside_their_own_value() -> None:
    value = by_region(CELLS, "people")
    frame = tidy(2.0 * value, period="2022", count=value.sort_values(), of=value)
    assert (frame["value"] == 2 * frame["count"]).all()
    assert (frame["count"] == frame["of"]).all()
    assert frame.set_index("area")["count"].to_dict() == pytest.approx(
        {"drenthe": 300, "nederland": 9000, "rotterdam": 31, "zilveren-kruis": 331}
    )
