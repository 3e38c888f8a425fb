"""The whole book: against papermill and Jupyter Book by hand, and after nothing or little was changed."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.copies import copy_project, regioanalyse
from benchmarks.measure import Cost, run
from benchmarks.table import Row
from regioanalyse.records.sector import SECTORS

#: Of the runs by hand one in this many is done, when not all are: 22 of 110.
ONE_IN = 5
#: A build with nothing to do is measured this often, of which the middle one counts.
TIMES = 5
ABOUT = (
    "Wall time of `regioanalyse build`, installed and with the data made, against the same notebooks, lock and pages "
    "by hand: `papermill NOTEBOOK OUT -f PARAMETERS` for one after the other, then `jupyter-book build`."
)

T = TypeVar("T")


def measure(folder: Path, full: bool) -> tuple[str, list[Row]]:
    """Measure in a copy of the project.

    Parameters
    ----------
    folder
        For the copy.
    full
        Whether all notebooks are run by hand, not a sample.

    Returns
    -------
    str, list of Row
        What a reader must know, and the measurements.
    """
    # the first build after a while reads programs from disk, which what comes after it finds in memory
    regioanalyse(copy_project(folder / "first"), "build")
    project = copy_project(folder / "project")
    before = regioanalyse(project, "build")
    nothing = sorted(regioanalyse(project, "build").wall for _ in range(TIMES))[TIMES // 2]
    text = after(project, change_text)
    comment = after(project, comment_parameters)
    words = after(project, append_cell)
    by_size = sorted((project / "notebooks").glob("*/*.ipynb"), key=lambda file: file.stat().st_size)
    middle = after(project, lambda _: change_code(by_size[len(by_size) // 2]))
    largest = after(project, lambda _: change_code(by_size[-1]))
    added = with_a_region_more(project)
    runs, done, book = by_hand(project, folder / "by-hand", full)
    hand = runs + book
    # a machine that others share is not as fast all the time
    cold = (before + regioanalyse(copy_project(folder / "after"), "build")).times(0.5)
    cores = os.cpu_count() or 1
    note = "all" if full else f"{done} notebooks, × {ONE_IN}: a sample"
    rows = [
        Row("book, cold: `regioanalyse build`, mean of before and after all others", cold.wall, "s"),
        Row("CPU time of all its processes", cold.cpu, "s"),
        Row(f"by hand: papermill ({note})", runs.wall, "s"),
        Row("by hand: `jupyter-book build`", book.wall, "s"),
        Row("by hand / book, cold", hand.wall / cold.wall, limit="≥ 9"),
        Row("by hand / book, cold, CPU time", hand.cpu / cold.cpu),
        Row("wall / (CPU time / cores)", cold.wall / (cold.cpu / cores), limit="≤ 1.4"),
        Row("nothing changed", nothing, "s", "≤ 2"),
        Row("code changed in the notebook of middle size (11 runs) / cold", middle.wall / cold.wall, limit="≤ 0.2"),
        Row("code changed in the largest notebook (11 runs) / cold", largest.wall / cold.wall, limit="≤ 0.2"),
        Row("a Markdown cell added to one notebook (11 pages) / cold", words.wall / cold.wall, limit="≤ 0.2"),
        Row("one region's editorial text changed / cold", text.wall / cold.wall, limit="≤ 0.1"),
        Row("a comment in one region's parameters / cold", comment.wall / cold.wall, limit="≤ 0.1"),
        Row("an eleventh region beside ten (10 runs, every page's contents) / cold", added.wall / cold.wall),
    ]
    return ABOUT, rows


def after(project: Path, edit: Callable[[Path], None]) -> Cost:
    """Return what a build takes after an edit of a book that was finished."""
    edit(project)
    return regioanalyse(project, "build")


def append_cell(project: Path) -> None:
    """Add a Markdown cell to a notebook, as an analyst would."""
    _edit(
        sorted((project / "notebooks" / "vv").glob("*.ipynb"))[1],
        lambda cells: cells.append(
            {"cell_type": "markdown", "id": "appended", "metadata": {}, "source": ["Nog een zin."]}
        ),
    )


def change_code(notebook: Path) -> None:
    """Add a comment to the last code of a notebook: as with any change of code, all of it is run."""

    def commented(cells: list[dict[str, Any]]) -> None:
        last = [cell for cell in cells if cell["cell_type"] == "code"][-1]
        last["source"] = "".join(last["source"]) + "\n# nagekeken"

    _edit(notebook, commented)


def _edit(notebook: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    change(content["cells"])
    notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def change_text(project: Path) -> None:
    """Change a word of one region's editorial text."""
    text = sorted((project / "data" / "texts" / "vv").glob("*/*.md"))[0]
    text.write_text(text.read_text(encoding="utf-8").rstrip() + " Dat blijft zo.\n", encoding="utf-8")


def comment_parameters(project: Path) -> None:
    """Add a comment to one region's parameters: its other keys are the region's name, and the same for a whole book."""
    file = project / "params" / "vv" / "utrecht.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# nagekeken\n", encoding="utf-8")


def with_a_region_more(project: Path) -> Cost:
    """Return what a build takes when a region comes into a finished book."""
    files = [project / "params" / sector / "utrecht.yaml" for sector in SECTORS]
    texts = [file.read_text(encoding="utf-8") for file in files]
    for file in files:
        file.unlink()
        shutil.rmtree(project / "build" / "runs" / file.parent.name / "utrecht")
    regioanalyse(project, "build")
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return regioanalyse(project, "build")


def spread(things: Sequence[T], one_in: int) -> list[T]:
    """Return one in so many things, from begin to end.

    Parameters
    ----------
    things
        In an order in which neighbours are alike. Where a row of such neighbours is as long as `one_in`, the place
        within the row moves by one each time, so that each kind comes.
    one_in
        How many there are to one that is chosen.
    """
    return [things[start + (start // one_in) % one_in] for start in range(0, len(things) - one_in + 1, one_in)]


def by_hand(project: Path, folder: Path, full: bool) -> tuple[Cost, int, Cost]:
    """Run the notebooks one by one, and make the book of them, with the plain commands.

    Returns
    -------
    Cost, int, Cost
        Of all runs, how many of them were done, and of the book.
    """
    regioanalyse(project, "build")
    shutil.copytree(project / "build" / "staging", folder)
    shutil.copy2(project / "_config.yml", folder)
    environment = {"REGIOANALYSE_PROJECT": str(project)}
    every = [
        (notebook, parameters)
        for sector in SECTORS
        for parameters in sorted((project / "params" / sector).glob("*.yaml"))
        for notebook in sorted((project / "notebooks" / sector).glob("*.ipynb"))
    ]
    chosen = every if full else spread(every, ONE_IN)
    total = Cost(0, 0)
    for notebook, parameters in every:
        sector, region = parameters.parent.name, parameters.stem
        output = folder / region / sector / notebook.name
        if (notebook, parameters) in chosen:
            command: list[str | Path] = [sys.executable, "-m", "papermill", notebook, output, "-f", parameters]
            total += run(command, project, environment)
        else:
            shutil.copy2(project / "build" / "runs" / sector / region / notebook.name, output)
    book = run([Path(sys.executable).with_name("jupyter-book"), "build", folder], folder, environment)
    return total.times(len(every) / len(chosen)), len(chosen), book
