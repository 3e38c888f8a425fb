"""The poster of GZ: every block of every region, with the numbers of the values and nothing that is hidden."""

import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from regioanalyse import indicators
from regioanalyse.book.pages import poster
from regioanalyse.book.pages.key_values import Numbers
from regioanalyse.book.pages.tiles import Section
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.records.sector import SECTORS
from regioanalyse.sources.text_markdown import Part
from regioanalyse.sources.texts import Text

THEMES = SECTORS["gz"].editorial.topic("stands_out").headings
CHAPTERS = [Chapter("x", "gz", "06-wachtlijst", "Wachtlijst", 2023, 2023, (Shown("waiting", "waiting", "Meer."),))]
AREAS = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1000, 1000)])
POINTS = gpd.GeoDataFrame(geometry=[shapely.Point(500, 500)])
HEADINGS = [
    "Inwoners en gebruik", "Thuis en verblijf", "VG-profielen", "Zorglocaties", "Groei van de zorgvraag", "Wachtlijst",
    "Plaatsen tot 2025 en kosten", "Initiatieven per kanslijn",
]  # fmt: skip


@pytest.fixture(scope="module")
def values(made: None) -> pd.DataFrame:
    return indicators.values("gz")


def page_of(values: pd.DataFrame, region: str, texts: list[Text] | None = None) -> str:
    return poster.poster_page(
        Section("gz", region, "De <regio>", CHAPTERS, Numbers({"gz": values})), AREAS, POINTS, texts or []
    )


def test_every_region_has_every_block(values: pd.DataFrame) -> None:
    regions = sorted(set(values["region"]) - {"zilveren-kruis", "nederland"})
    assert len(regions) == 11
    for region in regions:
        page = page_of(values, region)
        assert re.findall(r"<section><h2><a [^>]+>([^<]+)</a></h2>", page) == HEADINGS, region
        assert not re.search(r"\bnan\b|None|<regio>", page.split("````")[1]), region
        assert page.count('<svg class="ra-drawing"') == 2, region
        tiles = re.findall(r"<strong[^>]*>([^<]+)</strong>.*?<small>([^<]+)</small>", page)
        assert len(tiles) == 7, region


def test_it_links_to_the_figures_and_shows_the_locations(values: pd.DataFrame) -> None:
    page = page_of(values, "rotterdam")
    assert '<h2><a href="06-wachtlijst.html#waiting">Wachtlijst</a></h2>' in page
    assert '<h2><a href="../../leeswijzer-gz.html#gz-gz-share">Inwoners en gebruik</a></h2>' in page
    assert page.count('r="3"') == 1
    locations = values[(values["indicator"] == "care_locations") & (values["area"] == "rotterdam")]["value"].iloc[0]
    assert f"met de zorglocaties: {locations:.0f}" in page


def test_hidden_numbers_of_waiting_are_neither_shown_nor_to_be_worked_out(values: pd.DataFrame) -> None:
    waiting = values[(values["indicator"] == "waiting") & (values["area"] == "zaanstreek-waterland")]
    assert (waiting["status"] == "suppressed").sum() == 14
    page = page_of(values, "zaanstreek-waterland")
    rows = re.findall(r'<tr><th scope="row" class="ra-(\w+)">[^<]+</th>(.*?)</tr>', page)
    cells = {status: re.findall(r"<td>([^<]*)</td>", row) for status, row in rows}
    assert list(cells) == ["urgent", "active", "preference"]
    for status, shown in cells.items():
        ends = waiting[waiting["category"] == status].sort_values("period")["status"].iloc[[0, -1]]
        assert [text == "niet getoond" for text in shown[:2]] == list(ends == "suppressed"), status
        assert (shown[2] == "−") == (ends == "suppressed").any(), status


def change(values: pd.DataFrame, indicator: str, category: str, value: float | None) -> pd.DataFrame:
    rows = (values["indicator"] == indicator) & (values["area"] == "rotterdam") & (values["category"] == category)
    assert rows.any()
    changed = values.copy()
    shown = [float("nan"), "suppressed"] if value is None else [value, "ok"]
    changed.loc[rows, ["value", "status"]] = shown
    return changed


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (211.4, 269.2, "211 tot 269"),
        (-3.0, 269.2, "hooguit 269"),
        (0.4, 0.6, "hooguit 1"),
        (-9.0, 0.4, "geen"),
        (None, 269.2, "niet getoond"),
    ],
)
def test_shortage_of_places(values: pd.DataFrame, low: float | None, high: float, text: str) -> None:
    changed = change(change(values, "capacity_shortage", "low", low), "capacity_shortage", "high", high)
    assert f"<strong>{text}</strong><span>plaatsen te weinig in 2025" in page_of(changed, "rotterdam")


def test_a_hidden_share_leaves_its_bar_empty(values: pd.DataFrame) -> None:
    page = page_of(change(values, "at_home_share", "", None), "rotterdam")
    assert page.count('<b class="ra-hidden" style="width:100.0%">niet getoond</b>') == 3
    page = page_of(change(values, "care_profile_share", "7VG", None), "rotterdam")
    assert re.search(r"<span>7VG</span><div><i [^>]+></i></div><em>niet getoond \(", page)


def test_a_hidden_forecast_has_no_band(values: pd.DataFrame) -> None:
    changed = change(change(values, "projected_clients", "max", None), "projected_growth", "max", None)
    page = page_of(changed, "rotterdam")
    assert "ra-band" not in page
    assert "te weinig mensen" in page


def test_themes_stand_on_it_where_there_are_texts(values: pd.DataFrame) -> None:
    parts = [Part("", "Vooraf."), *(Part(theme, f"Over **{theme}**.") for theme in THEMES)]
    text = Text("gz", "rotterdam", 2023, "stands_out", "Een <bron>", tuple(parts), (), "data/texts/x.md")
    page = page_of(values, "rotterdam", [text])
    assert re.findall(r"<h3>([^<]+)</h3>", page) == list(THEMES)
    assert "<p>Over <strong>Innovatie</strong>.</p>" in page
    assert "Redactionele tekst. Bron: Een &lt;bron&gt;." in page
    assert "ra-themes" not in page_of(values, "rotterdam")
