"""What demand will be: clients up to 2040, and three scenarios for how many of them live at home.

The projection holds use per age band constant, so that all of its growth is population. It uses the forecast
population in the base year too: an older forecast that missed the observed population would else look like growth.
"""

from collections.abc import Callable
from functools import partial

import pandas as pd

from regioanalyse.indicators.indicator import Indicator
from regioanalyse.indicators.population import with_period
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.indicators.use import AT_HOME
from regioanalyse.marts import Marts
from regioanalyse.project import COMPARATOR, COUNTRY

#: Use is measured in this year, and growth is against it (edition 2022; the report's base year).
BASE_YEAR = 2020
TARGET_YEAR = 2040
#: The scenarios look five years ahead of the base year.
SCENARIO_YEAR = 2025
SCENARIOS = ("scenario_1", "scenario_2", "scenario_3")
#: The growth of living at home that each scenario adds, as a part of the growth in the past five years.
GROWTH_PART = {"scenario_1": 0.0, "scenario_2": 0.5, "scenario_3": 1.0}


def use_per_band(marts: Marts, sector: str) -> pd.Series:
    """Return clients per inhabitant in the base year by region and age band, observed.

    Returns
    -------
    Series
        Index `region`, `age_band`, for the regions and the comparator. The country has the comparator's use,
        because claims of other regions are not there.
    """
    clients = by_region(january(marts.use, sector, [BASE_YEAR]), "clients", "age_band").droplevel("area")
    observed = marts.population[marts.population["year"] == BASE_YEAR]
    inhabitants = by_region(observed, "inhabitants", "age_band").droplevel("area")
    use = (clients.reindex(inhabitants.index, fill_value=0) / inhabitants).rename("use").drop(COUNTRY, level="region")
    country = pd.concat({COUNTRY: use.loc[COMPARATOR]}, names=["region"])
    return pd.concat([use, country])


def projected(marts: Marts, sector: str) -> pd.Series:
    """Return the projected clients: use per age band in the base year × the forecast population.

    Returns
    -------
    Series
        Index `region`, `area`, `period`. The comparator is the sum of its regions.
    """
    forecast = with_period(marts.forecast)
    inhabitants = forecast.groupby(["region", "age_band", "period"])["inhabitants"].sum()
    clients = (inhabitants * use_per_band(marts, sector)).dropna().rename("clients").reset_index()
    return by_region(clients, "clients", "period")


def projected_clients(marts: Marts, edition: int) -> pd.DataFrame:
    """Projected clients, in every year that the forecast reaches."""
    return tidy(projected(marts, "vv"))


def projected_growth(marts: Marts, edition: int) -> pd.DataFrame:
    """Growth of the projected clients from the base year to the last, in %."""
    clients = projected(marts, "vv")
    first, last = (clients.xs(str(year), level="period") for year in (BASE_YEAR, TARGET_YEAR))
    return tidy(100 * (last / first - 1), period=f"{BASE_YEAR}/{TARGET_YEAR}")


def scenarios(marts: Marts, edition: int) -> pd.DataFrame:
    """Work the three scenarios out.

    With *a* clients at home and *b* intramural in the base year, *T* projected clients in the target year and *g*
    percentage points growth of the share at home in the five years up to the edition: the share stays a/(a+b) in
    scenario 1, grows by g/2 in scenario 2 and by g in scenario 3. At home = share × T, intramural is the rest.

    Returns
    -------
    DataFrame
        Index `region`, `area`, `category` (the scenario); columns `at_home_clients`, `at_home_extra`,
        `at_home_share`, and the same for `intramural`; shares in %, extra against the base year.
    """
    base = _at_home(january(marts.use, "vv", [BASE_YEAR]))
    now = _at_home(january(marts.use, "vv", [edition]))
    before = marts.at_home_history[marts.at_home_history["year"] == edition - 5]
    growth = _share(now) - by_region(before, "at_home") / by_region(before, "clients")
    total = projected(marts, "vv").xs(str(SCENARIO_YEAR), level="period").reindex(base.index)
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


def _at_home(cells: pd.DataFrame) -> pd.DataFrame:
    at_home = cells[cells["delivery_form"].isin(AT_HOME)]
    return pd.DataFrame({"at_home": by_region(at_home, "clients"), "clients": by_region(cells, "clients")}).fillna(0)


def _share(counts: pd.DataFrame) -> pd.Series:
    return counts["at_home"] / counts["clients"]


def scenario(marts: Marts, edition: int, column: str) -> pd.DataFrame:
    """One column of `scenarios` in the target year."""
    return tidy(scenarios(marts, edition)[column], period=str(SCENARIO_YEAR))


def _scenario_record(column: str, title: str, unit: str, explanation: str) -> Indicator:
    method: Callable[[Marts, int], pd.DataFrame] = partial(scenario, column=column)
    return Indicator(
        name=f"scenario_{column}",
        sector="vv",
        title=title,
        unit=unit,
        measure="percentage van de klanten" if unit == "%" else "klanten",
        decimals=1 if unit == "%" else 0,
        source="Declaraties, indicatiebesluiten en pgb-toekenningen; bevolkingsprognose",
        reference=f"{BASE_YEAR} en {SCENARIO_YEAR}",
        explanation=f"{explanation} {_SCENARIOS}",
        page=23 if column.startswith("at_home") else 24,
        methods={2022: method},
    )


_PROJECTION = (
    f"Het gebruik per leeftijdsgroep in {BASE_YEAR} blijft gelijk; het aantal inwoners per leeftijdsgroep volgt de "
    f"bevolkingsprognose. Ook het basisjaar is met de prognose berekend en wijkt daardoor iets af van het getelde "
    "aantal klanten. Voor Nederland is gerekend met het gebruik in de Zilveren Kruis-regio's."
)
_SCENARIOS = (
    "Scenario 1: het aandeel thuis blijft gelijk. Scenario 2: het groeit half zo hard als in de afgelopen vijf jaar. "
    "Scenario 3: het groeit even hard. Het totale aantal klanten is in alle drie hetzelfde."
)
_SOURCE = "Declaraties, indicatiebesluiten en pgb-toekenningen; bevolkingsprognose"

INDICATORS = (
    Indicator(
        name="projected_clients",
        sector="vv",
        title="Het verwachte aantal klanten",
        unit="klanten",
        measure="klanten",
        decimals=0,
        source=_SOURCE,
        reference=f"2019 tot en met {TARGET_YEAR}",
        explanation=_PROJECTION,
        page=20,
        methods={2021: projected_clients},
    ),
    Indicator(
        name="projected_growth",
        sector="vv",
        title="De verwachte groei van het aantal klanten",
        unit="%",
        measure="groei in procenten van het basisjaar",
        decimals=0,
        source=_SOURCE,
        reference=f"{BASE_YEAR} en {TARGET_YEAR}",
        explanation=_PROJECTION,
        page=20,
        methods={2021: projected_growth},
    ),
    _scenario_record(
        "at_home_clients", "Het aantal klanten thuis per scenario", "klanten", "Klanten met vpt, mpt of pgb."
    ),
    _scenario_record(
        "at_home_extra",
        "Het aantal extra plaatsen thuis per scenario",
        "klanten",
        f"Het verwachte aantal klanten thuis min het aantal in januari {BASE_YEAR}.",
    ),
    _scenario_record(
        "at_home_share", "Het aandeel thuis per scenario", "%", "Klanten thuis als percentage van alle klanten."
    ),
    _scenario_record(
        "intramural_clients", "Het aantal klanten met verblijf per scenario", "klanten", "Klanten met verblijf."
    ),
    _scenario_record(
        "intramural_extra",
        "Het aantal extra plaatsen met verblijf per scenario",
        "klanten",
        f"Het verwachte aantal klanten met verblijf min het aantal in januari {BASE_YEAR}.",
    ),
    _scenario_record(
        "intramural_share",
        "Het aandeel met verblijf per scenario",
        "%",
        "Klanten met verblijf als percentage van alle klanten.",
    ),
)
