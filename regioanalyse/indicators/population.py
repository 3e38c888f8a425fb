"""Who lives in the region: inhabitants, their share of the country, and the people of 75 and older."""

from dataclasses import replace
from functools import partial

import pandas as pd

from regioanalyse.indicators.indicator import Indicator, base_year
from regioanalyse.indicators.totals import by_area, by_region, tidy
from regioanalyse.marts import Marts
from regioanalyse.project import COUNTRY
from regioanalyse.records.categories import AGE_BANDS, BANDS_75PLUS


def with_period(population: pd.DataFrame) -> pd.DataFrame:
    """Return the population with its year as `period` (text)."""
    return population.assign(period=population["year"].astype(str))


def over_75(population: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of people of 75 and older; the last band is open."""
    return population[population["age_band"].isin(BANDS_75PLUS)]


def population(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Inhabitants on 1 January."""
    return tidy(_inhabitants(marts, edition, sector))


def years_shown(sector: str, edition: int) -> range:
    """Return the years of the inhabitants: from the year before the base year to the third after it."""
    base = base_year(sector, edition)
    return range(base - 1, base + 4)


def _inhabitants(marts: Marts, edition: int, sector: str) -> pd.Series:
    shown = marts.population[marts.population["year"].isin(years_shown(sector, edition))]
    return by_region(with_period(shown), "inhabitants", "period")


def population_share(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Inhabitants as a share of the country's, in %."""
    inhabitants = _inhabitants(marts, edition, sector)
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
    methods={2021: partial(population, sector="vv")},
    periods=partial(years_shown, "vv"),
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
    methods={2021: partial(population_share, sector="vv")},
    periods=partial(years_shown, "vv"),
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
    explanation="Inwoners per leeftijdsgroep van vijf jaar als percentage van alle inwoners. De oudste groep "
    "heeft geen bovengrens.",
    page=9,
    methods={2021: age_distribution},
)
INDICATORS = (
    _POPULATION,
    _POPULATION_SHARE,
    _AGE_DISTRIBUTION,
    _SHARE_75PLUS,
    replace(
        _POPULATION,
        sector="gz",
        page=1,
        methods={2023: partial(population, sector="gz")},
        periods=partial(years_shown, "gz"),
    ),
    replace(
        _POPULATION_SHARE,
        sector="gz",
        methods={2023: partial(population_share, sector="gz")},
        periods=partial(years_shown, "gz"),
    ),
    replace(_AGE_DISTRIBUTION, sector="gz", page=None),
)
