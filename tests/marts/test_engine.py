"""The database: months beside each other within bounds, and questions that are put into SQL once."""

from pathlib import Path

import pytest

from regioanalyse import marts
from regioanalyse.marts import definitions, engine, questions


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
