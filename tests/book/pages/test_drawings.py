"""Small drawings: what is drawn lies within its box, and a value that is not shown is a gap."""

import re
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.book.pages import drawings
from regioanalyse.book.pages.drawings import CHART, SPARK

VALUES = st.floats(-1e7, 1e7, allow_nan=False)
LINES = st.lists(st.none() | VALUES, min_size=2, max_size=30)


def positions(svg: str) -> list[tuple[float, float]]:
    paths = "".join(re.findall(r' d="([^"]*)"', svg))
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", paths)]


@given(LINES, LINES)
def test_a_trend_stays_in_its_box(region: list[float | None], comparator: list[float | None]) -> None:
    svg = drawings.sparkline(region, comparator)
    known = [value for value in region if value is not None]
    assert bool(svg) == (len(known) > 1)
    assert all(0 <= x <= SPARK[0] and 0 <= y <= SPARK[1] for x, y in positions(svg))
    if svg:
        drawn = len(known) + sum(value is not None for value in comparator)
        assert len(positions(svg)) == drawn


def test_higher_is_further_up_and_later_further_right() -> None:
    (first_x, first_y), (last_x, last_y) = positions(drawings.sparkline([1, 2], [None, None]))
    assert first_x < last_x
    assert last_y < first_y


def test_a_hidden_value_is_a_gap_and_a_hidden_last_one_has_no_dot() -> None:
    svg = drawings.sparkline([1, None, 2, 3, None], [None] * 5)
    (path,) = re.findall(r' d="([^"]*)"', svg)
    assert path.count("M") == 2
    assert path.count("L") == 1
    assert "<circle" not in svg
    assert "<circle" in drawings.sparkline([1, None, 2], [None] * 3)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=25))
def test_a_band_stays_in_its_box(pairs: list[tuple[float, float]]) -> None:
    least, most = [min(pair) for pair in pairs], [max(pair) for pair in pairs]
    svg = drawings.band(least, most, ("2020", "2040"), ("1", "2", "3"), "Groei <hard>")
    assert 'aria-label="Groei &lt;hard&gt;"' in svg
    assert all(0 <= x <= CHART[0] and 0 <= y <= CHART[1] for x, y in positions(svg))
    assert re.findall(r">(\w+)</text>", svg) == ["1", "2", "3", "2020", "2040"]


@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.none() | st.floats(0, 1e6), min_size=4, max_size=4)))
def test_lines_stay_in_their_box_with_labels_apart(named: dict[str, list[float | None]]) -> None:
    svg = drawings.lines(named, ("jan", "feb"), list(named), "Wachtenden")
    known = [value for line in named.values() for value in line if value is not None]
    assert bool(svg) == bool(known)
    assert all(0 <= x <= CHART[0] and 0 <= y <= CHART[1] for x, y in positions(svg))
    heights = sorted(float(y) for y in re.findall(r'y="([\d.]+)" text-anchor="start">[abc]<', svg))
    assert len(heights) == sum(line[-1] is not None for line in named.values())
    assert all(below - above >= 15.9 for above, below in pairwise(heights))
    assert all(0 < height < CHART[1] for height in heights)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_labels_move_no_more_than_they_must(heights: list[float]) -> None:
    moved = drawings.apart(heights, 10, 100)
    order = sorted(moved)
    assert max(moved) <= 100
    assert all(below - above >= 10 - 1e-9 for above, below in pairwise(order))
    far = sorted(heights)
    if all(below - above >= 10 for above, below in pairwise(far)):
        assert moved == heights


def test_bars_start_at_zero_and_show_the_comparator() -> None:
    html = drawings.bars(
        [("3VG", 20.0, "20% (10%)", 10.0), ("4VG", None, "niet getoond", 40.0), ("<5>", 5.0, "5%", None)]
    )
    assert re.findall(r'<b style="width:([\d.]+)%">', html) == ["50.0", "12.5"]
    assert re.findall(r'<i style="left:([\d.]+)%">', html) == ["25.0", "100.0"]
    assert "niet getoond" in html
    assert "&lt;5&gt;" in html
    assert "ra-long" not in html
    assert "ra-long" in drawings.bars([("een lange naam", 1.0, "1%", None)])


def test_a_whole_is_divided_by_its_shares() -> None:
    html = drawings.whole([("2023", [("home", 35.0, "35,0%"), ("intramural", 65.0, "65,0%")])])
    assert re.findall(r'class="ra-(\w+)" style="width:([\d.]+)%">([^<]+)<', html) == [
        ("home", "35.0", "35,0%"),
        ("intramural", "65.0", "65,0%"),
    ]


@pytest.mark.parametrize("shape", [(0, 0, 4000, 1000), (0, 0, 1000, 4000)])
def test_a_map_fits_its_size_with_north_up(shape: tuple[float, float, float, float]) -> None:
    area = shapely.box(*shape)
    low, high = (shape[0], shape[1]), (shape[2], shape[3])
    svg = drawings.area_map([area], [low, high, high], (300, 150), "Kaart")
    width, height = (int(side) for side in re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)[0])
    assert width <= 300
    assert height <= 150
    assert width / height == pytest.approx(shape[2] / shape[3], rel=0.05)
    # points at the same place are drawn once
    assert re.findall(r'cx="(\d+)" cy="(\d+)"', svg) == [("0", str(height)), (str(width), "0")]
    assert drawings.area_map([area], [], (300, 150), "Kaart").count("<circle") == 0
