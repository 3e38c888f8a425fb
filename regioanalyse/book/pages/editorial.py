"""The page of a region's editorial texts, by topic.

What people wrote stands in a box of its own, with its source. Sentences computed from the values stand beside it, never
in it. A region without texts has no such page.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from regioanalyse.book.pages import quotes, summary
from regioanalyse.book.pages.key_values import Numbers
from regioanalyse.book.pages.rendering import html_block, render
from regioanalyse.book.pages.tiles import Section, figure_of, sentences_list
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.book.staging.folder import Staging
from regioanalyse.records.sector import SECTORS
from regioanalyse.sources.texts import Text, texts_of

_INTRODUCTION = (
    "Wat hieronder *berekend* heet, volgt uit de cijfers van dit boek. De *redactionele teksten* zijn door mensen"
    " geschreven. Wie op een cijfer daarin klikt, komt bij de figuur of de definitie."
)


def stage(
    staging: Staging, chapters: Sequence[Chapter], tables: Mapping[str, pd.DataFrame], names: Mapping[str, str]
) -> list[Chapter]:
    """Put the pages of the editorial texts into the book's source; return the chapters and the new pages in order."""
    found = list(chapters)
    # any page of the region and sector knows the edition
    for one in {(chapter.sector, chapter.region): chapter for chapter in chapters}.values():
        editorial = SECTORS[one.sector].editorial
        texts = texts_of(one.sector, one.region, one.edition)
        if not texts:
            continue
        for quote in (quote for text in texts for quote in text.quotes):
            quotes.check_quote(quote, one.sector, tables[one.sector])
        about = f"Redactionele teksten: {'; '.join(text.title for text in texts)}."
        told = _told(texts)
        new = Chapter(
            one.region, one.sector, editorial.page, editorial.title, one.edition, one.methodology, (), about, told
        )
        mine = [chapter for chapter in chapters if (chapter.sector, chapter.region) == (one.sector, one.region)]
        section = Section(one.sector, one.region, names[one.region], mine, Numbers({one.sector: tables[one.sector]}))
        staging.put(f"{new.page}.md", page(section, texts))
        found.append(new)
    sectors = list(SECTORS)
    return sorted(found, key=lambda chapter: (sectors.index(chapter.sector), chapter.region, chapter.name))


def _told(texts: Iterable[Text]) -> tuple[str, ...]:
    """Return the indicators that a page of these texts tells of without a figure: quoted, or as a computed need."""
    quoted = (quote.indicator for text in texts for quote in text.quotes)
    urgent = (text.about.urgent for text in texts)
    needed = (each.indicator for each in urgent if each and each.says == "need")
    return tuple(dict.fromkeys([*needed, *quoted]))


def page(section: Section, texts: Sequence[Text]) -> str:
    """Return the page of one region and sector as Markdown; there is at least one text."""
    editorial = section.record.editorial
    parts = [f"# {editorial.title} – {section.whose}\n\n{editorial.introduction} {_INTRODUCTION}\n"]
    for text in texts:
        parts.append(f"## {text.title}\n")
        if sentences := sentences_list(_beside(section, text)):
            parts.append(html_block(render("computed.html", sentences=sentences)))
        written = [(part.heading, quotes.to_html(part.markdown, section.link)) for part in text.parts]
        parts.append(html_block(render("written.html", parts=written, source=text.source)))
    return "\n".join(parts)


def _beside(section: Section, text: Text) -> list[tuple[str, str]]:
    """Return the computed sentences that stand beside a text, each with its link.

    A need comes from the values, so that it is there whatever the chapters show; findings come from the chapters.
    """
    topic = text.about
    if topic.urgent and topic.urgent.says == "need":
        said, link = summary.urgency(section, topic.urgent)
        return [(said, link)] if said else []
    shown = [found for name in topic.beside if (found := figure_of(name, section.chapters))]
    return [(figure.finding, f"{chapter.name}.html#{figure.identifier}") for chapter, figure in shown]
