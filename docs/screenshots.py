"""Make the README's picture from the book in `build/book` (`make screenshots`)."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
PAGE = DOCS.parent / "build" / "book" / "rotterdam" / "index.html"


def main() -> None:
    """Open the first screen of a region in Chromium and save what a reader sees."""
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(PAGE.as_uri())
        page.wait_for_load_state("networkidle")
        page.screenshot(path=DOCS / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    main()
