"""Numbers as a Dutch reader writes them: 7.226, 13,1%, +0,9 procentpunt, € 1.024."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import NumberPattern, parse_pattern

from regioanalyse.records.sector import SECTORS

LOCALE = "nl_NL"
_DUTCH = Locale.parse(LOCALE)
MINUS = "−"
#: The space between € and its number: no line ends there.
NO_BREAK = "\u00a0"
#: What a reader sees where a value is not shown, by status.
NOT_SHOWN = {"suppressed": "niet getoond", "missing": "onbekend", "break": "reeksbreuk"}


def number(value: float, decimals: int = 0, sign: bool = False) -> str:
    """Format any finite number with this many digits after the comma; `sign` gives a positive one a plus.

    A value that rounds to zero has no sign.

    Examples
    --------
    >>> number(7226.4), number(-0.93, 1), number(0.04, 1, sign=True)
    ('7.226', '−0,9', '0,0')
    """
    shown = rounded(value, decimals)
    digits = "0" * decimals
    text: str = _pattern(f"#,##0.{digits}" if decimals else "#,##0").apply(abs(shown), _DUTCH)
    if shown < 0:
        return MINUS + text
    return f"+{text}" if sign and shown > 0 else text


@cache
def _pattern(text: str) -> NumberPattern:
    # babel would parse the pattern for each of a book's thousands of numbers
    return parse_pattern(text)


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Round as the charts do, halves away from zero, so that a sentence and its chart show the same number."""
    return Decimal(float(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def format_value(value: float, unit: str, decimals: int = 0, sign: bool = False) -> str:
    """Format a value (unrounded) with its indicator's Dutch unit, as it stands in a sentence.

    Amounts are ``€ 1.024`` and ``€ 520 miljoen``.

    Examples
    --------
    >>> format_value(13.14, "%", 1), format_value(0.94, "procentpunt", 1, sign=True), format_value(1, "klanten")
    ('13,1%', '+0,9 procentpunt', '1 klant')
    """
    text = number(value, decimals, sign)
    if unit == "miljoen euro":
        return f"€{NO_BREAK}{text} miljoen"
    if unit == "%":
        return f"{text}%"
    if unit == "euro":
        return f"€{NO_BREAK}{text}"
    return f"{text} {_ONE.get(unit, unit) if text == '1' else unit}"


#: The singular of the units that count something.
_ONE = {sector.words.clients: sector.words.client for sector in SECTORS.values()} | {
    "inwoners": "inwoner",
    "locaties": "locatie",
}


def axis_format(decimals: int = 0) -> str:
    """Return the d3 format for an axis or tooltip; the book draws with the Dutch locale."""
    return f",.{decimals}f"


#: How a quarter is written out.
_QUARTERS = {"Q1": "eerste", "Q2": "tweede", "Q3": "derde", "Q4": "vierde"}


def period_text(period: str) -> str:
    """Write a period as it stands in a sentence.

    Examples
    --------
    >>> period_text("2022"), period_text("2022-01"), period_text("2020-Q3"), period_text("2019/2022")
    ('2022', 'januari 2022', 'het derde kwartaal van 2020', '2019-2022')
    """
    name = period_name(period)
    return f"het {name}" if period.partition("-")[2] in _QUARTERS else name


def period_name(period: str) -> str:
    """Write a period as it stands by itself, at the head of a column or on a tooltip.

    Examples
    --------
    >>> period_name("2022"), period_name("2021-05"), period_name("2020-Q3"), period_name("2019/2022")
    ('2022', 'mei 2021', 'derde kwartaal van 2020', '2019-2022')
    """
    year, _, part = period.partition("-")
    if part in _QUARTERS:
        return f"{_QUARTERS[part]} kwartaal van {year}"
    if part:
        return f"{get_month_names('wide', locale=LOCALE)[int(part)]} {year}"
    return period.replace("/", "-")


def period_range(first: str, last: str) -> str:
    """Write the time from one period to another, years or months.

    Examples
    --------
    >>> period_range("2019", "2022"), period_range("2022", "2022"), period_range("2021-05", "2021-12")
    ('2019-2022', '2022', 'mei tot en met december 2021')
    """
    start, end = period_name(first), period_name(last)
    if start == end:
        return start
    if "-" not in first:
        return f"{start}-{end}"
    year = f" {first[:4]}"
    return f"{start.removesuffix(year) if end.endswith(year) else start} tot en met {end}"


def month_ticks(months: list[str]) -> list[str | list[str]]:
    """Return short names of months for an axis, the first and each January with the year below it.

    Examples
    --------
    >>> month_ticks(["2021-11", "2021-12", "2022-01"])
    [['nov', '2021'], 'dec', ['jan', '2022']]
    """
    names = get_month_names("abbreviated", locale=LOCALE)
    short = [names[int(month[5:])].removesuffix(".") for month in months]
    return [
        [name, month[:4]] if place == 0 or month.endswith("-01") else name
        for place, (name, month) in enumerate(zip(short, months, strict=True))
    ]
