"""Every published figure that rests on the tables around the claims, recounted in SQL of its own."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from regioanalyse import project
from regioanalyse.records.categories import MOVES, OPPORTUNITY_LINES

ZK = "zilveren-kruis"
DATA = project.root() / "data"

#: The clients of a January who count, wherever they live, with their provider and location (of the form that counts).
SERVED = """
with claim as (select distinct * from claims where month = $month),
by_form as (
    select client, delivery_form, sum(amount) as amount, any_value(provider) as provider,
           any_value(location) as location
    from claim join products using (product_code) group by all
),
in_kind as (
    select client, first(by_form order by amount desc, list_position(tie, delivery_form)) as main
    from by_form, (select ['intramural', 'vpt', 'mpt'] as tie) group by client having sum(amount) > 0
)
select in_kind.client, main.delivery_form as form, main.provider as provider, main.location as location, sector,
       coalesce(region, area) as home, postcode
from in_kind
join indications on indications.client = in_kind.client
    and indications.valid_from <= $day and (indications.valid_to is null or indications.valid_to >= $day)
join profiles using (profile)
join addresses on addresses.client = in_kind.client
    and addresses.valid_from <= $day and (addresses.valid_to is null or addresses.valid_to >= $day)
left join areas on code = area
where counts
"""


@pytest.fixture(scope="module")
def served(database: duckdb.DuckDBPyConnection) -> Callable[[str], pd.DataFrame]:
    """Return a function from a month to its clients with care in kind."""
    made: dict[str, pd.DataFrame] = {}

    def of(month: str) -> pd.DataFrame:
        if month not in made:
            made[month] = database.execute(SERVED, {"month": month, "day": f"{month}-01"}).df()
        return made[month]

    return of


def cases(*indicators: str) -> list:
    """Return the published rows of indicators as cases: report, indicator, area, period, category, value."""
    table = pd.read_csv(DATA / "published.csv", dtype=str, keep_default_na=False)
    rows = table[table["indicator"].isin(indicators)][
        ["report", "indicator", "area", "period", "category", "value"]
    ].itertuples(index=False, name=None)
    return [pytest.param(*row, id="-".join(filter(None, row[:5])).replace("/", "_")) for row in rows]


def check(found: float, printed: str) -> None:
    """Hold a value against what is printed of it."""
    decimals = len(printed.partition(".")[2])
    assert round(found + 1e-9, decimals) == float(printed)


def regions_of(area: str, frame: pd.DataFrame, column: str = "region") -> pd.DataFrame:
    return frame if area == ZK else frame[frame[column] == area]


# --- surroundings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("report", "indicator", "area", "period", "category", "value"), cases("living_alone_75plus", "origin_75plus")
)
def test_who_is_75_and_older(
    database: duckdb.DuckDBPyConnection,
    report: str,
    indicator: str,
    area: str,
    period: str,
    category: str,
    value: str,
) -> None:
    where = f"year = {period}" + ("" if area == ZK else f" and region = '{area}'")
    if indicator == "living_alone_75plus":
        share = "sum(living_alone_75plus) / sum(inhabitants_75plus)"
        table = "households"
    else:
        share = f"sum(inhabitants_75plus) filter (origin = '{category}') / sum(inhabitants_75plus)"
        table = "origin"
    found = database.sql(f"select 100 * {share} from {table} join areas on code = area where {where}").fetchall()
    check(found[0][0], value)


def test_households_and_origin_are_about_the_same_people(database: duckdb.DuckDBPyConnection) -> None:
    different = database.sql("""
        with aged as (
            select area, year, sum(inhabitants)::int as people from population
            where age_band in ('75-79', '80-84', '85-89', '90-94', '95+') group by all
        ), origins as (select area, year, sum(inhabitants_75plus)::int as people from origin group by all)
        select count(*) from households join aged using (area, year) left join origins using (area, year)
        where households.inhabitants_75plus <> aged.people or origins.people <> aged.people
           or living_alone_75plus > households.inhabitants_75plus
    """).fetchall()
    assert different == [(0,)]


def test_status_is_low_and_urbanity_high_in_rotterdam(database: duckdb.DuckDBPyConnection) -> None:
    mean = """
        select region = 'rotterdam' as own, sum(ses_group * inhabitants) / sum(inhabitants),
               sum((6 - cbs_class) * inhabitants) / sum(inhabitants)
        from areas join socioeconomic_status on socioeconomic_status.area = code
        join urbanity on urbanity.area = code group by own order by own
    """
    (_, ses_elsewhere, urban_elsewhere), (_, ses, urban) = database.sql(mean).fetchall()
    assert ses < 0.95 * ses_elsewhere
    assert urban > 1.05 * urban_elsewhere
    low = database.sql("""
        select list(ses_group), list(cbs_class) from socioeconomic_status join urbanity using (area)
        where area in ('WK059903', 'WK059910', 'WK059915')
    """).fetchall()
    assert low == [([1, 1, 1], [1, 1, 1])]


def test_printed_age_distribution_is_that_of_four_bands(people: pd.DataFrame) -> None:
    there = people[(people["region"] == "rotterdam") & (people["year"] == 2022)]
    share = 100 * there.groupby("age_band")["inhabitants"].sum() / there["inhabitants"].sum()
    assert share[["55-59", "60-64", "65-69", "85-89"]].round(1).tolist() == [6.3, 5.7, 4.8, 1.3]


def test_change_of_living_at_home_per_area_as_a_sorted_list(client_months: pd.DataFrame) -> None:
    table = pd.read_csv(DATA / "unpaired.csv", dtype=str).set_index("indicator")["values"]
    printed = [int(number) for number in re.findall(r"-?\d+", table["at_home_share_change per area"])]
    vv = client_months[(client_months["sector"] == "vv") & (client_months["region"] == "rotterdam")]
    share = 100 * (vv["form"] != "intramural").groupby([vv["area"], vv["month"]]).mean().unstack()
    change = share["2022-01"] - share["2019-01"]
    assert sorted(change.round().astype(int), reverse=True) == sorted(printed, reverse=True)


# --- providers, locations and flows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("report", "indicator", "area", "period", "category", "value"), cases("providers_by_offer"))
def test_providers_by_offer(
    served: Callable[[str], pd.DataFrame],
    report: str,
    indicator: str,
    area: str,
    period: str,
    category: str,
    value: str,
) -> None:
    assert (offers_of(served, area) == category).sum() == int(value)


def offers_of(served: Callable[[str], pd.DataFrame], region: str | None = None) -> pd.Series:
    """Return the offer of each provider to the clients of a region, or of each region's separately."""
    vv = served("2022-01").query("sector == 'vv'")
    vv = vv[vv["home"] == region] if region else vv
    inside = (vv["form"] == "intramural").groupby([vv["home"], vv["provider"]]).sum() >= 5
    home = (vv["form"] != "intramural").groupby([vv["home"], vv["provider"]]).sum() >= 2
    names = {
        (True, True): "intramural_and_at_home",
        (False, True): "at_home_only",
        (True, False): "intramural_only",
        (False, False): "below the minimum",
    }
    return pd.Series([names[pair] for pair in zip(inside, home, strict=True)], index=inside.index)


@pytest.mark.parametrize("pooled", [True, False], ids=["providers", "providers in each region"])
def test_providers_of_all_regions_that_offer_care_at_home(
    served: Callable[[str], pd.DataFrame], references: dict[str, pd.DataFrame], pooled: bool
) -> None:
    vv = served("2022-01").query("sector == 'vv'")
    vv = vv[vv["home"].isin(references["areas"]["region"])]
    key = [vv["provider"]] if pooled else [vv["home"], vv["provider"]]
    inside = (vv["form"] == "intramural").groupby(key).sum() >= 5
    home = (vv["form"] != "intramural").groupby(key).sum() >= 2
    assert round(100 * home.sum() / (inside | home).sum()) == 96


def at_locations(
    served: Callable[[str], pd.DataFrame], world: Path, references: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the locations with VV clients in January 2021: clients, stated_segment, region."""
    vv = served("2021-01").query("sector == 'vv'")
    clients = vv["location"].value_counts().rename("clients")
    locations = pd.read_parquet(world / "locations.parquet").set_index("location").join(clients, how="inner")
    return locations.merge(references["areas"][["code", "region"]], left_on="area", right_on="code")


def test_care_locations_by_segment_and_by_claims(
    served: Callable[[str], pd.DataFrame], world: Path, references: dict[str, pd.DataFrame]
) -> None:
    locations = at_locations(served, world, references).query("clients >= 5 and region == 'rotterdam'")
    stated = (locations["stated_segment"] == "vv").sum()
    assert stated == 71
    assert 71 < len(locations) < 85


def test_vv_locations_per_1000_clients(
    served: Callable[[str], pd.DataFrame],
    world: Path,
    references: dict[str, pd.DataFrame],
    client_months: pd.DataFrame,
) -> None:
    locations = at_locations(served, world, references).query("clients >= 5 and stated_segment == 'vv'")
    clients = ((client_months["sector"] == "vv") & (client_months["month"] == "2021-01")).sum()
    assert round(1000 * len(locations) / clients) == 14


@pytest.mark.parametrize(("area", "printed"), [("rotterdam", 27), (ZK, 28)])
def test_gz_locations_per_1000_users(
    database: duckdb.DuckDBPyConnection,
    client_months: pd.DataFrame,
    world: Path,
    references: dict[str, pd.DataFrame],
    area: str,
    printed: int,
) -> None:
    gz = client_months.query("sector == 'gz' and month == '2022-01'")
    homes = database.sql("""
        select client, postcode from addresses
        where valid_from <= '2022-01-01' and (valid_to is null or valid_to >= '2022-01-01')
    """).df()
    users = gz.merge(homes, on="client")["postcode"].value_counts()
    entries = pd.read_parquet(world / "zorgatlas.parquet")
    entries = entries.merge(references["areas"][["code", "region"]], left_on="area", right_on="code")
    shared = entries[entries["postcode"].map(users).fillna(0) > 2]
    found = 1000 * len(regions_of(area, shared)) / len(regions_of(area, gz))
    assert round(found) == printed
    near = entries["postcode"].map(users).value_counts()
    assert near[2] >= 11
    assert near[3] >= 11


def flows_of(served: Callable[[str], pd.DataFrame], world: Path, references: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the VV clients in a location in January 2021: home and place."""
    locations = pd.read_parquet(world / "locations.parquet")
    locations = locations.merge(references["areas"][["code", "region"]], left_on="area", right_on="code", how="left")
    place = locations["region"].fillna(locations["area"]).set_axis(locations["location"])
    vv = served("2021-01").query("sector == 'vv' and form == 'intramural'")
    return vv.assign(place=vv["location"].map(place))[["home", "place"]]


@pytest.mark.parametrize(("report", "indicator", "area", "period", "category", "value"), cases("inflow", "outflow"))
def test_flows_of_rotterdam(
    served: Callable[[str], pd.DataFrame],
    world: Path,
    references: dict[str, pd.DataFrame],
    report: str,
    indicator: str,
    area: str,
    period: str,
    category: str,
    value: str,
) -> None:
    own, other = ("place", "home") if indicator == "inflow" else ("home", "place")
    flows = flows_of(served, world, references)
    crossing = flows[(flows[own] == area) & (flows[other] != area)]
    found = len(crossing) if category == "total" else (crossing[other] == category).sum()
    assert found == int(value)


def test_printed_flows_of_rotterdam_as_lists(
    served: Callable[[str], pd.DataFrame], world: Path, references: dict[str, pd.DataFrame]
) -> None:
    flows = flows_of(served, world, references)
    inflow = flows[(flows["place"] == "rotterdam") & (flows["home"] != "rotterdam")]["home"].value_counts()
    outflow = flows[(flows["home"] == "rotterdam") & (flows["place"] != "rotterdam")]["place"].value_counts()
    assert [int(inflow.sum()), *inflow.head(5).tolist()] == [342, 220, 32, 18, 15, 10]
    assert outflow.head(3).tolist() == [206, 89, 15]
    assert outflow.head(2).index.tolist() == ["zuid-hollandse-eilanden", "waardenland"]


def test_flows_reach_all_31_regions(
    served: Callable[[str], pd.DataFrame], world: Path, references: dict[str, pd.DataFrame]
) -> None:
    flows = flows_of(served, world, references)
    assert set(flows["home"]) == set(flows["place"]) == set(references["regions"]["region"])


# --- money, labour and plans ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("report", "indicator", "area", "period", "category", "value"), cases("expenditure", "expenditure_per_inhabitant")
)
def test_expenditure(
    database: duckdb.DuckDBPyConnection,
    client_months: pd.DataFrame,
    people: pd.DataFrame,
    expected: pd.DataFrame,
    report: str,
    indicator: str,
    area: str,
    period: str,
    category: str,
    value: str,
) -> None:
    (euro,) = database.sql(f"select euro from expenditure where region = '{area}' and year = 2020").fetchall()[0]
    euro *= projected(area, "vv", period, client_months, people, expected) / projected(
        area, "vv", "2020", client_months, people, expected
    )
    inhabitants = expected[(expected["region"] == area) & (expected["year"] == int(period))]["inhabitants"].sum()
    check(euro / 1e6 if indicator == "expenditure" else euro / inhabitants, value)


def projected(
    area: str,
    sector: str,
    year: str,
    client_months: pd.DataFrame,
    people: pd.DataFrame,
    expected: pd.DataFrame,
) -> float:
    """Return projected clients: use per band in 2020 times the forecast."""
    there = client_months[(client_months["sector"] == sector) & (client_months["month"] == "2020-01")]
    there = there[there["region"] == area]
    start = (there["age"] // 5 * 5).clip(upper=95)
    clients = start.value_counts()
    bands = {band: int(re.match(r"\d+", band)[0]) for band in people["age_band"].unique()}  # type: ignore[index]

    def by_band(frame: pd.DataFrame, at: int) -> pd.Series:
        chosen = frame[(frame["region"] == area) & (frame["year"] == at)]
        return chosen.groupby(chosen["age_band"].map(bands))["inhabitants"].sum()

    return float((clients / by_band(people, 2020) * by_band(expected, int(year))).sum())


@pytest.mark.parametrize(("report", "indicator", "area", "period", "category", "value"), cases("workers"))
def test_workers(
    database: duckdb.DuckDBPyConnection,
    report: str,
    indicator: str,
    area: str,
    period: str,
    category: str,
    value: str,
) -> None:
    found = database.sql(f"""
        select sum(workers) from workers join labour_regions using (labour_region)
        where region = '{area}' and year = {period}
    """).fetchall()
    assert found == [(int(value),)]


def test_workers_per_client_fall_in_every_region(
    database: duckdb.DuckDBPyConnection, client_months: pd.DataFrame, people: pd.DataFrame, expected: pd.DataFrame
) -> None:
    workers = database.sql("""
        select region, year, sum(workers)::int as workers from workers join labour_regions using (labour_region)
        where year in (2020, 2040) group by all
    """).df()
    table = workers.pivot_table(index="region", columns="year", values="workers")
    observed = client_months.query("sector == 'vv' and month == '2020-01'")["region"].value_counts()
    assert len(table) == 11
    for region, row in table.iterrows():
        later = row[2040] / projected(str(region), "vv", "2040", client_months, people, expected)
        assert later < 0.9 * row[2020] / observed[region]


@pytest.mark.parametrize(
    ("report", "indicator", "area", "period", "category", "value"),
    cases("worker_inflow_share", "worker_outflow_share"),
)
def test_movers(
    database: duckdb.DuckDBPyConnection,
    report: str,
    indicator: str,
    area: str,
    period: str,
    category: str,
    value: str,
) -> None:
    direction = indicator.split("_")[1]
    movers = database.sql(f"""
        select category, sum(movers)::int as movers
        from worker_mobility left join labour_regions using (labour_region)
        where quarter = '{period}' and direction = '{direction}'
          and ('{area}' = labour_region or '{area}' = region)
        group by category
    """).df()
    share = 100 * movers.set_index("category")["movers"] / movers["movers"].sum()
    check(share[category], value)
    table = pd.read_csv(DATA / "published.csv", dtype=str, keep_default_na=False)
    row = table[(table["indicator"] == indicator) & (table["area"] == area)]
    others = [int(number) for number in re.findall(r"\d+", row["note"].iloc[0].split("the other four are")[1])]
    assert sorted(share.drop(category).round().astype(int)) == sorted(others)
    assert set(share.index) == set(MOVES)


def test_capacity_shortage(
    database: duckdb.DuckDBPyConnection, client_months: pd.DataFrame, people: pd.DataFrame, expected: pd.DataFrame
) -> None:
    most = projected("rotterdam", "gz", "2025", client_months, people, expected) * (1 + 0.36 * 5 / 20)
    clients = len(client_months.query("sector == 'gz' and month == '2022-01' and region == 'rotterdam'"))
    ((definite, every),) = database.sql("""
        select sum(places) filter (definite), sum(places) from building_plans
        where region = 'rotterdam' and year between 2022 and 2025
    """).fetchall()
    assert round(most - clients - definite) == 269
    assert round(most - clients - every) == 211
    later = "select count(*) from building_plans where region = 'rotterdam' and year > 2025"
    assert database.sql(later).fetchall()[0][0] > 0


@pytest.mark.parametrize(
    ("report", "indicator", "area", "period", "category", "value"), cases("opportunity_line_share")
)
def test_opportunity_lines(
    database: duckdb.DuckDBPyConnection,
    report: str,
    indicator: str,
    area: str,
    period: str,
    category: str,
    value: str,
) -> None:
    found = database.sql(f"""
        select line, initiatives from initiatives where region = '{area}' and year = {period}
    """).fetchall()
    assert {line for line, _ in found} == set(OPPORTUNITY_LINES)
    check(100 * dict(found)[category] / sum(number for _, number in found), value)
