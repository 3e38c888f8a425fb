"""The process that runs notebooks: it imports what they need once, and forks a process of its own for each of them.

`execution.py` starts it as a program. Over one connection it gets the jobs, and tells how each of them ended. It ends
with that connection, and nothing that it started outlives it.
"""

import gc
import importlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from regioanalyse.project import relative, root

#: Seconds in which a process whose connection is closed has ended.
GRACE = 5


@dataclass(frozen=True)
class Job:
    """A notebook to run: where it is, where its executed copy goes, what it is given, in which folder its cells run."""

    notebook: Path
    output: Path
    parameters: Mapping[str, Any]
    folder: Path


@dataclass(frozen=True)
class End:
    """How a job ended: what went wrong, if anything, and in which cell (from 0)."""

    error: str = ""
    cell: int | None = None

    @property
    def message(self) -> str:
        """What went wrong, with the number of the cell as readers count it."""
        return self.error if self.cell is None else f"cell {self.cell + 1}: {self.error}"


def prepare(module: str) -> bool:
    """Import and read what all notebooks need, and return whether this process can be forked.

    A process with several threads cannot: a fork might hold a lock that no thread is left to release.
    """
    gc.disable()
    try:
        importlib.import_module(module).read()
        threads = len(list(Path("/proc/self/task").iterdir()))
        if threads > 1:
            raise RuntimeError(f"found {threads} threads after the imports, allowed: one")
    except Exception as error:
        print(f"each notebook imports for itself: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return False
    # what the collector leaves alone stays shared between the processes
    gc.freeze()
    return True


class Worker:
    """The process of one notebook, which ends with this one."""

    def __init__(self, job: Job, forks: bool) -> None:
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self.connection, told = context.Pipe(duplex=False)
        self.process = context.Process(target=work, args=(job, told))
        self.process.start()
        told.close()
        self.signs = self.connection, self.process.sentinel
        self.cell, self.since = 0, time.monotonic()

    def end(self, seconds: float) -> End | None:
        """Return how the notebook ended; nothing while it runs and no cell takes more than so many seconds."""
        gone = self.process.exitcode is not None
        try:
            while self.connection.poll():
                told = self.connection.recv()
                if isinstance(told, End):
                    return told
                self.cell, self.since = told, time.monotonic()
        except (EOFError, OSError):
            self.process.join(GRACE)
            gone = True
        if gone:
            return End(f"its process ended with status {self.process.exitcode}", self.cell)
        if time.monotonic() - self.since > seconds:
            return End(f"took more than {seconds:g} seconds", self.cell)
        return None

    def kill(self) -> None:
        """Kill the process and what its cells started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        # it may not have a group of its own yet
        self.process.kill()
        self.process.join()


def work(job: Job, told: Connection) -> None:
    """Run a notebook in this process, which is made for it, and tell where it is and how it ended."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from regioanalyse.runs.shell import ShellEngine

    # an error is told once, by the process that asked for the notebook
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    # a session of its own, so that all that the cells start can be killed with it
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()
    gc.enable()
    os.chdir(root())
    try:
        papermill.execute_notebook(
            relative(job.notebook),
            relative(job.output),
            job.parameters,
            ShellEngine.NAME,
            request_save_on_cell_execute=False,
            progress_bar=False,
            cwd=job.folder,
            started=told.send,
        )
        told.send(End())
    except PapermillExecutionError as error:
        told.send(End(f"{error.ename}: {error.evalue}", error.cell_index))
    except Exception as error:
        told.send(End(f"{type(error).__name__}: {error}"))


def end_with_parent() -> None:
    """Kill this process, with all that its cells started, as soon as its parent is gone."""
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os.killpg(0, signal.SIGKILL)


def serve(descriptor: int) -> None:
    """Run the jobs that come over a connection, several at once, and tell how each of them ended.

    `descriptor` is that of the connection, from the process that started this one.
    """
    owner = Connection(descriptor)
    jobs, at_once, seconds, ahead = owner.recv()
    forks = prepare(ahead)
    waiting, running = deque(enumerate(jobs)), dict[int, Worker]()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                number, job = waiting.popleft()
                running[number] = Worker(job, forks)
            if owner in wait([owner, *(each for worker in running.values() for each in worker.signs)], timeout=1):
                break
            for number, worker in list(running.items()):
                if end := worker.end(seconds):
                    worker.kill()
                    del running[number]
                    owner.send((number, end))
    finally:
        for worker in running.values():
            worker.kill()
