"""The pages of the book that no notebook makes: per region and sector, and those about all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from regioanalyse import sources
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
from regioanalyse.project import root
from regioanalyse.records.sector import SECTORS
from regioanalyse.report import Report
from regioanalyse.sources import texts
from regioanalyse.worked_examples import examples

#: Cells of one region that are less than twice this far apart (metres) are one shape on the map of regions.
_GAP = 9_000
#: Detail that the map of regions leaves out (metres): less than a pixel.
_DETAIL = 400


@dataclass(frozen=True)
class Book:
    """What the pages are made from."""

    chapters: Sequence[Chapter]  #: executed notebooks, and pages of editorial texts
    names: Mapping[str, str]  #: Dutch name per region, in the order of the book
    editions: Mapping[str, tuple[int, int]]  #: edition and methodology per sector
    tables: Mapping[str, pd.DataFrame]  #: the values per sector

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


def appended(book: Book) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return by region and sector the pages that come after its chapters: name of the file and Dutch title."""
    return {
        (region, sector): [(methodology.PAGE, methodology.TITLE)]
        for region in book.names
        for sector in book.sectors(region)
        if methodology.has_region_page(book.changes(sector))
    }


def stage(staging: Staging, book: Book) -> None:
    """Put the pages into the book's source, made on all cores."""
    # worked out and imported before the processes part, so that none does it for itself
    _ = book.numbers, book.bridges, maps.area_shapes()
    kinds = [(_of_all, ""), *((make, region) for region in book.names for make in (_first_pages, _method_pages))]
    for made in in_processes(lambda kind: kind[0](kind[1], book), kinds):
        for name, text in made.items():
            staging.put(name, text)


def _first_pages(region: str, book: Book) -> dict[str, str]:
    """Return the page of a region, and the first page of each sector."""
    sections = [book.section(region, sector) for sector in book.sectors(region)]
    return {
        f"{region}/index.md": region_pages.region_page(book.names[region], sections),
        **{f"{region}/{section.sector}/index.md": _front_page(section, book) for section in sections},
    }


def _method_pages(region: str, book: Book) -> dict[str, str]:
    """Return the pages of a region about the changes of method."""
    return {
        f"{region}/{sector}/{methodology.PAGE}.ipynb": methodology.region_page(
            Report(region, sector, *book.editions[sector]), book.changes(sector), book.bridges[sector]
        )
        for sector in book.sectors(region)
        if methodology.has_region_page(book.changes(sector))
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
    if kind == "poster":
        edition, methods = book.editions[sector]
        written = texts.texts_of(sector, region, edition)
        places = maps.locations_of(region, sector, edition, methods)
        page = poster.poster_page(section, maps.shapes_of(region), places, written)
    else:
        page = summary.summary_page(section, plain=kind == "plain")
    changed = methodology.front_list(book.changes(sector), section.chapters)
    return page + (f"\n{html_block(changed)}" if changed else "")


def _facts() -> differences.Facts:
    """Return the published figures, and the values of the editions that were published."""
    published = calibration.table()
    reports = (report.split("-") for report in sorted(set(published["report"])))
    areas, regions = sources.read("areas"), sources.read("regions")
    names = NAMES | dict(zip([*areas["code"], *regions["region"]], [*areas["name"], *regions["name"]], strict=True))
    tables = {sector: values(sector, int(edition)) for sector, edition in reports}
    return differences.Facts(published, _reference("unpaired"), tables, names)


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
