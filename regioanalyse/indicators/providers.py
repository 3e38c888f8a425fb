"""What providers offer: care at home, intramural care, or both. Providers are not people."""

import pandas as pd

from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.sector import Edition

#: A provider counts for vpt or mpt from this many clients, and for intramural care from this many.
LEAST_AT_HOME = 2
LEAST_INTRAMURAL = 5
#: By whether a provider offers intramural care and care at home.
OFFERS = {
    (True, True): "intramural_and_at_home",
    (False, True): "at_home_only",
    (True, False): "intramural_only",
}


def offers(marts: Marts, edition: Edition) -> pd.Series:
    """Return the providers by what they offer to the clients of a region, in January of the edition.

    Index `region`, `area`, `period`, `category`. A provider counts in every region that it has clients of, and the
    comparator is the sum of its regions.
    """
    found = january(marts.providers, edition, [edition.year])
    clients = found.pivot_table(
        index=["region", "period", "provider"], columns="delivery_form", values="clients", aggfunc="sum", fill_value=0
    ).reindex(columns=["intramural", "vpt", "mpt"], fill_value=0)
    intramural = clients["intramural"] >= LEAST_INTRAMURAL
    at_home = clients["vpt"] + clients["mpt"] >= LEAST_AT_HOME
    offer = pd.Series(list(zip(intramural, at_home, strict=True)), index=clients.index).map(OFFERS).dropna()
    number = by_region(offer.rename("category").reset_index().assign(providers=1), "providers", "period", "category")
    return number.unstack(fill_value=0).reindex(columns=list(OFFERS.values()), fill_value=0).stack()


def providers_by_offer(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Count providers by what they offer."""
    return tidy(offers(marts, edition))


def providers_by_offer_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Split providers by what they offer, in % of all providers."""
    return tidy(_shares(marts, edition).stack())


def providers_offering_at_home_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Give the providers with vpt or mpt, intramural care beside it or not, in % of all providers."""
    share = _shares(marts, edition)
    return tidy(share["intramural_and_at_home"] + share["at_home_only"])


def _shares(marts: Marts, edition: Edition) -> pd.DataFrame:
    number = offers(marts, edition).unstack()
    return 100 * number.div(number.sum(axis="columns"), axis="index")


DEFINITIONS = {
    "providers_by_offer": providers_by_offer,
    "providers_by_offer_share": providers_by_offer_share,
    "providers_offering_at_home_share": providers_offering_at_home_share,
}
#: What texts may name.
NUMBERS = {"least_at_home": LEAST_AT_HOME, "least_intramural": LEAST_INTRAMURAL}
