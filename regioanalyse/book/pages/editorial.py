"""The page of a region's editorial texts: VV by purchasing goal, GZ as an agenda.

What people wrote stands in a box of its own, with its source. Sentences computed from the values stand beside it, never
in it. A region without texts has no such page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape

import pandas as pd

from regioanalyse.book.pages.tiles import figure_of, html_block, where
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.book.staging.folder import Staging
from regioanalyse.figures.editorial import check_quote, to_html
from regioanalyse.figures.findings import need
from regioanalyse.records import SECTORS
from regioanalyse.sources.texts import Text, texts_of

#: Name, title and introduction of the page, per sector. It comes after the chapters.
PAGES: Mapping[str, tuple[str, str, str]] = {
    "vv": (
        "07-inspiratie-en-samenwerking",
        "Inspiratie en samenwerking",
        "Het zorgkantoor koopt zorg in met vier doelen. Per doel leest u wat er nodig is en wat er al gebeurt.",
    ),
    "gz": (
        "07-agenda",
        "Agenda",
        "Wat valt op in de regio, waar zitten knelpunten en kansen, wat is er gedaan en wat staat er te gebeuren?",
    ),
}
_BOTH = (
    "Wat hieronder *berekend* heet, volgt uit de cijfers van dit boek. De *redactionele teksten* zijn door mensen"
    " geschreven. Wie op een cijfer daarin klikt, komt bij de figuur of de definitie."
)

#: The scenario indicator that makes a goal urgent, and where its places are.
_NEEDS = {"at_home": ("scenario_at_home_extra", "thuis"), "timely_care": ("scenario_intramural_extra", "met verblijf")}

#: The GZ indicators whose findings stand beside what stands out, in this order.
_STANDS_OUT = (
    "gz_share",
    "care_profile_share",
    "at_home_share",
    "at_home_share_change",
    "projected_growth",
    "capacity_shortage",
    "waiting",
    "opportunity_line_share",
)


def stage(
    staging: Staging, chapters: Sequence[Chapter], tables: Mapping[str, pd.DataFrame], names: Mapping[str, str]
) -> list[Chapter]:
    """Put the pages of the editorial texts into the book's source.

    Parameters
    ----------
    staging
        Where they go.
    chapters
        All pages made from notebooks.
    tables
        The values per sector, of the edition of the chapters.
    names
        Dutch name per region.

    Returns
    -------
    list of Chapter
        The chapters with the new pages among them, in order of their names within each region and sector.

    Raises
    ------
    InputError
        For a text that is wrong, or that quotes another number than the values hold.
    """
    found = list(chapters)
    # any page of the region and sector knows the edition
    for one in {(chapter.sector, chapter.region): chapter for chapter in chapters}.values():
        texts = texts_of(one.sector, one.region, one.edition)
        if not texts:
            continue
        for quote in (quote for text in texts for quote in text.quotes):
            check_quote(quote, one.sector, tables[one.sector])
        name, title, _ = PAGES[one.sector]
        about = f"Redactionele teksten: {'; '.join(text.title for text in texts)}."
        new = Chapter(one.region, one.sector, name, title, one.edition, one.methodology, (), about, told(texts))
        mine = [chapter for chapter in chapters if (chapter.sector, chapter.region) == (one.sector, one.region)]
        staging.put(f"{new.page}.md", page(names[one.region], texts, mine, tables[one.sector]))
        found.append(new)
    sectors = list(PAGES)
    return sorted(found, key=lambda chapter: (sectors.index(chapter.sector), chapter.region, chapter.name))


def told(texts: Iterable[Text]) -> tuple[str, ...]:
    """Return the indicators that a page of these texts tells of without a figure: quoted, or as a computed need."""
    quoted = (quote.indicator for text in texts for quote in text.quotes)
    needed = (_NEEDS[text.topic][0] for text in texts if text.topic in _NEEDS)
    return tuple(dict.fromkeys([*needed, *quoted]))


def page(name: str, texts: Sequence[Text], chapters: Sequence[Chapter], table: pd.DataFrame) -> str:
    """Return the page of one region and sector.

    Parameters
    ----------
    name
        Dutch name of the region.
    texts
        Its texts, in order; at least one.
    chapters
        Its pages made from notebooks.
    table
        The values of the sector.

    Returns
    -------
    str
        Markdown.
    """
    sector = texts[0].sector
    _, title, introduction = PAGES[sector]
    parts = [f"# {title} – {name} ({sector.upper()})\n\n{introduction} {_BOTH}\n"]
    for text in texts:
        parts.append(f"## {text.title}\n")
        if sentences := beside(text, chapters, table):
            items = "".join(f'<li><a href="{link}">{escape(sentence)}</a></li>' for sentence, link in sentences)
            label = '<p class="ra-kind">Berekend</p>'
            parts.append(html_block(f'<div class="ra-computed">{label}<ul class="ra-findings">{items}</ul></div>'))
        parts.append(html_block(_written(text, partial(where, sector=sector, chapters=chapters))))
    return "\n".join(parts)


def beside(text: Text, chapters: Sequence[Chapter], table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the computed sentences that stand beside a text, each with the link to its figure.

    Parameters
    ----------
    text
        The text.
    chapters
        The pages of its region and sector that are made from notebooks.
    table
        The values of its sector.

    Returns
    -------
    list of (str, str)
        For the first two goals of VV the need by the scenarios, computed from the values, so that it is there whatever
        the chapters show; for what stands out in GZ the findings of the chapters. Else empty.
    """
    if text.topic in _NEEDS:
        indicator, place = _NEEDS[text.topic]
        rows = table[(table["indicator"] == indicator) & (table["area"] == text.region)]
        if rows.empty:
            return []
        start = str(SECTORS[text.sector].edition(text.edition).base_year)
        return [(need(rows, place, start).text, where(indicator, text.sector, chapters))]
    if text.topic != "stands_out":
        return []
    shown = [found for name in _STANDS_OUT if (found := figure_of(name, chapters))]
    return [(figure.finding, f"{chapter.name}.html#{figure.identifier}") for chapter, figure in shown]


def _written(text: Text, link: Callable[[str], str]) -> str:
    """Return a text in its box, with its kind above it and its source below."""
    parts = [
        (f"<h3>{escape(part.heading)}</h3>" if part.heading else "") + to_html(part.markdown, link)
        for part in text.parts
    ]
    return (
        f'<div class="ra-editorial"><p class="ra-kind">Redactionele tekst</p>{"".join(parts)}'
        f'<p class="ra-source">Bron: {escape(text.source)}</p></div>'
    )
