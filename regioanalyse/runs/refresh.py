"""Running the committed notebooks in place: their outputs are the reference that nbval compares with."""

import json
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from regioanalyse import content
from regioanalyse.runs import CELL_TIMEOUT, kernels

#: Of a cell's metadata only these are kept: the rest is times and what an editor happened to leave.
KEPT_METADATA = ("tags",)


def refresh(notebook: Path) -> bool:
    """Run a committed notebook with its own parameters and write it back when its outputs changed.

    Parameters
    ----------
    notebook
        A notebook in `notebooks/`.

    Returns
    -------
    bool
        Whether the file changed.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        When a cell raises; the file is then left as it was.
    """
    book = nbformat.read(notebook, as_version=4)
    NotebookClient(
        book,
        timeout=CELL_TIMEOUT,
        resources={"metadata": {"path": str(notebook.parent)}},
        **kernels.OPTIONS,
    ).execute()
    text = clean(book)
    if text == notebook.read_text(encoding="utf-8"):
        return False
    content.write_whole(notebook, lambda beside: beside.write_text(text, encoding="utf-8"))
    return True


def clean(book: nbformat.NotebookNode) -> str:
    """Return a notebook as it is committed: readable in a diff, the same bytes from the same cells.

    Execution times, PNG copies that JupyterLab adds and the kernel's version leave; the cells' own ids stay.
    """
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in book.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in KEPT_METADATA}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("image/png", None)
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = {}
    return json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
