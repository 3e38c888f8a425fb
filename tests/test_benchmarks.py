"""The parts of the benchmarks that do not measure: the page that they write, and the runs that stand for all."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks import table
from benchmarks.book import ONE_IN, spread
from benchmarks.measure import Cost
from benchmarks.table import Row
from regioanalyse.runs import planning


@pytest.mark.parametrize(
    ("measured", "limit", "holds"),
    [
        (2.0, "≤ 2", True),
        (2.01, "≤ 2", False),
        (10.0, "≥ 10", True),
        (9.99, "≥ 10", False),
        (400, "< 400", False),
        (399.9, "< 400", True),
        (5, "", None),
    ],
)
def test_a_limit_holds_or_not(measured: float, limit: str, holds: bool | None) -> None:
    assert Row("x", measured, limit=limit).holds is holds


def test_a_row_says_what_was_measured_and_whether_it_holds() -> None:
    assert Row("nothing changed", 1.234, "s", "≤ 2").line() == "| nothing changed | 1.23 s | ≤ 2 s | yes |"
    assert Row("ratio", 8.0, limit="≥ 10").line() == "| ratio | 8.00 | ≥ 10 | **no** |"
    assert Row("peak", 1234.5, "MB").line() == "| peak | 1,234 MB |  |  |"


def test_a_part_that_is_measured_again_replaces_only_itself(tmp_path: Path) -> None:
    page, order = tmp_path / "benchmarks.md", ("book", "marts", "pages")

    def put(title: str, measured: float) -> None:
        table.put(page, order, {title: table.section(title, table.machine(date(2026, 1, 2)), [Row("x", measured)])})

    put("pages", 1)
    put("book", 2)
    first = page.read_text()
    assert first.startswith(table.HEAD)
    assert [line for line in first.splitlines() if line.startswith("## ")] == ["## book", "## pages"]
    assert "2026-01-02" in first
    put("pages", 3)
    second = page.read_text()
    assert second == first.replace("| x | 1.00 |", "| x | 3.00 |")
    put("pages", 3)
    assert page.read_text() == second


def test_a_sample_has_every_sector_region_and_chapter() -> None:
    wanted, _ = planning.wanted()
    by_hand = sorted(wanted, key=lambda run: (run.sector == "gz", run.parameters.region, run.notebook.name))
    chosen = spread(by_hand, ONE_IN)
    assert len(chosen) * ONE_IN == len(by_hand)
    assert set(Counter((run.sector, run.parameters.region) for run in chosen).values()) == {1}
    assert {run.notebook for run in chosen} == {run.notebook for run in by_hand}


def test_costs_add_up_but_memory_is_the_highest() -> None:
    assert Cost(1, 2, 30) + Cost(4, 5, 10) == Cost(5, 7, 30)
    assert (Cost(1, 2, 30) + Cost(1, 2, 30)).times(5) == Cost(10, 20, 30)
