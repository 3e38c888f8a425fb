"""Who lives in one region and uses care in another."""

from functools import partial

import pandas as pd

from regioanalyse.indicators.disclosure import TOTAL
from regioanalyse.indicators.indicator import Indicator
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.project import COMPARATOR


def flow(marts: Marts, edition: int, own: str, other: str) -> pd.DataFrame:
    """Clients of the January before the edition who live in one region and use care in another.

    Parameters
    ----------
    marts
        Counts per cell.
    edition
        The report's year.
    own, other
        Which of `home` and `care` is the region itself, and which is the other one.

    Returns
    -------
    DataFrame
        `indicator.COLUMNS`; the category is the other region, from the largest flow of all to the smallest, and
        then `TOTAL`. The comparator has the total only, the sum of its regions: flows among them are in it. Split by
        region it would tell what a region must not, and no page shows it.
    """
    found = january(marts.flows, "vv", [edition - 1]).rename(columns={own: "region", other: "category"})
    found = found[found["region"].isin(marts.use["region"].unique())]
    # a region has no flow with itself, but is listed, so that a region without any flow has zeros
    found.loc[found["region"] == found["category"], "clients"] = 0
    count = by_region(found, "clients", "period", "category").unstack(fill_value=0)
    count = count[count.sum().sort_values(ascending=False, kind="stable").index]
    count[TOTAL] = count.sum(axis="columns")
    long = count.stack()
    region, category = (long.index.get_level_values(level) for level in ("region", "category"))
    long = long[(region != category) & ((region != COMPARATOR) | (category == TOTAL))]
    return tidy(long, count=long)


_EXPLANATION = (
    "De regio van een klant is die van het adres in januari; de plaats van de zorg is die van de locatie waar de "
    "meeste zorg is gedeclareerd. Zonder locatie is dat het adres zelf. Voor de Zilveren Kruis-regio's zijn de "
    "regio's opgeteld, ook wie van de ene naar de andere van die regio's gaat."
)


def _record(name: str, title: str, what: str, own: str, other: str) -> Indicator:
    return Indicator(
        name=name,
        sector="vv",
        title=title,
        unit="klanten",
        measure="klanten",
        decimals=0,
        source="Declaraties, indicatiebesluiten en zorglocaties",
        reference="januari",
        explanation=f"{what} {_EXPLANATION}",
        page=18,
        methods={2021: partial(flow, own=own, other=other)},
    )


INDICATORS = (
    _record(
        "inflow",
        title="Het aantal klanten van buiten de regio",
        what="Klanten die in een andere regio wonen en hier zorg gebruiken.",
        own="care",
        other="home",
    ),
    _record(
        "outflow",
        title="Het aantal klanten met zorg buiten de regio",
        what="Klanten die hier wonen en in een andere regio zorg gebruiken.",
        own="home",
        other="care",
    ),
)
