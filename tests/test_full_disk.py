"""A disk that is full: one message, and nothing half-written where a finished file belongs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def small_disk(project: Path) -> Iterator[Path]:
    """Return a project whose `build/` is a disk of 8 MB; making one needs the rights to mount."""
    build = project / "build"
    build.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(build)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield build
    subprocess.run(["umount", str(build)], check=True)


def test_a_full_disk_gives_one_message_and_leaves_nothing_half_written(small_disk: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "regioanalyse.cli", "data"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("error: ") == 1
    assert "No space left on device" in done.stderr
    assert [path.name for path in small_disk.rglob("*") if path.is_file()] == []
