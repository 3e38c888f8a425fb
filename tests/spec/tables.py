"""Tiny tables from text, for the marts that `tests.spec.conftest` leaves empty."""

from io import StringIO

import pandas as pd

from regioanalyse.marts import Marts
from tests.spec.conftest import marts_of


def rows(text: str, **filled: object) -> pd.DataFrame:
    """Read a table of text, a header and a row per line, and add the columns that are the same in every row."""
    frame = pd.read_csv(StringIO(text), sep=r"\s+", dtype={"month": str, "quarter": str})
    return frame.assign(**filled)


def marts_with(use: str = "", population: str = "", forecast: str = "", **tables: pd.DataFrame) -> Marts:
    """Return marts of `tests.spec.conftest.marts_of` with further tables (`rows`) in them."""
    return marts_of(use=use, population=population, forecast=forecast).replace(**tables)
