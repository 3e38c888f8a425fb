"""The published figures: each is read as its note says, and stands beside ours."""

from dataclasses import replace

import pandas as pd
import pytest

from regioanalyse.book.pages import making, published_figures
from regioanalyse.book.pages.differences import Facts
from regioanalyse.errors import InputError
from regioanalyse.project import root
from tests.book.pages.test_differences import rows

pytestmark = pytest.mark.usefixtures("made")


@pytest.fixture(scope="module")
def facts(made: None) -> Facts:
    return making._facts()


def readings() -> pd.DataFrame:
    return pd.read_csv(root() / "data" / "readings.csv", dtype=str, keep_default_na=False)


def test_every_reading_is_told_once_in_the_order_of_the_reports(facts: Facts) -> None:
    table = rows(published_figures.readings_table(facts, readings()))
    assert ["VV 2022, pagina 10", "Het aandeel 75-plussers: 16 gebieden", table[0][2]] == table[0]
    reports = [(row[0][:2], int(row[0].split()[-1])) for row in table]
    assert reports == sorted(reports, key=lambda report: (report[0] != "VV", report[1]))
    said = dict(zip(readings()["note"], readings()["reading"], strict=True))
    noted = [note for note in facts.published["note"] if note and said[note]]
    assert {row[2] for row in table} == {said[note] for note in noted}


def test_a_note_without_a_reading_is_refused(facts: Facts) -> None:
    with pytest.raises(InputError, match=r"data/readings.csv: found no row for the note 'printed as 3%'"):
        published_figures.readings_table(facts, readings().query("note != 'printed as 3%'"))


def test_no_reading_is_for_a_note_that_is_not_there(facts: Facts) -> None:
    assert set(readings()["note"]) <= set(facts.published["note"])
    assert not readings()["note"].duplicated().any()


def test_every_published_figure_is_beside_ours(facts: Facts) -> None:
    html = published_figures.calibration_table(facts)
    table = rows(html)
    assert len(table) == len(facts.published)
    assert {row[4] for row in table} <= {"ja", "nee"}
    passed = sum(row[4] == "ja" for row in table)
    assert passed == len(table)
    assert f"Alle {len(table)} gepubliceerde cijfers komen binnen" in html
    fewer = replace(facts, published=facts.published.assign(passes=[False, *[True] * (len(table) - 1)]))
    html = published_figures.calibration_table(fewer)
    assert f"Van de {len(table)} gepubliceerde cijfers komen er {len(table) - 1} binnen" in html
    share = next(row for row in table if row[1] == "Het aandeel 75-plussers: Rotterdam, 2022")
    assert share == ["VV 2022, pagina 6", "Het aandeel 75-plussers: Rotterdam, 2022", "7,3", "7,34", "ja"]
