"""Findings about one value: beside another place, over time, or in the years to come."""

from collections.abc import Callable, Sequence

import pandas as pd

from regioanalyse.figures.findings.finding import (
    ELSEWHERE,
    REASONS,
    Finding,
    bare,
    change_text,
    changed,
    context,
    direction,
    each_of,
    make,
    moved,
    not_shown,
    one,
    relation,
    with_unit,
    years,
)
from regioanalyse.figures.findings.rules import THRESHOLDS, VERBS
from regioanalyse.figures.formats import format_value, number, period_text, rounded
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.indicator import Indicator


def compare(values: pd.DataFrame, period: str, title: str = "", other: str = COMPARATOR) -> Finding:
    """Say how the region compares with `other`, the comparator or the country, in one period.

    By the rules `higher`, `lower` and `similar`.
    """
    indicator, ours, theirs = _beside(values, other, period)
    title = title or indicator.title
    return not_shown(title, ours, theirs) or make(
        relation(ours["value"], theirs["value"]),
        _inputs(ours, theirs),
        title=title,
        elsewhere=ELSEWHERE[other],
        value=bare(indicator, ours["value"]),
        reference=with_unit(indicator, theirs["value"]),
    )


def _beside(values: pd.DataFrame, other: str, period: str) -> tuple[Indicator, pd.Series, pd.Series]:
    indicator, region = context(values)
    return indicator, one(values, region, period), one(values, other, period)


def _inputs(ours: pd.Series, theirs: pd.Series) -> dict[str, float]:
    return {"value": ours["value"], "reference": theirs["value"]}


def expectation(
    values: pd.DataFrame, period: str, higher_means_more: bool = True, what: str = "gebruik van Wlz-zorg"
) -> Finding:
    """Say what a characteristic of the inhabitants means for the use of care that may be expected.

    `higher_means_more`: whether a higher value goes with more use of care. `what` is Dutch, what there is more or less
    of. By the rules `expects_more`, `expects_less` and `expects_same`.
    """
    indicator, ours, theirs = _beside(values, COMPARATOR, period)
    sign = 1 if higher_means_more else -1
    rules = {"higher": "expects_more", "lower": "expects_less", "similar": "expects_same"}
    return not_shown(indicator.title, ours, theirs) or make(
        rules[relation(sign * ours["value"], sign * theirs["value"])],
        _inputs(ours, theirs),
        what=what,
        elsewhere=ELSEWHERE[COMPARATOR],
    )


def change(values: pd.DataFrame, title: str = "") -> Finding:
    """Say how the region's value moved from the first period with data to the last.

    By the rules `rises`, `falls`, `steady` and `last_only`.
    """
    indicator, region = context(values)
    mine = values[values["area"] == region]
    # an edition can begin before the data do
    known = mine[mine["status"] != "missing"] if (mine["status"] != "missing").any() else mine
    first, last = (one(mine, region, period) for period in (known["period"].min(), known["period"].max()))
    title = title or indicator.title
    if first["status"] != "ok" and last["status"] == "ok":
        return make(
            "last_only",
            {"last": last["value"]},
            title=title,
            last=bare(indicator, last["value"]),
            start=period_text(first["period"]),
            end=period_text(last["period"]),
            reason=REASONS[first["status"]],
        )
    return not_shown(title, first, last) or make(
        direction(first["value"], last["value"], indicator.unit),
        {"first": first["value"], "last": last["value"]},
        **_from_to(indicator, first, last, title),
    )


def _from_to(indicator: Indicator, first: pd.Series, last: pd.Series, title: str) -> dict[str, str]:
    change = change_text(first["value"], last["value"], indicator.unit)
    return {
        "title": title,
        "first": bare(indicator, first["value"]),
        "last": bare(indicator, last["value"]),
        "start": period_text(first["period"]),
        "end": period_text(last["period"]),
        "change": change,
        # two values can differ in their last digit and yet be nearly equal
        "beside": "" if change == change_text(first["value"], first["value"], indicator.unit) else f" ({change})",
    }


def compare_change(values: pd.DataFrame) -> Finding:
    """Say whether the region and the comparator changed the same way.

    `values` are of an indicator that is itself a change (``2019/2022``), in % or percentage points. By the rules
    `same_way` and `other_way`.
    """
    indicator, *rows = _beside(values, COMPARATOR, values["period"].iloc[0])
    if hidden := not_shown(indicator.title, *rows):
        return hidden
    ways = [moved(row["value"], indicator.unit) for row in rows]
    rule = "same_way" if ways[0] == ways[1] else "other_way"
    return _side_by_side(
        rule, rows, ways, COMPARATOR, changed(indicator).title, lambda value: with_unit(indicator, value)
    )


def _side_by_side(
    rule: str, rows: Sequence[pd.Series], ways: Sequence[str], other: str, title: str, text: Callable[[float], str]
) -> Finding:
    """Fill in a rule about two changes, each with its verb and its value as text."""
    ours, theirs = rows
    return make(
        rule,
        _inputs(ours, theirs),
        title=title,
        verb=VERBS[ways[0]][0].format(region=ours["name"], times=_times(ours["value"])),
        other_verb=VERBS[ways[1]][1].format(times=_times(theirs["value"])),
        elsewhere=ELSEWHERE[other],
        value=text(ours["value"]),
        reference=text(theirs["value"]),
    )


def _times(percent: float) -> str:
    return number(1 + percent / 100, 1)


def growth(values: pd.DataFrame, start: str, end: str) -> Finding:
    """Say how much the region's value grows between two periods, by the rules that `growth_kind` names."""
    indicator, region = context(values)
    first, last = one(values, region, start), one(values, region, end)
    if hidden := not_shown(indicator.title, first, last):
        return hidden
    inputs = {"first": first["value"], "last": last["value"]}
    words = _from_to(indicator, first, last, indicator.title)
    if first["value"] == 0:
        return make("grows" if last["value"] > 0 else "stays", inputs, **words)
    grown = 100 * (last["value"] / first["value"] - 1)
    words["change"] = format_value(grown, "%", 0, sign=True)
    return make(growth_kind(grown), inputs, times=_times(grown), **words)


def growth_kind(percent: float) -> str:
    """Return what a growth is called: by the name of its rule, from ``shrinks`` to ``multiplies``.

    The growth is rounded first, as the sentence shows it: nothing "almost doubles" with +100% behind it.
    """
    shown = rounded(percent)
    if shown == 0:
        return "stays"
    if shown < 0:
        return "shrinks"
    if shown > THRESHOLDS["multiplies"].value:
        return "multiplies"
    if shown >= THRESHOLDS["doubles"].value:
        return "doubles"
    return "almost_doubles" if shown >= THRESHOLDS["almost_doubles"].value else "grows"


def compare_growth(values: pd.DataFrame, other: str = COUNTRY, title: str = "") -> Finding:
    """Put the region's growth in % beside that of `other`, the country or the comparator.

    By the rules `growth_same`, `growth_more`, `growth_less` and `growth_beside`. When no `title` is given, it is that
    of what the growth is of.
    """
    indicator, *rows = _beside(values, other, values["period"].iloc[0])
    if hidden := not_shown(indicator.title, *rows):
        return hidden
    kinds = [growth_kind(row["value"]) for row in rows]
    # as the sentence shows them: +2% is not stronger than +2%
    ours, theirs = (abs(float(rounded(row["value"]))) for row in rows)
    rules = {"higher": "growth_more", "lower": "growth_less", "similar": "growth_same"}
    rule = rules[relation(ours, theirs)] if kinds[0] == kinds[1] else "growth_beside"
    return _side_by_side(rule, rows, kinds, other, title or changed(indicator).title, _percent)


def _percent(value: float) -> str:
    return format_value(value, "%", 0, sign=True)


def growth_between(values: pd.DataFrame) -> Finding:
    """Say between which two percentages a growth lies: its categories `min` and `max`.

    By the rules `grows_between`, `growth_between` and `growth_certain`.
    """
    indicator, period, (least, most) = _least_and_most(values)
    if hidden := not_shown(indicator.title, least, most):
        return hidden
    low, high = (rounded(row["value"]) for row in (least, most))
    rule = "growth_certain" if low == high else "grows_between" if low > 0 else "growth_between"
    # what grows needs no sign
    texts = [format_value(row["value"], "%", 0, sign=rule != "grows_between") for row in (least, most)]
    return make(
        rule,
        {"least": least["value"], "most": most["value"]},
        title=changed(indicator).title,
        least=texts[0],
        most=texts[1],
        **years(period),
    )


def _least_and_most(values: pd.DataFrame, period: str = "") -> tuple[Indicator, str, list[pd.Series]]:
    indicator, region = context(values)
    period = period or values["period"].iloc[0]
    return indicator, period, each_of(values, region, period, "min", "max")


def growth_parts(values: pd.DataFrame) -> Finding:
    """Split a growth in %: how much of it is the population (`min`), and how much more use adds at most (`max`).

    By the rules `parts_grow`, `parts_stay` and `parts_shrink`.
    """
    indicator, period, (least, most) = _least_and_most(values)
    if hidden := not_shown(indicator.title, least, most):
        return hidden
    title = changed(indicator).title
    shown, use = rounded(least["value"]), most["value"] - least["value"]
    return make(
        "parts_stay" if shown == 0 else "parts_grow" if shown > 0 else "parts_shrink",
        {"population": least["value"], "use": use},
        title=title[0].lower() + title[1:],
        population=format_value(abs(least["value"]), "%"),
        use=format_value(use, "procentpunt"),
        **years(period),
    )


def more_use(values: pd.DataFrame, start: str, end: str) -> Finding:
    """Say how much more use, in %, the highest projection counts on, by the rule `more_use`.

    `values` have the categories `min` and `max`, which differ by use only: they are equal in `start`, and `end` is the
    last period.
    """
    indicator, _, (least, most) = _least_and_most(values, end)
    if hidden := not_shown(indicator.title, least, most):
        return hidden
    more = 100 * (most["value"] / least["value"] - 1)
    return make("more_use", {"use": more}, start=start, end=end, use=format_value(more, "%"))


def amount(values: pd.DataFrame, period: str) -> Finding:
    """Say how many there are in the region, where a number of another place says nothing, by the rule `amount`."""
    indicator, region = context(values)
    row = one(values, region, period)
    return not_shown(indicator.title, row) or make(
        "amount",
        {"value": row["value"]},
        region=row["name"],
        value=with_unit(indicator, row["value"]),
        period=period_text(period),
    )
