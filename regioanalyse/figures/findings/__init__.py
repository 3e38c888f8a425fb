"""Sentences that cannot disagree with their numbers: each is a rule over values.

A finding function looks at values, decides by the thresholds which rule holds, and fills in that rule's Dutch
wording. All thresholds and all rules are in two tables (`rules.py`); the reading guide shows both.

What the functions take and give:

values : DataFrame
    As `Report.values` gives them: one indicator and one category, unless the function is about categories. They hold
    the rows of one region, and of the comparator or the country where the sentence is about those too.
areas : DataFrame
    Values of one indicator and category, an area each (`Report.values` with ``areas=True``).
period, start, end : str
    As in the column `period`.
title : str
    Dutch, what the sentence is about where that is one category of the indicator; else the indicator's title.
names : Mapping of str to str
    Dutch name of each category; when not given, categories are shown as they are.

They return a `Finding`, by one of the rules that they name; by the rule `not_shown`, with the reason, where a value
that they need is hidden. They raise `InputError` where there is no value or more than one, or no one region.
"""

from regioanalyse.figures.findings.areas import areas_above, areas_rise, extremes, locations_in, low_and_urban
from regioanalyse.figures.findings.bridges import bridge, bridge_decimals, bridge_steps
from regioanalyse.figures.findings.comparing import (
    amount,
    change,
    compare,
    compare_change,
    compare_growth,
    expectation,
    growth,
    growth_between,
    growth_kind,
    growth_parts,
    more_use,
)
from regioanalyse.figures.findings.finding import Finding, direction, relation
from regioanalyse.figures.findings.needs import need, norm, scenario_passed, shortage, window
from regioanalyse.figures.findings.parts import by_category, flows, largest, largest_flow, mix_change, stands_out
from regioanalyse.figures.findings.rules import RULES, THRESHOLDS, Rule, Threshold
