"""How Altair's charts leave a notebook: as data, the same bytes each time.

Altair's default renderer writes HTML with a random id that loads scripts from the internet. This one emits the
Vega-Lite specification under the newest type that JupyterLab draws and nbformat accepts.
"""

from collections.abc import Iterable
from functools import cache

import altair as alt
from altair.utils import schemapi

from regioanalyse.figures.theme import theme

MIME = "application/vnd.vegalite.v5+json"


def render(spec: dict, **_: object) -> tuple[dict, dict]:
    """Return a chart's output for a notebook: its specification, and a text for where it cannot be drawn."""
    return {MIME: spec, "text/plain": spec.get("description", "figuur")}, {}


def enable() -> None:
    """Make Altair use this renderer and the book's theme; `regioanalyse.report` does it on import."""
    alt.renderers.register("regioanalyse", render)
    alt.renderers.enable("regioanalyse")
    alt.theme.register("regioanalyse", enable=True)(theme)
    alt.data_transformers.disable_max_rows()
    alt.data_transformers.consolidate_datasets = True
    # a chart is held against the schema as a whole, when it is shown or becomes a figure; not each part of it besides
    schemapi.disable_debug_mode()
    schemapi._FromDict.__init__ = _init_from_dict  # type: ignore[method-assign]


def _init_from_dict(self: schemapi._FromDict, wrapper_classes: Iterable[type[schemapi.SchemaBase]], /) -> None:
    self.class_dict = _classes_by_schema(tuple(wrapper_classes))


#: As Altair has it: it works out the same table anew for every encoding that is written as a text, `x="period:O"`.
_from_dict_of_altair = schemapi._FromDict.__init__


@cache
def _classes_by_schema(
    classes: tuple[type[schemapi.SchemaBase], ...],
) -> dict[int, list[type[schemapi.SchemaBase]]]:
    made = object.__new__(schemapi._FromDict)
    _from_dict_of_altair(made, classes)
    return made.class_dict
