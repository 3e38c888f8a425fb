"""The book's own Sphinx extension: figures, the notice and footer of every page, and what makes a build clean.

`_config.yml` loads it. What differs per build (are the data examples, which editions) comes in as configuration
values, so that Sphinx writes every page again when one of them changes.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.search import js_index

from regioanalyse import content, orphans
from regioanalyse.book.pages.rendering import render
from regioanalyse.book.site.mime import (
    BookLink,
    Unindexed,
    VegaFigure,
    depart_figure,
    visit_figure,
    visit_link,
    visit_unindexed,
)
from regioanalyse.book.staging.script import FIGURE_SCRIPT, SCRIPTS
from regioanalyse.records.sector import SECTORS

NOTICE = (
    "<strong>Voorbeeldgegevens.</strong> Geijkt op gepubliceerde cijfers van Rotterdam en de Zilveren Kruis-regio's"
    " samen; andere verschillen zijn verzonnen."
)

#: Extensions that only miss the flag that they may run in parallel; one without it makes the whole build serial.
_SAFE_IN_PARALLEL = ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex")

LOST = (
    "pages were lost because a process that reads or writes them was killed or failed; the same command makes the book"
    " again"
)


def setup(app: Any) -> dict[str, bool]:
    """Register everything with Sphinx."""
    app.add_node(VegaFigure, html=(visit_figure, depart_figure))
    app.add_node(Unindexed, html=(visit_unindexed, None))
    app.add_node(BookLink, html=(visit_link, None))
    app.add_config_value("regioanalyse_synthetic", True, "html")
    app.add_config_value("regioanalyse_editions", {}, "html")
    app.connect("config-inited", _allow_parallel)
    app.connect("config-inited", _announce)
    app.connect("builder-inited", _add_scripts)
    app.connect("env-updated", _check_read, priority=0)
    app.connect("env-updated", _titles_changed)
    app.connect("doctree-resolved", _forget_page)
    app.connect("html-page-context", _complete_page)
    app.connect("build-finished", _check_written)
    app.connect("build-finished", _forget_words)
    build = os.getpid()
    for event in ("source-read", "html-page-context"):
        app.connect(event, lambda *_: _end_with(build, os.getpid()))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def footer(sectors: list[str], sources: list[str], app: Any, pathto: Any) -> str:
    """Return what stands at the bottom of each page: what the numbers are, and where to read on."""
    editions = app.config.regioanalyse_editions
    return render(
        "footer.html",
        synthetic=app.config.regioanalyse_synthetic,
        editions=[(SECTORS[sector].abbreviation, *editions[sector]) for sector in sectors if sector in editions],
        sources=sources,
        links=[
            (pathto("leeswijzer"), "Hoe lees ik dit"),
            (pathto("gegevens"), "Gegevens en bronnen"),
            (pathto("_static/manifest.json", 1), "Manifest"),
        ],
    )


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


def _titles_changed(app: Any, env: Any) -> list[str]:
    """Return every page when one has another title: it stands in the contents, and above and below its neighbours."""
    titles = {name: title.astext() for name, title in env.titles.items()}
    before, env.regioanalyse_titles = getattr(env, "regioanalyse_titles", None), titles
    return [] if titles == before else sorted(env.found_docs)


def _check_read(app: Any, env: Any) -> None:
    _refuse_lost(env.found_docs - set(env.all_docs))


def _forget_page(app: Any, doctree: nodes.document, name: str) -> None:
    """Remove the page of an earlier build, so that `_check_written` sees when it is not written again."""
    Path(app.builder.get_outfilename(name)).unlink(missing_ok=True)


def _check_written(app: Any, error: Exception | None) -> None:
    if not error:
        _refuse_lost({name for name in app.env.found_docs if not Path(app.builder.get_outfilename(name)).is_file()})


def _refuse_lost(pages: set[str]) -> None:
    """Refuse a book without these pages: Sphinx goes on when a process is killed while it hands out further pages."""
    if pages:
        raise SphinxError(f"{LOST}: {', '.join(sorted(pages))}")


@cache
def _end_with(build: int, process: int) -> None:
    """Let a process that reads or writes pages end with the build; once for each process."""
    if process != build:
        orphans.end_with(build)


def _forget_words(app: Any, error: Exception | None) -> None:
    """Remove the words from the search index that no page has any more, which Sphinx keeps without a page."""
    if error:
        return
    path = Path(app.outdir, app.builder.searchindex_filename)
    index = js_index.loads(path.read_text(encoding="utf-8"))
    for words in ("terms", "titleterms"):
        index[words] = {word: pages for word, pages in index[words].items() if pages != []}
    path.write_text(js_index.dumps(index), encoding="utf-8")


def _complete_page(app: Any, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    figures = list(doctree.findall(VegaFigure)) if doctree else []
    if figures:
        # before all others, so that it is the first of the deferred scripts: the theme's take as long as it does; with
        # a version, so that a browser does not take an older one that it kept
        version = content.digest(Path(app.srcdir, SCRIPTS, FIGURE_SCRIPT))[:8]
        place = f"{context['pathto'](f'_static/{FIGURE_SCRIPT}', resource=True)}?v={version}"
        context["metatags"] = f'\n    <script defer src="{place}"></script>{context["metatags"]}'
    parts = pagename.split("/")
    sectors = [parts[1]] if len(parts) > 2 else list(SECTORS)
    # a figure may have several sources, and figures share them
    named = (source.strip() for figure in figures for source in figure["source"].split(";"))
    sources = [source for source in dict.fromkeys(named) if source]
    context["theme_extra_footer"] = footer(sectors, sources, app, context["pathto"])
