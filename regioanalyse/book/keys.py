"""The key values of a region: which they are, and how they are put beside those of the comparator.

The landing page shows them as a table, the region pages as tiles. They are looked up in the table of values, never
computed; only the difference between two of them is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from regioanalyse.figures.findings import relation
from regioanalyse.figures.formats import NOT_SHOWN, format_value
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.indicators import record
from regioanalyse.project import COMPARATOR

#: How a value compares with the comparator's (`findings.relation`), in Dutch.
RELATIONS = {"lower": "lager", "similar": "vergelijkbaar", "higher": "hoger"}


@dataclass(frozen=True)
class Key:
    """One key value.

    Attributes
    ----------
    sector, indicator, category
        Which value; an empty category where there is none.
    period
        Of the value; `{edition}` stands for the year of the edition.
    column
        Dutch head of the column in the table of regions.
    label
        Dutch text of the tile, after the number.
    kind
        How it is compared: a `size` as part of the comparator's total, a `rate` in per cent of it, a `share` in
        percentage points, a `change` by naming both.
    """

    sector: str
    indicator: str
    period: str
    column: str
    label: str
    kind: Literal["size", "rate", "share", "change"]
    category: str = ""


KEYS = (
    Key("vv", "population", "{edition}", "inwoners", "inwoners", "size"),
    Key("vv", "share_75plus", "{edition}", "75-plus", "van de inwoners is 75 jaar of ouder", "share"),
    Key("vv", "clients", "{edition}", "klanten", "klanten met verpleging en verzorging", "size"),
    Key("vv", "clients_per_1000_75plus", "{edition}", "per 1.000 75-plus",
        "klanten per 1.000 75-plussers", "rate"),
    Key("vv", "clients_per_1000_75plus_change", "2019/{edition}", "sinds 2019",
        "verandering van het aantal klanten per 1.000 75-plussers sinds 2019", "change"),
    Key("vv", "at_home_share", "{edition}", "woont thuis", "van de klanten woont thuis", "share"),
    Key("vv", "at_home_share_change", "2019/{edition}", "sinds 2019 (%-punt)",
        "procentpunt: verandering van het aandeel dat thuis woont sinds 2019", "change"),
    Key("vv", "projected_growth", "2020/2040", "groei tot 2040",
        "groei van het aantal klanten van 2020 tot 2040", "change"),
    Key("gz", "clients", "{edition}", "cliënten", "cliënten met gehandicaptenzorg", "size"),
    Key("gz", "gz_share", "{edition}", "van de inwoners", "van de inwoners gebruikt gehandicaptenzorg", "rate"),
    Key("gz", "at_home_share", "{edition}", "woont thuis", "van de cliënten woont thuis", "share"),
    Key("gz", "at_home_share_change", "2021/{edition}", "sinds 2021 (%-punt)",
        "procentpunt: verandering van het aandeel dat thuis woont sinds 2021", "change"),
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A value with what is needed to show it; `value` is None where `status` is not ok."""

    value: float | None
    unit: str
    status: str


class Numbers:
    """The table of values, to look single ones up in.

    Parameters
    ----------
    values
        Per sector the table that `regioanalyse.indicators.values` returns, of one edition.
    """

    def __init__(self, values: Mapping[str, pd.DataFrame]) -> None:
        self.editions = {sector: int(frame["edition"].iloc[0]) for sector, frame in values.items()}
        columns = ["indicator", "area", "period", "category"]
        self._rows: dict[tuple[str, ...], Number] = {}
        for sector, frame in values.items():
            shown = frame["status"] == "ok"
            for row, ok in zip(
                frame[[*columns, "value", "unit", "status"]].itertuples(index=False), shown, strict=True
            ):
                key = (sector, *(str(part) for part in row[:4]))
                self._rows[key] = Number(float(row.value) if ok else None, str(row.unit), str(row.status))

    def get(self, key: Key, area: str) -> Number:
        """Return the value of `key` in a region or the comparator; one that does not exist is `missing`."""
        return self._rows.get(
            (key.sector, key.indicator, area, self.period(key), key.category), Number(None, "", "missing")
        )

    def period(self, key: Key) -> str:
        """Return the period of `key` in the edition at hand."""
        return key.period.format(edition=self.editions[key.sector])

    def available(self, area: str = COMPARATOR) -> list[Key]:
        """Return the key values that exist in `area`, whether or not they may be shown."""
        return [key for key in KEYS if key.sector in self.editions and self.get(key, area).status != "missing"]


def shown(key: Key, number: Number) -> str:
    """Return a value for a table or tile, where the text beside it names the unit; a change has a sign."""
    if number.value is None:
        return NOT_SHOWN[number.status]
    unit = number.unit if number.unit in ("%", "euro") else ""
    return format_value(number.value, unit, decimals(key), sign=key.kind == "change").strip()


def decimals(key: Key) -> int:
    """Return how many decimals a reader sees."""
    return record(key.indicator, key.sector).decimals


#: From here on a difference is shown in whole percents.
_WHOLE_PERCENT = 10


def against(key: Key, number: Number, comparator: Number) -> str:
    """Return the comparator and the difference in words.

    Parameters
    ----------
    key
        What the values are; its `kind` decides how they are compared.
    number, comparator
        The value of the region and that of the comparator.

    Returns
    -------
    str
        Dutch, without a full stop: `17% hoger dan in de Zilveren Kruis-regio's (113)`. Empty when one of the two
        is not shown.
    """
    if number.value is None or not comparator.value:
        return ""
    them, theirs = f"de {COMPARATOR_NAME}", comparator.value
    other = shown(key, comparator)
    if key.kind == "size":
        return f"{format_value(100 * number.value / theirs, '%', 1)} van {them} samen"
    if key.kind == "change":
        return f"{COMPARATOR_NAME}: {other}"
    word = RELATIONS[relation(number.value, theirs)]
    if word == RELATIONS["similar"]:
        return f"{word} met dat in {them} ({other})"
    if key.kind == "share":
        difference = format_value(abs(number.value - theirs), "procentpunt", decimals(key))
    else:
        percent = 100 * abs(number.value / theirs - 1)
        # just over 5% is not comparable, and must not read as 5%
        difference = format_value(percent, "%", 0 if percent >= _WHOLE_PERCENT else 1)
    return f"{difference} {word} dan in {them} ({other})"
