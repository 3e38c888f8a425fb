"""Generated pages: their numbers are those of the values, in the right words, with links that lead somewhere."""

import csv
import io
import re

import pytest
import shapely

from regioanalyse.book.pages import landing
from regioanalyse.book.pages import region as region_pages
from regioanalyse.book.pages.key_values import Numbers
from regioanalyse.book.pages.tiles import Section
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.sector import SECTORS
from tests.book.book_examples import example_numbers, value_table

NAMES = {"rotterdam": "Rotterdam", "utrecht": "Utrecht <b>"}
LOWER = Shown("share_75plus", "share_75plus", "Lager dan <elders>.")
MORE = Shown("clients", "clients", "Meer cliënten.")
CHAPTERS = [
    Chapter("rotterdam", "vv", "03-nu", "Nu", 2022, 2022, (LOWER,)),
    Chapter("rotterdam", "gz", "03-nu", "Nu", 2023, 2023, (MORE,)),
]


@pytest.fixture
def numbers() -> Numbers:
    return example_numbers()


def cells(table: str, region: str) -> list[str]:
    row = re.search(rf'<tr><th scope="row"><a href="{region}/index\.html">.*?</tr>', table)
    assert row
    return re.findall(r"<td[^>]*>(.*?)</td>", row[0])


def test_landing_table_has_the_values_and_sorts_on_unrounded_ones(numbers: Numbers) -> None:
    table = landing.region_table(numbers, NAMES)
    assert cells(table, "rotterdam") == ["750.472", "7,3%", "131", "−0,9%", "niet getoond"]
    assert cells(table, "utrecht") == ["900.000", "8,3%", "100", "+2,0%", "0,71%"]
    foot = table[table.index("<tfoot>") :]
    assert re.findall(r"<td[^>]*>(.*?)</td>", foot) == ["6.000.000", "8,2%", "113", "+1,2%", "0,69%"]
    assert 'data-value="-0.93"' in table
    assert table.count("data-value") == 4 + 5 + 5


def test_landing_table_is_tinted_by_place_among_the_regions(numbers: Numbers) -> None:
    table = landing.region_table(numbers, NAMES)
    places = {
        region: re.findall(r"--place:([\d.]+)", table[table.index(f'href="{region}/index') :].split("</tr>")[0])
        for region in NAMES
    }
    # one region has no GZ value, so that column has no places
    assert places == {"rotterdam": ["0.00", "0.00", "1.00", "0.00"], "utrecht": ["1.00", "1.00", "0.00", "1.00"]}


def test_names_cannot_become_html(numbers: Numbers) -> None:
    shapes = {"rotterdam": shapely.box(0, 0, 10, 10), "utrecht": shapely.box(20, 0, 30, 10)}
    html = landing.region_table(numbers, NAMES) + landing.region_map(shapes, numbers, NAMES, "<b>")
    assert "<b>" not in html
    assert "Utrecht &lt;b&gt;" in html


def test_download_of_the_regions_is_unrounded_and_complete(numbers: Numbers) -> None:
    rows = list(csv.DictReader(io.StringIO(landing.regions_csv(numbers, NAMES))))
    assert len(rows) == 3 * 5
    found = {(row["region"], row["indicator"]): (row["value"], row["status"]) for row in rows}
    assert found["rotterdam", "clients_per_1000_75plus_change"] == ("-0.93", "ok")
    assert found["rotterdam", "gz_share"] == ("", "suppressed")
    assert found["zilveren-kruis", "share_75plus"] == ("8.2", "ok")


def test_map_links_each_region_and_shows_how_it_compares(numbers: Numbers) -> None:
    shapes = {"rotterdam": shapely.box(0, 0, 10, 10), "utrecht": shapely.box(20, 0, 30, 20)}
    html = landing.region_map(shapes, numbers, NAMES, "Schematisch.")
    assert re.findall(r'<a href="([\w-]+)/index\.html" class="ra-(\w+)"', html) == [
        ("rotterdam", "higher"),
        ("utrecht", "lower"),
    ]
    assert "Rotterdam: 131 klanten per 1.000 75-plussers" in html
    assert "Schematisch." in html
    # north is up: the taller shape, from the same south, begins higher
    tops = [min(int(y) for y in re.findall(r",(\d+)", path)) for path in re.findall(r'<path d="([^"]+)"', html)]
    assert tops[1] < tops[0]


def test_names_on_the_map_do_not_cover_each_other(numbers: Numbers) -> None:
    shapes = {"rotterdam": shapely.box(0, 0, 40, 10), "utrecht": shapely.box(0, 1, 40, 11)}
    html = landing.region_map(shapes, numbers, NAMES, "")
    heights = [int(y) for y in re.findall(r'<text x="\d+" y="(\d+)"', html)]
    assert abs(heights[0] - heights[1]) >= 15


def test_region_page_leads_to_the_figures_and_the_sector_pages(numbers: Numbers) -> None:
    page = region_pages.region_page("Rotterdam", sections("rotterdam", numbers))
    assert "# Rotterdam\n" in page
    assert "## [Verpleging en verzorging (VV), januari 2022](vv/index)\n" in page
    assert '<a href="vv/03-nu.html#share_75plus"><strong>7,3%</strong>' in page
    # not in a figure: to its definition
    assert '<a href="../leeswijzer-vv.html#vv-population"><strong>750.472</strong>' in page
    assert '<strong class="ra-hidden">niet getoond</strong>' in page
    assert '<a href="gz/index.html">Regioplan op één pagina</a>' in page


def sections(region: str, numbers: Numbers) -> list[Section]:
    return [
        Section(sector, region, "Rotterdam", [each for each in CHAPTERS if each.sector == sector], numbers)
        for sector in SECTORS
    ]


def sentences(region: str, numbers: Numbers) -> list[tuple[str, str]]:
    """Return the sentences of a region's page, each with where it leads."""
    page = region_pages.region_page("Rotterdam", sections(region, numbers))
    return re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', page)


def test_region_page_begins_with_where_the_region_differs_most(numbers: Numbers) -> None:
    use, older = sentences("rotterdam", numbers)
    assert older == (
        "vv/03-nu.html#share_75plus",
        "Het aandeel 75-plussers is lager dan in de Zilveren Kruis-regio&#39;s: 7,3% tegen 8,2%.",
    )
    assert use[1].startswith("Het gebruik van Wlz-zorg is hoger dan in de Zilveren Kruis-regio&#39;s: 131 tegen 113 ")
    # what is alike, or hidden, stands out nowhere
    assert [text.split(" is ")[0] for _, text in sentences("utrecht", numbers)] == ["Het gebruik van Wlz-zorg"]


def test_region_page_tells_the_growth_beside_the_differences() -> None:
    growth = {"rotterdam": 60, COMPARATOR: 94}
    rows = [("projected_growth", area, "2020/2040", value, "%") for area, value in growth.items()]
    gz = value_table("gz", 2023, [("gz_share", COMPARATOR, "2023", 0.69, "%")])
    ((_, text),) = sentences("rotterdam", Numbers({"vv": value_table("vv", 2022, rows), "gz": gz}))
    assert text.startswith("Het verwachte aantal klanten groeit in Rotterdam (+60%); in de Zilveren Kruis-regio")
