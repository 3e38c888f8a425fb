"""The folder of the book's source: only what was put there, written only when its bytes change."""

import gettext
from pathlib import Path

import pytest

from regioanalyse.book.staging.folder import Staging
from regioanalyse.errors import InputError


def test_a_file_is_written_only_when_its_bytes_change(tmp_path: Path) -> None:
    def fill(text: str) -> int:
        staging = Staging(tmp_path)
        staging.put("a/page.md", text)
        staging.finish()
        return (tmp_path / "a" / "page.md").stat().st_mtime_ns

    first = fill("een")
    assert fill("een") == first
    assert fill("twee") > first


def test_what_is_not_put_again_leaves(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    staging.put("old/gone.md", "x")
    staging.put("stays.md", "y")
    staging.finish()
    again = Staging(tmp_path)
    again.put("stays.md", "y")
    again.finish()
    assert [path.name for path in tmp_path.rglob("*")] == ["stays.md"]


TRANSLATION = b"""msgid ""
msgstr ""
"POT-Creation-Date: 2022-01-01 00:00+0000\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Back to top"
msgstr "Naar boven"
"""


def test_a_translation_is_staged_as_sphinx_reads_it(tmp_path: Path) -> None:
    source = tmp_path / "book" / "locale" / "nl" / "LC_MESSAGES" / "sphinx.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(TRANSLATION)
    staging = Staging(tmp_path / "staging")
    staging.put_folder(tmp_path / "book")
    staging.finish()
    assert [path.suffix for path in staging.folder.rglob("*") if path.is_file()] == [".mo"]
    assert gettext.translation("sphinx", staging.folder / "locale", ["nl"]).gettext("Back to top") == "Naar boven"


@pytest.mark.parametrize("broken", [TRANSLATION.replace(b'msgstr "Naar', b'"Naar'), b"\xff" + TRANSLATION])
def test_a_translation_that_cannot_be_read_is_refused(project: Path, broken: bytes) -> None:
    source = project / "book" / "locale" / "nl" / "LC_MESSAGES" / "sphinx.po"
    source.write_bytes(broken)
    with pytest.raises(InputError, match=r"^book/locale/nl/LC_MESSAGES/sphinx\.po: cannot be read as a translation"):
        Staging(project / "staging").put_folder(project / "book")
    assert not list(project.glob("staging/**/*.mo"))
