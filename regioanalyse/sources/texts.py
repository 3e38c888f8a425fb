"""Editorial texts: what people write about a region beside the numbers, checked before anything is made of it.

A text is a Markdown file `data/texts/<sector>/<region>/<name>.md` with YAML front matter. VV has a text per purchasing
goal (`goal`), GZ a text per section of the agenda (`section`). The names that a reader sees are here: `GOALS`,
`SECTIONS` and `THEMES`. `texts_of` gives the texts of a region in order, `check` goes through all files.

A number of the book is quoted as `[535](indicator:scenario_at_home_extra/2025/scenario_3)`; whether it is right is for
`regioanalyse.figures.editorial`, which knows the values and makes the HTML too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from regioanalyse import sources
from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative, root
from regioanalyse.sources import markdown
from regioanalyse.sources.markdown import Quote

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
    for path in sorted(folder().glob("[!.]*")):
        if path.name not in TOPICS:
            raise choices(path.name, list(TOPICS), f"{relative(path)}: sector (the folder's name)")
        for below in sorted(path.glob("[!.]*")):
            if not below.is_dir():
                raise InputError(f"{relative(below)}: found a file, allowed: a folder per region with its texts in it")
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
    regions = list(sources.region_names(root()))
    for name, found, allowed in (
        ("sector", head.sector, list(TOPICS)),
        ("sector (the folder's name)", head.sector, [sector]),
        ("region", head.region, regions),
        ("region (the folder's name)", head.region, [region]),
        (key, topic, list(topics)),
    ):
        if found not in allowed:
            raise choices(found, allowed, f"{place}, line {lines[name.split()[0]]}: {name}")
    if not head.source.strip():
        raise InputError(f"{place}, line {lines['source']}: source: found nothing, allowed: where the text comes from")

    parts: list[Part] = []
    quotes: list[Quote] = []
    headings: dict[str, int] = {}
    for heading, line, below in markdown.parts(place, body, first):
        if heading in headings:
            raise InputError(f"{place}, line {line}: found the heading {heading!r} twice, allowed: once")
        if heading:
            headings[heading] = line
        if not below.strip() and heading:
            raise InputError(f"{place}, line {line}: found nothing below {heading!r}, allowed: a text")
        if below.strip():
            quotes += markdown.quotes(place, region, below, line + 1 if heading else line)
            parts.append(Part(heading, below.strip()))
    if not parts:
        raise InputError(f"{place}, line {first}: found no text, allowed: Markdown below the front matter")
    if topic in THEMED:
        parts = _by_theme(place, lines[key], parts, headings)
    return Text(sector, region, head.edition, topic, head.source.strip(), tuple(parts), tuple(quotes), place)


def _read_folder(sector: str, region: str) -> list[Text]:
    found: dict[tuple[int, str], Text] = {}
    for path in sorted((folder() / sector / region).glob("[!.]*")):
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
