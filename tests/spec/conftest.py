"""Tiny marts from tables of text, and an indicator's values as a dictionary: what every definition is tested with.

A table of text has a header and a row per line. What it leaves out is filled in, as in the worked examples
(`regioanalyse.worked_examples.filled`), so that a test shows only what its rule is about.
"""

import pandas as pd

from regioanalyse import indicators, worked_examples
from regioanalyse.indicators import record
from regioanalyse.marts import Marts
from regioanalyse.records.categories import DELIVERY_FORMS
from regioanalyse.records.sector import SECTORS

assert tuple(DELIVERY_FORMS) == ("intramural", "vpt", "mpt", "pgb")


#: Not in order: also one that does not count, and one that is not VG.
PROFILES = """
profile  sector  order  counts
8VV      vv      5      True
4VV      vv      1      True
5VV      vv      2      True
9VV      vv      6      False
4VG      gz      2      True
3VG      gz      1      True
7VG      gz      5      True
6LG      gz      10     True
"""


def marts_of(use: str = "", population: str = "", forecast: str = "", at_home_history: str = "") -> Marts:
    """Return marts with these tables; the others are empty."""
    given = {"use": use, "population": population, "forecast": forecast, "at_home_history": at_home_history}
    given["profiles"] = PROFILES
    return worked_examples.marts_of({mart: text.strip() for mart, text in given.items()}, "vv", 2022)


def table_of(name: str, sector: str, edition: int, marts: Marts, methodology: int | None = None) -> pd.DataFrame:
    """Work an indicator out; by the edition's own methodology when none is given."""
    return indicators.table_of(record(name, sector), marts, SECTORS[sector].edition(edition, methodology))


def values_of(name: str, sector: str, edition: int, marts: Marts) -> dict[str, float]:
    """Compute an indicator by its record.

    Returns
    -------
    dict of str to float
        ``{"rotterdam 2022 vpt": 12.0}``: area, period and category, in the order in which they come.
    """
    frame = table_of(name, sector, edition, marts)
    keys = (frame["area"] + " " + frame["period"] + " " + frame["category"]).str.strip()
    assert not keys.duplicated().any()
    return dict(zip(keys, frame["value"], strict=True))
