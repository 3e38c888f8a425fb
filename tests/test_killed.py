"""Kill -9 at any moment, of any process, then run again: the bytes of a build that nobody disturbed, and nothing left.

A moment is a number of files that were written so far, so that kills hit every phase on any machine: tables, marts,
values, notebooks, staging, Sphinx, putting the book in its place.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from regioanalyse import project
from tests.conftest import PROJECT_FILES
from tests.runs.conftest import ONLY_A_KERNEL, write_notebook

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")

#: Of the clients one in this many is kept.
ONE_IN = 40
#: The Januaries that the editions need.
MONTHS = [f"{year}-01" for year in range(2019, 2024)]
REGIONS = ("rotterdam", "utrecht")

#: `regioanalyse build` with quick stand-ins for what is worked out, but not for who writes it, and when: a generator
#: that copies tables, values that are there already, a warm process with little to import.
BUILD = """
import shutil, sys
from pathlib import Path
import pandas as pd
from regioanalyse import indicators
from regioanalyse.indicators import care_locations, value_table
from regioanalyse import kernels
from regioanalyse import example

sample = Path(sys.argv[1])

def copy(folder, references):
    for file in sorted((sample / "example").rglob("*.parquet")):
        place = folder / file.relative_to(sample / "example")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)

def ready(file_of):
    def read(found, edition, *_):
        file = file_of(edition.sector.name, edition.year, edition.methodology)
        return pd.read_parquet(sample / "values" / file.name)
    return read

example.make = copy
value_table.compute = ready(indicators.file_of)
care_locations.points = ready(indicators.locations_file_of)
kernels.PRELOAD = sys.argv[2].split(",")
from regioanalyse.cli import main
sys.argv = ["regioanalyse", "build"]
main()
"""

#: Seconds after which a build that somebody killed a process of counts as hanging; it takes ten.
PATIENCE = 300
#: Seconds in which the processes of a command that was killed have ended.
ORPHANS = 15


def processes() -> dict[int, tuple[int, list[str]]]:
    """Return the parent and the command line of every process that runs; one that only waits to be noticed does not."""
    found = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                state, parent = Path(entry.path, "stat").read_text().rpartition(")")[2].split()[:2]
                command = Path(entry.path, "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if state != "Z":
                found[int(entry.name)] = (int(parent), command)
    return found


def helpers(owner: int) -> dict[int, str]:
    """Return the processes below a build, and what each of them is."""
    there = processes()
    kinds = {owner: "main"}
    while below := {pid for pid, (parent, _) in there.items() if parent in kinds and pid not in kinds}:
        for pid in below:
            parent, command = there[pid]
            if any(part.endswith("warm.py") for part in command):
                kinds[pid] = "warm" if parent == owner else "kernel"
            elif "ipykernel_launcher" in command:
                kinds[pid] = "kernel"
            else:
                kinds[pid] = "sphinx" if BUILD in command else "other"
    del kinds[owner]
    return kinds


@dataclass
class Kill:
    """One kill: of what kind of process, when this many files were written.

    Attributes
    ----------
    victim
        `main`, `warm`, `kernel` or `sphinx`.
    moment
        Files written since the command began.
    """

    victim: str
    moment: int


@dataclass
class Outcome:
    """How a command ended: who was killed, its status, what it said, how many files it wrote."""

    killed: list[Kill]
    status: int
    told: str
    written: int


def listing(folder: Path) -> set[tuple[str, int]]:
    """Return name and time of every file; a file that is written again is another one."""
    found = set()
    for where, _, names in os.walk(folder):
        for name in names:
            try:
                found.add((f"{where}/{name}", Path(where, name).stat().st_mtime_ns))
            except OSError:
                continue
    return found


def build(root: Path, *kills: Kill) -> Outcome:
    """Run `regioanalyse build`, kill processes of it, and see that none is left.

    Parameters
    ----------
    root
        Of the project.
    *kills
        Whom and when; those that the build has no such process for before it ends are left out.
    """
    temporary = Path(tempfile.mkdtemp(prefix="ra-"))
    environment = os.environ | {"REGIOANALYSE_PROJECT": str(root), "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", BUILD, str(root / "sample"), ",".join(ONLY_A_KERNEL)]
    before = listing(root / "build")
    written: set[tuple[str, int]] = set()
    seen: dict[int, str] = {}
    todo, killed = list(kills), list[Kill]()
    with tempfile.TemporaryFile() as said:
        owner = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while owner.poll() is None:
            running = helpers(owner.pid)
            seen |= running
            written |= listing(root / "build") - before
            kinds = running | {owner.pid: "main"}
            for kill in [each for each in todo if len(written) >= each.moment and each.victim in kinds.values()]:
                with suppress(ProcessLookupError):
                    os.kill(next(pid for pid, kind in kinds.items() if kind == kill.victim), signal.SIGKILL)
                    killed.append(kill)
                    todo.remove(kill)
            if time.monotonic() > end:
                os.killpg(owner.pid, signal.SIGKILL)
                raise AssertionError(f"hangs after {kills}: {running}")
            time.sleep(0.05)
        said.seek(0)
        told = said.read().decode()
    until(lambda: not seen.keys() & processes().keys(), ORPHANS, f"processes end after {kills}")
    until(lambda: list(temporary.iterdir()) == [], ORPHANS, f"temporary files leave after {kills}")
    temporary.rmdir()
    return Outcome(killed, owner.returncode, told, len(written))


def until(done: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"after {seconds} seconds not yet: {what}"
        time.sleep(0.05)


def check_told(outcome: Outcome) -> None:
    """Hold what a command said and its status against whom it lost."""
    if any(kill.victim == "main" for kill in outcome.killed):
        assert outcome.status == -signal.SIGKILL
        return
    # it did without that process, or says what happened to somebody who can run it again
    assert "Traceback" not in outcome.told, outcome
    assert outcome.status in (0, 1, 2), outcome
    if outcome.status:
        assert "error: " in outcome.told or "failed" in outcome.told, outcome
        assert not outcome.told.rstrip().endswith(":"), outcome


#: What must be the same to the byte; of executed notebooks, which hold run times, what is staged of them.
COMPARED = ("example", "marts", "values", "staging", "book")


def result(root: Path) -> tuple[dict[str, bytes], set[str]]:
    """Return the files that must be the same, and the names of all that is kept."""
    kept = root / "build"
    there = [path for path in kept.rglob("*") if path.is_file()]
    files = {
        path.relative_to(kept).as_posix(): path.read_bytes()
        for path in there
        if (name := path.relative_to(kept).parts[0]) in COMPARED
        # the key of a staged page is of the executed notebook, with its run times
        and not (name == "staging" and path.name.startswith("."))
    }
    return files, {path.relative_to(kept).as_posix() for path in there}


def make_sample(tables: Path, sample: Path) -> None:
    """Keep a few clients and months of the tables."""
    for file in [*tables.glob("*.parquet"), *(tables / "claims" / f"{month}.parquet" for month in MONTHS)]:
        table = pd.read_parquet(file)
        if "client" in table:
            table = table[table["client"] % ONE_IN == 0]
        place = sample / file.relative_to(tables)
        place.parent.mkdir(parents=True, exist_ok=True)
        table.to_parquet(place, index=False)


def make_small_project(root: Path) -> Path:
    """Make a project of two regions with one notebook in one sector, and few clients."""
    checkout = project.root()
    for name in PROJECT_FILES:
        if (checkout / name).is_dir():
            shutil.copytree(checkout / name, root / name)
        else:
            shutil.copy2(checkout / name, root / name)
    for notebook in root.glob("notebooks/*/*.ipynb"):
        notebook.unlink()
    for parameters in root.glob("params/*/*.yaml"):
        if parameters.stem not in REGIONS:
            parameters.unlink()
    write_notebook(root / "notebooks/vv/03-nu.ipynb", "import time; time.sleep(0.3)", "region")
    make_sample(checkout / "build" / "example", root / "sample" / "example")
    shutil.copytree(checkout / "build" / "values", root / "sample" / "values")
    return root


@dataclass
class Killed:
    """A small project, what a build without disturbance makes of it, and how many files that writes."""

    root: Path
    files: dict[str, bytes]
    names: set[str]
    written: int


@pytest.fixture
def small(made: None, tmp_path: Path) -> Killed:
    """Return a small project that was built once."""
    return undisturbed(tmp_path)


def undisturbed(folder: Path) -> Killed:
    """Make a small project, build it, and remove what that made."""
    root = make_small_project(folder / "project")
    outcome = build(root)
    assert outcome.status == 0, outcome.told
    files, names = result(root)
    shutil.rmtree(root / "build")
    return Killed(root, files, names, outcome.written)


def check_same(small: Killed) -> None:
    """Hold what was made against what the build made that nobody disturbed."""
    files, names = result(small.root)
    assert sorted(names ^ small.names) == []
    assert [name for name in small.files if files[name] != small.files[name]] == []


def test_killed_at_many_moments_the_next_build_makes_the_same_bytes(small: Killed) -> None:
    drawn = random.Random(1)
    tables, pages = (drawn.sample(range(1, end), 4) for end in (60, small.written // 2))
    # each goes on from what the one before left; moments count from there
    for kills in (
        *([Kill("main", moment)] for moment in tables),
        [Kill("kernel", 1)],
        [Kill("warm", 1), Kill("sphinx", 1)],
        *([Kill("main", moment)] for moment in pages),
    ):
        outcome = build(small.root, *kills)
        check_told(outcome)
        if outcome.status == 0:
            check_same(small)
    last = build(small.root)
    assert last.status == 0, last.told
    check_same(small)
