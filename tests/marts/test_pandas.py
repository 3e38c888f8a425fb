"""All marts of two months against an independent recount: the same definitions, written in plain pandas."""

import pandas as pd
import pytest

from benchmarks import marts_in_pandas
from regioanalyse import marts, sources
from regioanalyse.marts.mart import all_marts

#: A January, and a month in which the statuses of the waiting list are the present ones.
MONTHS = ("2022-01", "2021-06")
TABLES = (
    "products", "profiles", "areas", "regions", "clients", "addresses", "indications", "pgb_awards", "allocations",
    "locations", "zorgatlas", "waiting_list", "waiting_norms",
)  # fmt: skip


@pytest.fixture(scope="module")
def tables(made: None) -> dict[str, pd.DataFrame]:
    return {name: sources.read(name) for name in TABLES}


@pytest.mark.parametrize("month", MONTHS)
def test_the_marts_are_those_of_pandas(tables: dict[str, pd.DataFrame], month: str) -> None:
    theirs = marts_in_pandas.marts(month, sources.read_claims(month), tables)
    assert sorted(theirs) == sorted(all_marts())
    for mart, counts in theirs.items():
        ours = pd.read_parquet(marts.folder() / mart / f"{month}.parquet").drop(columns="month")
        assert len(ours) > 0
        pd.testing.assert_frame_equal(counts[list(ours)], ours, check_dtype=False)


def test_scan_and_sum_reads_every_line(made: None) -> None:
    file = sources.claims_files()["2022-01"]
    sums = marts_in_pandas.scan_and_sum([file, file])
    claims = sources.read_claims("2022-01")
    assert sums["lines"] == 2 * len(claims)
    assert sums["amount"] == 2 * claims["amount"].sum()
    assert sums["location"] == 2 * claims["location"].sum()
