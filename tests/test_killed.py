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
from pathlib import Path

import pandas as pd
import psutil
import pytest

from tests.runs.conftest import LITTLE, make_small, write_notebook

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")

#: Of the clients one in this many is kept, and of the months the Januaries that the editions need.
ONE_IN, MONTHS = 40, [f"{year}-01" for year in range(2019, 2024)]

#: `regioanalyse build` with quick stand-ins for what is worked out, but not for who writes it, and when: a generator
#: that copies tables, values that are there already, a server with little to import.
BUILD = f"""
import shutil, sys
from pathlib import Path
import pandas as pd
from regioanalyse import example, indicators
from regioanalyse.indicators import care_locations, value_table
from regioanalyse.runs import execution

sample = Path(sys.argv[1])

def copy(folder, references):
    shutil.copytree(sample / "example", folder, dirs_exist_ok=True)

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

#: Seconds after which a build that lost a process counts as hanging, and in which the processes of a killed one end.
PATIENCE, ORPHANS = 300, 15
#: What must be the same to the byte; of executed notebooks, which hold run times, what is staged of them.
COMPARED = ("example", "marts", "values", "staging", "book")


def helpers(owner: int) -> dict[psutil.Process, str]:
    """Return the processes below a build, and what each of them is: `server`, `notebook` or `sphinx`."""
    kinds = {}
    with suppress(psutil.NoSuchProcess):
        for process in psutil.Process(owner).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if BUILD in process.cmdline():
                    kinds[process] = "sphinx"
                else:
                    kinds[process] = "server" if process.ppid() == owner else "notebook"
    return kinds


def runs(process: psutil.Process) -> bool:
    """Return whether a process has not ended; one that only waits to be noticed has."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(done: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + ORPHANS
    while not done():
        assert time.monotonic() < end, f"after {ORPHANS} seconds not yet: {what}"
        time.sleep(0.05)


def written(root: Path) -> set[tuple[Path, int]]:
    """Return name and time of every file; a file that is written again is another one."""
    found = set()
    # folders and files that leave meanwhile are passed over
    for path in (Path(where, name) for where, _, names in os.walk(root / "build") for name in names):
        with suppress(OSError):
            found.add((path, path.stat().st_mtime_ns))
    return found


def build(root: Path, victim: str = "", moment: int = 0) -> tuple[int, int]:
    """Run `regioanalyse build`, see that it tells what happened, and that no process or temporary file of it is left.

    Parameters
    ----------
    root
        Of the project.
    victim
        Which process is killed: `main`, `server`, `notebook` or `sphinx`. None when empty, or when the build ends
        before there is such a process.
    moment
        Files written before that.

    Returns
    -------
    int, int
        Its status, and how many files it wrote.
    """
    temporary = Path(tempfile.mkdtemp(prefix="ra-"))
    environment = os.environ | {"REGIOANALYSE_PROJECT": str(root), "TMPDIR": str(temporary)}
    before, after, seen, lost = written(root), set[tuple[Path, int]](), set[psutil.Process](), ""
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "-c", BUILD, str(root / "sample")]
        owner = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while owner.poll() is None:
            there = helpers(owner.pid)
            seen |= there.keys()
            after |= written(root) - before
            chosen = [each for each, kind in there.items() if kind == victim]
            if not lost and len(after) >= moment and (chosen or victim == "main"):
                with suppress(psutil.NoSuchProcess):
                    (owner if victim == "main" else chosen[0]).kill()
                    lost = victim
            if time.monotonic() > end:
                os.killpg(owner.pid, signal.SIGKILL)
                raise AssertionError(f"hangs without {victim}: {there}")
            time.sleep(0.05)
        said.seek(0)
        told = said.read().decode()
    until(lambda: not any(map(runs, seen)), f"processes end without {victim}")
    until(lambda: list(temporary.iterdir()) == [], f"temporary files leave without {victim}")
    temporary.rmdir()
    if lost == "main":
        assert owner.returncode == -signal.SIGKILL
    else:
        # it did without that process, or says what happened to somebody who can run it again
        assert "Traceback" not in told
        assert owner.returncode == 0 or (lost and ("error: " in told or "failed" in told)), told
    return owner.returncode, len(after)


def result(root: Path) -> dict[str, bytes]:
    """Return all files that are made, and the bytes of those that must be the same."""
    kept = root / "build"
    found = {path.relative_to(kept): path for path in kept.rglob("*") if path.is_file()}
    same = {name for name in found if name.parts[0] in COMPARED}
    # the key of a staged page is of the executed notebook, with its run times
    same -= {name for name in same if name.parts[0] == "staging" and name.name.startswith(".")}
    return {str(name): path.read_bytes() if name in same else b"" for name, path in found.items()}


@pytest.fixture
def small(made: None, project: Path) -> Path:
    """Return a project of two regions with one notebook and few clients."""
    checkout = Path(__file__).parent.parent / "build"
    make_small(project)
    write_notebook(project / "notebooks/vv/03-nu.ipynb", "import time; time.sleep(0.3)", "region")
    tables = checkout / "example"
    for file in [*tables.glob("*.parquet"), *(tables / "claims" / f"{month}.parquet" for month in MONTHS)]:
        table = pd.read_parquet(file)
        place = project / "sample" / file.relative_to(checkout)
        place.parent.mkdir(parents=True, exist_ok=True)
        (table[table["client"] % ONE_IN == 0] if "client" in table else table).to_parquet(place, index=False)
    shutil.copytree(checkout / "values", project / "sample" / "values")
    return project


def test_killed_at_many_moments_the_next_build_makes_the_same_bytes(small: Path) -> None:
    _, files = build(small)
    undisturbed = result(small)
    shutil.rmtree(small / "build")
    drawn = random.Random(1)
    tables, pages = (drawn.sample(range(1, end), 4) for end in (60, files // 2))
    kills = [("main", moment) for moment in tables]
    kills += [("notebook", 1), ("server", 1), ("sphinx", 1), *(("main", moment) for moment in pages), ("", 0)]
    # each goes on from what the one before left; moments count from there
    for victim, moment in kills:
        status, _ = build(small, victim, moment)
        if status == 0:
            found = result(small)
            assert sorted(found.keys() ^ undisturbed.keys()) == []
            assert [name for name in found if found[name] != undisturbed[name]] == [], victim
    assert status == 0
