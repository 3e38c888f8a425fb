"""Generated tables in the place of those that are not given: the only caller of `regioanalyse.example`."""

import os
from pathlib import Path

import pandas as pd
import yaml

from regioanalyse import content, sources, steps
from regioanalyse.errors import InputError
from regioanalyse.project import build, root

#: Tables that the generator reads; the rest of a generated world follows from them.
REFERENCES = ("regions", "areas", "products", "profiles")


def prepare() -> None:
    """Make the generated tables when `data/sources.yaml` asks for any and they are not current."""
    if any(entry.path is None for entry in sources.catalogue().values()):
        make_example()


def make_example() -> Path:
    """Make the generated tables when they are not current, whether or not they are used; return their folder."""
    from regioanalyse import example

    folder = build() / "example"
    published, unpaired = (root() / "data" / name for name in ("published.csv", "unpaired.csv"))
    references = [sources.path_of(name) for name in REFERENCES]
    key = steps.named("tables").key(*references)
    if content.is_current(folder, key):
        return folder
    tables = {name: sources.read(name) for name in REFERENCES}
    tables["published"] = pd.read_csv(published, dtype={"period": str, "category": str})
    tables["unpaired"] = pd.read_csv(unpaired, dtype=str)
    with content.whole_folder(folder) as fresh:
        example.make(fresh, tables)
    content.mark_current(folder, key)
    return folder


def write_example(folder: Path, lines: int) -> int:
    """Write the generated tables with about `lines` lines of claims, and the `sources.yaml` that points at them.

    Returns how many lines of claims were written. An `InputError` when the folder exists, or so many cannot be made.
    """
    from regioanalyse.example.copies import write_copies

    if folder.exists():
        raise InputError(f"{folder}: found a file or folder of that name, allowed: a new folder")
    world = make_example()
    entries = {name: entry.model_dump(exclude_none=True) for name, entry in sources.catalogue().items()}
    with content.whole_folder(folder) as fresh:
        written = write_copies(world, fresh, lines)
        for file in [*fresh.glob("*.parquet"), fresh / "claims"]:
            path = Path(os.path.relpath(folder, root()), file.name).as_posix()
            entries[file.stem] = {"path": path, "origin": "synthetic", "source": "Gegenereerd, vermenigvuldigd"}
        text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
        (fresh / "sources.yaml").write_text(text, encoding="utf-8")
    return written
