"""The Markdown of an editorial text: what may stand in it, its headings, and the numbers that it quotes.

A text may change nothing around it: paragraphs, lists, emphasis, links and headings; no HTML and nothing that the
book's own Markdown would carry out. A percentage or a large number names the indicator that it comes from, so that it
can be compared with the value.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from regioanalyse.errors import InputError
from regioanalyse.project import COMPARATOR

#: The link of a quote: an area for the comparator, a name, a period and, where there is one, a category.
_TARGET = re.compile(
    r"(?:(?P<area>[a-z-]+)@)?(?P<indicator>\w+)/(?P<period>\d{4}(?:-\d\d|-Q\d)?(?:/\d{4})?)(?:/(?P<category>[\w+-]+))?"
)
_SCHEME = "indicator:"

#: What a text may consist of: nothing that could change the page around it.
_BLOCKS = {"paragraph", "heading", "bullet_list", "ordered_list", "list_item", "inline"}
_WORDS = {"text", "softbreak", "hardbreak", "strong", "em", "link"}
_ALLOWED_WORDS = "paragraphs, lists, **bold**, *italic*, [links](https://…) and headings that begin with '## '"

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
    """A number of the book in a text.

    Attributes
    ----------
    shown
        As the text writes it: `535`, `7,3%`.
    indicator, area, period, category
        The value that it quotes; `category` is empty where there is none.
    place
        File and line, for messages.
    """

    shown: str
    indicator: str
    area: str
    period: str
    category: str
    place: str


def target(href: str) -> re.Match[str] | None:
    """Return the parts `area`, `indicator`, `period` and `category` of a quote's link, or nothing for another link."""
    return _TARGET.fullmatch(href.removeprefix(_SCHEME)) if href.startswith(_SCHEME) else None


def _parser() -> MarkdownIt:
    # tables and struck text are read so that they can be refused
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parts(place: str, body: str, first: int) -> Iterator[tuple[str, int, str]]:
    """Yield heading, its line in the file, and the Markdown below it; first what stands before all headings.

    Parameters
    ----------
    place
        The file, for messages.
    body
        The text.
    first
        The number of its first line in the file.
    """
    lines = body.split("\n")
    heading, line, start = "", first, 0
    tokens = _parser().parse(body)
    for position, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        begin, end = token.map or [0, 0]
        words = tokens[position + 1].children or []
        # not in a list, not underlined, and no emphasis or links: it is looked for by its words
        if token.markup != "##" or token.level or any(word.type != "text" for word in words):
            raise InputError(
                f"{place}, line {first + begin}: found {lines[begin]!r}, allowed: '## ' and plain words as a heading"
            )
        yield heading, line, "\n".join(lines[start:begin])
        heading, line, start = "".join(word.content for word in words), first + begin, end
        _refuse_numbers(place, line, heading)
    yield heading, line, "\n".join(lines[start:])


def quotes(place: str, region: str, markdown: str, first: int) -> Iterator[Quote]:
    """Yield the quotes of a part; refuse what may not stand in it and numbers that should have been quotes.

    Parameters
    ----------
    place
        The file, for messages.
    region
        Whose value a quote is that names no area.
    markdown
        The text.
    first
        The number of its first line in the file.
    """
    lines = markdown.split("\n")
    for token in _parser().parse(markdown):
        line = token.map[0] if token.map else 0
        if re.sub(r"_(open|close)$", "", token.type) not in _BLOCKS:
            raise _refused(place, first + line, lines[line])
        if token.type == "inline":
            yield from _quotes_of_block(place, region, token.children or [], lines[line:], first + line)


def _quotes_of_block(
    place: str, region: str, tokens: Sequence[Token], lines: Sequence[str], first: int
) -> Iterator[Quote]:
    line, bare, shown, href = first, "", "", ""
    for token in tokens:
        # three colons would begin a box in the book's own Markdown
        if re.sub(r"_(open|close)$", "", token.type) not in _WORDS or token.content.lstrip().startswith(":::"):
            raise _refused(place, line, lines[line - first])
        if token.type == "link_open":
            shown, href = "", str(token.attrs["href"])
            _refuse_link(place, line, token, href)
        elif token.type == "link_close":
            if match := target(href):
                category, area = match["category"] or "", match["area"] or region
                yield Quote(shown, match["indicator"], area, match["period"], category, f"{place}, line {line}")
                bare += _QUOTED
            href = ""
        elif token.type in ("softbreak", "hardbreak"):
            line += 1
            bare += "\n"
        elif target(href):
            shown += token.content
        else:
            bare += token.content
    _refuse_numbers(place, first, bare)


def _refused(place: str, line: int, found: str) -> InputError:
    return InputError(f"{place}, line {line}: found {found.strip()!r}, allowed: {_ALLOWED_WORDS}")


def _refuse_link(place: str, line: int, token: Token, href: str) -> None:
    if href.startswith(_SCHEME):
        if not target(href):
            raise InputError(
                f"{place}, line {line}: found {href!r}, allowed: indicator:<name>/<period> or "
                f"indicator:<name>/<period>/<category>, with {COMPARATOR}@ before the name for the comparator"
            )
    elif not href.startswith("https://") or token.markup == "autolink":
        raise InputError(f"{place}, line {line}: found the link {href!r}, allowed: [words](https://…) or a quote")


def _refuse_numbers(place: str, first: int, text: str) -> None:
    for match in _NUMBER.finditer(text):
        digits = match["digits"]
        whole = int(re.split(",", digits)[0].replace(".", ""))
        is_year = digits.isdecimal() and whole in _YEARS
        if match["unit"] or (whole >= _LARGE and not is_year):
            line = first + text.count("\n", 0, match.start())
            raise InputError(
                f"{place}, line {line}: found the number {match[0]!r} by itself, allowed: a number of the book that "
                f"names its indicator, [{match[0]}](indicator:<name>/<period>), years, and counts below {_LARGE}"
            )
