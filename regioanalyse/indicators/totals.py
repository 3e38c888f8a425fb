"""Sums over cells at the levels that a report shows: areas, regions, the comparator and the country.

The comparator is a pooled total of all regions, not a mean of them, and has the region itself in it.
"""

from collections.abc import Callable, Iterable

import pandas as pd

from regioanalyse.marts import Marts
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.sector import Edition

#: What a definition returns. `count` and `of` (persons that the value rests on, and the persons it is a part of) are
#: for disclosure control and stay empty (NA) where no person can be found back in a value.
COLUMNS = ["region", "area", "period", "category", "value", "count", "of"]
#: A definition: the marts and an edition in, `COLUMNS` out.
Definition = Callable[[Marts, Edition], pd.DataFrame]


def january(use: pd.DataFrame, edition: Edition, years: Iterable[int]) -> pd.DataFrame:
    """Return the use of the edition's sector in the Januaries of `years`, with the year as `period` (text)."""
    mine = use[(use["sector"] == edition.sector.name) & use["month"].isin([f"{year}-01" for year in years])]
    return mine.assign(period=mine["month"].str[:4])


def by_region(cells: pd.DataFrame, column: str, *keys: str) -> pd.Series:
    """Add `column` up per region and for the comparator; rows of the country stay apart from the comparator.

    Returns
    -------
    Series
        Named `column`, with index `region`, `area` (the same slug) and the keys, sorted.
    """
    ours = cells[cells["region"] != COUNTRY].assign(region=COMPARATOR)
    both = pd.concat([cells, ours])
    return both.assign(area=both["region"]).groupby(["region", "area", *keys])[column].sum()


def by_area(cells: pd.DataFrame, column: str, *keys: str) -> pd.Series:
    """Add `column` up per area, the country left out; the index is as in `by_region`."""
    return cells[cells["region"] != COUNTRY].groupby(["region", "area", *keys])[column].sum()


def tidy(value: pd.Series, **columns: object) -> pd.DataFrame:
    """Make the table of a definition (`COLUMNS`) from values with an index of keys.

    Parameters
    ----------
    value
        Index `region`, `area` and perhaps `period`, `category`.
    **columns
        What the index does not have, and `count` and `of` (aligned on the same index) for disclosure control.
    """
    frame = value.rename("value").astype(float).to_frame().assign(**columns).reset_index()
    return frame.assign(**{name: fill for name, fill in _EMPTY.items() if name not in frame})[COLUMNS]


def with_periods(table: pd.DataFrame, periods: Iterable[object]) -> pd.DataFrame:
    """Complete the table of a definition: each region and category that occurs has every period of an edition.

    What the data do not reach is a row without a value. Areas are left as they are: they need not have every period.
    """
    keys = ["region", "area", "category"]
    every = (
        table.loc[table["area"] == table["region"], keys]
        .drop_duplicates()
        .merge(pd.DataFrame({"period": [str(each) for each in periods]}), how="cross")
    )
    known = pd.MultiIndex.from_frame(table[[*keys, "period"]])
    holes = every[~pd.MultiIndex.from_frame(every).isin(known)]
    if holes.empty:
        return table
    return pd.concat([table, holes.assign(value=float("nan"), count=pd.NA, of=pd.NA)], ignore_index=True)


_EMPTY: dict[str, object] = {"category": "", "count": pd.NA, "of": pd.NA}
