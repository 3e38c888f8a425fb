"""Pieces of HTML that pages and figures share."""

import base64
import json
from html import escape

from docutils import nodes


def entry(sector: str, indicator: str) -> tuple[str, str]:
    """Return where the reading guide defines an indicator: the page (name without ending), and the anchor on it."""
    return f"leeswijzer-{sector}", nodes.make_id(f"{sector}-{indicator}")


def script_json(value: object) -> str:
    """Return `value` as JSON that may stand in a script element: no text in it can close the element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def table_html(columns: list[str], align: list[str], rows: list[list[str]]) -> str:
    """Return a table of formatted text; a column with `align` "right" holds numbers."""

    def row(cells: list[str], tag: str) -> str:
        return "".join(
            f"<{tag}{_number(side)}{_scope(tag)}>{escape(str(cell))}</{tag}>"
            for cell, side in zip(cells, align, strict=True)
        )

    def _number(side: str) -> str:
        return ' class="ra-number"' if side == "right" else ""

    def _scope(tag: str) -> str:
        return ' scope="col"' if tag == "th" else ""

    body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in rows)
    return f"<table><thead><tr>{row(columns, 'th')}</tr></thead><tbody>{body}</tbody></table>"


def csv_link(text: str, filename: str, label: str) -> str:
    """Return a link that saves `text` as a file, without a server."""
    # Excel reads UTF-8 only with a byte order mark in front
    encoded = base64.b64encode(("\ufeff" + text.removeprefix("\ufeff")).encode()).decode()
    return (
        f'<a class="ra-download" download="{escape(filename)}" href="data:text/csv;charset=utf-8;base64,{encoded}">'
        f"{escape(label)}</a>"
    )
