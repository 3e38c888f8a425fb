"""The summary of a VV region: its key values beside the comparator's, the goals, and all findings, on one A4."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from regioanalyse.book.pages.key_values import GROUPS, Numbers
from regioanalyse.book.pages.tiles import WIDE, findings_list, further, html_block, tile, where
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.figures import findings
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.project import COMPARATOR
from regioanalyse.records import SECTORS
from regioanalyse.sources.texts import GOALS

#: How small and how large the print of the findings may be, in CSS pixels, and the room that they have on an A4: with
#: more findings the print becomes smaller. A letter takes this much of its size squared, what is around it included
#: (measured with 13 to 75 findings).
_PRINT = (6.5, 11)
_ROOM = 734 * 455
_LETTER = 1.05

#: The indicator that makes each goal urgent.
_URGENT = {
    "at_home": "scenario_at_home_extra",
    "timely_care": "scenario_intramural_extra",
    "means": "workers_per_client_change",
    "coordination": "waiting_elsewhere_share",
}


def summary_page(region: str, name: str, chapters: Sequence[Chapter], numbers: Numbers) -> str:
    """Return the summary of the VV report of a region.

    Parameters
    ----------
    region, name
        Slug and Dutch name.
    chapters
        The region's VV pages, in order.
    numbers
        The values.

    Returns
    -------
    str
        Markdown.
    """
    intro = (
        f"Kerncijfers van {numbers.editions['vv']}. Tussen haakjes staat de waarde van de {COMPARATOR_NAME} samen; "
        "het lijntje is het verloop, met die regio's in grijs."
    )
    groups = "".join(_group(group, region, chapters, numbers) for group in GROUPS)
    told = "".join(
        f'<h3><a href="{chapter.name}.html">{escape(chapter.title)}</a></h3>{findings_list(chapter)}'
        for chapter in chapters
    )
    letters = sum(len(figure.finding) for chapter in chapters for figure in chapter.figures)
    size = min(max((_ROOM / (_LETTER * max(letters, 1))) ** 0.5, _PRINT[0]), _PRINT[1])
    html = (
        f'<div class="ra-summary" style="--ra-told:{size:.1f}px"><p class="ra-source">{escape(intro)}</p>'
        f'<div class="ra-groups">{groups}</div>'
        f"<h2>Doelen van de zorginkoop</h2>{_goals(region, name, chapters, numbers)}"
        f'<h2>Kernboodschappen</h2><div class="ra-told">{told}</div>{further(chapters)}</div>'
    )
    return f"{WIDE}# Samenvatting – {name} (VV)\n\n{html_block(html)}"


def _group(group: str, region: str, chapters: Sequence[Chapter], numbers: Numbers) -> str:
    tiles = "".join(
        tile(key, numbers, region, where(key.indicator, "vv", chapters), brief=True)
        for key in numbers.available(region, "vv")
        if key.group == group
    )
    return f'<h2>{escape(group)}</h2><ul class="ra-tiles">{tiles}</ul>' if tiles else ""


def _goals(region: str, name: str, chapters: Sequence[Chapter], numbers: Numbers) -> str:
    items = []
    for goal, title in GOALS.items():
        indicator = _URGENT[goal]
        values = numbers.table("vv", indicator, region)
        said = ""
        if region in set(values["area"]):
            link = where(indicator, "vv", chapters)
            said = f'<a href="{link}">{escape(_urgency(goal, name, values).text)}</a>'
        items.append(f"<li><strong>{escape(title)}</strong>{said}</li>")
    return f'<ol class="ra-goals">{"".join(items)}</ol>'


def _urgency(goal: str, name: str, values: pd.DataFrame) -> findings.Finding:
    start = str(SECTORS["vv"].edition(int(values["edition"].iloc[0])).base_year)
    if goal == "at_home":
        return findings.need(values, "thuis", start)
    if goal == "timely_care":
        return findings.need(values, "met verblijf", start)
    if goal == "means":
        return findings.compare_growth(values, "workers_per_client", name, COMPARATOR)
    return findings.compare(values, values["period"].max())
