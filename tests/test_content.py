"""What is up to date: files that are whole or absent, and keys that never outlive what they were given to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from regioanalyse import content


def write(path: Path, text: str) -> None:
    content.write_whole(path, lambda beside: beside.write_text(text))


def test_a_file_that_is_written_anew_is_not_current_under_the_key_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "table"
    write(path, "before")
    content.mark_current(path, "before")
    assert content.is_current(path, "before")
    # whoever writes it is killed before it can say under which key
    write(path, "after")
    assert not content.is_current(path, "before")


def test_a_key_that_is_damaged_is_that_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "table"
    write(path, "before")
    content.mark_current(path, "before")
    (tmp_path / ".table.key").write_bytes(b"\xff\xfe")
    assert not content.is_current(path, "before")


def test_a_write_that_fails_leaves_the_old_file_its_key_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "table"
    write(path, "before")
    content.mark_current(path, "before")

    def break_off(beside: Path) -> None:
        beside.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        content.write_whole(path, break_off)
    assert content.is_current(path, "before")
    assert path.read_text() == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == [".table.key", "table"]


def test_what_a_killed_process_left_half_written_goes_and_what_another_one_writes_stays(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, other = (tmp_path / f".table.{pid}.part" for pid in (ended.pid, os.getppid()))
    elsewhere = tmp_path / f".tables.{ended.pid}.part"
    for each in (left, other, elsewhere):
        each.write_text("half")
    write(tmp_path / "table", "whole")
    assert not left.exists()
    assert other.exists()
    assert elsewhere.exists()
    assert (tmp_path / "table").read_text() == "whole"
