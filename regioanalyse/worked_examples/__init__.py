"""Worked examples: for each indicator tiny tables, and what its definition makes of them, as a sum.

The reading guide shows them, and `tests/spec/test_examples.py` works each of them out: by the indicator's definition
and by the arithmetic of the sum. There is a file per theme, with a list of

    sector, edition     whose definition is shown
    given               mart → its rows as a table of text: a header, and a row per line
    gives               for each indicator its name, the marts that a reader needs to follow it (`shows`; all when not
                        given), what to look at (`told`, Dutch), and the sum behind each value:
                        `A 2022 vpt: 3 / 4 × 100 = 75`, for area, period and category; `≈` where the result is rounded

What a table leaves out is filled in (`filled`), so that it shows only what the definition is about. The files do not
lie among the records of the indicators: a better sentence in an example is no reason to run all notebooks again.
"""

from regioanalyse.worked_examples.examples import Example, examples, filled, left_out, marts_of

__all__ = ["Example", "examples", "filled", "left_out", "marts_of"]
