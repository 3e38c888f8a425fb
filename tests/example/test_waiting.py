"""The waiting list says what the published pages say of it, counted in SQL of its own."""

from collections.abc import Callable

import duckdb
import pandas as pd
import pytest

OLD = {"actively_waiting", "preference_waiting", "not_actively_waiting"}
NEW = {"urgent", "active", "preference", "precaution"}


@pytest.fixture(scope="module")
def listed(database: duckdb.DuckDBPyConnection) -> Callable[[str, str], pd.DataFrame]:
    """Return a function from sector and month to who is on the list: client, region, status, provider."""

    def of(sector: str, month: str) -> pd.DataFrame:
        return database.execute(
            """
            select waiting_list.client, region, status, provider from waiting_list
            join addresses using (client) join areas on code = area
            where sector = $sector and waiting_list.valid_from <= $day and addresses.valid_from <= $day
              and (waiting_list.valid_to is null or waiting_list.valid_to >= $day)
              and (addresses.valid_to is null or addresses.valid_to >= $day)
            """,
            {"sector": sector, "day": f"{month}-01"},
        ).df()

    return of


@pytest.fixture(scope="module")
def placed(database: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the placements of VV from May to December 2021: client, region, status, weeks, month."""
    return database.sql("""
        select waiting_list.client, region, status, provider, placed_at,
               (placed_on::date - waiting_since::date) / 7 as weeks, strftime(placed_on, '%Y-%m') as month
        from waiting_list join addresses using (client) join areas on code = area
        where sector = 'vv' and placed_on between '2021-05-01' and '2021-12-31'
          and addresses.valid_from <= placed_on and (addresses.valid_to is null or addresses.valid_to >= placed_on)
    """).df()


def own(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["region"] == "rotterdam"]


def test_statuses_change_in_may_2021(listed: Callable[[str, str], pd.DataFrame]) -> None:
    for month in ("2021-01", "2021-04"):
        assert set(listed("vv", month)["status"]) == OLD
    for month in ("2021-05", "2021-12"):
        assert set(listed("vv", month)["status"]) == NEW


def test_somebody_is_on_the_list_once(listed: Callable[[str, str], pd.DataFrame]) -> None:
    for sector, month in (("vv", "2021-03"), ("vv", "2021-09"), ("gz", "2022-06")):
        assert not listed(sector, month)["client"].duplicated().any()


def test_who_is_placed_has_care_there(database: duckdb.DuckDBPyConnection) -> None:
    elsewhere = database.sql("""
        select count(*) from waiting_list anti join allocations
        on allocations.client = waiting_list.client and allocations.provider = placed_at
        and allocations.valid_from = placed_on
        where placed_on is not null
    """).fetchall()
    assert elsewhere == [(0,)]
    assert database.sql(
        "select count(*) from waiting_list where (placed_on is null) <> (placed_at is null)"
    ).fetchall() == [(0,)]


def test_indications_are_older_than_the_waiting(database: duckdb.DuckDBPyConnection) -> None:
    late = """
        select count(*) from waiting_list join (
            select client, min(valid_from) as first from indications group by client
        ) using (client) where waiting_since < first
    """
    assert database.sql(late).fetchall() == [(0,)]


def test_a_few_in_a_hundred_wait_actively_and_about_ten_for_their_preference(
    listed: Callable[[str, str], pd.DataFrame], client_months: pd.DataFrame
) -> None:
    clients = client_months.query("sector == 'vv' and month == '2022-01'")["region"].value_counts()
    waiting = listed("vv", "2021-12")
    active = waiting[waiting["status"].isin(["urgent", "active"])]["region"].value_counts() / clients
    other = waiting[waiting["status"] == "preference"]["region"].value_counts() / clients
    assert active.between(0.005, 0.05).all()
    assert other.between(0.06, 0.2).all()


def test_the_list_is_stable_while_waits_get_shorter(
    listed: Callable[[str, str], pd.DataFrame], placed: pd.DataFrame
) -> None:
    first, last = ((own(listed("vv", month))["status"] == "preference").sum() for month in ("2021-05", "2021-12"))
    assert last == pytest.approx(first, rel=0.05)
    weeks = own(placed[placed["status"] == "preference"]).groupby("month")["weeks"].mean()
    assert weeks["2021-11":].mean() < 0.98 * weeks[:"2021-06"].mean()


def test_outside_the_norm_and_preferred_provider_are_equal_to_the_comparator(
    listed: Callable[[str, str], pd.DataFrame], placed: pd.DataFrame, database: duckdb.DuckDBPyConnection
) -> None:
    active = placed[placed["status"].isin(["urgent", "active"])].assign(late=lambda rows: rows["weeks"] > 6)
    assert own(active)["late"].mean() == pytest.approx(active["late"].mean(), rel=0.05)
    waiting = listed("vv", "2021-06").query("status == 'preference'")
    there = database.sql("""
        select distinct client, placed_at as provider from waiting_list
        where placed_on between '2021-06-01' and '2021-12-01'
    """).df()
    found = waiting.merge(there, on=["client", "provider"], how="left", indicator=True)
    preferred = found.assign(preferred=found["_merge"] == "both")
    assert own(preferred)["preferred"].mean() == pytest.approx(preferred["preferred"].mean(), rel=0.05)
    differs = active.groupby("region")["late"].mean() / active["late"].mean()
    assert differs.max() > 1.05
    assert differs.min() < 0.95


def test_fewer_wait_elsewhere_in_rotterdam(
    listed: Callable[[str, str], pd.DataFrame], database: duckdb.DuckDBPyConnection
) -> None:
    inside = database.sql("""
        select distinct claims.client, claims.provider as current from claims join products using (product_code)
        join indications on indications.client = claims.client and indications.valid_from <= '2021-06-01'
            and (indications.valid_to is null or indications.valid_to >= '2021-06-01')
        join profiles using (profile)
        where month = '2021-06' and delivery_form = 'intramural' and amount > 0 and sector = 'vv' and counts
    """).df()
    homes = database.sql("""
        select client, region from addresses join areas on code = area
        where valid_from <= '2021-06-01' and (valid_to is null or valid_to >= '2021-06-01')
    """).df()
    clients = inside.merge(homes, on="client").merge(
        listed("vv", "2021-06")[["client", "provider"]], on="client", how="left"
    )
    elsewhere = clients.assign(waits=clients["provider"].notna() & (clients["provider"] != clients["current"]))
    assert 0.01 < own(elsewhere)["waits"].mean() < 0.95 * elsewhere["waits"].mean()


def test_gz_waiting_rises_and_is_small_in_small_regions(listed: Callable[[str, str], pd.DataFrame]) -> None:
    counts = {}
    for month in ("2022-01", "2022-08", "2023-02"):
        waiting = listed("gz", month).query("status in ['urgent', 'active', 'preference']")
        counts[month] = len(own(waiting))
        per_cell = waiting.groupby(["region", "status"]).size()
        assert (per_cell >= 10).mean() > 0.85
        assert (per_cell < 10).any()
    assert counts["2022-01"] < counts["2022-08"] < counts["2023-02"]
