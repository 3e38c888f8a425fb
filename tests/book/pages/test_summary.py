"""The summary of VV: tiles by chapter, the goals with what makes them urgent, the findings in order."""

import re

import pandas as pd
import pytest

from regioanalyse import indicators
from regioanalyse.book.pages import summary
from regioanalyse.book.pages.key_values import KEYS, Numbers
from regioanalyse.book.pages.tiles import Section
from regioanalyse.book.staging.chapters import Chapter, Shown
from regioanalyse.records.sector import SECTORS
from tests.book.book_examples import example_numbers

GROUPS = list(dict.fromkeys(key.group for key in KEYS if key.sector == "vv"))
GOALS = [topic.title for topic in SECTORS["vv"].editorial.topics]
CHAPTERS = [
    Chapter("x", "vv", "03-nu", "Nu", 2022, 2022, (Shown("clients", "clients", "Eerst <dit>."),)),
    Chapter("x", "vv", "04-straks", "Straks", 2022, 2022, (Shown("workers", "workers", "Dan dat."),)),
]  # fmt: skip


@pytest.fixture(scope="module")
def values(made: None) -> pd.DataFrame:
    return indicators.values("vv")


def test_every_region_has_every_tile_and_goal_whatever_is_hidden(values: pd.DataFrame) -> None:
    numbers = Numbers({"vv": values})
    expected = sum(key.sector == "vv" for key in KEYS)
    regions = sorted(set(values["region"]) - {"zilveren-kruis", "nederland"})
    assert len(regions) == 11
    for region in regions:
        page = summary.summary_page(Section("vv", region, "De regio", CHAPTERS, numbers))
        tiles = re.findall(r"<li><a href=[^>]+><strong[^>]*>(.*?)</strong>.*?<small>(.*?)</small></a></li>", page)
        assert len(tiles) == expected, region
        # all have a comparator
        assert all(value and against for value, against in tiles), region
        assert not re.search(r"\bnan\b|None", page), region
        assert [page.index(f"<h2>{group}</h2>") for group in GROUPS] == sorted(
            page.index(f"<h2>{group}</h2>") for group in GROUPS
        )
        goals = re.findall(r"<li><strong>([^<]+)</strong><a [^>]+>([^<]+)</a></li>", page)
        assert [goal for goal, _ in goals] == GOALS
        assert all("extra plaatsen" in said for _, said in goals[:2])


def test_hidden_shares_are_told(values: pd.DataFrame) -> None:
    numbers = Numbers({"vv": values})
    hidden = values[(values["indicator"] == "outside_treeknorm_share") & (values["status"] == "suppressed")]
    region = hidden["region"].iloc[0]
    assert hidden[hidden["region"] == region]["period"].nunique() == 8
    page = summary.summary_page(Section("vv", region, "De regio", CHAPTERS, numbers))
    assert page.count("niet getoond") == 1
    assert '<strong class="ra-hidden">niet getoond</strong>' in page


def test_findings_come_in_order_and_names_cannot_become_html() -> None:
    page = summary.summary_page(Section("vv", "rotterdam", "Rotterdam", CHAPTERS, example_numbers()))
    assert "# Samenvatting – Rotterdam (VV)\n" in page
    first, then = page.index("Eerst &lt;dit&gt;."), page.index("Dan dat.")
    assert first < then
    # what an edition lacks is left out, and its heading with it
    assert "<h2>Wie woont er</h2>" in page
    assert "<h2>Wachten</h2>" not in page
    assert page.count("ra-goals") == 1


def test_more_findings_are_printed_smaller() -> None:
    def size(count: int) -> float:
        figures = tuple(Shown(str(number), "clients", "x" * 100) for number in range(count))
        chapter = Chapter("x", "vv", "03-nu", "Nu", 2022, 2022, figures)
        page = summary.summary_page(Section("vv", "rotterdam", "Rotterdam", [chapter], example_numbers()))
        return float(re.findall(r"--ra-told:([\d.]+)px", page)[0])

    assert size(0) == size(5) == 11
    assert 11 > size(40) > size(60) > 6.5
    assert size(500) == 6.5


def test_a_plain_front_page_has_the_key_values_alone() -> None:
    page = summary.summary_page(Section("vv", "rotterdam", "Rotterdam", CHAPTERS, example_numbers()), plain=True)
    assert '<ul class="ra-tiles"><li>' in page
    assert "<h2>Wie woont er</h2>" in page
    assert not any(part in page for part in ("ra-goals", 'ra-told"', "Eerst"))
    assert '<a href="03-nu.html">Nu</a>' in page
