"""What `check` and `accept` tell, and which numbers of figures they compare."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from regioanalyse import indicators
from regioanalyse.errors import InputError
from regioanalyse.figures import MIME
from regioanalyse.indicators import accepted
from regioanalyse.project import root
from regioanalyse.runs import committed, regression
from regioanalyse.runs.refresh import clean, moved_numbers, rerun
from tests.runs.conftest import write_notebook


def book(**cells: tuple[list[object], ...]) -> str:
    """Return a notebook with a figure per cell, of rows as figures have them."""
    made = []
    for identifier, rows in cells.items():
        values = {"columns": indicators.COLUMNS, "rows": list(rows)}
        output = nbformat.v4.new_output("display_data", data={MIME: {"usermeta": {"regioanalyse": {"values": values}}}})
        made.append(nbformat.v4.new_code_cell("figure()", id=identifier, outputs=[output]))
    return json.dumps(nbformat.v4.new_notebook(cells=made))


def row(value: float | None, region: str = "utrecht", period: str = "2022", status: str = "ok") -> list[object]:
    return [region, "vv", 2022, 2022, "clients", region, period, "", value, "klanten", status]


def found(before: str, after: str) -> list[list[str]]:
    return moved_numbers(before, after)[["cell", "indicator", "region", "period", "old", "new"]].to_numpy().tolist()


def test_a_number_of_a_figure_that_changed_is_found_with_its_cell() -> None:
    before = book(use=(row(1.0), row(2.0, period="2021")), other=(row(1.0),))
    after = book(use=(row(1.0), row(2.5, period="2021")), other=(row(1.0),))
    assert found(before, after) == [["use", "clients", "utrecht", "2021", "2", "2.5"]]
    assert found(before, before) == []


def test_a_status_counts_and_the_last_bits_of_a_float_do_not() -> None:
    assert found(book(use=(row(0.30000000000000004),)), book(use=(row(0.3),))) == []
    hidden = book(use=(row(None, status="suppressed"),))
    assert found(book(use=(row(3.0),)), hidden) == [["use", "clients", "utrecht", "2022", "3", "suppressed"]]


def test_another_region_period_or_figure_is_another_number() -> None:
    before = book(use=(row(1.0),))
    for after in (
        book(use=(row(2.0, region="drenthe"),)),
        book(use=(row(2.0, period="2021"),)),
        book(newly=(row(2.0),)),
        book(),
    ):
        assert found(before, after) == []


def test_two_numbers_under_one_name_are_both_watched() -> None:
    assert found(book(use=(row(1.0), row(10.0))), book(use=(row(10.0), row(1.0)))) == []
    assert len(found(book(use=(row(1.0), row(10.0))), book(use=(row(1.0), row(11.0))))) == 1


def test_check_names_each_cell_with_other_outputs_and_its_first_number(project: Path) -> None:
    path = project / "notebooks/vv/01-proef.ipynb"
    before = book(use=(row(1.0), row(2.0, period="2021")), other=(row(1.0),))
    after = book(use=(row(1.5), row(2.5, period="2021")), other=(row(1.0),), newly=(row(1.0),))
    assert regression.outputs_told({path: before}, {path: before}) == "notebooks: the same outputs"
    assert regression.outputs_told({path: before}, {path: after}).splitlines() == [
        "notebooks: 2 cells with other outputs",
        "  notebooks/vv/01-proef.ipynb: cell 'use': 2 other numbers, such as clients utrecht utrecht 2021: 2 → 2.5",
        "  notebooks/vv/01-proef.ipynb: cell 'newly'",
    ]


def moved(number: int) -> pd.DataFrame:
    """Return so many moved values of one indicator in two regions."""
    rows = [
        ("vv", 2022, 2022, "clients", ("utrecht", "zwolle")[i % 2], "WK1", f"{i}", "", "1", "2") for i in range(number)
    ]
    columns = ["sector", "edition", "methodology", *accepted.IDENTIFYING, "old", "new"]
    return pd.DataFrame(rows, columns=columns).assign(difference=1.0)


def test_the_table_ends_after_its_first_rows_and_says_where_the_rest_is(
    made: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepted, "data_changed", lambda: False)
    told = regression.values_told(moved(regression.SHOWN + 1))
    rows = [each for each in told.splitlines() if "WK1" in each]
    assert len(rows) == regression.SHOWN
    assert rows[0].split() == ["vv", "2022", "2022", "clients", "utrecht", "WK1", "0", "1", "2", "+1"]
    assert "41 moved" in told
    assert "the first 40 lines of 41; all values: build/moved.csv" in told
    assert "  vv clients: 41 values in 2 regions: NOTHING YET" in told
    monkeypatch.setattr(accepted, "data_changed", lambda: True)
    told = regression.values_told(moved(1))
    assert "  vv clients: 1 value in 1 region: the data changed" in told
    assert "the first" not in told.split("moved,")[1].split("\n", 1)[1]


def test_a_move_that_is_the_same_by_every_methodology_is_one_line(made: None) -> None:
    both = pd.concat([moved(1).assign(methodology=2021), moved(1), moved(1).assign(edition=2021)], ignore_index=True)
    told = regression.values_told(both).splitlines()
    assert [each.split()[:3] for each in told if "WK1" in each] == [["vv", "2022", "2021/2022"], ["vv", "2021", "2022"]]


def test_a_published_figure_that_does_not_come_out_is_told_with_its_page() -> None:
    table = pd.DataFrame(
        {"report": "vv-2022", "page": "26", "indicator": "clients", "area": "rotterdam", "period": "2022",
         "category": ["", "vpt"], "published": ["10", "7"], "ours": [9.0, 7.0], "passes": [False, True]}
    )  # fmt: skip
    assert regression.published_told(table) == (
        "published figures: 1 of 2 come out\n  vv-2022, page 26: clients rotterdam 2022: printed 10, ours 9"
    )


def test_a_refusal_names_each_indicator_with_its_size_and_place() -> None:
    figures = pd.DataFrame(
        {"sector": "vv", "indicator": "at_home_share", "region": "utrecht", "cell": ["a", "b"], "notebook": "n.ipynb"}
    )
    gone = moved(3).assign(indicator="gone")
    both = pd.concat([moved(4), gone], ignore_index=True)
    told = regression.refusal([("vv", "at_home_share"), ("vv", "clients"), ("vv", "gone")], both, figures)
    assert told.splitlines()[:4] == [
        "3 indicators moved that no new entry of data/changes.yaml covers:",
        "  vv at_home_share: 2 values in 1 region, only in its figures (n.ipynb, cell 'a'; n.ipynb, cell 'b')",
        "  vv clients: 4 values in 2 regions",
        "  vv gone: 3 values in 2 regions; its record is gone: keep it, with `until` the first edition without it",
    ]


FIGURE = """import altair as alt
from regioanalyse.figures.figure import figure
from regioanalyse.figures.findings import compare
from regioanalyse.report import Report
use = Report(region, "vv", edition, methodology).values("clients_per_1000_75plus")
use = use.assign(value=use["value"])
chart = alt.Chart(use).mark_point().encode(x="period:O", y="value:Q")
figure(chart, "clients_per_1000_75plus", compare(use, "2022"))"""


def test_counting_differently_in_a_notebook_needs_an_entry_too(small_project: Path) -> None:
    """The values stay as they are, only the figure has other ones."""
    told: list[str] = []
    path = small_project / "notebooks/vv/01-proef.ipynb"
    write_notebook(path, FIGURE)
    regression.accept(told.append)
    assert told[0] == "notebooks/vv/01-proef.ipynb: new outputs"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('value=use[\\"value\\"]', 'value=use[\\"value\\"] + 1'), encoding="utf-8")
    written = path.read_bytes()
    assert written != text.encode()
    with pytest.raises(InputError) as error:
        regression.accept(told.append)
    assert "  vv clients_per_1000_75plus: 8 values in 2 regions, only in its figures" in str(error.value)
    assert "(notebooks/vv/01-proef.ipynb, cell 'cell-0')" in str(error.value)
    assert path.read_bytes() == written


def test_a_notebook_that_does_not_run_stops_before_anything_is_written(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/gz/01-stuk.ipynb", "1", "raise ValueError('stuk')")
    with pytest.raises(InputError, match=r"^notebooks/gz/01-stuk\.ipynb: cell 'cell-1': ValueError: stuk; allowed:"):
        regression.accept(print)
    assert not accepted.folder().exists()
    assert not (small_project / "docs").exists()


def test_what_the_hook_checks_holds_here() -> None:
    assert committed.problems() == []


def test_the_hook_names_a_notebook_register_and_parameters_that_are_wrong(project: Path) -> None:
    (project / "data/changes.yaml").write_text("- id: Fout\n", encoding="utf-8")
    (project / "params/vv/utrecht.yaml").write_text("regoin: utrecht\n", encoding="utf-8")
    write_notebook(project / "notebooks/gz/07-nieuw.ipynb", "1")
    (project / "notebooks/gz/08-stuk.ipynb").write_text("<<<<<<< HEAD", encoding="utf-8")
    told = [each.split(":")[0] for each in committed.problems()]
    expected = [
        "notebooks/gz/07-nieuw.ipynb",
        "notebooks/gz/08-stuk.ipynb",
        "data/changes.yaml",
        "params/vv/utrecht.yaml",
    ]
    assert told == expected


def test_the_commands_of_the_hook_are_there_and_pass() -> None:
    hook = root() / ".githooks/pre-commit"
    assert os.access(hook, os.X_OK)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([str(hook)], cwd=root(), env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    assert "core.hooksPath .githooks" in (root() / "Makefile").read_text(encoding="utf-8")


def test_a_clean_notebook_has_no_order_of_execution() -> None:
    """A cell that is put in between changes no line of the cells below it."""
    output = nbformat.v4.new_output("execute_result", data={"text/plain": "1"}, execution_count=7)
    cell = nbformat.v4.new_code_cell("1", id="een", outputs=[output], execution_count=7)
    text = clean(nbformat.v4.new_notebook(cells=[cell]))
    nbformat.validate(nbformat.reads(text, as_version=4))
    assert text == clean(nbformat.reads(text.replace('"execution_count": 1', '"execution_count": 8'), as_version=4))
    assert "7" not in text


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


def test_committed_documents_are_those_of_the_records() -> None:
    other = [path.name for path, text in regression.documents().items() if path.read_text(encoding="utf-8") != text]
    assert other == [], "run `make accept`"
