"""The pages about changes of method cannot disagree with the register."""

import json
import re

import nbformat
import pytest

from regioanalyse import sources
from regioanalyse.book.pages import methodology
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.errors import InputError
from regioanalyse.figures import MIME
from regioanalyse.indicators.bridge import bridge, bridged
from regioanalyse.indicators.changes import changes, in_effect
from regioanalyse.project import root
from regioanalyse.report import Report

pytestmark = pytest.mark.usefixtures("made")

NAMES = {"rotterdam": "Rotterdam", "utrecht": "Utrecht"}


def chapter(*figures: Shown) -> Chapter:
    return Chapter("rotterdam", "vv", "03-nu", "Nu & straks", 2022, 2022, figures)


MARKED = chapter(
    Shown("care_locations", "care_locations", "x", changes=("care-locations",)),
    Shown("clients", "clients", "x"),
)


def appendix() -> str:
    return methodology.appendix(changes(), bridge("vv"), NAMES)


def region_page(region: str) -> list:
    report = Report(region, "vv", 2022, 2022)
    text = methodology.region_page(report, in_effect("vv", 2022, 2022), bridge("vv"))
    return list(nbformat.reads(text, as_version=4).cells)


def test_the_front_list_names_each_change_with_its_pages_figures_and_entry() -> None:
    found = in_effect("vv", 2022, 2022)
    html = methodology.front_list(found, [MARKED])
    items = re.findall(r"<li>(.*?)</li>", html)
    assert len(items) == len(found) == 6
    for item, change in zip(items, found, strict=True):
        assert f'<a href="../../methodiek.html#{change.id}"><strong>{change.title}</strong></a>' in item
    assert "methode gewijzigd, pagina&#39;s 6 en 16 van het gepubliceerde rapport" in items[0]
    assert '<a href="03-nu.html#care_locations">Nu &amp; straks: het aantal zorglocaties</a>' in items[0]
    assert all("Raakt" not in item for item in items[1:])
    assert html.endswith('<a href="methodiek.html">Wat de wijzigingen in deze regio uitmaken</a></p></section>')
    again = Shown("care_locations-2", "care_locations", "x", changes=("care-locations",))
    assert methodology.front_list(found, [chapter(*MARKED.figures, again)]) == html  # one title is one place to look
    # in the old methodology only the sources changed, and a region has no page of its own about them
    assert 'methodiek.html"' not in methodology.front_list(in_effect("vv", 2022, 2021), [MARKED])
    assert methodology.front_list((), [MARKED]) == ""


def test_the_appendix_has_the_full_text_of_every_entry_under_its_link() -> None:
    text = appendix()
    for change in changes():
        section = text.split(f"({change.id})=\n### ")[1].split("````\n")[0]
        for part in (change.title, change.was, change.is_, change.why, change.kind_name):
            assert part.replace("'", "&#39;") in section or part in section
    assert text.count(")=\n### ") == len(changes())


def test_the_appendix_has_a_row_per_region_and_both_counts_of_rotterdam() -> None:
    section = appendix().split("(care-locations)=")[1].split("````\n")[0]
    table = section.split("Het aantal zorglocaties (locaties)")[1].split("</table>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)[1:]]
    assert [row[0] for row in rows] == ["Rotterdam", "Utrecht", "Zilveren Kruis-regio&#39;s"]
    assert rows[0] == ["Rotterdam", "78", "−7", "0", "71", "78"]


def test_a_method_that_was_changed_in_place_has_no_bridge_and_the_appendix_says_so() -> None:
    """Without an old method to compare with, an effect of nothing would be untrue."""
    entry = next(change for change in changes() if change.id == "care-locations")
    for update in (
        {"indicators": ("providers_by_offer",)},
        {"sector": "gz", "edition": 2023, "indicators": ("clients",)},
    ):
        in_place = entry.model_copy(update={"id": "in-place", **update})
        assert bridged(in_place) == []
        text = methodology.appendix([in_place], bridge("vv"), NAMES)
        assert "De oude methode wordt niet meer berekend." in text
        assert "<table" not in text
        assert not methodology.has_region_page([in_place])
    mixed = entry.model_copy(update={"indicators": ("care_locations", "providers_by_offer")})
    assert bridged(mixed) == ["care_locations"]
    assert "niet meer berekend" not in appendix()


def test_where_units_differ_there_is_a_break_and_no_bridge() -> None:
    for identifier in ("location-map-background", "area-change-over-period"):
        section = appendix().split(f"({identifier})=")[1].split("````\n")[0]
        assert "Reeksbreuk" in section
        assert '<a href="utrecht/vv/methodiek.html">Utrecht</a>' in section
        assert "<table>" not in section


def test_a_region_has_a_waterfall_per_changed_indicator_and_a_table_per_break() -> None:
    cells = region_page("rotterdam")
    shown = [cell.outputs[0].data[MIME]["usermeta"]["regioanalyse"] for cell in cells if cell.cell_type == "code"]
    named = [name for change in changes("vv") if change.kind == "method" for name in change.indicators]
    assert [figure["indicator"] for figure in shown] == named
    assert all(cell.source for cell in cells)
    text = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert text.startswith("# Wijzigingen in de methodiek – Rotterdam (VV)")
    # four figures that changed their unit, sixteen areas each
    assert text.count("<table>") == 4
    assert text.count("<td>Delfshaven</td>") == 4
    assert "Eerst: het gebruik van Wlz-zorg, 2022 (per 1.000 inwoners van 75 jaar en ouder)" in text
    assert "Nu: de verandering van het gebruik van Wlz-zorg, 2019-2022 (%)" in text
    assert re.search(r"<td>Delfshaven</td><td[^>]*>5</td><td[^>]*>[1-5]</td>", text), "groups are whole numbers"


@pytest.mark.parametrize("region", ["zaanstreek-waterland", "zwolle", "t-gooi"])
def test_hidden_values_are_named_and_nothing_is_empty(region: str) -> None:
    text = json.dumps(region_page(region), ensure_ascii=False)
    assert "nan" not in text.lower().replace("finan", "")
    assert "<td></td>" not in text
    hidden = (Report(region, "vv", 2022, 2021).values("clients_per_1000_75plus", areas=True)["status"] != "ok").any()
    assert ("niet getoond" in text) or not hidden


def test_a_page_is_the_same_each_time() -> None:
    assert json.dumps(region_page("utrecht")) == json.dumps(region_page("utrecht"))


def test_a_report_without_changed_methods_has_no_page() -> None:
    assert methodology.has_region_page(in_effect("vv", 2022, 2022))
    assert not methodology.has_region_page(in_effect("vv", 2022, 2021))
    assert not methodology.has_region_page(in_effect("gz", 2023, 2023))


def test_a_mark_without_an_entry_fails_the_build() -> None:
    methodology.check_marks([MARKED], changes())
    wrong = chapter(Shown("clients", "clients", "x", changes=("weg",)))
    with pytest.raises(
        InputError, match=r"rotterdam/vv/03-nu: clients: change: found 'weg', allowed: care-locations, "
    ):
        methodology.check_marks([wrong], changes())


def test_the_appendix_stands_where_the_marks_lead() -> None:
    assert (root() / "book" / f"{methodology.PAGE}.md").exists()
    assert set(NAMES) <= set(sources.region_names(root()))
