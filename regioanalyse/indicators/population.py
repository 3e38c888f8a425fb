"""Who lives in the region: inhabitants, their share of the country, and the people of 75 and older."""

import pandas as pd

from regioanalyse.indicators.totals import by_area, by_region, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.categories import AGE_BANDS, BANDS_75PLUS
from regioanalyse.records.group import COUNTRY
from regioanalyse.records.sector import Edition


def with_period(population: pd.DataFrame) -> pd.DataFrame:
    """Return the population with its year as `period` (text)."""
    return population.assign(period=population["year"].astype(str))


def over_75(population: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of people of 75 and older; the last band is open."""
    return population[population["age_band"].isin(BANDS_75PLUS)]


def population(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Inhabitants on 1 January."""
    return tidy(_inhabitants(marts, edition))


def _inhabitants(marts: Marts, edition: Edition) -> pd.Series:
    shown = marts.population[marts.population["year"].isin(edition.periods("population"))]
    return by_region(with_period(shown), "inhabitants", "period")


def population_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Inhabitants as a share of the country's, in %."""
    inhabitants = _inhabitants(marts, edition)
    country = inhabitants.xs((COUNTRY, COUNTRY), level=("region", "area"))
    share = 100 * inhabitants.div(country, level="period")
    return tidy(share.drop(COUNTRY, level="region").reorder_levels(inhabitants.index.names))


def age_distribution(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Inhabitants by five-year band, in % of all inhabitants."""
    inhabitants = with_period(marts.population[marts.population["year"] == edition.year])
    part = by_region(inhabitants, "inhabitants", "period", "age_band").drop(COUNTRY, level="region", errors="ignore")
    bands = part.unstack(fill_value=0).reindex(columns=list(AGE_BANDS), fill_value=0).rename_axis(columns="category")
    return tidy(100 * bands.div(bands.sum(axis="columns"), axis="index").stack())


def share_75plus(marts: Marts, edition: Edition) -> pd.DataFrame:
    """People of 75 and older as a share of the inhabitants, in %; also per area."""
    inhabitants = with_period(marts.population[marts.population["year"] == edition.year])
    parts = []
    for total in (by_region, by_area):
        older = total(over_75(inhabitants), "inhabitants", "period")
        parts.append(tidy(100 * older / total(inhabitants, "inhabitants", "period")))
    return pd.concat(parts, ignore_index=True)


DEFINITIONS = {
    "population": population,
    "population_share": population_share,
    "age_distribution": age_distribution,
    "share_75plus": share_75plus,
}
