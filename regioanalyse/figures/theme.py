"""Colours and chart defaults: the region and its comparator are the same two colours on every page.

The categorical colours are Okabe and Ito's, which colour-blind readers can tell apart, in one fixed order. Text and
grid colours are left to the page, which knows whether it is light or dark.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from regioanalyse.records.group import GROUPS

if TYPE_CHECKING:
    # imported lazily: pages that only need the colours should not pay for Altair
    import altair as alt

#: How a reader is told what a region is compared with.
COMPARATOR_NAME, COUNTRY_NAME = (group.title for group in GROUPS.values())

REGION = "#0b62a8"
COMPARATOR = "#646c72"
COUNTRY = "#b3b9bd"
#: The name of the country at its line: its grey is too light for text.
COUNTRY_LABEL = "#6c7379"

#: From intramural to pgb: the order and colour of the delivery forms, everywhere.
DELIVERY_FORM = {"intramural": "#0072b2", "vpt": "#e69f00", "mpt": "#009e73", "pgb": "#cc79a7"}
#: Their names for a reader.
DELIVERY_FORM_NAMES = {
    "intramural": "verblijf",
    "vpt": "volledig pakket thuis (vpt)",
    "mpt": "modulair pakket thuis (mpt)",
    "pgb": "persoonsgebonden budget (pgb)",
}
SCENARIO_NAMES = {"scenario_1": "Scenario 1", "scenario_2": "Scenario 2", "scenario_3": "Scenario 3"}
#: The five lines of the national agreement that initiatives are counted by (GZ).
OPPORTUNITY_LINE_NAMES = {
    "line_1": "zinvolle dagbesteding",
    "line_2": "arbeidsbesparende technologie",
    "line_3": "zorg van passende zwaarte",
    "line_4": "zorg thuis in plaats van in een instelling",
    "line_5": "inzet van het eigen netwerk",
}
#: From most to least urgent: the order and colour of the waiting statuses, everywhere.
WAITING = {"urgent": "#d55e00", "active": "#e69f00", "preference": "#0072b2"}
WAITING_NAMES = {"urgent": "urgent plaatsen", "active": "actief plaatsen", "preference": "wacht op voorkeur"}
#: The two ends of what is not certain.
RANGE_NAMES = {"min": "minimum", "max": "maximum", "low": "lage schatting", "high": "hoge schatting"}
ORIGIN_NAMES = {
    "dutch": "Nederlandse achtergrond",
    "western": "westerse achtergrond",
    "non_western": "niet-westerse achtergrond",
}
#: Where workers come from and go to: the names hold both ways.
MOVE_NAMES = {
    "nursing_and_care": "verpleging en verzorging",
    "home_care": "thuiszorg",
    "other_care": "andere zorg",
    "outside_sector": "buiten de zorg",
    "other": "overig",
}
#: What providers offer.
OFFER_NAMES = {
    "intramural_and_at_home": "verblijf en zorg thuis",
    "at_home_only": "alleen zorg thuis",
    "intramural_only": "alleen verblijf",
}
#: Every category whose code is not what a reader sees.
CATEGORY_NAMES = (
    DELIVERY_FORM_NAMES
    | SCENARIO_NAMES
    | OPPORTUNITY_LINE_NAMES
    | WAITING_NAMES
    | RANGE_NAMES
    | ORIGIN_NAMES
    | MOVE_NAMES
    | OFFER_NAMES
    | {"total": "totaal"}
)
#: The parts of any other whole, in this order.
PARTS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9"]
#: Light to heavy.
PROFILES = ["#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#0b4f8a", "#062a4d"]
#: The parts of a scenario: what there was, what comes on top of it, and what is no longer needed.
SCENARIO_PARTS = {"in het basisjaar": "#7fb2d9", "extra": "#0b62a8", "minder nodig": "#f6e3cf"}
#: The rim around what is no longer needed.
FEWER = "#b0702c"
#: The parts of a growth: what the population does, and what more use adds.
GROWTH_PARTS = {"door de bevolking": "#9ecae1", "door meer gebruik": "#0072b2"}
#: The steps to a shortage: what comes on top, what plans take off it, and what is left.
STEPS = {"groei": "#9ecae1", "plannen": "#56b4a0", "tekort": "#0072b2"}
#: The colours of parts that text is white on.
DARK = {"#0072b2", "#3182bd", "#0b4f8a", "#062a4d"}
#: Below and above zero; for a change only.
FALL, RISE = "#d55e00", "#0b62a8"
#: Five classes of a map, low to high.
CLASSES = ["#dbe7f3", "#b3d0e6", "#6baed6", "#3182bd", "#08519c"]
#: Five classes of a change, from a strong fall to a strong rise; the middle one is around zero.
CHANGES = ["#d55e00", "#f3b98a", "#f4f2ee", "#9ec4e2", "#2b78b8"]
#: An area on a map whose value is not shown.
HIDDEN = "#c4c8cb"
#: Bars of areas that the line of the region runs through.
AREA = "#8fbcdf"
#: A place on a map, on each of the classes.
POINT = "#14181b"
#: The border of an area, visible beside the lightest class too.
BORDER = "#7d868d"


#: Of a chart in JupyterLab, in pixels; in the book it is as wide as the page (`mime`). A chart that fits itself to
#: where it stands makes JupyterLab 4.6 hang, with the Vega-Lite 5.6 that it has.
WIDTH = 640


def theme() -> "alt.theme.ThemeConfig":
    """Return the defaults of every chart."""
    import altair as alt

    return alt.theme.ThemeConfig(
        {
            "width": WIDTH,
            "height": 280,
            "config": {
                "font": "system-ui, sans-serif",
                "view": {"stroke": None},
                "axis": {
                    "labelFontSize": 12,
                    "titleFontSize": 12,
                    "titleFontWeight": "normal",
                    "domain": False,
                    "ticks": False,
                    "labelPadding": 6,
                    "gridOpacity": 0.35,
                    "labelLimit": 260,
                },
                "axisX": {"grid": False, "labelAngle": 0},
                "legend": {
                    "labelFontSize": 12,
                    "titleFontSize": 12,
                    "orient": "top",
                    "title": None,
                    "columns": 2,
                    "labelLimit": 260,
                },
                "header": {"labelFontSize": 12},
                "line": {"strokeWidth": 2.5},
                "point": {"size": 50, "filled": True},
                "text": {"fontSize": 12},
                "range": {"category": list(DELIVERY_FORM.values()), "ordinal": CLASSES},
            },
        }
    )


def scale(domain: Iterable[str], colours: Iterable[str]) -> "alt.Scale":
    """Return the scale that gives each of some names a colour."""
    import altair as alt

    return alt.Scale(domain=list(domain), range=list(colours))


def colours(region_name: str) -> "alt.Scale":
    """Return the scale that gives the region, the comparator and the country their colours."""
    return scale([region_name, COMPARATOR_NAME, COUNTRY_NAME], [REGION, COMPARATOR, COUNTRY])


def label_colours(region_name: str) -> "alt.Scale":
    """Return the same colours for the names at the lines, each dark enough to read."""
    return scale([region_name, COMPARATOR_NAME, COUNTRY_NAME], [REGION, COMPARATOR, COUNTRY_LABEL])


def part_colours(names: list[str]) -> "alt.Scale":
    """Return the scale that colours the parts of a whole in the book's one order."""
    return scale(names, PARTS[: len(names)])


def delivery_form_colours() -> "alt.Scale":
    """Return the scale that gives each delivery form its colour, by its name for a reader."""
    return scale(DELIVERY_FORM_NAMES.values(), DELIVERY_FORM.values())


def profile_colours(profiles: list[str]) -> "alt.Scale":
    """Return the scale that colours care profiles from light to heavy."""
    return scale(profiles, PROFILES[-len(profiles) :])


def waiting_colours() -> "alt.Scale":
    """Return the scale that gives each waiting status its colour, by its name for a reader."""
    return scale(WAITING_NAMES.values(), WAITING.values())


def scenario_colours(shown: Collection[str]) -> "alt.Scale":
    """Return the scale of the parts of a scenario; the legend names those that are `shown`, in their own order."""
    parts = {name: colour for name, colour in SCENARIO_PARTS.items() if name in shown}
    return scale(parts, parts.values())
