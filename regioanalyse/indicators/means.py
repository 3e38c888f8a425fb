"""What care costs and who gives it: cost per client, expenditure, workers."""

from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd

from regioanalyse.indicators.demand import growth, projected
from regioanalyse.indicators.indicator import Indicator, base_year, target_year
from regioanalyse.indicators.population import with_period
from regioanalyse.indicators.totals import by_region, january, tidy, with_periods
from regioanalyse.indicators.use import change
from regioanalyse.marts import Marts
from regioanalyse.project import COMPARATOR, COUNTRY
from regioanalyse.records.categories import MOVES

#: How many Januaries the cost per client is shown of, from the base year on.
COST_YEARS = 3
CENTS = 100
MILLION = 1_000_000


def cost_years(sector: str, edition: int) -> range:
    """Return the Januaries whose cost per client is shown."""
    first = base_year(sector, edition)
    return range(first, first + COST_YEARS)


def cost_per_client_month(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Claimed amount in January per client, in euro."""
    cells = january(marts.use, sector, list(cost_years(sector, edition)))
    count = by_region(cells, "clients", "period")
    return tidy(by_region(cells, "amount", "period") / CENTS / count, count=count)


def cost_per_client_change(marts: Marts, edition: int, sector: str) -> pd.DataFrame:
    """Relative change of the cost per client over those years, in %."""
    years = cost_years(sector, edition)
    return change(cost_per_client_month(marts, edition, sector), years, lambda first, last: 100 * (last / first - 1))


def euro(marts: Marts, edition: int) -> pd.Series:
    """Return the expenditure in the base year and, at a constant cost per client, in the target year.

    Returns
    -------
    Series
        Index `region`, `area`, `period`; euro a year. A region's cost per client is its expenditure by the projected
        clients of the base year, so that its growth is that of the projection; the comparator is the sum.
    """
    first, last = both_years(edition)
    base = marts.expenditure[marts.expenditure["year"] == first].set_index("region")["euro"].astype(float)
    expected = growth(projected(marts, "vv", edition), "vv", edition).droplevel("area").reindex(base.index)
    both = {str(first): base, str(last): base * (1 + expected / 100)}
    return by_region(pd.concat(both, names=["period"]).rename("euro").reset_index(), "euro", "period")


def both_years(edition: int) -> tuple[int, int]:
    """Return the base year and the target year of a VV edition."""
    return base_year("vv", edition), target_year("vv", edition)


def expenditure(marts: Marts, edition: int) -> pd.DataFrame:
    """Expenditure, in million euro a year."""
    return tidy(euro(marts, edition) / MILLION)


def expenditure_per_inhabitant(marts: Marts, edition: int) -> pd.DataFrame:
    """Expenditure per inhabitant of the forecast population, in euro a year."""
    spent = euro(marts, edition)
    inhabitants = by_region(with_period(marts.forecast), "inhabitants", "period")
    return tidy(spent / inhabitants.reindex(spent.index))


def workers_in(marts: Marts, edition: int) -> pd.Series:
    """Return the workers of the labour-market regions that make up each region, in the base and the target year.

    Returns
    -------
    Series
        Index `region`, `area`, `period`. A labour-market region that belongs to two of our regions counts in both,
        and once in the comparator.
    """
    found = with_period(marts.workers[marts.workers["year"].isin(both_years(edition))])
    return _of_labour_regions(marts, found, "workers", "period")


def _of_labour_regions(marts: Marts, table: pd.DataFrame, column: str, *keys: str) -> pd.Series:
    both = pd.concat([marts.labour_regions, marts.labour_regions.assign(region=COMPARATOR)]).drop_duplicates()
    total = both.merge(table, on="labour_region").assign(area=lambda t: t["region"])
    return total.groupby(["region", "area", *keys])[column].sum()


def workers(marts: Marts, edition: int) -> pd.DataFrame:
    """Workers, observed in the base year and projected for the target year."""
    return tidy(workers_in(marts, edition))


def workers_per_client(marts: Marts, edition: int) -> pd.DataFrame:
    """Workers per client: the clients of January in the base year, the projected ones in the target year."""
    first, last = both_years(edition)
    observed = by_region(january(marts.use, "vv", [first]), "clients", "period")
    expected = projected(marts, "vv", edition)
    later = expected[expected.index.get_level_values("period") == str(last)]
    number = workers_in(marts, edition)
    return tidy(number / pd.concat([observed, later]).reindex(number.index))


def workers_per_client_change(marts: Marts, edition: int) -> pd.DataFrame:
    """Relative change of the workers per client, in %."""
    return change(workers_per_client(marts, edition), both_years(edition), lambda first, last: 100 * (last / first - 1))


def mobility(marts: Marts, edition: int, direction: str) -> pd.DataFrame:
    """Where workers come from (inflow) or go to (outflow), in % of those who moved in the third quarter."""
    found = marts.worker_mobility[marts.worker_mobility["direction"] == direction].rename(columns={"quarter": "period"})
    country = found[found["labour_region"] == COUNTRY].assign(region=COUNTRY, area=COUNTRY)
    keys = ["region", "area", "period", "category"]
    movers = pd.concat(
        [_of_labour_regions(marts, found, "movers", *keys[2:]), country.groupby(keys)["movers"].sum()]
    ).unstack(fill_value=0)
    movers = movers.reindex(columns=list(MOVES), fill_value=0)
    quarter = f"{base_year('vv', edition)}-Q3"
    every = with_periods(tidy(100 * movers.div(movers.sum(axis="columns"), axis="index").stack()), [quarter])
    return every[every["period"] == quarter]


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
            periods=partial(cost_years, sector),
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
    periods: Callable[[int], Iterable[int]] | None = None,
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
        periods=periods,
    )


_BOTH_YEARS = "{base} en {target}"
_SPENT = (
    "De uitgaven volgens het CAK; dat is niet de som van de declaraties. "
    "In {target} zijn de uitgaven per klant gelijk en volgt het aantal klanten de verwachting."
)
_WORKERS = (
    "Werknemers in de arbeidsmarktregio's die samen de zorgkantoorregio vormen: waargenomen in "
    "{base}, verwacht voor {target}."
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
        explanation=f"{_SPENT} Gedeeld door alle inwoners volgens de bevolkingsprognose, ook in {{base}}.",
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
        periods=both_years,
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
        explanation=f"{_WORKERS} Gedeeld door de klanten van januari {{base}} en de verwachte van {{target}}.",
        page=31,
        periods=both_years,
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
        explanation=f"De verandering van het aantal werknemers per klant, in procenten van {{base}}. {_WORKERS}",
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
        reference="derde kwartaal {base}",
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
        reference="derde kwartaal {base}",
        explanation=f"Waar vertrekkende werknemers naartoe gaan. {_MOVES[1]}",
        page=32,
    ),
    *_cost_records("gz", "cliënten", "cliënt", (2, 2)),
)
