"""Where the published reports say something else than their own figures, from the records in `differences.yaml`.

What was printed comes from `data/published.csv`, what the arithmetic gives from the values of the same editions.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd
from markupsafe import Markup

from regioanalyse.book.pages.rendering import entry, render
from regioanalyse.errors import InputError
from regioanalyse.figures.findings import THRESHOLDS
from regioanalyse.figures.formats import NOT_SHOWN, format_value
from regioanalyse.indicators import record
from regioanalyse.records.reading import Record, read
from regioanalyse.records.sector import SECTORS
from regioanalyse.sources.text_markdown import TARGET

_KEYS = ["indicator", "area", "period", "category"]


class Figure(Record):
    """A number in a difference; `differences.yaml` says what its keys mean."""

    of: tuple[str, ...]
    by: Literal[
        "value", "printed", "sum", "growth", "difference", "ratio", "above", "lowest", "highest", "count",
        "threshold", "whole",
    ] = "value"  # fmt: skip
    times: float = 1
    unit: str | None = None
    decimals: int | None = None
    sign: bool = False


class Difference(Record):
    """One place where a published report says something else than its own figures."""

    sector: str
    indicators: tuple[str, ...]
    #: Dutch: what the report says, and what the figures give; the names of `numbers` are filled in
    printed: str
    ours: str
    numbers: dict[str, Figure]


class _Differences(Record):
    region: str
    differences: tuple[Difference, ...]


#: The records, and the region that the reports are about.
_RECORDED = read(Path(__file__).with_suffix(".yaml"), _Differences)
DIFFERENCES, REGION = _RECORDED.differences, _RECORDED.region


@dataclass(frozen=True)
class Facts:
    """What was printed, and the values to put beside it."""

    published: pd.DataFrame  #: the columns of `calibration.table`, and `note`
    unpaired: pd.DataFrame  #: printed figures of which it is lost what they belong to
    values: Mapping[str, pd.DataFrame]  #: per sector, of the edition that was published
    names: Mapping[str, str]  #: Dutch name per code of an area, region or category

    @cached_property
    def _values(self) -> dict[tuple[str, ...], float]:
        return {
            (sector, *key): value
            for sector, table in self.values.items()
            for *key, value in table.loc[table["status"] == "ok", [*_KEYS, "value"]].itertuples(index=False)
        }

    def shown(self, sector: str, figure: Figure) -> str:
        """Return a number of a difference as a reader sees it; in words where there is none."""
        if figure.by == "threshold":
            value, unit, decimals = THRESHOLDS[figure.of[0]].value, "", 0
        elif figure.by == "whole":
            value, unit, decimals = self._whole(figure.of[0]), "", 0
        else:
            keys = [self._key(sector, name) for name in figure.of]
            about = record(keys[0][1], sector)
            unit, decimals = about.unit, about.decimals
            if figure.by == "printed":
                text = self.printed(*keys[0])
                value, decimals = float(text), len(text.partition(".")[2])
            elif figure.by in _OF_AREAS:
                value = _OF_AREAS[figure.by](self._areas(keys[0]), self.value(*keys[0]))
            else:
                value = figure.times * _OF_VALUES[figure.by](*(self.value(*key) for key in keys))
        if pd.isna(value):
            return NOT_SHOWN["missing"]
        unit = unit if figure.unit is None else figure.unit
        decimals = decimals if figure.decimals is None else figure.decimals
        return format_value(value, unit, decimals, figure.sign).strip()

    def printed(self, sector: str, indicator: str, area: str, period: str, category: str = "") -> str:
        """Return a figure as it was printed; the InputError of a figure that was not names it."""
        table = self.published
        mine = table[
            table["report"].str.startswith(f"{sector}-")
            & (table[_KEYS] == [indicator, area, period, category]).all(axis=1)
        ]
        if mine.empty:
            raise InputError(
                f"data/published.csv: found no {indicator}, {area}, {period} {category} of {sector}, allowed: a figure "
                "that the page of differences can quote"
            )
        return str(mine["published"].iloc[0])

    def value(self, sector: str, indicator: str, area: str, period: str, category: str = "") -> float:
        """Return an unrounded value; NaN where it is not shown."""
        return float(self._values.get((sector, indicator, area, period, category), float("nan")))

    def _key(self, sector: str, name: str) -> tuple[str, str, str, str, str]:
        found = TARGET.fullmatch(name)
        if not found:
            raise InputError(f"differences.yaml: found {name!r}, allowed: indicator/period or area@indicator/period")
        return sector, found["indicator"], found["area"] or REGION, found["period"], found["category"] or ""

    def _areas(self, key: Sequence[str]) -> pd.Series:
        """Return the values of the region's areas that are shown."""
        sector, indicator, _, period, _ = key
        table = self.values[sector]
        rows = (table["indicator"] == indicator) & (table["period"] == period) & (table["status"] == "ok")
        values: pd.Series = table.loc[rows & (table["region"] == REGION) & (table["area"] != REGION), "value"]
        return values

    def _whole(self, indicator: str) -> float:
        """Return what printed pairs of a number and its part in % add up to."""
        rows = self.unpaired[self.unpaired["indicator"].str.startswith(indicator)]
        pairs = re.findall(r"(\d+)\((\d+)\)", str(rows["values"].iloc[0]))
        return sum(100 * int(number) / int(percent) for number, percent in pairs)


#: What is done with values, and with the values of the areas beside a value.
_OF_VALUES: Mapping[str, Callable[..., float]] = {
    "value": lambda value: value,
    "sum": lambda *values: sum(values),
    "growth": lambda start, end: 100 * (end / start - 1),
    "difference": lambda start, end: end - start,
    "ratio": lambda part, whole: part / whole,
}
_OF_AREAS: Mapping[str, Callable[[pd.Series, float], float]] = {
    "above": lambda areas, value: (areas > value).sum(),
    "count": lambda areas, _: len(areas),
    "lowest": lambda areas, _: areas.min(),
    "highest": lambda areas, _: areas.max(),
}


def differences_table(facts: Facts, listed: set[tuple[str, str]]) -> Markup:
    """Return what was printed beside what the figures give; indicators in `listed` link to the reading guide."""
    rows = []
    for difference in DIFFERENCES:
        numbers = {name: facts.shown(difference.sector, figure) for name, figure in difference.numbers.items()}
        about = [
            (record(name, difference.sector).title, entry(difference.sector, name)) for name in difference.indicators
        ]
        links = [(difference.sector, name) in listed for name in difference.indicators]
        which = render(
            "difference.html", sector=SECTORS[difference.sector].abbreviation, about=zip(about, links, strict=True)
        )
        rows.append([which, *(text.format(**numbers) for text in (difference.printed, difference.ours))])
    return texts_table(["Cijfer", "Wat er staat", "Wat de cijfers zeggen"], rows)


def texts_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Return a table of sentences; on a phone its cells stand below each other, each with its head."""
    return render("texts_table.html", heads=heads, rows=rows)
