"""Large files are held against their contract in the database: never more lenient than row by row."""

from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from regioanalyse import sources
from regioanalyse.marts import large_files
from regioanalyse.records.table import TABLES
from regioanalyse.sources import tables
from regioanalyse.sources.checking import problems
from tests.sources.test_check import CLAIMS

ADDRESSES = pd.DataFrame(
    {
        "client": [7, 8],
        "area": ["WK059901", "zeeland"],
        "postcode": ["3011AA", "4331AA"],
        "valid_from": pd.to_datetime(["2020-01-01", "2021-01-01"]),
        "valid_to": pd.to_datetime(["2020-12-31", None]),
    }
)


#: What the tables of a file refer to, as the database has them.
KNOWN = {
    "providers": pd.DataFrame({"provider": [1], "name": ["-"]}),
    "locations": pd.DataFrame({"location": [1], "provider": [1], "name": ["-"]}),
}


def passes(name: str, frame: pd.DataFrame, path: Path, month: str = "2022-01") -> bool:
    """Return whether a file of these rows is taken without being read."""
    frame.to_parquet(path, index=False)
    if not large_files.has_the_types(name, path):
        return False
    connection = ibis.duckdb.connect()
    tables = {name: connection.read_parquet(path).cast(large_files.schema(name))}
    for other in TABLES[name].refers_to:
        tables[other] = connection.create_table(other, KNOWN[other] if other in KNOWN else sources.read(other))
    checks = large_files.wrong(name, tables, ibis.date(f"{month}-01"))
    return not any(connection.to_pandas(check)["wrong"][0] for check in checks)


def fits(name: str, frame: pd.DataFrame, path: Path) -> bool:
    """Return whether it keeps its contract row by row."""
    frame.to_parquet(path, index=False)
    return not sources.check_file(path)[1] and not problems(TABLES[name], frame)[1]


@pytest.fixture(name="known")
def known_references(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """Know provider and location 1."""
    numbers = {name: table.iloc[:, 0].tolist() for name, table in KNOWN.items()}
    real = tables._known
    monkeypatch.setattr(
        tables, "_known", lambda table, *rest: pd.Series(numbers[table]) if table in numbers else real(table, *rest)
    )


WRONG = {
    "client": 0,
    "amount": 10_000_001,
    "line": 0,
    "provider": 2,
    "location": 2,
    "product_code": "Z999",
    "month": "2022-13",
}


def test_what_fits_is_taken_without_being_read(known: None, tmp_path: Path) -> None:
    assert passes("claims", CLAIMS, tmp_path / "2022-01.parquet")
    assert fits("claims", CLAIMS, tmp_path / "2022-01.parquet")
    assert passes("addresses", ADDRESSES, tmp_path / "addresses.parquet")
    assert fits("addresses", ADDRESSES, tmp_path / "addresses.parquet")


@pytest.mark.parametrize("row", [0, 2])
@pytest.mark.parametrize("column", WRONG)
def test_one_wrong_value_of_a_claim_is_seen(known: None, tmp_path: Path, column: str, row: int) -> None:
    frame = CLAIMS.copy()
    frame.loc[row, column] = WRONG[column]
    assert not fits("claims", frame, tmp_path / "2022-01.parquet")
    assert not passes("claims", frame, tmp_path / "2022-01.parquet")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("area", "GM9999"),
        ("area", None),
        ("postcode", "0011AA"),
        ("postcode", None),
        ("valid_from", pd.NaT),
        ("valid_to", pd.Timestamp("2019-12-31")),
    ],
)
def test_one_wrong_value_of_an_address_is_seen(known: None, tmp_path: Path, column: str, value: object) -> None:
    frame = ADDRESSES.copy()
    frame.loc[0, column] = value
    assert not fits("addresses", frame, tmp_path / "addresses.parquet")
    assert not passes("addresses", frame, tmp_path / "addresses.parquet")


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(CLAIMS.drop(columns="line"), id="a column less"),
        pytest.param(CLAIMS.assign(extra=1), id="a column more"),
        pytest.param(CLAIMS.head(0), id="no rows"),
        pytest.param(CLAIMS.assign(month="2022-02"), id="another month"),
        pytest.param(CLAIMS.assign(amount=np.array([9_000, 50, -50])), id="euros"),
        pytest.param(CLAIMS.assign(client=["7", "8", "8"]), id="numbers as text"),
        pytest.param(CLAIMS.assign(amount=[900_000.5, 5_000, -5_000]), id="half cents"),
    ],
)
def test_a_month_that_is_wrong_as_a_whole_is_seen(known: None, tmp_path: Path, frame: pd.DataFrame) -> None:
    assert not passes("claims", frame, tmp_path / "2022-01.parquet")


def test_a_key_that_stands_twice_is_seen(known: None, tmp_path: Path) -> None:
    frame = pd.concat([ADDRESSES, ADDRESSES.tail(1)])
    assert not fits("addresses", frame, tmp_path / "addresses.parquet")
    assert not passes("addresses", frame, tmp_path / "addresses.parquet")


def test_more_lines_than_one_part_of_a_file_are_all_seen(known: None, tmp_path: Path) -> None:
    path = tmp_path / "2022-01.parquet"
    frame = pd.concat([CLAIMS] * 10, ignore_index=True)
    frame.loc[17, "amount"] = WRONG["amount"]
    assert not passes("claims", frame, path)
    parquet.write_table(arrow.Table.from_pandas(frame, preserve_index=False), path, row_group_size=2)
    assert not passes("claims", pd.read_parquet(path), path)


def test_a_csv_file_and_one_that_cannot_be_read_are_left_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("line\n1\n")
    (tmp_path / "claims.parquet").write_bytes(b"")
    assert not large_files.has_the_types("claims", tmp_path / "claims.csv")
    assert not large_files.has_the_types("claims", tmp_path / "claims.parquet")
    assert not large_files.has_the_types("claims", tmp_path / "gone.parquet")
