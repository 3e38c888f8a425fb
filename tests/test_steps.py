"""The seal of a finished build: what it covers, and what it costs to find that there is nothing to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from regioanalyse import steps

#: Far more expensive than finding out that there is nothing to do.
LARGE = ("sphinx", "ibis", "papermill", "pandas", "geopandas", "altair", "nbformat")
OUTPUTS = ("book/index.html", "runs/vv/rotterdam/03.ipynb", "values/vv-2022-2022.parquet")
INPUTS = ["params/vv/rotterdam.yaml", "notebooks/gz/05-capaciteit.ipynb", "data/areas.csv", "book/index.md"]
INPUTS += ["_config.yml", "requirements.txt"]


@pytest.fixture(name="sealed")
def sealed_project(project: Path) -> Path:
    """Return the root of a project whose build is finished, with stand-ins for what came out."""
    for path in (project / "build" / name for name in OUTPUTS):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("made")
    steps.seal(steps.inputs())
    return project


def is_sealed() -> bool:
    return steps.is_sealed(steps.inputs())


def test_a_build_with_nothing_to_do_imports_nothing_large_and_leaves_every_file(sealed: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in sealed.rglob("*")}
    script = (
        "import sys; from regioanalyse.cli import app; app(['build'], standalone_mode=False);"
        f"print([name for name in {LARGE} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(sealed / "build" / "book" / "index.html"), "[]"]
    assert {path: path.stat().st_mtime_ns for path in sealed.rglob("*")} == before


@pytest.mark.parametrize("name", INPUTS)
def test_a_changed_input_breaks_the_seal_and_changing_it_back_restores_it(sealed: Path, name: str) -> None:
    path = sealed / name
    text = path.read_bytes()
    path.write_bytes(text + b"\n")
    assert not is_sealed()
    path.write_bytes(text)
    os.utime(path, (1, 1))
    assert is_sealed()


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_missing_or_changed_output_breaks_the_seal(sealed: Path, name: str) -> None:
    (sealed / "build" / name).write_text("other")
    assert not is_sealed()
    (sealed / "build" / name).unlink()
    assert not is_sealed()


def test_an_own_table_counts_wherever_it_lies(sealed: Path, tmp_path: Path) -> None:
    own, sources = tmp_path / "own.csv", sealed / "data" / "sources.yaml"
    own.write_text("a")
    sources.write_text(sources.read_text().replace("path: data/areas.csv", f"path: {own}"))
    steps.seal(steps.inputs())
    assert is_sealed()
    own.write_text("b")
    assert not is_sealed()
    own.unlink()
    assert not is_sealed()


@pytest.mark.parametrize("text", ["", "areas: [", "areas: 1", "- areas", "areas:\n  path: 1"])
def test_unreadable_sources_only_break_the_seal(sealed: Path, text: str) -> None:
    (sealed / "data" / "sources.yaml").write_text(text)
    assert not is_sealed()


def test_what_changes_during_a_build_is_not_sealed(sealed: Path) -> None:
    key = steps.inputs()
    (sealed / "book" / "index.md").write_text("# Later")
    steps.seal(key)
    assert not is_sealed()
