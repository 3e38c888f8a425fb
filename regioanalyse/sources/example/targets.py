"""The published figures that the example data must reproduce, read from `data/published.csv`."""

from dataclasses import dataclass

import pandas as pd

VV = "vv-2022"
GZ = "gz-2023"
REGION = "rotterdam"
COMPARATOR = "zilveren-kruis"
COUNTRY = "nederland"


@dataclass(frozen=True)
class Targets:
    """Published figures by report, indicator, area, period and category."""

    values: dict[tuple[str, str, str, str, str], float]

    @classmethod
    def of(cls, published: pd.DataFrame) -> "Targets":
        """Index the table `published`; an empty category may have been read as missing."""
        keys = ["report", "indicator", "area", "period", "category"]
        texts = published[keys].fillna("").astype(str)
        return cls(dict(zip(texts.itertuples(index=False, name=None), published["value"], strict=True)))

    def __call__(self, report: str, indicator: str, area: str, period: object, category: str = "") -> float:
        """Return one published value.

        Raises
        ------
        KeyError
            When the figure is not in the table: the example data cannot be made without it.
        """
        return float(self.values[report, indicator, area, str(period), category])
