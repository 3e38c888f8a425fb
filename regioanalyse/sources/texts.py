"""Editorial texts: what people write about a region beside the numbers, checked before anything is made of it.

A text is a Markdown file `data/texts/<sector>/<region>/<name>.md` with YAML front matter. The sector's record says
which topics there are and which key of the front matter names one (`goal: means`). Whether the numbers that a text
quotes are right is for `regioanalyse.book.pages.quotes`, which knows the values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from regioanalyse import sources
from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative, root
from regioanalyse.records.book_parts import Topic
from regioanalyse.records.sector import SECTORS
from regioanalyse.sources.text_markdown import Part, Quote, parse


@dataclass(frozen=True)
class Text:
    """An editorial text that was found right."""

    #: Whose it is.
    sector: str
    region: str
    edition: int
    topic: str  #: name of a topic of the sector
    source: str  #: Dutch, where it comes from
    parts: tuple[Part, ...]  #: in the order of the topic's headings when it has any
    quotes: tuple[Quote, ...]  #: the numbers of the book in it
    place: str  #: the file, for messages

    @property
    def about(self) -> Topic:
        """The topic."""
        return _topics(self.sector)[1][self.topic]

    @property
    def title(self) -> str:
        """Dutch name of what the text is about."""
        return self.about.title


def folder() -> Path:
    """Return where the texts are."""
    return root() / "data" / "texts"


def texts_of(sector: str, region: str, edition: int) -> list[Text]:
    """Return the texts of a region, in the order of the topics; none for a region without texts."""
    order = list(_topics(sector)[1])
    mine = [text for text in _read_folder(sector, region) if text.edition == edition]
    return sorted(mine, key=lambda text: order.index(text.topic))


def check() -> list[Text]:
    """Read every text of the project, in the order of their files; refuse one that is wrong or in the wrong place."""
    found: list[Text] = []
    for path in sorted(folder().glob("[!.]*")):
        if path.name not in _written():
            raise choices(path.name, _written(), f"{relative(path)}: sector (the folder's name)")
        for below in sorted(path.glob("[!.]*")):
            if not below.is_dir():
                raise InputError(f"{relative(below)}: found a file, allowed: a folder per region with its texts in it")
            found += _read_folder(path.name, below.name)
    return found


def read(path: Path) -> Text:
    """Read one text (`data/texts/<sector>/<region>/<name>.md`) and check all that can be said without the values.

    An `InputError` names file, line, what was found and what is allowed.
    """
    place, sector, region = relative(path), path.parent.parent.name, path.parent.name
    head, body, first = _split(path)
    lines, given = _front_matter(place, head)
    key, topics = _topics(sector)
    _validate(place, key, lines, given)
    for name, allowed in (
        ("sector", _written()),
        ("sector (the folder's name)", [sector]),
        ("region", list(sources.region_names(root()))),
        ("region (the folder's name)", [region]),
        (f"edition of {sector}", list(SECTORS[sector].editions)),
        (key, list(topics)),
    ):
        found = given[name.split()[0]]
        if found not in allowed:
            raise choices(found, allowed, f"{place}, line {lines[name.split()[0]]}: {name}")
    if not given["source"].strip():
        raise InputError(f"{place}, line {lines['source']}: source: found nothing, allowed: where the text comes from")
    parts, quotes, headings = parse(body, place, region, first)
    topic = topics[given[key]]
    if topic.headings:
        parts = _in_order(place, lines[key], parts, headings, topic.headings)
    about = (sector, region, given["edition"], topic.name, given["source"].strip())
    return Text(*about, tuple(parts), tuple(quotes), place)


def _in_order(
    place: str, line: int, parts: list[Part], headings: Mapping[str, int], wanted: Sequence[str]
) -> list[Part]:
    """Return the parts in the order of the topic's headings; each once, and nothing else."""
    for heading, found_on in headings.items():
        if heading not in wanted:
            raise choices(heading, list(wanted), f"{place}, line {found_on}: theme")
    if missing := [heading for heading in wanted if heading not in headings]:
        raise InputError(
            f"{place}, line {line}: found no heading for: {', '.join(missing)}; allowed: '## ' with each of "
            f"{', '.join(wanted)}"
        )
    return sorted(parts, key=lambda part: ["", *wanted].index(part.heading))


def _written() -> list[str]:
    """Return the sectors with editorial texts."""
    return [name for name, sector in SECTORS.items() if sector.editorial.topics]


def _topics(sector: str) -> tuple[str, dict[str, Topic]]:
    """Return the key that names a topic, and the topics by name."""
    editorial = SECTORS[sector].editorial
    return editorial.key, {topic.name: topic for topic in editorial.topics}


def _read_folder(sector: str, region: str) -> list[Text]:
    found: dict[tuple[int, str], Text] = {}
    for path in sorted((folder() / sector / region).glob("[!.]*")):
        if path.suffix != ".md" or not path.is_file():
            raise InputError(f"{relative(path)}: found {path.name!r}, allowed: files that end in .md")
        text = read(path)
        earlier = found.setdefault((text.edition, text.topic), text)
        if earlier is not text:
            key = _topics(sector)[0]
            lines, _ = _front_matter(text.place, _split(path)[0])
            raise InputError(
                f"{text.place}, line {lines[key]}: {key}: found {text.topic!r}, as in {earlier.place}, "
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


def _front_matter(place: str, text: str) -> tuple[dict[str, int], dict[str, Any]]:
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


def _validate(place: str, topic: str, lines: Mapping[str, int], given: Mapping[str, object]) -> None:
    """Refuse front matter with other keys than a text has, or with something else in them."""
    keys = {"region": str, "sector": str, "edition": int, "source": str, topic: str}
    for key in given:
        # first: it is often the one that is then missed
        if key not in keys:
            raise choices(key, list(keys), f"{place}, line {lines[key]}: key")
    for key, kind in keys.items():
        if key not in given:
            raise InputError(f"{place}, line 1: {key}: found nothing, allowed: the key {key!r}")
        if type(given[key]) is not kind:
            allowed = "a whole number" if kind is int else "text"
            raise InputError(f"{place}, line {lines[key]}: {key}: found {given[key]!r}, allowed: {allowed}")
