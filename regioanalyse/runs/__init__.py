"""Running the notebooks: every region and sector through papermill, several at once, only what changed."""

import json
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import nbformat
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from regioanalyse import content, indicators, kernels
from regioanalyse.errors import InputError, choices
from regioanalyse.project import build, relative, root
from regioanalyse.runs.parameters import Parameters, files, load
from regioanalyse.sources import texts

# a run that fails is told once, in the summary
logging.getLogger("papermill").setLevel(logging.CRITICAL)

#: Seconds that one cell may take: a cell of ours takes well under one.
CELL_TIMEOUT = 600


@dataclass(frozen=True)
class Run:
    """One notebook for one region.

    Attributes
    ----------
    sector, parameters
        What it is run with.
    notebook
        The committed notebook.
    folder
        Where the executed copies go, below `build/runs/`: the book's own are in `<sector>`, those of an edition or
        methodology that was asked for in `<sector>-<edition>-<methodology>`.
    output
        The executed copy, in `<folder>/<region>/`.
    """

    sector: str
    parameters: Parameters
    notebook: Path
    folder: str

    @property
    def output(self) -> Path:
        """Where the executed copy goes when all cells ran."""
        return build() / "runs" / self.folder / self.parameters.region / self.notebook.name

    @property
    def failed(self) -> Path:
        """Where the executed copy goes when a cell fails."""
        return build() / "failed" / self.folder / self.parameters.region / self.notebook.name

    @property
    def label(self) -> str:
        """How messages name the run."""
        return f"{self.parameters.region}, {self.folder}, {self.notebook.stem}"


@dataclass(frozen=True)
class Failure:
    """A run that did not end well: which, and what to tell."""

    label: str
    message: str


def notebooks(sector: str) -> list[Path]:
    """Return the notebooks of a sector, in the order of their chapters."""
    return sorted((root() / "notebooks" / sector).glob("*.ipynb"))


def wanted(
    regions: Sequence[str] = (),
    sectors: Sequence[str] = (),
    names: Sequence[str] = (),
    edition: int | None = None,
    methodology: int | None = None,
) -> tuple[list[Run], list[Failure]]:
    """Return the runs that are asked for, and the parameter files that are wrong.

    Parameters
    ----------
    regions, sectors, names
        Slugs of regions, sectors, and names of notebooks; all of them where empty.
    edition, methodology
        In place of what the parameter files say; a methodology that is not given is then the edition's own. Without
        sectors only those that have them.

    Raises
    ------
    InputError
        For a region, sector, notebook, edition or methodology that is not there.
    """
    chosen = list(sectors) or indicators.sectors_having(edition, methodology)
    for sector in chosen:
        indicators.methodology_of(sector, indicators.edition_of(sector, edition), methodology)
    known = sorted({path.stem for sector in chosen for _, path in files(sector)})
    for region in regions:
        if region not in known:
            raise choices(region, known, "region")
    there = sorted({notebook.stem for sector in chosen for notebook in notebooks(sector)})
    for name in names:
        if name not in there:
            raise choices(name, there, "notebook")
    runs: list[Run] = []
    failures: list[Failure] = []
    good = []
    for notebook in dict.fromkeys(path for each in chosen for path in notebooks(each)):
        try:
            _cells(notebook)
            good.append(notebook)
        except InputError as error:
            failures.append(Failure(relative(notebook), str(error)))
    for sector, path in (pair for each in chosen for pair in files(each)):
        if regions and path.stem not in regions:
            continue
        try:
            parameters = load(sector, path)
        except InputError as error:
            failures.append(Failure(f"{path.stem}, {sector}", str(error)))
            continue
        folder = sector
        if edition or methodology:
            year = edition or parameters.edition
            changed = {"edition": year, "methodology": methodology or year}
            parameters = parameters.model_copy(update=changed)
            folder = f"{sector}-{parameters.edition}-{parameters.methodology}"
        runs += [
            Run(sector, parameters, each, folder)
            for each in notebooks(sector)
            if each in good and (not names or each.stem in names)
        ]
    return runs, failures


def run_all(runs: Sequence[Run], console: Console, workers: int | None = None, started: bool = False) -> list[Failure]:
    """Run what is not current, several at once.

    Parameters
    ----------
    runs
        What to run.
    console
        Where the progress goes: one bar over all.
    workers
        How many at once; by default as many as `at_once` says.
    started
        Whether `kernels.start` was called already, for these runs; they are stopped here.

    Returns
    -------
    list of Failure
        Empty when all went well. A run that fails does not stop the others.
    """
    try:
        keys = keys_of(runs)
        anew = [run for run in runs if not _is_current(run, keys[run]) and not _reworded(run, keys[run])]
        if not anew:
            return []
        if not started:
            kernels.start()
            started = True
        return _run_anew(anew, keys, console, workers)
    finally:
        if started:
            kernels.stop()


def _reworded(run: Run, key: str) -> bool:
    """Put new words into an executed copy when only those changed; return whether that is what there was to do."""
    calculated = key.partition(" ")[0]
    before = content.key_of(run.output).split(" ")
    if before[0] != calculated or not _is_current(run, " ".join(before[:2])):
        return False
    book = json.loads(run.output.read_text(encoding="utf-8"))
    code = [cell for cell in _cells(run.notebook) if cell.cell_type == "code"]
    executed = [[cell] for cell in book["cells"] if cell["cell_type"] == "code"]
    # papermill put in a cell with what it was given
    place = next(place for place, cell in enumerate(code) if "parameters" in cell.metadata.get("tags", []))
    executed[place] += executed.pop(place + 1)
    done = iter(executed)
    cells = [next(done) if cell.cell_type == "code" else [cell] for cell in _cells(run.notebook)]
    book["cells"] = list(chain.from_iterable(cells))
    text = json.dumps(book, ensure_ascii=False, sort_keys=True) + "\n"
    content.write_whole(run.output, lambda beside: beside.write_text(text, encoding="utf-8"))
    mark_current(run, key)
    return True


def _run_anew(runs: Sequence[Run], keys: dict[Run, str], console: Console, workers: int | None) -> list[Failure]:
    failures: list[Failure] = []
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    bar = Progress(TextColumn("notebooks"), *columns, console=console)
    pool = ThreadPoolExecutor(workers or at_once(os.cpu_count() or 1, _free_memory()))
    try:
        with bar:
            task = bar.add_task("", total=len(runs))
            pending = {pool.submit(_run, run, keys[run]): run for run in runs}
            for done in as_completed(pending):
                if failure := done.result():
                    failures.append(failure)
                bar.update(task, advance=1, description=pending[done].label)
            bar.update(task, description="")
    except BaseException:
        # on an interrupt the kernels go, so that the threads that wait for them end
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return sorted(failures, key=lambda failure: failure.label)


#: Bytes that a kernel may take for itself: the largest notebook ends with 80 MB in a fork, 170 MB in a plain kernel.
KERNEL_MEMORY = 200 * 2**20


def at_once(cores: int, free: int | None) -> int:
    """Return how many notebooks run at once: what keeps the cores busy, within the memory.

    Parameters
    ----------
    cores
        How many there are; starting and stopping a kernel is waiting, so there are three notebooks for each.
    free
        Bytes of memory that can be had, of which half is for kernels; None where that is not known.
    """
    wanted = 3 * cores
    return wanted if free is None else max(1, min(wanted, free // 2 // KERNEL_MEMORY))


def _free_memory() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return None


def _run(run: Run, key: str) -> Failure | None:
    from papermill.exceptions import PapermillExecutionError

    # papermill does not write where a finished file belongs
    part = run.output.with_name(f".part-{run.output.name}")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        execute(run.notebook, part, run.parameters)
        content.forget(run.output)
        part.replace(run.output)
    except Exception as error:
        # an older output is of older cells: without it the book refuses to be built
        run.output.unlink(missing_ok=True)
        if not isinstance(error, PapermillExecutionError):
            return Failure(run.label, f"{type(error).__name__}: {error}")
        run.failed.parent.mkdir(parents=True, exist_ok=True)
        part.replace(run.failed)
        place = f"cell {error.cell_index + 1}: {error.ename}: {error.evalue}"
        return Failure(run.label, f"{place}; executed copy: {relative(run.failed)}")
    finally:
        part.unlink(missing_ok=True)
    run.failed.unlink(missing_ok=True)
    mark_current(run, key)
    return None


def execute(notebook: Path, output: Path, parameters: Parameters) -> None:
    """Run one notebook through papermill.

    Parameters
    ----------
    notebook
        The notebook to run.
    output
        Where the executed copy goes.
    parameters
        What its parameters cell is overruled with.

    Raises
    ------
    papermill.PapermillExecutionError
        When a cell raises.
    """
    # papermill takes a third of a second, which a call that finds nothing to run does not need
    from regioanalyse.runs import engine

    engine.run(
        notebook,
        output,
        parameters.model_dump(),
        progress_bar=False,
        execution_timeout=CELL_TIMEOUT,
        **kernels.OPTIONS,
    )


def stale(runs: Sequence[Run]) -> list[Run]:
    """Return the runs whose executed copy is missing, or not current."""
    keys = keys_of(runs)
    return [run for run in runs if not _is_current(run, keys[run])]


def _is_current(run: Run, key: str) -> bool:
    return run.output.is_file() and content.is_current(run.output, _sealed(run, key))


def mark_current(run: Run, key: str) -> None:
    """Remember that the executed copy of a run was made under `key`, and what is in it: edited it is not current."""
    content.mark_current(run.output, _sealed(run, key))


def _sealed(run: Run, key: str) -> str:
    return f"{key} {content.digest(run.output)}"


def _cells(notebook: Path) -> list[nbformat.NotebookNode]:
    """Return the cells of a notebook that can be a page.

    Raises
    ------
    InputError
        When the file is no notebook, has no title, not one cell of code tagged `parameters`, or a cell that stands
        for what papermill puts in.
    """
    about = notebook.stat() if notebook.exists() else None
    return _cells_of(notebook, about and (about.st_mtime_ns, about.st_size))


@cache
def _cells_of(notebook: Path, version: tuple[int, int] | None) -> list[nbformat.NotebookNode]:
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except (OSError, ValueError, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(f"{relative(notebook)}: cannot be read as a notebook: {reason}") from error
    if not any(cell.cell_type == "markdown" and cell.source.startswith("# ") for cell in cells):
        raise InputError(f"{relative(notebook)}: found no title, allowed: a Markdown cell that begins with '# '")
    tagged = [cell.cell_type for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if tagged != ["code"]:
        found = f"{len(tagged)} cells ({', '.join(tagged)})" if tagged else "no cell"
        raise InputError(f"{relative(notebook)}: found {found} tagged `parameters`, allowed: one, of code")
    if any("injected-parameters" in cell.metadata.get("tags", []) for cell in cells):
        # papermill would put what it is given in this place, which may be before the cell of the parameters
        raise InputError(
            f"{relative(notebook)}: found a cell tagged `injected-parameters`, allowed: none; each run has one put in"
        )
    return list(cells)


def keys_of(runs: Sequence[Run]) -> dict[Run, str]:
    """Return what the executed copy of each run depends on; what runs share is read once.

    Returns
    -------
    dict of Run to str
        Two hashes with a space between them: of what the outputs come from (code, parameters, values, figures and
        lock), and of the words around the code, for which nothing has to be calculated.
    """
    # no notebook reads editorial texts: they stand on pages of their own
    data = [path for path in sorted((root() / "data").glob("[!.]*")) if path != texts.folder()]
    package = root() / "regioanalyse" if (root() / "regioanalyse").is_dir() else Path(__file__).parent.parent
    shared = content.digest(
        package / "figures",
        package / "report.py",
        package / "indicators",
        *data,
        *(path for path in [root() / "requirements.txt"] if path.exists()),
    )

    @cache
    def of_cells(notebook: Path, code: bool) -> str:
        cells = [cell for cell in _cells(notebook) if (cell.cell_type == "code") == code]
        # words keep their place between the cells of code
        places = [] if code else [cell.cell_type for cell in _cells(notebook)]
        abouts = (f"{cell.cell_type} {cell.metadata.get('tags', [])} {cell.source}" for cell in cells)
        pictures = (json.dumps(cell.get("attachments", {}), sort_keys=True) for cell in cells)
        return content.digest(*places, *abouts, *pictures)

    @cache
    def of_values(sector: str, edition: int, methodology: int) -> str:
        files = (indicators.file_of, indicators.locations_file_of)
        return content.digest(*(file(sector, edition, methodology) for file in files))

    def of_run(run: Run) -> str:
        parameters = run.parameters
        values = of_values(run.sector, parameters.edition, parameters.methodology)
        code, words = (of_cells(run.notebook, code) for code in (True, False))
        return f"{content.digest(shared, code, values, parameters.model_dump_json())} {words}"

    return {run: of_run(run) for run in runs}
