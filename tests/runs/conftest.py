"""A project for tests that run notebooks: data from the checkout, notebooks that take a second."""

from pathlib import Path

import nbformat
import pytest

PARAMETERS = 'region: str = "rotterdam"  # which\nedition: int = 2022\nmethodology: int = 2022'


@pytest.fixture
def small_project(project_with_data: Path) -> Path:
    """Return a project with data, without notebooks, and with the parameters of two regions."""
    project = project_with_data
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
