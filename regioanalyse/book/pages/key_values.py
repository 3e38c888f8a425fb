"""The key values of a region: which they are, and how they are put beside those of the comparator.

The landing page shows them as a table; the region's page, the summary and the poster as tiles. They are looked up in
the table of values, never computed; only the difference between two of them is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from regioanalyse.figures.findings import relation
from regioanalyse.figures.formats import NOT_SHOWN, format_value, period_text, rounded
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.indicators import record
from regioanalyse.records.book_parts import KeyValue
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.sector import SECTORS

#: How a value compares with the comparator's (`findings.relation`), in Dutch.
RELATIONS = {"lower": "lager", "similar": "vergelijkbaar", "higher": "hoger"}


class Key(KeyValue):
    """A key value with its sector."""

    sector: str

    @property
    def decimals(self) -> int:
        """How many decimals a reader sees."""
        return record(self.indicator, self.sector).decimals


#: All key values, by sector, in order.
KEYS = tuple(Key(sector=name, **value.model_dump()) for name, sector in SECTORS.items() for value in sector.key_values)

#: Pages from the most general to the most detailed, for `KeyValue.page`.
_DEPTH = ("landing", "region", "sector")


@dataclass(frozen=True)
class Number:
    """A value with what is needed to show it; `value` is None where `status` is not ok."""

    value: float | None
    unit: str
    status: str


#: A value that does not exist.
MISSING = Number(None, "", "missing")

#: Units of a number of people.
_PEOPLE = ("inwoners", *(sector.words.clients for sector in SECTORS.values()))


class Numbers:
    """The tables of values per sector, each of one edition, to look single ones up in."""

    def __init__(self, values: Mapping[str, pd.DataFrame]) -> None:
        self.editions = {sector: int(frame["edition"].iloc[0]) for sector, frame in values.items()}
        #: sector, indicator → its rows: a page asks for a dozen of them
        self._tables = {
            (sector, str(indicator)): rows
            for sector, frame in values.items()
            for indicator, rows in frame.groupby("indicator", sort=False)
        }
        self._none = {sector: frame.iloc[:0] for sector, frame in values.items()}
        #: sector, indicator, area, category → period → number
        self._rows: dict[tuple[str, ...], dict[str, Number]] = {}
        for sector, frame in values.items():
            columns = ["indicator", "area", "category", "period", "value", "unit", "status"]
            for indicator, area, category, period, value, unit, status in frame[columns].itertuples(index=False):
                number = Number(float(value) if status == "ok" else None, str(unit), str(status))
                self._rows.setdefault((sector, indicator, area, category), {})[str(period)] = number

    def series(self, sector: str, indicator: str, area: str, category: str = "") -> dict[str, Number]:
        """Return the values of an indicator by period, earliest first; empty where there are none."""
        return dict(sorted(self._rows.get((sector, indicator, area, category), {}).items()))

    def get(self, key: Key, area: str) -> Number:
        """Return the value of `key` in a region or the comparator; one that does not exist is `missing`."""
        return self.series(key.sector, key.indicator, area, key.category).get(self.period(key), MISSING)

    def period(self, key: Key) -> str:
        """Return the period of `key` in the edition at hand; empty when it has no values."""
        if key.period:
            return key.period.format(edition=self.editions[key.sector])
        return self.newest(key.sector, key.indicator, key.category)

    def newest(self, sector: str, indicator: str, category: str = "") -> str:
        """Return the newest period of an indicator in the edition at hand; empty when it has no values."""
        known = self.series(sector, indicator, COMPARATOR, category)
        return max((period for period, number in known.items() if number.status != "missing"), default="")

    def dated(self, key: Key, text: str) -> str:
        """Return a label or head of `key` with the ends of its period filled in."""
        period = self.period(key)
        ends = [period_text(end) for end in period.split("/")] if period else [""]
        return text.format(start=ends[0], end=ends[-1])

    def trend(self, key: Key, region: str) -> tuple[list[float | None], list[float | None]]:
        """Return the values up to that of `key`, of the region and of the comparator, earliest first.

        None is one that is not shown. A number of people is given as a part of the first one that is shown: the
        comparator has many more of them.
        """
        start, _, end = self.period(key).rpartition("/")
        ours, theirs = (
            self.series(key.sector, key.trend or key.indicator, area, key.category) for area in (region, COMPARATOR)
        )
        periods = [
            period
            for period in sorted({*ours, *theirs})
            if start <= period <= end
            # an edition can begin before the data do
            and any(series.get(period, MISSING).status != "missing" for series in (ours, theirs))
        ]
        return _line(ours, periods), _line(theirs, periods)

    def available(self, area: str = COMPARATOR, sector: str = "", page: str = "sector") -> list[Key]:
        """Return the key values of a page that exist in an area, shown or not; of one sector when it is given."""
        return [
            key
            for key in KEYS
            if key.sector in self.editions
            and sector in ("", key.sector)
            and _DEPTH.index(key.page) <= _DEPTH.index(page)
            and self.get(key, area).status != "missing"
        ]

    def table(self, sector: str, indicator: str, region: str) -> pd.DataFrame:
        """Return the values of an indicator for a region, the comparator and the country, as a finding needs them."""
        table = self._tables.get((sector, indicator), self._none[sector])
        return table[table["area"].isin([region, COMPARATOR, COUNTRY])].reset_index(drop=True)


def _line(series: Mapping[str, Number], periods: Sequence[str]) -> list[float | None]:
    numbers = [series.get(period, MISSING) for period in periods]
    values = [number.value for number in numbers]
    first = next((value for value in values if value), None)
    if not first or not any(number.unit in _PEOPLE for number in numbers):
        return values
    return [None if value is None else value / first for value in values]


def shown(key: Key, number: Number) -> str:
    """Return a value for a table or tile, where the text beside it names the unit.

    A change has a sign, and a negative need is none.
    """
    if number.value is None:
        return NOT_SHOWN[number.status]
    if key.kind == "need" and rounded(number.value, key.decimals) <= 0:
        return "geen"
    unit = number.unit if number.unit in ("%", "euro") else ""
    return format_value(number.value, unit, key.decimals, sign=key.kind == "change").strip()


#: From here on a difference is shown in whole percents.
_WHOLE_PERCENT = 10


def against(key: Key, number: Number, comparator: Number, brief: bool = False) -> str:
    """Return the comparator and the difference in words: `17% hoger dan in de Zilveren Kruis-regio's (113)`.

    The kind of key value decides how they are compared. Empty when the comparator is not shown; the comparator alone
    when the region is not. `brief` is for a page that says with whom it compares: `17% hoger (113)`.
    """
    if comparator.value is None:
        return ""
    other, word = shown(key, comparator), _difference(key, number, comparator)
    if key.kind == "need":
        return f"samen {other}" if brief else f"{COMPARATOR_NAME} samen: {other}"
    if not word:
        return f"tegen {other}" if brief else f"{COMPARATOR_NAME}: {other}"
    if key.kind == "size":
        return f"{word} van het totaal ({other})" if brief else f"{word} van de {COMPARATOR_NAME} samen"
    if brief:
        return f"{word} ({other})"
    return f"{word} {'met' if word == RELATIONS['similar'] else 'dan in'} de {COMPARATOR_NAME} ({other})"


def _difference(key: Key, number: Number, comparator: Number) -> str:
    """Return how a value differs, or nothing where naming both values must do."""
    if number.value is None or not comparator.value or key.kind == "change":
        return ""
    if key.kind == "size":
        return format_value(100 * number.value / comparator.value, "%", 1)
    word = RELATIONS[relation(number.value, comparator.value)]
    if word == RELATIONS["similar"] or key.kind == "group":
        return word
    if key.kind == "share":
        return f"{format_value(abs(number.value - comparator.value), 'procentpunt', key.decimals)} {word}"
    percent = 100 * abs(number.value / comparator.value - 1)
    # just over 5% is not comparable, and must not read as 5%
    return f"{format_value(percent, '%', 0 if percent >= _WHOLE_PERCENT else 1)} {word}"
