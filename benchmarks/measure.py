"""Run a command and tell its time, the CPU time of all its processes, and their peak memory."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory.
INTERVAL = 0.2


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes
    ----------
    wall
        Seconds from start to end.
    cpu
        Seconds of all its processes together.
    peak
        Bytes of all its processes together at the highest, memory that they share counted once; 0 when not asked for.
    """

    wall: float
    cpu: float
    peak: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))

    def times(self, factor: float) -> "Cost":
        """Return the cost of this many times the work."""
        return Cost(self.wall * factor, self.cpu * factor, self.peak)


def run(
    command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str] | None = None, memory: bool = False
) -> Cost:
    """Run a command to its end.

    Parameters
    ----------
    command
        Program and arguments.
    cwd
        Where it runs.
    environment
        Beside that of this process.
    memory
        Whether to follow its memory, which itself takes time on a machine with many processes.

    Raises
    ------
    RuntimeError
        With the end of what it said, when it fails.
    """
    begin = time.perf_counter()
    # one thread per process on both sides: several run at once on the same cores
    inherited = {**os.environ, "OPENBLAS_NUM_THREADS": "1", **(environment or {})}
    process = subprocess.Popen(
        list(map(str, command)), cwd=cwd, env=inherited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    peaks = [0]
    ended = threading.Event()
    watch = threading.Thread(target=_follow, args=(process.pid, peaks, ended))
    if memory:
        watch.start()
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    if memory:
        watch.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: status {process.returncode}\n{said.decode()[-3000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, max(peaks))


def _follow(pid: int, peaks: list[int], ended: threading.Event) -> None:
    while not ended.wait(INTERVAL):
        peaks.append(sum(map(_memory, [pid, *_below(pid)])))


def _below(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *_below(child)]
    return found


def _memory(pid: int) -> int:
    """Return the memory of a process; of what it shares with others its part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
