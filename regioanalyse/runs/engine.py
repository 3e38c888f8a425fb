"""papermill as our runs use it: the same execution, but read and saved without its detours.

To import this changes how nbclient takes in figures, for all of the process (`_output`).

papermill copies and writes the notebook's old outputs, which every run replaces, and writes with an encoder in Python:
together more work than it has in running the cells.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient import client
from papermill.engines import NBClientEngine, papermill_engines

from regioanalyse.figures import MIME
from regioanalyse.project import relative

#: How papermill knows our engine.
NAME = "regioanalyse"


class Engine(NBClientEngine):
    """papermill's own engine; it saves the executed notebook itself, also one with a cell that raised."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, notebook: Path, output: Path, **kwargs: Any) -> Any:
        """Run the cells of `nb`, which papermill made of `notebook`, and save it as `output`."""
        # papermill takes the notebook that it was given for its path
        nb.metadata.papermill.update(input_path=relative(notebook), output_path=relative(output))
        executed = super().execute_notebook(nb, kernel_name, **kwargs)
        # without indents the encoder is not the one in Python
        output.write_text(json.dumps(executed, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        # from here on papermill looks for errors, and encodes all the rest for nothing
        for cell in executed.cells:
            if cell.cell_type == "code":
                cell.outputs = [each for each in cell.outputs if each.output_type == "error"]
        return executed


papermill_engines.register(NAME, Engine)

_output_of_nbclient = client.output_from_msg


def _output(message: dict[str, Any]) -> nbformat.NotebookNode:
    """Return the output that a kernel sent.

    nbclient turns each part of it into an object of its own and holds it against nbformat's schema; a figure has
    thousands of parts, and was held against a schema when it was made.
    """
    content = message["content"]
    if message["msg_type"] not in ("display_data", "execute_result") or MIME not in content["data"]:
        return _output_of_nbclient(message)
    about = {"execution_count": content["execution_count"]} if message["msg_type"] == "execute_result" else {}
    return nbformat.NotebookNode(
        output_type=message["msg_type"], metadata=content["metadata"], data=content["data"], **about
    )


client.output_from_msg = _output


def run(notebook: Path, output: Path, parameters: dict[str, Any], **options: Any) -> None:
    """Run a notebook through papermill.

    Parameters
    ----------
    notebook, output
        The notebook, and where its executed copy goes.
    parameters
        What its parameters cell is overruled with.
    **options
        Of `papermill.execute_notebook`.

    Raises
    ------
    papermill.PapermillExecutionError
        When a cell raises; the executed copy is then there too.
    """
    papermill.execute_notebook(
        _without_outputs(notebook, notebook.stat().st_mtime_ns),
        None,
        parameters=parameters,
        engine_name=NAME,
        notebook=notebook,
        output=output,
        **options,
    )


@cache
def _without_outputs(notebook: Path, version: int) -> nbformat.NotebookNode:
    """Return a notebook as papermill needs it, read once for all regions; papermill makes its own copy."""
    book = nbformat.read(notebook, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return book
