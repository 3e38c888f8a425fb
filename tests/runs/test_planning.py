"""Which runs are planned: what does not exist is refused, what is wrong is named, and the others run."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from regioanalyse.errors import InputError
from regioanalyse.runs import planning
from tests.runs.conftest import outputs, run_all, write_notebook


def test_an_edition_that_does_not_exist_is_refused(small_project: Path) -> None:
    with pytest.raises(InputError, match="edition of vv: found 1999, allowed: 2021, 2022"):
        run_all(edition=1999)
    with pytest.raises(InputError, match="methodology of vv 2022: found 1999, allowed: 2021, 2022"):
        run_all(methodology=1999)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "cannot be read as a notebook"),
        ("<<<<<<< HEAD", "cannot be read as a notebook"),
        ('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "found no title"),
    ],
)
def test_a_broken_notebook_is_named_and_the_others_run(small_project: Path, text: str, told: str) -> None:
    write_notebook(small_project / "notebooks/vv/01-heel.ipynb", "1")
    (small_project / "notebooks/vv/02-stuk.ipynb").write_text(text)
    (failure,) = run_all(regions=["utrecht"])
    assert failure.label == "notebooks/vv/02-stuk.ipynb"
    assert failure.message.startswith(f"notebooks/vv/02-stuk.ipynb: {told}")
    assert list(outputs(small_project)) == ["vv/utrecht/01-heel.ipynb"]


def test_a_notebook_without_parameters_is_refused(small_project: Path) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    path.write_text(path.read_text().replace('"parameters"', '"other"'))
    (failure,) = run_all(regions=["utrecht"])
    assert "found no cell tagged `parameters`, allowed: one" in failure.message


@pytest.mark.parametrize(
    ("tagged", "told"),
    [
        # papermill would put the region in after the words, and the cell of code would take it back
        (new_markdown_cell("Vooraf.", metadata={"tags": ["parameters"]}), "found 2 cells (markdown, code) tagged"),
        (new_code_cell("1", metadata={"tags": ["parameters"]}), "found 2 cells (code, code) tagged"),
        (new_code_cell("1", metadata={"tags": ["injected-parameters"]}), "found a cell tagged `injected-parameters`"),
    ],
)
def test_a_notebook_in_which_it_is_unclear_where_the_parameters_go_is_refused(
    small_project: Path, tagged: nbformat.NotebookNode, told: str
) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "region")
    book = nbformat.read(path, as_version=4)
    book.cells.insert(1, tagged)
    nbformat.write(book, path)
    (failure,) = run_all(regions=["utrecht"])
    assert failure.message.startswith(f"notebooks/vv/01-proef.ipynb: {told}")
    assert outputs(small_project) == {}


def test_a_wrong_parameter_file_stops_that_region_only(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    (small_project / "params/vv/utrecht.yaml").write_text("region: utrecht\nedition: 1999\nmethodology: 1999\n")
    (failure,) = run_all(sectors=["vv"])
    assert failure.label == "utrecht, vv"
    assert "params/vv/utrecht.yaml" in failure.message
    assert list(outputs(small_project)) == ["vv/rotterdam/01-proef.ipynb"]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"regions": ["atlantis"]}, "region: found 'atlantis', allowed: rotterdam, utrecht"),
        ({"sectors": ["XX"]}, "sector: found 'XX', allowed: vv, gz"),
        ({"names": ["99-niets"]}, "notebook: found '99-niets', allowed: 01-proef"),
    ],
)
def test_what_does_not_exist_is_refused(small_project: Path, chosen: dict, told: str) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    with pytest.raises(InputError) as error:
        planning.wanted(**chosen)
    assert str(error.value) == told


def test_another_edition_is_kept_apart_from_the_books_own_runs(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "print(region, edition, methodology)")
    assert run_all(regions=["rotterdam"]) == []
    before = outputs(small_project)
    assert run_all(regions=["rotterdam"], edition=2021) == []
    assert run_all(regions=["rotterdam"], methodology=2021) == []
    assert run_all(regions=["rotterdam"], edition=2021, methodology=2022) == []
    texts = {
        name: nbformat.read(small_project / "build/runs" / name, as_version=4).cells[-1].outputs[0].text
        for name in outputs(small_project)
    }
    assert texts == {
        "vv/rotterdam/01-proef.ipynb": "rotterdam 2022 2022\n",
        "vv-2021-2021/rotterdam/01-proef.ipynb": "rotterdam 2021 2021\n",
        "vv-2022-2021/rotterdam/01-proef.ipynb": "rotterdam 2022 2021\n",
        "vv-2021-2022/rotterdam/01-proef.ipynb": "rotterdam 2021 2022\n",
    }
    assert outputs(small_project).items() >= before.items()
