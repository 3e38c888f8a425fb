"""A figure as HTML: complete without scripts, and safe whatever the data hold."""

import base64
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from regioanalyse.book.pages.rendering import entry
from regioanalyse.book.site.mime import BookLink, FigureRenderer, Unindexed, VegaFigure, figure_node, visit_link
from regioanalyse.figures import MIME
from regioanalyse.figures.theme import WIDTH
from tests.book.book_examples import META, figure_spec


def html(node: VegaFigure) -> str:
    return "".join(_html(child) for child in node.children)


def _html(child: Any) -> str:
    if isinstance(child, BookLink):
        return f'<a href="{child["page"]}#{child["anchor"]}">{child["text"]}</a>'
    return child["html"] if isinstance(child, Unindexed) else child.astext()


def drawn(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" class="ra-spec">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_only_figures_in_the_page_are_taken() -> None:
    def handle(mime: str, inline: bool) -> object:
        data = SimpleNamespace(mime_type=mime, content=figure_spec())
        return FigureRenderer.handle_mime(None, data, inline)

    assert handle("text/html", False) is None
    assert handle(MIME, True) is None
    assert handle(MIME, False)


def test_a_figure_without_a_value_to_show_is_a_sentence_with_its_table_and_nothing_to_draw() -> None:
    spec = figure_spec()
    spec["usermeta"]["regioanalyse"]["empty"] = "Geen <grafiek>."
    text = html(figure_node(spec))
    assert '<p class="ra-empty">Geen &lt;grafiek&gt;.</p>' in text
    assert "<summary>Tabel</summary>" in text
    assert not any(part in text for part in ("ra-chart", "ra-spec", "<noscript>"))


def test_everything_that_belongs_to_a_figure_is_there_in_order() -> None:
    text = html(figure_node(figure_spec()))
    parts = [
        META["finding"],
        META["unit_period"],
        'role="img"',
        "<noscript>",
        "Bron: Declaraties; CBS · Peildatum: januari",
        "Schematische kaart.",
        "<summary>Tabel</summary>",
        ">CSV</a>",
        "<summary>Toelichting</summary>",
        META["explanation"],
        '<a href="leeswijzer-vv#vv-clients">Definitie en rekenvoorbeeld in de leeswijzer</a>',
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert 'aria-label="Klanten per jaar, van 6.935 tot 7.226."' in text


def test_a_link_to_the_guide_is_relative_to_its_page() -> None:
    written: list[str] = []
    builder = SimpleNamespace(
        current_docname="rotterdam/vv/03-nu", get_relative_uri=lambda page, target: f"<{page}>{target}.html"
    )
    link = BookLink(page="leeswijzer-gz", anchor=entry("gz", "at_home_share")[1], text="Meer & verder")
    with pytest.raises(nodes.SkipNode):
        visit_link(SimpleNamespace(builder=builder, body=written), link)
    page = "&lt;rotterdam/vv/03-nu&gt;leeswijzer-gz.html"
    assert written == [f'<a href="{page}#gz-at-home-share">Meer &amp; verder</a>']


def test_the_chart_keeps_its_data_and_loses_what_the_caption_says() -> None:
    spec = figure_spec()
    found = drawn(html(figure_node(spec)))
    assert found == {key: value for key, value in spec.items() if key not in ("title", "usermeta")}


@pytest.mark.parametrize(("width", "in_the_book"), [(WIDTH, "container"), (WIDTH - 1, WIDTH - 1)])
def test_a_chart_is_as_wide_as_the_page_unless_it_has_a_width_of_its_own(width: int, in_the_book: str | int) -> None:
    spec = figure_spec() | {"width": width}
    assert drawn(html(figure_node(spec)))["width"] == in_the_book
    # what the notebook holds stays as it is
    assert spec["width"] == width


def test_the_download_opens_in_excel() -> None:
    text = html(figure_node(figure_spec()))
    link = re.search(r'download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', text)
    assert link
    assert link[1] == "rotterdam-vv-2022-clients.csv"
    text = '# eenheid: klanten\nregion,value,status\nrotterdam,7226.0,ok\nutrecht,,"a,b"\n'
    assert base64.b64decode(link[2]).decode("utf-8") == "\ufeff" + text


@pytest.mark.parametrize("field", ["finding", "unit_period", "source", "reference", "explanation", "filename"])
def test_text_from_data_cannot_become_html(field: str) -> None:
    nasty = '</script><img src=x onerror="alert(1)">&'
    text = html(figure_node(figure_spec(**{field: nasty})))
    assert "<img" not in text
    assert "&lt;/script&gt;&lt;img src=x onerror=&#34;alert(1)&#34;&gt;&amp;" in text


def test_table_cells_and_notes_cannot_become_html() -> None:
    table = {"columns": ["<b>"], "align": ["left"], "rows": [["<i>"]]}
    text = html(figure_node(figure_spec(table=table, notes=["<u>"])))
    assert not set(re.findall(r"<[biu]>", text))


@pytest.mark.parametrize("nasty", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028"])
def test_data_cannot_close_the_script_element(nasty: str) -> None:
    spec = figure_spec()
    spec["data"] = {"values": [{"name": nasty}]}
    text = html(figure_node(spec))
    assert text.count("<script") == text.count("</script>") == 1
    assert "<!--" not in text
    assert drawn(text)["data"]["values"] == [{"name": nasty}]


def test_numbers_and_specification_are_not_searched_but_the_finding_is() -> None:
    node = figure_node(figure_spec())
    searched = "".join(child.astext() for child in node.children if not isinstance(child, Unindexed))
    assert META["finding"] in searched
    assert META["explanation"] in searched
    assert "7226" not in searched
    assert "base64" not in searched


def test_a_chart_in_passing_is_shown_without_caption() -> None:
    spec = figure_spec()
    del spec["usermeta"]
    node = figure_node(spec)
    assert drawn(html(node)) == spec
    assert "figcaption" not in html(node)


def test_a_figure_names_what_changed_and_links_to_it() -> None:
    changes = [{"id": "care-locations", "kind": "Methode gewijzigd", "title": "Tellen & meten"}]
    text = html(figure_node(figure_spec(changes=changes)))
    link = 'Methode gewijzigd: <a href="../../methodiek.html#care-locations">Tellen &amp; meten</a>'
    assert f"Peildatum: januari · Voorbeeldgegevens · {link}" in text
    assert "gewijzigd" not in html(figure_node(figure_spec()))
