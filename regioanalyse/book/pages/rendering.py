"""Pages and pieces of HTML from the templates in `templates/`, which escape all text from data."""

import base64
import json
import re
from pathlib import Path

from docutils import nodes
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from regioanalyse.figures.formats import NOT_SHOWN, number

#: For a page that needs its full width: no list of headings beside it.
WIDE = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n\n"


def _source(name: str) -> str:
    """Return a template without its line breaks and indents: they are there for its editor, not for the page."""
    text = (Path(__file__).parent / "templates" / name).read_text(encoding="utf-8")
    return re.sub(r"\n\s*", "", text)


_TEMPLATES = Environment(loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined)
_TEMPLATES.globals.update(number=number, not_shown=NOT_SHOWN)


def render(template: str, **values: object) -> Markup:
    """Return what a template makes of values; text in them is escaped, `Markup` is not."""
    return Markup(_TEMPLATES.get_template(template).render(values))


def html_block(html: str) -> str:
    """Return HTML as a block that may stand in a Markdown page."""
    # a backtick could end the block
    return f"````{{raw}} html\n{html.replace('`', '&#96;')}\n````\n"


def entry(sector: str, indicator: str) -> tuple[str, str]:
    """Return where the reading guide defines an indicator: the page (name without ending), and the anchor on it."""
    return f"leeswijzer-{sector}", nodes.make_id(f"{sector}-{indicator}")


def script_json(value: object) -> Markup:
    """Return `value` as JSON that may stand in a script element: no text in it can close the element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def table_html(columns: list[str], align: list[str], rows: list[list[str]], bare: bool = False) -> Markup:
    """Return a table that scrolls when it is too wide, unless it is `bare`; numbers are aligned "right"."""
    return render("table.html", columns=columns, align=align, rows=rows, bare=bare)


def csv_link(text: str, filename: str, label: str) -> Markup:
    """Return a link that saves `text` as a file, without a server."""
    # Excel reads UTF-8 only with a byte order mark in front
    encoded = base64.b64encode(("\ufeff" + text.removeprefix("\ufeff")).encode()).decode()
    return render("csv_link.html", encoded=encoded, filename=filename, label=label)
