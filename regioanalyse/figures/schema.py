"""Whether a chart is one that Vega-Lite can draw: Altair's own check takes more time than all the rest of a figure.

Altair holds a chart against Vega-Lite's schema in Python. Here a compiled validator says yes or no; only for a no is
Altair asked, whose message names what is wrong.
"""

from functools import cache
from typing import Any
from urllib.parse import quote

import altair as alt
import jsonschema_rs
from altair.vegalite.v6.schema import core


def specification(chart: alt.TopLevelMixin) -> dict:
    """Return what `chart.to_dict()` returns.

    Raises
    ------
    altair.utils.schemapi.SchemaValidationError
        When the chart does not fit the schema.
    """
    spec: dict = chart.to_dict(validate=False)
    drawn = {key: value for key, value in spec.items() if key != "datasets"}
    if not validator().is_valid(drawn):
        spec = chart.to_dict()
    return spec


@cache
def validator() -> jsonschema_rs.Draft7Validator:
    """Return the validator of Vega-Lite's schema, in the version that Altair has."""
    return jsonschema_rs.Draft7Validator(_with_encoded_references(core.load_schema()))


def _with_encoded_references(part: Any) -> Any:
    """Return a part of the schema with references that are valid: names of definitions have brackets and bars."""
    if isinstance(part, list):
        return [_with_encoded_references(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: quote(value, safe="#/") if key == "$ref" and isinstance(value, str) else _with_encoded_references(value)
        for key, value in part.items()
    }
