"""The population forecast: an older one (2018), so that its 2020 differs a little from the 2020 that was observed.

A cohort model lets each area's own inhabitants grow older in steps of five years. The outcome is then bent, as little
as possible, to what the reports publish of it: the projected clients of Rotterdam (their use per band in 2020 times
this forecast), its expenditure per inhabitant, and the growth of the comparator (GZ) and of the country (VV).
"""

import numpy as np

from regioanalyse.example.careers import MONTHS, Careers, band_of
from regioanalyse.example.inhabitants import FROM_65, FROM_75, Inhabitants
from regioanalyse.example.rounding import largest_remainder, rake
from regioanalyse.example.targets import COMPARATOR, COUNTRY, Targets
from regioanalyse.example.world import GZ, PUBLISHED, REGION, VV
from regioanalyse.records.categories import AGE_BANDS

YEARS = tuple(range(2019, 2041))
BASE, TARGET = 2020, 2040
_AT = {year: position for position, year in enumerate(YEARS)}

#: What an older forecast expected for 2020, relative to what came. Assumption; Rotterdam's follows from the report.
EXPECTED_OF_BASE = 0.996
#: Chance to be alive and in the next band five years later; in the open band, to be alive.
#: Assumption, shaped after a national life table; not copied.
SURVIVAL = np.array([
    0.999, 1.0, 1.0, 0.999, 0.998, 0.998, 0.998, 0.997, 0.995, 0.992, 0.987, 0.979, 0.967,
    0.948, 0.914, 0.848, 0.724, 0.525, 0.300, 0.130,
])  # fmt: skip
#: Net migration into the next band in five years, per inhabitant. Assumption: young adults come.
MIGRATION = np.array([0.015, 0.015, 0.03, 0.07, 0.07, 0.03, 0.01, *[0.0] * 13])
FROM_20 = AGE_BANDS.index("20-24")
#: Bands of the parents of those under 5.
PARENTS = slice(AGE_BANDS.index("20-24"), AGE_BANDS.index("40-44"))
#: Part by which GZ use grows from 2020 to 2040 in the highest projection. Source: its definition.
GZ_USE_GROWTH = 0.36


def forecast_population(
    inhabitants: Inhabitants, sectors: list[Careers], regions: list[str], targets: Targets
) -> Inhabitants:
    """Return the forecast for the areas and the country.

    Parameters
    ----------
    inhabitants
        The observed population.
    sectors
        The careers of VV and of GZ: their clients of January 2020 give the use per band.
    regions
        Slugs, in the order that the careers number them.
    targets
        The published figures.
    """
    observed = inhabitants.of_year(BASE)
    number = np.array([regions.index(region) for region in inhabitants.regions])
    people = _sum_by(number, observed[None])[0]
    vv_clients, gz_clients = (_clients(sector, len(regions)) for sector in sectors)
    vv_use, gz_use = vv_clients / people, gz_clients / people
    expected = _grow_older(observed * EXPECTED_OF_BASE)

    country = _grow_older(inhabitants.country[inhabitants.years.index(BASE)][None] * EXPECTED_OF_BASE)[:, 0]
    in_country = _bend_country(country, vv_clients.sum(axis=0) / people.sum(axis=0), targets)

    own = regions.index(REGION)
    others = number != own
    own_bands = _bend_own(expected[:, ~others].sum(axis=1), vv_use[own], gz_use[own], targets)
    own_codes = [inhabitants.areas[area] for area in np.flatnonzero(~others)]
    expected[:, ~others] = _spread_own(expected[:, ~others], own_bands, vv_use[own], _new_clients(own_codes, targets))
    expected[:, others] *= in_country[:, None, :]
    expected[:, others] *= _bend_others(_sum_by(number, expected), gz_clients, people, own, targets)[:, None, :]

    counts = np.zeros(expected.shape, dtype=np.int64)
    for region in range(len(regions)):
        counts[:, number == region] = _round(expected[:, number == region], vv_use[region])
    whole = np.rint(country * in_country).astype(np.int64)
    return Inhabitants(YEARS, inhabitants.areas, inhabitants.regions, counts, whole)


def projected_clients(
    careers: Careers, inhabitants: Inhabitants, forecast: Inhabitants, regions: list[str]
) -> np.ndarray:
    """Return a sector's projected clients, regions × years: use per band in 2020 times the forecast."""
    number = np.array([regions.index(region) for region in inhabitants.regions])
    use = _clients(careers, len(regions)) / _sum_by(number, inhabitants.of_year(BASE)[None])[0]
    return (_sum_by(number, forecast.counts) * use).sum(axis=2).T


def _clients(careers: Careers, regions: int) -> np.ndarray:
    """Return the clients of January 2020, regions × bands."""
    now = careers.month == MONTHS.index(f"{BASE}-01")
    band = band_of(BASE - 1 - careers.birth_year[careers.client[now]])
    cell = careers.region[now] * len(AGE_BANDS) + band
    return np.bincount(cell, minlength=regions * len(AGE_BANDS)).reshape(regions, -1)


def _sum_by(number: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """Sum years × areas × bands to years × regions × bands."""
    return np.stack([areas[:, number == region].sum(axis=1) for region in range(number.max() + 1)], axis=1)


def _grow_older(start: np.ndarray) -> np.ndarray:
    """Run the cohort model from 2020: years × areas × bands. Between steps of five years the course is straight.

    Parameters
    ----------
    start
        Inhabitants in 2020, areas × bands.
    """
    births = start[:, 0] / start[:, PARENTS].sum(axis=1)
    steps = [start]
    while len(steps) <= (TARGET - BASE) // 5 + 1:
        now = steps[-1]
        later = np.zeros_like(now)
        later[:, 1:] = (now * (SURVIVAL + MIGRATION))[:, :-1]
        later[:, -1] += now[:, -1] * SURVIVAL[-1]
        later[:, 0] = births * later[:, PARENTS].sum(axis=1)
        steps.append(later)

    def in_year(year: int) -> np.ndarray:
        step, part = divmod(max(year - BASE, 0), 5)
        if year < BASE:
            return steps[0] - (steps[1] - steps[0]) * ((BASE - year) / 5)
        return steps[step] + (steps[step + 1] - steps[step]) * (part / 5)

    return np.array([in_year(year) for year in YEARS])


def _bend_own(expected: np.ndarray, vv_use: np.ndarray, gz_use: np.ndarray, targets: Targets) -> np.ndarray:
    """Bend Rotterdam's bands (years × bands) to its projected clients of both sectors and its total.

    Children, adults under 75 and those of 75 and older are each scaled together. GZ use is low for children, and
    the published GZ demand grows faster than the published total: in this forecast there are fewer children.
    """
    vv = _own_vv_course(targets)
    total = _straight(*(_inhabitants(year, targets) for year in (BASE, TARGET)))
    band = np.arange(len(AGE_BANDS))
    aged, younger = (band >= FROM_75).astype(float), (band < FROM_75).astype(float)
    children = (band < FROM_20).astype(float)

    def solve(year: int, directions: np.ndarray, weights: np.ndarray, wanted: list[float]) -> np.ndarray:
        now = expected[_AT[year]]
        effect = (weights[:, None, :] * directions[None, :, :] * now).sum(axis=2)
        steps = np.linalg.solve(effect, np.array(wanted) - (weights * now).sum(axis=1))
        return now * (1 + (steps[:, None] * directions).sum(axis=0))

    everyone = np.ones(len(AGE_BANDS))
    base = solve(BASE, np.stack([aged, younger]), np.stack([vv_use, everyone]), [vv[_AT[BASE]], total[_AT[BASE]]])
    growth = (1 + targets(GZ, "projected_growth", REGION, f"{BASE}/{TARGET}", "max") / 100) / (1 + GZ_USE_GROWTH)
    gz = (base * gz_use).sum() * _straight(1, growth)
    return np.array(
        [
            solve(
                year,
                np.stack([aged, younger, children]),
                np.stack([vv_use, everyone, gz_use]),
                [vv[_AT[year]], total[_AT[year]], gz[_AT[year]]],
            )
            for year in YEARS
        ]
    )


def _own_vv_course(targets: Targets) -> np.ndarray:
    """Return Rotterdam's projected VV clients per year: a smooth rise through the published years.

    The third year, 2025, is the total that the scenarios divide. The course is start + a·t² + b·t³; the year before
    the base mirrors the year after it.
    """
    start, end = (targets(VV, "projected_clients", REGION, year) for year in (BASE, TARGET))
    middle = sum(
        targets(VV, f"scenario_{form}_clients", REGION, 2025, "scenario_1") for form in ("at_home", "intramural")
    )
    t1, t2 = 2025 - BASE, TARGET - BASE
    rise1, rise2 = (middle - start) / (t1 * t1), (end - start) / (t2 * t2)
    b = (rise2 - rise1) / (t2 - t1)
    a = rise1 - b * t1
    t = np.array([abs(year - BASE) for year in YEARS])
    return start + np.where(np.array(YEARS) < BASE, -1, 1) * (a * t * t + b * t * t * t)


def _inhabitants(year: int, targets: Targets) -> float:
    """Return how many inhabitants the published expenditure was divided by."""
    million = targets(VV, "expenditure", REGION, year)
    return million * 1e6 / targets(VV, "expenditure_per_inhabitant", REGION, year)


def _straight(start: float, end: float) -> np.ndarray:
    """Return a straight course from 2020 to 2040, for all years."""
    return np.array([start + (end - start) * (year - BASE) / (TARGET - BASE) for year in YEARS])


def _bend_country(expected: np.ndarray, vv_use: np.ndarray, targets: Targets) -> np.ndarray:
    """Return factors (years × bands) that give the country its published growth of VV.

    Those of 65 and older are scaled, a little more each year; the other regions follow.

    Parameters
    ----------
    expected
        The cohort model of the country, years × bands.
    vv_use
        VV clients per inhabitant in all regions together, per band.
    """
    growth = 1 + targets(VV, "projected_growth", COUNTRY, f"{BASE}/{TARGET}") / 100
    old = np.arange(len(AGE_BANDS)) >= FROM_65
    clients = expected[_AT[TARGET]] * vv_use
    wanted = growth * (expected[_AT[BASE]] * vv_use).sum() - clients[~old].sum()
    return np.where(old, _straight(1, wanted / clients[old].sum())[:, None], 1.0)


def _bend_others(
    expected: np.ndarray, gz_clients: np.ndarray, people: np.ndarray, own: int, targets: Targets
) -> np.ndarray:
    """Return factors (years × bands) for the other regions that give the comparator its published GZ growth.

    Those under 65 are scaled, a little more each year. The comparator's projection can be read as the sum of the
    regions' projections or as the use of all regions together times their forecast; the published growth lies between
    the two, so that both round to it.

    Parameters
    ----------
    expected
        The forecast so far, Rotterdam's in its final form, years × regions × bands.
    gz_clients, people
        GZ clients and observed inhabitants of 2020, regions × bands.
    own
        The position of Rotterdam.
    """
    growth = (1 + targets(GZ, "projected_growth", COMPARATOR, f"{BASE}/{TARGET}", "max") / 100) / (1 + GZ_USE_GROWTH)
    bent = np.zeros(people.shape, dtype=bool)
    bent[:, :FROM_65] = True
    bent[own] = False
    wanted, part = 0.0, 0.0
    for use in (gz_clients / people, (gz_clients.sum(axis=0) / people.sum(axis=0))[None]):
        base, target = (expected[_AT[year]] * use for year in (BASE, TARGET))
        wanted += growth - target[~bent].sum() / base.sum()
        part += target[bent].sum() / base.sum()
    young = np.arange(len(AGE_BANDS)) < FROM_65
    return np.where(young, _straight(1, wanted / part)[:, None], 1.0)


def _new_clients(codes: list[str], targets: Targets) -> np.ndarray:
    """Return the printed new clients of each of Rotterdam's areas."""
    new = dict(zip(PUBLISHED.new_clients_order, targets.unpaired("projected_new_clients"), strict=True))
    return np.array([new[code] for code in codes])


def _spread_own(expected: np.ndarray, bands: np.ndarray, vv_use: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Divide Rotterdam's bands over its areas, so that each gets its projected new clients.

    Parameters
    ----------
    expected
        The cohort model, years × areas × bands.
    bands
        The region's inhabitants, years × bands.
    vv_use
        VV clients per inhabitant, per band.
    new
        Projected new clients 2020/2040 per area.
    """
    areas = expected * (bands / expected.sum(axis=1))[:, None, :]
    total = (bands * vv_use).sum(axis=1)
    risen = (total - total[_AT[BASE]]) / (total[_AT[TARGET]] - total[_AT[BASE]])
    start = (areas[_AT[BASE]] * vv_use).sum(axis=1)
    for position in range(len(YEARS)):
        clients = areas[position] * vv_use
        wanted = start + new * risen[position] - clients[:, :FROM_65].sum(axis=1)
        old = rake(clients[:, FROM_65:], wanted, clients[:, FROM_65:].sum(axis=0))
        areas[position, :, FROM_65:] = old / vv_use[FROM_65:]
    return areas


def _round(areas: np.ndarray, vv_use: np.ndarray) -> np.ndarray:
    """Round a region's years × areas × bands to whole people, and keep its projected VV clients.

    What rounding a band of 65 and older adds or takes, in clients, is made up for in the next one with less use.
    """
    whole = np.zeros(areas.shape, dtype=np.int64)
    order = np.argsort(-vv_use, kind="stable")
    for position in range(len(YEARS)):
        owed, owed_total = np.zeros(areas.shape[1]), 0.0
        for band in order:
            carried = vv_use[band] if band >= FROM_65 else np.inf
            wanted = np.maximum(areas[position, :, band] + owed / carried, 0)
            total = round(areas[position, :, band].sum() + owed_total / carried)
            whole[position, :, band] = largest_remainder(wanted, total)
            missing = areas[position, :, band] - whole[position, :, band]
            owed = owed + missing * vv_use[band]
            owed_total += missing.sum() * vv_use[band]
    return whole
