"""Staging: what of an executed notebook gets into the book, and what must not."""

import gettext
import itertools
import json
import os
import signal
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from regioanalyse import content, runs
from regioanalyse.book import stage
from regioanalyse.book.stage import Chapter, Shown, Staging, clean
from regioanalyse.errors import InputError
from regioanalyse.figures import MIME, theme
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


def test_a_file_is_written_only_when_its_bytes_change(tmp_path: Path) -> None:
    def fill(text: str) -> int:
        staging = Staging(tmp_path)
        staging.put("a/page.md", text)
        staging.finish()
        return (tmp_path / "a" / "page.md").stat().st_mtime_ns

    first = fill("een")
    assert fill("een") == first
    assert fill("twee") > first


def test_a_file_is_kept_while_it_is_as_it_was_made_under_its_key(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    assert not staging.keep("key", "a/page.md")
    staging.put("a/page.md", "een", "key")
    staging.finish()
    again = Staging(tmp_path)
    assert again.keep("key", "a/page.md")
    assert not again.keep("other", "a/page.md")
    assert not again.keep("key", "a/page.md", "a/none.md")
    again.finish()
    assert (tmp_path / "a" / "page.md").read_text() == "een"
    (tmp_path / "a" / "page.md").write_text("half")
    assert not Staging(tmp_path).keep("key", "a/page.md")
    Staging(tmp_path).finish()
    assert list(tmp_path.iterdir()) == []


def test_a_chapter_that_did_not_change_is_not_read_again(
    project_with_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = runs.wanted()[0][0]
    names = {run.parameters.region: "Ergens"}
    run.output.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(executed_notebook(), run.output)

    def staged(folder: Path) -> tuple[list[Chapter], dict[str, bytes]]:
        staging = Staging(folder)
        chapters = stage.stage_chapters(staging, [run], names)
        staging.finish()
        return chapters, {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    first = staged(tmp_path / "staging")
    (chapter,) = first[0]
    assert [figure.identifier for figure in chapter.figures] == ["clients", "clients-2"]
    assert "Ergens" in first[1][run.output.name].decode()
    monkeypatch.setattr(stage, "clean", None)
    assert staged(tmp_path / "staging") == first
    names[run.parameters.region] = "Elders"
    with pytest.raises(TypeError):
        staged(tmp_path / "staging")


def test_work_in_processes_keeps_its_order_and_its_errors() -> None:
    many = list(range(3 * stage.WORTH_PROCESSES))
    assert stage.in_processes(lambda number: 2 * number, many) == [2 * number for number in many]

    def refuse(number: int) -> None:
        raise InputError(f"found {number}")

    with pytest.raises(InputError, match="found 0"):
        stage.in_processes(refuse, many)

    with pytest.raises(InputError, match="was killed; the same command makes the book again"):
        stage.in_processes(lambda number: os.kill(os.getpid(), signal.SIGKILL) if number == 3 else None, many)


def test_what_is_not_put_again_leaves(tmp_path: Path) -> None:
    staging = Staging(tmp_path)
    staging.put("old/gone.md", "x")
    staging.put("stays.md", "y")
    staging.finish()
    again = Staging(tmp_path)
    again.put("stays.md", "y")
    again.finish()
    assert [path.name for path in tmp_path.rglob("*")] == ["stays.md"]


TRANSLATION = b"""msgid ""
msgstr ""
"POT-Creation-Date: 2022-01-01 00:00+0000\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Back to top"
msgstr "Naar boven"
"""


def test_a_translation_is_staged_as_sphinx_reads_it(tmp_path: Path) -> None:
    source = tmp_path / "book" / "locale" / "nl" / "LC_MESSAGES" / "sphinx.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(TRANSLATION)
    staging = Staging(tmp_path / "staging")
    staging.put_folder(tmp_path / "book")
    staging.finish()
    assert [path.suffix for path in staging.folder.rglob("*") if path.is_file()] == [".mo"]
    assert gettext.translation("sphinx", staging.folder / "locale", ["nl"]).gettext("Back to top") == "Naar boven"


@pytest.mark.parametrize("broken", [TRANSLATION.replace(b'msgstr "Naar', b'"Naar'), b"\xff" + TRANSLATION])
def test_a_translation_that_cannot_be_read_is_refused(project: Path, broken: bytes) -> None:
    source = project / "book" / "locale" / "nl" / "LC_MESSAGES" / "sphinx.po"
    source.write_bytes(broken)
    with pytest.raises(InputError, match=r"^book/locale/nl/LC_MESSAGES/sphinx\.po: cannot be read as a translation"):
        Staging(project / "staging").put_folder(project / "book")
    assert not list(project.glob("staging/**/*.mo"))


def test_a_run_that_is_missing_or_of_earlier_values_is_named(project_with_data: Path) -> None:
    every, _ = runs.wanted()
    keys = runs.keys_of(every)
    for run in every[1:]:
        run.output.parent.mkdir(parents=True, exist_ok=True)
        run.output.touch()
        runs.mark_current(run, keys[run])
    missing = every[0].output.relative_to(project_with_data).as_posix()
    with pytest.raises(InputError) as error:
        stage.check_complete()
    assert str(error.value) == (
        f"1 of {len(every)} executed notebooks are missing or of earlier values; `regioanalyse run` makes them:\n"
        f"  {missing}"
    )
    every[0].output.touch()
    content.mark_current(every[0].output, "of earlier values")
    with pytest.raises(InputError, match=missing):
        stage.check_complete()
    runs.mark_current(every[0], keys[every[0]])
    stage.check_complete()


def test_a_wrong_parameter_file_is_no_part_of_a_book(project_with_data: Path) -> None:
    (project_with_data / "params/vv/utrecht.yaml").write_text("regoin: utrecht\n")
    with pytest.raises(InputError, match=r"the book cannot be made:\n  params/vv/utrecht\.yaml: key: found 'regoin'"):
        stage.check_complete()


def test_contents_are_nested_region_sector_chapter(tmp_path: Path) -> None:
    chapters = [
        Chapter(region, sector, "03-nu", "Nu", 2022, 2022, ())
        for region, sector in (("t-gooi", "vv"), ("rotterdam", "vv"), ("rotterdam", "gz"))
    ]
    names = {"t-gooi": "'t Gooi", "rotterdam": "Rotterdam"}
    stage.write_toc(Staging(tmp_path), chapters, names, {"vv": "VV", "gz": "GZ"})
    toc = yaml.safe_load((tmp_path / "_toc.yml").read_text())
    assert toc["root"] == "index"
    pages = [entry["file"] for entry in toc["chapters"]]
    assert pages == ["leeswijzer", "gegevens", "methodiek", "t-gooi/index", "rotterdam/index"]
    assert [entry["file"] for entry in toc["chapters"][0]["sections"]] == [
        "leeswijzer-vv", "leeswijzer-gz", "verschillen"
    ]  # fmt: skip
    rotterdam = toc["chapters"][-1]
    assert [entry["file"] for entry in rotterdam["sections"]] == ["rotterdam/vv/index", "rotterdam/gz/index"]
    assert rotterdam["sections"][0]["sections"] == [{"file": "rotterdam/vv/03-nu", "title": "Nu"}]
    appended = {("rotterdam", "vv"): [("methodiek", "Wijzigingen")]}
    stage.write_toc(Staging(tmp_path), chapters, names, {"vv": "VV", "gz": "GZ"}, appended)
    vv, gz = yaml.safe_load((tmp_path / "_toc.yml").read_text())["chapters"][-1]["sections"]
    assert vv["sections"][-1] == {"file": "rotterdam/vv/methodiek", "title": "Wijzigingen"}
    assert "methodiek" not in str(gz)


def test_the_figure_script_is_no_module_and_has_dutch_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIOANALYSE_PROJECT", str(tmp_path))
    script = stage.figure_script({"#000000": "#ffffff"})
    settings, _ = json.JSONDecoder().raw_decode(script.removeprefix("window.regioanalyse="))
    assert settings["formatLocale"]["decimal"] == ","
    assert settings["timeFormatLocale"]["months"][0] == "januari"
    assert settings["dark"] == {"#000000": "#ffffff"}
    assert "window.vegaEmbed=" in script
    assert stage.figure_script({"#000000": "#ffffff"}) == script, "the kept bundle is the bundle"


def test_the_parts_of_a_scenario_stay_apart_on_a_dark_page() -> None:
    def lightness(colour: str) -> int:
        drawn = stage.IN_DARK.get(colour, colour)
        return sum(int(drawn[place : place + 2], 16) for place in (1, 3, 5)) // 3

    parts = [lightness(colour) for colour in theme.SCENARIO_PARTS.values()]
    assert all(abs(one - other) >= 30 for one, other in itertools.combinations(parts, 2))
    assert lightness(theme.REGION) == lightness(theme.SCENARIO_PARTS["extra"])
