"""What demand will be: clients up to 2040, and three scenarios for how many of them live at home.

The projection holds use per age band constant, so that all of its growth is population. It uses the forecast
population in the base year too: an older forecast that missed the observed population would else look like growth.
"""

from collections.abc import Callable
from functools import partial

import pandas as pd

from regioanalyse.indicators.population import over_75, with_period
from regioanalyse.indicators.totals import by_area, by_region, january, tidy
from regioanalyse.indicators.use import AT_HOME
from regioanalyse.marts import Marts
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.sector import Edition

#: At most: how much higher use is in the target year than in the base year, as life expectancy with a disability
#: nears that of everybody.
MORE_USE = 0.36
#: The growth of living at home that each scenario adds, as a part of the growth in the past five years.
GROWTH_PART = {"scenario_1": 0.0, "scenario_2": 0.5, "scenario_3": 1.0}


def use_per_band(marts: Marts, edition: Edition) -> pd.Series:
    """Return clients per inhabitant in the base year, observed: index `region` (the comparator too), `age_band`.

    The country has the comparator's use, because claims of other regions are not there.
    """
    year = edition.base_year
    clients = by_region(january(marts.use, edition, [year]), "clients", "age_band").droplevel("area")
    observed = marts.population[marts.population["year"] == year]
    inhabitants = by_region(observed, "inhabitants", "age_band").droplevel("area")
    use = (clients.reindex(inhabitants.index, fill_value=0) / inhabitants).rename("use")
    use = use.drop(COUNTRY, level="region", errors="ignore")
    country = pd.concat({COUNTRY: use.loc[COMPARATOR]}, names=["region"])
    return pd.concat([use, country])


def projected(marts: Marts, edition: Edition) -> pd.Series:
    """Return the projected clients: use per age band in the base year × the forecast population.

    Index `region`, `area`, `period`; the comparator is the sum of its regions.
    """
    return by_region(_projected_per_area(marts, edition), "clients", "period")


def _projected_per_area(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Return the projected clients: `region`, `area`, `age_band`, `period`, `clients`; the country too."""
    forecast = with_period(marts.forecast[marts.forecast["year"].isin(edition.periods("projection"))])
    use = use_per_band(marts, edition).rename("use").reset_index()
    both = forecast.merge(use, on=["region", "age_band"])
    return both.assign(clients=both["inhabitants"] * both["use"])


def projected_clients(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Projected clients, in every year that the forecast reaches."""
    return tidy(projected(marts, edition))


def projected_clients_per_1000_75plus(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Projected clients in the target year per 1000 inhabitants of 75 and older by then; also per area.

    An area has the use of its region, so that nobody of the area can be found back in it. What rests on few projected
    clients is hidden all the same.
    """
    year = edition.target_year
    clients = _projected_per_area(marts, edition)
    clients = clients[(clients["period"] == str(year)) & (clients["region"] != COUNTRY)]
    older = over_75(with_period(marts.forecast[marts.forecast["year"] == year]))
    parts = []
    for total in (by_region, by_area):
        count = total(clients, "clients", "period")
        parts.append(tidy(1000 * count / total(older, "inhabitants", "period").reindex(count.index), count=count))
    return pd.concat(parts, ignore_index=True)


def growth(clients: pd.Series, edition: Edition) -> pd.Series:
    """Return the growth from the base year to the target year, in %; `period` leaves the index."""
    first, last = _both_ends(clients, edition)
    return 100 * (last / first - 1)


def _both_ends(clients: pd.Series, edition: Edition) -> tuple[pd.Series, pd.Series]:
    first, last = (clients.xs(str(year), level="period") for year in edition.periods("base_and_target"))
    return first, last


def from_base_to_target(edition: Edition) -> str:
    """Return the period of the growth: ``2020/2040``."""
    return f"{edition.base_year}/{edition.target_year}"


def projected_growth(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Growth of the projected clients from the base year to the target year, in %."""
    return tidy(growth(projected(marts, edition), edition), period=from_base_to_target(edition))


def projected_range(marts: Marts, edition: Edition) -> pd.Series:
    """Return the least and the most clients to expect.

    At least: use per age band stays as it is, so that all growth is population. At most: use grows besides, by
    `MORE_USE` in the years from the base year to the target year. The difference of the two is the part that is use.

    Returns
    -------
    Series
        Index `region`, `area`, `period`, `category` (`min`, `max`).
    """
    least = projected(marts, edition)
    years = least.index.get_level_values("period").astype(int)
    most = least * (1 + MORE_USE * (years - edition.base_year) / edition.sector.target_years_ahead)
    both = pd.concat({"min": least, "max": most}, names=["category"])
    return both.reorder_levels(["region", "area", "period", "category"])


def projected_clients_in_a_range(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Projected clients, at least and at most."""
    return tidy(projected_range(marts, edition))


def projected_growth_in_a_range(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Growth of the projected clients, at least (population) and at most (population and use), in %."""
    return tidy(growth(projected_range(marts, edition), edition), period=from_base_to_target(edition))


def _new_clients(marts: Marts, edition: Edition, of: Callable[[pd.Series], pd.Series]) -> pd.DataFrame:
    """Make a table of what `of` makes of the projection, for the regions, the comparator and per area."""
    per_area = _projected_per_area(marts, edition)
    period = from_base_to_target(edition)
    per_area = per_area[per_area["region"] != COUNTRY]
    return pd.concat(
        [tidy(of(total(per_area, "clients", "period")), period=period) for total in (by_region, by_area)],
        ignore_index=True,
    )


def projected_new_clients(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Projected clients in the target year who are more than in the base year; also per area."""

    def added(clients: pd.Series) -> pd.Series:
        first, last = _both_ends(clients, edition)
        return last - first

    return _new_clients(marts, edition, added)


def projected_new_clients_growth(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Projected new clients in % of those of the base year; also per area."""
    return _new_clients(marts, edition, partial(growth, edition=edition))


def scenarios(marts: Marts, edition: Edition) -> pd.DataFrame:
    """Work the three scenarios out.

    With *a* clients at home and *b* intramural in the base year, *T* projected clients in the target year and *g*
    percentage points growth of the share at home in the five years of the window: the share stays a/(a+b) in
    scenario 1, grows by g/2 in scenario 2 and by g in scenario 3. At home = share × T, intramural is the rest.

    Returns
    -------
    DataFrame
        Index `region`, `area`, `category` (the scenario); columns `at_home_clients`, `at_home_extra`,
        `at_home_share`, and the same for `intramural`; shares in %, extra against the base year.
    """
    base = _at_home(marts, edition, edition.base_year)
    before, after = (_share(_at_home(marts, edition, year)).reindex(base.index) for year in edition.growth_window)
    growth = after - before
    target = str(edition.scenario_year)
    total = projected(marts, edition).xs(target, level="period").reindex(base.index)
    found = {}
    for scenario, part in GROWTH_PART.items():
        share = _share(base) + part * growth
        at_home = share * total
        found[scenario] = pd.DataFrame(
            {
                "at_home_clients": at_home,
                "at_home_extra": at_home - base["at_home"],
                "at_home_share": 100 * share,
                "intramural_clients": total - at_home,
                "intramural_extra": total - at_home - (base["clients"] - base["at_home"]),
                "intramural_share": 100 * (1 - share),
            }
        )
    return pd.concat(found, names=["category"]).reorder_levels(["region", "area", "category"]).sort_index()


def _at_home(marts: Marts, edition: Edition, year: int) -> pd.DataFrame:
    """Return the clients of a January and those at home; years before the claims are in a table of their own."""
    history = marts.at_home_history[marts.at_home_history["year"] == year]
    if not history.empty:
        return pd.DataFrame({"at_home": by_region(history, "at_home"), "clients": by_region(history, "clients")})
    cells = january(marts.use, edition, [year])
    at_home = cells[cells["delivery_form"].isin(AT_HOME)]
    return pd.DataFrame({"at_home": by_region(at_home, "clients"), "clients": by_region(cells, "clients")}).fillna(0)


def _share(counts: pd.DataFrame) -> pd.Series:
    return counts["at_home"] / counts["clients"]


def scenario(marts: Marts, edition: Edition, column: str) -> pd.DataFrame:
    """One column of `scenarios` in the target year."""
    return tidy(scenarios(marts, edition)[column], period=str(edition.scenario_year))


DEFINITIONS = {
    "projected_clients": projected_clients,
    "projected_clients_in_a_range": projected_clients_in_a_range,
    "projected_growth": projected_growth,
    "projected_growth_in_a_range": projected_growth_in_a_range,
    "projected_clients_per_1000_75plus": projected_clients_per_1000_75plus,
    "projected_new_clients": projected_new_clients,
    "projected_new_clients_growth": projected_new_clients_growth,
    "scenario_at_home_clients": partial(scenario, column="at_home_clients"),
    "scenario_at_home_extra": partial(scenario, column="at_home_extra"),
    "scenario_at_home_share": partial(scenario, column="at_home_share"),
    "scenario_intramural_clients": partial(scenario, column="intramural_clients"),
    "scenario_intramural_extra": partial(scenario, column="intramural_extra"),
    "scenario_intramural_share": partial(scenario, column="intramural_share"),
}
#: What texts may name.
NUMBERS = {"more_use": round(100 * MORE_USE)}
