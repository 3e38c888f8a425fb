"""The finished book, as a reader opens it: from disk, in a browser, on a screen and on a phone."""

import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from regioanalyse import sources
from regioanalyse.book.pages.rendering import entry
from regioanalyse.indicators import INDICATORS
from regioanalyse.project import build
from tests.needed import or_skip

BOOK = build() / "book"
REGIONS = ("rotterdam", "friesland", "t-gooi", "zaanstreek-waterland")
SCREEN, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

#: Chromium's own traffic (updates, safe browsing) is no request of the book.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session", autouse=True)
def _book_is_there() -> None:
    if not (BOOK / "index.html").exists():
        or_skip("there is no book in build/book; make it with `make book`")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        or_skip("no browser found; install one with `apt-get install chromium`, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def sample() -> list[str]:
    """Return every kind of page, of a few regions."""
    guide = ["leeswijzer.html", "leeswijzer-vv.html", "leeswijzer-gz.html", "verschillen.html"]
    pages = ["index.html", *guide, "gegevens.html", "search.html"]
    for region in REGIONS:
        pages += sorted(path.relative_to(BOOK).as_posix() for path in (BOOK / region).rglob("*.html"))
    return pages


def every_page() -> list[str]:
    return sorted(path.relative_to(BOOK).as_posix() for path in BOOK.rglob("*.html") if "_static" not in path.parts)


@cache
def html(page: str) -> str:
    return (BOOK / page).read_text(encoding="utf-8")


CHARTS = "[...document.querySelectorAll('.ra-chart')]"


class Visit:
    """A page opened from disk, and what went wrong meanwhile."""

    def __init__(self, browser: Browser, size: dict[str, int], scheme: str = "light") -> None:
        self.context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("console", lambda message: self._note(message.type == "error", message.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on("request", lambda request: self._note(not request.url.startswith(("file:", "data:")), request.url))
        self.page.on("requestfailed", lambda request: self._note(True, f"failed: {request.url}"))

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.problems.append(text)

    def open(self, page: str) -> Any:
        """Open a page and wait until no figure is waiting to be drawn or half done."""
        self.page.goto(f"file://{BOOK}/{page}")
        self.page.wait_for_function(f"{CHARTS}.every(chart => /yes|failed/.test(chart.dataset.drawn))")
        return self.page

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


MARKS = """
[...document.querySelectorAll('figure.ra-figure')].map(figure => [
    figure.id,
    figure.querySelectorAll('.ra-empty, .ra-chart svg .role-mark :is(path, text, line, rect, image)').length,
    figure.querySelector('.ra-empty, .ra-chart').clientWidth,
])
"""


def test_figures_are_drawn_without_errors_or_requests(browser: Browser) -> None:
    with Visit(browser, SCREEN) as visit:
        for name in sample():
            found = visit.open(name).evaluate(MARKS)
            assert visit.problems == [], name
            assert len(found) == html(name).count('<figure class="ra-figure"'), name
            assert [figure for figure, marks, width in found if not marks or width < 300] == [], name


def test_every_chapter_has_figures() -> None:
    chapters = [name for name in every_page() if re.fullmatch(r"[\w-]+/(vv|gz)/\d\d-[\w-]+\.html", name)]
    assert chapters
    # a page of editorial texts has none
    shown = ("ra-spec", "ra-editorial")
    assert [name for name in chapters if not any(part in html(name) for part in shown)] == []


def test_no_page_scrolls_sideways_on_a_phone(browser: Browser) -> None:
    with Visit(browser, PHONE) as visit:
        wide = [name for name in sample() if visit.open(name).evaluate("document.documentElement.scrollWidth") > 390]
        assert wide == []
        assert visit.problems == []


def test_a_map_on_a_phone_leaves_no_empty_page_around_it(browser: Browser) -> None:
    with Visit(browser, PHONE) as visit:
        # the first background of a chart is that of its plot
        maps = visit.open("rotterdam/gz/03-huidige-zorg.html").evaluate(
            "[...document.querySelectorAll('.ra-chart svg:has(.mark-shape)')]"
            ".map(svg => ['.mark-shape', '.background'].map(part => svg.querySelector(part).getBBox().height))"
        )
        assert maps
        assert all(areas > 0.9 * room for areas, room in maps)


def test_nothing_that_is_heard_is_english(browser: Browser) -> None:
    with Visit(browser, SCREEN) as visit:
        names = visit.open("rotterdam/vv/02-regionale-kenmerken.html").evaluate(
            """[...document.querySelectorAll("main *, header *, aside, nav")]
            .filter((element) => !element.closest("[aria-hidden=true]"))
            .flatMap((element) => ["title", "aria-label", "aria-roledescription", "data-bs-original-title"]
            .map((name) => element.getAttribute(name))).filter(Boolean)"""
        )
    assert "Link naar dit kopje" in names
    assert "Kopjes van deze pagina tonen of verbergen" in names
    english = re.compile(r"\b(the|this|to|toggle|page|main|announcement|mark|visualization|axis)\b", re.IGNORECASE)
    assert [name for name in names if english.search(name)] == []


#: Notes whether the first chart is there when the theme's scripts have run, and how often any chart is drawn.
NOTE_DRAWINGS = """
window.drawings = 0;
new MutationObserver(records => {
    const added = records.flatMap(record => [...record.addedNodes]);
    window.drawings += added.filter(node => node.matches?.('.ra-chart svg:not(svg svg)')).length;
}).observe(document, {childList: true, subtree: true});
document.addEventListener('DOMContentLoaded', () => {
    window.early = document.querySelector('.ra-chart').dataset.drawn === 'yes';
});
"""


@pytest.mark.parametrize(("scheme", "early"), [("light", True), ("dark", False)])
def test_the_first_chart_waits_for_the_theme_only_when_that_turns_dark(
    browser: Browser, scheme: str, early: bool
) -> None:
    page_with_figures = next(name for name in sample() if "ra-spec" in html(name))
    label = "getComputedStyle(document.querySelector('.ra-chart svg .role-axis-label text')).fill"
    with Visit(browser, SCREEN, scheme) as visit:
        visit.page.add_init_script(NOTE_DRAWINGS)
        page = visit.open(page_with_figures)
        assert page.evaluate("window.early") == early
        assert (_lightness(page.evaluate(label)) > 160) == (scheme == "dark")
        assert page.evaluate("window.drawings") == html(page_with_figures).count("ra-spec")


def test_dark_theme_draws_the_figures_again_in_light_ink(browser: Browser) -> None:
    page_with_figures = next(name for name in sample() if "ra-spec" in html(name))
    label = "getComputedStyle(document.querySelector('.ra-chart svg .role-axis-label text')).fill"
    with Visit(browser, SCREEN) as visit:
        page = visit.open(page_with_figures)
        assert _lightness(page.evaluate(label)) < 120
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.wait_for_function(f"{CHARTS}.every(chart => chart.dataset.drawn === 'yes')")
        assert _lightness(page.evaluate(label)) > 160
        behind = page.evaluate(f"{CHARTS}.map(chart => getComputedStyle(chart.querySelector('svg')).backgroundColor)")
        assert set(behind) == {"rgba(0, 0, 0, 0)"}
        drawn = page.evaluate(f"{CHARTS}.map(chart => chart.querySelectorAll('svg').length)")
        assert drawn == [1] * html(page_with_figures).count("ra-spec")


def _lightness(colour: str) -> float:
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3


def test_search_works_from_disk_in_dutch(browser: Browser) -> None:
    with Visit(browser, SCREEN) as visit:

        def hits(words: str) -> list[str]:
            page = visit.open(f"search.html?q={words}")
            ended = "/^(Gevonden|Uw zoekopdracht)/.test(document.querySelector('.search-summary')?.textContent)"
            page.wait_for_function(ended)
            return page.locator("#search-results ul.search li a").all_text_contents()

        one, many = hits("voorbeeldgegeven"), hits("voorbeeldgegevens")
        assert one, "the Dutch stemmer finds the plural"
        assert one == many
        assert any("Rotterdam" in title for title in hits("rotterdam"))
        assert hits("qqqxyz") == []
        assert visit.problems == []


def test_regions_sort_by_a_click_on_a_head(browser: Browser) -> None:
    with Visit(browser, SCREEN) as visit:
        page = visit.open("index.html")
        values = "[...document.querySelectorAll('.ra-regions tbody tr')].map(r => Number(r.cells[1].dataset.value))"
        head = page.locator(".ra-regions thead tr:last-child th").nth(1)
        head.locator("button").click()
        falling = page.evaluate(values)
        assert falling == sorted(falling, reverse=True)
        assert head.get_attribute("aria-sort") == "descending"
        head.locator("button").press("Enter")
        assert page.evaluate(values) == sorted(falling)
        page.locator(".ra-regions thead tr:last-child th button").first.click()
        names = page.locator(".ra-regions tbody th > a").all_text_contents()
        assert names.index("Friesland") < names.index("'t Gooi") < names.index("Kennemerland")


def test_keyboard_opens_a_table_under_a_figure(browser: Browser) -> None:
    with Visit(browser, SCREEN) as visit:
        page = visit.open(next(name for name in sample() if "ra-spec" in html(name)))
        details = page.locator("figure.ra-figure details").first
        details.locator("summary").focus()
        page.keyboard.press("Enter")
        assert details.locator("td").first.is_visible()


def test_print_is_light_whatever_the_screen_is(browser: Browser) -> None:
    label = "getComputedStyle(document.querySelector('.ra-chart svg .role-axis-label text')).fill"
    with Visit(browser, SCREEN, scheme="dark") as visit:
        page = visit.open(next(name for name in sample() if "ra-spec" in html(name)))
        for event, is_light in (("beforeprint", True), ("afterprint", False)):
            page.evaluate(f"window.dispatchEvent(new Event('{event}'))")
            page.wait_for_function(f"{CHARTS}.every(chart => chart.dataset.drawn === 'yes')")
            assert (_lightness(page.evaluate(label)) < 120) == is_light


def test_print_has_no_navigation(browser: Browser) -> None:
    with Visit(browser, SCREEN, scheme="dark") as visit:
        page = visit.open("rotterdam/index.html")
        page.emulate_media(media="print")
        for selector in (".bd-sidebar-primary", ".bd-header-article", ".prev-next-footer"):
            assert not page.locator(selector).first.is_visible(), selector
        assert page.locator(".ra-tiles").first.is_visible()


#: What Chromium prints, in points: width and height of each page.
A3_LANDSCAPE, A4_PORTRAIT = (1190.6, 841.9), (595.3, 841.9)


@pytest.mark.parametrize(("page", "size"), [("gz/index.html", A3_LANDSCAPE), ("vv/index.html", A4_PORTRAIT)])
def test_poster_and_summary_print_on_one_sheet(browser: Browser, page: str, size: tuple[float, float]) -> None:
    for region in REGIONS:
        with Visit(browser, SCREEN, scheme="dark") as visit:
            sheets = re.findall(
                rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", visit.open(f"{region}/{page}").pdf(prefer_css_page_size=True)
            )
        assert len(sheets) == 1, region
        assert [float(side) for side in sheets[0]] == pytest.approx(size, abs=1), region


SMALL_OR_CUT = """
[...document.querySelectorAll('.ra-poster :is(span, small, p, em, b, td, th, text), .ra-summary :is(span, small, li)')]
    .filter(part => part.textContent.trim() && part.getClientRects().length)
    .filter(part => {
        const box = part.getBoundingClientRect(), svg = part.ownerSVGElement;
        const room = svg ? svg.getBoundingClientRect() : {left: 0, right: innerWidth};
        const scale = svg ? room.width / svg.viewBox.baseVal.width : 1;
        const small = parseFloat(getComputedStyle(part).fontSize) * scale < 11;
        const cut = !svg && part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1;
        return small || cut || box.left < room.left - 1 || box.right > room.right + 1;
    })
    .map(part => part.textContent)
"""


@pytest.mark.parametrize("size", [PHONE, SCREEN, {"width": 1920, "height": 1080}])
def test_poster_and_summary_are_readable_and_nothing_is_cut_off(browser: Browser, size: dict[str, int]) -> None:
    for region in REGIONS:
        for page in ("gz/index.html", "vv/index.html"):
            with Visit(browser, size) as visit:
                assert visit.open(f"{region}/{page}").evaluate(SMALL_OR_CUT) == [], (region, page)
                assert visit.problems == []


def test_poster_and_summary_fit_their_screen(browser: Browser) -> None:
    for region in REGIONS:
        for page, part, size in (
            ("vv/index.html", ".ra-groups", {"width": 1280, "height": 800}),
            ("gz/index.html", ".ra-poster", {"width": 1920, "height": 1080}),
        ):
            with Visit(browser, size) as visit:
                bottom = f"document.querySelector('{part}').getBoundingClientRect().bottom"
                assert visit.open(f"{region}/{page}").evaluate(bottom) <= size["height"], (region, page)


def test_every_page_says_that_the_data_are_examples_while_they_are() -> None:
    synthetic = sources.synthetic()
    assert [name for name in every_page() if ("<strong>Voorbeeldgegevens." in html(name)) != synthetic] == []


def test_every_page_tells_edition_method_manifest_and_reading_guide() -> None:
    needed = (
        r"editie \d{4}, methodiek \d{4}",
        r'<a href="[./]*_static/manifest\.json">Manifest',
        r'<a href="([./]*leeswijzer\.html|#)">Hoe lees ik dit',
    )
    wrong = [(name, part) for name in every_page() for part in needed if not re.search(part, html(name))]
    assert wrong == []


def test_every_page_is_dutch() -> None:
    assert [name for name in every_page() if not re.search(r'<html[^>]* lang="nl"', html(name))] == []
    english = re.compile(r"(?i)skip to main|back to top|on this page|search the docs|>\s*(next|previous|search)\s*<")
    assert [(name, found[0]) for name in every_page() if (found := english.search(html(name)))] == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    loading = re.compile(r'<(?:script|link|img|iframe|source|object|embed)\b[^>]*\b(?:src|href|data)="\s*(?:\w+:)?//')
    assert [(name, found[0]) for name in every_page() if (found := loading.search(html(name)))] == []
    styles = {path.name: path.read_text(encoding="utf-8") for path in BOOK.rglob("*.css")}
    assert [name for name, text in styles.items() if re.search(r"(url\(|@import)\s*[\"']?\s*(https?:)?//", text)] == []


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8")))


def test_every_link_leads_somewhere() -> None:
    dead = []
    for name in every_page():
        for link in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', html(name)):
            target = unescape(link)
            if re.match(r"\w+:", target) or target == "#":
                continue
            file, _, anchor = target.partition("#")
            page = (BOOK / name).parent / unquote(file.partition("?")[0]) if file else BOOK / name
            if not page.is_file() or (anchor and page.suffix == ".html" and unquote(anchor) not in _ids(page)):
                dead.append((name, target))
    assert dead == []


def test_every_figure_leads_to_its_entry_in_the_reading_guide() -> None:
    wrong = []
    for name in every_page():
        for figure in re.findall(r'<figure class="ra-figure" id=.*?</figure>', html(name), re.DOTALL):
            entries = re.findall(r'href="[./]*leeswijzer-(vv|gz)\.html#\1-[a-z0-9-]+"', figure)
            if entries != [name.split("/")[1]]:
                wrong.append((name, entries))
    assert wrong == []


#: Numbers of no page of this edition: a part of the country that only GZ shows, and what the edition before showed.
ONLY_IN_DOWNLOADS = {"vv-population-share", "vv-projected-clients-per-1000-75plus"}


def test_the_reading_guide_lists_every_indicator_in_the_book_and_nothing_else() -> None:
    listed = {
        anchor
        for sector in ("vv", "gz")
        for anchor in re.findall(rf'id="({sector}-[^"]+)"', html(f"leeswijzer-{sector}.html"))
    }
    known = {entry(about.sector, about.name)[1] for about in INDICATORS}
    assert listed == known - ONLY_IN_DOWNLOADS


def test_pages_of_the_reading_guide_are_light() -> None:
    sizes = {name: (BOOK / name).stat().st_size for name in sample() if name.startswith(("leeswijzer", "verschillen"))}
    assert {name: size for name, size in sizes.items() if size > 400_000} == {}


def test_ids_are_unique_on_a_page() -> None:
    twice = []
    for name in every_page():
        ids = re.findall(r'<(?:figure|section)\b[^>]*\bid="([^"]+)"', html(name))
        twice += [(name, each) for each in set(ids) if ids.count(each) > 1]
    assert twice == []
