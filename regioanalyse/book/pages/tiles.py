"""What the pages of a region and sector share: the section that they are about, tiles, links and lists of findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from regioanalyse.book.pages import drawings
from regioanalyse.book.pages.key_values import Key, Number, Numbers, against, shown
from regioanalyse.book.pages.rendering import entry, render
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.records.group import COMPARATOR, GROUPS
from regioanalyse.records.sector import SECTORS, Sector


@dataclass(frozen=True)
class Section:
    """The pages of one region and sector."""

    sector: str
    region: str
    name: str  #: of the region, in Dutch
    chapters: Sequence[Chapter]
    numbers: Numbers

    @property
    def record(self) -> Sector:
        """The record of the sector."""
        return SECTORS[self.sector]

    @property
    def whose(self) -> str:
        """Dutch, what its titles end with: ``Rotterdam (VV)``."""
        return f"{self.name} ({self.record.abbreviation})"

    def table(self, indicator: str) -> pd.DataFrame:
        """Return the values of an indicator for the region, the comparator and the country, with the `name` of each."""
        table = self.numbers.table(self.sector, indicator, self.region)
        names = {self.region: self.name} | {group.name: group.title for group in GROUPS.values()}
        return table.assign(name=table["area"].map(names))

    def series(self, indicator: str, category: str = "", area: str = "") -> dict[str, Number]:
        """Return the values of an indicator by period, of the region unless another area is given."""
        return self.numbers.series(self.sector, indicator, area or self.region, category)

    def key_values(self, page: str = "sector") -> list[Key]:
        """Return the key values of the region that a page shows."""
        return self.numbers.available(self.region, self.sector, page)

    def link(self, indicator: str, prefix: str = "") -> str:
        """Return the link to the figure of an indicator; without one to its definition.

        `prefix` leads from the page to the folder of the chapters: `vv/` on the page of the region.
        """
        if found := figure_of(indicator, self.chapters):
            chapter, figure = found
            return f"{prefix}{chapter.name}.html#{figure.identifier}"
        definition, anchor = entry(self.sector, indicator)
        return f"{'../' if prefix else '../../'}{definition}.html#{anchor}"

    def tile(self, key: Key, prefix: str = "", brief: bool = True) -> Markup:
        """Return a tile: the value, its trend, what it is, and how it compares; `brief` if the page says with whom."""
        number = self.numbers.get(key, self.region)
        return render(
            "tile.html",
            link=self.link(key.indicator, prefix),
            number=number,
            value=shown(key, number),
            trend=drawings.sparkline(*self.numbers.trend(key, self.region)),
            label=self.numbers.dated(key, key.label),
            against=against(key, number, self.numbers.get(key, COMPARATOR), brief),
        )


def figure_of(indicator: str, chapters: Sequence[Chapter]) -> tuple[Chapter, Shown] | None:
    """Return the last figure of an indicator with its page: the page of the subject comes after a summary.

    A figure that has the indicator in its table only will do where there is no other.
    """
    shown = [(chapter, figure) for chapter in reversed(chapters) for figure in chapter.figures]
    own = [each for each in shown if each[1].indicator == indicator]
    beside = [each for each in shown if indicator in each[1].also]
    return next(iter([*own, *beside]), None)


def sentences_list(sentences: Iterable[tuple[str, str]]) -> Markup:
    """Return sentences as a list, each with its link; empty without any."""
    listed = list(sentences)
    return render("findings.html", sentences=listed) if listed else Markup()


def findings_list(chapter: Chapter) -> Markup:
    """Return the findings of a chapter, each with a link to its figure; what it is about where it has no figures."""
    if not chapter.figures:
        return Markup("<p>{}</p>").format(chapter.about)
    return sentences_list((figure.finding, f"{chapter.name}.html#{figure.identifier}") for figure in chapter.figures)


def further(chapters: Sequence[Chapter], prefix: str = "", first: str = "") -> Markup:
    """Return the links to the chapters of a sector, after one to its front page when that has a text."""
    return render("further.html", chapters=chapters, prefix=prefix, first=first)
