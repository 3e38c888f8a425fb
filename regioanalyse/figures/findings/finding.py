"""What a finding is, and the steps that all findings share: choose a value, refuse a hidden one, fill in a wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import pandas as pd
from babel.lists import format_list

from regioanalyse.errors import InputError
from regioanalyse.figures.findings.rules import RULES, THRESHOLDS
from regioanalyse.figures.formats import LOCALE, format_value, number
from regioanalyse.figures.theme import COMPARATOR_NAME, COUNTRY_NAME
from regioanalyse.indicators import record
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.indicator import Indicator
from regioanalyse.records.sector import SECTORS


@dataclass(frozen=True)
class Finding:
    """The one sentence that a figure says; as the last line of a cell it is a sentence of the running text.

    `rule` made the Dutch `text` from `inputs`, the numbers, unrounded.
    """

    rule: str
    inputs: Mapping[str, float] = field(hash=False)
    text: str

    def _repr_markdown_(self) -> str:
        # the text holds names from data, which must not become mark-up
        return escape(self.text, quote=False)


#: Why a value is not shown, by status.
REASONS = {
    "suppressed": "het gaat om te weinig mensen",
    "missing": "er zijn geen gegevens",
    "break": "de definitie is veranderd",
}

#: How a sentence says what the region is compared with.
ELSEWHERE = {COMPARATOR: f"in de {COMPARATOR_NAME}", COUNTRY: f"in {COUNTRY_NAME}"}

#: Places that a Dutch sentence puts someone on, not in: the Wadden islands, and Urk, which was one.
_ON = ("Ameland", "Schiermonnikoog", "Terschelling", "Texel", "Urk", "Vlieland")


def make(rule: str, inputs: Mapping[str, float], **words: str) -> Finding:
    """Fill in the wording of a rule; what `that` stands for follows from the title."""
    title, wording = words.get("title", ""), RULES[rule].text
    that = "dat" if title.casefold().startswith("het ") else "die"
    if wording.startswith("{title} ") and re.search(" (dat|die) ", title):
        # between the verb that ends the title and that of the sentence
        words["title"] = f"{title},"
    text = wording.format(that=that, **words)
    return Finding(rule, inputs, text[0].upper() + text[1:])


def relation(value: float, reference: float) -> str:
    """Return how a value compares: ``higher``, ``lower`` or, within 5% of the reference, ``similar``.

    Examples
    --------
    >>> relation(105, 100), relation(105.1, 100), relation(94.9, 100)
    ('similar', 'higher', 'lower')
    """
    border = THRESHOLDS["similar"].value / 100 * abs(reference)
    if abs(value - reference) <= border * (1 + 1e-12):
        return "similar"
    return "higher" if value > reference else "lower"


def direction(first: float, last: float, unit: str) -> str:
    """Return how a value moved: ``rises``, ``falls`` or ``steady``.

    Percentages are compared in percentage points, everything else relatively.
    """
    if unit == "%":
        return moved(last - first, "procentpunt")
    if first == 0:
        return moved(100.0 if last > 0 else 0.0, "%")
    return moved(100 * (last / first - 1), "%")


def moved(change: float, unit: str) -> str:
    """Return which way a change goes, by its unit (% or procentpunt): ``rises``, ``falls`` or ``steady``."""
    border = THRESHOLDS["steady_points" if unit == "procentpunt" else "steady"].value
    # on the border is over it, also where a difference of floats falls a hair short
    if abs(change) < border * (1 - 1e-9):
        return "steady"
    return "rises" if change > 0 else "falls"


def change_text(first: float, last: float, unit: str) -> str:
    """Return the change between two values: percentages in percentage points, everything else in percent."""
    if unit == "%":
        return format_value(last - first, "procentpunt", 1, sign=True)
    return format_value(100 * (last / first - 1), "%", 1, sign=True) if first else "was 0"


def counted(shown: int, number: int) -> str:
    """Return of how many a sentence speaks: where some are hidden, it is about those that are shown.

    Examples
    --------
    >>> counted(14, 14), counted(13, 14), counted(1, 14)
    ('14', '13 getoonde', 'getoonde')
    """
    if shown == number:
        return str(number)
    return f"{shown} getoonde" if shown > 1 else "getoonde"


def every(shown: int, number: int) -> str:
    """Return how a sentence says that it is about all of them.

    Examples
    --------
    >>> every(14, 14), every(2, 2), every(13, 14), every(2, 14), every(1, 14)
    ('alle 14', 'beide', 'alle 13 getoonde', 'beide getoonde', 'alle getoonde')
    """
    return counted(shown, number).replace("2", "beide", 1) if shown == 2 else f"alle {counted(shown, number)}"


def context(values: pd.DataFrame) -> tuple[Indicator, str]:
    """Return the record of the values' indicator, and the one region that they are about."""
    ours = values.loc[~values["region"].isin([COMPARATOR, COUNTRY]), "region"].unique()
    if len(ours) != 1:
        raise InputError(f"a finding is about one region, found: {', '.join(ours) or 'none'}")
    return record(values["indicator"].iloc[0], values["sector"].iloc[0]), str(ours[0])


def changed(indicator: Indicator) -> Indicator:
    """Return the record of what an indicator is the change of."""
    if indicator.change_of is None:
        raise InputError(f"{indicator.name} is no change; allowed: an indicator with `change_of` in its record")
    return record(indicator.change_of, indicator.sector)


def clients(indicator: Indicator) -> str:
    """Return what the indicator's sector calls its clients: ``klanten``."""
    return SECTORS[indicator.sector].words.clients


def one(values: pd.DataFrame, area: str, period: str) -> pd.Series:
    """Return the only value of an area in a period; values of several categories are refused."""
    row = values[(values["area"] == area) & (values["period"] == period)]
    if len(row) != 1:
        raise InputError(
            f"a finding needs one value of {area} in {period}, found {len(row)} of "
            f"{values['indicator'].iloc[0]}; choose a category, or a period of {sorted(values['period'].unique())}"
        )
    return row.iloc[0]


def each_of(values: pd.DataFrame, area: str, period: str, *categories: str) -> list[pd.Series]:
    """Return the value of each of some categories, of an area in a period."""
    return [one(values[values["category"] == category], area, period) for category in categories]


def years(period: str) -> dict[str, str]:
    """Return `start` and `end` of a period of two years: ``2019/2022``."""
    return dict(zip(("start", "end"), period.split("/"), strict=True))


def not_shown(title: str, *rows: pd.Series) -> Finding | None:
    """Return what is said when one of the values is not shown, or nothing."""
    for row in rows:
        if row["status"] != "ok":
            return make("not_shown", {}, title=title, reason=REASONS[row["status"]])
    return None


def none_shown(indicator: Indicator, rows: pd.DataFrame) -> Finding:
    """Return what is said when too few of the rows are shown to say more."""
    missing = len(rows) and (rows["status"] == "missing").all()
    return make("not_shown", {}, title=indicator.title, reason=REASONS["missing" if missing else "suppressed"])


def with_unit(indicator: Indicator, value: float) -> str:
    """Return a value with its unit: a change with its sign, a group by its number."""
    if indicator.unit == "groep":
        return f"groep {number(value, 0 if value == round(value) else indicator.decimals)}"
    change = indicator.change_of is not None and indicator.unit in ("%", "procentpunt")
    return format_value(value, indicator.unit, indicator.decimals, sign=change)


def bare(indicator: Indicator, value: float) -> str:
    """Return a value without its unit where the other number in the sentence has it."""
    with_it = indicator.unit in ("%", "euro", "miljoen euro", "groep", "weken")
    return with_unit(indicator, value) if with_it else number(value, indicator.decimals)


def listed(names: list[str]) -> str:
    """Return names as a Dutch sentence lists them: ``A, B en C``."""
    return str(format_list(names, locale=LOCALE))


def in_areas(names: list[str]) -> str:
    """Return where something is: ``in Charlois en Feijenoord``, ``op Urk en in Zeewolde``."""
    on, within = [name for name in names if name in _ON], [name for name in names if name not in _ON]
    return listed([f"{word} {listed(each)}" for word, each in (("op", on), ("in", within)) if each])
