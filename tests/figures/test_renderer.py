"""Altair as the book sets it up: quicker, but no wrong chart gets through, and the same specification comes out."""

import json
import re
from typing import Any

import altair as alt
import geopandas as gpd
import pandas as pd
import pytest
import shapely
from altair.utils import schemapi
from altair.utils.core import _ChannelCache
from altair.utils.data import to_values
from altair.vegalite.v6 import api
from altair.vegalite.v6.schema import core
from hypothesis import given
from hypothesis import strategies as st
from narwhals.exceptions import DuplicateError

from regioanalyse.figures import renderer


def _chart() -> alt.LayerChart:
    bars = alt.Chart(pd.DataFrame({"x": [1, 2], "y": ["a", "b"]})).mark_bar().encode(x="sum(x):Q", y=alt.Y("y:N"))
    return bars + bars.mark_text().encode(text="x:Q")


@pytest.mark.parametrize("layer", [0, 1])
def test_a_wrong_part_of_a_chart_is_refused_when_the_chart_becomes_a_figure(layer: int) -> None:
    renderer.enable()
    chart = _chart()
    wrong: str = "sideways"
    chart.layer[layer].encoding.x = alt.X("x:Q", stack=wrong)  # type: ignore[arg-type]
    with pytest.raises(schemapi.SchemaValidationError, match="sideways"):
        chart.to_dict()


def test_a_wrong_mark_is_refused_when_the_chart_becomes_a_figure() -> None:
    renderer.enable()
    wrong: str = "sideways"
    with pytest.raises(schemapi.SchemaValidationError, match="sideways"):
        alt.Chart(pd.DataFrame({"x": [1]})).mark_bar(orient=wrong).encode(x="x:Q").to_dict()  # type: ignore[arg-type]


def _of_every_kind() -> list[Any]:
    days = pd.to_datetime(["2022-01-01", "2022-01-31"])
    table = pd.DataFrame({"x": [1, 2], "y": ["a", None], "z": [0.5, float("nan")], "day": days})
    base = alt.Chart(table, height=80).encode(y=alt.Y("y:N", sort=["b", "a"], axis=alt.Axis(values=[1, 2], title=None)))
    bars = base.mark_bar(color="red").encode(x="sum(x):Q", color=alt.condition("datum.x > 1", alt.value("a"), "y:N"))
    lines = base.mark_line(point=True).encode(x=alt.X("day:T"), y="z").transform_filter("datum.z > 0")
    chosen = alt.selection_point(fields=["y"])
    dots = base.mark_point().encode(x="sum(x):Q", color="y:N", tooltip=["x:Q", "y"], order="x")
    return [
        bars + bars.mark_text(dx=3).encode(text="x:Q"),
        (bars + lines + alt.Chart(table).mark_rule().encode(x=alt.datum(3))).properties(title="x"),
        bars.add_params(chosen) | lines,
        (bars & lines).resolve_scale(x="independent"),
        bars.facet("y:N", columns=2),
        dots,
        dots.encode(x="mean(x):Q", size="count()"),
        dots.encode(x=alt.value(3), color=alt.value("red"), opacity=alt.value(0.5), y=alt.value("height")),
        dots.encode(color=alt.value(None), x=alt.value({"expr": "width / 2"})),
    ]


def test_charts_are_those_that_altair_makes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer.enable()
    ours = [chart.to_dict() for chart in _of_every_kind()]
    monkeypatch.setattr(schemapi._FromDict, "__init__", renderer._from_dict_of_altair)
    monkeypatch.setattr(schemapi, "_deep_copy", renderer._deep_copy_of_altair)
    monkeypatch.setattr(api, "_remove_duplicate_params", renderer._remove_duplicate_params_of_altair)
    monkeypatch.setattr(core.VegaLiteSchema, "_default_wrapper_classes", renderer._wrapper_classes_of_altair)
    monkeypatch.setattr(_ChannelCache, "_wrap_in_channel", renderer._wrap_in_channel_of_altair)
    alt.data_transformers.enable("default", max_rows=None)
    alt.data_transformers.consolidate_datasets = True
    with schemapi.debug_mode(True):
        theirs = [chart.to_dict() for chart in _of_every_kind()]
    renderer.enable()
    assert _without_counters(ours) == _without_counters(theirs)


def _without_counters(specs: list[dict]) -> list[str]:
    """Altair counts parameters and views through; what it counts is no difference."""
    return [re.sub(r"(param|view)_[0-9a-f]+", r"\1", json.dumps(spec, sort_keys=True)) for spec in specs]


def test_a_chart_and_its_layers_have_nothing_in_common() -> None:
    renderer.enable()
    bars = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x:Q")
    before = bars.to_dict()
    layered = bars + bars.mark_text()
    layered.layer[0].mark = "point"
    layered.layer[0].encoding.x["title"] = "x"
    layered.layer[0].height = 3
    assert bars.to_dict() == before


def test_a_copy_of_a_chart_has_nothing_in_common_with_it() -> None:
    renderer.enable()
    bars = _of_every_kind()[0].layer[0]
    copied = bars.copy()
    assert copied.to_dict() == bars.to_dict()
    copied.encoding.y["sort"].append("c")
    copied.mark.color = "blue"
    assert bars.encoding.y["sort"] == ["b", "a"]
    assert bars.mark.color == "red"


KINDS = st.sampled_from(["int64", "float64", "bool", "str", "object", "datetime64[us]", "category", "Int64"])


@given(st.lists(st.tuples(KINDS, st.integers(0, 3)), min_size=1, max_size=5), st.integers(0, 4))
def test_the_rows_of_a_table_are_those_that_altair_makes(kinds: list[tuple[str, int]], length: int) -> None:
    values: dict[str, list] = {
        "int64": [3, -1, 0, 2**40],
        "float64": [0.1, float("nan"), float("inf"), -2.0],
        "bool": [True, False, True, True],
        "str": ["a", None, "é", ""],
        "object": ["a", None, 3, "b"],
        "datetime64[us]": [pd.Timestamp("2022-01-31"), pd.NaT, pd.Timestamp("2021-01-01"), pd.NaT],
        "category": ["a", "b", None, "a"],
        "Int64": [1, None, 3, 4],
    }
    table = pd.DataFrame(
        {
            f"{kind} {place}": pd.Series((values[kind][start:] + values[kind][:start])[:length], dtype=kind)
            for place, (kind, start) in enumerate(kinds)
        }
    )
    assert json.dumps(renderer.rows(table)) == json.dumps(to_values(table))


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"text": ["a", None, "é", ""], "whole": [3, -1, 0, 2**40], "part": [0.1, float("nan"), float("inf"), -2.0]},
        {"class": pd.Series(["onder 3", "", "é", "3"], dtype=object)},
        {"mixed": pd.Series(["a", None, 3, "b"], dtype=object)},
        {"day": pd.to_datetime(["2022-01-31", None, "2021-01-01", None]), "text": ["a", "b", "c", "d"]},
    ],
)
def test_the_rows_of_a_map_are_those_that_altair_makes(columns: dict[str, Any]) -> None:
    with_a_hole = shapely.box(0, 0, 9, 2.5).difference(shapely.box(1, 1, 2, 2))
    shapes = [with_a_hole, None, shapely.MultiPolygon(), shapely.Point(1, 2)]
    table = gpd.GeoDataFrame(columns, geometry=shapes)
    assert json.dumps(renderer.rows(table)) == json.dumps(to_values(table))


def test_what_is_no_plain_table_is_left_to_altair() -> None:
    shapes = gpd.GeoSeries([shapely.Point(1, 2)])
    with pytest.raises(TypeError, match="Point is not JSON"):
        renderer.rows(gpd.GeoDataFrame({"area": ["a"], "centre": shapes}, geometry=shapes))
    for data in ({"values": [{"a": 1}]}, pd.DataFrame(index=[0, 1])):
        assert renderer.rows(data) == to_values(data)
    with pytest.raises(ValueError, match="column name"):
        renderer.rows(pd.DataFrame({4: [1]}))
    with pytest.raises(DuplicateError, match="'a' 2 times"):
        renderer.rows(pd.DataFrame([[1, 2]], columns=["a", "a"]))
