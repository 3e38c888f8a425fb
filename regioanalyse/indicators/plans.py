"""What is being done: places that providers plan to build, and their initiatives."""

import pandas as pd

from regioanalyse.indicators.demand import projected_range
from regioanalyse.indicators.indicator import Indicator, scenario_year
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.categories import OPPORTUNITY_LINES


def capacity_shortage(marts: Marts, edition: int) -> pd.DataFrame:
    """Projected clients at most, minus the clients there are, minus the planned places.

    The published text leaves open which plans count. Our ruling: `low` when all plans go ahead, `high` when only the
    definite ones do.
    """
    start, end = edition - 1, scenario_year("gz", edition)
    expected = projected_range(marts, edition).xs(("max", str(end)), level=("category", "period"))
    clients = by_region(january(marts.use, "gz", [start]), "clients")
    plans = marts.building_plans[marts.building_plans["year"].between(start, end)]
    found = {}
    for category, counted in {"low": plans, "high": plans[plans["definite"].astype(bool)]}.items():
        places = by_region(counted, "places").reindex(clients.index, fill_value=0)
        found[category] = expected.reindex(clients.index) - clients - places
    return tidy(pd.concat(found, names=["category"]), period=f"{start}/{end}")


def opportunity_line_share(marts: Marts, edition: int) -> pd.DataFrame:
    """Split the initiatives by opportunity line, in % of all initiatives in the region."""
    found = marts.initiatives[marts.initiatives["year"] == edition].rename(columns={"line": "category"})
    number = by_region(found, "initiatives", "category").unstack(fill_value=0)
    number = number.reindex(columns=list(OPPORTUNITY_LINES), fill_value=0)
    return tidy(100 * number.div(number.sum(axis="columns"), axis="index").stack(), period=str(edition))


INDICATORS = (
    Indicator(
        name="capacity_shortage",
        sector="gz",
        title="Het verwachte tekort aan plaatsen",
        unit="plaatsen",
        measure="plaatsen",
        decimals=0,
        source="Declaraties; bevolkingsprognose; bouwplannen",
        reference="{before} en {scenario}",
        explanation=(
            "Het hoogste verwachte aantal cliënten in {scenario}, min de cliënten van januari {before}, min de "
            "plaatsen die er volgens de bouwplannen bij komen. Lage schatting: alle plannen gaan door. Hoge schatting: "
            "alleen de plannen die vaststaan gaan door. Dit is onze lezing; het gepubliceerde rapport zegt het niet."
        ),
        page=24,
        methods={2023: capacity_shortage},
    ),
    Indicator(
        name="opportunity_line_share",
        sector="gz",
        title="De initiatieven per kanslijn",
        unit="%",
        measure="percentage van de initiatieven",
        decimals=0,
        source="Initiatieven van zorgaanbieders",
        reference="{edition}",
        explanation="Initiatieven in de regio per kanslijn, als percentage van alle initiatieven in de regio.",
        page=2,
        methods={2023: opportunity_line_share},
    ),
)
