"""Who uses long-term care: clients, how they get it, and with which care profile.

Who counts, and in which delivery form, is decided in `regioanalyse.marts.client_months`; here cells are added up.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from regioanalyse.indicators.population import over_75, with_period
from regioanalyse.indicators.totals import by_area, by_region, january, tidy
from regioanalyse.marts import Marts
from regioanalyse.records.categories import DELIVERY_FORMS
from regioanalyse.records.sector import Edition

AT_HOME = tuple(form for form in DELIVERY_FORMS if form != "intramural")


def clients_in(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Return the cells of the Januaries that an edition shows, with `period`; the claims may begin later."""
    return january(marts.use, edition, edition.years)


def shares(part: pd.Series, whole: pd.Series) -> pd.DataFrame:
    """Make the table of `part` in % of `whole`, with the people behind it; `part` may have a category more."""
    both = part.rename("count").to_frame().join(whole.rename("of"))
    return tidy(100 * both["count"] / both["of"], count=both["count"], of=both["of"])


def complete(counts: pd.Series, categories: list[str]) -> pd.Series:
    """Return counts per category with a 0 where a category does not occur; `category` is the last level."""
    return counts.unstack(fill_value=0).reindex(columns=categories, fill_value=0).stack()


def clients(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients in January."""
    count = by_region(clients_in(marts, edition), "clients", "period")
    return tidy(count, count=count)


def clients_by_delivery_form(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients in January by delivery form."""
    cells = clients_in(marts, edition).rename(columns={"delivery_form": "category"})
    count = complete(by_region(cells, "clients", "period", "category"), list(DELIVERY_FORMS))
    return tidy(count, count=count)


def at_home_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients at home (vpt, mpt and pgb) as a share of all clients, in %; also per area."""
    cells = clients_in(marts, edition)
    cells = cells.assign(at_home=cells["clients"].where(cells["delivery_form"].isin(AT_HOME), 0))
    return pd.concat(
        [
            shares(total(cells, "at_home", "period"), total(cells, "clients", "period"))
            for total in (by_region, by_area)
        ],
        ignore_index=True,
    )


def at_home_share_change(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Change of the share at home over the years that an edition shows, in percentage points; also per area."""
    years = edition.years
    return change(at_home_share(marts, edition), years, lambda first, last: last - first)


def change(
    values: pd.DataFrame, years: Sequence[int], difference: Callable[[pd.Series, pd.Series], pd.Series]
) -> pd.DataFrame:
    """Set the last of some years against the first, in the table of a definition (`totals.COLUMNS`).

    `difference` makes the change of the first and the last value; when `values` do not reach the first year, the
    change is there without a value. Its `period` is ``2019/2022``, and the fewest people behind either end stay beside
    it.
    """
    keys = ["region", "area", "category"]
    first_year, last_year = str(years[0]), str(years[-1])
    first = values[values["period"] == first_year].set_index(keys)
    last = values[values["period"] == last_year].set_index(keys)
    if first.empty:
        first = last.assign(value=float("nan"))
    both = first.index.intersection(last.index, sort=False)
    first, last = first.loc[both], last.loc[both]
    return tidy(
        difference(first["value"], last["value"]),
        period=f"{first_year}/{last_year}",
        count=first["count"].where(first["count"] < last["count"], last["count"]),
        of=first["of"].where(first["of"] < last["of"], last["of"]),
    )


def care_profile_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients by care profile, in % of the clients with a profile that is shown."""
    categories = _shown_profiles(marts, edition)
    cells = clients_in(marts, edition).rename(columns={"profile": "category"})
    cells = cells[cells["category"].isin(categories)]
    count = complete(by_region(cells, "clients", "period", "category"), categories)
    return shares(count, by_region(cells, "clients", "period"))


def at_home_share_by_profile(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients at home in % of the clients with the same care profile."""
    categories = _shown_profiles(marts, edition)
    cells = january(marts.use, edition, [edition.year]).rename(columns={"profile": "category"})
    cells = cells[cells["category"].isin(categories)]
    whole = complete(by_region(cells, "clients", "period", "category"), categories)
    at_home = by_region(cells[cells["delivery_form"].isin(AT_HOME)], "clients", "period", "category")
    return shares(at_home.reindex(whole.index, fill_value=0), whole)


def _shown_profiles(marts: Marts, edition: Edition) -> list[str]:
    """Return the care profiles that a page shows and that count, light to heavy."""
    profiles = marts.profiles[(marts.profiles["sector"] == edition.sector.name) & marts.profiles["counts"]]
    return [name for name in edition.sector.shown_profiles if name in set(profiles["profile"])]


def clients_per_1000_75plus(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients of all ages per 1000 inhabitants of 75 and older."""
    return _per_1000_75plus(marts, edition, by_region)


def clients_per_1000_75plus_of_areas(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients as in `clients_per_1000_75plus`, plus the latest year for each area (the level, not the change)."""
    per_area = _per_1000_75plus(marts, edition, by_area)
    last = per_area[per_area["period"] == str(edition.year)]
    return pd.concat([clients_per_1000_75plus(marts, edition), last], ignore_index=True)


def _per_1000_75plus(marts: Marts, edition: Edition, total: Callable[..., pd.Series]) -> pd.DataFrame:
    count = total(clients_in(marts, edition), "clients", "period")
    older = total(over_75(with_period(marts.population)), "inhabitants", "period").reindex(count.index)
    return tidy(1000 * count / older, count=count)


def clients_per_1000_75plus_change(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Relative change of clients per 1000 inhabitants of 75 and older, in %; also per area."""
    years = edition.years
    return pd.concat(
        [
            change(_per_1000_75plus(marts, edition, total), years, lambda first, last: 100 * (last / first - 1))
            for total in (by_region, by_area)
        ],
        ignore_index=True,
    )


def gz_share(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Clients as a share of the inhabitants, in %."""
    count = by_region(clients_in(marts, edition), "clients", "period")
    inhabitants = by_region(with_period(marts.population), "inhabitants", "period").reindex(count.index)
    return tidy(100 * count / inhabitants, count=count)


DEFINITIONS = {
    "clients": clients,
    "clients_by_delivery_form": clients_by_delivery_form,
    "at_home_share": at_home_share,
    "at_home_share_change": at_home_share_change,
    "care_profile_share": care_profile_share,
    "at_home_share_by_profile": at_home_share_by_profile,
    "clients_per_1000_75plus": clients_per_1000_75plus,
    "clients_per_1000_75plus_of_areas": clients_per_1000_75plus_of_areas,
    "clients_per_1000_75plus_change": clients_per_1000_75plus_change,
    "gz_share": gz_share,
}
