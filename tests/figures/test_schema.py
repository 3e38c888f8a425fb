"""The quick check of charts says what Altair says."""

from typing import Any

import altair as alt
import pandas as pd
import pytest
from altair.utils.schemapi import SchemaValidationError

from regioanalyse.figures.schema import specification, validator


def _bars(**mark: Any) -> alt.Chart:
    return alt.Chart(pd.DataFrame({"x": [1, 2], "y": ["a", "b"]})).mark_bar(**mark).encode(x="x:Q", y="y:N")


def test_a_chart_that_fits_is_what_altair_makes_of_it() -> None:
    chart = _bars() + _bars().mark_text().encode(text="x:Q")
    assert specification(chart) == chart.to_dict()


@pytest.mark.parametrize("wrong", [{"orient": "sideways"}, {"opacity": "much"}])
def test_a_chart_that_does_not_fit_is_refused_in_altairs_words(wrong: dict[str, str]) -> None:
    with pytest.raises(SchemaValidationError) as altairs:
        _bars(**wrong).to_dict()
    with pytest.raises(SchemaValidationError) as ours:
        specification(_bars() + _bars(**wrong))
    assert next(iter(wrong)) in str(altairs.value)
    assert next(iter(wrong)) in str(ours.value)


def test_names_of_definitions_with_brackets_are_found() -> None:
    spec = _bars().encode(color=alt.condition("datum.x > 1", alt.value("red"), alt.value("blue"))).to_dict()
    assert validator().is_valid(spec)
    spec["encoding"]["color"]["condition"]["test"] = 3
    assert not validator().is_valid(spec)
