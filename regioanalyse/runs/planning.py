"""Which notebooks are to be run, for which regions, and where their executed copies go."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regioanalyse.errors import InputError, choices
from regioanalyse.project import build, relative, root
from regioanalyse.records.sector import edition_of, methodology_of, sectors_having
from regioanalyse.runs.cells import cells_of
from regioanalyse.runs.parameters import Parameters, files, load


@dataclass(frozen=True)
class Run:
    """One notebook for one region."""

    #: What it is run with.
    sector: str
    parameters: Parameters
    #: The committed notebook.
    notebook: Path
    #: Where the executed copies go: `<sector>` for those of the book, `<sector>-<edition>-<methodology>` for an edition
    #: or methodology that was asked for.
    folder: str

    @property
    def place(self) -> Path:
        """Where the executed copy goes below `build/runs/`, or below `build/failed/` when a cell raises."""
        return Path(self.folder, self.parameters.region, self.notebook.name)

    @property
    def output(self) -> Path:
        """The executed copy when all cells ran."""
        return build() / "runs" / self.place

    @property
    def failed(self) -> Path:
        """The executed copy when a cell raised."""
        return build() / "failed" / self.place

    @property
    def label(self) -> str:
        """How messages name the run."""
        return ", ".join((self.place.parent.name, self.folder, self.notebook.stem))


@dataclass(frozen=True)
class Failure:
    """What went wrong, and with which run, notebook or parameter file."""

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
    """Return the runs that are asked for, and the notebooks and parameter files that are wrong.

    Parameters
    ----------
    regions, sectors, names
        Slugs of regions, sectors, and names of notebooks; all of them where empty.
    edition, methodology
        Used in place of those in the parameter files. Without a methodology it is the edition's own. Without sectors
        these are the sectors that have both.
    """
    chosen = list(sectors) or sectors_having(edition, methodology)
    for sector in chosen:
        methodology_of(sector, edition_of(sector, edition), methodology)
    there = [(sector, path) for sector in chosen for path in files(sector)]
    _check_known(regions, {path.stem for _, path in there}, "region")
    _check_known(names, {each.stem for sector in chosen for each in notebooks(sector)}, "notebook")
    failures: list[Failure] = []
    good: dict[str, list[Path]] = {sector: [] for sector in chosen}
    for sector in good:
        for notebook in notebooks(sector):
            try:
                cells_of(notebook)
                good[sector].append(notebook)
            except InputError as error:
                failures.append(Failure(relative(notebook), str(error)))
    runs: list[Run] = []
    for sector, path in there:
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
        asked = [each for each in good[sector] if not names or each.stem in names]
        runs += [Run(sector, parameters, notebook, folder) for notebook in asked]
    return runs, failures


def _check_known(asked: Sequence[str], known: set[str], what: str) -> None:
    for each in asked:
        if each not in known:
            raise choices(each, sorted(known), what)
