"""Clients counted a second time from the raw tables, in plain SQL written from the rules and not from the marts.

Both counts have to be equal to the client, for every region, year, sector and delivery form.
"""

import duckdb
import pandas as pd
import pytest

from regioanalyse import indicators, sources
from regioanalyse.records.sector import SECTORS

#: The rules that all indicators share, one step each.
RECOUNT = """
WITH
-- exact duplicates count once
lines AS (SELECT DISTINCT line, reverses, client, month, product_code, amount FROM claims),
sums AS (
    SELECT l.client, l.month,
        sum(CASE WHEN p.delivery_form = 'intramural' THEN l.amount END) AS intramural,
        sum(CASE WHEN p.delivery_form = 'vpt' THEN l.amount END) AS vpt,
        sum(CASE WHEN p.delivery_form = 'mpt' THEN l.amount END) AS mpt,
        sum(l.amount) AS net
    FROM lines l LEFT JOIN products p ON l.product_code = p.product_code
    GROUP BY l.client, l.month
),
-- the largest sum, on a tie the first named; a month of zero or less is no claim
in_kind AS (
    SELECT client, month, CASE greatest(intramural, vpt, mpt)
        WHEN intramural THEN 'intramural' WHEN vpt THEN 'vpt' WHEN mpt THEN 'mpt' END AS form
    FROM sums WHERE net > 0
),
-- a pgb award that is valid on the reference date, unless there is care in kind
reference AS (SELECT month, CAST(month || '-01' AS DATE) AS day FROM (SELECT DISTINCT month FROM claims)),
pgb AS (
    SELECT DISTINCT a.client, r.month, 'pgb' AS form FROM pgb_awards a, reference r
    WHERE a.valid_from <= r.day AND coalesce(a.valid_to, DATE '9999-12-31') >= r.day
    AND NOT EXISTS (SELECT 1 FROM in_kind k WHERE k.client = a.client AND k.month = r.month)
),
care AS (SELECT * FROM in_kind UNION ALL SELECT * FROM pgb)
SELECT a.region, c.month[1:4] AS period, p.sector, c.form AS category, count(*) AS value
FROM care c
JOIN reference r ON r.month = c.month
JOIN indications i ON i.client = c.client
    AND r.day BETWEEN i.valid_from AND coalesce(i.valid_to, DATE '9999-12-31')
JOIN (
    SELECT profile, 'vv' AS sector FROM (VALUES ('4VV'), ('5VV'), ('6VV'), ('7VV'), ('8VV')) vv(profile)
    UNION ALL SELECT profile, 'gz' FROM profiles WHERE sector = 'gz'
) p ON p.profile = i.profile
JOIN addresses d ON d.client = c.client
    AND r.day BETWEEN d.valid_from AND coalesce(d.valid_to, DATE '9999-12-31')
JOIN areas a ON a.code = d.area
GROUP BY ALL
"""
KEYS = ["region", "period", "category"]


@pytest.fixture(scope="module")
def recount(made: None) -> pd.DataFrame:
    """Return clients by region, period, sector and category, the Januaries of 2019-2023."""
    connection = duckdb.connect()
    for name in ("products", "profiles", "areas", "addresses", "indications", "pgb_awards"):
        path = sources.path_of(name)
        if path.suffix == ".csv":
            connection.read_csv(str(path)).create_view(name)
        else:
            connection.read_parquet(str(path)).create_view(name)
    files = [str(sources.path_of("claims") / f"{year}-01.parquet") for year in range(2019, 2024)]
    connection.read_parquet(files).create_view("claims")
    return connection.execute(RECOUNT).df()


def by_key(table: pd.DataFrame) -> dict[tuple[str, ...], int]:
    return {tuple(key): int(value) for *key, value in table[[*KEYS, "value"]].itertuples(index=False)}


@pytest.mark.parametrize("sector", ["vv", "gz"])
def test_clients_by_delivery_form_equal_the_recount(recount: pd.DataFrame, sector: str) -> None:
    values = indicators.values(sector).query("indicator == 'clients_by_delivery_form' and status == 'ok'")
    ours = values[~values["region"].isin(["zilveren-kruis", "nederland"])]
    years = [str(year) for year in SECTORS[sector].edition().years]
    theirs = by_key(recount[(recount["sector"] == sector) & recount["period"].isin(years)])
    found = by_key(ours)
    assert len(found) > 100
    # a form that does not occur is a 0 with us, and no row in the recount
    assert found == {key: theirs.get(key, 0) for key in found}
    # all that is not shown is small, or beside something small
    assert set(theirs) <= set(by_key(ours)) | suppressed(sector)


def suppressed(sector: str) -> set[tuple[str, ...]]:
    values = indicators.values(sector).query("indicator == 'clients_by_delivery_form' and status == 'suppressed'")
    return set(by_key(values.assign(value=0)))


@pytest.mark.parametrize("sector", ["vv", "gz"])
@pytest.mark.parametrize("area", ["region", "zilveren-kruis"])
def test_clients_equal_the_recount_of_each_region_and_of_all_together(
    recount: pd.DataFrame, sector: str, area: str
) -> None:
    values = indicators.values(sector).query("indicator == 'clients' and status == 'ok'")
    mine = recount[recount["sector"] == sector]
    if area == "region":
        ours = values[values["region"] != "zilveren-kruis"]
    else:
        ours, mine = values[values["region"] == area], mine.assign(region=area)
    theirs = mine.groupby(["region", "period"])["value"].sum()
    assert len(ours) > 0
    assert {(row.region, row.period): row.value for row in ours.itertuples()} == {
        (row.region, row.period): theirs[row.region, row.period] for row in ours.itertuples()
    }
