"""What the book shows of a sector besides its chapters: key values, a front page, and the page of editorial texts."""

from typing import Annotated, Literal

from pydantic import Field

from regioanalyse.records.reading import Record

Word = Annotated[str, Field(min_length=1)]


class KeyValue(Record):
    """One key value."""

    #: Which value.
    indicator: Word
    #: Dutch text of the tile, after the number. `{start}` and `{end}` stand for the ends of its period.
    label: Word
    #: How it is compared: a `size` as part of the comparator's total, a `rate` in per cent of it, a `share` in
    #: percentage points, a `group` by a word alone, a `change` or a `need` (negative is none) by naming both.
    kind: Literal["size", "rate", "share", "group", "change", "need"]
    #: Dutch heading above it on a front page with all key values.
    group: str = ""
    #: Of the value; empty where there is none.
    category: str = ""
    #: Of the value; the newest when not given. `{edition}` stands for the year of the edition.
    period: str = ""
    #: The first page that has it: `landing` (and the two below), `region` (and its sector page) or `sector`.
    page: Literal["landing", "region", "sector"] = "sector"
    #: Dutch head of its column on the landing page; understood without the label.
    column: str = ""
    #: Name of the indicator whose years are drawn beside the number; its own when not given.
    trend: str = ""
    #: Whether the map of the regions is coloured by it; the first one that says so counts.
    on_map: bool = False


class Block(Record):
    """A block of a poster."""

    #: Its drawing: `none`, the share at `home` per year, the `shares` of a whole beside the comparator's, a `map` of
    #: the care locations, the `growth` between two estimates, the `waiting` list, or the `range` of two estimates.
    shows: Literal["none", "home", "shares", "map", "growth", "waiting", "range"] = "none"
    #: Dutch; `{end}` stands for the last year of what it is about.
    title: Word
    #: The indicator that it is about, whose figure the title links to.
    about: Word
    #: The indicator of how that changes, below a share at home or between two estimates.
    change: str = ""
    #: The indicator of how many places a map shows.
    counts: str = ""
    #: Dutch, what two estimates are of; `{end}` as in the title.
    label: str = ""
    #: Indicators of the key values in it.
    tiles: tuple[str, ...] = ()
    #: The finding below a drawing of shares: which one `stands_out`, or is the `largest`.
    says: Literal["stands_out", "largest"] | None = None


class FrontPage(Record):
    """The page that a sector begins with."""

    #: A `summary` of key values, goals and findings, a `poster` of blocks, or `plain`: the key values alone.
    kind: Literal["summary", "poster", "plain"] = "plain"
    #: Dutch.
    title: Word = "Kerncijfers"
    #: Dutch text of the link to it.
    link: Word = "Alle kerncijfers"
    #: Dutch, below the title; `{edition}` stands for the year, `{comparator}` for the regions that it compares with.
    introduction: Word = (
        "Kerncijfers van {edition}. Tussen haakjes staat de waarde van de {comparator} samen; het lijntje is het "
        "verloop, met die regio's in grijs."
    )
    #: Dutch heading above the topics of the editorial texts, of a summary.
    goals: str = ""
    #: The indicator of the growth that the page of a region tells, and the one whose figure it links to there; the same
    #: one when not given.
    growth: str = ""
    growth_figure: str = ""
    #: Of a poster.
    blocks: tuple[Block, ...] = ()


class Urgent(Record):
    """What makes a topic urgent: a sentence about an indicator."""

    #: Whose values it is about.
    indicator: Word
    #: The places that are needed (`need`), how the growth compares (`growth`), or how the value does (`level`).
    says: Literal["need", "growth", "level"]
    #: Dutch, of a need: where the places are.
    place: str = ""


class Topic(Record):
    """What an editorial text may be about."""

    #: In front matter, and in Dutch.
    name: Word
    title: Word
    #: What makes it urgent, on the front page; a need stands beside the text too.
    urgent: Urgent | None = None
    #: Headings that its text must have, each once; any when empty.
    headings: tuple[str, ...] = ()
    #: Indicators whose findings stand beside the text, in this order.
    beside: tuple[str, ...] = ()
    #: Whether the poster shows what stands below its headings.
    on_poster: bool = False


class Editorial(Record):
    """The page of a region's editorial texts."""

    #: Name of the file, which gives its place after the chapters, and Dutch.
    page: str = ""
    title: str = ""
    introduction: str = ""
    #: The key in a text's front matter that names its topic: ``goal``.
    key: str = ""
    #: In the order of the page; none where nobody writes texts.
    topics: tuple[Topic, ...] = ()

    def topic(self, name: str) -> Topic:
        """Return the topic of this name."""
        return next(topic for topic in self.topics if topic.name == name)
