"""The poster of a GZ region: the regioplan on one page, an A3 in print and one column on a phone."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

import geopandas as gpd

from regioanalyse.book.pages import drawings
from regioanalyse.book.pages.key_values import KEYS, Number, Numbers
from regioanalyse.book.pages.tiles import WIDE, further, html_block, tile, where
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.figures import editorial, findings
from regioanalyse.figures.findings.finding import change_text
from regioanalyse.figures.formats import MINUS, NOT_SHOWN, format_value, number, period_text, rounded
from regioanalyse.figures.theme import COMPARATOR_NAME, OPPORTUNITY_LINE_NAMES, WAITING_NAMES
from regioanalyse.indicators import record
from regioanalyse.project import COMPARATOR
from regioanalyse.sources.texts import THEMED, Text

_KEYS = {(key.indicator, key.category): key for key in KEYS if key.sector == "gz"}

#: Largest width and height of the map, in its own units.
_MAP = (330, 170)

#: What a block needs: the region and its name, its chapters and the values.
Place = tuple[str, str, Sequence[Chapter], Numbers]


def poster_page(place: Place, areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame, texts: Iterable[Text]) -> str:
    """Return the poster of the GZ report of a region.

    Parameters
    ----------
    place
        Slug and Dutch name of the region, its GZ pages in order, and the values.
    areas
        Shapes of the region's areas, in metres.
    points
        Its care locations, in the same metres.
    texts
        The editorial texts of the region; the themes of what stands out are shown.

    Returns
    -------
    str
        Markdown.
    """
    _, name, chapters, numbers = place
    intro = (
        f"Gehandicaptenzorg in {numbers.editions['gz']}. Tussen haakjes staat de waarde van de {COMPARATOR_NAME} "
        "samen; in de tekeningen is de regio blauw en zijn die regio's grijs."
    )
    blocks = [
        _users(place),
        _at_home(place),
        _profiles(place),
        _locations(place, areas, points),
        _growth(place),
        _waiting(place),
        _capacity(place),
        _lines(place),
    ]
    html = (
        f'<div class="ra-poster"><p class="ra-source">{escape(intro)}</p><div class="ra-blocks">{"".join(blocks)}</div>'
        f"{_themes(texts, chapters)}{further(chapters)}</div>"
    )
    return f"{WIDE}# Regioplan op één pagina – {name} (GZ)\n\n{html_block(html)}"


def _block(title: str, link: str, *parts: str) -> str:
    return f'<section><h2><a href="{link}">{escape(title)}</a></h2>{"".join(parts)}</section>'


def _said(finding: findings.Finding) -> str:
    return f"<p>{escape(finding.text)}</p>"


def _tiles(place: Place, *keys: tuple[str, str]) -> str:
    region, _, chapters, numbers = place
    tiles = [tile(_KEYS[key], numbers, region, where(key[0], "gz", chapters), brief=True) for key in keys]
    return f'<ul class="ra-tiles">{"".join(tiles)}</ul>'


def _users(place: Place) -> str:
    link = where("gz_share", "gz", place[2])
    return _block("Inwoners en gebruik", link, _tiles(place, ("population", ""), ("clients", ""), ("gz_share", "")))


def _at_home(place: Place) -> str:
    region, name, chapters, numbers = place
    ours = numbers.series("gz", "at_home_share", region)
    theirs = numbers.series("gz", "at_home_share", COMPARATOR)
    last = max(theirs)
    rows = [(f"januari {year}", each) for year, each in ours.items()]
    rows.append((f"{COMPARATOR_NAME}, {last}", theirs[last]))
    bars = drawings.whole((label, _home_parts(each)) for label, each in rows)
    legend = '<p class="ra-legend"><span class="ra-home">thuis</span><span class="ra-intramural">verblijf</span></p>'
    moved = findings.compare_change(numbers.table("gz", "at_home_share_change", region), "at_home_share", name)
    return _block("Thuis en verblijf", where("at_home_share", "gz", chapters), bars, legend, _said(moved))


def _home_parts(share: Number) -> list[tuple[str, float, str]]:
    if share.value is None:
        return [("hidden", 100, NOT_SHOWN[share.status])]
    parts = (("home", share.value), ("intramural", 100 - share.value))
    return [(kind, value, format_value(value, "%", 1)) for kind, value in parts]


def _shares(place: Place, indicator: str, name_of: Callable[[str], str]) -> tuple[str, str]:
    """Return bars of the newest shares of a whole, with the comparator's marked, and the period."""
    region, _, _, numbers = place
    table = numbers.table("gz", indicator, region)
    period = table["period"].max()
    decimals = record(indicator, "gz").decimals
    rows = []
    for category in table.loc[table["period"] == period, "category"].unique():
        ours, theirs = (
            numbers.series("gz", indicator, area, category).get(period, Number(None, "", "missing"))
            for area in (region, COMPARATOR)
        )
        text = NOT_SHOWN[ours.status] if ours.value is None else format_value(ours.value, "%", decimals)
        other = "" if theirs.value is None else f" ({format_value(theirs.value, '%', decimals)})"
        rows.append((name_of(category), ours.value, text + other, theirs.value))
    return drawings.bars(rows), period


def _profiles(place: Place) -> str:
    region, _, chapters, numbers = place
    bars, period = _shares(place, "care_profile_share", str)
    out = findings.stands_out(numbers.table("gz", "care_profile_share", region), period)
    return _block("VG-profielen", where("care_profile_share", "gz", chapters), bars, _said(out))


def _lines(place: Place) -> str:
    region, _, chapters, numbers = place
    bars, period = _shares(place, "opportunity_line_share", lambda line: OPPORTUNITY_LINE_NAMES[line])
    most = findings.largest(numbers.table("gz", "opportunity_line_share", region), period, OPPORTUNITY_LINE_NAMES)
    return _block("Initiatieven per kanslijn", where("opportunity_line_share", "gz", chapters), bars, _said(most))


def _locations(place: Place, areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame) -> str:
    region, name, chapters, numbers = place
    count = numbers.series("gz", "care_locations", region)
    known = count[max(count)].value if count else None
    alt = f"Kaart van {name} met de zorglocaties" + ("" if known is None else f": {number(known)}")
    dots = [(point.x, point.y) for point in points.geometry]
    drawn = drawings.area_map(areas.geometry, dots, _MAP, alt)
    link = where("locations_per_1000_clients", "gz", chapters)
    return _block("Zorglocaties", link, _tiles(place, ("locations_per_1000_clients", "")), drawn)


def _growth(place: Place) -> str:
    region, _, chapters, numbers = place
    values = numbers.table("gz", "projected_growth", region)
    said = findings.growth_between(values, "projected_clients")
    start, end = numbers.period(_KEYS["projected_growth", "max"]).split("/")
    least, most = (
        [each.value for period, each in series.items() if start <= period <= end and each.value is not None]
        for series in (numbers.series("gz", "projected_clients", region, bound) for bound in ("min", "max"))
    )
    drawn = ""
    if len(least) == len(most) > 1:
        texts = (number(least[0]), number(least[-1]), number(most[-1]))
        drawn = drawings.band(least, most, (start, end), texts, said.text)
    theirs = values[values["area"] == COMPARATOR].set_index("category")["value"]
    other = ""
    if theirs.notna().all():
        low, high = (format_value(theirs[bound], "%", 0, sign=True) for bound in ("min", "max"))
        other = f"<small>{COMPARATOR_NAME}: {low} tot {high}</small>"
    return _block("Groei van de zorgvraag", where("projected_clients", "gz", chapters), drawn, _said(said), other)


def _waiting(place: Place) -> str:
    region, _, chapters, numbers = place
    ours = {status: numbers.series("gz", "waiting", region, status) for status in WAITING_NAMES}
    theirs = {status: numbers.series("gz", "waiting", COMPARATOR, status) for status in WAITING_NAMES}
    months = sorted({month for series in ours.values() for month in series})
    if not months:
        return ""
    first, last = months[0], months[-1]
    values = {status: [series[month].value for month in months] for status, series in ours.items()}
    texts = ["" if line[-1] is None else number(line[-1]) for line in values.values()]
    ends = (period_text(first), period_text(last))
    drawn = drawings.lines(values, ends, texts, f"Wachtenden per status, {ends[0]} tot en met {ends[1]}")
    rows = "".join(
        f'<tr><th scope="row" class="ra-{status}">{escape(name)}</th>{_numbers_of(ours[status], first, last)}'
        f"<td>{_change(theirs[status], first, last)}</td></tr>"
        for status, name in WAITING_NAMES.items()
    )
    head = "".join(
        f'<th scope="col">{escape(text)}</th>' for text in (_short(first), _short(last), "verschil", COMPARATOR_NAME)
    )
    table = f'<table class="ra-waiting"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return _block("Wachtlijst", where("waiting", "gz", chapters), drawn, table)


def _short(month: str) -> str:
    name, year = period_text(month).split()
    return f"{name[:3]} {year}"


def _numbers_of(series: dict[str, Number], first: str, last: str) -> str:
    ends = (series[first], series[last])
    texts = [NOT_SHOWN[each.status] if each.value is None else number(each.value) for each in ends]
    return "".join(f"<td>{text}</td>" for text in (*texts, _change(series, first, last)))


def _change(series: dict[str, Number], first: str, last: str) -> str:
    start, end = series[first], series[last]
    # nothing to say where one of the two is not shown
    return MINUS if start.value is None or end.value is None else change_text(start.value, end.value, start.unit)


def _capacity(place: Place) -> str:
    region, _, chapters, numbers = place
    end = numbers.period(_KEYS["capacity_shortage", "high"]).split("/")[-1]
    link = where("capacity_shortage", "gz", chapters)
    ours, theirs = (_shortage(numbers, area) for area in (region, COMPARATOR))
    shortage = (
        f'<ul class="ra-tiles"><li><a href="{link}"><strong>{ours}</strong>'
        f"<span>plaatsen te weinig in {end}, van de lage tot de hoge schatting</span>"
        f"<small>{COMPARATOR_NAME} samen: {theirs}</small></a></li></ul>"
    )
    costs = _tiles(place, ("cost_per_client_month", ""), ("cost_per_client_change", ""))
    return _block(f"Plaatsen tot {end} en kosten", link, shortage, costs)


def _shortage(numbers: Numbers, area: str) -> str:
    """Return the shortage from the low to the high estimate; a negative one is none."""
    low, high = (numbers.get(_KEYS["capacity_shortage", bound], area) for bound in ("low", "high"))
    if low.value is None or high.value is None:
        return NOT_SHOWN[low.status if low.value is None else high.status]
    if rounded(high.value) <= 0:
        return "geen"
    return (
        f"{number(low.value)} tot {number(high.value)}" if rounded(low.value) > 0 else f"hooguit {number(high.value)}"
    )


def _themes(texts: Iterable[Text], chapters: Sequence[Chapter]) -> str:
    """Return the editorial text by theme; nothing for a region without one."""
    parts = []
    for text in texts:
        if text.topic in THEMED:
            for part in text.parts:
                if part.heading:
                    body = editorial.to_html(part.markdown, lambda indicator: where(indicator, "gz", chapters))
                    parts.append(f"<div><h3>{escape(part.heading)}</h3>{body}</div>")
            source = f"Redactionele tekst. Bron: {text.source}."
            title = f"<h2>{escape(text.title)}</h2>"
            return (
                f'<section class="ra-themes">{title}<div>{"".join(parts)}</div>'
                f'<p class="ra-source">{escape(source)}</p></section>'
            )
    return ""
