"""Processes of notebooks: each fails by itself, all end with the one that asked for them, and they can be forked."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
import yaml
from rich.console import Console

from regioanalyse import indicators, sources
from regioanalyse.runs import execution, planning
from tests.runs.conftest import descendants, execute, notebook_of, outputs, run_all, runs, until, write_notebook

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")

OWNER = [sys.executable, "-m", "tests.runs.command", "run", "--sector", "vv"]


def run(folder: Path, *sources: str, seconds: float = 60) -> tuple[list[str], list[str]]:
    """Run a notebook of each code, and return what went wrong and what its last cell shows."""
    books, messages = execute(folder, [notebook_of(code) for code in sources], seconds)
    return messages, ["".join(each.text for each in book.cells[-1].outputs) if book else "" for book in books]


def test_a_process_that_dies_or_hangs_fails_alone(tmp_path: Path, little_ahead: None) -> None:
    before = descendants(os.getpid())
    ends = {
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "its process ended with status -9",
        "import os; os._exit(3)": "its process ended with status 3",
        "while True:\n try:\n  while True: pass\n except BaseException: pass": "took more than 2 seconds",
        # holds the one lock of Python: no other thread of its process runs
        "import ctypes; ctypes.PyDLL(None).pause()": "took more than 2 seconds",
        "import os; os.closerange(3, 256); os.abort()": "its process ended with status -6",
    }
    fine = (
        "import subprocess; subprocess.Popen(['sleep', '1000']); print('fine')",
        "import threading; threading.Thread(target=threading.Event().wait).start(); print('fine')",
    )
    messages, shown = run(tmp_path, *ends, *fine, seconds=2)
    assert messages == [*(f"cell 3: {end}" for end in ends.values()), "", ""]
    assert shown[len(ends) :] == ["fine\n", "fine\n"]
    until(lambda: descendants(os.getpid()) <= before, "no process is left")


def test_without_the_server_its_runs_are_told_and_no_process_is_left(tmp_path: Path, little_ahead: None) -> None:
    kill = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)"
    messages, _ = run(tmp_path, "import time; time.sleep(1000)", kill)
    assert set(messages) == {"the process that runs the notebooks was killed; the same command runs the rest"}

    def is_left() -> bool:
        return any("regioanalyse.runs" in str(each.info) for each in psutil.process_iter(["cmdline"]))

    until(lambda: not is_left(), "no process is left")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_command_leaves_finished_runs_and_no_process(
    small_project: Path, tmp_path: Path, number: int
) -> None:
    """The first notebook is finished, the second hangs for both regions; the same command completes the rest."""
    (temporary := tmp_path / "temporary").mkdir()
    write_notebook(small_project / "notebooks/vv/01-snel.ipynb", "1")
    slow = "import pathlib, subprocess\nif not pathlib.Path('go').exists(): subprocess.run(['sleep', '1000'])"
    write_notebook(small_project / "notebooks/vv/02-traag.ipynb", slow)
    before = {path for path in small_project.rglob("*") if path.is_file()}
    owner = subprocess.Popen(OWNER, stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(temporary)})
    done = [small_project / "build/runs/vv" / region / "01-snel.ipynb" for region in ("rotterdam", "utrecht")]
    keys = [path.with_name(f".{path.name}.key") for path in done]
    # the server, two notebooks and what their cells started
    until(lambda: all(key.exists() for key in keys) and len(descendants(owner.pid)) == 5, "both cells wait")
    running = descendants(owner.pid)
    owner.send_signal(number)
    _, told = owner.communicate(timeout=60)
    if number != signal.SIGKILL:
        assert owner.returncode == 130
        assert "interrupted" in told
        assert not any(map(runs, running))
    until(lambda: not any(map(runs, running)), "processes are gone")
    assert {path for path in small_project.rglob("*") if path.is_file()} - before == {*done, *keys}
    assert list(temporary.iterdir()) == []
    (small_project / "go").touch()
    times = [path.stat().st_mtime_ns for path in done]
    subprocess.run(OWNER, check=True, capture_output=True)
    assert len(list(small_project.glob("build/runs/vv/*/*.ipynb"))) == 4
    assert [path.stat().st_mtime_ns for path in done] == times


@pytest.mark.parametrize("thread", [False, True])
def test_a_process_with_threads_is_not_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], thread: bool
) -> None:
    start = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n" * thread
    (tmp_path / "own_ahead.py").write_text(f"{start}from tests.runs.little import read")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setattr(execution, "AHEAD", "own_ahead")
    messages, shown = run(tmp_path, "import sys; print('own_ahead' in sys.modules)")
    assert (messages, shown) == ([""], [f"{not thread}\n"])
    told = "each notebook imports for itself: RuntimeError: found 2 threads after the imports, allowed: one\n"
    assert capfd.readouterr().err == (told if thread else "")


#: Does what notebooks of ours begin with, without a way to read a table, and draws numbers.
READ = """
import random, sys
import numpy as np, pandas as pd, pyarrow.parquet
pyarrow.parquet.ParquetFile = pyarrow.parquet.read_table = pd.read_parquet = pd.read_csv = None
from regioanalyse.report import Report
report = Report("utrecht", "vv", 2022, 2022)
report.values("clients"), report.regions, report.shapes()
print("pandera" in sys.modules, "duckdb" in sys.modules, np.random.rand(), random.random())
"""


def test_a_notebook_finds_the_values_read_and_draws_numbers_of_its_own(
    project_with_data: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # checked, as after `regioanalyse data`, so that no notebook needs pandera; a project's own tables can be so too
    catalogue = project_with_data / "data" / "sources.yaml"
    entries = yaml.safe_load(catalogue.read_text())
    often = ("areas", "regions", "products")
    for name in often:
        sources.read(name).to_parquet(project_with_data / "data" / f"{name}.parquet")
        entries[name]["path"] = f"data/{name}.parquet"
    catalogue.write_text(yaml.safe_dump(entries))
    for name in often:
        sources.remember(name, sources.key_of_check(name))
    messages, shown = run(project_with_data, READ, READ)
    first, second = (each.split() for each in shown)
    assert (messages, first[:2], second[:2]) == (["", ""], ["False", "False"], ["False", "False"])
    assert not set(first[2:]) & set(second[2:])
    assert capfd.readouterr().err == "", "what is imported ahead starts no thread"


def test_a_wrong_table_is_left_to_the_notebook_that_needs_it(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / "data" / "areas.csv").write_text("nothing\n")
    assert run(project, "print(1)") == ([""], ["1\n"])
    assert capfd.readouterr().err == ""
    assert not indicators.file_of("vv", 2022, 2022).exists()


@pytest.mark.parametrize(("cores", "free", "wanted"), [(2, None, 4), (2, 400, 4), (8, 8, 4), (8, 7, 3), (8, 0, 1)])
def test_as_many_at_once_as_the_cores_and_the_memory_allow(cores: int, free: int | None, wanted: int) -> None:
    memory = None if free is None else free * execution.PROCESS_MEMORY
    assert execution.at_once(cores, memory) == wanted


def test_a_cell_that_raises_is_named_and_the_other_runs_stand(small_project: Path) -> None:
    raising = 'assert region != "utrecht", "geen Utrecht"'
    broken = write_notebook(small_project / "notebooks/vv/01-stuk.ipynb", "1", raising)
    write_notebook(small_project / "notebooks/vv/02-heel.ipynb", "2")
    (failure,) = run_all()
    assert failure.label == "utrecht, vv, 01-stuk"
    # papermill's own cell with the parameters stands third, so the cell that raises is the fifth
    assert failure.message.startswith("cell 5: AssertionError: geen Utrecht")
    finished = ["rotterdam/01-stuk", "rotterdam/02-heel", "utrecht/02-heel"]
    assert sorted(outputs(small_project)) == [f"vv/{name}.ipynb" for name in finished]
    left = nbformat.read(small_project / "build/failed/vv/utrecht/01-stuk.ipynb", as_version=4)
    assert left.cells[-1].outputs[0].ename == "AssertionError"
    write_notebook(broken, "1")
    assert run_all() == []
    assert "vv/utrecht/01-stuk.ipynb" in outputs(small_project)
    assert not (small_project / "build/failed/vv/utrecht/01-stuk.ipynb").exists()


def test_an_executed_notebook_is_what_papermill_makes_of_it_and_runs_once(
    small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "print(region, edition, methodology)\n'é', 1 / 3"
    notebook = write_notebook(small_project / "notebooks/vv/01-proef.ipynb", code)
    (one,) = planning.wanted(["utrecht"])[0]
    assert execution.run_all([one], Console(quiet=True)) == []
    other = tmp_path / "theirs.ipynb"
    papermill.execute_notebook(notebook, other, one.parameters.model_dump(), progress_bar=False, kernel_name="python3")
    ours, theirs = (nbformat.read(path, as_version=4) for path in (one.output, other))
    assert ours.cells[-1].outputs[0].text == "utrecht 2022 2022\n"
    for mine, their in zip(ours.cells, theirs.cells, strict=True):
        assert (mine.source, mine.get("outputs")) == (their.source, their.get("outputs"))
        assert mine.metadata.tags == their.metadata.tags
    assert ours.metadata.language_info == theirs.metadata.language_info
    mine, their = ours.metadata.papermill, theirs.metadata.papermill
    assert (mine.parameters, mine.keys()) == (their.parameters, their.keys())
    assert mine.input_path == "notebooks/vv/01-proef.ipynb"
    monkeypatch.setattr(execution, "execute", lambda *_: pytest.fail("started"))
    assert execution.run_all([one], Console(quiet=True)) == []
