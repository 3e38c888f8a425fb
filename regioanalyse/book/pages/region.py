"""The page of a region: its key values per sector, where it differs most, and where to read on."""

from collections.abc import Sequence
from html import escape

from regioanalyse.book.pages.key_values import Numbers
from regioanalyse.book.pages.tiles import SECTOR_NAMES, WIDE, further, html_block, tile, where
from regioanalyse.book.staging.chapters import Chapter
from regioanalyse.figures import findings
from regioanalyse.project import COMPARATOR

#: What the page of a sector is called.
_WHOLE = {"vv": "Samenvatting: alle kerncijfers en kernboodschappen", "gz": "Regioplan op één pagina"}

#: So many differences from the comparator are put into words above the tiles of a region.
MOST_TELLING = 2


def region_page(region: str, name: str, chapters: Sequence[Chapter], numbers: Numbers) -> str:
    """Return the page of a region: a few key values per sector beside the comparator's, and where to read on.

    Parameters
    ----------
    region, name
        Slug and Dutch name.
    chapters
        The region's pages, in order, both sectors.
    numbers
        The values.

    Returns
    -------
    str
        Markdown.
    """
    parts = [f"{WIDE}# {name}\n"]
    for sector, title in SECTOR_NAMES.items():
        mine = [chapter for chapter in chapters if chapter.sector == sector]
        if not mine:
            continue
        tiles = "".join(
            tile(key, numbers, region, where(key.indicator, sector, mine, f"{sector}/"))
            for key in numbers.available(region, sector, "region")
        )
        parts.append(f"## [{title}, januari {numbers.editions[sector]}]({sector}/index)\n")
        whole = f'<a href="{sector}/index.html">{_WHOLE[sector]}</a>'
        said = _most_telling(sector, region, name, mine, numbers)
        parts.append(html_block(f'{said}<ul class="ra-tiles">{tiles}</ul>{further(mine, f"{sector}/", whole)}'))
    return "\n".join(parts)


def _most_telling(sector: str, region: str, name: str, chapters: Sequence[Chapter], numbers: Numbers) -> str:
    """Return what a reader in a hurry should know: where the region differs most, and how it will grow."""
    compared = [
        (key.indicator, findings.compare(numbers.table(sector, key.indicator, region), numbers.period(key)))
        for key in numbers.available(region, sector, "region")
        if key.kind in ("rate", "share") and numbers.get(key, COMPARATOR).value
    ]
    different = [each for each in compared if each[1].rule in ("higher", "lower")]
    said = sorted(different, key=lambda each: -abs(each[1].inputs["value"] / each[1].inputs["reference"] - 1))
    del said[MOST_TELLING:]
    growth = numbers.table(sector, "projected_growth", region)
    if growth["category"].any():
        said.append(("projected_clients", findings.growth_between(growth, "projected_clients")))
    elif not growth.empty:
        said.append(("projected_growth", findings.compare_growth(growth, "projected_clients", name, COMPARATOR)))
    items = "".join(
        f'<li><a href="{where(indicator, sector, chapters, f"{sector}/")}">{escape(finding.text)}</a></li>'
        for indicator, finding in said
    )
    return f'<ul class="ra-findings">{items}</ul>' if items else ""
