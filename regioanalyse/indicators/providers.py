"""What providers offer: care at home, intramural care, or both. Providers are not people."""

from collections.abc import Callable

import pandas as pd

from regioanalyse.indicators.indicator import Indicator
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.marts import Marts

#: A provider counts for vpt or mpt from this many clients, and for intramural care from this many.
LEAST_AT_HOME = 2
LEAST_INTRAMURAL = 5
#: By whether a provider offers intramural care and care at home.
OFFERS = {
    (True, True): "intramural_and_at_home",
    (False, True): "at_home_only",
    (True, False): "intramural_only",
}


def offers(marts: Marts, edition: int) -> pd.Series:
    """Return the providers by what they offer to the clients of a region, in January of the edition.

    Returns
    -------
    Series
        Index `region`, `area`, `period`, `category`. A provider counts in every region that it has clients of, and
        the comparator is the sum of its regions.
    """
    found = january(marts.providers, "vv", [edition])
    clients = found.pivot_table(
        index=["region", "period", "provider"], columns="delivery_form", values="clients", aggfunc="sum", fill_value=0
    ).reindex(columns=["intramural", "vpt", "mpt"], fill_value=0)
    intramural = clients["intramural"] >= LEAST_INTRAMURAL
    at_home = clients["vpt"] + clients["mpt"] >= LEAST_AT_HOME
    offer = pd.Series(list(zip(intramural, at_home, strict=True)), index=clients.index).map(OFFERS).dropna()
    number = by_region(offer.rename("category").reset_index().assign(providers=1), "providers", "period", "category")
    return number.unstack(fill_value=0).reindex(columns=list(OFFERS.values()), fill_value=0).stack()


def providers_by_offer(marts: Marts, edition: int) -> pd.DataFrame:
    """Count providers by what they offer."""
    return tidy(offers(marts, edition))


def providers_by_offer_share(marts: Marts, edition: int) -> pd.DataFrame:
    """Split providers by what they offer, in % of all providers."""
    return tidy(_shares(marts, edition).stack())


def providers_offering_at_home_share(marts: Marts, edition: int) -> pd.DataFrame:
    """Give the providers with vpt or mpt, intramural care beside it or not, in % of all providers."""
    share = _shares(marts, edition)
    return tidy(share["intramural_and_at_home"] + share["at_home_only"])


def _shares(marts: Marts, edition: int) -> pd.DataFrame:
    number = offers(marts, edition).unstack()
    return 100 * number.div(number.sum(axis="columns"), axis="index")


_WHO = (
    f"Een aanbieder telt mee voor thuis vanaf {LEAST_AT_HOME} klanten met vpt of mpt, en voor verblijf vanaf "
    f"{LEAST_INTRAMURAL} klanten. Het gaat om klanten die in de regio wonen; een aanbieder met klanten in meer "
    "regio's telt in elk daarvan."
)


def _record(
    method: Callable[[Marts, int], pd.DataFrame], title: str, unit: str, measure: str, explanation: str
) -> Indicator:
    return Indicator(
        name=method.__name__,
        sector="vv",
        title=title,
        unit=unit,
        measure=measure,
        decimals=0,
        source="Declaraties",
        reference="januari",
        explanation=f"{explanation} {_WHO}",
        page=26,
        methods={2021: method},
    )


INDICATORS = (
    _record(
        providers_by_offer,
        title="Het aantal aanbieders naar aanbod",
        unit="aanbieders",
        measure="aanbieders",
        explanation="Aanbieders met verblijf en zorg thuis, alleen zorg thuis, of alleen verblijf.",
    ),
    _record(
        providers_by_offer_share,
        title="Het aandeel aanbieders naar aanbod",
        unit="%",
        measure="percentage van de aanbieders",
        explanation=(
            "Aanbieders met verblijf en zorg thuis, alleen zorg thuis, of alleen verblijf, als percentage van alle "
            "aanbieders."
        ),
    ),
    _record(
        providers_offering_at_home_share,
        title="Het aandeel aanbieders met zorg thuis",
        unit="%",
        measure="percentage van de aanbieders",
        explanation="Aanbieders met vpt of mpt, met of zonder verblijf, als percentage van alle aanbieders.",
    ),
)
