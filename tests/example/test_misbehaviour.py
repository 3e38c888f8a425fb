"""The example data misbehave as real claims do, at the rates that are stated, and nothing published moves."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from regioanalyse.example import misbehaviour

MONTH = "2021-03"
DAY = f"{MONTH}-01"
VALID = f"valid_from <= '{DAY}' and (valid_to is null or valid_to >= '{DAY}')"
#: Where the numbers of a billing round begin.
ROUND = 1_000_000


@pytest.fixture(scope="module")
def claims(world: Path) -> pd.DataFrame:
    """Return the claims of one month."""
    return pd.read_parquet(world / "claims" / f"{MONTH}.parquet")


@pytest.fixture(scope="module")
def credits_(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the credit lines of the month beside the lines that they reverse."""
    lines = claims.drop_duplicates()
    credit = lines[lines["reverses"].notna()].astype({"reverses": "int64"})
    both = credit.merge(lines, left_on="reverses", right_on="line", suffixes=("", "_before"))
    assert len(both) == len(credit) == (lines["amount"] < 0).sum()
    return both


@pytest.fixture(scope="module")
def amounts(claims: pd.DataFrame, references: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the netted amount per client and delivery form."""
    lines = claims.drop_duplicates().merge(references["products"], on="product_code")
    return lines.groupby(["client", "delivery_form"])["amount"].sum().unstack()


def aged(people: pd.DataFrame) -> int:
    """Return how many inhabitants of 75 and older the bystanders are counted by."""
    old = people["age_band"].isin(["75-79", "80-84", "85-89", "90-94", "95+"])
    return int(people[old & (people["year"] == 2019)]["inhabitants"].sum())


# --- claims ---------------------------------------------------------------------------------------------------------


def test_some_rows_stand_twice_in_all_columns(claims: pd.DataFrame) -> None:
    assert claims.duplicated().mean() == pytest.approx(misbehaviour.DUPLICATED, rel=0.25)
    assert not claims.drop_duplicates()["line"].duplicated().any()


def test_line_numbers_are_not_used_again_in_another_month(database: duckdb.DuckDBPyConnection) -> None:
    again = "select count(*) from (select line from claims group by line having count(distinct month) > 1)"
    assert database.sql(again).fetchall() == [(0,)]


def test_credit_lines_take_back_an_earlier_line_of_the_same_month(credits_: pd.DataFrame, claims: pd.DataFrame) -> None:
    assert (credits_["amount"] == -credits_["amount_before"]).all()
    for column in ("client", "month", "provider", "product_code"):
        assert (credits_[column] == credits_[f"{column}_before"]).all()
    assert (credits_["line"] > credits_["reverses"]).all()
    corrected = credits_["reverses"].nunique() / len(claims)
    assert corrected == pytest.approx(misbehaviour.CORRECTED, rel=0.25)


def test_some_corrections_come_in_a_later_billing_round(credits_: pd.DataFrame) -> None:
    rounds = credits_["line"] // ROUND - credits_["reverses"] // ROUND
    assert rounds.between(0, misbehaviour.LATEST_CORRECTION).all()
    # those whose whole month is taken back are taken back at once
    assert 0.7 * misbehaviour.CORRECTED_LATE < (rounds > 0).mean() <= 1.1 * misbehaviour.CORRECTED_LATE


def test_months_that_net_to_zero_or_below_do_not_count(amounts: pd.DataFrame, client_months: pd.DataFrame) -> None:
    netted = amounts.sum(axis=1)
    assert (netted == 0).sum() > 100
    assert (netted < 0).sum() > 40
    assert not client_months["client"].isin(netted[netted <= 0].index).any()


def test_two_delivery_forms_in_one_month(amounts: pd.DataFrame) -> None:
    two = amounts.notna().sum(axis=1) == 2
    assert 0.5 * misbehaviour.SECOND_FORM < two.mean() < 1.1 * misbehaviour.SECOND_FORM
    pairs = amounts[two].notna().value_counts()
    assert len(pairs) == 3


@pytest.mark.parametrize(
    ("winner", "other"),
    [("intramural", "vpt"), ("vpt", "mpt"), ("intramural", "mpt")],
    ids=lambda form: str(form),
)
def test_ties_of_each_pair_of_forms(world: Path, references: dict[str, pd.DataFrame], winner: str, other: str) -> None:
    ties = 0
    for month in ("2019-01", "2020-01", "2021-01", "2022-01", "2023-01"):
        lines = pd.read_parquet(world / "claims" / f"{month}.parquet").drop_duplicates()
        lines = lines.merge(references["products"], on="product_code")
        wide = lines.groupby(["client", "delivery_form"])["amount"].sum().unstack()
        ties += int((wide[winner] == wide[other]).sum())
    assert ties >= 10


def test_some_have_care_without_a_valid_indication(database: duckdb.DuckDBPyConnection, people: pd.DataFrame) -> None:
    without = database.sql(f"""
        select count(distinct client) from claims
        anti join (select client from indications where {VALID}) using (client) where month = '{MONTH}'
    """).fetchall()[0][0]
    rates = sum(misbehaviour.EXPIRED.values()) + sum(misbehaviour.NO_INDICATION.values())
    assert without == pytest.approx(rates * aged(people) / 1000, rel=0.02)
    never = "select count(distinct client) from claims anti join indications using (client)"
    assert database.sql(never).fetchall()[0][0] > 10


def test_some_have_an_indication_without_care(database: duckdb.DuckDBPyConnection, people: pd.DataFrame) -> None:
    never = database.sql("""
        select count(distinct client) from indications
        anti join claims using (client) anti join pgb_awards using (client)
    """).fetchall()[0][0]
    assert never > sum(misbehaviour.WAITING.values()) * aged(people) / 1000
    outlived = database.sql("""
        select count(*) from (select client, max(month) as last from claims group by client)
        join indications using (client)
        where valid_to > (last || '-01')::timestamp + interval 40 days and last < '2022-06'
    """).fetchall()[0][0]
    assert outlived > 500


def test_some_have_care_under_a_profile_that_does_not_count(database: duckdb.DuckDBPyConnection) -> None:
    found = database.sql(f"""
        select profile, count(distinct client) from claims join indications using (client)
        where profile in ('9VV', '10VV') and month = '{MONTH}' group by profile
    """).fetchall()
    assert {profile for profile, clients in found if clients >= 10} == {"9VV", "10VV"}


def test_few_keep_a_pgb_beside_care_in_kind_and_then_have_mpt(database: duckdb.DuckDBPyConnection) -> None:
    share = database.sql(f"""
        with kinds as (
            select distinct client, delivery_form from claims join products using (product_code)
            where month = '{MONTH}' and amount > 0
        )
        select delivery_form, avg((client in (select client from pgb_awards where {VALID}))::int)
        from kinds group by delivery_form
    """).fetchall()
    beside = dict(share)
    assert beside["mpt"] == pytest.approx(misbehaviour.PGB_BESIDE_MPT, rel=0.25)
    assert beside["intramural"] < 0.001


# --- clients --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "least"),
    [("addresses", "area", 0.02), ("indications", "profile", 0.02), ("allocations", "provider", 0.03)],
)
def test_clients_move_and_change_profile_or_provider(
    database: duckdb.DuckDBPyConnection, table: str, column: str, least: float
) -> None:
    several = f"select avg((n > 1)::int) from (select count(distinct {column}) as n from {table} group by client)"
    assert least < database.sql(several).fetchall()[0][0] < 0.3


def test_when_somebody_dies_everything_stops(database: duckdb.DuckDBPyConnection) -> None:
    ended = database.sql("""
        with last as (select client, max(month) as month from claims group by client having max(month) < '2022-06')
        select avg((max_to is not null and strftime(max_to, '%Y-%m') = month)::int) from last
        join (
            select client, max(coalesce(valid_to, '2099-01-01'::timestamp)) as max_to from indications group by client
        ) using (client)
    """).fetchall()[0][0]
    assert ended > 0.85


def test_providers_of_claims_are_those_of_the_allocations(database: duckdb.DuckDBPyConnection) -> None:
    other = database.sql(f"""
        with allocated as (select client, provider from allocations where {VALID}),
        counted as (select client from indications join profiles using (profile) where {VALID} and counts)
        select avg((claims.provider <> allocated.provider)::int), count(*) from claims
        join allocated using (client) join counted using (client) where month = '{MONTH}'
    """).fetchall()
    assert other[0][0] == 0
    assert other[0][1] > 80_000


def test_postcodes_straddle_borders(database: duckdb.DuckDBPyConnection) -> None:
    shared = database.sql("""
        with codes as (select distinct left(postcode, 4) as code, area from addresses)
        select count(*) from (select code from codes group by code having count(*) > 1)
    """).fetchall()[0][0]
    assert shared > 100
    over = database.sql("""
        with counted as (select left(postcode, 4) as code, area, count(*) as n from addresses group by all)
        select 1 - sum(most)::double / sum(every) from (
            select code, max(n) as most, sum(n) as every from counted group by code
        )
    """).fetchall()[0][0]
    assert 0.2 * misbehaviour.BORDER_POSTCODE < over < 1.5 * misbehaviour.BORDER_POSTCODE


# --- just below and just above the minimum --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def main_form(database: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return provider, location and form of VV clients who live in each region, January 2022."""
    return database.sql("""
        with form as (
            select client, provider, location, delivery_form, sum(amount) as amount
            from (select distinct * from claims where month = '2022-01') join products using (product_code)
            group by all
        )
        select form.client, region, arg_max(provider, amount) as provider, arg_max(location, amount) as location,
               arg_max(delivery_form, amount) as form
        from form
        join indications on indications.client = form.client and indications.valid_from <= '2022-01-01'
            and (indications.valid_to is null or indications.valid_to >= '2022-01-01')
        join profiles using (profile)
        join addresses on addresses.client = form.client and addresses.valid_from <= '2022-01-01'
            and (addresses.valid_to is null or addresses.valid_to >= '2022-01-01')
        join areas on code = area
        where sector = 'vv' and counts
        group by form.client, region having sum(amount) > 0
    """).df()


@pytest.mark.parametrize("size", misbehaviour.SMALL_AT_HOME)
def test_every_region_has_a_provider_near_the_minimum_at_home(main_form: pd.DataFrame, size: int) -> None:
    at_home = main_form[main_form["form"] != "intramural"].groupby(["region", "provider"]).size()
    assert set(at_home[at_home == size].index.get_level_values("region")) == set(main_form["region"])


@pytest.mark.parametrize("size", misbehaviour.SMALL_INTRAMURAL)
def test_every_region_has_a_provider_and_a_location_near_the_minimum_intramural(
    main_form: pd.DataFrame, size: int
) -> None:
    inside = main_form[main_form["form"] == "intramural"]
    for column in ("provider", "location"):
        clients = inside.groupby(["region", column]).size()
        assert set(clients[clients == size].index.get_level_values("region")) == set(main_form["region"])
