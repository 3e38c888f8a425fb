"""Runs: what changed is run, what failed is named, what was finished stands."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import Mock

import nbformat
import pandas as pd
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from rich.console import Console

from regioanalyse import content
from regioanalyse.errors import InputError
from regioanalyse.runs import current, execution, planning
from regioanalyse.runs.refresh import rerun
from tests.runs.conftest import write_notebook

quiet = Console(quiet=True)


def run(
    *,
    regions: Sequence[str] = (),
    sectors: Sequence[str] = (),
    edition: int | None = None,
    methodology: int | None = None,
) -> list[planning.Failure]:
    wanted, failures = planning.wanted(regions, sectors, (), edition, methodology)
    return failures + execution.run_all(wanted, quiet)


def outputs(project: Path) -> dict[str, int]:
    """Return the finished runs with the time of their file."""
    found = project.glob("build/runs/*/*/*.ipynb")
    return {path.relative_to(project / "build" / "runs").as_posix(): path.stat().st_mtime_ns for path in found}


def test_a_run_gets_its_parameters(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "print(region, edition, methodology)")
    assert run() == []
    for region in ("rotterdam", "utrecht"):
        book = nbformat.read(small_project / f"build/runs/vv/{region}/01-proef.ipynb", as_version=4)
        assert book.cells[-1].outputs[0].text == f"{region} 2022 2022\n"


def test_another_edition_is_kept_apart_from_the_books_own_runs(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "print(region, edition, methodology)")
    assert run(regions=["rotterdam"]) == []
    before = outputs(small_project)
    assert run(regions=["rotterdam"], edition=2021) == []
    assert run(regions=["rotterdam"], methodology=2021) == []
    assert run(regions=["rotterdam"], edition=2021, methodology=2022) == []
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


def test_an_edition_that_does_not_exist_is_refused(small_project: Path) -> None:
    with pytest.raises(InputError, match="edition of vv: found 1999, allowed: 2021, 2022"):
        run(edition=1999)
    with pytest.raises(InputError, match="methodology of vv 2022: found 1999, allowed: 2021, 2022"):
        run(methodology=1999)


def test_only_what_changed_is_run_again(small_project: Path) -> None:
    first = write_notebook(small_project / "notebooks/vv/01-een.ipynb", "1")
    write_notebook(small_project / "notebooks/vv/02-twee.ipynb", "2")
    assert run() == []
    before = outputs(small_project)
    assert run() == []
    assert outputs(small_project) == before
    write_notebook(first, "1 + 1")
    assert run() == []
    after = outputs(small_project)
    assert {name for name in after if after[name] != before[name]} == {
        "vv/rotterdam/01-een.ipynb",
        "vv/utrecht/01-een.ipynb",
    }


def test_a_changed_text_makes_no_run_anew(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-een.ipynb", "1")
    assert run() == []
    before = outputs(small_project)
    text = small_project / "data/texts/vv/rotterdam/means.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nEn meer.\n", encoding="utf-8")
    assert run() == []
    assert outputs(small_project) == before


def test_words_around_the_code_change_without_its_being_run(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-een.ipynb", "region", "1 + 1")
    assert run() == []
    book = nbformat.read(path, as_version=4)
    book.cells[0].source = "# Een andere titel"
    # around the place where papermill puts the parameters in, and at the end
    for place, text in ((len(book.cells), "Tot slot."), (2, "Na de parameters."), (1, "Ervoor.")):
        book.cells.insert(place, new_markdown_cell(text))
    nbformat.write(book, path)
    with monkeypatch.context() as patch:
        patch.setattr(execution, "execute", Mock(side_effect=AssertionError("nothing is to be calculated")))
        assert run() == []
        assert current.stale(planning.wanted()[0]) == []
    reworded = {each.label: shown(each) for each in planning.wanted()[0]}
    for each in planning.wanted()[0]:
        content.forget(each.output)
    assert run() == []
    assert {each.label: shown(each) for each in planning.wanted()[0]} == reworded
    assert "# Een andere titel" in reworded["utrecht, vv, 01-een"][0]
    assert "'utrecht'" in "".join(reworded["utrecht, vv, 01-een"])


def shown(run: planning.Run) -> list[str]:
    """Return the cells of an executed copy with their outputs: all that comes on the page."""
    cells = nbformat.read(run.output, as_version=4).cells
    return [f"{cell.cell_type} {cell.source} {cell.get('outputs')}" for cell in cells]


def test_code_that_moves_or_is_tagged_is_run(small_project: Path) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-een.ipynb", "1", "2")
    every, _ = planning.wanted()
    before = current.keys_of(every)
    book = nbformat.read(path, as_version=4)
    book.cells[-2:] = reversed(book.cells[-2:])
    nbformat.write(book, path)
    moved = current.keys_of(every)
    book.cells[-1].metadata["tags"] = ["raises-exception"]
    nbformat.write(book, path)
    tagged = current.keys_of(every)
    for each in every:
        assert len({keys[each].split()[0] for keys in (before, moved, tagged)}) == 3


def test_keys_of_many_runs_are_those_of_each_and_read_a_notebook_once(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("01-een", "02-twee"):
        write_notebook(small_project / f"notebooks/vv/{name}.ipynb", f"'{name}'")
    read = Mock(wraps=nbformat.read)
    monkeypatch.setattr(nbformat, "read", read)
    every, _ = planning.wanted(sectors=["vv"])
    each = {run: current.keys_of([run])[run] for run in every}
    assert current.keys_of(every) == each
    assert len(set(each.values())) == len(every) > read.call_count == 2


def test_a_cell_that_raises_is_named_and_the_other_runs_stand(small_project: Path) -> None:
    broken = write_notebook(
        small_project / "notebooks/vv/01-stuk.ipynb", "1", 'assert region != "utrecht", "geen Utrecht"'
    )
    write_notebook(small_project / "notebooks/vv/02-heel.ipynb", "2")
    (failure,) = run()
    assert failure.label == "utrecht, vv, 01-stuk"
    # papermill's own cell with the parameters stands third, so the cell that raises is the fifth
    assert failure.message.startswith("cell 5: AssertionError: geen Utrecht")
    assert sorted(outputs(small_project)) == [
        "vv/rotterdam/01-stuk.ipynb",
        "vv/rotterdam/02-heel.ipynb",
        "vv/utrecht/02-heel.ipynb",
    ]
    left = nbformat.read(small_project / "build/failed/vv/utrecht/01-stuk.ipynb", as_version=4)
    assert left.cells[-1].outputs[0].ename == "AssertionError"
    write_notebook(broken, "1")
    assert run() == []
    assert "vv/utrecht/01-stuk.ipynb" in outputs(small_project)
    assert not (small_project / "build/failed/vv/utrecht/01-stuk.ipynb").exists()


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
    (failure,) = run(regions=["utrecht"])
    assert failure.label == "notebooks/vv/02-stuk.ipynb"
    assert failure.message.startswith(f"notebooks/vv/02-stuk.ipynb: {told}")
    assert list(outputs(small_project)) == ["vv/utrecht/01-heel.ipynb"]


def test_a_notebook_without_parameters_is_refused(small_project: Path) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    path.write_text(path.read_text().replace('"parameters"', '"other"'))
    (failure,) = run(regions=["utrecht"])
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
    (failure,) = run(regions=["utrecht"])
    assert failure.message.startswith(f"notebooks/vv/01-proef.ipynb: {told}")
    assert outputs(small_project) == {}


@pytest.mark.parametrize("words", ["# Proef", "# Een andere titel"])
@pytest.mark.parametrize("edit", [lambda text: text[: len(text) // 2], lambda text: text.replace("42", "43")])
def test_an_executed_copy_that_somebody_edited_is_made_again(
    small_project: Path, words: str, edit: Callable[[str], str]
) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "6 * 7")
    assert run(regions=["utrecht"]) == []
    (one,) = planning.wanted(regions=["utrecht"])[0]
    executed = shown(one)
    assert "42" in executed[-1]
    one.output.write_text(edit(one.output.read_text(encoding="utf-8")), encoding="utf-8")
    assert current.stale([one]) == [one]
    book = nbformat.read(path, as_version=4)
    book.cells[0].source = words
    nbformat.write(book, path)
    assert run(regions=["utrecht"]) == []
    assert shown(one)[1:] == executed[1:]
    assert words in shown(one)[0]


def test_a_picture_in_the_words_is_part_of_them(small_project: Path) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    book = nbformat.read(path, as_version=4)
    found = []
    for picture in ("AAAA", "BBBB"):
        book.cells[0].attachments = {"plaatje.png": {"image/png": picture}}
        nbformat.write(book, path)
        every, _ = planning.wanted(regions=["utrecht"])
        found.append(current.keys_of(every)[every[0]].split())
    (code, words), (same_code, other_words) = found
    assert code == same_code
    assert words != other_words


def test_a_run_of_other_values_is_not_current(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    assert run(regions=["utrecht"]) == []
    (one,) = planning.wanted(regions=["utrecht"])[0]
    assert current.stale([one]) == []
    values = small_project / "build/values/vv-2022-2022.parquet"
    table = pd.read_parquet(values)
    values.unlink()
    table.assign(value=table["value"] + 1).to_parquet(values, index=False)
    assert current.stale([one]) == [one]


def test_a_wrong_parameter_file_stops_that_region_only(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    (small_project / "params/vv/utrecht.yaml").write_text("region: utrecht\nedition: 1999\nmethodology: 1999\n")
    (failure,) = run(sectors=["vv"])
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


def test_running_again_leaves_no_times_versions_or_pictures(small_project: Path) -> None:
    path = write_notebook(
        small_project / "notebooks/vv/01-proef.ipynb",
        "from IPython.display import display\n"
        'display({"image/png": "iVBORw0KGgo=", "text/plain": "plaatje"}, raw=True)',
    )
    before = path.read_bytes()
    first = rerun([path])[path]
    assert path.read_bytes() == before
    path.write_text(first, encoding="utf-8")
    assert rerun([path])[path] == first
    book = json.loads(first)
    assert [cell["id"] for cell in book["cells"]] == ["title", "parameters", "cell-0"]
    assert book["cells"][1]["metadata"] == {"tags": ["parameters"]}
    assert book["cells"][2]["metadata"] == {}
    assert book["cells"][2]["outputs"][0]["data"] == {"text/plain": "plaatje"}
    assert "version" not in json.dumps(book["metadata"])


def test_an_executed_notebook_is_what_papermill_makes_of_it(small_project: Path, tmp_path: Path) -> None:
    notebook = small_project / "notebooks/vv/01-proef.ipynb"
    write_notebook(notebook, "print(region)\n'é', 1 / 3")
    (one,) = planning.wanted(["utrecht"])[0]
    parameters = one.parameters
    assert execution.run_all([one], quiet) == []
    papermill.execute_notebook(
        notebook, tmp_path / "theirs.ipynb", parameters.model_dump(), progress_bar=False, kernel_name="python3"
    )
    ours, theirs = (nbformat.read(path, as_version=4) for path in (one.output, tmp_path / "theirs.ipynb"))
    assert [cell.get("outputs") for cell in ours.cells] == [cell.get("outputs") for cell in theirs.cells]
    assert [cell.source for cell in ours.cells] == [cell.source for cell in theirs.cells]
    assert [cell.metadata.tags for cell in ours.cells] == [cell.metadata.tags for cell in theirs.cells]
    assert ours.metadata.papermill.parameters == theirs.metadata.papermill.parameters
    assert ours.metadata.papermill.keys() == theirs.metadata.papermill.keys()
    assert ours.metadata.language_info == theirs.metadata.language_info
    assert ours.metadata.papermill.input_path == "notebooks/vv/01-proef.ipynb"
