"""The book's own Sphinx extension: figures, the notice and footer of every page, and what makes a build clean.

`_config.yml` loads it. What differs per build (are the data examples, which editions) comes in as configuration
values, so that Sphinx writes every page again when one of them changes.
"""

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from myst_nb import sphinx_ as notebooks
from sphinx.addnodes import toctree
from sphinx.search.nl import SearchDutch

from regioanalyse import content
from regioanalyse.book.stage import FIGURE_SCRIPT, SCRIPTS
from regioanalyse.figures.mime import (
    BookLink,
    Unindexed,
    VegaFigure,
    depart_figure,
    visit_figure,
    visit_link,
    visit_unindexed,
)

NOTICE = (
    "<strong>Voorbeeldgegevens.</strong> Geijkt op gepubliceerde cijfers van Rotterdam en de Zilveren Kruis-regio's"
    " samen; andere verschillen zijn verzonnen."
)

#: Opens and closes a branch of the contents.
_ARROW = '<i class="fa-solid fa-chevron-down"></i>'
_TOGGLE = f'<summary><span class="toctree-toggle" role="presentation">{_ARROW}</span></summary>'

#: Extensions that only miss the flag that they may run in parallel; one without it makes the whole build serial.
_SAFE_IN_PARALLEL = ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex")


def setup(app: Any) -> dict[str, bool]:
    """Register everything with Sphinx."""
    app.add_node(VegaFigure, html=(visit_figure, depart_figure))
    app.add_node(Unindexed, html=(visit_unindexed, None))
    app.add_node(BookLink, html=(visit_link, None))
    app.add_config_value("regioanalyse_synthetic", True, "html")
    app.add_config_value("regioanalyse_editions", {}, "html")
    app.add_search_language(Dutch)
    # myst-nb writes a notebook once more, for a role of its own that no page has: a third of the time to read it
    notebooks.nbformat = SimpleNamespace(writes=lambda _: "")
    app.connect("config-inited", _allow_parallel)
    app.connect("config-inited", _announce)
    app.connect("builder-inited", _add_scripts)
    app.connect("builder-inited", _keep_templates)
    app.connect("builder-inited", _render_once)
    app.connect("env-before-read-docs", _note_titles)
    app.connect("env-updated", _changed_titles)
    app.connect("html-page-context", _complete_page)
    app.connect("html-collect-pages", _forget_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class Dutch(SearchDutch):
    """The Dutch of Sphinx's search, that works each word out once: pages share most of theirs."""

    def init(self, options: dict[str, str]) -> None:
        """Begin without words."""
        super().init(options)
        self._stem_once = cache(super().stem)

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        return self._stem_once(word)


def read_notebook(text: str) -> nbformat.NotebookNode:
    """Return a notebook, which papermill or staging has written: it needs no check against the schema any more."""
    return nbformat.v4.reads(text)


def footer(sectors: list[str], sources: list[str], app: Any, pathto: Any) -> str:
    """Return what stands at the bottom of each page: what the numbers are, and where to read on.

    Parameters
    ----------
    sectors
        The sectors on the page.
    sources
        Where the figures on the page come from; empty on a page without figures.
    app
        The Sphinx application, for its configuration.
    pathto
        Sphinx's function from a page's name to a link.

    Returns
    -------
    str
        HTML.
    """
    editions = app.config.regioanalyse_editions
    lines = [
        f"{sector.upper()}: editie {editions[sector][0]}, methodiek {editions[sector][1]}"
        for sector in sectors
        if sector in editions
    ]
    if app.config.regioanalyse_synthetic:
        lines.insert(0, "Voorbeeldgegevens")
    if sources:
        lines.append("Bronnen: " + "; ".join(sources))
    links = (
        (pathto("leeswijzer"), "Hoe lees ik dit"),
        (pathto("gegevens"), "Gegevens en bronnen"),
        (pathto("_static/manifest.json", 1), "Manifest"),
    )
    anchors = " · ".join(f'<a href="{escape(link)}">{text}</a>' for link, text in links)
    return f"<p>{' · '.join(escape(line) for line in lines)}</p><p>{anchors}</p>"


def contents(env: Any, page: str, link: Callable[[str], str]) -> str:
    """Return the contents beside a page: all of the first level, and below it the branch of the page.

    The theme makes the same by rendering all of it, reading that as HTML and changing it: half of the time of a page.

    Parameters
    ----------
    env
        What Sphinx knows of the pages.
    page
        The page.
    link
        Sphinx's function from a page's name to a link.

    Returns
    -------
    str
        HTML.
    """
    parents = {child: parent for parent, children in env.toctree_includes.items() for child in children}
    branch = [page]
    while branch[-1] in parents:
        branch.append(parents[branch[-1]])

    def below(parent: str, level: int) -> str:
        entries = [entry for found in env.tocs[parent].findall(toctree) for entry in found["entries"]]
        items = "".join(item(name, title, level) for title, name in entries)
        names = ("current" if page != parent and parent in branch else "", "nav bd-sidenav" if level == 1 else "")
        style = f' class="{" ".join(filter(None, names))}"' if any(names) else ""
        return f"<ul{style}>\n{items}</ul>\n" if entries else ""

    def item(name: str, title: str | None, level: int) -> str:
        inside = below(name, level + 1) if name in branch else ""
        names = (f"toctree-l{level}", "current active" if name in branch else "", "has-children" if inside else "")
        here = name == page
        opened = f'<details open="open">{_TOGGLE}{inside}</details>' if inside else ""
        return (
            f'<li class="{" ".join(filter(None, names))}">'
            f'<a class="{"current " if here else ""}reference internal" href="{"#" if here else escape(link(name))}">'
            f"{escape(title or env.titles[name].astext(), quote=False)}</a>{opened}</li>\n"
        )

    return below(env.config.root_doc, 1)


def _allow_parallel(app: Any, config: Any) -> None:
    for name in _SAFE_IN_PARALLEL:
        if extension := app.extensions.get(name):
            extension.parallel_read_safe = extension.parallel_write_safe = True


def _announce(app: Any, config: Any) -> None:
    if config.regioanalyse_synthetic:
        config.html_theme_options["announcement"] = NOTICE


def _add_scripts(app: Any) -> None:
    # apart from _static, because Jupyter Book puts every script that it finds there on every page
    app.config.html_static_path.append(SCRIPTS)
    # a browser must not take an older one that it kept
    script = Path(app.srcdir, SCRIPTS, FIGURE_SCRIPT)
    app.figure_script = content.digest(script)[:8] if script.exists() else ""


def _keep_templates(app: Any) -> None:
    """Keep the compiled templates with what Sphinx knows: compiling takes as long as some ten pages."""
    folder = Path(app.doctreedir) / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _render_once(app: Any) -> None:
    """Let Sphinx render a piece once: the title of a page stands above and below others too."""
    render, kept = app.builder.render_partial, {}

    def partial(node: nodes.Node | None) -> dict[str, str]:
        key = str(node)
        if key not in kept:
            # Sphinx fills the same dictionary anew each time
            kept[key] = dict(render(node))
        return kept[key]

    app.builder.render_partial = partial


def _titles(env: Any) -> dict[str, str]:
    return {name: title.astext() for name, title in env.titles.items()}


def _note_titles(app: Any, env: Any, names: list[str]) -> None:
    app.titles_before = _titles(env)


def _changed_titles(app: Any, env: Any) -> list[str]:
    """Return every page when one has another title: it stands in the contents, and above and below its neighbours."""
    return [] if app.titles_before == _titles(env) else sorted(env.found_docs)


def _forget_words(app: Any) -> list[tuple]:
    """Forget the words that no page has any more: with them, what is searched would depend on what pages once said.

    Returns
    -------
    list of tuple
        The pages that this adds to the book: none.
    """
    for pages_of in (app.builder.indexer._mapping, app.builder.indexer._title_mapping):
        for word in [word for word, pages in pages_of.items() if not pages]:
            del pages_of[word]
    return []


def _complete_page(app: Any, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    figures = list(doctree.findall(VegaFigure)) if doctree else []
    if figures:
        # before all others, so that it is the first of the deferred scripts: the theme's take as long as it does
        place = f"{context['pathto'](f'_static/{FIGURE_SCRIPT}', resource=True)}?v={app.figure_script}"
        context["metatags"] = f'\n    <script defer src="{place}"></script>{context["metatags"]}'
    parts = pagename.split("/")
    sectors = [parts[1]] if len(parts) > 2 else ["vv", "gz"]
    # a figure may have several sources, and figures share them
    named = (source.strip() for figure in figures for source in figure["source"].split(";"))
    sources = [source for source in dict.fromkeys(named) if source]
    context["theme_extra_footer"] = footer(sectors, sources, app, context["pathto"])
    context["contents"] = contents(app.env, pagename, context["pathto"])
