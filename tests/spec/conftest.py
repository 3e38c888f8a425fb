"""Tiny marts from tables of text, and an indicator's values as a dictionary: what every definition is tested with.

A table of text has a header and a row per line. What it leaves out is filled in with `USE`, `INHABITANTS` and
`HISTORY`, so that a test shows only what its rule is about.
"""

from io import StringIO

import pandas as pd

from regioanalyse.indicators import record
from regioanalyse.marts import Marts
from regioanalyse.sources.contracts import DELIVERY_FORMS

#: A cell of clients, unless the test says otherwise. An area is named after its region.
USE = {
    "month": "2022-01",
    "sector": "vv",
    "region": "rotterdam",
    "area": None,
    "age_band": "80-84",
    "profile": "5VV",
    "delivery_form": "intramural",
    "clients": None,
    "amount": 0,
}
INHABITANTS = {"region": "rotterdam", "area": None, "year": 2022, "age_band": "80-84", "inhabitants": None}
HISTORY = {"region": "rotterdam", "year": 2017, "clients": None, "at_home": None}
NUMBERS = ("clients", "amount", "inhabitants", "year", "at_home")

#: Profiles of both sectors, light to heavy, also one that does not count and one that is not VG.
PROFILES = pd.DataFrame(
    [
        ("8VV", "vv", 5, True),
        ("4VV", "vv", 1, True),
        ("5VV", "vv", 2, True),
        ("9VV", "vv", 6, False),
        ("4VG", "gz", 2, True),
        ("3VG", "gz", 1, True),
        ("7VG", "gz", 5, True),
        ("6LG", "gz", 10, True),
    ],
    columns=["profile", "sector", "order", "counts"],
)

assert tuple(DELIVERY_FORMS) == ("intramural", "vpt", "mpt", "pgb")


def table(text: str, defaults: dict) -> pd.DataFrame:
    """Read a table of text and fill in what it leaves out; a region's area is `<region>-1` unless it is given."""
    frame = pd.read_csv(StringIO(text), sep=r"\s+", dtype=str) if text.strip() else pd.DataFrame(columns=["region"])
    assert set(frame.columns) <= set(defaults), f"unknown columns: {set(frame.columns) - set(defaults)}"
    for name, value in defaults.items():
        if name not in frame:
            frame[name] = (
                frame["region"].where(frame["region"] == "nederland", frame["region"] + "-1")
                if (name == "area")
                else value
            )
    return frame[list(defaults)].astype({name: "int64" for name in NUMBERS if name in defaults})


def marts_of(use: str = "", population: str = "", forecast: str = "", at_home_history: str = "") -> Marts:
    """Return marts with these tables; the others are empty."""
    return Marts(
        use=table(use, USE),
        population=table(population, INHABITANTS),
        forecast=table(forecast, INHABITANTS),
        at_home_history=table(at_home_history, HISTORY),
        profiles=PROFILES,
    )


def values_of(name: str, sector: str, edition: int, marts: Marts) -> dict[str, float]:
    """Compute an indicator by its record.

    Returns
    -------
    dict of str to float
        ``{"rotterdam 2022 vpt": 12.0}``: area, period and category, in the order in which they come.
    """
    frame = record(name, sector).method(edition)(marts, edition)
    keys = (frame["area"] + " " + frame["period"] + " " + frame["category"]).str.strip()
    assert not keys.duplicated().any()
    return dict(zip(keys, frame["value"], strict=True))
