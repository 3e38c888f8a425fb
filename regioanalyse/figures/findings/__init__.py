"""Sentences that cannot disagree with their numbers: each is a rule over values.

A finding function looks at values, decides by the thresholds which rule holds, and fills in that rule's Dutch
wording. All thresholds and all rules are in two tables (`rules.py`); the reading guide shows both.
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

__all__ = [
    "RULES",
    "THRESHOLDS",
    "Finding",
    "Rule",
    "Threshold",
    "amount",
    "areas_above",
    "areas_rise",
    "bridge",
    "bridge_decimals",
    "bridge_steps",
    "by_category",
    "change",
    "compare",
    "compare_change",
    "compare_growth",
    "direction",
    "expectation",
    "extremes",
    "flows",
    "growth",
    "growth_between",
    "growth_kind",
    "growth_parts",
    "largest",
    "largest_flow",
    "locations_in",
    "low_and_urban",
    "mix_change",
    "more_use",
    "need",
    "norm",
    "relation",
    "scenario_passed",
    "shortage",
    "stands_out",
    "window",
]
