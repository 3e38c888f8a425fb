"""The cells of a committed notebook: whether they can be a page, and what in them is code and what is words."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import nbformat

from regioanalyse import content
from regioanalyse.errors import InputError
from regioanalyse.project import relative

Cells = Sequence[nbformat.NotebookNode]


def cells_of(notebook: Path) -> Cells:
    """Return the cells of a notebook that can be a page.

    It has a title, one cell of code tagged `parameters`, and none with the tag of the one that papermill puts in; an
    `InputError` says what is wrong.
    """
    about = notebook.stat() if notebook.exists() else None
    return _read(notebook, about and (about.st_mtime_ns, about.st_size))


@cache
def _read(notebook: Path, version: tuple[int, int] | None) -> Cells:
    name = relative(notebook)
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except (OSError, ValueError, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(f"{name}: cannot be read as a notebook: {reason}") from error
    if not any(cell.cell_type == "markdown" and cell.source.startswith("# ") for cell in cells):
        raise InputError(f"{name}: found no title, allowed: a Markdown cell that begins with '# '")
    tagged = [cell.cell_type for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if tagged != ["code"]:
        found = f"{len(tagged)} cells ({', '.join(tagged)})" if tagged else "no cell"
        raise InputError(f"{name}: found {found} tagged `parameters`, allowed: one, of code")
    if any("injected-parameters" in cell.metadata.get("tags", []) for cell in cells):
        # papermill would put the parameters in this place, which may be above the cell that they overrule
        raise InputError(f"{name}: found a cell tagged `injected-parameters`, allowed: none; each run has one put in")
    return tuple(cells)


def code_of(notebook: Path) -> Cells:
    """Return the cells of code: all that outputs can depend on."""
    return [cell for cell in cells_of(notebook) if cell.cell_type == "code"]


def digest_of_code(notebook: Path) -> str:
    """Return a hash of the cells of code."""
    return _digest(code_of(notebook))


def digest_of_words(notebook: Path) -> str:
    """Return a hash of the cells of words, and of their places between those of code."""
    cells = cells_of(notebook)
    kinds = [cell.cell_type for cell in cells]
    return content.digest(*kinds, _digest([cell for cell in cells if cell.cell_type != "code"]))


def _digest(cells: Cells) -> str:
    abouts = (f"{cell.cell_type} {cell.metadata.get('tags', [])} {cell.source}" for cell in cells)
    pictures = (json.dumps(cell.get("attachments", {}), sort_keys=True) for cell in cells)
    return content.digest(*abouts, *pictures)


def with_words_of(notebook: Path, executed: str) -> str:
    """Return an executed copy, as JSON, with the words that its notebook has now around the same code."""
    book = json.loads(executed)
    done = [[cell] for cell in book["cells"] if cell["cell_type"] == "code"]
    # papermill put in a cell below that of the parameters
    tags = [cell.metadata.get("tags", []) for cell in code_of(notebook)]
    place = next(place for place, each in enumerate(tags) if "parameters" in each)
    done[place] += done.pop(place + 1)
    code = iter(done)
    cells = [next(code) if cell.cell_type == "code" else [cell] for cell in cells_of(notebook)]
    book["cells"] = list(chain.from_iterable(cells))
    return json.dumps(book, ensure_ascii=False, sort_keys=True) + "\n"
