"""One generated world for all tests of the example data, and a recount of it.

The recount is SQL of its own, on purpose: it must not share code with the marts that the book counts with.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from regioanalyse import example, project

DATA = project.root() / "data"
REFERENCES = ("regions", "areas", "products", "profiles", "published", "unpaired")
COUNTED_MONTHS = ("2019-01", "2020-01", "2021-01", "2022-01", "2023-01", "2023-02")

RECOUNT = """
with claim as (select distinct * from read_parquet($files)),
by_form as (
    select client, month, delivery_form, sum(amount) as amount
    from claim join products using (product_code) group by all
),
in_kind as (
    select client, month, sum(amount) as amount,
           first(delivery_form order by amount desc, list_position(tie, delivery_form)) as form
    from by_form, (select ['intramural', 'vpt', 'mpt'] as tie) group by client, month having sum(amount) > 0
),
reference as (select unnest($months) as month, (month || '-01')::timestamp as day),
budget as (
    select distinct client, month from pgb_awards join reference
    on valid_from <= day and (valid_to is null or valid_to >= day)
),
care as (
    select client, month, coalesce(form, 'pgb') as form, coalesce(in_kind.amount, 0) / 100 as euro
    from in_kind full join budget using (client, month)
)
select care.client, month, form, euro, profile, sector, region, area,
       year(day) - 1 - birth_year as age
from care
join reference using (month)
join indications on indications.client = care.client
    and indications.valid_from <= day and (indications.valid_to is null or indications.valid_to >= day)
join profiles using (profile)
join addresses on addresses.client = care.client
    and addresses.valid_from <= day and (addresses.valid_to is null or addresses.valid_to >= day)
join areas on areas.code = area
join clients on clients.client = care.client
where counts
"""


@pytest.fixture(scope="session")
def references() -> dict[str, pd.DataFrame]:
    return {name: pd.read_csv(DATA / f"{name}.csv", dtype={"period": str}) for name in REFERENCES}


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, references: dict[str, pd.DataFrame]) -> Path:
    """Return the folder of a world that was made once."""
    folder = tmp_path_factory.mktemp("example")
    example.make(folder, references)
    return folder


@pytest.fixture(scope="session")
def database(world: Path, references: dict[str, pd.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the world's tables as views, and every claim line as `claims`."""
    database = duckdb.connect()
    for file in world.glob("*.parquet"):
        database.read_parquet(str(file)).create_view(file.stem)
    database.read_parquet(str(world / "claims" / "*.parquet")).create_view("claims")
    for name in ("regions", "areas", "products", "profiles"):
        database.register(name, references[name])
    yield database
    database.close()


@pytest.fixture(scope="session")
def client_months(world: Path, database: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the recounted clients: client, month, form, euro, profile, sector, region, area, age."""
    files = [str(world / "claims" / f"{month}.parquet") for month in COUNTED_MONTHS]
    return database.execute(RECOUNT, {"files": files, "months": list(COUNTED_MONTHS)}).df()


@pytest.fixture(scope="session")
def people(world: Path, references: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the observed inhabitants of the areas: area, region, year, age_band, inhabitants."""
    return pd.read_parquet(world / "population.parquet").merge(_regions(references), on="area")


@pytest.fixture(scope="session")
def expected(world: Path, references: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the forecast inhabitants of the areas: area, region, year, age_band, inhabitants."""
    return pd.read_parquet(world / "population_forecast.parquet").merge(_regions(references), on="area")


def _regions(references: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return references["areas"][["code", "region"]].rename(columns={"code": "area"})


@pytest.fixture(scope="session")
def published(references: dict[str, pd.DataFrame]) -> Callable[..., float]:
    """Return a function that looks a published value up: report, indicator, area, period, category."""
    table = references["published"].fillna({"category": ""})

    def look_up(report: str, indicator: str, area: str, period: str, category: str = "") -> float:
        wanted = [report, indicator, area, period, category]
        keys = ["report", "indicator", "area", "period", "category"]
        (value,) = table.loc[(table[keys] == wanted).all(axis=1), "value"]
        return float(value)

    return look_up
