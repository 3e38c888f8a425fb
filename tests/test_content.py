"""What is up to date: files that are whole or absent, and keys that never outlive what they were given to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from regioanalyse import content


def write(path: Path, text: str) -> None:
    content.write_whole(path, lambda beside: beside.write_text(text))


@pytest.fixture(name="table")
def marked_table(tmp_path: Path) -> Path:
    """Return a file that is current under the key `before`."""
    path = tmp_path / "table"
    write(path, "before")
    content.mark_current(path, "before")
    assert content.is_current(path, "before")
    return path


def test_a_rewritten_file_is_not_current_under_the_old_key(table: Path) -> None:
    # as when the writer is killed before `mark_current`
    write(table, "after")
    assert not content.is_current(table, "before")


def test_a_damaged_key_matches_nothing(table: Path) -> None:
    table.with_name(".table.key").write_bytes(b"\xff\xfe")
    assert not content.is_current(table, "before")


def test_a_failed_write_leaves_the_old_file_its_key_and_nothing_else(table: Path) -> None:
    def break_off(beside: Path) -> None:
        beside.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        content.write_whole(table, break_off)
    assert content.is_current(table, "before")
    assert table.read_text() == "before"
    assert sorted(each.name for each in table.parent.iterdir()) == [".table.key", "table"]


def test_leftovers_of_a_killed_process_go_and_files_of_a_running_one_stay(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = (f".table.{ended.pid}.part", f".table.{os.getppid()}.part", f".tables.{ended.pid}.part")
    for name in names:
        (tmp_path / name).write_text("half")
    write(tmp_path / "table", "whole")
    assert [(tmp_path / name).exists() for name in names] == [False, True, True]
    assert (tmp_path / "table").read_text() == "whole"
