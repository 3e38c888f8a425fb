"""The book's Sphinx extension: no page is lost without a word, and no process outlives its build."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace

from tests.runs.conftest import runs

#: More pages than are handed out before the first come back.
PAGES = [f"page{number:02d}" for number in range(60)]


def build(folder: Path, **handlers: Callable[..., object]) -> None:
    """Build a book in two processes, with handlers of Sphinx's events (`source_read` is "source-read")."""
    source = folder / "source"
    source.mkdir(exist_ok=True)
    for name in PAGES:
        (source / f"{name}.rst").write_text(f"{name}\n======\n\nTekst.\n")
    (source / "index.rst").write_text("Begin\n=====\n\n.. toctree::\n\n   " + "\n   ".join(PAGES) + "\n")
    overrides = {"extensions": ["regioanalyse.book.site.extension"], "html_theme": "basic"}
    folders = (source, None, folder / "html", folder / "doctrees")
    with docutils_namespace():
        app = Sphinx(*folders, "html", overrides, status=None, warning=None, parallel=3)
        for event, handler in handlers.items():
            app.connect(event.replace("_", "-"), handler, priority=600)
        app.build(force_all=True)


def kill(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(*_: object) -> None:
    raise ValueError("no such page")


@pytest.mark.parametrize("harm", [kill, fail])
@pytest.mark.parametrize("event", ["source_read", "html_page_context"])
def test_a_lost_page_ends_the_build_even_where_an_earlier_one_exists(
    tmp_path: Path, event: str, harm: Callable[..., object]
) -> None:
    build(tmp_path)
    assert (tmp_path / "html" / "page01.html").is_file()

    def lose(_: Any, name: str, *__: object) -> None:
        if name == "page01" and multiprocessing.parent_process():
            harm()

    # pages are still handed out when the process is gone
    slowly = {"doctree_resolved": lambda *_: time.sleep(0.02)}
    with pytest.raises((SphinxError, EOFError)):
        build(tmp_path, **{event: lose, **slowly})


#: A build whose processes never come to an end.
OWNER = """
import multiprocessing, os, sys, time
from pathlib import Path
from tests.book.site.test_extension import build

def stay(app, name, *rest):
    if multiprocessing.parent_process():
        Path(sys.argv[1], name).write_text(str(os.getpid()))
        time.sleep(600)

build(Path(sys.argv[2]), **{sys.argv[3]: stay})
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("event", ["source_read", "html_page_context"])
def test_a_process_ends_with_the_build_that_is_killed(tmp_path: Path, event: str) -> None:
    marks, project = tmp_path / "marks", tmp_path / "project"
    for folder in (marks, project):
        folder.mkdir()
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(marks), str(project), event])
    until(lambda: len({mark.read_text() for mark in marks.iterdir()} - {""}) > 1)
    workers = [psutil.Process(int(pid)) for mark in marks.iterdir() if (pid := mark.read_text())]
    owner.kill()
    owner.wait()
    until(lambda: not any(map(runs, workers)))


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
