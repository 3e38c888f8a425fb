"""The page of a region: its key values per sector, where it differs most, and where to read on."""

from collections.abc import Sequence

from regioanalyse.book.pages.rendering import WIDE, html_block, render
from regioanalyse.book.pages.tiles import Section, further, sentences_list
from regioanalyse.figures import findings
from regioanalyse.records.group import COMPARATOR

#: So many differences from the comparator are put into words above the tiles of a region.
MOST_TELLING = 2


def region_page(name: str, sections: Sequence[Section]) -> str:
    """Return the page of a region: a few key values per sector beside the comparator's, and where to read on."""
    parts = [f"{WIDE}# {name}\n"]
    for section in sections:
        prefix = f"{section.sector}/"
        parts.append(
            f"## [{section.record.title}, januari {section.numbers.editions[section.sector]}]({section.sector}/index)\n"
        )
        html = render(
            "region.html",
            said=sentences_list(_most_telling(section, prefix)),
            tiles=[section.tile(key, prefix, brief=False) for key in section.key_values("region")],
            further=further(section.chapters, prefix, section.record.front_page.link),
        )
        parts.append(html_block(html))
    return "\n".join(parts)


def _most_telling(section: Section, prefix: str) -> list[tuple[str, str]]:
    """Return what a reader in a hurry should know: where the region differs most, and how it will grow."""
    numbers = section.numbers
    compared = [
        (key.indicator, findings.compare(section.table(key.indicator), numbers.period(key)))
        for key in section.key_values("region")
        if key.kind in ("rate", "share") and numbers.get(key, COMPARATOR).value
    ]
    different = [each for each in compared if each[1].rule in ("higher", "lower")]
    said = sorted(different, key=lambda each: -abs(each[1].inputs["value"] / each[1].inputs["reference"] - 1))
    del said[MOST_TELLING:]
    front = section.record.front_page
    growth = section.table(front.growth)
    if not growth.empty:
        between = growth["category"].any()
        grows = findings.growth_between(growth) if between else findings.compare_growth(growth, COMPARATOR)
        said.append((front.growth_figure or front.growth, grows))
    return [(finding.text, section.link(indicator, prefix)) for indicator, finding in said]
