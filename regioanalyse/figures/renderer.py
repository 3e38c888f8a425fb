"""How Altair's charts leave a notebook: as data, the same bytes each time.

Altair's default renderer writes HTML with a random id that loads scripts from the internet. This one emits the
Vega-Lite specification under the newest type that JupyterLab draws and nbformat accepts.
"""

import json
import math
from collections.abc import Iterable
from functools import cache
from typing import Any

import altair as alt
import geopandas as gpd
import numpy as np
import pandas as pd
from altair.utils import schemapi
from altair.utils.core import _ChannelCache
from altair.utils.data import to_values
from altair.vegalite.v6 import api
from altair.vegalite.v6.schema import core
from shapely.geometry import mapping

from regioanalyse.figures import MIME
from regioanalyse.figures.theme import theme


def render(spec: dict, **_: object) -> tuple[dict, dict]:
    """Return a chart's output for a notebook: its specification, and a text for where it cannot be drawn."""
    return {MIME: spec, "text/plain": spec.get("description", "figuur")}, {}


def rows(data: Any) -> Any:
    """Return the rows of a table as a chart holds them: what Altair makes of it, for plain tables without its detours.

    Parameters
    ----------
    data
        Whatever a chart can be made of. Tables of texts, numbers and truth values, with one column of shapes or none,
        are made here, others by Altair.
    """
    if type(data) is pd.DataFrame:
        records = _records(data)
        return to_values(data) if records is None else {"values": records}
    if type(data) is gpd.GeoDataFrame and data.active_geometry_name:
        records = _records(pd.DataFrame(data.drop(columns=data.active_geometry_name)))
        if records is not None:
            # nothing for a shape without a point
            shapes = [mapping(shape) if shape else None for shape in data.geometry]
            # pairs of coordinates as JSON has them
            lists = json.loads(json.dumps(shapes))
            both = zip(records, lists, strict=True)
            return {"values": [{**record, "type": "Feature", "geometry": shape} for record, shape in both]}
    return to_values(data)


def _records(data: pd.DataFrame) -> list[dict[str, Any]] | None:
    """Return the rows of a plain table; nothing for another kind of table."""
    if data.columns.nlevels > 1 or data.index.nlevels > 1:
        return None
    columns = [_plain(data.iloc[:, place]) for place in range(data.shape[1])]
    names = list(data.columns)
    if None in columns or len(set(names)) < len(names) or not all(isinstance(name, str) for name in names):
        return None
    if not columns:
        return [{} for _ in range(len(data))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list | None:
    """Return a column's values as JSON knows them, None where there is none; nothing for another kind of column."""
    kind = column.dtype
    if isinstance(kind, pd.StringDtype):
        return [value if isinstance(value, str) else None for value in column.array.to_numpy(dtype=object)]
    if isinstance(kind, np.dtype) and kind.kind in "iub":
        return column.tolist()
    if kind == np.dtype(object) and all(isinstance(value, str) for value in column):
        # classes of a map
        return column.tolist()
    if isinstance(kind, np.dtype) and kind.kind == "f":
        return [value if math.isfinite(value) else None for value in column.tolist()]
    return None


def enable() -> None:
    """Make Altair use this renderer and the book's theme; `regioanalyse.report` does it on import."""
    alt.renderers.register("regioanalyse", render)
    alt.renderers.enable("regioanalyse")
    alt.theme.register("regioanalyse", enable=True)(theme)
    alt.data_transformers.register("regioanalyse", rows)
    alt.data_transformers.enable("regioanalyse")
    alt.data_transformers.consolidate_datasets = True
    # a chart is held against the schema as a whole, when it is shown or becomes a figure; not each part of it besides
    schemapi.disable_debug_mode()
    schemapi._FromDict.__init__ = _init_from_dict  # type: ignore[method-assign]
    schemapi._deep_copy = _deep_copy  # type: ignore[assignment]
    core.VegaLiteSchema._default_wrapper_classes = _wrapper_classes  # type: ignore[method-assign,assignment]
    _ChannelCache._wrap_in_channel = _wrap_in_channel  # type: ignore[method-assign]
    api._remove_duplicate_params = _remove_duplicate_params


def classes_by_schema() -> None:
    """Work out the table of Altair that every encoding which is written as a text needs, `x="period:O"`."""
    _classes_by_schema(_wrapper_classes())


def _init_from_dict(self: schemapi._FromDict, wrapper_classes: Iterable[type[schemapi.SchemaBase]], /) -> None:
    self.class_dict = _classes_by_schema(tuple(wrapper_classes))


#: As Altair has it: it works out the same table anew for every encoding that is written as a text.
_from_dict_of_altair = schemapi._FromDict.__init__


@cache
def _classes_by_schema(
    classes: tuple[type[schemapi.SchemaBase], ...],
) -> dict[int, list[type[schemapi.SchemaBase]]]:
    made = object.__new__(schemapi._FromDict)
    _from_dict_of_altair(made, classes)
    return made.class_dict


_wrapper_classes_of_altair = core.VegaLiteSchema._default_wrapper_classes


@cache
def _wrapper_classes() -> tuple[type[schemapi.SchemaBase], ...]:
    return tuple(_wrapper_classes_of_altair())


_wrap_in_channel_of_altair = _ChannelCache._wrap_in_channel


def _wrap_in_channel(self: _ChannelCache, part: Any, encoding: str, /) -> Any:
    if isinstance(part, str):
        return _wrapped(self, part, encoding).copy()
    # `alt.value(0)`
    of_value = self.name_to_channel.get(encoding, {}).get("value")
    if of_value and isinstance(part, dict) and list(part) == ["value"] and type(part["value"]) in _PLAIN:
        return of_value(part["value"])
    return _wrap_in_channel_of_altair(self, part, encoding)


@cache
def _wrapped(channels: _ChannelCache, text: str, encoding: str) -> Any:
    """Return the channel of an encoding that is written as a text: Altair validates each anew, to find its class."""
    return _wrap_in_channel_of_altair(channels, text, encoding)


_remove_duplicate_params_of_altair = api._remove_duplicate_params


def _remove_duplicate_params(layer: list[Any]) -> list[Any]:
    """Return layers without parameters as they are: Altair copies them here, and once more in its next step."""
    if all(getattr(each, "params", alt.Undefined) is alt.Undefined for each in layer):
        return layer
    return _remove_duplicate_params_of_altair(layer)


_deep_copy_of_altair = schemapi._deep_copy
#: What nobody can change, so that its copy is itself.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def _deep_copy(part: Any, by_ref: set[str]) -> Any:
    """Copy a part of a chart as Altair does, but not the hundred things that each of its objects leaves open."""
    if type(part) in _PLAIN or part is alt.Undefined:
        return part
    if isinstance(part, list):
        return [_deep_copy(each, by_ref) for each in part]
    if isinstance(part, dict):
        return {key: value if key in by_ref else _deep_copy(value, by_ref) for key, value in part.items()}
    if not isinstance(part, schemapi.SchemaBase) or getattr(part, "__deepcopy__", None):
        return _deep_copy_of_altair(part, by_ref)
    given = {key: value for key, value in part._kwds.items() if value is not alt.Undefined}
    return part.__class__(*(_deep_copy(each, by_ref) for each in part._args), **_deep_copy(given, by_ref))
