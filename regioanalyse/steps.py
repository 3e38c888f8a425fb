"""The steps from source tables to book, and what goes into each of them.

A step is out of date when something that goes into it has changed: code, project files, the lock, or what the steps
before it made. All of that is declared here, once. Rooms ask a step for the key of what they make, the seal of a
finished build covers the inputs and outputs of all steps, and the drawing in `docs/steps.md` shows them.

This module imports nothing large, so that a build with nothing to do finds that out at once.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from regioanalyse import content, modules
from regioanalyse.project import build, root

#: The locked dependencies. Any of them may change a number or a page, so the lock goes into every step.
LOCK = "requirements.txt"


@dataclass(frozen=True)
class Step:
    """One step: what it makes, and what goes into that."""

    #: How messages, keys and the drawing call it.
    name: str
    #: What it makes, in a few words.
    makes: str
    #: Folder below `build/` that holds what it makes.
    output: str
    #: Modules or packages that do the work; what they import goes in as well (`modules.closure`).
    code: tuple[str, ...]
    #: Names of the steps whose output goes in.
    after: tuple[str, ...] = ()
    #: Patterns of project files that go into everything it makes.
    shared: tuple[str, ...] = ()
    #: Patterns of project files of which every output has one or a few of its own, such as its notebook.
    each: tuple[str, ...] = ()

    def key(self, *own: Path | str, code: Iterable[str] = ()) -> str:
        """Return the key of one output: it differs when anything that goes in differs.

        `own` is what goes into this output besides: files and folders by content, texts as they are. `code` names
        modules that do the work for this output alone, such as those that its notebook imports.
        """
        return content.digest(self.name, self.code_hash(code), *_found((LOCK, *self.shared)), *own)

    def code_hash(self, code: Iterable[str] = ()) -> str:
        """Return one hash over the code that does the work, with all that it imports; `code` is as in `key`."""
        files = modules.files([*self.code, *code])
        return content.digest(*(file.relative_to(modules.PACKAGE).as_posix() for file in files), *files)


STEPS = (
    Step(
        "tables",
        "the source tables that nobody has, generated",
        output="example",
        code=("regioanalyse.data",),
        shared=("data/published.csv", "data/unpaired.csv"),
    ),
    Step(
        "marts",
        "counts per cell, a file per mart and service month",
        output="marts",
        code=("regioanalyse.marts",),
        after=("tables",),
    ),
    Step(
        "values",
        "every number of the book, a table per sector, edition and methodology",
        output="values",
        code=("regioanalyse.indicators",),
        after=("tables", "marts"),
    ),
    Step(
        "runs",
        "executed notebooks, one per region and chapter",
        output="runs",
        code=("regioanalyse.runs.shell",),
        after=("marts", "values"),
        shared=("data/*.*", "data/geo/*"),
        each=("notebooks/*/*.ipynb", "params/**/*"),
    ),
    Step(
        "staged",
        "the source of the book: pages in Markdown and cleaned notebooks",
        output="staging",
        code=("regioanalyse.book.pages", "regioanalyse.book.staging"),
        after=("values", "runs"),
        shared=("data/*.*", "data/geo/*"),
        each=("book/**/*", "data/texts/**/*"),
    ),
    Step(
        "book",
        "HTML",
        output="book",
        code=("regioanalyse.book.site",),
        after=("staged",),
        shared=("_config.yml",),
    ),
)


def named(name: str) -> Step:
    """Return the step of this name."""
    return next(step for step in STEPS if step.name == name)


def drawing() -> str:
    """Return the steps as Markdown, with a diagram: `docs/steps.md`."""
    arrows = [f"    {before} --> {step.name}" for step in STEPS for before in step.after]
    files = [f"    {step.name}_files([{'<br>'.join((*step.shared, *step.each))}]) --> {step.name}" for step in STEPS]
    rows = []
    for step in STEPS:
        parts = {name.split(".")[1] for name in modules.closure(step.code) if "." in name}
        others = ", ".join(sorted(parts - {entry.split(".")[1] for entry in step.code}))
        code = ", ".join(f"`{entry}`" for entry in step.code)
        rows.append(f"| {step.name} | {step.makes} | `build/{step.output}/` | {code} | {others} |")
    return "\n".join(
        [
            "# Steps",
            "",
            "Made from the records in `regioanalyse/steps.py` by `make accept`; do not edit.",
            "",
            "A step is out of date when anything that goes into it has changed: the output of a step before it, a",
            f"project file, code that it imports, directly or through other modules, or the lock (`{LOCK}`).",
            "",
            "```mermaid",
            "flowchart LR",
            *arrows,
            *(line for line, step in zip(files, STEPS, strict=True) if step.shared or step.each),
            "```",
            "",
            "| step | what it makes | where | code that does the work | imported from |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _found(patterns: Iterable[str]) -> list[Path]:
    """Return the project files that match, sorted; folders count with all that is in them."""
    return sorted({path for pattern in patterns for path in root().glob(pattern)})


def project_files() -> list[Path]:
    """Return every project file that goes into some step, sorted."""
    patterns = {pattern for step in STEPS for pattern in (*step.shared, *step.each)}
    return [path for path in _found({LOCK, *patterns}) if path.is_file()]


# ---- the seal of a finished build


def inputs() -> str:
    """Return one hash over all that a build starts from: package, project files of all steps, lock, own tables.

    Call it before the build, so that what changes meanwhile counts as changed.
    """
    files = project_files()
    places = [path.relative_to(root()).as_posix() for path in files]
    return content.digest(modules.PACKAGE, *places, *files, *_own_tables())


def is_sealed(key: str) -> bool:
    """Return whether a build from these `inputs` was finished, and all its files are as it left them."""
    book = build() / STEPS[-1].output
    return (book / "index.html").is_file() and content.is_current(book, _seal(key))


def seal(key: str) -> None:
    """Remember that a build from these `inputs` is finished."""
    content.mark_current(build() / STEPS[-1].output, _seal(key))


def _seal(key: str) -> str:
    # what is staged is only on the way to the book
    outputs = (step.output for step in STEPS if step.name != "staged")
    return content.digest(key, *(line for name in outputs for line in _listing(build() / name)))


def _listing(folder: Path) -> list[str]:
    """Return name, size and time of every file below a folder, keys too."""
    files = [Path(where, name) for where, _, names in os.walk(folder) for name in names]
    abouts = ((file, file.stat()) for file in files)
    return sorted(f"{file.relative_to(folder).as_posix()} {of.st_size} {of.st_mtime_ns}" for file, of in abouts)


def _own_tables() -> list[Path]:
    """Return the tables that `data/sources.yaml` gives a path: they may lie anywhere."""
    try:
        entries = yaml.safe_load((root() / "data" / "sources.yaml").read_text(encoding="utf-8"))
        paths = [root() / entry["path"] for entry in entries.values() if "path" in entry]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError):
        # the room that reads it for its content says what is wrong
        return []
    return [path for path in paths if path.exists()]
