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
import psutil
import pytest

from regioanalyse import project
from tests.conftest import PROJECT_FILES
from tests.runs.conftest import LITTLE, write_notebook

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")

#: Of the clients one in this many is kept.
ONE_IN = 40
#: The Januaries that the editions need.
MONTHS = [f"{year}-01" for year in range(2019, 2024)]
REGIONS = ("rotterdam", "utrecht")

#: `regioanalyse build` with quick stand-ins for what is worked out, but not for who writes it, and when: a generator
#: that copies tables, values that are there already, a server with little to import.
BUILD = f"""
import shutil, sys
from pathlib import Path
import pandas as pd
from regioanalyse import indicators
from regioanalyse.indicators import care_locations, value_table
from regioanalyse.runs import execution
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
execution.AHEAD = "{LITTLE}"
from regioanalyse.cli import main
sys.argv = ["regioanalyse", "build"]
main()
"""

#: Seconds after which a build that lost a process counts as hanging.
PATIENCE = 300
#: Seconds in which the processes of a command that was killed have ended.
ORPHANS = 15


def helpers(owner: int) -> dict[psutil.Process, str]:
    """Return the processes below a build, and what each of them is."""
    kinds = {}
    with suppress(psutil.NoSuchProcess):
        for process in psutil.Process(owner).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                runs = "regioanalyse.runs" in " ".join(process.cmdline()) and BUILD not in process.cmdline()
                kinds[process] = ("server" if process.ppid() == owner else "notebook") if runs else "sphinx"
    return kinds


def runs(process: psutil.Process) -> bool:
    """Return whether a process has not ended; one that only waits to be noticed has."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def written(root: Path) -> set[tuple[Path, int]]:
    """Return name and time of every file; a file that is written again is another one."""
    found = set()
    for path in (root / "build").rglob("*"):
        with suppress(OSError):
            found.add((path, path.stat().st_mtime_ns))
    return found


@dataclass
class Outcome:
    """How a build ended: whether its own process was killed, its status, what it said, how many files it wrote."""

    killed: bool
    status: int
    told: str
    files: int


def build(root: Path, victim: str = "", moment: int = 0) -> Outcome:
    """Run `regioanalyse build`, and see that none of its processes and temporary files is left.

    Parameters
    ----------
    root
        Of the project.
    victim
        Which process is killed: `main`, `server`, `notebook` or `sphinx`; none when empty, or when there is no such
        process before the build ends.
    moment
        Files written before that.
    """
    temporary = Path(tempfile.mkdtemp(prefix="ra-"))
    environment = os.environ | {"REGIOANALYSE_PROJECT": str(root), "TMPDIR": str(temporary)}
    before, after, seen, killed = written(root), set[tuple[Path, int]](), set[psutil.Process](), False
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "-c", BUILD, str(root / "sample")]
        owner = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while owner.poll() is None:
            there = helpers(owner.pid)
            seen |= there.keys()
            after |= written(root) - before
            chosen = [each for each, kind in there.items() if kind == victim]
            if not killed and len(after) >= moment and (chosen or victim == "main"):
                with suppress(psutil.NoSuchProcess):
                    (owner if victim == "main" else chosen[0]).kill()
                    killed = True
            if time.monotonic() > end:
                os.killpg(owner.pid, signal.SIGKILL)
                raise AssertionError(f"hangs after the end of {victim}: {there}")
            time.sleep(0.05)
        said.seek(0)
        told = said.read().decode()
    until(lambda: not any(map(runs, seen)), f"processes end after that of {victim}")
    until(lambda: list(temporary.iterdir()) == [], f"temporary files leave after the end of {victim}")
    temporary.rmdir()
    return Outcome(killed and victim == "main", owner.returncode, told, len(after))


def until(done: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + ORPHANS
    while not done():
        assert time.monotonic() < end, f"after {ORPHANS} seconds not yet: {what}"
        time.sleep(0.05)


def check_told(outcome: Outcome) -> None:
    """Hold what a command said and its status against what it lost."""
    if outcome.killed:
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
    return Killed(root, files, names, outcome.files)


def check_same(small: Killed) -> None:
    """Hold what was made against what the build made that nobody disturbed."""
    files, names = result(small.root)
    assert sorted(names ^ small.names) == []
    assert [name for name in small.files if files[name] != small.files[name]] == []


def test_killed_at_many_moments_the_next_build_makes_the_same_bytes(small: Killed) -> None:
    drawn = random.Random(1)
    tables, pages = (drawn.sample(range(1, end), 4) for end in (60, small.written // 2))
    kills = [("main", moment) for moment in tables]
    kills += [("notebook", 1), ("server", 1), ("sphinx", 1), *(("main", moment) for moment in pages)]
    # each goes on from what the one before left; moments count from there
    for victim, moment in kills:
        outcome = build(small.root, victim, moment)
        check_told(outcome)
        if outcome.status == 0:
            check_same(small)
    last = build(small.root)
    assert last.status == 0, last.told
    check_same(small)
