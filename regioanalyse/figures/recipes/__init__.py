"""Standard figures: a function each, from values to an ordinary Altair chart that an analyst goes on changing.

Values come from `Report.values`. What is not shown has no mark, and says why where there is room for words. Numbers at
lines and bars have the decimals of their indicator.

>>> chart = recipes.rate_over_years(values, report.name, "% van de klanten")  # doctest: +SKIP
>>> chart.properties(height=320)  # doctest: +SKIP
"""

from regioanalyse.figures.recipes.atlas import (
    locations_on,
    map_of_areas,
    map_of_groups,
    numbered,
    numbered_map,
    plain_map,
)
from regioanalyse.figures.recipes.bars import (
    age_distribution,
    by_category,
    change_bars,
    compared,
    counts_in_bars,
    flows,
    now_and_later,
    sorted_areas,
)
from regioanalyse.figures.recipes.labelling import wrapped
from regioanalyse.figures.recipes.lines import (
    index_over_years,
    projection,
    projection_range,
    rate_over_months,
    rate_over_years,
    statuses_over_months,
)
from regioanalyse.figures.recipes.wholes import growth_parts, parts_of_whole, scenarios, shortage

__all__ = [
    "age_distribution",
    "by_category",
    "change_bars",
    "compared",
    "counts_in_bars",
    "flows",
    "growth_parts",
    "index_over_years",
    "locations_on",
    "map_of_areas",
    "map_of_groups",
    "now_and_later",
    "numbered",
    "numbered_map",
    "parts_of_whole",
    "plain_map",
    "projection",
    "projection_range",
    "rate_over_months",
    "rate_over_years",
    "scenarios",
    "shortage",
    "sorted_areas",
    "statuses_over_months",
    "wrapped",
]
