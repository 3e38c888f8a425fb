"""Kernels: a forked one cannot be told from an ordinary one, and neither outlives whoever started it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from regioanalyse import kernels, runs
from regioanalyse.project import root
from regioanalyse.runs.refresh import clean
from tests.runs.conftest import ONLY_A_KERNEL, alive, descendants, write_notebook

#: What makes a warm process fork kernels, and what makes it unable to.
PRELOADS = {"warm": ONLY_A_KERNEL, "plain": ("no_such_module",)}

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")


@pytest.fixture
def short_folder(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return an empty folder for temporary files; pytest's own has a path too long for sockets."""
    # pytest makes its own when it is first asked for: not in here
    tmp_path_factory.getbasetemp()
    with tempfile.TemporaryDirectory(prefix="ra-") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", None)
        yield Path(folder)
    monkeypatch.undo()
    tempfile.tempdir = None


@pytest.fixture(params=PRELOADS)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> Iterator[str]:
    """Have kernels of one kind; afterwards nothing is left of them."""
    monkeypatch.setattr(kernels, "PRELOAD", PRELOADS[request.param])
    before = descendants(os.getpid())
    kernels.start()
    yield request.param
    running = descendants(os.getpid()) - before
    kernels.stop()
    until(lambda: not running & alive(), "processes are gone")
    assert list(short_folder.iterdir()) == []


def until(done: Callable[[], bool], what: str) -> None:
    """Wait for something that comes by itself, generously."""
    for _ in range(1200):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError(f"after a minute not yet: {what}")


def process_of(manager: Any) -> Any:
    """Return the process of a kernel, a `Popen` or what stands for one."""
    return manager.provisioner.process


def told(client: BlockingKernelClient, code: str) -> Any:
    """Run code that sets `answer`, and return it."""
    asked = {"answer": "__import__('json').dumps(answer)"}
    reply = client.execute_interactive(code, user_expressions=asked, output_hook=lambda _: None, timeout=60)
    while reply["content"]["status"] == "aborted":
        # after an error a kernel sends back what came meanwhile
        reply = client.execute_interactive(code, user_expressions=asked, output_hook=lambda _: None, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]
    return json.loads(eval(reply["content"]["user_expressions"]["answer"]["data"]["text/plain"]))


FACTS = """
import os, signal, sys, threading
answer = {
    "argv": [each for each in sys.argv if "parent_handle" not in each and not each.endswith(".json")],
    "cwd": os.getcwd(),
    "environment": sorted(set(os.environ.items()) - {("JPY_PARENT_PID", os.environ.get("JPY_PARENT_PID"))}),
    "main": [sys.modules["__main__"].__dict__ is globals(), __name__],
    "path": sys.path,
    "signals": [str(signal.getsignal(each)) for each in (signal.SIGCHLD, signal.SIGTERM, signal.SIGPIPE)],
    "group": os.getpgrp() == os.getpid() == os.getsid(0),
    "stdin": os.read(0, 1).decode(),
    "threads": sorted(type(each).__name__ for each in threading.enumerate()),
    "history": get_ipython().history_manager.enabled,
}
"""


def test_a_fork_finds_what_an_ordinary_kernel_finds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = {}
    for kind, modules in PRELOADS.items():
        monkeypatch.setattr(kernels, "PRELOAD", modules)
        kernels.start()
        try:
            manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path), env=os.environ | {"A": "b"})
            found[kind] = told(client, FACTS)
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        finally:
            kernels.stop()
    assert found["warm"] == found["plain"]
    assert found["plain"]["cwd"] == str(tmp_path)
    assert ["A", "b"] in found["plain"]["environment"]
    assert found["plain"]["group"] is True


def test_a_committed_notebook_gives_the_same_bytes(made: None, monkeypatch: pytest.MonkeyPatch) -> None:
    committed = root() / "notebooks/gz/06-wachtlijst.ipynb"
    texts, parents = [], []
    for modules in (kernels.PRELOAD, PRELOADS["plain"]):
        monkeypatch.setattr(kernels, "PRELOAD", modules)
        kernels.start()
        try:
            book = nbformat.read(committed, as_version=4)
            book.cells.append(nbformat.v4.new_code_cell("__import__('os').getppid()", id="parent"))
            place = {"metadata": {"path": str(committed.parent)}}
            NotebookClient(book, timeout=600, resources=place, **kernels.OPTIONS).execute()
        finally:
            kernels.stop()
        parents.append(int(book.cells.pop().outputs[0].data["text/plain"]))
        texts.append(clean(book))
    assert texts[0] == texts[1]
    assert parents[0] != os.getpid() == parents[1]


def test_who_starts_a_kernel(kind: str) -> None:
    manager, client = start_new_kernel(kernel_name="python3")
    parent = told(client, "import os; answer = os.getppid()")
    assert (parent == os.getpid()) is (kind == "plain")
    assert manager.transport == "ipc"
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_an_interrupt_stops_the_cell_and_leaves_the_kernel(kind: str) -> None:
    manager, client = start_new_kernel(kernel_name="python3")
    message = client.execute("kept = 1; print('busy', flush=True)\nwhile True: pass")
    while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=60)
    while reply["parent_header"]["msg_id"] != message:
        reply = client.get_shell_msg(timeout=60)
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert told(client, "answer = kept") == 1
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(
    ("code", "timeout", "error"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 60, DeadKernelError),
        ("import os; os._exit(3)", 60, DeadKernelError),
        ("while True: pass", 1, CellTimeoutError),
    ],
)
def test_a_kernel_that_dies_or_hangs_is_told(kind: str, code: str, timeout: int, error: type[Exception]) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    with pytest.raises(error):
        NotebookClient(book, timeout=timeout, **kernels.OPTIONS).execute()


def test_a_kernel_that_ends_by_itself_tells_how(kind: str) -> None:
    manager, client = start_new_kernel(kernel_name="python3")
    process = process_of(manager)
    client.execute("import os; os._exit(3)")
    assert process.wait() == process.poll() == 3
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("kind", ["warm"], indirect=True)
def test_a_kernel_that_is_asked_to_end_runs_what_was_registered_for_it(kind: str, tmp_path: Path) -> None:
    """As an ordinary one does, unless it hangs in ipykernel's own end: now and then on a busy machine."""
    manager, client = start_new_kernel(kernel_name="python3")
    told(client, f"import atexit, pathlib; atexit.register(pathlib.Path({str(tmp_path / 'end')!r}).touch); answer = 1")
    process = process_of(manager)
    client.shutdown()
    until(lambda: process.poll() is not None, "the kernel ended")
    assert process.wait() == 0
    assert (tmp_path / "end").exists()
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_kernel_that_hangs_at_its_end_ends(kind: str) -> None:
    """As ipykernel may by itself. An ordinary one is killed by Jupyter, which asked."""
    manager, client = start_new_kernel(kernel_name="python3")
    told(client, "import atexit, threading; atexit.register(threading.Event().wait); answer = 1")
    process = process_of(manager)
    client.shutdown()
    if kind == "plain":
        manager.finish_shutdown(waittime=1)
        manager.shutdown_kernel(now=True)
    until(lambda: process.poll() is not None, "the kernel ended")
    client.stop_channels()
    if kind == "warm":
        assert process.poll() == 0
        manager.shutdown_kernel(now=True)


def test_stopping_ends_kernels_that_still_run_and_what_they_started(kind: str) -> None:
    """The fixture looks whether they are gone."""
    _, client = start_new_kernel(kernel_name="python3")
    client.execute("while True: pass")
    client.stop_channels()


def test_after_stopping_kernels_start_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "PRELOAD", ONLY_A_KERNEL)
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", "local-provisioner")
    kernels.start()
    assert factory.default_provisioner_name == kernels.NAME
    kernels.stop()
    assert factory.default_provisioner_name == "local-provisioner"


def test_forks_do_not_draw_the_same_random_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "PRELOAD", (*ONLY_A_KERNEL, "numpy", "random"))
    kernels.start()
    try:
        drawn = []
        for _ in range(2):
            manager, client = start_new_kernel(kernel_name="python3")
            drawn.append(told(client, "import numpy, random; answer = [numpy.random.rand(), random.random()]"))
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    finally:
        kernels.stop()
    assert not set(drawn[0]) & set(drawn[1])


THREAD = "import threading, time\nthreading.Thread(target=time.sleep, args=(3600,), daemon=True).start()\n"


def test_what_starts_a_thread_is_not_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "with_thread.py").write_text(THREAD)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setattr(kernels, "PRELOAD", (*ONLY_A_KERNEL, "with_thread"))
    kernels.start()
    try:
        manager, client = start_new_kernel(kernel_name="python3")
        assert told(client, "import os; answer = os.getppid()") == os.getpid()
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    finally:
        kernels.stop()
    assert "kernels start cold: RuntimeError: a preloaded module started a thread" in capfd.readouterr().err


def test_what_is_read_ahead_is_read_for_the_first_kernel_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "read"
    code = f"from pathlib import Path\ndef read():\n    with Path({str(log)!r}).open('a') as file: file.write('x')\n"
    (tmp_path / "reads_ahead.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setattr(kernels, "PRELOAD", ("reads_ahead:read", *ONLY_A_KERNEL))
    kernels.start()
    try:
        assert not log.exists()
        for _ in range(2):
            manager, client = start_new_kernel(kernel_name="python3")
            assert told(client, "import sys; answer = 'reads_ahead' in sys.modules")
            assert log.read_text() == "x"
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    finally:
        kernels.stop()


def test_what_the_book_preloads_starts_no_thread(capfd: pytest.CaptureFixture[str]) -> None:
    kernels.start()
    try:
        manager, client = start_new_kernel(kernel_name="python3")
        parent = told(client, "import os; answer = os.getppid()")
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    finally:
        kernels.stop()
    assert parent != os.getpid()
    assert capfd.readouterr().err == ""


def test_without_the_warm_process_its_kernels_end_and_the_next_are_ordinary(
    monkeypatch: pytest.MonkeyPatch, short_folder: Path
) -> None:
    monkeypatch.setattr(kernels, "PRELOAD", ONLY_A_KERNEL)
    kernels.start()
    try:
        manager, client = start_new_kernel(kernel_name="python3")
        pid = told(client, "import os; answer = os.getpid()")
        os.kill(told(client, "answer = os.getppid()"), signal.SIGKILL)
        until(lambda: pid not in alive(), "the kernel ended")
        assert process_of(manager).poll() is not None
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager, client = start_new_kernel(kernel_name="python3")
        assert told(client, "import os; answer = os.getppid()") == os.getpid()
        client.stop_channels()
    finally:
        kernels.stop()
    assert list(short_folder.iterdir()) == []


def test_a_warm_process_that_nobody_asked_for_a_kernel_is_not_waited_for(short_folder: Path) -> None:
    kernels.start()
    warm = kernels._started[-1].warm
    kernels.stop()
    assert warm
    assert warm.returncode == -signal.SIGKILL
    assert list(short_folder.iterdir()) == []


def test_sockets_of_an_owner_who_was_killed_with_the_warm_process_leave_with_the_next_start(
    monkeypatch: pytest.MonkeyPatch, short_folder: Path
) -> None:
    monkeypatch.setattr(kernels, "PRELOAD", ONLY_A_KERNEL)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = [f"regioanalyse-{ended.pid}-a", f"regioanalyse-{os.getppid()}-a", "regioanalyse-report", "other"]
    for name in names:
        (short_folder / name).mkdir()
    kernels.start()
    kernels.stop()
    assert sorted(path.name for path in short_folder.iterdir()) == sorted(names[1:])
    for name in names[1:]:
        (short_folder / name).rmdir()


OWNER = """
import sys
from regioanalyse import kernels
kernels.PRELOAD = {modules!r}
from regioanalyse.cli import main
sys.argv = ["regioanalyse", "run", "--sector", "vv"]
main()
"""


@pytest.mark.parametrize("kind", PRELOADS)
def test_an_owner_that_is_killed_leaves_no_process_socket_or_file(
    small_project: Path, short_folder: Path, kind: str
) -> None:
    hang = 'import pathlib, time\npathlib.Path(region).touch()\nwhile not pathlib.Path("never").exists(): time.sleep(1)'
    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", hang)
    before = sorted(small_project.rglob("*"))
    command = [sys.executable, "-c", OWNER.format(modules=PRELOADS[kind])]
    owner = subprocess.Popen(command, cwd=small_project, stderr=subprocess.DEVNULL)
    marks = [small_project / "rotterdam", small_project / "utrecht"]
    until(lambda: all(mark.exists() for mark in marks), "both notebooks run")
    running = descendants(owner.pid)
    # two kernels and the warm process
    assert len(running) == 3
    assert len(list(short_folder.iterdir())) == 1
    owner.kill()
    owner.wait()
    until(lambda: not running & alive(), "processes are gone")
    assert list(short_folder.iterdir()) == []
    left = {path for path in small_project.rglob("*") if path.is_file()} - set(before)
    assert left == set(marks)


@pytest.mark.parametrize(
    ("cores", "free", "wanted"),
    [
        (2, None, 6),
        (2, 64 * 2**30, 6),
        (8, 8 * runs.KERNEL_MEMORY, 4),
        (8, 7 * runs.KERNEL_MEMORY, 3),
        (8, 0, 1),
    ],
)
def test_as_many_at_once_as_the_cores_and_the_memory_allow(cores: int, free: int | None, wanted: int) -> None:
    assert runs.at_once(cores, free) == wanted


def test_nothing_stale_starts_no_process(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    write_notebook(small_project / "notebooks/vv/01-proef.ipynb", "1")
    wanted, _ = runs.wanted(regions=["utrecht"])
    assert runs.run_all(wanted, Console(quiet=True)) == []
    monkeypatch.setattr(kernels, "start", lambda: pytest.fail("started"))
    assert runs.run_all(wanted, Console(quiet=True)) == []
