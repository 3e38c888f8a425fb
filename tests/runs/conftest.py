"""A project for tests that run notebooks: data from the checkout, notebooks that take a second."""

from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from rich.console import Console

from regioanalyse.runs import execution, planning

PARAMETERS = 'region: str = "rotterdam"  # which\nedition: int = 2022\nmethodology: int = 2022'

#: Stands in for what is imported ahead where notebooks import nothing.
LITTLE = "tests.runs.little"


@pytest.fixture
def little_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Import little ahead: these notebooks import nothing."""
    monkeypatch.setattr(execution, "AHEAD", LITTLE)


@pytest.fixture
def small_project(project_with_data: Path, little_ahead: None) -> Path:
    """Return a project with data, without notebooks, and with the parameters of two regions."""
    return make_small(project_with_data)


def make_small(project: Path) -> Path:
    """Leave a project without notebooks, and with the parameters of two regions."""
    for notebook in project.glob("notebooks/*/*.ipynb"):
        notebook.unlink()
    for parameters in project.glob("params/*/*.yaml"):
        if parameters.stem not in ("rotterdam", "utrecht"):
            parameters.unlink()
    return project


def write_notebook(path: Path, *code: str) -> Path:
    """Write a notebook with a parameters cell and cells of code."""
    cells = [nbformat.v4.new_markdown_cell("# Proef", id="title")]
    cells.append(nbformat.v4.new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}))
    cells += [nbformat.v4.new_code_cell(each, id=f"cell-{number}") for number, each in enumerate(code)]
    path.parent.mkdir(parents=True, exist_ok=True)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def alive() -> set[int]:
    """Return the processes that run; one that ended and waits for its parent to notice is not among them."""
    return {int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _status(path)[0] != "Z"}


def _status(process: Path) -> tuple[str, int]:
    """Return the state of a process and its parent."""
    try:
        state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "Z", 0
    return state, int(parent)


def descendants(pid: int) -> set[int]:
    """Return the processes below `pid`."""
    parents = {each: _status(Path(f"/proc/{each}"))[1] for each in alive()}
    found = {each for each, parent in parents.items() if parent == pid}
    return found | {below for each in found for below in descendants(each)}


def run_all(
    *,
    regions: Sequence[str] = (),
    sectors: Sequence[str] = (),
    edition: int | None = None,
    methodology: int | None = None,
) -> list[planning.Failure]:
    """Run what is not current, and return what went wrong."""
    wanted, failures = planning.wanted(regions, sectors, (), edition, methodology)
    return failures + execution.run_all(wanted, Console(quiet=True))


def outputs(project: Path) -> dict[str, int]:
    """Return the finished runs with the time of their file."""
    found = project.glob("build/runs/*/*/*.ipynb")
    return {path.relative_to(project / "build" / "runs").as_posix(): path.stat().st_mtime_ns for path in found}
