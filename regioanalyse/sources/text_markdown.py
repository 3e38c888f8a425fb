"""The Markdown of an editorial text: a closed list of elements, headings, and the numbers of the book that it quotes.

A text may change nothing around it: paragraphs, lists, emphasis, links and headings; no HTML, and nothing that the
book's own Markdown would carry out. A percentage or a large number names the indicator that it comes from, as in
`[535](indicator:scenario_at_home_extra/2025/scenario_3)`, so that it can be compared with the value.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from regioanalyse.errors import InputError
from regioanalyse.records.group import COMPARATOR

#: What a text may consist of, by markdown-it's names of tokens.
_ELEMENTS = {"paragraph", "heading", "bullet_list", "ordered_list", "list_item", "inline"}
_WORDS = {"text", "softbreak", "hardbreak", "strong", "em", "link"}
_ALLOWED = "paragraphs, lists, **bold**, *italic*, [links](https://…) and headings that begin with '## '"
# tables and struck text are read so that they can be refused
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

_SCHEME = "indicator:"
#: The link of a quote: an area for the comparator, a name, a period and, where there is one, a category.
TARGET = re.compile(
    r"(?:(?P<area>[a-z-]+)@)?(?P<indicator>\w+)/(?P<period>\d{4}(?:-\d\d|-Q\d)?(?:/\d{4})?)(?:/(?P<category>[\w+-]+))?"
)
#: A number with what makes it a percentage or a large one. Years stand alone: 2022, but not 2.022.
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*)(?P<unit>\s*(?:%|procent|promille|duizend|miljoen|miljard))?", re.IGNORECASE
)
_LARGE = 1000
_YEARS = range(1900, 2101)
#: Stands for a quoted number while the others are looked for.
_QUOTED = "\ufffc"


@dataclass(frozen=True)
class Quote:
    """A number of the book in a text: as it is written there, the value that it quotes, and file and line."""

    shown: str
    indicator: str
    area: str
    period: str
    category: str
    place: str


@dataclass(frozen=True)
class Part:
    """The Markdown under one heading; the heading is empty for what comes before the first."""

    heading: str
    markdown: str


def parse(body: str, place: str, region: str, first: int) -> tuple[list[Part], list[Quote], dict[str, int]]:
    """Parse the Markdown of a text into its parts, the quotes in it, and the line of each heading.

    `place` and `first` are the file and the number of the text's first line in it, for messages; a quote that names no
    area is of `region`. Refuse what may not stand in a text, and numbers that should have been quotes.
    """
    lines, tokens = body.split("\n"), _PARSER.parse(body)
    headings: dict[str, int] = {}
    quotes: list[Quote] = []
    # heading, and the lines below it
    spans: list[tuple[str, int, int]] = [("", 0, len(lines))]
    for position, token in enumerate(tokens):
        begin, end = token.map or (0, 0)
        line = first + begin
        if _element(token) not in _ELEMENTS:
            raise _refused(place, line, lines[begin])
        if token.type == "heading_open":
            words = tokens[position + 1].children or []
            # not in a list, not underlined, and no emphasis or links: it is looked for by its words
            if token.markup != "##" or token.level or any(word.type != "text" for word in words):
                raise InputError(
                    f"{place}, line {line}: found {lines[begin]!r}, allowed: '## ' and plain words as a heading"
                )
            heading = "".join(word.content for word in words)
            if heading in headings:
                raise InputError(f"{place}, line {line}: found the heading {heading!r} twice, allowed: once")
            headings[heading] = line
            spans[-1] = (*spans[-1][:2], begin)
            spans.append((heading, end, len(lines)))
        elif token.type == "inline":
            quotes += _quotes(token.children or [], lines[begin:], place, region, line)
    parts = [Part(heading, "\n".join(lines[start:end]).strip()) for heading, start, end in spans]
    for part in parts:
        if part.heading and not part.markdown:
            line = headings[part.heading]
            raise InputError(f"{place}, line {line}: found nothing below {part.heading!r}, allowed: a text")
    if not (parts := [part for part in parts if part.markdown]):
        raise InputError(f"{place}, line {first}: found no text, allowed: Markdown below the front matter")
    return parts, quotes, headings


def target(href: str) -> re.Match[str] | None:
    """Return the parts `area`, `indicator`, `period` and `category` of a quote's link, or nothing for another link."""
    return TARGET.fullmatch(href.removeprefix(_SCHEME)) if href.startswith(_SCHEME) else None


def _quotes(tokens: Sequence[Token], lines: Sequence[str], place: str, region: str, first: int) -> list[Quote]:
    """Return the quotes in a block of words; refuse what may not stand in it."""
    found: list[Quote] = []
    line, bare, shown, href = first, "", "", ""
    for token in tokens:
        # three colons would begin a box in the book's own Markdown
        if _element(token) not in _WORDS or token.content.lstrip().startswith(":::"):
            raise _refused(place, line, lines[line - first])
        if token.type == "link_open":
            shown, href = "", str(token.attrs["href"])
            _refuse_link(f"{place}, line {line}", token, href)
        elif token.type == "link_close":
            if match := target(href):
                category, area = match["category"] or "", match["area"] or region
                found.append(Quote(shown, match["indicator"], area, match["period"], category, f"{place}, line {line}"))
                bare += _QUOTED
            href = ""
        elif token.type in ("softbreak", "hardbreak"):
            line += 1
            bare += "\n"
        elif target(href):
            shown += token.content
        else:
            bare += token.content
    for match in _NUMBER.finditer(bare):
        digits = match["digits"]
        whole = int(digits.split(",")[0].replace(".", ""))
        is_year = digits.isdecimal() and whole in _YEARS
        if match["unit"] or (whole >= _LARGE and not is_year):
            line = first + bare.count("\n", 0, match.start())
            raise InputError(
                f"{place}, line {line}: found the number {match[0]!r} by itself, allowed: a number of the book that "
                f"names its indicator, [{match[0]}](indicator:<name>/<period>), years, and counts below {_LARGE}"
            )
    return found


def _element(token: Token) -> str:
    return re.sub(r"_(open|close)$", "", token.type)


def _refused(place: str, line: int, found: str) -> InputError:
    return InputError(f"{place}, line {line}: found {found.strip()!r}, allowed: {_ALLOWED}")


def _refuse_link(place: str, token: Token, href: str) -> None:
    if href.startswith(_SCHEME):
        if not target(href):
            raise InputError(
                f"{place}: found {href!r}, allowed: indicator:<name>/<period> or indicator:<name>/<period>/<category>, "
                f"with {COMPARATOR}@ before the name for the comparator"
            )
    elif not href.startswith("https://") or token.markup == "autolink":
        raise InputError(f"{place}: found the link {href!r}, allowed: [words](https://…) or a quote")
