"""The same numbers give the same bytes: in another folder, in another process, and from a build of before."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import yaml

from regioanalyse.project import root
from tests.book.book_examples import executed_notebook, figure_cell
from tests.runs.conftest import write_notebook

REGIONS = ("rotterdam", "utrecht")


def make_project(folder: Path) -> Path:
    """Make a project of two regions with one notebook each, around this project's own pages, tables and values."""
    for name in ("book", "data"):
        shutil.copytree(root() / name, folder / name)
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(root() / name, folder / name)
    for name, entry in yaml.safe_load((folder / "data" / "sources.yaml").read_text()).items():
        if "path" not in entry:
            table = folder / "build" / "example" / (name if name == "claims" else f"{name}.parquet")
            table.parent.mkdir(parents=True, exist_ok=True)
            table.touch()
    for name in ("values", "marts/use"):
        shutil.copytree(root() / "build" / name, folder / "build" / name)
    for path in (folder / "notebooks" / "vv", folder / "params" / "vv"):
        path.mkdir(parents=True)
    write_notebook(folder / "notebooks" / "vv" / "03-nu.ipynb", "1")
    for region in REGIONS:
        parameters = f"region: {region}\nedition: 2022\nmethodology: 2022\n"
        (folder / "params" / "vv" / f"{region}.yaml").write_text(parameters)
        put_run(folder, region, "Het aantal klanten steeg.")
    return folder


def put_run(folder: Path, region: str, finding: str) -> None:
    book = executed_notebook()
    book.cells[5] = figure_cell(finding=finding, region=region)
    path = folder / "build" / "runs" / "vv" / region / "03-nu.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, path)


def build_in(folder: Path, seed: str) -> dict[str, bytes]:
    """Build the book in a process of its own and return its files."""
    code = (
        "from regioanalyse.runs import current, planning\n"
        "from regioanalyse.book.build import build_book\n"
        "for run, key in current.keys_of(planning.wanted()[0]).items():\n"
        "    current.mark_current(run, key)\n"
        "build_book()\n"
        "import sys\n"
        "print('sphinx' in sys.modules)"
    )
    environment = {**os.environ, "REGIOANALYSE_PROJECT": str(folder), "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    book = folder / "build" / "book"
    (folder / "sphinx").write_text(done.stdout.splitlines()[-1])
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in book.rglob("*") if path.is_file()}


def hold_against_scratch(after: dict[str, bytes], folder: Path) -> None:
    """Build the book in another folder from nothing, and compare."""
    for name in ("book", "sphinx", "staging"):
        shutil.rmtree(folder / "build" / name, ignore_errors=True)
    scratch = build_in(folder, "2")
    assert sorted(after) == sorted(scratch)
    assert [name for name in scratch if after[name] != scratch[name]] == []


def different(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the names of the pages that are not what they were."""
    return {name for name in {*before, *after} if name.endswith(".html") and before.get(name) != after.get(name)}


def test_from_scratch_elsewhere_and_from_a_build_of_before(made: None, tmp_path: Path) -> None:
    here, elsewhere = make_project(tmp_path / "here"), make_project(tmp_path / "else" / "where")
    for folder in (here, elsewhere):
        page = folder / "book" / "gegevens.md"
        page.write_text(f"{page.read_text()}\n## Pimpelmees\n\nKwikstaart.\n")
    before = build_in(here, "1")
    assert (here / "sphinx").read_text() == "True"
    times = {path: path.stat().st_mtime_ns for path in (here / "build" / "book").rglob("*")}
    assert build_in(here, "2") == before
    # nothing changed: no Sphinx, and not one file of the book is written again
    assert (here / "sphinx").read_text() == "False"
    assert {path: path.stat().st_mtime_ns for path in (here / "build" / "book").rglob("*")} == times

    # a run of one region
    for folder in (here, elsewhere):
        put_run(folder, "utrecht", "Het aantal klanten daalde.")
    after = build_in(here, "1")
    hold_against_scratch(after, elsewhere)
    assert different(before, after) == {"utrecht/vv/03-nu.html", "utrecht/vv/index.html"}

    # a hand-written page, and its title, that stands beside and below others; a word leaves
    before, read = after, {path: path.stat().st_mtime_ns for path in here.glob("build/sphinx/doctrees/*/*/*.doctree")}
    for folder in (here, elsewhere):
        page = folder / "book" / "gegevens.md"
        text = page.read_text().replace("# Gegevens en bronnen", "# Bronnen en gegevens", 1)
        page.write_text(text.replace("Pimpelmees", "Nog iets").replace("Kwikstaart", "Meer niet"))
    after = build_in(here, "1")
    hold_against_scratch(after, elsewhere)
    assert b"Bronnen en gegevens" in after["rotterdam/vv/03-nu.html"]
    assert {path: path.stat().st_mtime_ns for path in read} == read, "no other page is read again for it"

    # a region that leaves
    before = after
    for folder in (here, elsewhere):
        (folder / "params" / "vv" / "utrecht.yaml").unlink()
    after = build_in(here, "1")
    hold_against_scratch(after, elsewhere)
    assert {name for name in before if name not in after} >= {"utrecht/index.html", "utrecht/vv/03-nu.html"}
    assert not [name for name, data in after.items() if str(tmp_path).encode() in data]
