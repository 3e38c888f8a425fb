"""The page of differences: its numbers are those of the published figures and of the values, each row one mistake."""

import copy
import re
from html import unescape

import pandas as pd
import pytest

from regioanalyse.book.pages import differences, making
from regioanalyse.book.pages.differences import DIFFERENCES, Facts
from regioanalyse.book.pages.html import entry
from regioanalyse.errors import InputError
from regioanalyse.indicators import INDICATORS, record
from regioanalyse.project import root
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


def readings() -> pd.DataFrame:
    return pd.read_csv(root() / "data" / "readings.csv", dtype=str, keep_default_na=False)


def test_every_reading_is_told_once_in_the_order_of_the_reports(facts: Facts) -> None:
    table = rows(differences.readings_table(facts, readings()))
    assert ["VV 2022, pagina 10", "Het aandeel 75-plussers: 16 gebieden", table[0][2]] == table[0]
    reports = [(row[0][:2], int(row[0].split()[-1])) for row in table]
    assert reports == sorted(reports, key=lambda report: (report[0] != "VV", report[1]))
    said = dict(zip(readings()["note"], readings()["reading"], strict=True))
    noted = [note for note in facts.published["note"] if note and said[note]]
    assert {row[2] for row in table} == {said[note] for note in noted}


def test_a_note_without_a_reading_is_refused(facts: Facts) -> None:
    with pytest.raises(InputError, match=r"data/readings.csv: found no row for the note 'printed as 3%'"):
        differences.readings_table(facts, readings().query("note != 'printed as 3%'"))


def test_no_reading_is_for_a_note_that_is_not_there(facts: Facts) -> None:
    assert set(readings()["note"]) <= set(facts.published["note"])
    assert not readings()["note"].duplicated().any()


def test_every_published_figure_is_beside_ours(facts: Facts) -> None:
    html = differences.calibration_table(facts)
    table = rows(html)
    assert len(table) == len(facts.published)
    assert {row[4] for row in table} <= {"ja", "nee"}
    passed = sum(row[4] == "ja" for row in table)
    assert passed == len(table)
    assert f"Alle {len(table)} gepubliceerde cijfers komen binnen" in html
    fewer = copy.copy(facts)
    fewer.published = facts.published.assign(passes=[False, *[True] * (len(table) - 1)])
    html = differences.calibration_table(fewer)
    assert f"Van de {len(table)} gepubliceerde cijfers komen er {len(table) - 1} binnen" in html
    share = next(row for row in table if row[1] == "Het aandeel 75-plussers: Rotterdam, 2022")
    assert share == ["VV 2022, pagina 6", "Het aandeel 75-plussers: Rotterdam, 2022", "7,3", "7,34", "ja"]
