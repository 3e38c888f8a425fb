"""Tiles and links that the pages of a region share."""

from regioanalyse.book.pages import tiles
from regioanalyse.book.pages.key_values import KEYS
from regioanalyse.book.pages.tiles import Section
from regioanalyse.book.staging.chapters import Chapter, Shown
from tests.book.book_examples import example_numbers

SUMMARY = Chapter("rotterdam", "vv", "02-wie", "Wie", 2022, 2022, (Shown("clients", "clients", "Meer <klanten>."),))
SUBJECT = Chapter(
    "rotterdam", "vv", "03-nu", "Nu", 2022, 2022, (Shown("clients-2", "clients", "Nog meer.", ("costs",)),)
)
TEXTS = Chapter("rotterdam", "vv", "07-samen", "Samen", 2022, 2022, (), "Redactionele teksten.")


def test_a_link_leads_to_the_page_of_the_subject_else_to_the_definition() -> None:
    section = Section("vv", "rotterdam", "Rotterdam", [SUMMARY, SUBJECT, TEXTS], example_numbers())
    assert section.link("clients") == "03-nu.html#clients-2"
    # in the table of a figure of something else
    assert section.link("costs") == "03-nu.html#clients-2"
    assert section.link("clients", "vv/") == "vv/03-nu.html#clients-2"
    assert section.link("share_75plus") == "../../leeswijzer-vv.html#vv-share-75plus"
    assert section.link("share_75plus", "vv/") == "../leeswijzer-vv.html#vv-share-75plus"


def test_a_tile_says_what_it_is_and_how_it_compares() -> None:
    key = next(key for key in KEYS if key.indicator == "share_75plus")
    section = Section("vv", "rotterdam", "Rotterdam", [], example_numbers())
    long = section.tile(key, brief=False)
    assert long.startswith('<li><a href="../../leeswijzer-vv.html#vv-share-75plus"><strong>7,3%</strong><span>')
    assert "<span>van de inwoners is 75 jaar of ouder</span>" in long
    assert "0,9 procentpunt lager dan in de Zilveren Kruis-regio's (8,2%)".replace("'", "&#39;") in long
    brief = section.tile(key)
    assert "<small>0,9 procentpunt lager (8,2%)</small>" in brief


def test_findings_are_listed_with_their_figures_and_a_page_without_says_what_it_is() -> None:
    assert '<a href="02-wie.html#clients">Meer &lt;klanten&gt;.</a>' in tiles.findings_list(SUMMARY)
    assert tiles.findings_list(TEXTS) == "<p>Redactionele teksten.</p>"
    assert '<a href="vv/07-samen.html">Samen</a>' in tiles.further([SUMMARY, TEXTS], "vv/")
