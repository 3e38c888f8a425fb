"""Running the committed notebooks: their outputs are a reference, which nbval holds against ordinary kernels too."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pandas as pd

from regioanalyse.errors import InputError
from regioanalyse.figures import MIME
from regioanalyse.indicators import accepted
from regioanalyse.project import relative
from regioanalyse.runs.execution import execute
from regioanalyse.runs.server import End, Job

#: Of a cell's metadata only these are kept, where they hold anything: the rest is times and what an editor left.
KEPT_METADATA = ("tags",)
#: nbval takes a cell without an execution count for one that was never run.
ALWAYS = 1


def rerun(notebooks: Sequence[Path]) -> dict[Path, str]:
    """Run committed notebooks with their own parameters, and return each with its new outputs, as it is committed.

    The files are left as they are. An `InputError` names notebook, cell and error when a cell raises.
    """
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, f"{number}.ipynb") for number in range(len(notebooks))]
        ends: dict[int, End] = {}
        jobs = [Job(notebook, copy, {}, notebook.parent) for notebook, copy in zip(notebooks, copies, strict=True)]
        execute(jobs, ends.__setitem__)
        for number, notebook in enumerate(notebooks):
            if ends[number].error:
                raise InputError(
                    f"{relative(notebook)}: {_told(notebook, ends[number])}; allowed: a notebook that runs"
                )
        read = [nbformat.read(copy, as_version=4) for copy in copies]
    return {notebook: clean(book) for notebook, book in zip(notebooks, read, strict=True)}


def _told(notebook: Path, end: End) -> str:
    """Return what went wrong, with the cell's own id: the readers of this message have the notebook at hand."""
    if end.cell is None:
        return end.error
    return f"cell '{nbformat.read(notebook, as_version=4).cells[end.cell].id}': {end.error}"


def other_outputs(before: str, after: str) -> list[str]:
    """Return the ids of the cells whose outputs differ between two versions of a notebook, as JSON."""
    old, new = ({cell["id"]: cell.get("outputs") for cell in json.loads(text)["cells"]} for text in (before, after))
    return [cell for cell, outputs in new.items() if outputs != old.get(cell)]


def moved_numbers(before: str, after: str) -> pd.DataFrame:
    """Compare the numbers that the figures of a notebook hold, from its JSON before and after.

    Returns
    -------
    DataFrame
        The numbers that both have and that differ: `cell`, `sector`, `edition`, `methodology`, `accepted.IDENTIFYING`,
        `old` and `new` (text). What only one of them has is another figure, not another number.
    """
    old, new = (_numbers(nbformat.reads(text, as_version=4)) for text in (before, after))
    both = pd.concat([old.rename("old"), new.rename("new")], axis="columns", join="inner")
    return both[both["old"] != both["new"]].reset_index()


#: What identifies a number of a figure.
_KEYS = ["cell", "sector", "edition", "methodology", *accepted.IDENTIFYING]


def _numbers(book: nbformat.NotebookNode) -> pd.Series:
    """Return the values of all figures, as the reference shows them; the index is `_KEYS`.

    A figure can have several numbers of one indicator and period, such as a count and its share: they stay together.
    """
    tables = [pd.DataFrame(columns=[*_KEYS, "value", "status"], dtype=str)]
    for cell in book.cells:
        for output in cell.get("outputs", []):
            meta = output.get("data", {}).get(MIME, {}).get("usermeta", {}).get("regioanalyse")
            if meta:
                table = pd.DataFrame(meta["values"]["rows"], columns=meta["values"]["columns"])
                tables.append(table.assign(cell=cell.id))
    table = pd.concat(tables, ignore_index=True)
    shown = pd.Series(accepted.shown(table), pd.MultiIndex.from_frame(table[_KEYS]), dtype=str)
    return shown.groupby(level=_KEYS).agg(lambda same: " ".join(sorted(set(same))))


def clean(book: nbformat.NotebookNode) -> str:
    """Return a notebook as it is committed: readable in a diff, the same bytes from the same cells.

    Execution times, PNG copies that JupyterLab adds and the kernel's version leave; the cells' own ids stay. Every cell
    has the same execution count, so that a cell put in between changes none below it.
    """
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in book.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in KEPT_METADATA and value}
        if cell.cell_type == "code":
            cell.execution_count = ALWAYS
        for output in cell.get("outputs", []):
            if "execution_count" in output:
                output.execution_count = ALWAYS
            output.get("data", {}).pop("image/png", None)
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = {}
    return json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
