"""What care costs and who gives it: cost per client, expenditure, workers."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from regioanalyse.indicators.demand import BASE_YEAR, TARGET_YEAR, growth, projected
from regioanalyse.indicators.indicator import Indicator
from regioanalyse.indicators.population import with_period
from regioanalyse.indicators.totals import by_region, january, tidy
from regioanalyse.indicators.use import change
from regioanalyse.marts import Marts
from regioanalyse.project import COMPARATOR, COUNTRY
from regioanalyse.sources.contracts import MOVES

#: The Januaries whose cost per client is shown.
COST_YEARS = [BASE_YEAR, BASE_YEAR + 1, BASE_YEAR + 2]
#: The one quarter of which the mobility of workers is known.
MOBILITY_QUARTER = "2020-Q3"
CENTS = 100
MILLION = 1_000_000


def cost_per_client_month(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Claimed amount in January per client, in euro."""
    cells = january(marts.use, sector, COST_YEARS)
    count = by_region(cells, "clients", "period")
    return tidy(by_region(cells, "amount", "period") / CENTS / count, count=count)


def cost_per_client_change(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Relative change of the cost per client over those years, in %."""
    return change(cost_per_client_month(marts, edition, sector), lambda first, last: 100 * (last / first - 1))


def euro(marts: Marts) -> pd.Series:
    """Return the expenditure in the base year and, at a constant cost per client, in the target year.

    Returns
    -------
    Series
        Index `region`, `area`, `period`; euro a year. A region's cost per client is its expenditure by the projected
        clients of the base year, so that its growth is that of the projection; the comparator is the sum.
    """
    base = marts.expenditure[marts.expenditure["year"] == BASE_YEAR].set_index("region")["euro"].astype(float)
    expected = growth(projected(marts, "vv")).droplevel("area").reindex(base.index)
    both = {str(BASE_YEAR): base, str(TARGET_YEAR): base * (1 + expected / 100)}
    return by_region(pd.concat(both, names=["period"]).rename("euro").reset_index(), "euro", "period")


def expenditure(marts: Marts, edition: int) -> pd.DataFrame:
    """Expenditure, in million euro a year."""
    return tidy(euro(marts) / MILLION)


def expenditure_per_inhabitant(marts: Marts, edition: int) -> pd.DataFrame:
    """Expenditure per inhabitant of the forecast population, in euro a year."""
    spent = euro(marts)
    inhabitants = by_region(with_period(marts.forecast), "inhabitants", "period")
    return tidy(spent / inhabitants.reindex(spent.index))


def workers_in(marts: Marts) -> pd.Series:
    """Return the workers of the labour-market regions that make up each region, in the base and the target year.

    Returns
    -------
    Series
        Index `region`, `area`, `period`. A labour-market region that belongs to two of our regions counts in both,
        and once in the comparator.
    """
    found = with_period(marts.workers[marts.workers["year"].isin([BASE_YEAR, TARGET_YEAR])])
    return _of_labour_regions(marts, found, "workers", "period")


def _of_labour_regions(marts: Marts, table: pd.DataFrame, column: str, *keys: str) -> pd.Series:
    both = pd.concat([marts.labour_regions, marts.labour_regions.assign(region=COMPARATOR)]).drop_duplicates()
    total = both.merge(table, on="labour_region").assign(area=lambda t: t["region"])
    return total.groupby(["region", "area", *keys])[column].sum()


def workers(marts: Marts, edition: int) -> pd.DataFrame:
    """Workers, observed in the base year and projected for the target year."""
    return tidy(workers_in(marts))


def workers_per_client(marts: Marts, edition: int) -> pd.DataFrame:
    """Workers per client: the clients of January in the base year, the projected ones in the target year."""
    observed = by_region(january(marts.use, "vv", [BASE_YEAR]), "clients", "period")
    expected = projected(marts, "vv")
    later = expected[expected.index.get_level_values("period") == str(TARGET_YEAR)]
    number = workers_in(marts)
    return tidy(number / pd.concat([observed, later]).reindex(number.index))


def workers_per_client_change(marts: Marts, edition: int) -> pd.DataFrame:
    """Relative change of the workers per client, in %."""
    return change(workers_per_client(marts, edition), lambda first, last: 100 * (last / first - 1))


def mobility(marts: Marts, edition: int, direction: str) -> pd.DataFrame:
    """Where workers come from (inflow) or go to (outflow), in % of those who moved."""
    found = marts.worker_mobility[
        (marts.worker_mobility["direction"] == direction) & (marts.worker_mobility["quarter"] == MOBILITY_QUARTER)
    ].rename(columns={"quarter": "period"})
    country = found[found["labour_region"] == COUNTRY].assign(region=COUNTRY, area=COUNTRY)
    keys = ["region", "area", "period", "category"]
    movers = pd.concat(
        [_of_labour_regions(marts, found, "movers", *keys[2:]), country.groupby(keys)["movers"].sum()]
    ).unstack(fill_value=0)
    movers = movers.reindex(columns=list(MOVES), fill_value=0)
    return tidy(100 * movers.div(movers.sum(axis="columns"), axis="index").stack())


def _cost_records(sector: str, who: str, one: str, pages: tuple[int, int | None]) -> list[Indicator]:
    explanation = (
        f"Het bedrag dat in januari is gedeclareerd, gedeeld door het aantal {who}. Ook {who} met een pgb tellen "
        "mee, al staat een pgb niet in de declaraties."
    )
    source = "Declaraties, indicatiebesluiten en pgb-toekenningen"
    return [
        Indicator(
            name="cost_per_client_month",
            sector=sector,
            title=f"Het gedeclareerde bedrag per {one}",
            unit="euro",
            measure=f"euro per {one} per maand",
            decimals=0,
            source=source,
            reference="januari",
            explanation=explanation,
            page=pages[0],
            methods={2021: partial(cost_per_client_month, sector=sector)},
        ),
        Indicator(
            name="cost_per_client_change",
            sector=sector,
            title=f"De verandering van het gedeclareerde bedrag per {one}",
            unit="%",
            measure="verandering in procenten van het eerste jaar",
            decimals=1,
            source=source,
            reference="januari van het eerste en het laatste jaar",
            explanation=f"De verandering van het bedrag per {one}, in procenten van het eerste jaar. {explanation}",
            page=pages[1],
            methods={2021: partial(cost_per_client_change, sector=sector)},
        ),
    ]


def _record(
    name: str,
    method: Callable[[Marts, int], pd.DataFrame],
    title: str,
    unit: str,
    measure: str,
    decimals: int,
    source: str,
    reference: str,
    explanation: str,
    page: int,
) -> Indicator:
    return Indicator(
        name=name,
        sector="vv",
        title=title,
        unit=unit,
        measure=measure,
        decimals=decimals,
        source=source,
        reference=reference,
        explanation=explanation,
        page=page,
        methods={2021: method},
    )


_BOTH_YEARS = f"{BASE_YEAR} en {TARGET_YEAR}"
_SPENT = (
    "De uitgaven volgens het CAK; dat is niet de som van de declaraties. "
    f"In {TARGET_YEAR} zijn de uitgaven per klant gelijk en volgt het aantal klanten de verwachting."
)
_WORKERS = (
    "Werknemers in de arbeidsmarktregio's die samen de zorgkantoorregio vormen: waargenomen in "
    f"{BASE_YEAR}, verwacht voor {TARGET_YEAR}."
)
_MOVES = (
    "Van buiten de sector: voor het eerst in de zorg. Overig: vooral mensen die terugkeren.",
    "Naar buiten de sector: helemaal weg uit de zorg, maar niet met pensioen. Overig: mensen die met pensioen gaan.",
)

INDICATORS = (
    *_cost_records("vv", "klanten", "klant", (30, 30)),
    _record(
        "expenditure",
        expenditure,
        title="Het bedrag voor Wlz-zorg",
        unit="miljoen euro",
        measure="miljoen euro per jaar",
        decimals=0,
        source="CAK, uitgaven; bevolkingsprognose",
        reference=_BOTH_YEARS,
        explanation=_SPENT,
        page=29,
    ),
    _record(
        "expenditure_per_inhabitant",
        expenditure_per_inhabitant,
        title="Het bedrag voor Wlz-zorg per inwoner",
        unit="euro",
        measure="euro per inwoner per jaar",
        decimals=0,
        source="CAK, uitgaven; bevolkingsprognose",
        reference=_BOTH_YEARS,
        explanation=f"{_SPENT} Gedeeld door alle inwoners volgens de bevolkingsprognose, ook in {BASE_YEAR}.",
        page=29,
    ),
    _record(
        "workers",
        workers,
        title="Het aantal werknemers",
        unit="werknemers",
        measure="werknemers in verpleging en verzorging",
        decimals=0,
        source="CBS, AZW; Primos",
        reference=_BOTH_YEARS,
        explanation=_WORKERS,
        page=31,
    ),
    _record(
        "workers_per_client",
        workers_per_client,
        title="Het aantal werknemers per klant",
        unit="werknemers per klant",
        measure="werknemers per klant",
        decimals=1,
        source="CBS, AZW; Primos; declaraties",
        reference=_BOTH_YEARS,
        explanation=f"{_WORKERS} Gedeeld door de klanten van januari {BASE_YEAR} en de verwachte van {TARGET_YEAR}.",
        page=31,
    ),
    _record(
        "workers_per_client_change",
        workers_per_client_change,
        title="De verandering van het aantal werknemers per klant",
        unit="%",
        measure="verandering in procenten van het basisjaar",
        decimals=0,
        source="CBS, AZW; Primos; declaraties",
        reference=_BOTH_YEARS,
        explanation=f"De verandering van het aantal werknemers per klant, in procenten van {BASE_YEAR}. {_WORKERS}",
        page=31,
    ),
    _record(
        "worker_inflow_share",
        partial(mobility, direction="inflow"),
        title="De herkomst van nieuwe werknemers",
        unit="%",
        measure="percentage van de nieuwe werknemers",
        decimals=0,
        source="PFZW, mobiliteit van werknemers",
        reference="derde kwartaal 2020",
        explanation=f"Waar nieuwe werknemers hiervoor werkten. {_MOVES[0]}",
        page=32,
    ),
    _record(
        "worker_outflow_share",
        partial(mobility, direction="outflow"),
        title="De bestemming van vertrekkende werknemers",
        unit="%",
        measure="percentage van de vertrekkende werknemers",
        decimals=0,
        source="PFZW, mobiliteit van werknemers",
        reference="derde kwartaal 2020",
        explanation=f"Waar vertrekkende werknemers naartoe gaan. {_MOVES[1]}",
        page=32,
    ),
    *_cost_records("gz", "cliënten", "cliënt", (2, 2)),
)
