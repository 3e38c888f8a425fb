"""Where each source table is and whether it is real: `data/sources.yaml`.

A table without a path is generated (`regioanalyse.data`).
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd

from regioanalyse.errors import InputError, choices
from regioanalyse.project import build, relative, root
from regioanalyse.records.reading import Record, checked, load_yaml
from regioanalyse.records.table import MONTH, TABLES


class Source(Record):
    """One entry of `data/sources.yaml`."""

    origin: Literal["synthetic", "published", "cbs", "reference", "file"]
    source: str
    path: str | None = None


def catalogue() -> dict[str, Source]:
    """Read `data/sources.yaml`: one entry per table, in the file's order.

    Raises
    ------
    InputError
        When the file is not YAML, misses a table, has an unknown one, or an entry is wrong.
    """
    path = root() / "data" / "sources.yaml"
    return dict(_catalogue(path, version_of(path)))


def version_of(path: Path) -> tuple[int, int]:
    """Return what changes when a file is written again; a missing file has a version too."""
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else (0, 0)


@cache
def _catalogue(path: Path, version: tuple[int, int]) -> dict[str, Source]:
    entries = load_yaml(path)
    if not isinstance(entries, dict):
        raise InputError(f"{relative(path)}: found no tables, allowed: {', '.join(TABLES)}")
    for name in entries:
        if name not in TABLES:
            raise choices(name, list(TABLES), f"{relative(path)}: table")
    if missing := [name for name in TABLES if name not in entries]:
        raise InputError(f"{relative(path)}: no entry for: {', '.join(missing)}")
    found = {name: checked(entry, Source, f"{relative(path)}: {name}") for name, entry in entries.items()}
    for name, entry in found.items():
        if entry.path is None and entry.origin != "synthetic":
            raise InputError(
                f"{relative(path)}: {name}: found origin {entry.origin!r} and path None; "
                "allowed: a path, or origin synthetic without one"
            )
    return found


def path_of(name: str) -> Path:
    """Return where table `name` is: a file, or a folder (`Table.file_per`)."""
    entry = catalogue()[name]
    if entry.path is None:
        return build() / "example" / (name if TABLES[name].file_per else f"{name}.parquet")
    if not (root() / entry.path).exists():
        raise InputError(f"data/sources.yaml: {name}: path: found {entry.path!r}, allowed: a file that is there")
    return root() / entry.path


def claims_files() -> dict[str, Path]:
    """Return the file of each service month, ``{"2019-01": …}``, by month; an `InputError` when there is none."""
    folder = path_of("claims")
    if not folder.is_dir():
        raise InputError(f"{relative(folder)}: found no folder; claims come as one file per month, 2019-01.parquet")
    files = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
    if not files:
        raise InputError(f"{relative(folder)}: found no files; allowed: one per service month, 2019-01.parquet")
    months: dict[str, Path] = {}
    for file in files:
        if not re.fullmatch(MONTH, file.stem):
            raise InputError(f"{relative(file)}: found {file.stem!r}, allowed: a service month such as 2019-01")
        if file.stem in months:
            raise InputError(f"{relative(file)}: month {file.stem} is there twice: {months[file.stem].name}")
        months[file.stem] = file
    return months


def synthetic() -> bool:
    """Return whether any table is generated, so that the book must say so."""
    return any(entry.origin == "synthetic" for entry in catalogue().values())


def provenance() -> pd.DataFrame:
    """Return where each table comes from: `table`, `description` (Dutch), `origin`, `source` and `path`."""
    return pd.DataFrame(
        {
            "table": name,
            "description": TABLES[name].description,
            "origin": entry.origin,
            "source": entry.source,
            "path": relative(path_of(name)),
        }
        for name, entry in catalogue().items()
    )
