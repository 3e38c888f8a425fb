"""Who lives in the region: inhabitants, their share of the country, and the people of 75 and older."""

from dataclasses import replace

import pandas as pd

from regioanalyse.indicators.indicator import Indicator
from regioanalyse.indicators.totals import by_area, by_region, tidy
from regioanalyse.marts import Marts
from regioanalyse.project import COUNTRY
from regioanalyse.sources.contracts import AGE_BANDS, BANDS_75PLUS

#: Inhabitants are shown from the year in which the claims begin; older ones serve other indicators.
FIRST_YEAR = 2019


def with_period(population: pd.DataFrame) -> pd.DataFrame:
    """Return the population with its year as `period` (text)."""
    return population.assign(period=population["year"].astype(str))


def over_75(population: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of people of 75 and older; the last band is open."""
    return population[population["age_band"].isin(BANDS_75PLUS)]


def population(marts: Marts, edition: int) -> pd.DataFrame:
    """Inhabitants on 1 January, from the first year of claims to the last of the table."""
    return tidy(_inhabitants(marts))


def _inhabitants(marts: Marts) -> pd.Series:
    shown = marts.population[marts.population["year"] >= FIRST_YEAR]
    return by_region(with_period(shown), "inhabitants", "period")


def population_share(marts: Marts, edition: int) -> pd.DataFrame:
    """Inhabitants as a share of the country's, in %."""
    inhabitants = _inhabitants(marts)
    country = inhabitants.xs((COUNTRY, COUNTRY), level=("region", "area"))
    share = 100 * inhabitants.div(country, level="period")
    return tidy(share.drop(COUNTRY, level="region").reorder_levels(inhabitants.index.names))


def age_distribution(marts: Marts, edition: int) -> pd.DataFrame:
    """Inhabitants by five-year band, in % of all inhabitants."""
    inhabitants = with_period(marts.population[marts.population["year"] == edition])
    part = by_region(inhabitants, "inhabitants", "period", "age_band").drop(COUNTRY, level="region", errors="ignore")
    bands = part.unstack(fill_value=0).reindex(columns=list(AGE_BANDS), fill_value=0).rename_axis(columns="category")
    return tidy(100 * bands.div(bands.sum(axis="columns"), axis="index").stack())


def share_75plus(marts: Marts, edition: int) -> pd.DataFrame:
    """People of 75 and older as a share of the inhabitants, in %; also per area."""
    inhabitants = with_period(marts.population[marts.population["year"] == edition])
    parts = []
    for total in (by_region, by_area):
        older = total(over_75(inhabitants), "inhabitants", "period")
        parts.append(tidy(100 * older / total(inhabitants, "inhabitants", "period")))
    return pd.concat(parts, ignore_index=True)


_POPULATION = Indicator(
    name="population",
    sector="vv",
    title="Het aantal inwoners",
    unit="inwoners",
    measure="inwoners",
    decimals=0,
    source="CBS, bevolking per leeftijd",
    reference="1 januari",
    explanation="Alle inwoners op 1 januari, van alle leeftijden.",
    page=6,
    methods={2021: population},
)
_POPULATION_SHARE = Indicator(
    name="population_share",
    sector="vv",
    title="Het aandeel in de bevolking van Nederland",
    unit="%",
    measure="percentage van alle inwoners van Nederland",
    decimals=1,
    source="CBS, bevolking per leeftijd",
    reference="1 januari",
    explanation="De inwoners van de regio als percentage van alle inwoners van Nederland.",
    page=None,
    methods={2021: population_share},
)
_SHARE_75PLUS = Indicator(
    name="share_75plus",
    sector="vv",
    title="Het aandeel 75-plussers",
    unit="%",
    measure="percentage van de inwoners",
    decimals=1,
    source="CBS, bevolking per leeftijd",
    reference="1 januari",
    explanation="Inwoners van 75 jaar en ouder als percentage van alle inwoners op 1 januari.",
    page=10,
    methods={2021: share_75plus},
)
_AGE_DISTRIBUTION = Indicator(
    name="age_distribution",
    sector="vv",
    title="De leeftijdsopbouw",
    unit="%",
    measure="percentage van de inwoners",
    decimals=1,
    source="CBS, bevolking per leeftijd",
    reference="1 januari",
    explanation="Inwoners per leeftijdsgroep van vijf jaar als percentage van alle inwoners. De oudste is open.",
    page=9,
    methods={2021: age_distribution},
)
INDICATORS = (
    _POPULATION,
    _POPULATION_SHARE,
    _AGE_DISTRIBUTION,
    _SHARE_75PLUS,
    replace(_POPULATION, sector="gz", page=1),
    replace(_POPULATION_SHARE, sector="gz"),
    replace(_AGE_DISTRIBUTION, sector="gz", page=None),
)
