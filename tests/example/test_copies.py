"""The example data many times over: everything about everybody is copied, and counts are multiples."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from regioanalyse import data, marts, sources
from regioanalyse.cli import app
from regioanalyse.errors import InputError
from regioanalyse.example import copies
from regioanalyse.marts.mart import all_marts
from regioanalyse.records.table import TABLES
from tests.example.test_same_bytes import hashes

MONTH = "2021-06"
COUNTS = ("clients", "amount", "placed", "late", "days", "waiting")
PERSONS = [name for name, contract in TABLES.items() if contract.confidential and name != "claims"]


@pytest.fixture(name="small", scope="module")
def one_month_of_the_world(made: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a world with one month of claims."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "claims").mkdir()
    for name in TABLES:
        path = sources.path_of(name)
        if path.suffix == ".parquet":
            (folder / path.name).hardlink_to(path)
    (folder / "claims" / f"{MONTH}.parquet").hardlink_to(sources.claims_files()[MONTH])
    return folder


def lines_of(folder: Path) -> int:
    return pq.read_metadata(folder / "claims" / f"{MONTH}.parquet").num_rows


def test_every_row_about_a_person_stands_there_as_many_times_with_numbers_of_its_own(
    small: Path, tmp_path: Path
) -> None:
    assert copies.write_copies(small, tmp_path, 3 * lines_of(small)) == 3 * lines_of(small) == lines_of(tmp_path)
    for name in [*PERSONS, f"claims/{MONTH}"]:
        one, all_of_them = (pd.read_parquet(folder / f"{name}.parquet") for folder in (small, tmp_path))
        assert len(all_of_them) == 3 * len(one)
        for number in range(3):
            copy = all_of_them.iloc[number * len(one) : (number + 1) * len(one)].reset_index(drop=True)
            for column, step in {"client": 1_000_000, "line": 100_000_000, "reverses": 100_000_000}.items():
                if column in copy:
                    copy[column] -= number * step
            pd.testing.assert_frame_equal(copy, one)
    assert pd.read_parquet(tmp_path / "clients.parquet")["client"].is_unique
    assert (tmp_path / "population.parquet").read_bytes() == (small / "population.parquet").read_bytes()


def test_no_number_of_the_example_reaches_that_of_the_next_copy(small: Path) -> None:
    assert pd.read_parquet(small / "clients.parquet")["client"].max() < copies.CLIENTS
    last = max(sources.claims_files())
    assert sources.read_claims(last)["line"].max() < copies.LINES


def test_a_part_is_a_part_of_the_clients_with_all_about_them(small: Path, tmp_path: Path) -> None:
    written = copies.write_copies(small, tmp_path, lines_of(small) // 10)
    assert written == lines_of(tmp_path) == pytest.approx(lines_of(small) / 10, rel=0.03)
    clients = pd.read_parquet(tmp_path / "clients.parquet")["client"]
    for name in [*PERSONS, f"claims/{MONTH}"]:
        everybody, drawn = (pd.read_parquet(folder / f"{name}.parquet") for folder in (small, tmp_path))
        of_drawn = everybody[everybody["client"].isin(clients)].reset_index(drop=True)
        assert len(drawn) > 0
        pd.testing.assert_frame_equal(drawn, of_drawn)


def test_the_same_bytes_come_again(small: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        copies.write_copies(small, tmp_path / name, 5 * lines_of(small) // 2)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "other")


def test_the_marts_of_a_multiple_are_multiples_of_the_marts(
    small: Path, project_with_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {mart: pd.read_parquet(marts.folder() / mart / f"{MONTH}.parquet") for mart in all_marts()}
    monkeypatch.setattr(data, "make_example", lambda: small)
    folder = project_with_data / "data" / "own" / "twice"
    assert data.write_example(folder, 2 * lines_of(small)) == 2 * lines_of(small)
    (folder / "sources.yaml").replace(project_with_data / "data" / "sources.yaml")
    assert sources.catalogue()["claims"].path == "data/own/twice/claims"
    assert sources.synthetic()
    marts.make()
    for mart, one in before.items():
        two = pd.read_parquet(marts.folder() / mart / f"{MONTH}.parquet")
        counts = [column for column in one if column in COUNTS]
        assert counts
        pd.testing.assert_frame_equal(two, one.assign(**{column: 2 * one[column] for column in counts}))


@pytest.mark.parametrize("lines", [0, -1, 10**15])
def test_an_impossible_number_of_lines_is_refused_and_leaves_no_folder(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    monkeypatch.setattr(data, "make_example", lambda: small)
    with pytest.raises(InputError, match=r"lines: found -?\d+, allowed: from 1 to \d+"):
        data.write_example(tmp_path / "new", lines)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError, match="found a file or folder of that name, allowed: a new folder"):
        data.write_example(tmp_path, 1000)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_is_whole_or_absent(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(world: Path, folder: Path, lines: int) -> int:
        (folder / "clients.parquet").write_text("x")
        raise OSError("full")

    monkeypatch.setattr(data, "make_example", lambda: small)
    monkeypatch.setattr(copies, "write_copies", half)
    with pytest.raises(OSError, match="full"):
        data.write_example(tmp_path / "new", 1000)
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_how_to_use_what_it_wrote(
    small: Path, project_with_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(data, "make_example", lambda: small)
    monkeypatch.chdir(project_with_data)
    app(["example", "build/small", "--lines", "5000"], standalone_mode=False)
    told = capsys.readouterr().err
    assert "lines of claims" in told
    assert "cp build/small/sources.yaml data/sources.yaml" in told
    assert (project_with_data / "build" / "small" / "sources.yaml").is_file()
