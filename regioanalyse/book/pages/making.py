"""The pages of the book that no notebook makes: per region and sector, and those about all of them.

Each is made again only when what goes into it changed: the package, the tables that it reads, or the chapters that it
tells of. Together they take longer than the notebooks' own pages, so they are made on all cores.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path

import pandas as pd
import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from regioanalyse import content, sources, steps
from regioanalyse.book.pages import about, differences, guide, landing, methodology, poster, published_figures, summary
from regioanalyse.book.pages import region as region_pages
from regioanalyse.book.pages.guide import NAMES
from regioanalyse.book.pages.key_values import Numbers
from regioanalyse.book.pages.rendering import html_block
from regioanalyse.book.pages.tiles import Section
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.book.staging.folder import Staging
from regioanalyse.book.staging.processes import in_processes
from regioanalyse.figures import findings, maps
from regioanalyse.indicators import INDICATORS, calibration, values
from regioanalyse.indicators.bridge import bridge
from regioanalyse.indicators.changes import Change, changes, in_effect
from regioanalyse.project import build, root
from regioanalyse.records import SECTORS
from regioanalyse.sources import texts
from regioanalyse.worked_examples import examples

#: Cells of one region that are less than twice this far apart (metres) are one shape on the map of regions.
_GAP = 9_000
#: Detail that the map of regions leaves out (metres): less than a pixel.
_DETAIL = 400

#: The pages about all regions, and the parts that hand-written pages include.
_COMMON = (
    *(f"leeswijzer-{sector}.md" for sector in SECTORS),
    "_parts/kaart.html",
    "_parts/regios.html",
    "_parts/regels.html",
    "_parts/bronnen.html",
    "_parts/methodebrug.html",
    "_parts/wijzigingen.md",
    "_parts/verschillen.html",
    "_parts/gelezen.html",
    "_parts/ijking.html",
)


@dataclass(frozen=True)
class Book:
    """What the pages are made from.

    Attributes
    ----------
    chapters
        All pages made from notebooks and of editorial texts.
    names
        Dutch name per region, in the order of the book.
    editions
        Edition and methodology per sector.
    """

    chapters: Sequence[Chapter]
    names: Mapping[str, str]
    editions: Mapping[str, tuple[int, int]]

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The values per sector."""
        return {sector: values(sector, *pair) for sector, pair in self.editions.items()}

    @cached_property
    def numbers(self) -> Numbers:
        """The values, to look single ones up in."""
        return Numbers(self.tables)

    @cached_property
    def bridges(self) -> dict[str, pd.DataFrame]:
        """The bridge between the editions per sector."""
        return {sector: bridge(sector) for sector in self.editions}

    def of(self, region: str, sector: str = "") -> list[Chapter]:
        """Return the chapters of a region, in order; of one sector when it is given."""
        return [each for each in self.chapters if each.region == region and sector in ("", each.sector)]

    def sectors(self, region: str) -> list[str]:
        """Return the sectors of a region, in the order of the book."""
        return list(dict.fromkeys(chapter.sector for chapter in self.of(region)))

    def section(self, region: str, sector: str) -> Section:
        """Return the pages of a region and sector with their values."""
        return Section(sector, region, self.names[region], self.of(region, sector), self.numbers)

    def changes(self, sector: str) -> Sequence[Change]:
        """Return the changes in effect in the reports of a sector."""
        return in_effect(sector, *self.editions[sector])


#: What makes pages: of the slug of a region and the book their texts, by name.
Maker = Callable[[str, Book], dict[str, str]]


def appended(book: Book) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return by region and sector the pages that come after its chapters: name of the file and Dutch title."""
    return {
        (region, sector): [(methodology.PAGE, methodology.TITLE)]
        for region in book.names
        for sector in book.sectors(region)
        if methodology.has_region_page(book.changes(sector))
    }


def stage(staging: Staging, book: Book) -> None:
    """Put the pages into the book's source; those that did not change are not made again.

    Parameters
    ----------
    staging
        Where they go.
    book
        What they are made from.
    """
    base = steps.named("staged").key(*_read_by_all(), repr(dict(book.names)), repr(dict(book.editions)))
    without_findings = [
        replace(each, figures=tuple(replace(shown, finding="") for shown in each.figures)) for each in book.chapters
    ]
    # what is about all regions quotes no finding
    groups = [_Group(_of_all, "", _COMMON, content.digest(base, repr(without_findings)))]
    for region in book.names:
        told = content.digest(base, repr(book.of(region)), *_texts_of(region, book.sectors(region)))
        groups.append(_Group(_first_pages, region, _names_of_first_pages(region, book), told))
        groups.append(_Group(_method_pages, region, list(_sectors_by_method_page(region, book)), base))
    anew = [group for group in groups if not staging.keep(group.key, *group.files)]
    if anew:
        _work_out({group.make for group in anew}, book)
    for group, made in zip(anew, in_processes(lambda each: each.make(each.region, book), anew), strict=True):
        for name, text in made.items():
            staging.put(name, text, group.key)


@dataclass(frozen=True)
class _Group:
    """Pages that are made together: by what, of which region, under which names, and the key of what goes into them."""

    make: Maker
    region: str
    files: Sequence[str]
    key: str


def _work_out(makers: Collection[Maker], book: Book) -> None:
    """Work out and import what pages share, before the processes part: none does it for itself."""
    if makers != {_method_pages}:
        _ = book.numbers
        maps.area_shapes()
    if makers != {_first_pages}:
        _ = book.bridges
        import_module("regioanalyse.figures.waterfall")
        import_module("regioanalyse.report")


def _read_by_all() -> list[Path]:
    """Return the files that any of the pages may be made from, besides the chapters and a region's texts."""
    return [build() / "values", *(sources.path_of(name) for name in ("areas", "regions"))]


def _texts_of(region: str, sectors: Sequence[str]) -> list[Path]:
    return [folder for sector in sectors if (folder := texts.folder() / sector / region).exists()]


def _names_of_first_pages(region: str, book: Book) -> list[str]:
    return [f"{region}/index.md", *(f"{region}/{sector}/index.md" for sector in book.sectors(region))]


def _first_pages(region: str, book: Book) -> dict[str, str]:
    """Return the page of a region, and the first page of each sector."""
    sections = [book.section(region, sector) for sector in book.sectors(region)]
    made = [region_pages.region_page(book.names[region], sections), *(_front_page(each, book) for each in sections)]
    return dict(zip(_names_of_first_pages(region, book), made, strict=True))


def _sectors_by_method_page(region: str, book: Book) -> dict[str, str]:
    return {
        f"{region}/{sector}/{name}.ipynb": sector
        for (of, sector), pages in appended(book).items()
        for name, _ in pages
        if of == region
    }


def _method_pages(region: str, book: Book) -> dict[str, str]:
    """Return the pages of a region about the changes of method."""
    # it brings Altair, which takes a third of a second to import
    from regioanalyse.report import Report

    return {
        page: methodology.region_page(
            Report(region, sector, *book.editions[sector]), book.changes(sector), book.bridges[sector]
        )
        for page, sector in _sectors_by_method_page(region, book).items()
    }


def _of_all(_: str, book: Book) -> dict[str, str]:
    """Return the reading guide, and what the hand-written pages include."""
    every_bridge = pd.concat(book.bridges.values(), ignore_index=True)
    stands = guide.places(book.chapters, book.numbers.available(), book.names)
    listed = guide.entries(INDICATORS, stands)
    facts = _facts()
    definitions = {
        f"leeswijzer-{sector}.md": guide.definitions(sector, listed, examples(), stands) for sector in SECTORS
    }
    parts = {
        "kaart.html": landing.region_map(_shapes(), book.numbers, book.names, maps.note()),
        "regios.html": landing.landing_table(book.numbers, book.names),
        "regels.html": about.rules_tables(findings.THRESHOLDS.values(), findings.RULES.values()),
        "bronnen.html": about.provenance_table(sources.provenance()),
        "methodebrug.html": methodology.bridge_download(every_bridge),
        "wijzigingen.md": methodology.appendix(changes(), every_bridge, book.names),
        "verschillen.html": differences.differences_table(facts, {(about.sector, about.name) for about in listed}),
        "gelezen.html": published_figures.readings_table(facts, _reference("readings")),
        "ijking.html": published_figures.calibration_table(facts),
    }
    return definitions | {f"_parts/{name}": text for name, text in parts.items()}


def _front_page(section: Section, book: Book) -> str:
    """Return the page that a sector begins with, and below it what changed."""
    sector, region = section.sector, section.region
    kind = section.record.front_page.kind
    if kind == "summary":
        page = summary.summary_page(section)
    elif kind == "poster":
        edition, methods = book.editions[sector]
        written = texts.texts_of(sector, region, edition)
        places = maps.locations_of(region, sector, edition, methods)
        page = poster.poster_page(section, maps.shapes_of(region), places, written)
    else:
        page = summary.plain_page(section)
    changed = methodology.front_list(book.changes(sector), section.chapters)
    return page + (f"\n{html_block(changed)}" if changed else "")


def _facts() -> differences.Facts:
    """Return the published figures, and the values of the editions that were published."""
    published = calibration.table()
    reports = (report.split("-") for report in sorted(set(published["report"])))
    areas, regions = sources.read("areas"), sources.read("regions")
    names = NAMES | dict(zip([*areas["code"], *regions["region"]], [*areas["name"], *regions["name"]], strict=True))
    return differences.Facts(
        published,
        _reference("unpaired"),
        {sector: values(sector, int(edition)) for sector, edition in reports},
        names,
    )


def _reference(name: str) -> pd.DataFrame:
    return pd.read_csv(root() / "data" / f"{name}.csv", dtype=str, keep_default_na=False)


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
        region: _surface(shape.difference(shapely.union_all([shapes[other] for other in shapes if other != region])))
        or shape
        for region, shape in closed.items()
    }


def _surface(shape: BaseGeometry) -> BaseGeometry | None:
    """Return a shape without the lines and points that a difference can leave; nothing when nothing else is left."""
    surfaces = [part for part in shapely.get_parts(shape) if part.area]
    return MultiPolygon(surfaces) if surfaces else None
