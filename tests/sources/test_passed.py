"""A table that passed is not checked again until it, what it refers to or a rule changes; a broken one never passes."""

from pathlib import Path

import pandas as pd
import pytest

from regioanalyse import marts, sources
from regioanalyse.errors import InputError
from regioanalyse.marts.duck import connect
from regioanalyse.marts.shared import source_tables
from regioanalyse.records.table import TABLES
from regioanalyse.sources import passed
from regioanalyse.sources.checking import problems
from regioanalyse.sources.files import in_types, read_file


def load(*names: str) -> None:
    """Have tables in a database, which remembers those that pass."""
    with connect() as database:
        database.load(names, {})


def test_what_passed_is_known_until_it_changes(project: Path) -> None:
    assert not sources.has_passed("areas")
    load("areas")
    assert sources.has_passed("areas")
    file = project / "data" / "areas.csv"
    file.write_bytes(file.read_bytes() + file.read_bytes().splitlines(keepends=True)[-1])
    assert not sources.has_passed("areas")
    with pytest.raises(InputError, match="twice"):
        load("areas")
    assert not sources.has_passed("areas")


def test_what_it_refers_to_decides_too(project: Path) -> None:
    load("areas")
    file = project / "data" / "regions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("zeeland", "zeelandia"), encoding="utf-8")
    assert not sources.has_passed("areas")


def test_what_is_written_during_the_check_has_not_passed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project / "data" / "areas.csv"
    read = sources.read

    def read_and_write(name: str) -> pd.DataFrame:
        table = read(name)
        file.write_bytes(file.read_bytes() + file.read_bytes().splitlines(keepends=True)[-1])
        return table

    with monkeypatch.context() as patch:
        patch.setattr(sources, "read", read_and_write)
        load("areas")
    assert not sources.has_passed("areas")
    with pytest.raises(InputError, match="twice"):
        load("areas")


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe"])
def test_a_note_that_is_damaged_tells_nothing(project: Path, damaged: bytes) -> None:
    load("areas")
    (project / "build" / "checked" / "areas").write_bytes(damaged)
    assert not sources.has_passed("areas")
    load("areas")
    assert sources.has_passed("areas")


def test_a_table_that_went_has_not_passed(project: Path) -> None:
    load("areas")
    (project / "data" / "areas.csv").unlink()
    with pytest.raises(InputError):
        sources.has_passed("areas")


def test_a_rule_that_changes_asks_all_tables_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load("areas")
    monkeypatch.setattr(passed, "_rules", lambda: "other rules")
    assert not sources.has_passed("areas")


@pytest.mark.parametrize(
    "name", ["areas", "regions", "products", "profiles", "waiting_norms", "indications", "locations"]
)
def test_a_table_that_passed_is_read_as_it_was_when_it_was_checked(made: None, name: str) -> None:
    frame = read_file(TABLES[name], sources.path_of(name))
    table, found = problems(TABLES[name], frame)
    assert found == []
    pd.testing.assert_frame_equal(in_types(TABLES[name], frame), table)


def test_a_changed_rule_is_held_against_tables_whose_marts_are_current(
    made: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    marts.make()
    counted = {file: file.stat().st_mtime_ns for file in marts.folder().glob("*/*.parquet")}
    with monkeypatch.context() as patch:
        patch.setattr(passed, "_rules", lambda: "other rules")
        assert not sources.has_passed("areas")
        marts.make()
        assert all(map(sources.has_passed, source_tables()))
    # as other tests expect it
    marts.make()
    assert sources.has_passed("areas")
    assert {file: file.stat().st_mtime_ns for file in marts.folder().glob("*/*.parquet")} == counted
