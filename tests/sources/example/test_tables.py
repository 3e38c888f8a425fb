"""The generated tables are as the contracts say, and have the irregularities that the rules are about."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from regioanalyse.sources.contracts import AGE_BANDS, CONTRACTS

TABLES = (
    "clients",
    "addresses",
    "indications",
    "pgb_awards",
    "population",
    "population_forecast",
    "at_home_history",
)


@pytest.mark.parametrize("name", TABLES)
def test_table_fits_its_contract(world: Path, name: str) -> None:
    contract = CONTRACTS[name]
    table = contract.schema.validate(pd.read_parquet(world / f"{name}.parquet"))
    assert len(table) > 0
    assert not table.duplicated(list(contract.key)).any()


@pytest.mark.parametrize("month", ["2019-01", "2021-07", "2023-02"])
def test_claims_fit_their_contract(world: Path, month: str) -> None:
    table = CONTRACTS["claims"].schema.validate(pd.read_parquet(world / "claims" / f"{month}.parquet"))
    assert set(table["month"]) == {month}


def test_claims_have_a_file_for_every_service_month(world: Path) -> None:
    months = [str(month) for month in pd.period_range("2019-01", "2023-02", freq="M")]
    assert sorted(file.name for file in (world / "claims").iterdir()) == [f"{month}.parquet" for month in months]


def test_population_has_every_area_year_and_band(world: Path, references: dict[str, pd.DataFrame]) -> None:
    areas = len(references["areas"]) + 1
    for name, years in (("population", range(2019, 2024)), ("population_forecast", range(2019, 2041))):
        table = pd.read_parquet(world / f"{name}.parquet")
        assert set(table["year"]) == set(years)
        assert len(table) == areas * len(years) * len(AGE_BANDS)


def test_size_is_that_of_the_real_thing(database: duckdb.DuckDBPyConnection, client_months: pd.DataFrame) -> None:
    (lines,) = database.sql("select count(*) from claims").fetchall()[0]
    assert 5_000_000 < lines < 6_500_000
    january = client_months[client_months["month"] == "2022-01"]["sector"].value_counts()
    assert january["vv"] == pytest.approx(60_000, rel=0.05)
    assert january["gz"] == pytest.approx(45_000, rel=0.05)
    assert client_months["region"].nunique() == 11


@pytest.mark.parametrize("name", ["addresses", "indications", "pgb_awards"])
def test_periods_of_a_client_do_not_overlap(database: duckdb.DuckDBPyConnection, name: str) -> None:
    wrong = f"""
        select count(*) from (
            select *, lead(valid_from) over (partition by client order by valid_from) as next from {name}
        )
        where valid_to < valid_from or valid_to >= next or (valid_to is null and next is not null)
    """
    assert database.sql(wrong).fetchall() == [(0,)]


@pytest.mark.parametrize("name", ["addresses", "indications", "pgb_awards"])
def test_clients_are_born_before_anything_happens_to_them(database: duckdb.DuckDBPyConnection, name: str) -> None:
    early = f"select count(*) from {name} join clients using (client) where year(valid_from) < birth_year"
    assert database.sql(early).fetchall() == [(0,)]


def test_tables_about_persons_refer_to_clients_that_exist(database: duckdb.DuckDBPyConnection) -> None:
    for name in ("addresses", "indications", "pgb_awards", "claims"):
        assert database.sql(f"select count(*) from {name} anti join clients using (client)").fetchall() == [(0,)]


def test_clients_live_through_changes(database: duckdb.DuckDBPyConnection) -> None:
    """A client stays for more than a month; some move, some get another profile or go from pgb to care in kind."""
    for name in ("addresses", "indications"):
        several = f"select avg((n > 1)::int) from (select count(*) as n from {name} group by client)"
        assert 0.005 < database.sql(several).fetchall()[0][0] < 0.2
    months = "select median(n) from (select count(distinct month) as n from claims group by client)"
    assert database.sql(months).fetchall()[0][0] >= 12
    switched = """
        select count(*) from pgb_awards join claims using (client)
        where valid_to is not null and (month || '-01')::timestamp > valid_to
    """
    assert database.sql(switched).fetchall()[0][0] > 100


def test_care_in_kind_and_pgb_go_together_for_mpt_only(client_months: pd.DataFrame, world: Path) -> None:
    day = pd.Timestamp("2022-01-01")
    awards = pd.read_parquet(world / "pgb_awards.parquet")
    awarded = awards[(awards["valid_from"] <= day) & ~(awards["valid_to"] < day)]["client"]
    now = client_months[(client_months["month"] == "2022-01") & client_months["client"].isin(awarded)]
    assert set(now["form"]) == {"mpt", "pgb"}
    assert 0.01 < (now["form"] == "mpt").mean() < 0.2


def test_mpt_is_two_or_three_lines_of_different_products(
    database: duckdb.DuckDBPyConnection, client_months: pd.DataFrame
) -> None:
    mpt = client_months.query("month == '2022-01' and form == 'mpt'")[["client"]]
    lines = database.sql("""
        select client, count(*) as lines, count(distinct product_code) as products
        from (select distinct * from claims) join mpt using (client)
        where month = '2022-01' and reverses is null and product_code like 'H%'
        group by client
    """).df()
    assert len(lines) == len(mpt)
    assert lines["products"].between(2, 3).all()


@pytest.fixture(scope="module")
def claims(world: Path) -> pd.DataFrame:
    """Return the claims of one month."""
    return pd.read_parquet(world / "claims" / "2021-03.parquet")


def test_some_rows_stand_twice_in_all_columns(claims: pd.DataFrame) -> None:
    assert claims.duplicated().mean() == pytest.approx(0.002, abs=0.001)
    assert not claims.drop_duplicates()["line"].duplicated().any()


def test_line_numbers_are_not_used_again_in_another_month(database: duckdb.DuckDBPyConnection) -> None:
    again = "select count(*) from (select line from claims group by line having count(distinct month) > 1)"
    assert database.sql(again).fetchall() == [(0,)]


def test_credit_lines_take_back_a_line_of_the_same_month(claims: pd.DataFrame) -> None:
    lines = claims.drop_duplicates()
    credit = lines[lines["reverses"].notna()].astype({"reverses": "int64"})
    both = credit.merge(lines, left_on="reverses", right_on="line", suffixes=("", "_before"))
    assert len(both) == len(credit)
    assert (both["amount"] == -both["amount_before"]).all()
    assert (both["client"] == both["client_before"]).all()
    assert (both["product_code"] == both["product_code_before"]).all()
    assert (lines["amount"] < 0).sum() == len(credit)
    assert len(credit) / len(lines) == pytest.approx(0.01, abs=0.003)


def test_some_months_net_to_zero_and_their_clients_do_not_count(
    claims: pd.DataFrame, client_months: pd.DataFrame
) -> None:
    netted = claims.drop_duplicates().groupby("client")["amount"].sum()
    nothing = netted[netted == 0].index
    assert len(nothing) > 20
    assert netted.min() == 0
    assert not client_months["client"].isin(nothing).any()


def test_some_months_have_two_delivery_forms_and_some_of_these_tie(
    claims: pd.DataFrame, references: dict[str, pd.DataFrame]
) -> None:
    lines = claims.drop_duplicates().merge(references["products"], on="product_code")
    amounts = lines.groupby(["client", "delivery_form"])["amount"].sum().unstack()
    two = amounts[amounts.notna().sum(axis=1) == 2]
    assert len(two) > 100
    assert (two.max(axis=1) == two.min(axis=1)).sum() >= 5


def test_some_people_have_an_indication_but_no_care(database: duckdb.DuckDBPyConnection) -> None:
    waiting = """
        select count(distinct client) from indications
        anti join claims using (client) anti join pgb_awards using (client)
    """
    assert database.sql(waiting).fetchall()[0][0] > 1000


def test_some_people_have_care_under_a_profile_that_does_not_count(database: duckdb.DuckDBPyConnection) -> None:
    found = database.sql("""
        select profile, count(distinct client) from claims join indications using (client)
        where profile in ('9VV', '10VV') and month = '2022-01' group by profile
    """).fetchall()
    assert {profile for profile, clients in found if clients >= 10} == {"9VV", "10VV"}
