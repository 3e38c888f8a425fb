"""The seal of a finished build: what it covers, and what it costs to find that there is nothing to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from regioanalyse import steps

#: Far more expensive than finding out that there is nothing to do.
LARGE = ("sphinx", "ibis", "papermill", "pandas", "geopandas", "altair", "nbformat")


@pytest.fixture(name="sealed")
def sealed_project(project: Path) -> Path:
    """Return the root of a project whose build is finished, with stand-ins for what came out."""
    for name in ("book/index.html", "runs/vv/rotterdam/03.ipynb", "values/vv-2022-2022.parquet"):
        (project / "build" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "build" / name).write_text(name)
    steps.seal(steps.inputs())
    return project


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


@pytest.mark.parametrize(
    "name",
    [
        "params/vv/rotterdam.yaml",
        "notebooks/gz/05-capaciteit.ipynb",
        "data/areas.csv",
        "book/index.md",
        "_config.yml",
        "requirements.txt",
    ],
)
def test_a_changed_input_breaks_the_seal_and_changing_it_back_restores_it(sealed: Path, name: str) -> None:
    path = sealed / name
    text = path.read_bytes()
    path.write_bytes(text + b"\n")
    assert not steps.is_sealed(steps.inputs())
    path.write_bytes(text)
    os.utime(path, (1, 1))
    assert steps.is_sealed(steps.inputs())


@pytest.mark.parametrize("name", ["book/index.html", "runs/vv/rotterdam/03.ipynb", "values/vv-2022-2022.parquet"])
def test_an_output_that_is_gone_or_other_breaks_the_seal(sealed: Path, name: str) -> None:
    path = sealed / "build" / name
    path.write_text("other")
    assert not steps.is_sealed(steps.inputs())
    path.unlink()
    assert not steps.is_sealed(steps.inputs())


def test_an_own_table_counts_wherever_it_lies(sealed: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("a")
    sources = sealed / "data" / "sources.yaml"
    sources.write_text(sources.read_text().replace("path: data/areas.csv", f"path: {own}"))
    steps.seal(steps.inputs())
    assert steps.is_sealed(steps.inputs())
    own.write_text("b")
    assert not steps.is_sealed(steps.inputs())
    own.unlink()
    assert not steps.is_sealed(steps.inputs())


@pytest.mark.parametrize("text", ["", "areas: [", "areas: 1", "- areas", "areas:\n  path: 1"])
def test_sources_that_cannot_be_read_only_break_the_seal(sealed: Path, text: str) -> None:
    (sealed / "data" / "sources.yaml").write_text(text)
    assert not steps.is_sealed(steps.inputs())


def test_what_changes_during_a_build_is_not_sealed(sealed: Path) -> None:
    key = steps.inputs()
    (sealed / "book" / "index.md").write_text("# Later")
    steps.seal(key)
    assert not steps.is_sealed(steps.inputs())
