"""Build the book: stage its source, let Sphinx write it, put the finished HTML in its place."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from regioanalyse import content, sources
from regioanalyse.book import differences, editorial, generated, guide, manifest, methodology, poster, summary
from regioanalyse.book.keys import Numbers
from regioanalyse.book.stage import (
    FIGURE_SCRIPT,
    IN_DARK,
    SCRIPTS,
    Chapter,
    Staging,
    check_complete,
    figure_script,
    stage_chapter,
    wanted,
    write_toc,
)
from regioanalyse.book.tiles import SECTOR_NAMES, html_block
from regioanalyse.errors import InputError
from regioanalyse.figures import findings, maps, mime
from regioanalyse.indicators import EDITIONS, INDICATORS, calibration, values
from regioanalyse.indicators.bridge import bridge
from regioanalyse.indicators.changes import changes, in_effect
from regioanalyse.project import build, root
from regioanalyse.report import Report
from regioanalyse.sources import texts
from regioanalyse.worked_examples import examples

#: Cells of one region that are less than twice this far apart (metres) are one shape on the map of regions.
_GAP = 9_000
#: Detail that the map of regions leaves out (metres): less than a pixel.
_DETAIL = 400


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
    check_complete()
    staged = build() / "staging"
    chapters = _stage(staged)
    work, book = build() / "sphinx", build() / "book"
    options = {
        "regioanalyse_synthetic": sources.synthetic(),
        "regioanalyse_editions": {sector: list(pair) for sector, pair in _editions(chapters).items()},
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


def _stage(folder: Path) -> list[Chapter]:
    names = _names()
    staging = Staging(folder)
    chapters = [stage_chapter(staging, *key, names[key[0]]) for key in wanted()]
    tables = {
        sector: values(sector, edition, methodology) for sector, (edition, methodology) in _editions(chapters).items()
    }
    numbers = Numbers(tables)
    chapters = editorial.stage(staging, chapters, tables, names)

    methodology.check_marks(chapters, changes())
    bridges = {sector: bridge(sector) for sector in tables}
    every_bridge = pd.concat(bridges.values(), ignore_index=True)

    staging.put_folder(root() / "book")
    parts = {
        "kaart.html": generated.region_map(_shapes(), numbers, names, maps.note()),
        "regios.html": generated.landing_table(numbers, names),
        "regels.html": generated.rules_tables(findings.THRESHOLDS.values(), findings.RULES.values()),
        "bronnen.html": generated.provenance_table(sources.provenance()),
        "methodebrug.html": methodology.bridge_download(every_bridge),
        "wijzigingen.md": methodology.appendix(changes(), every_bridge, names, SECTOR_NAMES),
    }
    for name, text in parts.items():
        staging.put(f"_parts/{name}", text)
    appended: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for region, name in names.items():
        mine = [chapter for chapter in chapters if chapter.region == region]
        staging.put(f"{region}/index.md", generated.region_page(region, name, mine, numbers))
        for sector in dict.fromkeys(chapter.sector for chapter in mine):
            pages = [chapter for chapter in mine if chapter.sector == sector]
            report = Report(region, sector, *_editions(pages)[sector])
            changed = in_effect(sector, report.edition, report.methodology)
            front = methodology.front_list(changed, pages)
            staging.put(f"{region}/{sector}/index.md", _sector_page(report, pages, numbers, front))
            if methodology.has_region_page(changed):
                page = methodology.region_page(report, changed, bridges[sector])
                staging.put(f"{region}/{sector}/{methodology.PAGE}.ipynb", page)
                appended[region, sector] = [(methodology.PAGE, methodology.TITLE)]
    stands = guide.places(chapters, numbers.available(), names)
    listed = guide.entries(INDICATORS, stands)
    for sector in SECTOR_NAMES:
        staging.put(f"leeswijzer-{sector}.md", guide.definitions(sector, listed, examples(), stands))
    facts = _facts()
    parts = {
        "verschillen.html": differences.differences_table(facts, {(about.sector, about.name) for about in listed}),
        "gelezen.html": differences.readings_table(facts, _reference("readings")),
        "ijking.html": differences.calibration_table(facts),
    }
    for name, text in parts.items():
        staging.put(f"_parts/{name}", text)
    write_toc(staging, chapters, names, SECTOR_NAMES, appended)
    staging.put(f"{SCRIPTS}/{FIGURE_SCRIPT}", figure_script(IN_DARK))
    staging.put("_static/manifest.json", manifest.text(tables))
    staging.finish()
    return chapters


def _sector_page(report: Report, chapters: list[Chapter], numbers: Numbers, changed: str) -> str:
    """Return the page that a sector begins with: the summary of VV, the poster of GZ; below it what changed."""
    begin = (report.region, report.name, chapters, numbers)
    if report.sector == "vv":
        page = summary.summary_page(*begin)
    else:
        written = texts.texts_of(report.sector, report.region, report.edition)
        page = poster.poster_page(begin, report.shapes(), report.locations(), written)
    return page + (f"\n{html_block(changed)}" if changed else "")


def _facts() -> differences.Facts:
    """Return the published figures, and the values of the editions that were published."""
    published = calibration.table()
    reports = (report.split("-") for report in sorted(set(published["report"])))
    areas, regions = sources.read("areas"), sources.read("regions")
    names = dict(zip([*areas["code"], *regions["region"]], [*areas["name"], *regions["name"]], strict=True))
    return differences.Facts(
        published,
        _reference("unpaired"),
        {sector: values(sector, int(edition)) for sector, edition in reports},
        names,
    )


def _reference(name: str) -> pd.DataFrame:
    return pd.read_csv(root() / "data" / f"{name}.csv", dtype=str, keep_default_na=False)


def _names() -> dict[str, str]:
    """Return the Dutch name of each region with a page, in the order of a Dutch index: 't Gooi under the G."""
    regions = sources.read("regions").set_index("region")["name"]
    known = {region for region, _, _ in wanted()}
    if unknown := sorted(known - set(regions.index)):
        raise InputError(f"params/: found a file for {', '.join(unknown)}, allowed: a region of data/regions.csv")
    return dict(sorted(regions[sorted(known)].items(), key=lambda item: item[1].removeprefix("'t ").casefold()))


def _shapes() -> dict[str, BaseGeometry]:
    """Return the outline of each region; schematic cells are joined where they nearly meet."""
    table = maps.region_shapes()
    shapes = dict(zip(table["region"], table["geometry"], strict=True))
    if not maps.note():
        return shapes
    closed = {
        region: shape.buffer(_GAP, quad_segs=4).buffer(-_GAP, quad_segs=4).simplify(_DETAIL)
        for region, shape in shapes.items()
    }
    return {
        region: shape.difference(shapely.union_all([shapes[other] for other in shapes if other != region]))
        for region, shape in closed.items()
    }


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
    """Return the key of what shows on every page: Sphinx would write again only the pages whose own text changed."""
    ours = (root() / name for name in ("_config.yml", "book", "requirements.txt"))
    return content.digest(*ours, staged / "_toc.yml", staged / SCRIPTS, Path(__file__).parent, Path(mime.__file__))


def _run_sphinx(staged: Path, work: Path, options: dict[str, Any], quiet: bool) -> None:
    """Write the HTML below `work`; what Sphinx knows there of an earlier build is used when it is whole."""
    # takes a second, which a book that is current does not need
    from jupyter_book.sphinx import build_sphinx

    from regioanalyse.book import workers

    key = _everywhere(staged)
    whole = content.is_current(work, key)
    # until this build is finished nothing below `work` can be trusted: Sphinx takes a half-written page for done
    content.forget(work)
    if not whole:
        shutil.rmtree(work, ignore_errors=True)
    # myst-nb writes its style sheet after the pages, so that only a second build would put its checksum into them
    for style in (work / "html" / "_static").glob("mystnb.*.css"):
        style.unlink()
    workers.use()
    outcome = build_sphinx(
        staged,
        work / "html",
        doctreedir=work / "doctrees",
        path_config=root() / "_config.yml",
        noconfig=True,
        confoverrides=options,
        jobs=os.cpu_count() or 1,
        quiet=quiet,
    )
    if isinstance(outcome, KeyboardInterrupt):
        raise outcome
    if outcome:
        raise InputError(f"the book could not be built: {outcome}")
    content.mark_current(work, key)


def _publish(html: Path, book: Path) -> Path:
    """Put a copy of the finished HTML in its place, whole."""
    fresh, old = book.with_name(".book.part"), book.with_name(".book.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    # .buildinfo holds a hash over paths of this machine; the inventory serves other Sphinx projects
    shutil.copytree(html, fresh, ignore=shutil.ignore_patterns(".buildinfo*", "objects.inv"))
    if book.exists():
        book.rename(old)
    fresh.rename(book)
    shutil.rmtree(old, ignore_errors=True)
    return book / "index.html"
