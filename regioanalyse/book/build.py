"""Build the book: stage its source, let Sphinx write it, put the finished HTML in its place."""

import filecmp
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from regioanalyse import content, sources
from regioanalyse.book import editorial, manifest, methodology, pages
from regioanalyse.book.pages import Book
from regioanalyse.book.stage import (
    FIGURE_SCRIPT,
    IN_DARK,
    SCRIPTS,
    Chapter,
    Staging,
    check_complete,
    figure_script,
    stage_chapters,
    write_toc,
)
from regioanalyse.book.tiles import SECTOR_NAMES
from regioanalyse.errors import InputError
from regioanalyse.figures import mime
from regioanalyse.indicators import EDITIONS, values
from regioanalyse.indicators.changes import changes
from regioanalyse.project import build, root
from regioanalyse.runs import Run
from regioanalyse.sources import texts


def build_book(quiet: bool = True) -> Path:
    """Make the book of all executed notebooks.

    Parameters
    ----------
    quiet
        Whether Sphinx keeps its progress to itself; warnings are always shown.

    Returns
    -------
    Path
        The page to open, `build/book/index.html`. The folder is replaced as a whole, when it is finished.

    Raises
    ------
    InputError
        When an executed notebook is missing or holds an error, an editorial text is wrong, or Sphinx cannot make a
        page. The book of before stays as it was.
    """
    texts.check(EDITIONS)
    staged = build() / "staging"
    editions = _stage(staged, check_complete()).editions
    work, book = build() / "sphinx", build() / "book"
    options = {
        "regioanalyse_synthetic": sources.synthetic(),
        "regioanalyse_editions": {sector: list(pair) for sector, pair in editions.items()},
        "latex_individualpages": False,
    }
    key = content.digest(_everywhere(staged), staged, json.dumps(options))
    if (book / "index.html").is_file() and content.is_current(work / "html", key):
        return book / "index.html"
    _run_sphinx(staged, work, options, quiet)
    content.mark_current(work / "html", "not in its place")
    index = _publish(work / "html", book)
    content.mark_current(work / "html", key)
    return index


def _stage(folder: Path, wanted: Sequence[Run]) -> Book:
    names = _names(wanted)
    staging = Staging(folder)
    chapters = stage_chapters(staging, wanted, names)
    editions = _editions(chapters)
    tables = {sector: values(sector, *pair) for sector, pair in editions.items()}
    book = Book(editorial.stage(staging, chapters, tables, names), names, editions)
    methodology.check_marks(book.chapters, changes())
    staging.put_folder(root() / "book")
    pages.stage(staging, book)
    write_toc(staging, book.chapters, names, SECTOR_NAMES, pages.appended(book))
    staging.put(f"{SCRIPTS}/{FIGURE_SCRIPT}", figure_script(IN_DARK))
    staging.put("_static/manifest.json", manifest.text(tables))
    staging.finish()
    return book


def _names(wanted: Sequence[Run]) -> dict[str, str]:
    """Return the Dutch name of each region with a page, in the order of a Dutch index: 't Gooi under the G."""
    regions = sources.read("regions").set_index("region")["name"]
    known = {run.parameters.region for run in wanted}
    if unknown := sorted(known - set(regions.index)):
        raise InputError(f"params/: found a file for {', '.join(unknown)}, allowed: a region of data/regions.csv")
    return dict(sorted(regions[sorted(known)].items(), key=lambda item: item[1].removeprefix("'t ").casefold()))


def _editions(chapters: list[Chapter]) -> dict[str, tuple[int, int]]:
    """Return edition and methodology per sector.

    Raises
    ------
    InputError
        When the pages of a sector are of different editions: one book compares like with like.
    """
    found: dict[str, tuple[int, int]] = {}
    for chapter in chapters:
        mine = (chapter.edition, chapter.methodology)
        if found.setdefault(chapter.sector, mine) != mine:
            raise InputError(
                f"{chapter.page}: found edition and methodology {mine}, allowed: {found[chapter.sector]}, as in the "
                f"other pages of {chapter.sector}"
            )
    return found


def _everywhere(staged: Path) -> str:
    """Return the key of what shows on every page: Sphinx would write again only the pages whose own text changed.

    The titles of pages do too; `extension` sees to them.
    """
    folders = [folder for folder in (staged / SCRIPTS, staged / "locale") if folder.exists()]
    # Sphinx puts the checksum of a style or script into the links to it; no page links to the manifest that way
    style = sorted(path for path in (staged / "_static").glob("*") if path.name != "manifest.json")
    ours = (Path(__file__).with_name("extension.py"), Path(mime.__file__))
    return content.digest(
        root() / "_config.yml", root() / "requirements.txt", staged / "_toc.yml", *folders, *style, *ours
    )


def _run_sphinx(staged: Path, work: Path, options: dict[str, Any], quiet: bool) -> None:
    """Write the HTML below `work`; what Sphinx knows there of an earlier build is used when it is whole."""
    # takes a second, which a book that is current does not need
    from jupyter_book.sphinx import build_sphinx

    from regioanalyse.book.extension import LOST

    key = _everywhere(staged)
    whole = content.is_current(work, key)
    # until this build is finished nothing below `work` can be trusted: Sphinx takes a half-written page for done
    content.forget(work)
    if not whole:
        shutil.rmtree(work, ignore_errors=True)
    # myst-nb writes its style sheet after the pages, so that only a second build would put its checksum into them
    for style in (work / "html" / "_static").glob("mystnb.*.css"):
        style.unlink()
    outcome = build_sphinx(
        staged,
        work / "html",
        doctreedir=work / "doctrees",
        path_config=root() / "_config.yml",
        noconfig=True,
        confoverrides=options,
        # one of them only hands out the pages to write
        jobs=(os.cpu_count() or 1) + 1,
        quiet=quiet,
    )
    if isinstance(outcome, KeyboardInterrupt):
        raise outcome
    if outcome:
        # what Sphinx is left with when one of its processes was killed has no text
        raise InputError(f"the book could not be built: {str(outcome) or LOST}")
    content.mark_current(work, key)


def _publish(html: Path, book: Path) -> Path:
    """Put a copy of the finished HTML in its place, whole; what is in place already is linked, not copied."""

    def put(source: str, target: str) -> None:
        # Sphinx writes into its own files, so those are never linked; files of a book are only ever replaced
        there = book / Path(source).relative_to(html)
        if there.is_file() and filecmp.cmp(source, there, shallow=False):
            # not every disk has links
            with suppress(OSError):
                os.link(there, target)
                return
        shutil.copy2(source, target)

    # .buildinfo holds a hash over paths of this machine; the inventory serves other Sphinx projects
    left_out = shutil.ignore_patterns(".buildinfo*", "objects.inv")
    with content.whole_folder(book) as fresh:
        shutil.copytree(html, fresh, ignore=left_out, copy_function=put, dirs_exist_ok=True)
    return book / "index.html"
