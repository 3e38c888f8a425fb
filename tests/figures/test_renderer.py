"""Altair as the book sets it up: its own checks at the analyst's own line, and charts that leave as data."""

import altair as alt
import pandas as pd
import pytest
from altair.utils.schemapi import SchemaValidationError

from regioanalyse.figures import MIME, renderer
from regioanalyse.figures.theme import WIDTH

renderer.enable()


def test_a_wrong_part_of_a_chart_is_refused_in_altairs_words() -> None:
    wrong: str = "sideways"
    chart = alt.Chart(pd.DataFrame({"x": [1]}))
    with pytest.raises(SchemaValidationError, match="sideways"):
        chart.mark_bar(orient=wrong)  # type: ignore[arg-type]
    encoded = chart.mark_bar().encode(alt.X("x:Q", stack=wrong))  # type: ignore[arg-type]
    with pytest.raises(SchemaValidationError, match="sideways"):
        encoded.to_dict()


def test_a_chart_that_an_analyst_draws_in_passing_leaves_as_data_in_the_books_colours() -> None:
    chart = alt.Chart(pd.DataFrame({"x": [1]}), description="Staven.").mark_bar().encode(x="x:Q")
    content = chart._repr_mimebundle_()
    assert isinstance(content, tuple)
    data, metadata = content
    assert data == {MIME: chart.to_dict(), "text/plain": "Staven."}
    assert data[MIME]["width"] == WIDTH
    assert metadata == {}
