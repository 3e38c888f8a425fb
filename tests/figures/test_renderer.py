"""Altair as the book sets it up: quicker, but no wrong chart gets through, and the same specification comes out."""

import altair as alt
import pandas as pd
import pytest
from altair.utils import schemapi

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


def test_charts_are_those_that_altair_makes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer.enable()
    ours = _chart().to_dict()
    monkeypatch.setattr(schemapi._FromDict, "__init__", renderer._from_dict_of_altair)
    with schemapi.debug_mode(True):
        assert _chart().to_dict() == ours
