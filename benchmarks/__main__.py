"""Measure and write `docs/benchmarks.md`: all parts, or those that are named."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import book, marts, pages, regions, table
from regioanalyse.project import root

PARTS = ("book", "marts", "regions", "pages")


def main() -> None:
    """Run the parts that are asked for, each in a folder of its own that leaves, and put their rows into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--full", action="store_true", help="run all notebooks by hand, not a sample")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.parts) - set(PARTS)):
        parser.error(f"found {unknown[0]!r}, allowed: {', '.join(PARTS)}")
    for part in asked.parts or PARTS:
        on = table.machine()
        with tempfile.TemporaryDirectory(prefix="benchmarks-", ignore_cleanup_errors=True) as folder:
            place = Path(folder)
            about, rows = {
                "book": lambda place=place: book.measure(place, asked.full),
                "marts": lambda place=place: marts.measure(place),
                "regions": lambda place=place: regions.measure(place),
                "pages": lambda place=place: pages.measure(place),
            }[part]()

        text = table.section(part, f"{on}\n\n{about}", rows)
        table.put(root() / "docs" / "benchmarks.md", PARTS, {part: text})
        print(text)  # noqa: T201


if __name__ == "__main__":
    main()
