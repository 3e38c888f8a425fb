"""The reading guide: what every number of the book means, how it is worked out, and where it stands.

Texts come from the records of the indicators and from their worked examples, so that the guide cannot tell anything
else than what is computed. What it lists is what the book shows: no more, and no less.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from regioanalyse.book.pages.key_values import Key
from regioanalyse.book.pages.rendering import html_block, render, table_html
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.errors import InputError
from regioanalyse.figures.formats import number, period_text
from regioanalyse.figures.theme import CATEGORY_NAMES
from regioanalyse.indicators import Indicator
from regioanalyse.marts import columns_of
from regioanalyse.marts.mart import all_marts
from regioanalyse.records.group import GROUPS
from regioanalyse.records.reading import Record, read
from regioanalyse.records.sector import SECTORS
from regioanalyse.worked_examples import Example, left_out

#: What the key values are called among the chapters.
KEY_VALUES = "Kerncijfers"


class _Words(Record):
    """The Dutch words of `guide_words.yaml`."""

    tables: dict[str, str]
    columns: dict[str, str]
    columns_in: dict[str, dict[str, str]]
    codes: dict[str, str]


WORDS = read(Path(__file__).with_name("guide_words.yaml"), _Words)
#: What codes are called for a reader.
NAMES = {
    **{name: sector.abbreviation for name, sector in SECTORS.items()},
    **{group.name: group.title for group in GROUPS.values()},
    **WORDS.codes,
    **CATEGORY_NAMES,
}
#: In the tables of an example the names of the delivery forms are the short ones.
_IN_EXAMPLES = NAMES | {form: form for form in ("vpt", "mpt", "pgb")}
#: Numbers that only tell rows apart.
_LABELS = ("year", "location", "entry", "provider", "plan")
_CENTS = 100


@dataclass(frozen=True)
class Place:
    """One place where an indicator stands in the book."""

    sector: str
    indicator: str
    chapter: str  #: its Dutch title
    region: str  #: its Dutch name
    link: str  #: from the root of the book


def places(chapters: Iterable[Chapter], keys: Iterable[Key], names: Mapping[str, str]) -> list[Place]:
    """Return where the indicators stand: in figures and texts of the chapters, and among the key values of a region."""
    order = {region: place for place, region in enumerate(names)}
    ordered = sorted(chapters, key=lambda chapter: (order[chapter.region], chapter.name))
    in_figures = [
        (chapter, indicator, f"#{shown.identifier}")
        for chapter in ordered
        for shown in chapter.figures
        for indicator in (shown.indicator, *shown.also)
    ]
    in_texts = [(chapter, indicator, "") for chapter in ordered for indicator in chapter.told]
    in_chapters = [
        Place(chapter.sector, indicator, chapter.title, names[chapter.region], f"{chapter.page}.html{anchor}")
        for chapter, indicator, anchor in (*in_figures, *in_texts)
    ]
    among_key_values = [
        Place(key.sector, key.indicator, KEY_VALUES, name, f"{region}/{key.sector}/index.html")
        for key in keys
        for region, name in names.items()
    ]
    # an indicator can be a key value in more than one category
    return list(dict.fromkeys([*in_chapters, *among_key_values]))


def entries(indicators: Iterable[Indicator], found: Iterable[Place]) -> list[Indicator]:
    """Return the records that the guide lists: those of what stands in the book. Refuse an indicator without one."""
    known = {(indicator.sector, indicator.name): indicator for indicator in indicators}
    standing = {(place.sector, place.indicator): place for place in reversed(list(found))}
    if strangers := sorted(set(standing) - set(known)):
        listed = "".join(
            f"\n  {standing[sector, name].link}: found {name!r}, allowed: an indicator of {sector} with a record in "
            "regioanalyse/indicators"
            for sector, name in strangers
        )
        raise InputError(f"the reading guide has no entry for what the book shows:{listed}")
    return [indicator for key, indicator in known.items() if key in standing]


def definitions(sector: str, listed: Iterable[Indicator], worked: Sequence[Example], found: Sequence[Place]) -> str:
    """Return the page with the definitions of a sector; the heading of an indicator has the anchor ``vv-clients``."""
    parts = [
        f"# Definities – {SECTORS[sector].title}\n",
        "Wat elk cijfer betekent, waar het vandaan komt, hoe het is berekend en waar het staat. De volgorde is die van "
        "de hoofdstukken. De rekenvoorbeelden gaan over verzonnen regio's: A met de gebieden A1 en A2, B en C. De "
        "Zilveren Kruis-regio's zijn daarin A en B samen.\n",
    ]
    for indicator in listed:
        if indicator.sector == sector:
            key = (sector, indicator.name)
            where = [place for place in found if (place.sector, place.indicator) == key]
            mine = [_example(indicator, one) for one in worked if (one.sector, one.indicator) == key]
            parts.append(f"({sector}-{indicator.name})=\n## {indicator.title}\n")
            parts.append(html_block(Markup().join([_definition(indicator, where), *mine])))
    return "\n".join(parts)


def _definition(indicator: Indicator, where: Iterable[Place]) -> Markup:
    by_chapter: dict[str, dict[str, list[str]]] = {}
    for place in where:
        by_chapter.setdefault(place.chapter, {}).setdefault(place.region, []).append(place.link)
    return render(
        "definition.html",
        indicator=indicator,
        versions=", ".join(str(edition) for edition in sorted(indicator.methods)),
        chapters=by_chapter,
    )


def _example(indicator: Indicator, example: Example) -> Markup:
    """Return a worked example, closed until a reader opens it."""
    holds = max(edition for edition in indicator.methods if edition <= example.edition)
    return render(
        "example.html",
        which="" if holds == max(indicator.methods) else f" volgens de methode van editie {holds}",
        tables=[_given(mart, example) for mart in example.shows],
        told=example.told,
        sums=_sums(example),
    )


def _given(mart: str, example: Example) -> Markup:
    """Return one table of an example, with a caption that tells the period that no column has."""
    header, *rows = (line.split() for line in example.given[mart].splitlines())
    always = left_out(example.sector, example.edition)
    periods = [always[column] for column in ("month", "year") if column in columns_of(mart) and column not in header]
    people = SECTORS[example.sector].words.fields()
    title = all_marts()[mart].title if mart in all_marts() else WORDS.tables[mart]
    caption = ", ".join([title.format(**people), *(period_text(str(period)) for period in periods)])
    names = WORDS.columns | WORDS.columns_in.get(mart, {})
    heads = [names[column].format(**people) for column in header]
    align = ["right" if column not in _LABELS and rows[0][at].isdigit() else "left" for at, column in enumerate(header)]
    cells = [[_cell(column, text) for column, text in zip(header, row, strict=True)] for row in rows]
    return render("given.html", caption=caption, table=table_html(heads, align, cells, bare=True))


def _cell(column: str, text: str) -> str:
    """Return a cell of an example as a reader sees it."""
    if column == "amount":
        return number(int(text) / _CENTS)
    if column == "month":
        return period_text(text)
    if column == "quarter":
        return f"{text[-1]}e kwartaal {text[:4]}"
    if text.isdigit() and column not in _LABELS:
        return number(int(text))
    return _IN_EXAMPLES.get(text, text)


def _sums(example: Example) -> Markup:
    heads, rows = ["Gebied", "Periode", "Categorie", "Berekening"], []
    for key, worked in example.sums.items():
        area, period, category = [*key.split(maxsplit=2), ""][:3]
        whose = _IN_EXAMPLES.get(area, f"Regio {area}" if area.isalpha() else area)
        rows.append([whose, period_text(period), _IN_EXAMPLES.get(category, category), worked])
    if not any(category for _, _, category, _ in rows):
        for row in (heads, *rows):
            del row[2]
    return table_html(heads, ["left"] * len(heads), rows)
