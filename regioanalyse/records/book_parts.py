"""What the book shows of a sector besides its chapters: key values, a front page, and the page of editorial texts."""

from typing import Annotated, Literal

from pydantic import Field

from regioanalyse.records.reading import Record

Word = Annotated[str, Field(min_length=1)]


class KeyValue(Record):
    """One key value.

    Attributes
    ----------
    indicator, category
        Which value; an empty category where there is none.
    label
        Dutch text of the tile, after the number. `{start}` and `{end}` stand for the ends of its period.
    kind
        How it is compared: a `size` as part of the comparator's total, a `rate` in per cent of it, a `share` in
        percentage points, a `group` by a word alone, a `change` or a `need` (negative is none) by naming both.
    group
        Dutch heading above it on a front page with all key values.
    period
        Of the value; the newest when not given. `{edition}` stands for the year of the edition.
    page
        The first page that has it: `landing` (and the two below), `region` (and its sector page) or `sector`.
    column
        Dutch head of its column on the landing page; understood without the label.
    trend
        Name of the indicator whose years are drawn beside the number; its own when not given.
    on_map
        Whether the map of the regions is coloured by it; the first one that says so counts.
    """

    indicator: Word
    label: Word
    kind: Literal["size", "rate", "share", "group", "change", "need"]
    group: str = ""
    category: str = ""
    period: str = ""
    page: Literal["landing", "region", "sector"] = "sector"
    column: str = ""
    trend: str = ""
    on_map: bool = False


class Block(Record):
    """A block of a poster.

    Attributes
    ----------
    shows
        Its drawing: `none`, the share at `home` per year, the `shares` of a whole beside the comparator's, a `map` of
        the care locations, the `growth` between two estimates, the `waiting` list, or the `range` of two estimates.
    title
        Dutch; `{end}` stands for the last year of what it is about.
    about
        The indicator that it is about, whose figure the title links to.
    change
        The indicator of how that changes, below a share at home or between two estimates.
    tiles
        Indicators of the key values in it.
    says
        The finding below a drawing of shares: which one `stands_out`, or is the `largest`.
    """

    shows: Literal["none", "home", "shares", "map", "growth", "waiting", "range"] = "none"
    title: Word
    about: Word
    change: str = ""
    tiles: tuple[str, ...] = ()
    says: Literal["stands_out", "largest"] | None = None


class FrontPage(Record):
    """The page that a sector begins with.

    Attributes
    ----------
    kind
        A `summary` of key values, goals and findings, a `poster` of blocks, or `plain`: the key values alone.
    title
        Dutch.
    link
        Dutch text of the link to it.
    introduction
        Dutch, below the title; `{edition}` stands for the year, `{comparator}` for the regions that it compares with.
    goals
        Dutch heading above the topics of the editorial texts, of a summary.
    blocks
        Of a poster.
    """

    kind: Literal["summary", "poster", "plain"] = "plain"
    title: Word = "Kerncijfers"
    link: Word = "Alle kerncijfers"
    introduction: Word = (
        "Kerncijfers van {edition}. Tussen haakjes staat de waarde van de {comparator} samen; het lijntje is het "
        "verloop, met die regio's in grijs."
    )
    goals: str = ""
    blocks: tuple[Block, ...] = ()


class Urgent(Record):
    """What makes a topic urgent: a sentence about an indicator.

    Attributes
    ----------
    indicator
        Whose values it is about.
    says
        The places that are needed (`need`), how the growth compares (`growth`), or how the value does (`level`).
    place
        Dutch, of a need: where the places are.
    """

    indicator: Word
    says: Literal["need", "growth", "level"]
    place: str = ""


class Topic(Record):
    """What an editorial text may be about.

    Attributes
    ----------
    name, title
        In front matter, and in Dutch.
    urgent
        What makes it urgent, on the front page; a need stands beside the text too.
    headings
        Headings that its text must have, each once; any when empty.
    beside
        Indicators whose findings stand beside the text, in this order.
    on_poster
        Whether the poster shows what stands below its headings.
    """

    name: Word
    title: Word
    urgent: Urgent | None = None
    headings: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    on_poster: bool = False


class Editorial(Record):
    """The page of a region's editorial texts.

    Attributes
    ----------
    page, title, introduction
        Name of the file, which gives its place after the chapters, and Dutch.
    key
        The key in a text's front matter that names its topic: ``goal``.
    topics
        In the order of the page; none where nobody writes texts.
    """

    page: str = ""
    title: str = ""
    introduction: str = ""
    key: str = ""
    topics: tuple[Topic, ...] = ()

    def topic(self, name: str) -> Topic:
        """Return the topic of this name."""
        return next(topic for topic in self.topics if topic.name == name)
