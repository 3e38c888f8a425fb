"""Key values: which there are, of which period, and how they compare in words."""

import pytest

from regioanalyse.book.pages.key_values import KEYS, Number, Numbers, against, shown
from regioanalyse.indicators import INDICATORS
from regioanalyse.records.group import COMPARATOR
from tests.book.book_examples import example_numbers, value_table

BY_NAME = {(key.sector, key.indicator): key for key in KEYS}
HIDDEN = Number(None, "%", "suppressed")


@pytest.fixture
def numbers() -> Numbers:
    return example_numbers()


@pytest.mark.parametrize(
    ("indicator", "value", "comparator", "unit", "long", "short"),
    [
        ("share_75plus", 7.3, 8.2, "%", "0,9 procentpunt lager dan in de Zilveren Kruis-regio's (8,2%)",
         "0,9 procentpunt lager (8,2%)"),
        ("share_75plus", 8.0, 8.2, "%", "vergelijkbaar met de Zilveren Kruis-regio's (8,2%)",
         "vergelijkbaar (8,2%)"),
        ("clients_per_1000_75plus", 118.5, 112.8, "", "5,1% hoger dan in de Zilveren Kruis-regio's (113)",
         "5,1% hoger (113)"),
        ("clients_per_1000_75plus", 131.2, 112.8, "", "16% hoger dan in de Zilveren Kruis-regio's (113)",
         "16% hoger (113)"),
        ("clients_per_1000_75plus_change", -0.93, 1.2, "%", "Zilveren Kruis-regio's: +1,2%", "tegen +1,2%"),
        ("at_home_share_change", 7.3, 6.1, "procentpunt", "Zilveren Kruis-regio's: +6,1", "tegen +6,1"),
        ("population", 750472, 6000000, "inwoners", "12,5% van de Zilveren Kruis-regio's samen",
         "12,5% van het totaal (6.000.000)"),
        ("ses_group", 2.3, 3.2, "groep", "lager dan in de Zilveren Kruis-regio's (3,2)", "lager (3,2)"),
        ("scenario_at_home_extra", 535.2, 7561, "klanten", "Zilveren Kruis-regio's samen: 7.561", "samen 7.561"),
        ("scenario_at_home_extra", 535.2, -2, "klanten", "Zilveren Kruis-regio's samen: geen", "samen geen"),
        ("cost_per_client_month", 5815.0, 0.0, "euro", "Zilveren Kruis-regio's: €\u00a00", "tegen €\u00a00"),
    ],
)  # fmt: skip
def test_difference_in_words(indicator: str, value: float, comparator: float, unit: str, long: str, short: str) -> None:
    key = BY_NAME["vv", indicator]
    ours, theirs = Number(value, unit, "ok"), Number(comparator, unit, "ok")
    assert against(key, ours, theirs) == long
    assert against(key, ours, theirs, brief=True) == short


def test_a_hidden_value_says_so_and_still_shows_the_comparator() -> None:
    key = BY_NAME["gz", "gz_share"]
    known = Number(0.69, "%", "ok")
    assert shown(key, HIDDEN) == "niet getoond"
    assert against(key, HIDDEN, known) == "Zilveren Kruis-regio's: 0,69%"
    assert against(key, HIDDEN, known, brief=True) == "tegen 0,69%"
    assert against(key, known, HIDDEN) == against(key, known, HIDDEN, brief=True) == ""


@pytest.mark.parametrize(("value", "text"), [(-341.0, "geen"), (0.4, "geen"), (0.5, "1"), (535.2, "535")])
def test_a_negative_need_is_none(value: float, text: str) -> None:
    assert shown(BY_NAME["vv", "scenario_at_home_extra"], Number(value, "klanten", "ok")) == text


def test_every_key_value_is_an_indicator_that_exists() -> None:
    known = {(indicator.sector, indicator.name) for indicator in INDICATORS}
    assert {(key.sector, key.indicator) for key in KEYS} <= known
    assert {(key.sector, key.trend) for key in KEYS if key.trend} <= known


def test_a_dozen_columns_with_heads_of_their_own() -> None:
    heads = [(key.sector, key.column) for key in KEYS if key.page == "landing"]
    assert 10 <= len(heads) <= 13
    assert len(set(heads)) == len(heads)
    assert all(head for _, head in heads)
    for sector in ("vv", "gz"):
        assert 6 <= sum(key.sector == sector and key.page != "sector" for key in KEYS) <= 8


def test_key_values_that_an_edition_lacks_are_left_out(numbers: Numbers) -> None:
    available = [key.indicator for key in numbers.available()]
    assert available == [
        "population", "share_75plus", "clients_per_1000_75plus", "clients_per_1000_75plus_change", "gz_share"
    ]  # fmt: skip
    assert [key.indicator for key in numbers.available(sector="gz")] == ["gz_share"]


def test_the_period_is_the_newest_and_labels_name_it() -> None:
    rows = [
        ("clients_per_1000_75plus_change", area, "2018/2021", value, "%")
        for area, value in (("utrecht", 2.0), (COMPARATOR, 1.0))
    ]
    rows += [("population", COMPARATOR, str(year), 100.0 * year, "inwoners") for year in (2020, 2021, 2022)]
    rows += [("population", "utrecht", str(year), value, "inwoners") for year, value in ((2021, 10.0), (2022, 20.0))]
    numbers = Numbers({"vv": value_table("vv", 2021, rows)})
    change, population = BY_NAME["vv", "clients_per_1000_75plus_change"], BY_NAME["vv", "population"]
    assert numbers.dated(change, change.column) == "verandering per 1.000 75-plussers 2018-2021"
    # inhabitants are those of the edition, though later ones are known
    assert numbers.period(population) == "2021"
    assert numbers.get(population, "utrecht").value == 10.0


def test_a_trend_ends_at_the_value_and_shows_people_as_parts_of_the_first() -> None:
    rows = [("population", "utrecht", str(year), value, "inwoners") for year, value in
            ((2020, None), (2021, 200.0), (2022, 300.0), (2023, 900.0))]  # fmt: skip
    rows += [("population", COMPARATOR, str(year), year * 1e3, "inwoners") for year in (2019, 2020, 2022)]
    rows += [
        ("share_75plus", area, str(year), year / 100, "%") for year in (2021, 2022) for area in ("utrecht", COMPARATOR)
    ]
    numbers = Numbers({"vv": value_table("vv", 2022, rows)})
    # each position is the same year for both
    ours, theirs = numbers.trend(BY_NAME["vv", "population"], "utrecht")
    assert ours == [None, None, 1.0, 1.5]
    assert theirs == [1.0, 2020 / 2019, None, 2022 / 2019]
    assert numbers.trend(BY_NAME["vv", "share_75plus"], "utrecht") == ([20.21, 20.22], [20.21, 20.22])
    assert numbers.trend(BY_NAME["vv", "clients"], "utrecht") == ([], [])
