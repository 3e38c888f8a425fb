"""The command line: one small command around data, runs and book. `regioanalyse --help` lists it."""

import gc
import io
import signal
import sys
import warnings
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

# commands import the rooms that they need: a build with nothing to do needs none
from regioanalyse import steps
from regioanalyse.errors import InputError, choices
from regioanalyse.project import build as build_folder
from regioanalyse.project import root

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console(stderr=True, highlight=False, soft_wrap=True)


class Format(StrEnum):
    """How `indicators` prints."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"


class Engine(StrEnum):
    """What `data` makes the marts on."""

    DUCKDB = "duckdb"
    SPARK = "spark"


Regions = Annotated[list[str] | None, typer.Option("--region", help="Slug of a region; all when not given.")]
Edition = Annotated[int | None, typer.Option("--edition", help="The report's year.")]
Methodology = Annotated[
    int | None, typer.Option("--methodology", help="Version of the definitions; the edition's own when not given.")
]
Sectors = Annotated[list[str] | None, typer.Option("--sector", help="Name of a sector; all when not given.")]


@app.command()
def build() -> None:
    """Make all of it: data, runs, book."""
    key = steps.inputs()
    if steps.is_sealed(key):
        console.print("nothing changed")
        typer.echo(build_folder() / "book" / "index.html")
        return
    run()
    book()
    steps.seal(key)


@app.command()
def data(
    check: Annotated[list[Path] | None, typer.Option(help="Only tell whether this own file fits its table.")] = None,
    engine: Annotated[Engine, typer.Option(help="What the marts are made on; they are the same.")] = Engine.DUCKDB,
    master: Annotated[
        str | None, typer.Option(help="Of Spark: spark://host:port of a cluster; this machine when not given.")
    ] = None,
) -> None:
    """Make the tables, the marts and the values: sources → marts → values."""
    if check:
        _check_files(check)
        return
    if master and engine is not Engine.SPARK:
        raise InputError(f"--master: found {master!r} with --engine {engine}, allowed: with --engine spark")
    if engine is Engine.SPARK:
        # Spark does not promise its own data frames for pandas 3 yet; rows come and go as Arrow here. Before the
        # imports: pandera imports pyspark where it is
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    _make_data((master or "local[*]") if engine is Engine.SPARK else None)
    console.print("data: current")


def _make_data(spark: str | None = None) -> None:
    """Make what is out of date of the tables, the marts and the values; on the Spark of this address where given."""
    from regioanalyse import data as tables
    from regioanalyse import indicators, marts
    from regioanalyse.figures import maps

    with console.status("example data"):
        tables.prepare()
    with console.status("marts"):
        marts.make(spark)
    with console.status("values"):
        indicators.make()
    maps.boundaries()


def _check_files(paths: list[Path]) -> None:
    from regioanalyse import sources

    wrong = False
    for path in paths:
        name, found = sources.check_file(path)
        wrong = wrong or bool(found)
        console.print(f"{path}: {'does not fit' if found else 'fits'} the table '{name}'", markup=False)
        for problem in found:
            console.print(f"  {problem}", markup=False)
    if wrong:
        raise typer.Exit(2)


@app.command()
def run(
    region: Regions = None,
    sector: Sectors = None,
    notebook: Annotated[list[str] | None, typer.Option(help="Name of a notebook; all when not given.")] = None,
    edition: Edition = None,
    methodology: Methodology = None,
) -> None:
    """Run the notebooks of every region and sector, several at once, only what changed.

    Parameter files say of which edition; an edition or methodology that is given here goes before them, and its
    executed notebooks are kept apart from those of the book: build/runs/<sector>-<edition>-<methodology>.
    """
    from regioanalyse.book.pages import quotes
    from regioanalyse.runs import execution, planning
    from regioanalyse.sources import texts

    wanted, failures = planning.wanted(region or [], sector or [], notebook or [], edition, methodology)
    written = texts.check()
    _make_data()
    quotes.check(written)
    failures += execution.run_all(wanted, console)
    console.print(f"notebooks: {len(wanted)} current" if not failures else f"notebooks: {len(failures)} failed")
    for failure in failures:
        console.print(f"  {failure.label}: {failure.message}", markup=False)
    if failures:
        raise typer.Exit(1)


@app.command()
def book() -> None:
    """Make the HTML of the notebooks that were run."""
    from regioanalyse.book.build import build_book

    _make_data()
    with console.status("book"):
        index = build_book()
    typer.echo(index)


@app.command(name="indicators")
def print_indicators(
    region: Regions = None,
    sector: Sectors = None,
    edition: Edition = None,
    methodology: Methodology = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.CSV,
) -> None:
    """Print every number of the book as one tidy table. The comparator and the country are regions here.

    The newest edition when none is given; without a sector an edition or methodology means the sectors that have it.
    """
    import pandas as pd

    from regioanalyse import indicators, sources
    from regioanalyse.records.group import GROUPS
    from regioanalyse.records.sector import sectors_having

    _make_data()
    chosen = sector or sectors_having(edition, methodology)
    tables = [indicators.values(each, edition, methodology) for each in chosen]
    table = pd.concat(tables, ignore_index=True)
    known = [*sources.region_names(root()), *GROUPS]
    for each in region or []:
        if each not in known:
            raise choices(each, known, "region")
    if region:
        table = table[table["region"].isin(region)]
    stdout = sys.stdout.buffer
    if output is Format.CSV:
        stdout.write(table.to_csv(index=False, lineterminator="\n").encode())
    elif output is Format.JSON:
        stdout.write(
            (table.to_json(orient="records", force_ascii=False, indent=1, double_precision=15) + "\n").encode()
        )
    else:
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        stdout.write(buffer.getvalue())
    stdout.flush()


@app.command()
def example(
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
    lines: Annotated[int, typer.Option(help="About how many lines of claims: 1000000, 100000000.")],
) -> None:
    """Write the example data in another size, to see what large claims cost: everybody is copied, or some are left out.

    The folder gets a sources.yaml; in the place of data/sources.yaml it makes the project work on those tables.
    """
    from regioanalyse import data as tables

    with console.status("example data"):
        written = tables.write_example(folder.resolve(), lines)
    console.print(f"{folder}: {written} lines of claims", markup=False)
    console.print(f"to use them: cp {folder / 'sources.yaml'} data/sources.yaml", markup=False)


@app.command()
def check() -> None:
    """Tell what moved: values against the reference, published figures, outputs of the committed notebooks."""
    from regioanalyse.runs import regression

    _make_data()
    if not regression.check(typer.echo):
        raise typer.Exit(1)


@app.command()
def accept() -> None:
    """Take the present values and the notebooks' new outputs as the reference, when all that moved is explained."""
    from regioanalyse.runs import regression

    _make_data()
    regression.accept(lambda line: console.print(line, markup=False))


#: What a shell expects of a command that was interrupted.
INTERRUPTED = 130
#: So many new objects before unused ones are looked for. With Python's 700 that is a tenth of a build after a small
#: edit: nearly all that is imported and read stays in use.
OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run the command line; input that somebody can mend gives one message and exit status 2."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        app()
    except InputError as error:
        console.print(f"error: {error}", markup=False, style="red")
        sys.exit(2)
    except OSError as error:
        # a full disk, a folder without rights: somebody can mend it, and nothing half-written is left
        console.print(f"error: {error.filename or 'disk'}: {error.strerror}", markup=False, style="red")
        sys.exit(2)
    except SystemExit as stop:
        if stop.code == INTERRUPTED:
            console.print("interrupted: what was finished stands, the same command completes the rest")
        raise


def _interrupt(number: int, frame: FrameType | None) -> None:
    # not KeyboardInterrupt, which typer takes for its own
    raise SystemExit(INTERRUPTED)


if __name__ == "__main__":
    main()
