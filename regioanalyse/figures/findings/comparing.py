"""Findings about one value: beside another place, over time, or in the years to come."""

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
    make,
    moved,
    not_shown,
    one,
    relation,
    with_unit,
)
from regioanalyse.figures.findings.rules import THRESHOLDS
from regioanalyse.figures.formats import format_value, number, period_text, rounded
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.indicator import Indicator


def compare(values: pd.DataFrame, period: str, title: str = "", other: str = COMPARATOR) -> Finding:
    """Say how the region compares with the comparator, or the country, in one period.

    Parameters
    ----------
    values
        Values of one indicator and category, with the region and the other (`Report.values`).
    period
        Which period.
    title
        Dutch name of what is compared, where it is one category of the indicator; else the indicator's title.
    other
        `zilveren-kruis` or `nederland`.

    Returns
    -------
    Finding
        By the rules `higher`, `lower` and `similar`.
    """
    indicator, region = context(values)
    title = title or indicator.title
    ours, theirs = one(values, region, period), one(values, other, period)
    return not_shown(title, ours, theirs) or make(
        relation(ours["value"], theirs["value"]),
        {"value": ours["value"], "reference": theirs["value"]},
        title=title,
        elsewhere=ELSEWHERE[other],
        value=bare(indicator, ours["value"]),
        reference=with_unit(indicator, theirs["value"]),
    )


#: What a higher value points to, by what it means for use.
_EXPECTED = {
    ("higher", True): "expects_more",
    ("lower", True): "expects_less",
    ("higher", False): "expects_less",
    ("lower", False): "expects_more",
}


def expectation(
    values: pd.DataFrame, period: str, higher_means_more: bool = True, what: str = "gebruik van Wlz-zorg"
) -> Finding:
    """Say what a characteristic of the inhabitants means for the use of care that may be expected.

    Parameters
    ----------
    values
        Values of one indicator and category, with the region and the comparator.
    period
        Which period.
    higher_means_more
        Whether a higher value goes with more use of care.
    what
        Dutch, what there is more or less of.

    Returns
    -------
    Finding
        By the rules `expects_more`, `expects_less` and `expects_same`.
    """
    indicator, region = context(values)
    ours, theirs = one(values, region, period), one(values, COMPARATOR, period)
    if hidden := not_shown(indicator.title, ours, theirs):
        return hidden
    compared = relation(ours["value"], theirs["value"])
    return make(
        _EXPECTED.get((compared, higher_means_more), "expects_same"),
        {"value": ours["value"], "reference": theirs["value"]},
        what=what,
        elsewhere=ELSEWHERE[COMPARATOR],
    )


def change(values: pd.DataFrame, title: str = "") -> Finding:
    """Say how the region's value moved from the first period with data to the last.

    Parameters
    ----------
    values
        Values of one indicator and category.
    title
        Dutch name of what moved, where it is one category of the indicator; else the indicator's title.

    Returns
    -------
    Finding
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
        # two values can show a difference of their last digit and yet be as good as the same
        "beside": "" if change == change_text(first["value"], first["value"], indicator.unit) else f" ({change})",
    }


#: How the region moved, and how the other did in the second half of the sentence.
_VERBS = {
    "rises": ("steeg in {region}", "steeg het"),
    "falls": ("daalde in {region}", "daalde het"),
    "steady": ("bleef in {region} vrijwel gelijk", "bleef het vrijwel gelijk"),
}


def compare_change(values: pd.DataFrame) -> Finding:
    """Say whether the region and the comparator changed the same way.

    Parameters
    ----------
    values
        Values of an indicator that is itself a change (``2019/2022``), in % or percentage points.

    Returns
    -------
    Finding
        By the rules `same_way` and `other_way`.
    """
    indicator, region = context(values)
    ours, theirs = (one(values, area, values["period"].iloc[0]) for area in (region, COMPARATOR))
    way, other = (moved(row["value"], indicator.unit) for row in (ours, theirs))
    return not_shown(indicator.title, ours, theirs) or make(
        "same_way" if way == other else "other_way",
        {"value": ours["value"], "reference": theirs["value"]},
        title=changed(indicator).title,
        verb=_VERBS[way][0].format(region=ours["name"]),
        other_verb=_VERBS[other][1],
        elsewhere=ELSEWHERE[COMPARATOR],
        value=with_unit(indicator, ours["value"]),
        reference=with_unit(indicator, theirs["value"]),
    )


def growth(values: pd.DataFrame, start: str, end: str) -> Finding:
    """Say how much the region's value grows between two periods.

    Returns
    -------
    Finding
        By the rules that `growth_kind` names.
    """
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


def _times(percent: float) -> str:
    return number(1 + percent / 100, 1)


_GROWTH_VERBS = {
    "shrinks": ("daalt in {region}", "daalt het"),
    "stays": ("blijft in {region} vrijwel gelijk", "blijft het vrijwel gelijk"),
    "grows": ("groeit in {region}", "groeit het"),
    "almost_doubles": ("verdubbelt in {region} bijna", "verdubbelt het bijna"),
    "doubles": ("verdubbelt in {region}", "verdubbelt het"),
    "multiplies": ("wordt in {region} {times} keer zo groot", "wordt het {times} keer zo groot"),
}


def compare_growth(values: pd.DataFrame, other: str = COUNTRY, title: str = "") -> Finding:
    """Put the region's growth beside the country's, or the comparator's.

    Parameters
    ----------
    values
        Values of an indicator that is a growth in %, with the region and the other.
    other
        `nederland` or `zilveren-kruis`.
    title
        Dutch name of what grows, where it is one category of the indicator; else the title of what the growth is of.

    Returns
    -------
    Finding
        By the rules `growth_same`, `growth_more`, `growth_less` and `growth_beside`.
    """
    indicator, region = context(values)
    ours, theirs = (one(values, area, values["period"].iloc[0]) for area in (region, other))
    if hidden := not_shown(indicator.title, ours, theirs):
        return hidden
    kind, beside = growth_kind(ours["value"]), growth_kind(theirs["value"])
    # as the sentence shows them: +2% is not stronger than +2%
    ours_shown, theirs_shown = (abs(float(rounded(row["value"]))) for row in (ours, theirs))
    rules = {"higher": "growth_more", "lower": "growth_less", "similar": "growth_same"}
    return make(
        rules[relation(ours_shown, theirs_shown)] if kind == beside else "growth_beside",
        {"value": ours["value"], "reference": theirs["value"]},
        title=title or changed(indicator).title,
        verb=_GROWTH_VERBS[kind][0].format(region=ours["name"], times=_times(ours["value"])),
        other_verb=_GROWTH_VERBS[beside][1].format(times=_times(theirs["value"])),
        elsewhere=ELSEWHERE[other],
        value=format_value(ours["value"], "%", 0, sign=True),
        reference=format_value(theirs["value"], "%", 0, sign=True),
    )


def growth_between(values: pd.DataFrame) -> Finding:
    """Say between which two percentages a growth with a minimum and a maximum lies.

    Parameters
    ----------
    values
        Values of a growth in %, with the categories `min` and `max`.

    Returns
    -------
    Finding
        By the rules `grows_between`, `growth_between` and `growth_certain`.
    """
    indicator, region = context(values)
    period = values["period"].iloc[0]
    least, most = _least_and_most(values, region, period)
    if hidden := not_shown(indicator.title, least, most):
        return hidden
    low, high = (rounded(row["value"]) for row in (least, most))
    rule = "growth_certain" if low == high else "grows_between" if low > 0 else "growth_between"
    # what grows needs no sign
    texts = [format_value(row["value"], "%", 0, sign=rule != "grows_between") for row in (least, most)]
    start, end = period.split("/")
    return make(
        rule,
        {"least": least["value"], "most": most["value"]},
        title=changed(indicator).title,
        start=start,
        end=end,
        least=texts[0],
        most=texts[1],
    )


def _least_and_most(values: pd.DataFrame, area: str, period: str) -> list[pd.Series]:
    return [one(values[values["category"] == each], area, period) for each in ("min", "max")]


def growth_parts(values: pd.DataFrame) -> Finding:
    """Split a growth: how much of it is the population, and how much more use adds at most.

    Parameters
    ----------
    values
        Values of a growth in %, with the categories `min` (the population alone) and `max` (more use besides).

    Returns
    -------
    Finding
        By the rules `parts_grow`, `parts_stay` and `parts_shrink`.
    """
    indicator, region = context(values)
    period = values["period"].iloc[0]
    least, most = _least_and_most(values, region, period)
    if hidden := not_shown(indicator.title, least, most):
        return hidden
    title = changed(indicator).title
    start, end = period.split("/")
    shown = rounded(least["value"])
    return make(
        "parts_stay" if shown == 0 else "parts_grow" if shown > 0 else "parts_shrink",
        {"population": least["value"], "use": most["value"] - least["value"]},
        title=title[0].lower() + title[1:],
        start=start,
        end=end,
        population=format_value(abs(least["value"]), "%"),
        use=format_value(most["value"] - least["value"], "procentpunt"),
    )


def more_use(values: pd.DataFrame, start: str, end: str) -> Finding:
    """Say how much more use the most to expect counts on, in %.

    Parameters
    ----------
    values
        Values of numbers to expect, with the categories `min` and `max`, which differ by use only.
    start, end
        The period in which they are equal, and the last one.

    Returns
    -------
    Finding
        By the rule `more_use`.
    """
    indicator, region = context(values)
    least, most = _least_and_most(values, region, end)
    if hidden := not_shown(indicator.title, least, most):
        return hidden
    more = 100 * (most["value"] / least["value"] - 1)
    return make("more_use", {"use": more}, start=start, end=end, use=format_value(more, "%"))


def amount(values: pd.DataFrame, period: str) -> Finding:
    """Say how many there are in the region, where a number of another place says nothing.

    Returns
    -------
    Finding
        By the rule `amount`.
    """
    indicator, region = context(values)
    row = one(values, region, period)
    return not_shown(indicator.title, row) or make(
        "amount",
        {"value": row["value"]},
        region=row["name"],
        value=with_unit(indicator, row["value"]),
        period=period_text(period),
    )
