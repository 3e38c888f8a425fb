"""Numbers as a Dutch reader writes them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.figures.formats import (
    axis_format,
    format_value,
    month_ticks,
    number,
    period_name,
    period_range,
    period_text,
    rounded,
)


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
        (1024, "euro", 0, "€\u00a01.024"),
        (520.3, "miljoen euro", 0, "€\u00a0520 miljoen"),
        (-12.34, "euro", 2, "€\u00a0−12,34"),
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


@pytest.mark.parametrize(
    ("period", "name", "text"),
    [
        ("2022", "2022", "2022"),
        ("2019/2022", "2019-2022", "2019-2022"),
        ("2021-05", "mei 2021", "mei 2021"),
        ("2020-Q3", "derde kwartaal van 2020", "het derde kwartaal van 2020"),
    ],
)
def test_a_period_has_a_name_and_in_a_sentence_a_quarter_has_an_article(period: str, name: str, text: str) -> None:
    assert period_name(period) == name
    assert period_text(period) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2019", "2022", "2019-2022"),
        ("2022", "2022", "2022"),
        ("2019/2022", "2019/2022", "2019-2022"),
        ("2021-05", "2021-05", "mei 2021"),
        ("2021-05", "2021-12", "mei tot en met december 2021"),
        ("2022-01", "2023-02", "januari 2022 tot en met februari 2023"),
    ],
)
def test_a_range_names_both_ends_and_a_shared_year_once(first: str, last: str, text: str) -> None:
    assert period_range(first, last) == text


def test_months_on_an_axis_are_short_with_the_year_where_it_begins() -> None:
    assert month_ticks(["2022-12", "2023-01", "2023-02"]) == [["dec", "2022"], ["jan", "2023"], "feb"]
    assert month_ticks([f"2021-{month:02}" for month in range(1, 13)])[2:5] == ["mrt", "apr", "mei"]
