"""Let Sphinx write the book, and put the finished HTML in its place."""

import filecmp
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from regioanalyse import content, steps
from regioanalyse.book.staging.script import SCRIPTS
from regioanalyse.errors import InputError
from regioanalyse.project import root


def everywhere(staged: Path) -> str:
    """Return the key of what shows on every page: Sphinx would write again only the pages whose own text changed.

    The titles of pages do too; `extension` sees to them.
    """
    folders = [folder for folder in (staged / SCRIPTS, staged / "locale") if folder.exists()]
    # Sphinx puts the checksum of a style or script into the links to it; no page links to the manifest that way
    style = sorted(path for path in (staged / "_static").glob("*") if path.name != "manifest.json")
    return steps.named("book").key(staged / "_toc.yml", *folders, *style)


def run_sphinx(staged: Path, work: Path, options: dict[str, Any], quiet: bool) -> None:
    """Write the HTML below `work`; what Sphinx knows there of an earlier build is used when it is whole."""
    # takes a second, which a book that is current does not need
    from jupyter_book.sphinx import build_sphinx

    from regioanalyse.book.site.extension import LOST

    key = everywhere(staged)
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


def publish(html: Path, book: Path) -> Path:
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
