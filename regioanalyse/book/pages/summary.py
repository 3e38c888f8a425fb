"""Front pages of key values: the summary, with goals and findings on one A4, and a plain one."""

from markupsafe import Markup

from regioanalyse.book.pages.rendering import WIDE, html_block, render
from regioanalyse.book.pages.tiles import Section, findings_list, further
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.figures import findings
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.records.book_parts import Urgent
from regioanalyse.records.group import COMPARATOR

#: How small and how large the print of the findings may be, in CSS pixels, and the room that they have on an A4: with
#: more findings the print becomes smaller. A letter takes this much of its size squared, what is around it included
#: (measured with 13 to 75 findings).
_PRINT = (6.5, 11)
_ROOM = 734 * 455
_LETTER = 1.05


def summary_page(section: Section) -> str:
    """Return the summary of a region and sector.

    Returns
    -------
    str
        Markdown: key values by their group, the topics of the editorial texts with what makes them urgent, and the
        findings of all chapters.
    """
    goals = [
        (topic.title, *urgency(section, topic.urgent)) for topic in section.record.editorial.topics if topic.urgent
    ]
    return _page(section, goals, [(chapter, findings_list(chapter)) for chapter in section.chapters])


def plain_page(section: Section) -> str:
    """Return the key values of a region and sector by their group, as Markdown."""
    return _page(section, [], [])


def urgency(section: Section, urgent: Urgent) -> tuple[str, str]:
    """Return the sentence that says how urgent something is, and its link; empty ones where there is no value."""
    values = section.table(urgent.indicator)
    if section.region not in set(values["area"]):
        return "", ""
    if urgent.says == "need":
        start = section.record.edition(section.numbers.editions[section.sector]).base_year
        finding = findings.need(values, urgent.place, str(start))
    elif urgent.says == "growth":
        finding = findings.compare_growth(values, COMPARATOR)
    else:
        finding = findings.compare(values, values["period"].max())
    return finding.text, section.link(urgent.indicator)


def _page(section: Section, goals: list[tuple[str, str, str]], told: list[tuple[Chapter, Markup]]) -> str:
    front = section.record.front_page
    groups: dict[str, list[str]] = {}
    for key in section.key_values():
        groups.setdefault(key.group, []).append(section.tile(key))
    letters = sum(len(figure.finding) for chapter in section.chapters for figure in chapter.figures)
    html = render(
        "summary.html",
        print=min(max((_ROOM / (_LETTER * max(letters, 1))) ** 0.5, _PRINT[0]), _PRINT[1]),
        introduction=front.introduction.format(
            edition=section.numbers.editions[section.sector], comparator=COMPARATOR_NAME
        ),
        groups=groups,
        goals_title=front.goals,
        goals=goals,
        told=told,
        further=further(section.chapters),
    )
    return f"{WIDE}# {front.title} – {section.whose}\n\n{html_block(html)}"
