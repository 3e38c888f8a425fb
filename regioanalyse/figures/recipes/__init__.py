"""Standard figures: a function each, from values to an ordinary Altair chart that an analyst goes on changing.

What is not shown has no mark, and says why where there is room for words. Numbers at lines and bars have the decimals
of their indicator. What the functions take:

values : DataFrame
    Of one indicator, as `Report.values` gives them: the region and what it is compared with, unless the function says
    otherwise. Bars are of one period, lines of several.
region_name : str
    Dutch name of the region, for the colours (`Report.name`).
unit, title : str
    Dutch, the names of the value and of the category on the tooltip.
names : Mapping of str to str
    Dutch name of each category, in the order of the chart; when not given, categories are shown as they are.
shapes : GeoDataFrame
    From `Report.shapes`: `area` and `geometry`.
base_year : str
    The year in which a projection starts.

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
