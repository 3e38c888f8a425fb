"""Sentences that cannot disagree with their numbers: each is a rule over values.

A finding function looks at values, decides by the thresholds which rule holds, and fills in that rule's Dutch
wording. All thresholds and all rules are in two tables here; the reading guide shows both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from regioanalyse.errors import InputError, choices
from regioanalyse.figures.formats import format_value, number, rounded
from regioanalyse.figures.theme import COMPARATOR_NAME
from regioanalyse.indicators import record
from regioanalyse.indicators.indicator import Indicator
from regioanalyse.project import COMPARATOR, COUNTRY


@dataclass(frozen=True)
class Threshold:
    """A border between two wordings.

    Attributes
    ----------
    value
        In the unit of `explanation`.
    explanation
        Dutch, for the reading guide; `{value}` is where the number goes.
    """

    value: float
    explanation: str


#: From the field's definitions (docs/glossary.md); `steady` and `steady_points` are ours.
THRESHOLDS: Mapping[str, Threshold] = {
    "similar": Threshold(5, "Vergelijkbaar: hooguit {value}% boven of onder de waarde waarmee we vergelijken."),
    "most": Threshold(60, "De meeste: ten minste {value}% van de gebieden."),
    "almost_doubles": Threshold(90, "Verdubbelt bijna: een groei van ten minste {value}% (afgerond), onder 100%."),
    "doubles": Threshold(100, "Verdubbelt: een groei van ten minste {value}% (afgerond)."),
    "multiplies": Threshold(110, "Wordt zoveel keer zo groot: een groei van meer dan {value}% (afgerond)."),
    "steady": Threshold(1, "Vrijwel gelijk: een verandering van minder dan {value}%."),
    "steady_points": Threshold(
        0.5, "Vrijwel gelijk, bij percentages: een verschil van minder dan {value} procentpunt."
    ),
}


@dataclass(frozen=True)
class Rule:
    """One wording, and when it holds.

    Attributes
    ----------
    name
        Name of the rule.
    when
        Dutch condition, for the reading guide.
    text
        Dutch wording with names in braces for what is filled in.
    """

    name: str
    when: str
    text: str


@dataclass(frozen=True)
class Finding:
    """The one sentence that a figure says.

    Attributes
    ----------
    rule
        Name of the rule that made it.
    inputs
        The numbers it was made from, unrounded.
    text
        The Dutch sentence.
    """

    rule: str
    inputs: Mapping[str, float] = field(hash=False)
    text: str


_RULES = (
    Rule("higher", "meer dan 5% hoger", "{title} is hoger dan in de {comparator}: {value} tegen {reference}."),
    Rule("lower", "meer dan 5% lager", "{title} is lager dan in de {comparator}: {value} tegen {reference}."),
    Rule("similar", "hooguit 5% verschil",
         "{title} is vergelijkbaar met dat in de {comparator}: {value} tegen {reference}."),
    Rule("rises", "de laatste waarde is hoger",
         "{title} steeg van {first} in {start} naar {last} in {end} ({change})."),
    Rule("falls", "de laatste waarde is lager",
         "{title} daalde van {first} in {start} naar {last} in {end} ({change})."),
    Rule("steady", "vrijwel geen verschil",
         "{title} bleef vrijwel gelijk: {first} in {start} en {last} in {end} ({change})."),
    Rule("same_way", "regio en vergelijking veranderen dezelfde kant op",
         "{title} {verb} ({value}), net als in de {comparator} ({reference})."),
    Rule("other_way", "regio en vergelijking veranderen niet dezelfde kant op",
         "{title} {verb} ({value}); in de {comparator} {other_verb} ({reference})."),
    Rule("grows", "groei onder 90%", "{title} groeit van {first} in {start} naar {last} in {end} ({change})."),
    Rule("almost_doubles", "groei van 90% tot 100%",
         "{title} verdubbelt bijna: van {first} in {start} naar {last} in {end} ({change})."),
    Rule("doubles", "groei van 100% tot en met 110%",
         "{title} verdubbelt: van {first} in {start} naar {last} in {end} ({change})."),
    Rule("multiplies", "groei van meer dan 110%",
         "{title} wordt {times} keer zo groot: van {first} in {start} naar {last} in {end} ({change})."),
    Rule("stays", "afgerond 0% groei",
         "{title} blijft vrijwel gelijk: {first} in {start} en {last} in {end} ({change})."),
    Rule("shrinks", "krimp", "{title} krimpt van {first} in {start} naar {last} in {end} ({change})."),
    Rule("growth_same", "groei van de regio en die van Nederland hebben hetzelfde woord",
         "{title} {verb} ({value}), net als in Nederland ({reference})."),
    Rule("growth_beside", "groei van de regio en die van Nederland hebben een ander woord",
         "{title} {verb} ({value}); in Nederland {other_verb} ({reference})."),
    Rule("all_above", "elk gebied ligt erboven",
         "{title} ligt in alle {all} gebieden boven dat in de {comparator} ({reference})."),
    Rule("most_above", "ten minste 60% van de gebieden ligt erboven",
         "{title} ligt in de meeste gebieden ({count} van de {all}) boven dat in de {comparator} ({reference})."),
    Rule("some_above", "minder dan 60% van de gebieden ligt erboven",
         "{title} ligt in {count} van de {all} gebieden boven dat in de {comparator} ({reference})."),
    Rule("none_above", "geen gebied ligt erboven",
         "{title} ligt in geen van de {all} gebieden boven dat in de {comparator} ({reference})."),
    Rule("largest", "de grootste van alle delen",
         "{category} komt het meest voor: {value} van de {people}; in de {comparator} {reference}."),
    Rule("need", "in elk scenario meer nodig",
         "Tussen {start} en {end} zijn {least} tot {most} extra plaatsen {where} nodig."),
    Rule("need_at_most", "in een deel van de scenario's meer nodig",
         "Tussen {start} en {end} zijn hooguit {most} extra plaatsen {where} nodig, en mogelijk geen."),
    Rule("no_need", "in geen scenario meer nodig",
         "Tussen {start} en {end} zijn geen extra plaatsen {where} nodig."),
    Rule("method_and_real", "methode en werkelijkheid verschillen allebei van de vorige editie",
         "{title} {moved}: {method} door de nieuwe methode en {real} in werkelijkheid."),
    Rule("method_only", "alleen de methode verschilt van de vorige editie",
         "{title} {moved}; dat komt helemaal door de nieuwe methode."),
    Rule("real_only", "de nieuwe methode geeft dezelfde waarde als de oude",
         "{title} {moved}; de nieuwe methode maakt geen verschil."),
    Rule("not_shown", "te weinig mensen, of geen gegevens", "{title} tonen we hier niet: {reason}."),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _RULES}

_REASONS = {
    "suppressed": "het gaat om te weinig mensen",
    "missing": "er zijn geen gegevens",
    "break": "de definitie is veranderd",
}


def _finding(rule: str, inputs: Mapping[str, float], **words: str) -> Finding:
    text = RULES[rule].text.format(**words)
    return Finding(rule, inputs, text[0].upper() + text[1:])


def relation(value: float, reference: float) -> str:
    """Return how a value compares: ``higher``, ``lower`` or, within 5% of the reference, ``similar``.

    Examples
    --------
    >>> relation(105, 100), relation(105.1, 100), relation(94.9, 100)
    ('similar', 'higher', 'lower')
    """
    border = THRESHOLDS["similar"].value / 100 * abs(reference)
    if abs(value - reference) <= border * (1 + 1e-12):
        return "similar"
    return "higher" if value > reference else "lower"


def direction(first: float, last: float, unit: str) -> str:
    """Return how a value moved: ``rises``, ``falls`` or ``steady``.

    Percentages are compared in percentage points, everything else relatively.
    """
    if unit == "%":
        moved, border = last - first, THRESHOLDS["steady_points"].value
    elif first == 0:
        moved, border = (100.0 if last > 0 else 0.0), THRESHOLDS["steady"].value
    else:
        moved, border = 100 * (last / first - 1), THRESHOLDS["steady"].value
    return _moved(moved, border)


def _moved(moved: float, border: float) -> str:
    # on the border is over it, also where a difference of floats falls a hair short
    if abs(moved) < border * (1 - 1e-9):
        return "steady"
    return "rises" if moved > 0 else "falls"


def change_text(first: float, last: float, unit: str) -> str:
    """Return the change between two values: percentages in percentage points, everything else in percent."""
    if unit == "%":
        return format_value(last - first, "procentpunt", 1, sign=True)
    return format_value(100 * (last / first - 1), "%", 1, sign=True) if first else "was 0"


def _context(values: pd.DataFrame) -> tuple[Indicator, str]:
    return record(values["indicator"].iloc[0], values["sector"].iloc[0]), _region(values)


def _region(values: pd.DataFrame) -> str:
    ours = values.loc[~values["region"].isin([COMPARATOR, COUNTRY]), "region"].unique()
    if len(ours) != 1:
        raise InputError(f"a finding is about one region, found: {', '.join(ours) or 'none'}")
    return str(ours[0])


def _one(values: pd.DataFrame, area: str, period: str) -> pd.Series:
    row = values[(values["area"] == area) & (values["period"] == period)]
    if len(row) != 1:
        raise InputError(
            f"a finding needs one value of {area} in {period}, found {len(row)} of "
            f"{values['indicator'].iloc[0]}; choose a category, or a period of {sorted(values['period'].unique())}"
        )
    return row.iloc[0]


def _not_shown(indicator: Indicator, *rows: pd.Series) -> Finding | None:
    for row in rows:
        if row["status"] != "ok":
            return _finding("not_shown", {}, title=indicator.title, reason=_REASONS[row["status"]])
    return None


def _with_unit(indicator: Indicator, value: float) -> str:
    return format_value(value, indicator.unit, indicator.decimals)


def _bare(indicator: Indicator, value: float) -> str:
    return _with_unit(indicator, value) if indicator.unit == "%" else number(value, indicator.decimals)


def compare(values: pd.DataFrame, period: str) -> Finding:
    """Say how the region compares with the comparator in one period.

    Parameters
    ----------
    values
        Values of one indicator and category, with the region and the comparator (`Report.values`).
    period
        Which period.

    Returns
    -------
    Finding
        By the rules `higher`, `lower` and `similar`.
    """
    indicator, region = _context(values)
    ours, theirs = _one(values, region, period), _one(values, COMPARATOR, period)
    return _not_shown(indicator, ours, theirs) or _finding(
        relation(ours["value"], theirs["value"]),
        {"value": ours["value"], "reference": theirs["value"]},
        title=indicator.title,
        comparator=COMPARATOR_NAME,
        value=_bare(indicator, ours["value"]),
        reference=_with_unit(indicator, theirs["value"]),
    )


def change(values: pd.DataFrame) -> Finding:
    """Say how the region's value moved from the first period to the last.

    Returns
    -------
    Finding
        By the rules `rises`, `falls` and `steady`.
    """
    indicator, region = _context(values)
    start, end = values["period"].min(), values["period"].max()
    first, last = _one(values, region, start), _one(values, region, end)
    return _not_shown(indicator, first, last) or _finding(
        direction(first["value"], last["value"], indicator.unit),
        {"first": first["value"], "last": last["value"]},
        **_from_to(indicator, first, last),
    )


def _from_to(indicator: Indicator, first: pd.Series, last: pd.Series) -> dict[str, str]:
    return {
        "title": indicator.title,
        "first": _bare(indicator, first["value"]),
        "last": _bare(indicator, last["value"]),
        "start": first["period"],
        "end": last["period"],
        "change": change_text(first["value"], last["value"], indicator.unit),
    }


#: How the region moved, and how the other did in the second half of the sentence.
_VERBS = {
    "rises": ("steeg in {region}", "steeg het"),
    "falls": ("daalde in {region}", "daalde het"),
    "steady": ("bleef in {region} vrijwel gelijk", "bleef het vrijwel gelijk"),
}


def compare_change(values: pd.DataFrame, of: str, region_name: str) -> Finding:
    """Say whether the region and the comparator changed the same way.

    Parameters
    ----------
    values
        Values of an indicator that is itself a change (``2019/2022``), in % or percentage points.
    of
        Name of the indicator that changed; its title is what the sentence is about.
    region_name
        Dutch name of the region.

    Returns
    -------
    Finding
        By the rules `same_way` and `other_way`.
    """
    indicator, region = _context(values)
    ours, theirs = (_one(values, area, values["period"].iloc[0]) for area in (region, COMPARATOR))
    border = THRESHOLDS["steady_points" if indicator.unit == "procentpunt" else "steady"].value
    moved, other = (_moved(row["value"], border) for row in (ours, theirs))
    return _not_shown(indicator, ours, theirs) or _finding(
        "same_way" if moved == other else "other_way",
        {"value": ours["value"], "reference": theirs["value"]},
        title=record(of, indicator.sector).title,
        verb=_VERBS[moved][0].format(region=region_name),
        other_verb=_VERBS[other][1],
        comparator=COMPARATOR_NAME,
        value=format_value(ours["value"], indicator.unit, indicator.decimals, sign=True),
        reference=format_value(theirs["value"], indicator.unit, indicator.decimals, sign=True),
    )


def growth(values: pd.DataFrame, start: str, end: str) -> Finding:
    """Say how much the region's value grows between two periods.

    Returns
    -------
    Finding
        By the rules that `growth_kind` names.
    """
    indicator, region = _context(values)
    first, last = _one(values, region, start), _one(values, region, end)
    if hidden := _not_shown(indicator, first, last):
        return hidden
    inputs = {"first": first["value"], "last": last["value"]}
    words = _from_to(indicator, first, last)
    if first["value"] == 0:
        return _finding("grows" if last["value"] > 0 else "stays", inputs, **words)
    grown = 100 * (last["value"] / first["value"] - 1)
    words["change"] = format_value(grown, "%", 0, sign=True)
    return _finding(growth_kind(grown), inputs, times=_times(grown), **words)


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
    "shrinks": ("krimpt in {region}", "krimpt het"),
    "stays": ("blijft in {region} vrijwel gelijk", "blijft het vrijwel gelijk"),
    "grows": ("groeit in {region}", "groeit het"),
    "almost_doubles": ("verdubbelt in {region} bijna", "verdubbelt het bijna"),
    "doubles": ("verdubbelt in {region}", "verdubbelt het"),
    "multiplies": ("wordt in {region} {times} keer zo groot", "wordt het {times} keer zo groot"),
}


def compare_growth(values: pd.DataFrame, of: str, region_name: str) -> Finding:
    """Put the region's growth beside the country's.

    Parameters
    ----------
    values
        Values of an indicator that is a growth in %, with the region and the country.
    of
        Name of the indicator that grows; its title is what the sentence is about.
    region_name
        Dutch name of the region.

    Returns
    -------
    Finding
        By the rules `growth_same` and `growth_beside`.
    """
    indicator, region = _context(values)
    ours, theirs = (_one(values, area, values["period"].iloc[0]) for area in (region, COUNTRY))
    if hidden := _not_shown(indicator, ours, theirs):
        return hidden
    kind, other = growth_kind(ours["value"]), growth_kind(theirs["value"])
    return _finding(
        "growth_same" if kind == other else "growth_beside",
        {"value": ours["value"], "reference": theirs["value"]},
        title=record(of, indicator.sector).title,
        verb=_GROWTH_VERBS[kind][0].format(region=region_name, times=_times(ours["value"])),
        other_verb=_GROWTH_VERBS[other][1].format(times=_times(theirs["value"])),
        value=format_value(ours["value"], "%", 0, sign=True),
        reference=format_value(theirs["value"], "%", 0, sign=True),
    )


def areas_above(areas: pd.DataFrame, values: pd.DataFrame, period: str) -> Finding:
    """Say in how many areas the value is above the comparator's.

    Parameters
    ----------
    areas
        Values per area; areas whose value is not shown are not counted.
    values
        Values of the same indicator for the region and the comparator.
    period
        Which period.

    Returns
    -------
    Finding
        By the rules `all_above`, `most_above`, `some_above` and `none_above`.
    """
    indicator, _ = _context(values)
    theirs = _one(values, COMPARATOR, period)
    shown = areas[(areas["period"] == period) & (areas["status"] == "ok")]
    if shown.empty:
        return _finding("not_shown", {}, title=indicator.title, reason=_REASONS["suppressed"])
    above = int((shown["value"] > theirs["value"]).sum())
    rule = "some_above"
    if above == 0:
        rule = "none_above"
    elif above == len(shown):
        rule = "all_above"
    elif 100 * above >= THRESHOLDS["most"].value * len(shown):
        rule = "most_above"
    return _not_shown(indicator, theirs) or _finding(
        rule,
        {"count": above, "all": len(shown), "reference": theirs["value"]},
        title=indicator.title,
        comparator=COMPARATOR_NAME,
        count=str(above),
        all=str(len(shown)),
        reference=_with_unit(indicator, theirs["value"]),
    )


#: What clients are called in each sector.
_PEOPLE = {"vv": "klanten", "gz": "cliënten"}


def largest(values: pd.DataFrame, period: str, names: Mapping[str, str] | None = None) -> Finding:
    """Say which category is the largest in the region, beside the same one of the comparator.

    Parameters
    ----------
    values
        Values of an indicator with categories, in %.
    period
        Which period.
    names
        Dutch name of each category; its own when not given.

    Returns
    -------
    Finding
        By the rule `largest`.
    """
    indicator, region = _context(values)
    if set(values["unit"]) != {"%"}:
        raise InputError(f"the largest part is named by shares; found the unit {values['unit'].iloc[0]!r}, allowed: %")
    mine = values[(values["area"] == region) & (values["period"] == period)]
    if mine.empty:
        raise choices(period, sorted(values["period"].unique()), f"period of {indicator.name}")
    ours = mine.sort_values("value", kind="stable", na_position="first").iloc[-1]
    # what is left for the parts that are not shown; one of them could be the largest
    if not ours["value"] >= (100 - mine["value"].sum() if mine["value"].isna().any() else 0):
        return _finding("not_shown", {}, title=indicator.title, reason=_REASONS["suppressed"])
    theirs = _one(values[values["category"] == ours["category"]], COMPARATOR, period)
    category = (names or {}).get(ours["category"], ours["category"])
    return _not_shown(indicator, theirs) or _finding(
        "largest",
        {"value": ours["value"], "reference": theirs["value"]},
        category=category,
        people=_PEOPLE[indicator.sector],
        comparator=COMPARATOR_NAME,
        value=format_value(ours["value"], "%", 1),
        reference=format_value(theirs["value"], "%", 1),
    )


def need(values: pd.DataFrame, where: str, start: str) -> Finding:
    """Say how many extra places the scenarios ask for; a negative need is none.

    Parameters
    ----------
    values
        Values of a ``scenario_…_extra`` indicator.
    where
        Dutch place: ``"thuis"``, ``"met verblijf"``.
    start
        The base year.

    Returns
    -------
    Finding
        By the rules `need`, `need_at_most` and `no_need`.
    """
    indicator, region = _context(values)
    mine = values[values["area"] == region]
    if hidden := _not_shown(indicator, *(row for _, row in mine.iterrows())):
        return hidden
    least, most = mine["value"].min(), mine["value"].max()
    rule = "need"
    if rounded(most) <= 0:
        rule = "no_need"
    elif rounded(least) <= 0:
        rule = "need_at_most"
    return _finding(
        rule,
        {"least": least, "most": most},
        start=start,
        end=mine["period"].iloc[0],
        least=number(least),
        most=number(most),
        where=where,
    )


def bridge(row: pd.Series, title: str) -> Finding:
    """Say how much of the difference between two editions is the method, and how much is real.

    Parameters
    ----------
    row
        One row of `regioanalyse.indicators.bridge`.
    title
        Dutch, what it is about, as it can begin a sentence.

    Returns
    -------
    Finding
        By the rules `method_and_real`, `method_only` and `real_only`, on the rounded numbers of a reader, which add up.
    """
    if row["status"] != "ok":
        return _finding("not_shown", {}, title=title, reason=_REASONS[row["status"]])
    indicator = record(row["indicator"], row["sector"])
    before, method, real, now = bridge_steps(row)
    rule = "method_and_real" if method and real else "method_only" if method else "real_only"
    unit, change = ("%", " procentpunt") if indicator.unit == "%" else ("", "")
    decimals = bridge_decimals(indicator)
    first, last = (f"{number(float(each), decimals)}{unit}" for each in (before, now))
    verb = "steeg" if now > before else "daalde"
    moved = f"{verb} van {first} in de editie {row['edition_before']} naar {last} in de editie {row['edition']}"
    if before == now:
        moved = f"is in beide edities {last}"
    return _finding(
        rule,
        {name: row[name] for name in ("before", "method", "real", "now")},
        title=title,
        moved=moved,
        method=f"{number(float(method), decimals, sign=True)}{change}",
        real=f"{number(float(real), decimals, sign=True)}{change}",
    )


def bridge_decimals(indicator: Indicator) -> int:
    """Return how many decimals a bridge shows: at least one, but for what is counted.

    The effect of a method on a ratio can be less than one, and would else be said not to be there.
    """
    return 0 if indicator.unit in _COUNTED else max(1, indicator.decimals)


#: Units of which there are only whole ones.
_COUNTED = ("locaties", "klanten", "cliënten")


def bridge_steps(row: pd.Series) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Return before, method, real and now as a reader sees them: rounded values, and differences between those.

    So what stands on a page adds up exactly; a difference may be off by one from its own rounding.
    """
    decimals = bridge_decimals(record(row["indicator"], row["sector"]))
    before, between, now = (
        rounded(each, decimals) for each in (row["before"], row["before"] + row["method"], row["now"])
    )
    return before, between - before, now - between, now
