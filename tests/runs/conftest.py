"""A project for tests that run notebooks: data from the checkout, notebooks that take a second."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import psutil
import pytest
from rich.console import Console

from regioanalyse.runs import execution, planning
from regioanalyse.runs.server import End, Job

PARAMETERS = 'region: str = "rotterdam"  # which\nedition: int = 2022\nmethodology: int = 2022'

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

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


def notebook_of(*code: str) -> nbformat.NotebookNode:
    """Return a notebook with a title, a parameters cell and cells of code."""
    cells = [nbformat.v4.new_markdown_cell("# Proef", id="title")]
    cells.append(nbformat.v4.new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}))
    cells += [nbformat.v4.new_code_cell(each, id=f"cell-{number}") for number, each in enumerate(code)]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def write_notebook(path: Path, *code: str) -> Path:
    """Write a notebook with these cells of code."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook_of(*code), path)
    return path


def until(done: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for something that comes by itself, generously."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"after {seconds:g} seconds not yet: {what}"
        time.sleep(0.05)


def execute(
    folder: Path, books: Sequence[nbformat.NotebookNode], seconds: float = 60
) -> tuple[list[nbformat.NotebookNode | None], list[str]]:
    """Execute notebooks, and return them as they are written, where they are, and what went wrong with each."""
    ends: dict[int, End] = {}
    jobs = [Job(folder / f"{place}.ipynb", folder / f"{place}.out", {}, folder) for place in range(len(books))]
    for job, book in zip(jobs, books, strict=True):
        nbformat.write(book, job.notebook)
    execution.execute(jobs, ends.__setitem__, seconds)
    executed = [nbformat.read(job.output, as_version=4) if job.output.exists() else None for job in jobs]
    return executed, [ends[place].message for place in range(len(jobs))]


def runs(process: psutil.Process) -> bool:
    """Return whether a process has not ended; one that only waits to be noticed has."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def descendants(pid: int) -> set[psutil.Process]:
    """Return the processes below `pid` that run."""
    return set(filter(runs, psutil.Process(pid).children(recursive=True)))


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
