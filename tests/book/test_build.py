"""Building: what is finished replaces what was there, and nothing half-written does."""

from pathlib import Path
from typing import Any

import pytest

from regioanalyse.book import build
from regioanalyse.book.site import building
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.errors import InputError


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REGIOANALYSE_PROJECT", str(tmp_path))
    monkeypatch.setattr(build.sources, "synthetic", lambda: True)
    for name in ("_config.yml", "requirements.txt"):
        (tmp_path / name).write_text("")
    for name in ("book", "staging/_scripts"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "staging" / "_toc.yml").write_text("")
    return tmp_path


def run(project: Path, monkeypatch: pytest.MonkeyPatch, outcome: object) -> list[str]:
    """Run Sphinx's step with a stand-in that writes a page and ends with `outcome`; return what was there before."""
    found: list[str] = []

    def stand_in(source: Path, html: Path, **_: Any) -> object:
        found.extend(sorted(path.name for path in html.glob("*")))
        html.mkdir(parents=True, exist_ok=True)
        (html / "page.html").write_text("half")
        return outcome

    monkeypatch.setattr("jupyter_book.sphinx.build_sphinx", stand_in)
    building.run_sphinx(project / "staging", project / "build" / "sphinx", {"regioanalyse_synthetic": True}, quiet=True)
    return found


def test_a_second_build_starts_from_the_first(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(project, monkeypatch, 0) == []
    assert run(project, monkeypatch, 0) == ["page.html"]


@pytest.mark.parametrize(
    ("outcome", "raised"), [(KeyboardInterrupt(), KeyboardInterrupt), (OSError("disk full"), InputError)]
)
def test_after_a_build_that_broke_off_the_next_starts_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch, outcome: object, raised: type[BaseException]
) -> None:
    with pytest.raises(raised):
        run(project, monkeypatch, outcome)
    assert run(project, monkeypatch, 0) == []


@pytest.mark.parametrize(
    ("changed", "anew"),
    [("_static/regioanalyse.css", True), ("_static/manifest.json", False), ("locale/nl.po", True), ("page.md", False)],
)
def test_what_shows_on_every_page_makes_all_of_them_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch, changed: str, anew: bool
) -> None:
    path = project / "staging" / changed
    path.parent.mkdir(exist_ok=True)
    path.write_text("een")
    run(project, monkeypatch, 0)
    path.write_text("twee")
    assert run(project, monkeypatch, 0) == ([] if anew else ["page.html"])


def test_the_book_is_replaced_whole_and_without_paths_of_this_machine(tmp_path: Path) -> None:
    html, book = tmp_path / "html", tmp_path / "book"
    for name in ("index.html", ".buildinfo", "objects.inv"):
        html.mkdir(exist_ok=True)
        (html / name).write_text("new")
    book.mkdir()
    (book / "old.html").write_text("old")
    assert building.publish(html, book) == book / "index.html"
    assert [path.name for path in book.iterdir()] == ["index.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "html"]
    before = (book / "index.html").stat()
    (html / "other.html").write_text("more")
    building.publish(html, book)
    # what was there already is linked; never to a file of Sphinx, which writes into its own
    assert (book / "index.html").stat().st_ino == before.st_ino
    assert (book / "index.html").stat().st_ino != (html / "index.html").stat().st_ino
    assert (book / "other.html").read_text() == "more"


def test_pages_of_one_sector_are_of_one_edition() -> None:
    pages = [
        Chapter(region, "vv", "03-nu", "Nu", year, year, ())
        for region, year in (("rotterdam", 2022), ("utrecht", 2021))
    ]
    with pytest.raises(InputError, match="utrecht/vv/03-nu"):
        build._editions(pages)
    assert build._editions(pages[:1]) == {"vv": (2022, 2022)}
