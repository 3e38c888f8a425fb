"""The table that a measurement ends in: what, measured, limit, whether it holds; kept per part in one Markdown page."""

import operator
import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HEAD = """# Benchmarks

Written by `make bench`, not by hand. Both sides of a ratio are measured in one run on one machine; each part says
when and where. A part can be measured by itself: `python -m benchmarks book`.
"""
_LIMITS = {"≤": operator.le, "≥": operator.ge, "<": operator.lt}


@dataclass(frozen=True)
class Row:
    """One measurement.

    Attributes
    ----------
    what
        What was measured, in words.
    measured
        The number.
    unit
        Behind the number; empty for a ratio.
    limit
        What must hold, as `≤ 2`; empty for a number that is only told.
    """

    what: str
    measured: float
    unit: str = ""
    limit: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the limit holds; None where there is none."""
        if not self.limit:
            return None
        sign, number = self.limit.split()
        return bool(_LIMITS[sign](self.measured, float(number)))

    def line(self) -> str:
        """Return the row in Markdown."""
        unit = f" {self.unit}" if self.unit else ""
        limit = f"{self.limit}{unit}" if self.limit else ""
        holds = {None: "", True: "yes", False: "**no**"}[self.holds]
        return f"| {self.what} | {number(self.measured)}{unit} | {limit} | {holds} |"


def number(value: float) -> str:
    """Return a number with three digits that count, more where they are before the point."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if abs(value) >= 10 else 2}f}"


def machine(today: date | None = None) -> str:
    """Return when and on what is measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{today or date.today()}, {os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}; load of the machine before: {load:.1f}"
    )


def section(title: str, about: str, rows: Sequence[Row]) -> str:
    """Return the part of the page for one set of measurements.

    Parameters
    ----------
    title
        Of the part.
    about
        When, on what, and what a reader must know of how.
    rows
        In their order.
    """
    lines = [f"## {title}", "", about, "", "| what | measured | limit | holds |", "|---|---:|---:|---|"]
    return "\n".join([*lines, *(row.line() for row in rows)]) + "\n"


def put(page: Path, order: Sequence[str], sections: Mapping[str, str]) -> None:
    """Put new parts into the page, in place of those of before; the others stay.

    Parameters
    ----------
    page
        The Markdown file; made when it is not there.
    order
        Titles of all parts.
    sections
        Text of the new parts, by title.
    """
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    kept = dict(re.findall(r"^(?=## (.*)$)((?:.|\n)*?)(?=^## |\Z)", text, flags=re.MULTILINE))
    parts = {title: part.strip() + "\n" for title, part in {**kept, **sections}.items()}
    page.write_text("\n".join([HEAD, *(parts[title] for title in order if title in parts)]), encoding="utf-8")
