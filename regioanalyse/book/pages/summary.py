"""Front pages of key values: the summary, with goals and findings on one A4, and a plain one."""

from regioanalyse.book.pages.rendering import WIDE, html_block, render
from regioanalyse.book.pages.tiles import Section, findings_list, further
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


def summary_page(section: Section, plain: bool = False) -> str:
    """Return the key values of a region and sector by their group; unless `plain` with goals and all findings."""
    front = section.record.front_page
    topics = () if plain else section.record.editorial.topics
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
        goals=[(topic.title, *urgency(section, topic.urgent)) for topic in topics if topic.urgent],
        told=[] if plain else [(chapter, findings_list(chapter)) for chapter in section.chapters],
        further=further(section.chapters),
    )
    return f"{WIDE}# {front.title} – {section.whose}\n\n{html_block(html)}"


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
