"""Executing notebooks: what is not current is run, several at once, each in a process of its own (`server.py`)."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from regioanalyse import content
from regioanalyse.project import relative, root
from regioanalyse.runs.current import is_current, keys_of, mark_current, reword
from regioanalyse.runs.planning import Failure, Run
from regioanalyse.runs.server import End, Job

#: Seconds that one cell may take: a cell of ours takes well under one.
CELL_TIMEOUT = 600

#: Bytes that the process of a notebook may take for itself: the largest ends with 80 MB.
PROCESS_MEMORY = 200 * 2**20

#: The module whose imports all notebooks share, and whose `read` is called before the first of them starts.
AHEAD = "regioanalyse.runs.ahead"

#: Of the server: neither OpenBLAS nor Arrow starts a thread, or it could not be forked.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}


def run_all(runs: Sequence[Run], console: Console) -> list[Failure]:
    """Run what is not current, several at once, with one bar over all; a run that fails does not stop the others."""
    keys = keys_of(runs)
    todo = [run for run in runs if not is_current(run, keys[run]) and not reword(run, keys[run])]
    if not todo:
        return []
    for run in todo:
        run.output.parent.mkdir(parents=True, exist_ok=True)
        _part(run).unlink(missing_ok=True)
    failures: list[Failure] = []
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(TextColumn("notebooks"), *columns, console=console) as bar:
        task = bar.add_task("", total=len(todo))

        def finish(number: int, end: End) -> None:
            run = todo[number]
            if end.error:
                failures.append(_fail(run, end))
            else:
                _keep(run, keys[run])
            bar.update(task, advance=1, description=run.label)

        execute([Job(run.notebook, _part(run), run.parameters.model_dump(), root()) for run in todo], finish)
        bar.update(task, description="")
    return sorted(failures, key=lambda failure: failure.label)


def _part(run: Run) -> Path:
    # papermill does not write where a finished file belongs
    return run.output.with_name(f".part-{run.output.name}")


def _keep(run: Run, key: str) -> None:
    content.forget(run.output)
    _part(run).replace(run.output)
    run.failed.unlink(missing_ok=True)
    mark_current(run, key)


def _fail(run: Run, end: End) -> Failure:
    # an older copy is of older cells: without it the book refuses to be built
    run.output.unlink(missing_ok=True)
    if not _part(run).exists():
        return Failure(run.label, end.message)
    run.failed.parent.mkdir(parents=True, exist_ok=True)
    _part(run).replace(run.failed)
    return Failure(run.label, f"{end.message}; executed copy: {relative(run.failed)}")


def execute(jobs: Sequence[Job], finish: Callable[[int, End], None], seconds: float = CELL_TIMEOUT) -> None:
    """Run notebooks, several at once; none of their processes is left when this returns or raises.

    `finish` is called with the number of each job, from 0, and how it ended; a cell may take so many `seconds`.
    """
    ours, theirs = multiprocessing.Pipe()
    server = subprocess.Popen(
        [sys.executable, "-c", f"from regioanalyse.runs import server; server.serve({theirs.fileno()})"],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        env=os.environ | ENVIRONMENT,
        # an interrupt from the keyboard is for this process, which then stops the server
        start_new_session=True,
    )
    theirs.close()
    left = dict.fromkeys(range(len(jobs)))
    try:
        ours.send((jobs, at_once(os.cpu_count() or 1, _free_memory()), seconds, AHEAD))
        while left:
            number, end = ours.recv()
            del left[number]
            finish(number, end)
    except (EOFError, ConnectionError):
        for number in left:
            finish(number, End("the process that runs the notebooks was killed; the same command runs the rest"))
    finally:
        if left:
            server.terminate()
        ours.close()
        server.wait()


def at_once(cores: int, free: int | None) -> int:
    """Return how many notebooks run at once: what keeps the cores busy, within the memory.

    Of the `free` bytes half is for notebooks; None where it is not known.
    """
    wanted = 2 * cores
    return wanted if free is None else max(1, min(wanted, free // 2 // PROCESS_MEMORY))


def _free_memory() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return None
