"""The accepted values: what a line shows, what counts as a move, and what explains it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.errors import InputError
from regioanalyse.indicators import accepted

NAN = float("nan")
ROW = {"indicator": "clients", "region": "utrecht", "area": "utrecht", "period": "2022", "category": ""}


def values(*rows: dict) -> pd.DataFrame:
    """Return a small table of values; a row says what differs from `ROW`."""
    return pd.DataFrame([ROW | {"value": 1.0, "status": "ok"} | row for row in rows])


@pytest.fixture
def now(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what sets the present values of the only combination there is, GZ 2023."""

    def give(*rows: dict) -> None:
        monkeypatch.setattr(accepted, "values", lambda *_: values(*rows))

    monkeypatch.setattr(accepted, "combinations", lambda: [("gz", 2023, 2023)])
    monkeypatch.setattr(accepted, "data_version", lambda: "data")
    return give


def test_a_line_names_the_value_and_shows_nine_digits_or_the_status() -> None:
    table = values(
        {"value": 200 / 3, "category": "vpt"},
        {"value": NAN, "status": "suppressed", "area": "WK0344"},
        {"value": 123456789.4},
    )
    assert accepted.text(table) == (
        "clients utrecht WK0344 2022 - suppressed\n"
        "clients utrecht utrecht 2022 - 123456789\n"
        "clients utrecht utrecht 2022 vpt 66.6666667\n"
    )


@pytest.mark.parametrize("value", [0.0, -0.0, 1e-15, -1e-15])
def test_the_noise_of_floats_around_nothing_is_nothing(value: float) -> None:
    assert accepted.shown(values({"value": value})) == ["0"]


@given(st.floats(-1e8, 1e8), st.floats(-1e-12, 1e-12))
def test_a_line_is_within_its_digits_of_the_value(value: float, noise: float) -> None:
    (text,) = accepted.shown(values({"value": value}))
    assert float(text) == pytest.approx(value, rel=1e-8, abs=1e-9)


def test_what_changed_left_or_came_moved_and_the_biggest_relative_difference_is_first(now: Callable) -> None:
    now({"value": 100}, {"value": 10, "period": "2021"}, {"period": "2020"}, {"period": "2019", "value": 5})
    accepted.write()
    assert accepted.moved().empty
    now(
        {"value": 101},
        {"value": 12, "period": "2021"},
        {"value": NAN, "status": "suppressed", "period": "2020"},
        {"value": 5, "period": "2019"},
        {"value": 7, "period": "2018"},
    )
    found = accepted.moved()
    assert found[["period", "old", "new"]].to_numpy().tolist() == [
        ["2018", "", "7"],
        ["2020", "1", "suppressed"],
        ["2021", "10", "12"],
        ["2022", "100", "101"],
    ]
    assert found["difference"].tolist()[2:] == [2, 1]
    assert found["difference"].isna().tolist() == [True, True, False, False]
    now({"value": 100}, {"value": 10, "period": "2021"}, {"period": "2020"})
    assert accepted.moved()[["period", "old", "new"]].to_numpy().tolist() == [["2019", "5", ""]]


def test_a_new_indicator_does_not_move_and_one_that_is_gone_does(now: Callable) -> None:
    now({})
    accepted.write()
    now({}, {"indicator": "gz_share"})
    assert accepted.moved().empty
    assert accepted.differences()[["indicator", "is_new"]].to_numpy().tolist() == [["gz_share", True]]
    now({"indicator": "gz_share"})
    assert accepted.moved()[["indicator", "old", "new"]].to_numpy().tolist() == [["clients", "1", ""]]


def test_without_a_reference_everything_is_new(now: Callable) -> None:
    now({}, {"indicator": "gz_share"})
    assert accepted.moved().empty
    assert accepted.pairs(accepted.differences()) == [("gz", "clients"), ("gz", "gz_share")]


def add_entry(project: Path, identifier: str, sector: str, edition: int, *names: str) -> None:
    register = project / "data/changes.yaml"
    entry = {"id": identifier, "title": "T", "sector": sector, "edition": edition, "kind": "scope"}
    entry |= {"indicators": list(names), "pages": [], "was": "w", "is": "i", "why": "y"}
    register.write_text(register.read_text(encoding="utf-8") + yaml.safe_dump([entry]), encoding="utf-8")


def test_only_a_new_entry_of_the_sector_that_names_the_indicator_explains_a_move(project: Path, now: Callable) -> None:
    now({})
    accepted.write()
    clients, share = ("gz", "clients"), ("gz", "gz_share")
    assert accepted.unexplained([share, clients]) == [clients, share]
    add_entry(project, "vv-ook", "vv", 2022, "clients")
    assert accepted.unexplained([clients]) == [clients]
    add_entry(project, "gz-klanten", "gz", 2023, "clients")
    assert accepted.unexplained([clients, share]) == [share]
    assert [change.id for change in accepted.explaining([clients, share])] == ["gz-klanten"]
    # once accepted it explains no later move
    accepted.write()
    assert accepted.unexplained([clients]) == [clients]


def test_other_data_explain_every_move(project: Path, now: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    now({})
    accepted.write()
    monkeypatch.setattr(accepted, "data_version", lambda: "other data")
    assert accepted.data_changed()
    assert accepted.unexplained([("gz", "clients")]) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clients utrecht utrecht 2022 1\n", r"gz-2023-2023\.txt: line 1: found 'clients utrecht utrecht 2022 1'"),
        ("<<<<<<< HEAD\n", r"line 1: found '<<<<<<< HEAD', allowed: indicator region area period category value"),
        ("a b c d - 1\na b c d - 2\n", r"line 2: found 'a b c d - 2' again, allowed: once"),
    ],
)
def test_a_reference_that_cannot_be_read_is_named_with_its_line(now: Callable, text: str, told: str) -> None:
    now({})
    accepted.write()
    accepted.file_of("gz", 2023, 2023).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"^tests/reference/.*{told}"):
        accepted.moved()


@pytest.mark.parametrize("text", ["changes: [", "- a", "data: x", "{}"])
def test_a_wrong_list_of_what_was_accepted_is_named(now: Callable, text: str) -> None:
    now({})
    accepted.write()
    (accepted.folder() / "accepted.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"^tests/reference/accepted\.yaml: "):
        accepted.unexplained([("gz", "clients")])


def test_other_bytes_in_a_source_table_are_another_data_version(project_with_data: Path) -> None:
    before = accepted.data_version()
    assert accepted.data_version() == before
    table = project_with_data / "data/products.csv"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert accepted.data_version() != before
