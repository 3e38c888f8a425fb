"""What a reader waits for: the first chart of a page, opened from disk, and the bytes of each page."""

from pathlib import Path

from benchmarks.table import Row
from regioanalyse.errors import InputError
from regioanalyse.project import build

#: Pages with the most bytes that are opened, next to a typical one, and how often; the middle time counts.
HEAVIEST, TIMES = 3, 5
#: Milliseconds that a page may take before this gives up.
TIMEOUT = 30_000
ABOUT = (
    "Pages of `build/book`, opened from disk in Chromium without a window: time from the start of the navigation to "
    "the frame with the first chart, the middle one of five. Bytes are those of the HTML, without the scripts that "
    "pages share."
)
#: Notes when the browser is about to show the first chart that has something drawn in it.
WATCH = """
window.firstChart = new Promise(done => new MutationObserver((_, self) => {
  if (document.querySelector('.ra-chart svg *, .ra-chart canvas')) {
    self.disconnect();
    requestAnimationFrame(() => done(performance.now()));
  }
}).observe(document, {childList: true, subtree: true}));
"""


def measure(folder: Path) -> tuple[str, list[Row]]:
    """Measure the pages of the book of this project.

    Raises
    ------
    InputError
        When there is no book.
    """
    book = build() / "book"
    pages = sorted(book.rglob("*.html"), key=lambda page: page.stat().st_size)
    if not pages:
        raise InputError("build/book: found no pages; make them with `make book`")
    charts = [page for page in pages if "ra-chart" in page.read_text(encoding="utf-8")]
    chosen = [("typical page", charts[len(charts) // 2])] + [
        ("one of the heaviest pages", page) for page in charts[-HEAVIEST:]
    ]
    rows = [
        Row(f"first chart, {kind}: `{page.relative_to(book).as_posix()}`", first_chart(page), "s", "≤ 1")
        for kind, page in chosen
    ]
    heaviest = pages[-1].relative_to(book).as_posix()
    sizes = [page.stat().st_size / 1000 for page in pages]
    rows.append(Row(f"HTML of the heaviest page of {len(pages)}: `{heaviest}`", sizes[-1], "kB", "< 400"))
    rows.append(Row("HTML of the page in the middle", sizes[len(sizes) // 2], "kB"))
    return ABOUT, rows


def first_chart(page: Path) -> float:
    """Return the seconds until a page's first chart is drawn, the middle one of several visits."""
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        for _ in range(TIMES):
            # a browser of its own each time: nothing is kept of the visit before
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"], timeout=TIMEOUT
            )
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            tab.set_default_timeout(TIMEOUT)
            tab.add_init_script(WATCH)
            tab.goto(page.as_uri(), timeout=TIMEOUT, wait_until="commit")
            times.append(tab.evaluate("window.firstChart") / 1000)
            browser.close()
    return float(sorted(times)[TIMES // 2])
