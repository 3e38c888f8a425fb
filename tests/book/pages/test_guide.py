"""The reading guide: an entry for what stands in the book and for nothing else, with its worked example."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.book.pages import guide
from regioanalyse.book.pages.guide import NAMES, WORDS, Place, definitions, entries, places
from regioanalyse.book.pages.key_values import Key
from regioanalyse.book.pages.rendering import entry
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.errors import InputError
from regioanalyse.indicators import INDICATORS, record
from regioanalyse.marts import Marts
from regioanalyse.marts.mart import all_marts
from regioanalyse.worked_examples import examples

CODES = {"region", "area", "month", "quarter", "age_band", "profile", "labour_region", "home", "care"}
KINDS = [(indicator.sector, indicator.name) for indicator in INDICATORS]

REGIONS = {"utrecht": "Utrecht <b>", "rotterdam": "Rotterdam"}
SHARE = Shown("share_75plus", "share_75plus", "Lager.")
AGAIN = Shown("share_75plus-2", "share_75plus", "Nog eens.", also=("clients",))
CHAPTERS = [
    Chapter("rotterdam", "vv", "03-nu", "Nu", 2022, 2022, (SHARE, AGAIN)),
    Chapter("utrecht", "vv", "03-nu", "Nu", 2022, 2022, (SHARE,)),
    Chapter("rotterdam", "gz", "03-nu", "Nu", 2023, 2023, (Shown("clients", "clients", "Meer."),)),
    Chapter("rotterdam", "gz", "07-agenda", "Agenda", 2023, 2023, (), told=("clients",)),
]
POPULATION = Key(sector="vv", indicator="population", label="inwoners", kind="size")


def found() -> list[Place]:
    return places(CHAPTERS, [POPULATION, POPULATION], REGIONS)


def test_an_indicator_stands_where_a_figure_its_table_a_text_or_a_key_value_shows_it() -> None:
    in_rotterdam = [
        (place.sector, place.indicator, place.chapter, place.link) for place in found() if place.region == "Rotterdam"
    ]
    assert in_rotterdam == [
        ("vv", "share_75plus", "Nu", "rotterdam/vv/03-nu.html#share_75plus"),
        ("vv", "share_75plus", "Nu", "rotterdam/vv/03-nu.html#share_75plus-2"),
        ("vv", "clients", "Nu", "rotterdam/vv/03-nu.html#share_75plus-2"),
        ("gz", "clients", "Nu", "rotterdam/gz/03-nu.html#clients"),
        ("gz", "clients", "Agenda", "rotterdam/gz/07-agenda.html"),
        ("vv", "population", "Kerncijfers", "rotterdam/vv/index.html"),
    ]
    assert [place.link for place in found() if place.region != "Rotterdam"] == [
        "utrecht/vv/03-nu.html#share_75plus", "utrecht/vv/index.html"
    ]  # fmt: skip


def test_only_what_stands_in_the_book_has_an_entry_in_the_order_of_the_records() -> None:
    listed = [(about.sector, about.name) for about in entries(INDICATORS, found())]
    assert listed == [("vv", "population"), ("vv", "share_75plus"), ("vv", "clients"), ("gz", "clients")]


@given(st.sets(st.sampled_from(KINDS)))
def test_the_guide_lists_exactly_what_is_shown(shown: set[tuple[str, str]]) -> None:
    standing = [
        Place(sector, name, "Nu", "Rotterdam", f"rotterdam/{sector}/03-nu.html#{name}") for sector, name in shown
    ]
    assert {(about.sector, about.name) for about in entries(INDICATORS, standing)} == shown


def test_a_figure_without_an_entry_fails_and_is_named() -> None:
    stranger = Chapter("rotterdam", "gz", "03-nu", "Nu", 2023, 2023, (Shown("share_75plus", "share_75plus", "x"),))
    with pytest.raises(InputError) as error:
        entries(INDICATORS, places([*CHAPTERS, stranger], [], REGIONS))
    assert str(error.value) == (
        "the reading guide has no entry for what the book shows:\n"
        "  rotterdam/gz/03-nu.html#share_75plus: found 'share_75plus', allowed: an indicator of gz with a record in "
        "regioanalyse/indicators"
    )


def page(sector: str) -> str:
    return definitions(sector, entries(INDICATORS, found()), examples(), found())


def test_an_entry_tells_all_of_its_record_and_links_every_place() -> None:
    about = record("share_75plus", "vv")
    section = page("vv").split(f"(vv-share_75plus)=\n## {about.title}\n")[1].split("````\n")[0]
    told = dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", section))
    assert told.pop("Staat in dit boek") == (
        'Nu: <a href="utrecht/vv/03-nu.html#share_75plus">Utrecht &lt;b&gt;</a>, '
        '<a href="rotterdam/vv/03-nu.html#share_75plus">Rotterdam</a> '
        '(<a href="rotterdam/vv/03-nu.html#share_75plus-2">figuur 2</a>)'
    )
    assert told == {
        "Uitleg": about.explanation,
        "Eenheid": about.measure,
        "Bron": about.source,
        "Peildatum": about.reference,
        "Gepubliceerd rapport": f"pagina {about.page}",
        "Methode geldt vanaf editie": "2021",
        "Naam in downloads": "<code>share_75plus</code>",
    }


def test_each_sector_has_its_own_page() -> None:
    assert re.findall(r"^\((.*)\)=$", page("gz"), re.MULTILINE) == ["gz-clients"]
    assert re.findall(r"^\((.*)\)=$", page("vv"), re.MULTILINE) == ["vv-population", "vv-share_75plus", "vv-clients"]


def test_the_anchor_of_an_entry_is_the_one_that_figures_link_to() -> None:
    assert entry("vv", "share_75plus") == ("leeswijzer-vv", "vv-share-75plus")


def text(html: str) -> list[list[str]]:
    """Return the cells of all rows of all tables."""
    rows = re.findall("<tr>(.*?)</tr>", html)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def test_a_worked_example_is_in_dutch_with_its_tables_its_sum_and_what_to_look_at() -> None:
    about = record("cost_per_client_month", "gz")
    (example,) = (one for one in examples() if (one.sector, one.indicator) == ("gz", "cost_per_client_month"))
    html = guide._example(about, example)
    assert "<summary>Rekenvoorbeeld</summary>" in html
    assert "Cliënten met zorg</p>" in html
    assert text(html) == [
        ["Regio", "Maand", "Leveringsvorm", "Cliënten", "Gedeclareerd, in euro"],
        ["A", "januari 2020", "verblijf", "40", "250.000"],
        ["A", "januari 2020", "pgb", "10", "0"],
        ["A", "januari 2022", "verblijf", "45", "275.000"],
        ["A", "januari 2022", "pgb", "5", "0"],
        ["Gebied", "Periode", "Berekening"],
        ["Regio A", "2020", "250.000 / (40 + 10) = 5.000"],
        ["Regio A", "2022", "275.000 / (45 + 5) = 5.500"],
    ]
    assert example.told in unescape(html)


def test_what_no_column_tells_stands_above_the_table() -> None:
    (example,) = (one for one in examples() if (one.sector, one.indicator) == ("gz", "gz_share"))
    html = guide._example(record("gz_share", "gz"), example)
    assert "Cliënten met zorg, januari 2023</p>" in html
    assert "Inwoners, 2023</p>" in html


def test_an_example_of_an_older_method_says_so() -> None:
    about = record("care_locations", "vv")
    summaries = [
        re.findall("<summary>(.*?)</summary>", guide._example(about, one))[0]
        for one in examples()
        if (one.sector, one.indicator) == ("vv", "care_locations")
    ]
    assert summaries == ["Rekenvoorbeeld", "Rekenvoorbeeld volgens de methode van editie 2021"]


def test_every_mart_column_and_category_of_the_examples_has_a_dutch_name() -> None:
    assert set(WORDS.tables) <= set(vars(Marts())) - all_marts().keys()
    for example in examples():
        for mart, table in example.given.items():
            header, *rows = (line.split() for line in table.splitlines())
            assert mart in WORDS.tables or mart in all_marts()
            assert set(header) <= set(WORDS.columns), mart
            codes = {cell for row in rows for column, cell in zip(header, row, strict=True) if column not in CODES}
            assert {code for code in codes if not code.isdigit()} <= set(NAMES), mart
        categories = {key.split(maxsplit=2)[2] for key in example.sums if len(key.split()) > 2}
        assert not {name for name in categories if "_" in name or name in ("min", "max", "low", "high")} - set(NAMES)
