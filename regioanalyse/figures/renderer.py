"""How Altair's charts leave a notebook: as data, the same bytes each time.

Altair's default renderer writes HTML with a random id that loads scripts from the internet. This one emits the
Vega-Lite specification under the newest type that JupyterLab draws and nbformat accepts.
"""

import altair as alt

from regioanalyse.figures import MIME
from regioanalyse.figures.theme import theme


def render(spec: dict, **_: object) -> tuple[dict, dict]:
    """Return a chart's output for a notebook: its specification, and a text for where it cannot be drawn."""
    return {MIME: spec, "text/plain": spec.get("description", "figuur")}, {}


def enable() -> None:
    """Make Altair use this renderer and the book's theme; `regioanalyse.report` does it on import."""
    alt.renderers.register("regioanalyse", render)
    alt.renderers.enable("regioanalyse")
    alt.theme.register("regioanalyse", enable=True)(theme)
