"""The committed notebooks: readable, run everywhere, and guarded by nbval against a changed number."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest

from regioanalyse import indicators
from regioanalyse.figures import MIME
from regioanalyse.figures.figure import NOTHING_TO_DRAW, Figure
from regioanalyse.figures.findings import Finding
from regioanalyse.project import root
from regioanalyse.runs.execution import execute
from regioanalyse.runs.planning import notebooks
from regioanalyse.runs.refresh import clean, rerun
from regioanalyse.runs.server import End, Job

ALL = [notebook for sector in ("vv", "gz") for notebook in notebooks(sector)]
NAMES = [notebook.relative_to(root()).as_posix() for notebook in ALL]


@pytest.mark.parametrize("notebook", ALL, ids=NAMES)
def test_a_notebook_is_committed_as_it_should_be(notebook: Path) -> None:
    text = notebook.read_text(encoding="utf-8")
    book = nbformat.read(notebook, as_version=4)
    nbformat.validate(book)
    assert clean(book) == text, "run `make accept`: the file holds times, versions or pictures"
    assert str(root()) not in text
    assert book.cells[0].source.startswith("# ")
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.metadata.get("tags") for cell in code].count(["parameters"]) == 1
    assert not [cell.id for cell in code for output in cell.outputs if output.output_type in ("error", "stream")]
    figures = [output for cell in code for output in cell.outputs if MIME in output.get("data", {})]
    assert len(figures) == sum("figure(" in cell.source for cell in code)
    assert "container" not in [output["data"][MIME].get("width") for output in figures], "JupyterLab hangs on it"


def test_run_by_us_every_notebook_has_the_outputs_that_are_committed(made: None) -> None:
    """The committed outputs are those of ordinary kernels: nbval sees to that."""
    ours = rerun(ALL)
    assert [name for name, path in zip(NAMES, ALL, strict=True) if ours[path] != path.read_text("utf-8")] == []


@pytest.mark.parametrize("notebook", ALL, ids=NAMES)
def test_papermill_sees_typed_parameters_one_per_line(notebook: Path) -> None:
    found = papermill.inspect_notebook(str(notebook))
    kinds = {name: parameter["inferred_type_name"] for name, parameter in found.items()}
    assert kinds == {"region": "str", "edition": "int", "methodology": "int"}
    assert all(parameter["help"] for parameter in found.values())


def test_plain_papermill_runs_a_notebook_from_the_root_and_from_another_folder(tmp_path: Path) -> None:
    results: list[list[dict]] = []
    for folder in (root(), tmp_path):
        output = tmp_path / f"{len(results)}.ipynb"
        notebook = Path(os.path.relpath(root() / "notebooks/vv/04-zorgvraag-in-de-toekomst.ipynb", folder))
        parameters = Path(os.path.relpath(root() / "params/vv/utrecht.yaml", folder))
        command = [sys.executable, "-m", "papermill", str(notebook), str(output), "-f", str(parameters)]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        cells = nbformat.read(output, as_version=4).cells
        results.append([out["data"][MIME] for cell in cells for out in cell.get("outputs", []) if MIME in out["data"]])
    assert results[0] == results[1]
    assert {figure["usermeta"]["regioanalyse"]["region"] for figure in results[0]} == {"utrecht"}


def shown_by(notebook: Path) -> list[object]:
    """Run the cells of a notebook here, and return what each one ends with."""
    names: dict[str, object] = {}
    ends: list[object] = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            *steps, last = ast.parse(cell.source).body
            exec(compile(ast.Module(steps, []), cell.id, "exec"), names)
            if isinstance(last, ast.Expr):
                ends.append(eval(compile(ast.Expression(last.value), cell.id, "eval"), names))
            else:
                exec(compile(ast.Module([last], []), cell.id, "exec"), names)
    return ends


@pytest.mark.parametrize("status", ["missing", "suppressed"])
@pytest.mark.parametrize("notebook", ALL, ids=NAMES)
def test_a_page_without_a_single_value_says_so_in_place_of_each_chart(
    notebook: Path, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = indicators.values_of
    monkeypatch.setattr(indicators, "values_of", lambda *key: values(*key).assign(value=float("nan"), status=status))
    ends = shown_by(notebook)
    figures = [end.spec for end in ends if isinstance(end, Figure)]
    assert figures
    assert {spec["usermeta"]["regioanalyse"]["empty"] for spec in figures} == {NOTHING_TO_DRAW}
    assert {spec["usermeta"]["regioanalyse"]["rule"] for spec in figures} == {"not_shown"}
    # the norm for waiting is no value of the report
    assert {end.rule for end in ends if isinstance(end, Finding)} <= {"not_shown", "norm"}
    for spec in figures:
        json.dumps(spec, allow_nan=False)


VERSIONS = [(2021, 2021), (2021, 2022), (2022, 2021)]


@pytest.fixture(scope="module")
def executed(made: None, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Path, int, int], Path]:
    """Return the executed copies of every notebook of a sector, edition and methodology."""
    folder = tmp_path_factory.mktemp("executed")
    wanted = [(notebook, *years) for years in VERSIONS for notebook in notebooks("vv")]
    copies = [folder / f"{number}.ipynb" for number in range(len(wanted))]
    jobs = [
        Job(notebook, copy, {"region": "rotterdam", "edition": edition, "methodology": methodology}, root())
        for (notebook, edition, methodology), copy in zip(wanted, copies, strict=True)
    ]
    ends: dict[int, End] = {}
    execute(jobs, ends.__setitem__)
    assert [end.message for end in ends.values() if end.error] == []
    return dict(zip(wanted, copies, strict=True))


@pytest.mark.parametrize(("edition", "methodology"), VERSIONS)
@pytest.mark.parametrize("notebook", notebooks("vv"), ids=lambda path: path.stem)
def test_every_edition_and_methodology_runs_and_shows_the_values_of_indicators(
    executed: dict[tuple[Path, int, int], Path], notebook: Path, edition: int, methodology: int
) -> None:
    shown = [
        out["data"][MIME]["usermeta"]["regioanalyse"]["values"]
        for cell in nbformat.read(executed[notebook, edition, methodology], as_version=4).cells
        for out in cell.get("outputs", [])
        if MIME in out.get("data", {})
    ]
    table = pd.concat([pd.DataFrame(each["rows"], columns=each["columns"]) for each in shown], ignore_index=True)
    assert set(table["edition"]) == {edition}
    assert set(table["methodology"]) == {methodology}
    # shares of counts and indices are worked out in the notebook, and say so by their unit
    own = table["unit"] == table["indicator"].map(lambda name: indicators.record(name, "vv").unit)
    keys = ["region", "indicator", "area", "period", "category"]
    both = table[own].merge(indicators.values("vv", edition, methodology), on=keys, suffixes=("", "_of"))
    assert len(both) == own.sum() > len(table) / 2
    pd.testing.assert_series_equal(both["value"].astype(float), both["value_of"], check_names=False)
    assert (both["status"] == both["status_of"]).all()


def change_a_number(book: dict) -> str:
    """Change the first number in the data of the first chart, and return the cell's source."""
    for cell in book["cells"]:
        for output in cell.get("outputs", []):
            if spec := output.get("data", {}).get(MIME):
                rows = next(iter(spec["datasets"].values()))
                rows[0]["value"] += 1
                return "".join(cell["source"])
    raise AssertionError("no chart")


def nothing(book: dict) -> str:
    """Leave a notebook as it is."""
    return ""


@pytest.mark.parametrize("change", [nothing, change_a_number])
def test_nbval_finds_one_changed_number_and_names_the_cell(tmp_path: Path, change: Callable[[dict], str]) -> None:
    book = json.loads(ALL[-1].read_text(encoding="utf-8"))
    source = change(book)
    copy = tmp_path / "copy.ipynb"
    copy.write_text(json.dumps(book), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-c", os.devnull, str(copy)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    if change is nothing:
        assert done.returncode == 0, done.stdout
    else:
        assert done.returncode == 1
        assert "1 failed" in done.stdout
        assert source.splitlines()[0] in done.stdout
        assert "copy.ipynb::Cell" in done.stdout
