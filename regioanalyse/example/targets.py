"""The published figures that the example data must reproduce: `data/published.csv` and `data/unpaired.csv`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from regioanalyse.example.world import Sector

COMPARATOR = "zilveren-kruis"
COUNTRY = "nederland"


#: A printed number; the bracketed share that follows some of them is no number of its own.
_NUMBER = re.compile(r"(?<![\d.(-])-?\d+(?:\.\d+)?(?!\d*\))")
_KEYS = ["report", "indicator", "area", "period", "category"]

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Targets:
    """Published figures by report, indicator, area, period and category; and those whose area or category is lost.

    Attributes
    ----------
    values, notes
        By key.
    lists
        Printed values by what they are values of: the column `indicator` of the table `unpaired`.
    """

    values: Mapping[Key, float]
    notes: Mapping[Key, str]
    lists: Mapping[str, str]

    @classmethod
    def of(cls, published: pd.DataFrame, unpaired: pd.DataFrame) -> "Targets":
        """Index the tables `published` and `unpaired`; an empty category may have been read as missing."""
        keys = list(published[_KEYS].fillna("").astype(str).itertuples(index=False, name=None))
        return cls(
            dict(zip(keys, published["value"], strict=True)),
            dict(zip(keys, published["note"].fillna("").astype(str), strict=True)),
            dict(zip(unpaired["indicator"], unpaired["values"].astype(str), strict=True)),
        )

    def __call__(self, sector: Sector, indicator: str, area: str, period: object, category: str = "") -> float:
        """Return one value of the report that a sector is calibrated on.

        Raises
        ------
        KeyError
            When the figure is not in the table: the example data cannot be made without it.
        """
        return float(self.values[sector.report, indicator, area, str(period), category])

    def unpaired(self, indicator: str, part: int = 0) -> list[float]:
        """Return printed values whose pairing is lost, in printed order.

        Parameters
        ----------
        indicator
            How the row's `indicator` begins.
        part
            Which list of a row that holds several, joined by "and".
        """
        (values,) = (values for name, values in self.lists.items() if name.startswith(indicator))
        return [float(number) for number in _NUMBER.findall(values.split(" and ")[part])]

    def noted(
        self, sector: Sector, indicator: str, area: str, period: object, category: str, after: str
    ) -> list[float]:
        """Return the numbers that a figure's note gives after the words `after`."""
        note = self.notes[sector.report, indicator, area, str(period), category]
        return [float(number) for number in _NUMBER.findall(note.split(after)[1])]
