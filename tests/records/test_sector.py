"""Sectors: a record each, and what follows from it."""

from pathlib import Path

import pytest
import yaml

from regioanalyse.errors import InputError
from regioanalyse.records.reading import read
from regioanalyse.records.sector import SECTORS, Sector, sector_named


def test_sectors_stand_in_their_declared_order() -> None:
    assert list(SECTORS) == ["vv", "gz"]
    assert [sector.order for sector in SECTORS.values()] == sorted(sector.order for sector in SECTORS.values())


def test_an_unknown_sector_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="sector: found 'lg', allowed: vv, gz"):
        sector_named("lg")


@pytest.mark.parametrize(
    ("sector", "edition", "shown", "base", "target", "scenario", "cost"),
    [
        ("vv", 2022, [2019, 2020, 2021, 2022], 2020, 2040, 2025, [2020, 2021, 2022]),
        ("vv", 2021, [2018, 2019, 2020, 2021], 2019, 2039, 2024, [2019, 2020, 2021]),
        ("gz", 2023, [2021, 2022, 2023], 2020, 2040, 2025, [2020, 2021, 2022]),
    ],
)
def test_years_follow_from_the_edition(
    sector: str, edition: int, shown: list[int], base: int, target: int, scenario: int, cost: list[int]
) -> None:
    found = SECTORS[sector].edition(edition)
    assert list(found.years) == shown
    assert (found.base_year, found.target_year, found.scenario_year) == (base, target, scenario)
    assert list(found.periods("cost")) == cost
    assert list(found.periods("projection")) == list(range(base - 1, target + 1))


def test_what_an_edition_brought_holds_until_another_one_brings_something_else() -> None:
    vv = SECTORS["vv"]
    assert vv.edition(2022, 2021).growth_window == (2016, 2021)
    assert vv.edition(2022).growth_window == (2017, 2022)
    assert vv.edition(2021, 2022).growth_window == (2016, 2021)


def test_months_of_the_waiting_list_follow_from_the_edition() -> None:
    vv, gz = SECTORS["vv"].edition(2022), SECTORS["gz"].edition(2023)
    assert vv.waiting_months == [f"2021-{month:02}" for month in range(5, 13)]
    assert vv.waiting_month == "2021-06"
    assert gz.waiting_months == [*(f"2022-{month:02}" for month in range(1, 13)), "2023-01", "2023-02"]
    with pytest.raises(InputError, match="gz: waiting: once: found nothing"):
        _ = gz.waiting_month


def test_words_can_begin_a_sentence() -> None:
    fields = SECTORS["gz"].edition(2023).fields()
    assert "{Clients} met een {client}, {Users} in {before}".format(**fields) == (
        "Cliënten met een cliënt, GZ-gebruikers in 2022"
    )


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("editions", [], "editions: found \\[\\], allowed: "),
        ("years_shown", "many", "years_shown: found 'many', allowed: a valid integer"),
        ("colour", "blue", "key: found 'colour', allowed: name, order"),
        ("title", None, "title: found nothing, allowed: a valid string"),
    ],
)
def test_a_wrong_record_is_refused_with_file_and_key(tmp_path: Path, key: str, value: object, message: str) -> None:
    given = SECTORS["vv"].model_dump(mode="json") | {key: value}
    file = tmp_path / "vv.yaml"
    file.write_text(yaml.safe_dump(given), encoding="utf-8")
    with pytest.raises(InputError, match=f"vv.yaml: {message}"):
        read(file, Sector)
