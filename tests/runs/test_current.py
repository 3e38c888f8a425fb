"""What is current: only what changed is run, and words around code are not run at all."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell

from regioanalyse import content
from regioanalyse.runs import current, execution, planning
from tests.runs.conftest import outputs, run_all, write_notebook


def shown(run: planning.Run) -> list[str]:
    """Return the cells of an executed copy with their outputs: all that comes on the page."""
    cells = nbformat.read(run.output, as_version=4).cells
    return [f"{cell.cell_type} {cell.source} {cell.get('outputs')}" for cell in cells]


def test_only_what_changed_is_run_again(small_project: Path) -> None:
    first = write_notebook(small_project / "notebooks/vv/01-een.ipynb", "1")
    write_notebook(small_project / "notebooks/vv/02-twee.ipynb", "2")
    assert run_all() == []
    before = outputs(small_project)
    assert run_all() == []
    assert outputs(small_project) == before
    write_notebook(first, "1 + 1")
    assert run_all() == []
    after = outputs(small_project)
    assert {name for name in after if after[name] != before[name]} == {
        "vv/rotterdam/01-een.ipynb",
        "vv/utrecht/01-een.ipynb",
    }


def test_a_changed_text_makes_no_run_anew(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-een.ipynb", "1")
    assert run_all() == []
    before = outputs(small_project)
    text = small_project / "data/texts/vv/rotterdam/means.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nEn meer.\n", encoding="utf-8")
    assert run_all() == []
    assert outputs(small_project) == before


def test_words_around_the_code_change_without_its_being_run(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-een.ipynb", "region", "1 + 1")
    assert run_all() == []
    book = nbformat.read(path, as_version=4)
    book.cells[0].source = "# Een andere titel"
    # around the place where papermill puts the parameters in, and at the end
    for place, text in ((len(book.cells), "Tot slot."), (2, "Na de parameters."), (1, "Ervoor.")):
        book.cells.insert(place, new_markdown_cell(text))
    nbformat.write(book, path)
    with monkeypatch.context() as patch:
        patch.setattr(execution, "execute", Mock(side_effect=AssertionError("nothing is to be calculated")))
        assert run_all() == []
        assert current.stale(planning.wanted()[0]) == []
    reworded = {each.label: shown(each) for each in planning.wanted()[0]}
    for each in planning.wanted()[0]:
        content.forget(each.output)
    assert run_all() == []
    assert {each.label: shown(each) for each in planning.wanted()[0]} == reworded
    assert "# Een andere titel" in reworded["utrecht, vv, 01-een"][0]
    assert "'utrecht'" in "".join(reworded["utrecht, vv, 01-een"])


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


@pytest.mark.parametrize("words", ["# Proef", "# Een andere titel"])
@pytest.mark.parametrize("edit", [lambda text: text[: len(text) // 2], lambda text: text.replace("42", "43")])
def test_an_executed_copy_that_somebody_edited_is_made_again(
    small_project: Path, words: str, edit: Callable[[str], str]
) -> None:
    path = write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "6 * 7")
    assert run_all(regions=["utrecht"]) == []
    (one,) = planning.wanted(regions=["utrecht"])[0]
    executed = shown(one)
    assert "42" in executed[-1]
    one.output.write_text(edit(one.output.read_text(encoding="utf-8")), encoding="utf-8")
    assert current.stale([one]) == [one]
    book = nbformat.read(path, as_version=4)
    book.cells[0].source = words
    nbformat.write(book, path)
    assert run_all(regions=["utrecht"]) == []
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
    assert run_all(regions=["utrecht"]) == []
    (one,) = planning.wanted(regions=["utrecht"])[0]
    assert current.stale([one]) == []
    values = small_project / "build/values/vv-2022-2022.parquet"
    table = pd.read_parquet(values)
    values.unlink()
    table.assign(value=table["value"] + 1).to_parquet(values, index=False)
    assert current.stale([one]) == [one]
