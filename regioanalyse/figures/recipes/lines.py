"""Lines over time: rates, statuses and projections."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.formats import NOT_SHOWN, month_ticks, number
from regioanalyse.figures.recipes.labelling import (
    Layers,
    by_name,
    dated,
    end_labels,
    line_label,
    tooltip,
    value_axis,
    written,
)


def rate_over_years(values: pd.DataFrame, region_name: str, unit: str) -> Layers:
    """Draw a line per area, with its name and last value at its end."""
    return _lines(values, region_name, unit, alt.X("period:O", title=None), value_axis(), point=True) + end_labels(
        values, region_name
    )


def rate_over_months(values: pd.DataFrame, region_name: str, unit: str, new_from: str, words: str) -> Layers:
    """Draw a line per area as `rate_over_years`, from January of the year in which a classification changed.

    Parameters
    ----------
    values
        Periods are months.
    new_from
        The first month of the new classification: a line stands before it.
    words
        Dutch, two words at that line.
    """
    x = _months(f"{new_from[:4]}-01", values["period"].max())
    values = dated(values)
    change = alt.Chart(pd.DataFrame({"period": [new_from], "text": [words]})).encode(
        x=alt.X("period:O", bandPosition=0)
    )
    text = change.mark_text(align="right", baseline="top", dx=-6, dy=2).encode(y=alt.value(0), text="text:N")
    lines = _lines(values, region_name, unit, x, value_axis(), point=True)
    return lines + (change.mark_rule(strokeDash=[2, 3]) + text) + end_labels(values, region_name)


def _lines(values: pd.DataFrame, region_name: str, unit: str, x: alt.X, y: alt.Y, **mark: Any) -> alt.Chart:
    lines = alt.Chart(values).mark_line(**mark)
    return lines.encode(x=x, y=y, color=by_name(region_name), tooltip=tooltip(values, unit))


def _months(first: str, last: str) -> alt.X:
    """Return an x axis of months, a step for each, with their Dutch names; months without values keep their place."""
    every = [str(month) for month in pd.period_range(first, last, freq="M")]
    names = dict(zip(every, month_ticks(every), strict=True))
    # on a phone every other name is left out
    axis = alt.Axis(labelExpr=f"{json.dumps(names)}[datum.value]", labelOverlap="parity", labelSeparation=4)
    return alt.X("period:O", title=None, scale=alt.Scale(type="band", domain=every), axis=axis)


def statuses_over_months(values: pd.DataFrame, names: Mapping[str, str], colours: alt.Scale, unit: str) -> Layers:
    """Draw a line per status of one area, with its name and last number, or that it is not shown, at its end.

    The category is the status; `colours` gives the colour of each name.
    """
    values = dated(values.assign(category=values["category"].map(names)))
    last = values[values["period"] == values["period"].max()]
    texts = [
        f"{group} {number(value)}" if status == "ok" else f"{group}: {NOT_SHOWN[status]}"
        for group, value, status in zip(last["category"], last["value"], last["status"], strict=True)
    ]
    lines = (
        alt.Chart(values, height=320)
        .mark_line(point=True)
        .encode(
            x=_months(values["period"].min(), values["period"].max()),
            y=value_axis(),
            color=alt.Color("category:N", scale=colours, legend=None),
            tooltip=tooltip(values, unit, "Status"),
        )
    )
    labels = line_label(
        last.assign(label=texts, value=last["value"].fillna(0)), "", align="right", dx=6, dy=-14
    ).encode(x="period:O", y="value:Q", text="label:N")
    return lines + labels


def _every_fifth(values: pd.DataFrame) -> alt.X:
    """Return an x axis of years that names the last one and each fifth before it."""
    last = int(values["period"].max())
    ticks = [year for year in values["period"].unique() if (last - int(year)) % 5 == 0]
    return alt.X("period:O", title=None, axis=alt.Axis(values=ticks))


def projection(projected: pd.DataFrame, observed: pd.DataFrame, base_year: str, unit: str) -> Layers:
    """Draw what was counted and what is expected of one area: a line, and dashes from the base year on.

    Only the first number of the projection, in the base year, and its last one are written.
    """
    x, target_year = _every_fifth(projected), projected["period"].max()
    forecast = _expected(projected).encode(x=x, y=value_axis(), tooltip=tooltip(projected, unit))
    seen = tooltip(observed, f"{unit}, geteld")
    counted = alt.Chart(observed).mark_line(color=theme.REGION).encode(x=x, y="value:Q", tooltip=seen)
    ends = forecast.transform_filter(alt.FieldOneOfPredicate("period", [base_year, target_year]))
    at_base, at_target = (projected[projected["period"] == each] for each in (base_year, target_year))
    at_last = observed.dropna(subset="value").tail(1)

    places: list[tuple[pd.DataFrame, str, dict]] = [
        (at_base, "", {"align": "center", "dx": 0, "dy": -16}),
        (at_target, "prognose ", {"align": "right", "dx": 8, "dy": -16}),
        (at_last, "geteld ", {"align": "left", "dx": -4, "dy": 20}),
    ]
    labels = [
        line_label(row.assign(text=[before + each for each in written(row)]), f"_{place}", **offset).encode(
            x=x, y="value:Q", text="text:N"
        )
        for place, (row, before, offset) in enumerate(places)
    ]
    return alt.layer(forecast, counted, ends.mark_point(color=theme.REGION), *labels)


def _expected(values: pd.DataFrame) -> alt.Chart:
    """Return dashed lines in the colour of the region: what is expected and not counted."""
    return alt.Chart(values).mark_line(strokeDash=[6, 4], color=theme.REGION)


def projection_range(values: pd.DataFrame, base_year: str, unit: str) -> Layers:
    """Draw what is expected of one area as a band between a minimum and a maximum, with their numbers.

    The categories are `min` and `max`, which are the same in the base year.
    """
    x = _every_fifth(values)
    wide = values.pivot(index=["name", "period"], columns="category", values="value").reset_index()
    band = alt.Chart(wide).mark_area(opacity=0.2, color=theme.REGION).encode(x=x, y=value_axis("min"), y2="max:Q")
    lines = _expected(values).encode(x=x, y="value:Q", detail="category:N", tooltip=tooltip(values, unit))
    return band + lines + range_labels(values, base_year)


def range_labels(values: pd.DataFrame, base_year: str) -> Layers:
    """Label a band between a minimum and a maximum: the number at its start, the names and numbers at its end."""
    shown = values.dropna(subset="value")
    numbers = pd.Series(written(shown), shown.index, dtype="str")
    labels = shown.assign(label=shown["category"].map(theme.RANGE_NAMES) + " " + numbers)
    at_start = (labels["period"] == base_year) & (labels["category"] == "max")
    right = labels[labels["period"] == shown["period"].max()]
    parts = (
        line_label(labels[at_start].assign(label=numbers), "_start", align="left", dx=-6, dy=18),
        line_label(right[right["category"] == "max"], "_above", align="right", dx=6, dy=-14),
        line_label(right[right["category"] == "min"], "_below", align="right", dx=6, dy=18),
    )
    colour = alt.value(theme.REGION)
    return alt.layer(*(part.encode(x="period:O", y="value:Q", text="label:N", color=colour) for part in parts))


def index_over_years(index: pd.DataFrame, region_name: str) -> Layers:
    """Draw a dashed line per area of what is expected, as an index (`derived.index_of`)."""
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, padding=20), axis=alt.Axis(tickCount=5))
    lines = _lines(index, region_name, index["unit"].iloc[0], _every_fifth(index), y, strokeDash=[6, 4])
    return lines + end_labels(index, region_name)
