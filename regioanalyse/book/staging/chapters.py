"""Executed notebooks as pages of the book's source.

Nothing that differs from run to run or machine to machine gets in: run times, paths and random cell ids leave here.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regioanalyse.book.staging.folder import Staging
from regioanalyse.errors import InputError
from regioanalyse.figures import MIME
from regioanalyse.project import relative, root
from regioanalyse.records.sector import SECTORS
from regioanalyse.runs import current, planning
from regioanalyse.runs.planning import Run

#: What a staged notebook says of itself: nothing of the machine that it ran on.
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}


@dataclass(frozen=True)
class Shown:
    """A figure as it stands on a page."""

    identifier: str  #: its id on the page
    indicator: str
    finding: str
    also: tuple[str, ...] = ()  #: the other indicators in its table
    changes: tuple[str, ...] = ()  #: ids of the changes that it names below the chart


@dataclass(frozen=True)
class Chapter:
    """A page of a region and sector: an executed notebook, or the page of its editorial texts."""

    region: str
    sector: str
    name: str  #: of its file, without ending; it gives the order
    title: str  #: without the region
    edition: int
    methodology: int
    figures: tuple[Shown, ...]
    about: str = ""  #: Dutch, for a page without figures
    told: tuple[str, ...] = ()  #: indicators that it tells of in words, without a figure

    @property
    def page(self) -> str:
        """Name of the page in the book, without ending."""
        return f"{self.region}/{self.sector}/{self.name}"


def check_complete() -> list[Run]:
    """Return the runs that the book is made of; refuse a book with holes, or with pages of earlier values."""
    wanted, failures = planning.wanted()
    if failures:
        raise InputError("\n  ".join(["the book cannot be made:", *(failure.message for failure in failures)]))
    if not wanted:
        raise InputError("notebooks/, params/: found no notebook with parameters for a region; nothing to show")
    stale = current.stale(wanted)
    if stale:
        listed = "".join(f"\n  {relative(run.output)}" for run in stale)
        raise InputError(
            f"{len(stale)} of {len(wanted)} executed notebooks are missing or of earlier values; "
            f"`regioanalyse run` makes them:{listed}"
        )
    return wanted


def stage_chapters(staging: Staging, wanted: Sequence[Run], names: Mapping[str, str]) -> list[Chapter]:
    """Put the executed notebooks into the book's source; return what the generated pages tell of each."""
    chapters = []
    for run in wanted:
        region = run.parameters.region
        book = json.loads(run.output.read_text(encoding="utf-8"))
        chapter = clean(book, region, run.sector, run.notebook.stem, names[region], relative(run.output))
        # without indents: nbformat's own writer takes ten times as long
        page = json.dumps(book, ensure_ascii=False, sort_keys=True) + "\n"
        staging.put(f"{chapter.page}.ipynb", page.replace(f"{root()}/", ""))
        chapters.append(chapter)
    return chapters


def clean(book: Any, region: str, sector: str, notebook: str, region_name: str, where: str) -> Chapter:
    """Make an executed notebook fit for the book, in place; refuse one with an error, without title or parameters."""
    figures: list[Shown] = []
    parameters = book["metadata"].get("papermill", {}).get("parameters", {})
    if not {"edition", "methodology"} <= set(parameters):
        raise InputError(f"{where}: found parameters {sorted(parameters)}, allowed: with edition and methodology")
    book["metadata"] = METADATA
    for position, cell in enumerate(book["cells"], start=1):
        cell["id"] = f"cell-{position:02d}"
        cell["source"] = _joined(cell["source"])
        tags = set(cell["metadata"].get("tags", []))
        if cell["cell_type"] == "code":
            cell["outputs"] = [kept for output in cell["outputs"] if (kept := _clean_output(output, where, position))]
            cell["execution_count"] = None
            for output in cell["outputs"]:
                if spec := output.get("data", {}).get(MIME):
                    _register(spec, figures)
            tags.add("remove-input")
            if tags & {"parameters", "injected-parameters"} or not cell["outputs"]:
                tags.add("remove-cell")
        cell["metadata"] = {"tags": sorted(tags)} if tags else {}
    title = _retitle(book, f"{region_name} ({SECTORS[sector].abbreviation})", where)
    edition, methodology = int(parameters["edition"]), int(parameters["methodology"])
    return Chapter(region, sector, notebook, title, edition, methodology, tuple(figures))


def _joined(text: str | list[str]) -> str:
    """Return a text that a notebook's file may have as a list of lines."""
    return text if isinstance(text, str) else "".join(text)


def _clean_output(output: Any, where: str, position: int) -> Any:
    """Return an output without what differs per run, or nothing when no reader needs it."""
    if output["output_type"] == "error":
        raise InputError(f"{where}: cell {position}: failed with {output['ename']}: {output['evalue']}")
    if output["output_type"] == "stream":
        output["text"] = _joined(output["text"])
        return output if output["name"] == "stdout" else None
    output["metadata"] = {}
    if "execution_count" in output:
        output["execution_count"] = None
    # JupyterLab adds a picture of a chart when it saves
    kept = (MIME, "text/plain") if MIME in output["data"] else output["data"]
    output["data"] = {
        mime: value if mime.endswith("json") else _joined(value)
        for mime, value in output["data"].items()
        if mime in kept
    }
    return output


def _register(spec: Any, figures: list[Shown]) -> None:
    """Give a figure its id, unique on the page, and note it."""
    meta = spec.get("usermeta", {}).get("regioanalyse")
    if not meta:
        return
    earlier = sum(figure.indicator == meta["indicator"] for figure in figures)
    meta["id"] = meta["indicator"] + (f"-{earlier + 1}" if earlier else "")
    named = tuple(change["id"] for change in meta.get("changes", ()))
    figures.append(Shown(meta["id"], meta["indicator"], meta["finding"], _also(meta), named))


def _also(meta: Any) -> tuple[str, ...]:
    """Return the indicators that the figure's download has besides its own."""
    columns, rows = meta["values"]["columns"], meta["values"]["rows"]
    if "indicator" not in columns:
        return ()
    shown = dict.fromkeys(row[columns.index("indicator")] for row in rows)
    return tuple(name for name in shown if name != meta["indicator"])


def _retitle(book: Any, whose: str, where: str) -> str:
    """Put the region into the title: eleven pages of one title cannot be told apart when searching."""
    for cell in book["cells"]:
        source = cell["source"]
        if cell["cell_type"] == "markdown" and (match := re.search(r"^# +(.+?) *$", source, re.MULTILINE)):
            cell["source"] = f"{source[: match.start()]}# {match[1]} – {whose}{source[match.end() :]}"
            return match[1]
    raise InputError(f"{where}: found no title, allowed: a Markdown cell that begins with '# '")
