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

#: Cells of which a kernel's outputs are the same each time.
CELLS = (Path(__file__).parent / "cells.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n# %%\n")

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
    (ours,), errors = run(tmp_path, book_of(CELLS))
    theirs = in_a_kernel(book_of(CELLS))
    assert errors == [""]
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
