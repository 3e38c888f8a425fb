"""What demand will be: clients up to 2040, and three scenarios for how many of them live at home.

The projection holds use per age band constant, so that all of its growth is population. It uses the forecast
population in the base year too: an older forecast that missed the observed population would else look like growth.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd

from regioanalyse.indicators.indicator import (
    Indicator,
    base_year,
    scenario_year,
    target_year,
)
from regioanalyse.indicators.population import over_75, with_period
from regioanalyse.indicators.totals import by_area, by_region, january, tidy
from regioanalyse.indicators.use import AT_HOME
from regioanalyse.marts import Marts
from regioanalyse.project import COMPARATOR, COUNTRY
from regioanalyse.records import SECTORS

#: GZ, at most: how much higher use is in the target year than in the base year, as life expectancy with a disability
#: nears that of everybody.
MORE_USE = 0.36
#: The growth of living at home that each scenario adds, as a part of the growth in the past five years.
GROWTH_PART = {"scenario_1": 0.0, "scenario_2": 0.5, "scenario_3": 1.0}
#: The years between which the growth of living at home is measured, counted from the edition, by methodology. In that
#: of 2022 the window moved up a year, because the pandemic sped up the move to care at home.
GrowthWindow = tuple[int, int]
GROWTH_WINDOWS: dict[int, GrowthWindow] = {2021: (-6, -1), 2022: (-5, 0)}


def growth_window(edition: int, methodology: int) -> tuple[int, int]:
    """Return the first and the last year of the growth of living at home that the scenarios of a report take."""
    first, last = GROWTH_WINDOWS[max(since for since in GROWTH_WINDOWS if since <= methodology)]
    return edition + first, edition + last


def projected_years(sector: str, edition: int) -> range:
    """Return the years that the projection is shown for, from the year before the base year on."""
    return range(base_year(sector, edition) - 1, target_year(sector, edition) + 1)


def use_per_band(marts: Marts, sector: str, edition: int) -> pd.Series:
    """Return clients per inhabitant in the base year by region and age band, observed.

    Returns
    -------
    Series
        Index `region`, `age_band`, for the regions and the comparator. The country has the comparator's use,
        because claims of other regions are not there.
    """
    year = base_year(sector, edition)
    clients = by_region(january(marts.use, sector, [year]), "clients", "age_band").droplevel("area")
    observed = marts.population[marts.population["year"] == year]
    inhabitants = by_region(observed, "inhabitants", "age_band").droplevel("area")
    use = (clients.reindex(inhabitants.index, fill_value=0) / inhabitants).rename("use")
    use = use.drop(COUNTRY, level="region", errors="ignore")
    country = pd.concat({COUNTRY: use.loc[COMPARATOR]}, names=["region"])
    return pd.concat([use, country])


def projected(marts: Marts, sector: str, edition: int) -> pd.Series:
    """Return the projected clients: use per age band in the base year × the forecast population.

    Returns
    -------
    Series
        Index `region`, `area`, `period`. The comparator is the sum of its regions.
    """
    return by_region(_projected_per_area(marts, sector, edition), "clients", "period")


def _projected_per_area(marts: Marts, sector: str, edition: int) -> pd.DataFrame:
    """Return the projected clients: `region`, `area`, `age_band`, `period`, `clients`; the country too."""
    forecast = with_period(marts.forecast[marts.forecast["year"].isin(projected_years(sector, edition))])
    use = use_per_band(marts, sector, edition).rename("use").reset_index()
    both = forecast.merge(use, on=["region", "age_band"])
    return both.assign(clients=both["inhabitants"] * both["use"])


def projected_clients(marts: Marts, edition: int) -> pd.DataFrame:
    """Projected clients, in every year that the forecast reaches."""
    return tidy(projected(marts, "vv", edition))


def projected_clients_per_1000_75plus(marts: Marts, edition: int) -> pd.DataFrame:
    """Projected clients in the target year per 1000 inhabitants of 75 and older by then; also per area.

    An area has the use of its region, so that nobody of the area can be found back in it. What rests on few projected
    clients is hidden all the same.
    """
    year = target_year("vv", edition)
    clients = _projected_per_area(marts, "vv", edition)
    clients = clients[(clients["period"] == str(year)) & (clients["region"] != COUNTRY)]
    older = over_75(with_period(marts.forecast[marts.forecast["year"] == year]))
    parts = []
    for total in (by_region, by_area):
        count = total(clients, "clients", "period")
        parts.append(tidy(1000 * count / total(older, "inhabitants", "period").reindex(count.index), count=count))
    return pd.concat(parts, ignore_index=True)


def growth(clients: pd.Series, sector: str, edition: int) -> pd.Series:
    """Return the growth from the base year to the target year, in %; `period` leaves the index."""
    first, last = _both_ends(clients, sector, edition)
    return 100 * (last / first - 1)


def _both_ends(clients: pd.Series, sector: str, edition: int) -> tuple[pd.Series, pd.Series]:
    years = (base_year(sector, edition), target_year(sector, edition))
    first, last = (clients.xs(str(year), level="period") for year in years)
    return first, last


def from_base_to_target(sector: str, edition: int) -> str:
    """Return the period of the growth: ``2020/2040``."""
    return f"{base_year(sector, edition)}/{target_year(sector, edition)}"


def projected_growth(marts: Marts, edition: int) -> pd.DataFrame:
    """Growth of the projected clients from the base year to the target year, in %."""
    return tidy(growth(projected(marts, "vv", edition), "vv", edition), period=from_base_to_target("vv", edition))


def projected_range(marts: Marts, edition: int) -> pd.Series:
    """Return the least and the most GZ clients to expect.

    At least: use per age band stays as it is, so that all growth is population. At most: use grows besides, by
    `MORE_USE` in the years from the base year to the target year. The difference of the two is the part that is use.

    Returns
    -------
    Series
        Index `region`, `area`, `period`, `category` (`min`, `max`).
    """
    least = projected(marts, "gz", edition)
    years = least.index.get_level_values("period").astype(int)
    most = least * (1 + MORE_USE * (years - base_year("gz", edition)) / SECTORS["gz"].target_years_ahead)
    both = pd.concat({"min": least, "max": most}, names=["category"])
    return both.reorder_levels(["region", "area", "period", "category"])


def projected_clients_gz(marts: Marts, edition: int) -> pd.DataFrame:
    """Projected GZ clients, at least and at most."""
    return tidy(projected_range(marts, edition))


def projected_growth_gz(marts: Marts, edition: int) -> pd.DataFrame:
    """Growth of the projected GZ clients, at least (population) and at most (population and use), in %."""
    return tidy(growth(projected_range(marts, edition), "gz", edition), period=from_base_to_target("gz", edition))


def _new_clients(marts: Marts, edition: int, of: Callable[[pd.Series], pd.Series]) -> pd.DataFrame:
    """Make a table of what `of` makes of the projection, for the regions, the comparator and per area."""
    per_area = _projected_per_area(marts, "vv", edition)
    period = from_base_to_target("vv", edition)
    per_area = per_area[per_area["region"] != COUNTRY]
    return pd.concat(
        [tidy(of(total(per_area, "clients", "period")), period=period) for total in (by_region, by_area)],
        ignore_index=True,
    )


def projected_new_clients(marts: Marts, edition: int) -> pd.DataFrame:
    """Projected clients in the target year who are more than in the base year; also per area."""

    def added(clients: pd.Series) -> pd.Series:
        first, last = _both_ends(clients, "vv", edition)
        return last - first

    return _new_clients(marts, edition, added)


def projected_new_clients_growth(marts: Marts, edition: int) -> pd.DataFrame:
    """Projected new clients in % of those of the base year; also per area."""
    return _new_clients(marts, edition, partial(growth, sector="vv", edition=edition))


def scenarios(marts: Marts, edition: int, window: GrowthWindow) -> pd.DataFrame:
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
    base = _at_home(marts, base_year("vv", edition))
    before, after = (_share(_at_home(marts, edition + years)).reindex(base.index) for years in window)
    growth = after - before
    target = str(scenario_year("vv", edition))
    total = projected(marts, "vv", edition).xs(target, level="period").reindex(base.index)
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


def _at_home(marts: Marts, year: int) -> pd.DataFrame:
    """Return the clients of a January and those at home; years before the claims are in a table of their own."""
    history = marts.at_home_history[marts.at_home_history["year"] == year]
    if not history.empty:
        return pd.DataFrame({"at_home": by_region(history, "at_home"), "clients": by_region(history, "clients")})
    cells = january(marts.use, "vv", [year])
    at_home = cells[cells["delivery_form"].isin(AT_HOME)]
    return pd.DataFrame({"at_home": by_region(at_home, "clients"), "clients": by_region(cells, "clients")}).fillna(0)


def _share(counts: pd.DataFrame) -> pd.Series:
    return counts["at_home"] / counts["clients"]


def scenario(marts: Marts, edition: int, column: str, window: GrowthWindow) -> pd.DataFrame:
    """One column of `scenarios` in the target year."""
    return tidy(scenarios(marts, edition, window)[column], period=str(scenario_year("vv", edition)))


def _scenario_record(column: str, title: str, unit: str, explanation: str) -> Indicator:
    return Indicator(
        name=f"scenario_{column}",
        sector="vv",
        title=title,
        unit=unit,
        measure="percentage van de klanten" if unit == "%" else "klanten",
        decimals=1 if unit == "%" else 0,
        source="Declaraties, indicatiebesluiten en pgb-toekenningen; bevolkingsprognose",
        reference="{base} en {scenario}",
        explanation=f"{explanation} {_SCENARIOS}",
        page=23 if column.startswith("at_home") else 24,
        methods={since: partial(scenario, column=column, window=window) for since, window in GROWTH_WINDOWS.items()},
    )


_PROJECTION = (
    "Het gebruik per leeftijdsgroep in {base} blijft gelijk; het aantal inwoners per leeftijdsgroep volgt de "
    "bevolkingsprognose. Ook het basisjaar is met de prognose berekend en wijkt daardoor iets af van het getelde "
    "aantal klanten. Voor Nederland is gerekend met het gebruik in de Zilveren Kruis-regio's."
)
_SCENARIOS = (
    "Scenario 1: het aandeel thuis blijft gelijk. Scenario 2: het groeit half zo hard als in de afgelopen vijf jaar. "
    "Scenario 3: het groeit even hard. Het totale aantal klanten is in alle drie hetzelfde."
)
_SOURCE = "Declaraties, indicatiebesluiten en pgb-toekenningen; bevolkingsprognose"

_PROJECTION_GZ = _PROJECTION.replace("klanten", "cliënten")
_PER_BAND = (
    "Elk gebied heeft per leeftijdsgroep het gebruik van zijn regio in {base}; het aantal inwoners volgt de "
    "bevolkingsprognose."
)
_RANGE = (
    "Minimum: alleen de bevolking verandert. Maximum: het gebruik groeit ook, met "
    f"{100 * MORE_USE:.0f}% tot {{target}}, omdat de levensverwachting van mensen met een beperking die van "
    "anderen nadert. Het verschil tussen beide is de groei door meer gebruik."
)

_PROJECTED_CLIENTS = Indicator(
    name="projected_clients",
    sector="vv",
    title="Het verwachte aantal klanten",
    unit="klanten",
    measure="klanten",
    decimals=0,
    source=_SOURCE,
    reference="{first} tot en met {target}",
    explanation=_PROJECTION,
    page=20,
    methods={2021: projected_clients},
    periods=partial(projected_years, "vv"),
)
_PROJECTED_GROWTH = Indicator(
    name="projected_growth",
    sector="vv",
    title="De verwachte groei van het aantal klanten",
    unit="%",
    measure="groei in procenten van het basisjaar",
    decimals=0,
    source=_SOURCE,
    reference="{base} en {target}",
    explanation=_PROJECTION,
    page=20,
    methods={2021: projected_growth},
)

INDICATORS = (
    _PROJECTED_CLIENTS,
    _PROJECTED_GROWTH,
    Indicator(
        name="projected_clients_per_1000_75plus",
        sector="vv",
        title="Het verwachte gebruik van Wlz-zorg",
        unit="per 1.000 inwoners van 75 jaar en ouder",
        measure="verwachte klanten per 1.000 inwoners van 75 jaar en ouder",
        decimals=0,
        source=_SOURCE,
        reference="{target}",
        explanation=(
            "Het verwachte aantal klanten in {target}, gedeeld door het verwachte aantal inwoners van 75 jaar en "
            f"ouder, maal 1.000. {_PER_BAND} Vanaf de editie 2022 toont het rapport in plaats hiervan de groei."
        ),
        page=20,
        methods={2021: projected_clients_per_1000_75plus},
        until=2021,
    ),
    Indicator(
        name="projected_new_clients",
        sector="vv",
        title="Het aantal extra klanten dat we verwachten",
        unit="klanten",
        measure="klanten",
        decimals=0,
        source=_SOURCE,
        reference="{base} en {target}",
        explanation=f"Het verwachte aantal klanten in {{target}} min dat in {{base}}. {_PER_BAND}",
        page=20,
        methods={2021: projected_new_clients},
    ),
    Indicator(
        name="projected_new_clients_growth",
        sector="vv",
        title="De verwachte groei per gebied",
        unit="%",
        measure="groei in procenten van het basisjaar",
        decimals=0,
        source=_SOURCE,
        reference="{base} en {target}",
        explanation=(
            f"Het verwachte aantal extra klanten tot {{target}}, in procenten van het verwachte aantal in "
            f"{{base}}. {_PER_BAND}"
        ),
        page=20,
        methods={2021: projected_new_clients_growth},
    ),
    _scenario_record(
        "at_home_clients", "Het aantal klanten thuis per scenario", "klanten", "Klanten met vpt, mpt of pgb."
    ),
    _scenario_record(
        "at_home_extra",
        "Het aantal extra plaatsen thuis per scenario",
        "klanten",
        "Het verwachte aantal klanten thuis min het aantal in januari {base}.",
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
        "Het verwachte aantal klanten met verblijf min het aantal in januari {base}.",
    ),
    _scenario_record(
        "intramural_share",
        "Het aandeel met verblijf per scenario",
        "%",
        "Klanten met verblijf als percentage van alle klanten.",
    ),
    replace(
        _PROJECTED_CLIENTS,
        sector="gz",
        title="Het verwachte aantal cliënten",
        unit="cliënten",
        measure="cliënten",
        explanation=f"{_RANGE} {_PROJECTION_GZ}",
        page=21,
        methods={2023: projected_clients_gz},
        periods=partial(projected_years, "gz"),
    ),
    replace(
        _PROJECTED_GROWTH,
        sector="gz",
        title="De verwachte groei van het aantal cliënten",
        explanation=f"{_RANGE} {_PROJECTION_GZ}",
        page=21,
        methods={2023: projected_growth_gz},
    ),
)
