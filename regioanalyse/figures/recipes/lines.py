"""Lines over time: rates, statuses and projections."""

import json
from collections.abc import Mapping

import altair as alt
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.formats import NOT_SHOWN, month_ticks, number
from regioanalyse.figures.recipes.labelling import Layers, dated, end_labels, tooltip, written


def rate_over_years(values: pd.DataFrame, region_name: str, unit: str) -> Layers:
    """Draw a line per area, with its name and last value at its end.

    Parameters
    ----------
    values
        Of one indicator, the region and what it is compared with.
    region_name
        Dutch name of the region, for the colours.
    unit
        Dutch, the name of the value on the tooltip.
    """
    return _lines(values, region_name, unit, alt.X("period:O", title=None)) + end_labels(values, region_name)


def rate_over_months(values: pd.DataFrame, region_name: str, unit: str, new_from: str, words: str) -> Layers:
    """Draw a line per area as `rate_over_years`, from January of the year in which a classification changed.

    Parameters
    ----------
    values, region_name, unit
        As `rate_over_years`; periods are months.
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
    lines = _lines(values, region_name, unit, x)
    return lines + (change.mark_rule(strokeDash=[2, 3]) + text) + end_labels(values, region_name)


def _lines(values: pd.DataFrame, region_name: str, unit: str, x: alt.X) -> alt.Chart:
    return (
        alt.Chart(values)
        .mark_line(point=True)
        .encode(
            x=x,
            y=alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=5)),
            color=alt.Color("name:N", scale=theme.colours(region_name), legend=None),
            tooltip=tooltip(values, unit),
        )
    )


def _months(first: str, last: str) -> alt.X:
    """Return an x axis of months, a step for each, with their Dutch names; months without values keep their place."""
    every = [str(month) for month in pd.period_range(first, last, freq="M")]
    names = dict(zip(every, month_ticks(every), strict=True))
    # on a phone every other name is left out
    axis = alt.Axis(labelExpr=f"{json.dumps(names)}[datum.value]", labelOverlap="parity", labelSeparation=4)
    return alt.X("period:O", title=None, scale=alt.Scale(type="band", domain=every), axis=axis)


def statuses_over_months(values: pd.DataFrame, names: Mapping[str, str], colours: alt.Scale, unit: str) -> Layers:
    """Draw a line per status of one area, with its name and last number, or that it is not shown, at its end.

    Parameters
    ----------
    values
        Of one area, several months; the category is the status.
    names
        Dutch name per status.
    colours
        The colour of each name.
    unit
        Dutch, the name of the value on the tooltip.
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
            y=alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=5)),
            color=alt.Color("category:N", scale=colours, legend=None),
            tooltip=[*tooltip(values, unit), alt.Tooltip("category:N", title="Status")],
        )
    )
    # the book's style sheet puts a rim around text marks of this name
    labels = (
        alt.Chart(last.assign(label=texts, value=last["value"].fillna(0)), name="end_labels")
        .mark_text(align="right", dx=6, dy=-14, fontWeight="bold")
        .encode(x="period:O", y="value:Q", text="label:N")
    )
    return lines + labels


def _every_fifth(values: pd.DataFrame) -> alt.X:
    """Return an x axis of years that names the last one and each fifth before it."""
    last = int(values["period"].max())
    ticks = [year for year in values["period"].unique() if (last - int(year)) % 5 == 0]
    return alt.X("period:O", title=None, axis=alt.Axis(values=ticks))


def projection(projected: pd.DataFrame, observed: pd.DataFrame, base_year: str, unit: str) -> Layers:
    """Draw what was counted and what is expected of one area: a line, and dashes from the base year on.

    Parameters
    ----------
    projected, observed
        Values per year of one area.
    base_year
        Where the projection has its first number; the second is at its end.
    unit
        Dutch, the name of the value on the tooltip.
    """
    x, target_year = _every_fifth(projected), projected["period"].max()
    forecast = (
        alt.Chart(projected)
        .mark_line(strokeDash=[6, 4], color=theme.REGION)
        .encode(x=x, y=alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=5)), tooltip=tooltip(projected, unit))
    )
    counted = (
        alt.Chart(observed)
        .mark_line(color=theme.REGION)
        .encode(x=x, y="value:Q", tooltip=tooltip(observed, f"{unit}, geteld"))
    )
    ends = forecast.transform_filter(alt.FieldOneOfPredicate("period", [base_year, target_year]))
    at_base, at_target = (projected[projected["period"] == each] for each in (base_year, target_year))
    at_last = observed.dropna(subset="value").tail(1)

    def text(row: pd.DataFrame, before: str, place: int) -> alt.Chart:
        shown = row.assign(text=[before + each for each in written(row)])
        return alt.Chart(shown, name=f"end_labels_{place}").encode(x=x, y="value:Q", text="text:N")

    labels = (
        text(at_base, "", 0).mark_text(dy=-16, align="center", dx=0, fontWeight="bold"),
        text(at_target, "prognose ", 1).mark_text(dy=-16, align="right", dx=8, fontWeight="bold"),
        text(at_last, "geteld ", 2).mark_text(dy=20, align="left", dx=-4, fontWeight="bold"),
    )
    return alt.layer(forecast, counted, ends.mark_point(color=theme.REGION), *labels)


def projection_range(values: pd.DataFrame, base_year: str, unit: str) -> Layers:
    """Draw what is expected of one area as a band between a minimum and a maximum, with their numbers.

    Parameters
    ----------
    values
        Of one area, the categories `min` and `max`.
    base_year
        The year in which both are the same.
    unit
        Dutch, the name of the value on the tooltip.
    """
    x = _every_fifth(values)
    wide = values.pivot(index=["name", "period"], columns="category", values="value").reset_index()
    band = (
        alt.Chart(wide)
        .mark_area(opacity=0.2, color=theme.REGION)
        .encode(x=x, y=alt.Y("min:Q", title=None, axis=alt.Axis(tickCount=5)), y2="max:Q")
    )
    lines = (
        alt.Chart(values)
        .mark_line(strokeDash=[6, 4], color=theme.REGION)
        .encode(x=x, y="value:Q", detail="category:N", tooltip=tooltip(values, unit))
    )
    return band + lines + range_labels(values, base_year)


def range_labels(values: pd.DataFrame, base_year: str) -> Layers:
    """Label a band between a minimum and a maximum: the number at its start, the names and numbers at its end."""
    shown = values.dropna(subset="value")
    numbers = pd.Series(written(shown), shown.index, dtype="str")
    labels = shown.assign(label=shown["category"].map(theme.RANGE_NAMES) + " " + numbers)
    at_start = (labels["period"] == base_year) & (labels["category"] == "max")
    right = labels[labels["period"] == shown["period"].max()]
    return alt.layer(
        _at(labels[at_start].assign(label=numbers), "start").mark_text(align="left", dx=-6, dy=18, fontWeight="bold"),
        _at(right[right["category"] == "max"], "above").mark_text(align="right", dx=6, dy=-14, fontWeight="bold"),
        _at(right[right["category"] == "min"], "below").mark_text(align="right", dx=6, dy=18, fontWeight="bold"),
    )


def _at(labels: pd.DataFrame, place: str) -> alt.Chart:
    # the book's style sheet puts a rim around text marks of this name
    chart = alt.Chart(labels, name=f"end_labels_{place}")
    return chart.encode(x="period:O", y="value:Q", text="label:N", color=alt.value(theme.REGION))


def index_over_years(index: pd.DataFrame, region_name: str) -> Layers:
    """Draw a dashed line per area of what is expected, as an index.

    Parameters
    ----------
    index
        From `derived.index_of`.
    region_name
        Dutch name of the region, for the colours.
    """
    lines = (
        alt.Chart(index)
        .mark_line(strokeDash=[6, 4])
        .encode(
            x=_every_fifth(index),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, padding=20), axis=alt.Axis(tickCount=5)),
            color=alt.Color("name:N", scale=theme.colours(region_name), legend=None),
            tooltip=tooltip(index, index["unit"].iloc[0]),
        )
    )
    return lines + end_labels(index, region_name)
