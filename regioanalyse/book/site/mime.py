"""How a figure of a notebook becomes HTML: the myst-nb plugin for Vega-Lite outputs.

A figure travels through the notebook as data (a Vega-Lite specification with everything that belongs to it in
`usermeta`). Here it becomes a `<figure>` that works without scripts, except for the drawing itself, which
`book/_static/regioanalyse.js` makes in the reader's browser.
"""

import csv
import io
from typing import Any

from docutils import nodes
from markupsafe import Markup

from regioanalyse.book.pages.rendering import csv_link, entry, render, script_json, table_html
from regioanalyse.figures import MIME
from regioanalyse.figures.theme import WIDTH

_MORE = "Definitie en rekenvoorbeeld in de leeswijzer"

_EMPTY = Markup('<p class="ra-empty">{}</p>')
#: From a page with figures to the appendix: they all stand two folders deep, `<region>/<sector>/`.
APPENDIX = "../../methodiek.html"


class VegaFigure(nodes.General, nodes.Element):
    """A figure; its children are pieces of HTML. `source` holds where its numbers come from."""


class Unindexed(nodes.General, nodes.Element):
    """HTML (attribute `html`) that the search index leaves out: numbers and specifications find nothing."""


class BookLink(nodes.General, nodes.Element):
    """A link to a place in the book: `page` (name without ending), `anchor` on it, and the `text` of the link."""


class FigureRenderer:
    """The plugin that myst-nb finds through the entry point `myst_nb.mime_renderers`."""

    mime_priority_overrides = (("html", MIME, 1),)

    @staticmethod
    def handle_mime(renderer: object, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Return the figure of one output; nothing for another output, or within a sentence, where none can stand."""
        if inline or data.mime_type != MIME:
            return None
        return [figure_node(data.content)]


def figure_node(spec: dict[str, Any]) -> VegaFigure:
    """Return the figure of one Vega-Lite specification: caption and source are searchable, chart and table are not.

    A chart without `usermeta.regioanalyse`, which an analyst draws in passing, is shown alone.
    """
    meta = spec.get("usermeta", {}).get("regioanalyse")
    # the title serves JupyterLab; here the caption says the same, in text that search and screen readers find
    dropped = {"usermeta", "title"} if meta else {"usermeta"}
    drawn = {key: value for key, value in spec.items() if key not in dropped}
    if drawn.get("width") == WIDTH:
        drawn["width"] = "container"
    chart = render("figure_chart.html", description=spec.get("description", ""), spec=script_json(drawn))
    if not meta:
        return VegaFigure("", Unindexed(html=chart), source="", identifier="")
    page, anchor = entry(meta["sector"], meta["indicator"])
    # a later figure of an indicator has a number, from staging
    identifier = str(meta.get("id") or meta["indicator"])
    return VegaFigure(
        "",
        _raw(render("figure_caption.html", meta=meta, anchor=identifier)),
        _raw(_EMPTY.format(meta["empty"])) if meta.get("empty") else Unindexed(html=chart),
        _raw(render("figure_source.html", meta=meta, appendix=APPENDIX)),
        Unindexed(html=render("figure_more.html", table=table_html(**meta["table"]), download=_download(meta))),
        _raw(Markup("<details><summary>Toelichting</summary><p>{}</p><p>").format(meta["explanation"])),
        BookLink(page=page, anchor=anchor, text=_MORE),
        _raw(Markup("</p></details></div>")),
        source=meta["source"],
        identifier=identifier,
    )


def visit_figure(writer: Any, node: VegaFigure) -> None:
    """Open the figure element (called by Sphinx)."""
    anchor = Markup(' id="{}"').format(node["identifier"]) if node["identifier"] else Markup()
    writer.body.append(Markup('<figure class="ra-figure"{}>').format(anchor))


def depart_figure(writer: Any, node: VegaFigure) -> None:
    """Close the figure element (called by Sphinx)."""
    writer.body.append("</figure>\n")


def visit_link(writer: Any, node: BookLink) -> None:
    """Write the link, relative to the page it stands on (called by Sphinx)."""
    page = writer.builder.get_relative_uri(writer.builder.current_docname, node["page"])
    writer.body.append(Markup('<a href="{}#{}">{}</a>').format(page, node["anchor"], node["text"]))
    raise nodes.SkipNode


def visit_unindexed(writer: Any, node: Unindexed) -> None:
    """Write the HTML as it is (called by Sphinx)."""
    writer.body.append(node["html"])
    raise nodes.SkipNode


def _raw(html: Markup) -> nodes.raw:
    return nodes.raw(text=str(html), format="html")


def _download(meta: dict[str, Any]) -> Markup:
    text = io.StringIO()
    text.writelines(f"# {line}\n" for line in meta["about"])
    csv.writer(text, lineterminator="\n").writerows([meta["values"]["columns"], *meta["values"]["rows"]])
    return csv_link(text.getvalue(), meta["filename"], "CSV")
