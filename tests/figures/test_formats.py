"""Numbers as a Dutch reader writes them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.figures.formats import axis_format, format_value, number, rounded


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (7226.4, 0, "7.226"),
        (7226.6, 0, "7.227"),
        (1234567, 0, "1.234.567"),
        (13.14, 1, "13,1"),
        (13, 1, "13,0"),
        (1234.567, 2, "1.234,57"),
        (-0.93, 1, "−0,9"),
        (2.5, 0, "3"),  # halves as the charts write them
        (12.5, 0, "13"),
        (-2.5, 0, "−3"),
        (-1234, 0, "−1.234"),
    ],
)
def test_a_dot_for_thousands_a_comma_for_decimals_and_a_real_minus_sign(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(("value", "decimals"), [(-0.04, 1), (-0.0, 0), (0.04, 1), (-0.4, 0), (0.4, 0)])
def test_what_rounds_to_zero_has_no_sign(value: float, decimals: int) -> None:
    assert number(value, decimals, sign=True) in ("0", "0,0")


@pytest.mark.parametrize(("value", "text"), [(0.94, "+0,9"), (-0.94, "−0,9"), (0, "0,0")])
def test_a_change_shows_its_sign(value: float, text: str) -> None:
    assert number(value, 1, sign=True) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (13.14, "%", 1, "13,1%"),
        (6.59, "procentpunt", 1, "6,6 procentpunt"),
        (
            131.1,
            "per 1.000 inwoners van 75 jaar en ouder",
            0,
            "131 per 1.000 inwoners van 75 jaar en ouder",
        ),
        (1024, "euro", 0, "€ 1.024"),
        (-12.34, "euro", 2, "€ −12,34"),
        (7226, "klanten", 0, "7.226 klanten"),
        (1, "klanten", 0, "1 klant"),
        (1.2, "klanten", 0, "1 klant"),
        (1, "cliënten", 0, "1 cliënt"),
        (1, "inwoners", 0, "1 inwoner"),
        (0, "klanten", 0, "0 klanten"),
        (-1, "klanten", 0, "−1 klanten"),
        (10, "klanten", 0, "10 klanten"),
    ],
)
def test_a_value_stands_with_its_unit(value: float, unit: str, decimals: int, text: str) -> None:
    assert format_value(value, unit, decimals) == text


def test_percent_and_percentage_points_are_never_the_same() -> None:
    assert format_value(6.6, "%", 1, sign=True) == "+6,6%"
    assert format_value(6.6, "procentpunt", 1, sign=True) == "+6,6 procentpunt"


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 3), sign=st.booleans())
def test_a_number_reads_back_as_its_rounded_value(value: float, decimals: int, sign: bool) -> None:
    text = number(value, decimals, sign)
    assert re.fullmatch(r"[+−]?\d{1,3}(\.\d{3})*" + (rf",\d{{{decimals}}}" if decimals else ""), text)
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.5 * 10**-decimals * (1 + 1e-9) + 1e-6 * 10**-decimals)
    assert back == float(rounded(value, decimals))


@given(value=st.integers(-(10**9), 10**9))
def test_whole_numbers_come_back_as_they_are(value: int) -> None:
    assert int(number(value).replace(".", "").replace("−", "-")) == value


def test_an_axis_asks_the_page_for_thousands_and_as_many_decimals() -> None:
    assert (axis_format(), axis_format(1)) == (",.0f", ",.1f")
