"""The database: months side by side within bounds, and files that cannot be read are named."""

from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest

from regioanalyse.errors import InputError
from regioanalyse.marts import duck, large_files
from regioanalyse.marts.engines import Query
from tests.sources.test_check import CLAIMS


def sized(folder: Path, *sizes: int) -> list[Path]:
    """Make files of these sizes, which take no disk."""
    files = [folder / f"2022-{number:02}.parquet" for number in range(1, len(sizes) + 1)]
    for file, size in zip(files, sizes, strict=True):
        with file.open("wb") as stream:
            stream.truncate(size)
    return files


@pytest.mark.parametrize(
    ("cores", "sizes", "beside"),
    [
        (8, [10] * 10, 4),
        (2, [10] * 10, 2),
        (8, [10], 1),
        # two of the largest fit, three do not
        (8, [10, 30_000_000, 10, 10], 2),
        (8, [10, 30_000_001, 10, 10], 1),
        (8, [10, 900_000_000], 1),
    ],
)
def test_months_beside_each_other_are_bound_by_cores_and_by_memory(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, sizes: list[int], beside: int
) -> None:
    monkeypatch.setattr(duck.os, "cpu_count", lambda: cores)
    with duck.connect() as database:
        found = database.beside(sized(tmp_path, *sizes))
        assert len(found) == beside
        ((threads,),) = found[0]._database.execute("SELECT current_setting('threads')").fetchall()
        assert threads == (1 if beside > 1 else min(cores, 4))


def broken(path: Path, column: str) -> None:
    """Turn round the bytes of a column in a Parquet file; its footer stays as it is."""
    CLAIMS.to_parquet(path, index=False, compression="zstd", use_dictionary=False)
    about = parquet.read_metadata(path).row_group(0)
    (part,) = [each for each in map(about.column, range(about.num_columns)) if each.path_in_schema == column]
    text = bytearray(path.read_bytes())
    # what comes before the values: how long they are
    for place in range(part.data_page_offset, part.data_page_offset + part.total_compressed_size):
        text[place] ^= 0xFF
    path.write_bytes(text)


@pytest.mark.parametrize("column", ["client", "product_code"])
def test_a_file_whose_rows_cannot_be_read_is_named(project: Path, tmp_path: Path, column: str) -> None:
    path = tmp_path / "2022-01.parquet"
    broken(path, column)
    query = Query(f"SELECT {column} FROM claims", {column: large_files.schema("claims")[column]})
    with duck.connect() as database:
        assert database.open("claims", path)
        with pytest.raises(InputError, match=r"2022-01\.parquet: cannot be read as Parquet"):
            database.fetch(query)
        with pytest.raises(InputError, match=r"2022-01\.parquet: cannot be read as Parquet"):
            database.keep("several", query)


def test_a_question_that_is_wrong_is_no_fault_of_a_file(project: Path, tmp_path: Path) -> None:
    CLAIMS.to_parquet(tmp_path / "2022-01.parquet", index=False)
    with duck.connect() as database:
        assert database.open("claims", tmp_path / "2022-01.parquet")
        with pytest.raises(duckdb.BinderException):
            database.fetch(Query("SELECT nothing FROM claims", {"nothing": "int64"}))
