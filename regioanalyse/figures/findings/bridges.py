"""Findings about two editions: how much of a difference is the method, and how much is real."""

from decimal import Decimal

import pandas as pd

from regioanalyse.figures.findings.finding import REASONS, Finding, make
from regioanalyse.figures.formats import number, rounded
from regioanalyse.indicators import record
from regioanalyse.records.indicator import Indicator


def bridge(row: pd.Series, title: str) -> Finding:
    """Say how much of the difference between two editions is the method, and how much is real.

    `row` is one of `regioanalyse.indicators.bridge`, and `title` is Dutch, as it can begin a sentence. By the rules
    `method_and_real`, `method_only` and `real_only`, on the rounded numbers that a reader sees, which add up.
    """
    if row["status"] != "ok":
        return make("not_shown", {}, title=title, reason=REASONS[row["status"]])
    indicator = record(row["indicator"], row["sector"])
    before, method, real, now = bridge_steps(row)
    unit, points = ("%", " procentpunt") if indicator.unit == "%" else ("", "")
    decimals = bridge_decimals(indicator)
    first, last = (f"{number(float(each), decimals)}{unit}" for each in (before, now))
    verb = "steeg" if now > before else "daalde"
    moved = f"{verb} van {first} in de editie {row['edition_before']} naar {last} in de editie {row['edition']}"
    return make(
        "method_and_real" if method and real else "method_only" if method else "real_only",
        {name: row[name] for name in ("before", "method", "real", "now")},
        title=title,
        moved=f"is in beide edities {last}" if before == now else moved,
        method=f"{number(float(method), decimals, sign=True)}{points}",
        real=f"{number(float(real), decimals, sign=True)}{points}",
    )


def bridge_decimals(indicator: Indicator) -> int:
    """Return how many decimals a bridge shows: none for a count, otherwise at least one.

    The effect of a method on a ratio can be less than one, and would otherwise seem to be zero.
    """
    divided = indicator.denominator is not None or indicator.unit == "%"
    return max(1, indicator.decimals) if divided or indicator.numerator.counts in _NOT_WHOLE else 0


#: What adds up to numbers that need not be whole.
_NOT_WHOLE = ("euros", "group", "weeks")


def bridge_steps(row: pd.Series) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Return before, method, real and now as a reader sees them: rounded values, and differences between those.

    So the numbers on a page add up exactly; a difference may be off by one from its own rounding.
    """
    decimals = bridge_decimals(record(row["indicator"], row["sector"]))
    levels = (row["before"], row["before"] + row["method"], row["now"])
    before, between, now = (rounded(each, decimals) for each in levels)
    return before, between - before, now - between, now
