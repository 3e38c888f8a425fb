"""The poster of a region and sector: the regioplan on one page, an A3 in print and one column on a phone."""

from collections.abc import Callable, Iterable, Mapping

import geopandas as gpd
from markupsafe import Markup

from regioanalyse.book.pages import drawings, quotes
from regioanalyse.book.pages.key_values import KEYS, MISSING, Number
from regioanalyse.book.pages.rendering import WIDE, html_block, render
from regioanalyse.book.pages.tiles import Section, further
from regioanalyse.figures import findings
from regioanalyse.figures.findings.finding import change_text
from regioanalyse.figures.formats import MINUS, NOT_SHOWN, format_value, number, period_text, rounded
from regioanalyse.figures.theme import CATEGORY_NAMES, COMPARATOR_NAME, OPPORTUNITY_LINE_NAMES
from regioanalyse.indicators import record
from regioanalyse.records.book_parts import Block
from regioanalyse.records.group import COMPARATOR
from regioanalyse.sources.texts import Text

#: Largest width and height of the map, in its own units.
_MAP = (330, 170)


def poster_page(section: Section, areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame, texts: Iterable[Text]) -> str:
    """Return the poster of a region and sector; shapes and care locations are in the same metres."""
    front, edition = section.record.front_page, section.numbers.editions[section.sector]
    known = {key.indicator: key for key in KEYS if key.sector == section.sector}
    blocks = []
    for block in front.blocks:
        tiles = [section.tile(known[indicator]) for indicator in block.tiles]
        parts = [render("tiles.html", tiles=tiles)] if tiles else []
        if block.shows == "map":
            parts.append(_location_map(section, block, areas, points))
        elif block.shows != "none":
            parts.insert(0, _DRAWINGS[block.shows](section, block))
        if html := Markup().join(parts):
            blocks.append((block.title.format(end=_end(section, block)), section.link(block.about), html))
    html = render(
        "poster.html",
        introduction=front.introduction.format(edition=edition, comparator=COMPARATOR_NAME),
        blocks=blocks,
        texts=[
            (text, [(part.heading, quotes.to_html(part.markdown, section.link)) for part in text.parts if part.heading])
            for text in texts
            if text.about.on_poster
        ],
        further=further(section.chapters),
    )
    return f"{WIDE}# {front.title} – {section.whose}\n\n{html_block(html)}"


def _end(section: Section, block: Block) -> str:
    """Return the last year of two estimates."""
    return section.numbers.newest(section.sector, block.about, "high").split("/")[-1]


def _home(section: Section, block: Block) -> Markup:
    """Return the share at home per year, with the comparator's last, and how it changed."""
    ours, theirs = (section.series(block.about, area=area) for area in ("", COMPARATOR))
    last = max(theirs)
    rows = [*((f"januari {year}", each) for year, each in ours.items()), (f"{COMPARATOR_NAME}, {last}", theirs[last])]

    def parts(share: Number) -> list[tuple[str, float, str]]:
        if share.value is None:
            return [("hidden", 100, NOT_SHOWN[share.status])]
        both = (("home", share.value), ("intramural", 100 - share.value))
        return [(kind, value, format_value(value, "%", 1)) for kind, value in both]

    bars = drawings.whole((label, parts(each)) for label, each in rows)
    return render("home.html", bars=bars, said=findings.compare_change(section.table(block.change)).text)


def _shares(section: Section, block: Block) -> Markup:
    """Return bars of the newest shares of a whole, with the comparator's marked, and what they say."""
    table = section.table(block.about)
    period = table["period"].max()
    decimals = record(block.about, section.sector).decimals
    rows = []
    for category in table.loc[table["period"] == period, "category"].unique():
        ours, theirs = (section.series(block.about, category, area).get(period, MISSING) for area in ("", COMPARATOR))
        text = NOT_SHOWN[ours.status] if ours.value is None else format_value(ours.value, "%", decimals)
        other = "" if theirs.value is None else f" ({format_value(theirs.value, '%', decimals)})"
        name = OPPORTUNITY_LINE_NAMES.get(category, category)
        rows.append((name, ours.value, text + other, theirs.value))
    if block.says == "stands_out":
        finding = findings.stands_out(table, period)
    else:
        finding = findings.largest(table, period, OPPORTUNITY_LINE_NAMES)
    return drawings.bars(rows) + Markup("<p>{}</p>").format(finding.text)


def _location_map(section: Section, block: Block, areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame) -> Markup:
    count = section.series(block.counts)
    known = count[max(count)].value if count else None
    alt = f"Kaart van {section.name} met de zorglocaties" + ("" if known is None else f": {number(known)}")
    return drawings.area_map(areas.geometry, [(point.x, point.y) for point in points.geometry], _MAP, alt)


def _growth(section: Section, block: Block) -> Markup:
    """Return how the number between a minimum and a maximum grows, and the comparator's growth."""
    values = section.table(block.change)
    said = findings.growth_between(values)
    start, end = section.numbers.newest(section.sector, block.change, "max").split("/")
    least, most = (
        [each.value for period, each in series.items() if start <= period <= end and each.value is not None]
        for series in (section.series(block.about, bound) for bound in ("min", "max"))
    )
    drawn = Markup()
    if len(least) == len(most) > 1:
        texts = (number(least[0]), number(least[-1]), number(most[-1]))
        drawn = drawings.band(least, most, (start, end), texts, said.text)
    theirs = values[values["area"] == COMPARATOR].set_index("category")["value"]
    other = Markup()
    if theirs.notna().all():
        low, high = (format_value(theirs[bound], "%", 0, sign=True) for bound in ("min", "max"))
        other = Markup("<small>{}: {} tot {}</small>").format(COMPARATOR_NAME, low, high)
    return drawn + Markup("<p>{}</p>").format(said.text) + other


def _waiting(section: Section, block: Block) -> Markup:
    """Return the waiting list by status, as lines and as a table of its ends."""
    statuses = (*section.record.waiting.active, *section.record.waiting.not_active)
    ours, theirs = (
        {status: section.series(block.about, status, area) for status in statuses} for area in ("", COMPARATOR)
    )
    months = sorted({month for series in ours.values() for month in series})
    if not months:
        return Markup()
    first, last = months[0], months[-1]
    values = {status: [series[month].value for month in months] for status, series in ours.items()}
    texts = ["" if line[-1] is None else number(line[-1]) for line in values.values()]
    ends = (period_text(first), period_text(last))
    return render(
        "waiting.html",
        drawing=drawings.lines(values, ends, texts, f"Wachtenden per status, {ends[0]} tot en met {ends[1]}"),
        heads=[_short(first), _short(last), "verschil", COMPARATOR_NAME],
        rows=[
            (
                status,
                CATEGORY_NAMES[status],
                [
                    *(_shown(ours[status][month]) for month in (first, last)),
                    *(_change(series[status], first, last) for series in (ours, theirs)),
                ],
            )
            for status in statuses
        ],
    )


def _short(month: str) -> str:
    name, year = period_text(month).split()
    return f"{name[:3]} {year}"


def _shown(count: Number) -> str:
    return NOT_SHOWN[count.status] if count.value is None else number(count.value)


def _change(series: Mapping[str, Number], first: str, last: str) -> str:
    start, end = series[first], series[last]
    # nothing to say where one of the two is not shown
    return MINUS if start.value is None or end.value is None else change_text(start.value, end.value, start.unit)


def _range(section: Section, block: Block) -> Markup:
    """Return a need from the low to the high estimate."""
    ours, theirs = (_estimates(section, block.about, area) for area in ("", COMPARATOR))
    return render(
        "range.html",
        link=section.link(block.about),
        label=block.label.format(end=_end(section, block)),
        ours=ours,
        comparator=COMPARATOR_NAME,
        theirs=theirs,
    )


def _estimates(section: Section, indicator: str, area: str) -> str:
    """Return a need from the low to the high estimate; a negative one is none."""
    period = section.numbers.newest(section.sector, indicator, "high")
    low, high = (section.series(indicator, bound, area).get(period, MISSING) for bound in ("low", "high"))
    if low.value is None or high.value is None:
        return NOT_SHOWN[low.status if low.value is None else high.status]
    if rounded(high.value) <= 0:
        return "geen"
    return (
        f"{number(low.value)} tot {number(high.value)}" if rounded(low.value) > 0 else f"hooguit {number(high.value)}"
    )


_DRAWINGS: Mapping[str, Callable[[Section, Block], Markup]] = {
    "home": _home,
    "shares": _shares,
    "growth": _growth,
    "waiting": _waiting,
    "range": _range,
}
