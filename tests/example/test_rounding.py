"""Rounding keeps sums: every count of the example data goes through it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from regioanalyse.example.rounding import largest_remainder, rake, round_table

WEIGHTS = hnp.arrays(float, st.integers(1, 12), elements=st.floats(0, 1000).map(lambda x: round(x, 3))).filter(
    lambda weights: weights.sum() > 0.01
)


@given(WEIGHTS, st.integers(0, 10_000))
def test_largest_remainder_divides_all_and_stays_within_one_of_the_exact_share(weights: np.ndarray, total: int) -> None:
    parts = largest_remainder(weights, total)
    assert parts.sum() == total
    assert np.abs(parts - weights / weights.sum() * total).max() < 1.001


@pytest.mark.parametrize(
    ("weights", "total", "parts"),
    [([1, 1, 1], 4, [2, 1, 1]), ([0.5, 0.3, 0.2], 10, [5, 3, 2]), ([1, 0, 1], 3, [2, 0, 1]), ([1, 2], 0, [0, 0])],
    ids=["equal remainders go to the first", "exact", "nothing for no weight", "nothing to divide"],
)
def test_largest_remainder_of_small_cases(weights: list[float], total: int, parts: list[int]) -> None:
    assert largest_remainder(np.array(weights, dtype=float), total).tolist() == parts


@given(hnp.arrays(int, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.integers(1, 50)), st.data())
def test_round_table_keeps_the_totals_of_rows_and_columns(counts: np.ndarray, data: st.DataObject) -> None:
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    start = data.draw(hnp.arrays(float, counts.shape, elements=st.floats(0.5, 2)))
    rounded = round_table(rake(start, rows, columns), rows, columns)
    assert rounded.sum(axis=1).tolist() == rows.tolist()
    assert rounded.sum(axis=0).tolist() == columns.tolist()
    assert rounded.min() >= 0
