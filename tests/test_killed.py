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
from contextlib import suppress
from pathlib import Path

import pandas as pd
import psutil
import pytest

from tests.runs.conftest import descendants, make_small, runs, until, write_notebook

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")

#: Of the clients one in this many is kept, and of the months the Januaries that the editions need.
ONE_IN, MONTHS = 40, [f"{year}-01" for year in range(2019, 2024)]

#: `regioanalyse build` with quick stand-ins.
BUILD = [sys.executable, "-m", "tests.runs.command", "build"]

#: Seconds after which a build that lost a process counts as hanging, and in which the processes of a killed one end.
PATIENCE, ORPHANS = 300, 15
#: What must be the same to the byte; of executed notebooks, which hold run times, what is staged of them.
COMPARED = ("example", "marts", "values", "staging", "book")


def helpers(owner: int) -> dict[psutil.Process, str]:
    """Return the processes of a build, and what each of them is: `main`, `server`, `notebook` or `sphinx`."""
    kinds = {psutil.Process(owner): "main"}
    for process in descendants(owner):
        with suppress(psutil.NoSuchProcess):
            kind = "server" if process.ppid() == owner else "notebook"
            kinds[process] = "sphinx" if "tests.runs.command" in process.cmdline() else kind
    return kinds


def written(root: Path) -> set[tuple[Path, int]]:
    """Return name and time of every file; a file that is written again is another one."""
    found = set()
    # folders and files that leave meanwhile are passed over
    for path in (Path(where, name) for where, _, names in os.walk(root / "build") for name in names):
        with suppress(OSError):
            found.add((path, path.stat().st_mtime_ns))
    return found


def build(root: Path, victim: str = "", moment: int = 0) -> tuple[int, int]:
    """Run `regioanalyse build`, kill the victim after a number of written files, and see that nothing of it is left.

    The victim is `main`, `server`, `notebook` or `sphinx`; none when empty, or when the build ends before there is such
    a process. Returns the status, and how many files were written.
    """
    temporary = Path(tempfile.mkdtemp(prefix="ra-"))
    places = {"REGIOANALYSE_PROJECT": str(root), "TMPDIR": str(temporary), "SAMPLE": str(root / "sample")}
    before, after, seen, lost = written(root), set[tuple[Path, int]](), set[psutil.Process](), ""
    with tempfile.TemporaryFile() as said:
        owner = subprocess.Popen(BUILD, env=os.environ | places, stdout=said, stderr=said, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while owner.poll() is None:
            there = helpers(owner.pid)
            seen |= there.keys()
            after |= written(root) - before
            chosen = [each for each, kind in there.items() if kind == victim]
            if not lost and len(after) >= moment and chosen:
                with suppress(psutil.NoSuchProcess):
                    chosen[0].kill()
                    lost = victim
            if time.monotonic() > end:
                os.killpg(owner.pid, signal.SIGKILL)
                raise AssertionError(f"hangs without {victim}: {there}")
            time.sleep(0.05)
        told = os.pread(said.fileno(), 2**20, 0).decode()
    until(lambda: not any(map(runs, seen)), f"processes end without {victim}", ORPHANS)
    until(lambda: list(temporary.iterdir()) == [], f"temporary files leave without {victim}", ORPHANS)
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
            names = found.keys() | undisturbed.keys()
            assert [name for name in names if found.get(name) != undisturbed.get(name)] == [], victim
    assert status == 0
