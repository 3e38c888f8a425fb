"""What the pages of a region share: tiles of key values, links to figures, lists of findings, HTML in Markdown."""

from collections.abc import Sequence
from html import escape

from regioanalyse.book.pages import drawings
from regioanalyse.book.pages.html import entry
from regioanalyse.book.pages.key_values import Key, Numbers, against, beside, shown
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.project import COMPARATOR
from regioanalyse.records import SECTORS

SECTOR_NAMES = {name: sector.title for name, sector in SECTORS.items()}

#: For a page that needs its full width: no list of headings beside it.
WIDE = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n\n"


def html_block(html: str) -> str:
    """Return HTML as a block that may stand in a Markdown page."""
    # a backtick could end the block
    return f"````{{raw}} html\n{html.replace('`', '&#96;')}\n````\n"


def tile(key: Key, numbers: Numbers, region: str, link: str, brief: bool = False) -> str:
    """Return a tile: the value, its trend, what it is, and how it compares.

    Parameters
    ----------
    key, numbers, region
        Which value.
    link
        Where the tile leads.
    brief
        Whether the page says with whom it compares, so that the tile need not.

    Returns
    -------
    str
        A list item.
    """
    number, comparator = numbers.get(key, region), numbers.get(key, COMPARATOR)
    text = (beside if brief else against)(key, number, comparator)
    value = "strong" if number.value is not None else 'strong class="ra-hidden"'
    trend = drawings.sparkline(*numbers.trend(key, region))
    return (
        f'<li><a href="{link}"><{value}>{escape(shown(key, number))}</strong>{trend}'
        f"<span>{escape(numbers.label(key))}</span><small>{escape(text)}</small></a></li>"
    )


def where(indicator: str, sector: str, chapters: Sequence[Chapter], prefix: str = "") -> str:
    """Return the link to the figure of an indicator; without one to its definition.

    Parameters
    ----------
    indicator, sector
        Which indicator.
    chapters
        The pages of a region and sector, in order.
    prefix
        What leads from the page to the folder of those pages: `vv/` on the page of the region.
    """
    if found := figure_of(indicator, chapters):
        chapter, figure = found
        return f"{prefix}{chapter.name}.html#{figure.identifier}"
    definition, anchor = entry(sector, indicator)
    return f"{'../' if prefix else '../../'}{definition}.html#{anchor}"


def figure_of(indicator: str, chapters: Sequence[Chapter]) -> tuple[Chapter, Shown] | None:
    """Return the last figure of an indicator with its page: the page of the subject comes after a summary.

    A figure that has the indicator in its table only will do where there is no other.
    """
    shown = [(chapter, figure) for chapter in reversed(chapters) for figure in chapter.figures]
    own = [each for each in shown if each[1].indicator == indicator]
    beside = [each for each in shown if indicator in each[1].also]
    return next(iter([*own, *beside]), None)


def findings_list(chapter: Chapter) -> str:
    """Return the findings of a chapter, each with a link to its figure; what it is about where it has no figures."""
    if not chapter.figures:
        return f"<p>{escape(chapter.about)}</p>"
    items = "".join(
        f'<li><a href="{chapter.name}.html#{figure.identifier}">{escape(figure.finding)}</a></li>'
        for figure in chapter.figures
    )
    return f'<ul class="ra-findings">{items}</ul>'


def further(chapters: Sequence[Chapter], prefix: str = "", first: str = "") -> str:
    """Return the links to the chapters of a sector, after a first one in HTML that may be empty."""
    links = [f'<a href="{prefix}{chapter.name}.html">{escape(chapter.title)}</a>' for chapter in chapters]
    listed = " · ".join([f"<strong>{first}</strong>", *links] if first else links)
    return f'<p class="ra-pages">Verder lezen: {listed}</p>'
