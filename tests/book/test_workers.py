"""Sphinx's processes: a killed one ends the build with a word, and none waits for a build that is gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.errors import SphinxError, SphinxParallelError

from regioanalyse.book.workers import LOST, Workers
from tests.runs.conftest import alive


def fail(_: object) -> None:
    raise ValueError("no such page")


def be_killed(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def double(number: int) -> int:
    return 2 * number


def test_every_answer_comes() -> None:
    answers: list[int] = []
    workers = Workers(2)
    for number in range(5):
        workers.add_task(double, number, lambda _, answer: answers.append(answer))
    workers.join()
    assert sorted(answers) == [0, 2, 4, 6, 8]


@pytest.mark.parametrize(
    ("task", "error", "told"), [(be_killed, SphinxError, LOST), (fail, SphinxParallelError, "no such page")]
)
@pytest.mark.parametrize("more", [False, True])
def test_a_process_that_is_lost_ends_the_build_also_while_pages_are_added(
    task: Callable[..., object], error: type[Exception], told: str, more: bool
) -> None:
    workers = Workers(1)
    workers.add_task(task, 1)

    def go_on() -> None:
        if more:
            time.sleep(0.5)
            workers.add_task(double, 1)
        workers.join()

    with pytest.raises(error, match=told):
        go_on()


#: A build whose pages have more to tell than a pipe holds, and that never reads it.
OWNER = """
import sys, time
from collections.abc import Callable
from pathlib import Path
from regioanalyse.book.workers import Workers

def tell(mark):
    import os
    Path(mark).write_text(str(os.getpid()))
    return "x" * 1_000_000

Workers(1).add_task(tell, sys.argv[1])
time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")
def test_a_process_with_much_to_tell_ends_with_the_build_that_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(mark)])
    for _ in range(600):
        if mark.exists() and mark.read_text():
            break
        time.sleep(0.1)
    worker = int(mark.read_text())
    assert worker in alive()
    owner.kill()
    owner.wait()
    for _ in range(150):
        if worker not in alive():
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    raise AssertionError("a process of Sphinx is still there")
