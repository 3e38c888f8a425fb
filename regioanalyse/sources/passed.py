"""Cache the result of a successful check: a table that passed is not checked again until something changes.

What decides is the table's own file, those of the tables that it refers to, and the code of the check.
"""

from functools import cache
from pathlib import Path

from regioanalyse import content, modules
from regioanalyse.project import build
from regioanalyse.records.table import TABLES
from regioanalyse.sources.origins import path_of


def has_passed(name: str) -> bool:
    """Return whether table `name`, as it is now, passed its check before (`remember`)."""
    note = _note(name)
    return note.is_file() and note.read_bytes() == key_of_check(name).encode() != b""


def remember(name: str, key: str) -> None:
    """Remember that a table passed; `key` is its `key_of_check` from before the check, so later writes do not count."""
    if key == key_of_check(name):
        content.write_whole(_note(name), lambda beside: beside.write_text(key))


def key_of_check(name: str) -> str:
    """Return what decides whether table `name` passes, as a key; empty when one of its files is missing."""
    files = [path_of(each) for each in (name, *TABLES[name].refers_to)]
    if not all(file.exists() for file in files):
        return ""
    return content.digest(name, _rules(), *files)


@cache
def _rules() -> str:
    return content.digest(*modules.files(["regioanalyse.sources.tables"]))


def _note(name: str) -> Path:
    return build() / "checked" / name
