"""Quoted numbers: a text that says something else than the value is refused; its HTML holds nothing of its own."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.book.pages import quotes
from regioanalyse.errors import InputError
from regioanalyse.figures.formats import number
from regioanalyse.sources import texts
from regioanalyse.sources.text_markdown import Quote


def quote(shown: str, indicator: str, period: str = "2022", category: str = "", area: str = "rotterdam") -> Quote:
    return Quote(shown, indicator, area, period, category, "data/texts/vv/rotterdam/a.md, line 9")


def values(indicator: str, value: float | None, unit: str, period: str = "2022", category: str = "") -> pd.DataFrame:
    """Return one value, of the region and half of it of the comparator; None is suppressed."""
    rows = [
        {"area": area, "value": None if value is None else value * part}
        for area, part in (("rotterdam", 1), ("zilveren-kruis", 0.5))
    ]
    status = "suppressed" if value is None else "ok"
    return pd.DataFrame(rows).assign(indicator=indicator, period=period, category=category, unit=unit, status=status)


@pytest.mark.parametrize(
    ("shown", "indicator", "value", "unit", "period"),
    [
        ("7.226", "clients", 7226.4, "klanten", "2022"),
        ("7.226 klanten", "clients", 7226.4, "klanten", "2022"),
        ("13,1%", "share_75plus", 13.06, "%", "2022"),
        ("13,2%", "share_75plus", 13.15, "%", "2022"),
        ("+0,9 procentpunt", "at_home_share_change", 0.94, "procentpunt", "2019/2022"),
        ("0,9", "at_home_share_change", 0.94, "procentpunt", "2019/2022"),
        ("−0,9%", "clients_per_1000_75plus_change", -0.93, "%", "2019/2022"),
        ("-0,9%", "clients_per_1000_75plus_change", -0.93, "%", "2019/2022"),
        ("€ 5.350", "cost_per_client_month", 5349.99, "euro", "2020"),
    ],
)
def test_a_number_as_a_reader_sees_it_is_right(
    shown: str, indicator: str, value: float, unit: str, period: str
) -> None:
    quotes.check_quote(quote(shown, indicator, period), "vv", values(indicator, value, unit, period))


@pytest.mark.parametrize(
    ("shown", "indicator", "value", "unit"),
    [
        ("7.227", "clients", 7226.4, "klanten"),
        ("7226", "clients", 7226.4, "klanten"),
        ("7.230", "clients", 7226.4, "klanten"),
        ("ruim 7.226", "clients", 7226.4, "klanten"),
        ("7.226%", "clients", 7226.4, "klanten"),
        ("13,1", "share_75plus", 13.06, "%"),
        ("13%", "share_75plus", 13.06, "%"),
        ("13.1%", "share_75plus", 13.06, "%"),
        ("13,1 procentpunt", "share_75plus", 13.06, "%"),
        ("0,9%", "clients_per_1000_75plus_change", -0.93, "%"),
    ],
)
def test_another_number_is_refused_with_file_line_and_both(shown: str, indicator: str, value: float, unit: str) -> None:
    with pytest.raises(InputError) as error:
        quotes.check_quote(quote(shown, indicator), "vv", values(indicator, value, unit))
    told = str(error.value)
    assert told.startswith(
        f"data/texts/vv/rotterdam/a.md, line 9: found {shown!r}, but {indicator} of rotterdam, 2022 "
    )
    assert " gives '" in told


@given(value=st.floats(0, 1e7), off=st.integers(-1000, 1000))
def test_only_the_rounded_value_is_right(value: float, off: int) -> None:
    shown = number(value + off)
    table = values("clients", value, "klanten")
    try:
        quotes.check_quote(quote(shown, "clients"), "vv", table)
    except InputError:
        assert shown != number(value)
    else:
        assert shown == number(value)


def test_a_quote_of_the_comparator_is_held_against_the_comparator() -> None:
    table = values("clients", 200, "klanten")
    quotes.check_quote(quote("100", "clients", area="zilveren-kruis"), "vv", table)
    with pytest.raises(InputError, match="clients of zilveren-kruis, 2022 gives '100'"):
        quotes.check_quote(quote("200", "clients", area="zilveren-kruis"), "vv", table)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (quote("5", "cliënts"), "indicator of vv: found 'cliënts', allowed: "),
        (quote("5", "gz_share"), "indicator of vv: found 'gz_share', allowed: "),
        (quote("5", "clients", "1999"), "period of clients: found '1999', allowed: 2022"),
        (quote("5", "clients", category="pgb"), "category of clients: found 'pgb', allowed: nothing"),
        (quote("5", "clients", area="atlantis"), "area of clients: found 'atlantis', allowed: rotterdam, "),
    ],
)
def test_a_value_that_is_not_there_is_refused(wrong: Quote, told: str) -> None:
    with pytest.raises(InputError) as error:
        quotes.check_quote(wrong, "vv", values("clients", 5, "klanten"))
    assert str(error.value).startswith(f"{wrong.place}: {told}")


def test_a_category_must_be_named() -> None:
    table = values("scenario_at_home_extra", 535.2, "klanten", "2025", "scenario_3")
    quotes.check_quote(quote("535", "scenario_at_home_extra", "2025", "scenario_3"), "vv", table)
    with pytest.raises(InputError, match="category of scenario_at_home_extra: found 'nothing', allowed: scenario_3"):
        quotes.check_quote(quote("535", "scenario_at_home_extra", "2025"), "vv", table)


def test_a_value_that_is_not_shown_cannot_be_quoted() -> None:
    with pytest.raises(InputError, match=r"clients of rotterdam, 2022 is suppressed \(niet getoond\)"):
        quotes.check_quote(quote("5", "clients"), "vv", values("clients", None, "klanten"))


def test_the_texts_of_the_project_quote_the_values(made: None) -> None:
    found = texts.check()
    assert [each.shown for text in found for each in text.quotes if text.topic in ("at_home", "timely_care")] == [
        "50",
        "535",
        "144",
    ]
    quotes.check(found)


def test_a_quote_becomes_a_link_to_its_figure() -> None:
    html = quotes.to_html(
        "Er zijn *[535](indicator:clients/2022)* en [meer](https://x.nl/?a=1&b=2).", lambda name: f"03.html#{name}"
    )
    assert html == (
        '<p>Er zijn <em><a href="03.html#clients" class="ra-quote">535</a></em> en '
        '<a href="https://x.nl/?a=1&amp;b=2">meer</a>.</p>\n'
    )


@given(st.text(alphabet="<>&\"'`ab/ !=\n", max_size=40))
def test_no_text_becomes_html_of_its_own(text: str) -> None:
    tags = set(re.findall(r"<(\w+)", quotes.to_html(text, lambda name: name)))
    # what Markdown makes of these letters: underlined headings, quotes, code
    assert tags <= {"p", "h1", "blockquote", "code", "pre", "br"}
