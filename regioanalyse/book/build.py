"""Build the book: stage its source, let Sphinx write it, put the finished HTML in its place."""

import json
from collections.abc import Sequence
from pathlib import Path

from regioanalyse import content, sources
from regioanalyse.book.pages import editorial, making, methodology
from regioanalyse.book.pages.making import Book
from regioanalyse.book.site.building import everywhere, publish, run_sphinx
from regioanalyse.book.staging import manifest
from regioanalyse.book.staging.chapters import Chapter, check_complete, stage_chapters
from regioanalyse.book.staging.folder import Staging
from regioanalyse.book.staging.script import FIGURE_SCRIPT, IN_DARK, SCRIPTS, figure_script
from regioanalyse.book.staging.toc import write_toc
from regioanalyse.errors import InputError
from regioanalyse.indicators import values
from regioanalyse.indicators.changes import changes
from regioanalyse.project import build, root
from regioanalyse.runs.planning import Run
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
    texts.check()
    staged = build() / "staging"
    editions = _stage(staged, check_complete()).editions
    work, book = build() / "sphinx", build() / "book"
    options = {
        "regioanalyse_synthetic": sources.synthetic(),
        "regioanalyse_editions": {sector: list(pair) for sector, pair in editions.items()},
        "latex_individualpages": False,
    }
    key = content.digest(everywhere(staged), staged, json.dumps(options))
    if (book / "index.html").is_file() and content.is_current(work / "html", key):
        return book / "index.html"
    run_sphinx(staged, work, options, quiet)
    content.mark_current(work / "html", "not in its place")
    index = publish(work / "html", book)
    content.mark_current(work / "html", key)
    return index


def _stage(folder: Path, wanted: Sequence[Run]) -> Book:
    names = _names(wanted)
    staging = Staging(folder)
    chapters = stage_chapters(staging, wanted, names)
    editions = _editions(chapters)
    tables = {sector: values(sector, *pair) for sector, pair in editions.items()}
    book = Book(editorial.stage(staging, chapters, tables, names), names, editions, tables)
    methodology.check_marks(book.chapters, changes())
    staging.put_folder(root() / "book")
    making.stage(staging, book)
    write_toc(staging, book.chapters, names, making.appended(book))
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
    """Return edition and methodology per sector, the same in all its pages: one book compares like with like."""
    found: dict[str, tuple[int, int]] = {}
    for chapter in chapters:
        mine = (chapter.edition, chapter.methodology)
        if found.setdefault(chapter.sector, mine) != mine:
            raise InputError(
                f"{chapter.page}: found edition and methodology {mine}, allowed: {found[chapter.sector]}, as in the "
                f"other pages of {chapter.sector}"
            )
    return found
