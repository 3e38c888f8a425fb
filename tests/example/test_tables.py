"""The generated tables are as the contracts say, and have the irregularities that the rules are about."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from regioanalyse import project, sources
from regioanalyse.records.categories import AGE_BANDS
from regioanalyse.records.table import TABLES
from regioanalyse.sources.checking import read_table

GENERATED = tuple(
    name for name, entry in sources.catalogue().items() if entry.origin == "synthetic" and name != "claims"
)


@pytest.fixture(scope="module")
def built(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the package read the generated world as the one of its project."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(project.root() / "data", root / "data")
    shutil.copytree(world, root / "build" / "example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGIOANALYSE_PROJECT", str(root))
        yield


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("name", GENERATED)
def test_table_fits_its_contract_and_refers_to_what_exists(name: str) -> None:
    table = sources.read(name)
    assert len(table) > 0
    assert not table.duplicated(list(TABLES[name].key)).any()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("month", ["2019-01", "2021-07", "2023-02"])
def test_claims_refer_to_what_exists(month: str) -> None:
    assert len(sources.read_claims(month)) > 100_000


@pytest.mark.parametrize("month", ["2019-01", "2021-07", "2023-02"])
def test_claims_fit_their_contract(world: Path, month: str) -> None:
    table = read_table("claims", world / "claims" / f"{month}.parquet")
    assert set(table["month"]) == {month}


def test_claims_have_a_file_for_every_service_month(world: Path) -> None:
    months = [str(month) for month in pd.period_range("2019-01", "2023-02", freq="M")]
    assert sorted(file.name for file in (world / "claims").iterdir()) == [f"{month}.parquet" for month in months]


def test_population_has_every_area_year_and_band(world: Path, references: dict[str, pd.DataFrame]) -> None:
    areas = len(references["areas"]) + 1
    for name, years in (("population", range(2015, 2024)), ("population_forecast", range(2019, 2041))):
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


@pytest.mark.parametrize("name", ["addresses", "indications", "pgb_awards", "allocations", "waiting_list"])
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
    for name in ("addresses", "indications", "pgb_awards", "claims", "allocations", "waiting_list"):
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
