"""Notebooks in our shell have the outputs of an ordinary kernel, and the right ones where a kernel's depend on time."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from tests.runs.conftest import KERNEL, execute

pytestmark = pytest.mark.usefixtures("little_ahead")

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

#: Cells of which a kernel's outputs are the same each time.
CELLS = (
    "import asyncio, os, sys, subprocess",
    *("1 + 1", "print('a'); print('b'); 3", "5;", "", "# nothing", "print('no newline', end='')"),
    "for number in range(3000): print(number)",
    "print(*range(40), sep='\\r')",
    "from IPython.display import HTML, Image, clear_output, display\n"
    "display(HTML('<b>é</b>'), metadata={'isolated': True}); print('between')\n"
    "display({'text/plain': 'x', 'application/json': {'a': (1, 2), 'b': None}}, raw=True)",
    "handle = display('first', display_id='one'); display('other', display_id=True); None",
    *("handle.update('second'); print('after')", "display('third', display_id='one')"),
    "display('never', display_id='unknown', update=True)",
    *(f"print('gone'); clear_output({wait}); print('stays')" for wait in ("", "wait=True")),
    "print('stays'); clear_output(wait=True)",
    f"import base64; Image(data=base64.b64decode('{PIXEL}'))",
    *("!echo from a shell; echo wrong >&2; exit 3", "_exit_code", "found = !echo one; echo two\nfound"),
    "%%bash\necho from bash",
    "%%capture captured\nprint('caught'); display('caught')",
    "captured.stdout, len(captured.outputs)",
    "await asyncio.sleep(0.01, 'awaited')",
    *("%who_ls str", "print?", "%precision 2\n3.14159", "Out[2], _2, In[2], _"),
    "__name__, get_ipython() is not None, sys.modules['__main__'].__dict__ is globals()",
    "[os.environ[name] for name in ('FORCE_COLOR', 'TERM', 'PAGER')], sys.stdout.isatty(), sys.stdout.encoding",
    "class Rich:\n"
    "    def __repr__(self): return 'plain'\n"
    "    def _repr_html_(self): return '<i>rich</i>'\n"
    "    def _repr_mimebundle_(self, include=None, exclude=None): return {'text/x': 'bundle'}, {'text/x': {'a': 1}}\n"
    "Rich()",
    "import pandas as pd; pd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
    "import numpy as np; display({'application/json': {'a': np.int64(3)}, 'text/plain': 'json'}, raw=True)",
    "import logging; logging.warning('logged')",
    "import threading\nthread = threading.Thread(target=print, args=('from a thread',)); thread.start(); thread.join()",
)

#: Cells that raise, or tell what is wrong.
ERRORS = (
    *("1 / 0", "raise ValueError('wrong: é')", "print('before'); assert False, 'told'", "eval('1 +')"),
    *("import sys; sys.exit('text')", "raise KeyboardInterrupt", "undefined", "await nothing()"),
    "import os, signal; os.kill(os.getpid(), signal.SIGINT)",
    *("%nosuchmagic", "%run nosuchfile.py"),
    "class Broken:\n    def __repr__(self): raise ValueError('repr')\nBroken()",
    "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise RuntimeError('chained') from error",
)


def book_of(cells: Sequence[str]) -> nbformat.NotebookNode:
    made = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(cells)]
    return new_notebook(cells=made, metadata={"kernelspec": KERNEL})


def run(folder: Path, *books: nbformat.NotebookNode) -> tuple[list[nbformat.NotebookNode], list[str]]:
    """Return notebooks as our shell executes them, and what went wrong with each."""
    executed, messages = execute(folder, books)
    found = [book for book in executed if book]
    for book in found:
        # papermill marks the place of an error with cells of words
        book.cells = [cell for cell in book.cells if cell.cell_type == "code"]
    return found, messages


def in_a_kernel(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return NotebookClient(nbformat.from_dict(book), timeout=120, kernel_name="python3", allow_errors=True).execute()


def shown(cell: nbformat.NotebookNode) -> tuple[Any, ...]:
    """Return count and outputs of a cell; a kernel sends the text of a stream in as many parts as it likes."""
    parts = groupby(cell.outputs, key=lambda output: output.get("name"))
    outputs = [(name, "".join(each.text for each in some)) if name else list(some) for name, some in parts]
    return cell.source, cell.execution_count, outputs


def test_outputs_are_those_of_an_ordinary_kernel(tmp_path: Path) -> None:
    book = book_of(CELLS)
    (ours,), errors = run(tmp_path, book)
    assert errors == [""]
    theirs = in_a_kernel(book)
    assert list(map(shown, ours.cells)) == list(map(shown, theirs.cells))
    assert ours.metadata.language_info == theirs.metadata.language_info


def test_errors_are_those_of_an_ordinary_kernel(tmp_path: Path) -> None:
    executed, messages = run(tmp_path, *(book_of([source, "'after'"]) for source in ERRORS))
    for ours, theirs, message in zip(executed, in_a_kernel(book_of(ERRORS)).cells, messages, strict=True):
        keys, cells = ("ename", "evalue", "text"), (ours.cells[0], theirs)
        found, expected = ([tuple(map(output.get, keys)) for output in cell.outputs] for cell in cells)
        assert found == expected, theirs.source
        assert all("Cell" in "".join(each.traceback) for each in ours.cells[0].outputs if "Traceback" in str(each))
        raised = [f"cell 1: {name}: {value}" for name, value, _ in found if name]
        # what IPython says of a magic is no exception, and papermill knows only that the cell failed
        assert message == (raised or ["cell 1: CellExecutionError: "])[0]
        assert ours.cells[1].outputs == [], "cells below an error do not run"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if:", "SyntaxError: invalid syntax (<ipython-input-1-"),
        ("input()", "EOFError: EOF when reading a line"),
        ("exit()", "RuntimeError: found exit(), allowed: a notebook that runs to its end"),
        ("raise ExceptionGroup('two', [ValueError('a'), KeyError('b')])", "ExceptionGroup: two (2 sub-exceptions)"),
    ],
)
def test_an_error_is_told_where_a_kernel_tells_it_differently(tmp_path: Path, source: str, expected: str) -> None:
    _, (message,) = run(tmp_path, book_of([source]))
    assert message.startswith(f"cell 1: {expected}")


@pytest.mark.parametrize(
    ("source", "stdout", "stderr"),
    [
        ("import subprocess; subprocess.run('echo 1; echo 2 >&2; echo é', shell=True)", "1\né\n", "2\n"),
        ("import subprocess; subprocess.run('echo 2 > /dev/stderr', shell=True)", "", "2\n"),
        ("import os; os.write(1, b'bytes'); os.system('echo system')", "bytessystem\n", ""),
        ("import ctypes; c = ctypes.CDLL(None); c.puts(b'C'); c.fflush(None)", "C\n", ""),
        ("import subprocess; subprocess.run(['head', '-c', '300000', '/dev/zero'])", "\0" * 300_000, ""),
        ("import os\nif not os.fork():\n    print('fork'); os._exit(0)\nos.wait()", "fork\n", ""),
        ("import sys, subprocess; subprocess.run(['echo', 'x'], stdout=sys.stderr)", "", "x\n"),
        ("import subprocess; print('first'); subprocess.run(['echo', 'second']); print('third')",
         "first\nsecond\nthird\n", ""),
        ("import subprocess; subprocess.run(['cat'])", "", ""),
    ],
)  # fmt: skip
def test_what_programs_and_c_write_is_an_output_of_their_cell(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], source: str, stdout: str, stderr: str
) -> None:
    (book,), errors = run(tmp_path, book_of([f"{source}\nNone", "'next'"]))
    assert errors == [""]
    found = [(output.name, output.text) for output in book.cells[0].outputs]
    for name, expected in {"stdout": stdout, "stderr": stderr}.items():
        assert "".join(text for stream, text in found if stream == name) == expected
    assert capfd.readouterr() == ("", "")


def test_output_and_errors_keep_their_order(tmp_path: Path) -> None:
    source = "import sys\nprint(1); print(2, file=sys.stderr); print(3); print(4)"
    (book,), _ = run(tmp_path, book_of([source]))
    found = [(each.name, each.text) for each in book.cells[0].outputs]
    assert found == [("stdout", "1\n"), ("stderr", "2\n"), ("stdout", "3\n4\n")]
