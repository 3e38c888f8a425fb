"""Editorial texts: what people write about a region beside the numbers, checked before anything is made of it.

A text is a Markdown file `data/texts/<sector>/<region>/<name>.md` with YAML front matter. VV has a text per purchasing
goal (`goal`), GZ a text per section of the agenda (`section`). The names that a reader sees are here: `GOALS`,
`SECTIONS` and `THEMES`. `texts_of` gives the texts of a region in order, `check` goes through all files.

A number of the book is quoted as `[535](indicator:scenario_at_home_extra/2025/scenario_3)`; whether it is right is for
`regioanalyse.figures.editorial`, which knows the values and makes the HTML too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, ValidationError

from regioanalyse import sources
from regioanalyse.errors import InputError, choices
from regioanalyse.project import COMPARATOR, relative, root

#: The four goals of the purchasing policy (VV), in the order of the report.
GOALS: Mapping[str, str] = {
    "at_home": "Meer mensen wonen thuis met Wlz-zorg",
    "timely_care": "Tijdig passende zorg",
    "means": "Middelen goed gebruiken",
    "coordination": "Zorg op elkaar afstemmen",
}
#: The sections of the agenda (GZ), in the order of the page.
SECTIONS: Mapping[str, str] = {
    "stands_out": "Wat valt op",
    "bottlenecks": "Knelpunten en kansen",
    "looking_back": "Terugblik",
    "looking_ahead": "Vooruitblik",
}
#: The four themes (GZ): the headings of every section in `THEMED`.
THEMES: Mapping[str, str] = {
    "complex_care": "Complexe en essentiële zorg",
    "self_reliance": "Zelfredzaamheid",
    "innovation": "Innovatie",
    "care_at_home": "Zorg thuis",
}
#: Sections that are told by theme. Bottlenecks run through the themes, and the agenda is told by what was done.
THEMED = ("stands_out",)

#: Per sector the key in the front matter that says what a text is about, and what it may be.
TOPICS: Mapping[str, tuple[str, Mapping[str, str]]] = {"vv": ("goal", GOALS), "gz": ("section", SECTIONS)}

_TARGET = re.compile(
    r"(?:(?P<area>[a-z-]+)@)?(?P<indicator>\w+)/(?P<period>\d{4}(?:-\d\d|-Q\d)?(?:/\d{4})?)(?:/(?P<category>[\w+-]+))?"
)
_SCHEME = "indicator:"

#: What a text may consist of: nothing that could change the page around it.
_ALLOWED = {"paragraph", "heading", "bullet_list", "ordered_list", "list_item", "inline", "text", "softbreak"}
_ALLOWED |= {"hardbreak", "strong", "em", "link"}
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


@dataclass(frozen=True)
class Part:
    """What stands under one heading.

    Attributes
    ----------
    heading
        As a reader sees it; empty for what comes before the first heading.
    markdown
        The text, for `regioanalyse.figures.editorial.to_html`.
    """

    heading: str
    markdown: str


@dataclass(frozen=True)
class Text:
    """An editorial text that was found right.

    Attributes
    ----------
    sector, region, edition
        Whose it is.
    topic
        A slug of `GOALS` (VV) or `SECTIONS` (GZ).
    source
        Dutch, where it comes from.
    parts
        The text, by heading. A section of `THEMED` has one part per theme, in the order of `THEMES`, after what stands
        before them.
    quotes
        The numbers of the book in it, in the order of the text.
    place
        The file, for messages.
    """

    sector: str
    region: str
    edition: int
    topic: str
    source: str
    parts: tuple[Part, ...]
    quotes: tuple[Quote, ...]
    place: str

    @property
    def title(self) -> str:
        """Dutch name of what the text is about."""
        return TOPICS[self.sector][1][self.topic]


class _Head(BaseModel):
    """The front matter that both sectors have."""

    model_config = ConfigDict(extra="forbid", strict=True)

    region: str
    sector: str
    edition: int
    source: str


class _HeadVv(_Head):
    goal: str


class _HeadGz(_Head):
    section: str


_HEADS: Mapping[str, type[_Head]] = {"vv": _HeadVv, "gz": _HeadGz}


def folder() -> Path:
    """Return where the texts are."""
    return root() / "data" / "texts"


def texts_of(sector: str, region: str, edition: int) -> list[Text]:
    """Return the texts of a region, in the order of the goals or sections.

    Parameters
    ----------
    sector, region, edition
        Whose.

    Returns
    -------
    list of Text
        Empty for a region without texts.

    Raises
    ------
    InputError
        When a file of this sector and region is wrong: names file, line, what was found and what is allowed.
    """
    order = list(TOPICS[sector][1])
    mine = [text for text in _read_folder(sector, region) if text.edition == edition]
    return sorted(mine, key=lambda text: order.index(text.topic))


def check(editions: Mapping[str, Sequence[int]]) -> list[Text]:
    """Read every text of the project.

    Parameters
    ----------
    editions
        The editions that exist, per sector.

    Returns
    -------
    list of Text
        In the order of their files.

    Raises
    ------
    InputError
        For a file that is wrong, or stands where no text is looked for.
    """
    found: list[Text] = []
    for path in sorted(folder().glob("*")):
        if path.name not in TOPICS:
            raise choices(path.name, list(TOPICS), f"{relative(path)}: sector (the folder's name)")
        regions = list(sources.region_names(root()))
        for below in sorted(path.glob("*")):
            if below.name not in regions:
                raise choices(below.name, regions, f"{relative(below)}: region (the folder's name)")
            for text in _read_folder(path.name, below.name):
                known = list(editions[text.sector])
                if text.edition not in known:
                    line = _line_of(root() / text.place, "edition")
                    raise choices(text.edition, known, f"{text.place}, line {line}: edition of {text.sector}")
                found.append(text)
    return found


def read(path: Path) -> Text:
    """Read one text and check all that can be said of it without the values.

    Parameters
    ----------
    path
        A file `data/texts/<sector>/<region>/<name>.md`.

    Returns
    -------
    Text
        Complete.

    Raises
    ------
    InputError
        Naming file, line, what was found and what is allowed.
    """
    place, sector, region = relative(path), path.parent.parent.name, path.parent.name
    yaml_text, body, first = _split(path)
    lines, given = _front_matter(place, yaml_text)
    head = _validated(place, sector, lines, given)
    key, topics = TOPICS[sector]
    topic = str(given[key])
    for name, found, allowed in (
        ("sector", head.sector, list(TOPICS)),
        ("region", head.region, list(sources.region_names(root()))),
        (key, topic, list(topics)),
    ):
        if found not in allowed:
            raise choices(found, allowed, f"{place}, line {lines[name]}: {name}")
    for name, found, folder_name in (("sector", head.sector, sector), ("region", head.region, region)):
        if found != folder_name:
            raise choices(found, [folder_name], f"{place}, line {lines[name]}: {name} (the folder's name)")
    if not head.source.strip():
        raise InputError(f"{place}, line {lines['source']}: source: found nothing, allowed: where the text comes from")

    parts: list[Part] = []
    quotes: list[Quote] = []
    headings: dict[str, int] = {}
    for heading, line, markdown in _parts(place, body, first):
        if heading in headings:
            raise InputError(f"{place}, line {line}: found the heading {heading!r} twice, allowed: once")
        if heading:
            headings[heading] = line
        if not markdown.strip() and heading:
            raise InputError(f"{place}, line {line}: found nothing below {heading!r}, allowed: a text")
        if markdown.strip():
            quotes += _quotes(place, region, markdown, line + 1 if heading else line)
            parts.append(Part(heading, markdown.strip()))
    if not parts:
        raise InputError(f"{place}, line {first}: found no text, allowed: Markdown below the front matter")
    if topic in THEMED:
        parts = _by_theme(place, lines[key], parts, headings)
    return Text(sector, region, head.edition, topic, head.source.strip(), tuple(parts), tuple(quotes), place)


def target(href: str) -> re.Match[str] | None:
    """Return the parts `area`, `indicator`, `period` and `category` of a quote's link, or nothing for another link."""
    return _TARGET.fullmatch(href.removeprefix(_SCHEME)) if href.startswith(_SCHEME) else None


def _read_folder(sector: str, region: str) -> list[Text]:
    found: dict[tuple[int, str], Text] = {}
    for path in sorted((folder() / sector / region).glob("*")):
        if path.name.startswith("."):
            continue
        if path.suffix != ".md" or not path.is_file():
            raise InputError(f"{relative(path)}: found {path.name!r}, allowed: files that end in .md")
        text = read(path)
        earlier = found.setdefault((text.edition, text.topic), text)
        if earlier is not text:
            key = TOPICS[sector][0]
            raise InputError(
                f"{text.place}, line {_line_of(path, key)}: {key}: found {text.topic!r}, as in {earlier.place}, "
                f"allowed: one text per {key} and edition"
            )
    return list(found.values())


def _split(path: Path) -> tuple[str, str, int]:
    """Return front matter, text, and the number of the text's first line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{relative(path)}, line 1: cannot be read as text in UTF-8: {error}") from error
    if not lines or lines[0].rstrip() != "---":
        found = repr(lines[0]) if lines else "nothing"
        raise InputError(f"{relative(path)}, line 1: found {found}, allowed: '---' with the keys of the text below it")
    ends = [number for number, line in enumerate(lines) if number and line.rstrip() == "---"]
    if not ends:
        raise InputError(f"{relative(path)}, line 1: found no second '---', allowed: one below the keys")
    return "\n".join(lines[1 : ends[0]]), "\n".join(lines[ends[0] + 1 :]), ends[0] + 2


def _front_matter(place: str, text: str) -> tuple[dict[str, int], dict[str, object]]:
    """Return the line of each key in the file, and what the keys hold."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise InputError(f"{place}, line 2: found no keys, allowed: one `key: value` per line")
        # by the key as it is written: YAML would make a yes or a << into something else
        given = {str(name.value): loader.construct_object(value, deep=True) for name, value in node.value}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + (mark.line if mark else 0)
        raise InputError(f"{place}, line {line}: cannot be read as YAML: {getattr(error, 'problem', error)}") from error
    lines: dict[str, int] = {}
    for name, _ in node.value:
        # the front matter begins on the second line
        line = name.start_mark.line + 2
        if str(name.value) in lines:
            raise InputError(f"{place}, line {line}: found the key {name.value!r} twice, allowed: once")
        lines[str(name.value)] = line
    return lines, given


def _line_of(path: Path, key: str) -> int:
    return _front_matter(relative(path), _split(path)[0])[0][key]


def _validated(place: str, sector: str, lines: Mapping[str, int], given: Mapping[str, object]) -> _Head:
    model = _HEADS[sector]
    try:
        return model.model_validate(given)
    except ValidationError as error:
        # a key that is not known first: it is often the one that is then missed
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        key = str(first["loc"][0])
        if first["type"] == "extra_forbidden":
            raise choices(key, list(model.model_fields), f"{place}, line {lines[key]}: key") from error
        if first["type"] == "missing":
            raise InputError(f"{place}, line 1: {key}: found nothing, allowed: the key {key!r}") from error
        kind = "a whole number" if key == "edition" else "text"
        raise InputError(f"{place}, line {lines[key]}: {key}: found {first['input']!r}, allowed: {kind}") from error


def _parser() -> MarkdownIt:
    # tables and struck text are read so that they can be refused
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _parts(place: str, body: str, first: int) -> Iterator[tuple[str, int, str]]:
    """Yield heading, its line in the file, and the Markdown below it; first what stands before all headings."""
    lines = body.split("\n")
    heading, line, start = "", first, 0
    tokens = _parser().parse(body)
    for position, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        begin, end = token.map or [0, 0]
        if token.tag != "h2" or token.level:
            raise InputError(
                f"{place}, line {first + begin}: found {lines[begin]!r}, allowed: headings that begin with '## '"
            )
        yield heading, line, "\n".join(lines[start:begin])
        heading, line, start = _plain(tokens[position + 1]), first + begin, end
    yield heading, line, "\n".join(lines[start:])


def _plain(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def _quotes(place: str, region: str, markdown: str, first: int) -> Iterator[Quote]:
    """Yield the quotes of a part; refuse what may not stand in it and numbers that should have been quotes."""
    for token in _parser().parse(markdown):
        line = first + (token.map[0] if token.map else 0)
        _refuse(place, line, token)
        if token.type == "inline":
            yield from _quotes_of_line(place, region, token.children or [], line)


def _quotes_of_line(place: str, region: str, tokens: Sequence[Token], line: int) -> Iterator[Quote]:
    begin, text, href = line, "", ""
    quoted = False
    for token in tokens:
        _refuse(place, line, token)
        if token.type == "link_open":
            href = str(token.attrs["href"])
            quoted = href.startswith(_SCHEME)
            inside = ""
            _refuse_link(place, line, token, href)
        elif token.type == "link_close":
            if quoted and (match := target(href)):
                area = match["area"] or region
                yield Quote(
                    inside, match["indicator"], area, match["period"], match["category"] or "", f"{place}, line {line}"
                )
                text += _QUOTED
            quoted = False
        elif token.type in ("softbreak", "hardbreak"):
            line += 1
            text += "\n"
        elif quoted:
            inside += token.content
        else:
            text += token.content
    _refuse_numbers(place, begin, text)


def _refuse(place: str, line: int, token: Token) -> None:
    kind = re.sub(r"_(open|close)$", "", token.type)
    if kind not in _ALLOWED or token.content.lstrip().startswith(":::"):
        found = token.content.strip().split("\n")[0] or token.markup or kind
        raise InputError(f"{place}, line {line}: found {found!r}, allowed: {_ALLOWED_WORDS}")


def _refuse_link(place: str, line: int, token: Token, href: str) -> None:
    if href.startswith(_SCHEME):
        match = target(href)
        if not match:
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


def _by_theme(place: str, line: int, parts: Sequence[Part], headings: Mapping[str, int]) -> list[Part]:
    """Return the parts in the order of the themes; each theme once, and nothing else."""
    for heading, found_on in headings.items():
        if heading not in THEMES.values():
            raise choices(heading, list(THEMES.values()), f"{place}, line {found_on}: theme")
    if missing := [theme for theme in THEMES.values() if theme not in headings]:
        raise InputError(
            f"{place}, line {line}: found no heading for: {', '.join(missing)}; allowed: '## ' with each of "
            f"{', '.join(THEMES.values())}"
        )
    order = ["", *THEMES.values()]
    return sorted(parts, key=lambda part: order.index(part.heading))
