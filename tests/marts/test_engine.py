"""The database: months beside each other within bounds, and questions that are put into SQL once."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest

from regioanalyse import marts
from regioanalyse.errors import InputError
from regioanalyse.marts import definitions, engine, questions
from regioanalyse.sources import large
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
    monkeypatch.setattr(engine.os, "cpu_count", lambda: cores)
    with engine.connect() as database:
        found = database.beside(sized(tmp_path, *sizes))
        assert len(found) == beside
        ((threads,),) = found[0]._database.execute("SELECT current_setting('threads')").fetchall()
        assert threads == (1 if beside > 1 else min(cores, 4))


def test_questions_are_put_into_sql_once_until_a_definition_changes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = questions.questions("duckdb")
    assert set(asked.marts) == set(marts.MONTHLY)
    file = marts.folder() / ".duckdb.json"
    before = file.stat().st_mtime_ns
    monkeypatch.setattr(definitions, "in_sql", lambda language: pytest.fail("made again"))
    assert questions.questions("duckdb") == asked
    assert file.stat().st_mtime_ns == before
    monkeypatch.undo()
    monkeypatch.setenv("REGIOANALYSE_PROJECT", str(project))
    monkeypatch.setattr(questions, "version", lambda package: "another")
    assert questions.questions("duckdb") == asked
    assert file.stat().st_mtime_ns > before


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "{}",
        lambda text: text.replace('"in_care"', '"in_kare"'),
    ],
)
def test_questions_that_somebody_edited_are_made_again(project: Path, edit: Callable[[str], str]) -> None:
    asked = questions.questions("duckdb")
    file = marts.folder() / ".duckdb.json"
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert questions.questions("duckdb") == asked


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
    query = engine.Query(f"SELECT {column} FROM claims", {column: large.schema("claims")[column]})
    with engine.connect() as database:
        assert database._is_opened("claims", path)
        with pytest.raises(InputError, match=r"2022-01\.parquet: cannot be read as Parquet"):
            database.fetch(query)
        with pytest.raises(InputError, match=r"2022-01\.parquet: cannot be read as Parquet"):
            database.keep("several", query)


def test_a_question_that_is_wrong_is_no_fault_of_a_file(project: Path, tmp_path: Path) -> None:
    CLAIMS.to_parquet(tmp_path / "2022-01.parquet", index=False)
    with engine.connect() as database:
        assert database._is_opened("claims", tmp_path / "2022-01.parquet")
        with pytest.raises(duckdb.BinderException):
            database.fetch(engine.Query("SELECT nothing FROM claims", {"nothing": "int64"}))
