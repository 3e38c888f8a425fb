"""Staging: what of an executed notebook gets into the book, and what must not."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from regioanalyse import content
from regioanalyse.book.staging import chapters as staged_chapters
from regioanalyse.book.staging.chapters import Chapter, Shown, clean
from regioanalyse.errors import InputError
from regioanalyse.figures import MIME
from regioanalyse.runs import current, planning
from tests.book.book_examples import executed_notebook


@pytest.fixture
def executed() -> Any:
    return executed_notebook()


def cleaned(book: Any) -> Chapter:
    return clean(book, "rotterdam", "vv", "03-huidige-situatie", "Rotterdam", "build/runs/x.ipynb")


def test_region_and_sector_enter_the_title_only(executed: Any) -> None:
    chapter = cleaned(executed)
    assert executed.cells[0].source == "# Huidige situatie – Rotterdam (VV)\n\nWie er zorg krijgt."
    assert executed.cells[4].source == "## Klanten"
    assert (chapter.title, chapter.page) == ("Huidige situatie", "rotterdam/vv/03-huidige-situatie")
    assert (chapter.edition, chapter.methodology) == (2022, 2022)


def test_same_run_at_another_time_and_place_gives_the_same_bytes(executed: Any) -> None:
    other = nbformat.reads(nbformat.writes(executed), as_version=4)
    other.metadata.papermill.update(input_path="/elsewhere/x.ipynb", duration=99.0)
    other.metadata.language_info.version = "3.12.1"
    for number, cell in enumerate(other.cells):
        cell["id"] = f"other-{number}"
        cell.metadata["papermill"] = {"duration": 99.0}
        if cell.cell_type == "code":
            cell.execution_count = 50 + number
            for output in cell.outputs:
                output.execution_count = 50 + number
    cleaned(executed)
    cleaned(other)
    assert nbformat.writes(executed) == nbformat.writes(other)
    nbformat.validate(executed)


def test_code_is_hidden_and_cells_without_output_leave(executed: Any) -> None:
    cleaned(executed)
    tags = [set(cell.metadata.get("tags", [])) for cell in executed.cells]
    assert ["remove-cell" in each for each in tags] == [False, True, True, True, False, False, False]
    code = [cell.cell_type == "code" for cell in executed.cells]
    assert ["remove-input" in each for each in tags] == code


def test_a_figure_that_stands_twice_has_two_ids(executed: Any) -> None:
    chapter = cleaned(executed)
    assert chapter.figures == (
        Shown("clients", "clients", "Het aantal klanten steeg van 6.935 naar 7.226."),
        Shown("clients-2", "clients", "In Rotterdam woont 30% thuis."),
    )
    specs = [executed.cells[place].outputs[0].data[MIME] for place in (5, 6)]
    assert [spec["usermeta"]["regioanalyse"]["id"] for spec in specs] == ["clients", "clients-2"]


def test_picture_and_warnings_leave_and_printed_text_stays(executed: Any) -> None:
    executed.cells[3].outputs = [
        nbformat.v4.new_output("stream", name="stderr", text="/home/analyst/x.py:3: FutureWarning"),
        nbformat.v4.new_output("stream", name="stdout", text="tien regels\n"),
    ]
    cleaned(executed)
    assert [output.text for output in executed.cells[3].outputs] == ["tien regels\n"]
    assert set(executed.cells[5].outputs[0].data) == {MIME, "text/plain"}


def test_a_notebook_that_failed_is_not_published(executed: Any) -> None:
    executed.cells[5].outputs = [nbformat.v4.new_output("error", ename="KeyError", evalue="'clients'", traceback=[])]
    with pytest.raises(InputError, match=r"build/runs/x\.ipynb: cell 6: failed with KeyError: 'clients'"):
        cleaned(executed)


def test_a_notebook_that_was_not_run_is_refused(executed: Any) -> None:
    del executed.metadata["papermill"]
    with pytest.raises(InputError, match="with edition and methodology"):
        cleaned(executed)


def test_a_notebook_without_a_title_is_refused(executed: Any) -> None:
    executed.cells[0].source = "Huidige situatie"
    with pytest.raises(InputError, match="found no title"):
        cleaned(executed)


def test_a_run_that_is_missing_or_of_earlier_values_is_named(project_with_data: Path) -> None:
    every, _ = planning.wanted()
    keys = current.keys_of(every)
    for run in every[1:]:
        run.output.parent.mkdir(parents=True, exist_ok=True)
        run.output.touch()
        current.mark_current(run, keys[run])
    missing = every[0].output.relative_to(project_with_data).as_posix()
    with pytest.raises(InputError) as error:
        staged_chapters.check_complete()
    assert str(error.value) == (
        f"1 of {len(every)} executed notebooks are missing or of earlier values; `regioanalyse run` makes them:\n"
        f"  {missing}"
    )
    every[0].output.touch()
    content.mark_current(every[0].output, "of earlier values")
    with pytest.raises(InputError, match=missing):
        staged_chapters.check_complete()
    current.mark_current(every[0], keys[every[0]])
    staged_chapters.check_complete()


def test_a_wrong_parameter_file_is_no_part_of_a_book(project_with_data: Path) -> None:
    (project_with_data / "params/vv/utrecht.yaml").write_text("regoin: utrecht\n")
    with pytest.raises(InputError, match=r"the book cannot be made:\n  params/vv/utrecht\.yaml: key: found 'regoin'"):
        staged_chapters.check_complete()
