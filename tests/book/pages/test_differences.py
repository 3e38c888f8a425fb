"""The page of differences: its numbers are those of the published figures and of the values, each row one mistake."""

import re
from html import unescape

import pytest

from regioanalyse.book.pages import differences, making
from regioanalyse.book.pages.differences import DIFFERENCES, Facts
from regioanalyse.book.pages.rendering import entry
from regioanalyse.errors import InputError
from regioanalyse.indicators import INDICATORS, record
from tests.test_mistakes import MISTAKES

pytestmark = pytest.mark.usefixtures("made")

#: The one mistake that has no number: references to a wrong page. It is told below the table.
WITHOUT_NUMBER = 12
KNOWN = {(about.sector, about.name) for about in INDICATORS}


@pytest.fixture(scope="module")
def facts(made: None) -> Facts:
    return making._facts()


def rows(html: str) -> list[list[str]]:
    cells = (re.findall("<td[^>]*>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", html))
    return [[unescape(re.sub("<[^>]+>", " ", cell)).strip() for cell in row] for row in cells if row]


@pytest.fixture(scope="module")
def told(facts: Facts) -> list[list[str]]:
    return rows(differences.differences_table(facts, KNOWN))


def ours(told: list[list[str]], *words: str) -> str:
    """Return what the one row says that has these words in what was printed."""
    (found,) = (row[2] for row in told if all(word in row[1] for word in words))
    return found


def test_every_mistake_with_a_number_has_a_row() -> None:
    # mistake 2 has two rows, one for use and one for the people over 75; mistake 10 one for each report
    assert len(DIFFERENCES) == len(set(MISTAKES) - {WITHOUT_NUMBER}) + 2


def test_every_row_is_filled_in_and_leads_to_the_guide(facts: Facts) -> None:
    html = differences.differences_table(facts, KNOWN)
    assert "{" not in html
    assert "onbekend" not in html
    assert "nan" not in html
    links = re.findall(r'href="([^"]+)"', html)
    expected = [entry(each.sector, name) for each in DIFFERENCES for name in each.indicators]
    assert links == [f"{page}.html#{anchor}" for page, anchor in expected]


def test_an_indicator_without_an_entry_is_named_without_a_link(facts: Facts) -> None:
    html = differences.differences_table(facts, set())
    assert "href" not in html
    assert record("expenditure_per_inhabitant", "vv").title in html


def test_arithmetic_of_the_mistakes(told: list[list[str]]) -> None:
    assert "is +59%; vanaf de 7.118 klanten" in ours(told, "verdubbelt bijna")
    assert "is het +60%. Voor Nederland is de verwachte groei +93%." in ours(told, "verdubbelt bijna")
    assert "alle leeftijden zijn het er 10." in ours(told, "131 klanten per 1.000 inwoners")
    assert "62% woont alleen en 22% heeft" in ours(told, "62% van de inwoners")
    assert "veranderde met −0,9%" in ours(told, "stijging van −0,9%")
    assert ours(told, "meeste gebieden").startswith("In 9 van de 16 gebieden is het hoger.")
    assert "Het verschil is −10,5%" in ours(told, "7,3% is vergelijkbaar met 8,2%")
    assert "bij een totaal van 11.409; dat is het verwachte aantal in 2040 (11.392 klanten)" in ours(told, "hardst")
    assert "geeft 740.742 mensen" in ours(told, "€\u00a0702 per lid van de beroepsbevolking")
    assert "tussen 50 en 535 extra plaatsen" in ours(told, "komende vijf jaar")
    assert ours(told, "26 aanbieders") == "Zoveel aanbieders bieden zorg thuis. In totaal zijn het er 28."
    assert "met 6,6 procentpunt" in ours(told, "groei van 6%")
    assert re.search(r"steeg met 3,\d procentpunt|steeg met 2,\d procentpunt", ours(told, "verandering van 3%"))
    assert ours(told, "211 en 269").startswith("Tussen 211 plaatsen")


def test_a_value_that_is_not_shown_is_said_to_be_unknown(facts: Facts) -> None:
    hidden = {sector: table.assign(status="suppressed") for sector, table in facts.values.items()}
    without = Facts(facts.published, facts.unpaired, hidden, facts.names)
    html = differences.differences_table(without, KNOWN)
    assert "nan" not in html
    assert "onbekend" in html


def test_a_figure_that_was_not_printed_cannot_be_quoted(facts: Facts) -> None:
    with pytest.raises(InputError, match=r"data/published.csv: found no clients, utrecht, 2022"):
        facts.printed("vv", "clients", "utrecht", "2022")
