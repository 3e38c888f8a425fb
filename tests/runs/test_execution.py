"""Processes of notebooks: each fails by itself, all end with the one that asked for them, and they can be forked."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import papermill
import pytest
import yaml
from rich.console import Console

from regioanalyse import indicators, sources
from regioanalyse.runs import execution, planning
from regioanalyse.runs.server import End, Job
from tests.runs.conftest import LITTLE, alive, descendants, outputs, run_all, write_notebook

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")


def until(done: Callable[[], bool], what: str) -> None:
    """Wait for something that comes by itself, generously."""
    for _ in range(1200):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError(f"after a minute not yet: {what}")


def run(folder: Path, *sources: str, seconds: float = 60) -> tuple[list[str], list[str]]:
    """Run a notebook of each code, and return what went wrong and what its last cell shows."""
    ends: dict[int, End] = {}
    jobs = [
        Job(write_notebook(folder / f"{number}.ipynb", code), folder / f"{number}.out", {}, folder)
        for number, code in enumerate(sources)
    ]
    execution.execute(jobs, ends.__setitem__, seconds)
    books = [nbformat.read(job.output, as_version=4) if job.output.exists() else None for job in jobs]
    shown = ["".join(each.text for each in book.cells[-1].outputs) if book else "" for book in books]
    return [ends[number].message for number in range(len(jobs))], shown


#: Holds the one lock of Python: no other thread of its process runs.
HANG_IN_C = "import ctypes; ctypes.PyDLL(None).pause()"


def test_a_process_that_dies_or_hangs_fails_alone(tmp_path: Path, little_ahead: None) -> None:
    before = descendants(os.getpid())
    messages, shown = run(
        tmp_path,
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os; os._exit(3)",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        HANG_IN_C,
        "import os; os.closerange(3, 256); os.abort()",
        "import subprocess; subprocess.Popen(['sleep', '1000']); print('fine')",
        "import threading; threading.Thread(target=threading.Event().wait).start(); print('fine')",
        seconds=2,
    )
    assert messages == [
        "cell 3: its process ended with status -9",
        "cell 3: its process ended with status 3",
        "cell 3: took more than 2 seconds",
        "cell 3: took more than 2 seconds",
        "cell 3: its process ended with status -6",
        "",
        "",
    ]
    assert shown[5:] == ["fine\n", "fine\n"]
    until(lambda: descendants(os.getpid()) <= before, "no process is left")


def test_without_the_server_its_runs_are_told_and_no_process_is_left(tmp_path: Path, little_ahead: None) -> None:
    kill = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)"
    messages, _ = run(tmp_path, "import time; time.sleep(1000)", kill)
    assert set(messages) == {"the process that runs the notebooks was killed; the same command runs the rest"}
    until(lambda: not any("regioanalyse.runs" in command(each) for each in alive()), "no process is left")


def command(process: int) -> str:
    """Return the command line of a process; nothing when it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


OWNER = f"""
import sys
from regioanalyse.cli import main
from regioanalyse.runs import execution
execution.AHEAD = "{LITTLE}"
sys.argv = ["regioanalyse", "run", "--sector", "vv"]
main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_command_that_is_stopped_leaves_what_was_finished_and_no_process(
    small_project: Path, tmp_path: Path, number: int
) -> None:
    """The first notebook is finished, the second hangs for both regions; the same command completes the rest."""
    write_notebook(small_project / "notebooks/vv/01-snel.ipynb", "1")
    slow = "import pathlib, subprocess\nif not pathlib.Path('go').exists(): subprocess.run(['sleep', '1000'])"
    write_notebook(small_project / "notebooks/vv/02-traag.ipynb", slow)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = {path for path in small_project.rglob("*") if path.is_file()}
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER], stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(temporary)}
    )
    done = [small_project / "build/runs/vv" / region / "01-snel.ipynb" for region in ("rotterdam", "utrecht")]
    keys = [path.with_name(f".{path.name}.key") for path in done]
    # the server, two notebooks and what their cells started
    until(lambda: all(key.exists() for key in keys) and len(descendants(owner.pid)) == 5, "both cells wait")
    running = descendants(owner.pid)
    owner.send_signal(number)
    _, told = owner.communicate(timeout=60)
    if number == signal.SIGKILL:
        until(lambda: not running & alive(), "processes are gone")
    else:
        assert owner.returncode == 130
        assert "interrupted" in told
        assert not running & alive()
    assert {path for path in small_project.rglob("*") if path.is_file()} - before == {*done, *keys}
    assert list(temporary.iterdir()) == []
    (small_project / "go").touch()
    times = [path.stat().st_mtime_ns for path in done]
    subprocess.run([sys.executable, "-c", OWNER], check=True, capture_output=True)
    assert len(list(small_project.glob("build/runs/vv/*/*.ipynb"))) == 4
    assert [path.stat().st_mtime_ns for path in done] == times


@pytest.mark.parametrize("thread", [False, True])
def test_a_process_with_threads_is_not_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], thread: bool
) -> None:
    start = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n" * thread
    (tmp_path / "own_ahead.py").write_text(f"{start}from {LITTLE} import read")
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
    for name in ("areas", "regions", "products"):
        sources.read(name).to_parquet(project_with_data / "data" / f"{name}.parquet")
        entries[name]["path"] = f"data/{name}.parquet"
    catalogue.write_text(yaml.safe_dump(entries))
    for name in ("areas", "regions", "products"):
        sources.remember(name, sources.key_of_check(name))
    messages, shown = run(project_with_data, READ, READ)
    assert messages == ["", ""]
    first, second = (each.split() for each in shown)
    assert first[:2] == second[:2] == ["False", "False"]
    assert not set(first[2:]) & set(second[2:])
    assert capfd.readouterr().err == "", "what is imported ahead starts no thread"


def test_what_is_missing_or_wrong_is_left_to_the_notebook_that_needs_it(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "data" / "areas.csv").write_text("nothing\n")
    assert run(project, "print(1)") == ([""], ["1\n"])
    assert capfd.readouterr().err == ""
    assert not indicators.file_of("vv", 2022, 2022).exists()


@pytest.mark.parametrize(
    ("cores", "free", "wanted"),
    [
        (2, None, 4),
        (2, 64 * 2**30, 4),
        (8, 8 * execution.PROCESS_MEMORY, 4),
        (8, 7 * execution.PROCESS_MEMORY, 3),
        (8, 0, 1),
    ],
)
def test_as_many_at_once_as_the_cores_and_the_memory_allow(cores: int, free: int | None, wanted: int) -> None:
    assert execution.at_once(cores, free) == wanted


def test_nothing_stale_starts_no_process(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    wanted, _ = planning.wanted(regions=["utrecht"])
    assert execution.run_all(wanted, Console(quiet=True)) == []
    monkeypatch.setattr(execution, "execute", lambda *_: pytest.fail("started"))
    assert execution.run_all(wanted, Console(quiet=True)) == []


def test_a_run_gets_its_parameters(small_project: Path) -> None:
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "print(region, edition, methodology)")
    assert run_all() == []
    for region in ("rotterdam", "utrecht"):
        book = nbformat.read(small_project / f"build/runs/vv/{region}/01-proef.ipynb", as_version=4)
        assert book.cells[-1].outputs[0].text == f"{region} 2022 2022\n"


def test_a_cell_that_raises_is_named_and_the_other_runs_stand(small_project: Path) -> None:
    broken = write_notebook(
        small_project / "notebooks/vv/01-stuk.ipynb", "1", 'assert region != "utrecht", "geen Utrecht"'
    )
    write_notebook(small_project / "notebooks/vv/02-heel.ipynb", "2")
    (failure,) = run_all()
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
    assert run_all() == []
    assert "vv/utrecht/01-stuk.ipynb" in outputs(small_project)
    assert not (small_project / "build/failed/vv/utrecht/01-stuk.ipynb").exists()


def test_an_executed_notebook_is_what_papermill_makes_of_it(small_project: Path, tmp_path: Path) -> None:
    notebook = small_project / "notebooks/vv/01-proef.ipynb"
    write_notebook(notebook, "print(region)\n'é', 1 / 3")
    (one,) = planning.wanted(["utrecht"])[0]
    parameters = one.parameters
    assert execution.run_all([one], Console(quiet=True)) == []
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
