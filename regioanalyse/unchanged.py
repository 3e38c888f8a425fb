"""Whether `regioanalyse build` has anything to do, found out before anything large is imported.

The rooms each decide for themselves what is stale, but to ask them means importing ibis, geopandas and Sphinx. So a
finished build leaves a seal: a hash over the content of all that goes in, and over names, sizes and times of the files
that came out. A build whose seal still holds would make the same files again.
"""

import os
from pathlib import Path

import yaml

from regioanalyse import content
from regioanalyse.project import build, root

#: What goes in, below the root.
_INPUTS = ("_config.yml", "book", "data", "notebooks", "params", "requirements.txt")
#: What comes out, below `build/`; the rest there is only on the way.
_OUTPUTS = ("example", "marts", "values", "runs", "book")


def inputs() -> str:
    """Return one hash over all that a build starts from: package, data, own tables, notebooks, parameters, book, lock.

    Call it before the build, so that what changes meanwhile counts as changed.
    """
    present = [root() / name for name in _INPUTS if (root() / name).exists()]
    return content.digest(Path(__file__).parent, *present, *_own_tables())


def is_sealed(key: str) -> bool:
    """Return whether a build from these `inputs` was finished, and all its files are as it left them."""
    return (build() / "book" / "index.html").is_file() and content.is_current(build() / "book", _seal(key))


def seal(key: str) -> None:
    """Remember that a build from these `inputs` is finished."""
    content.mark_current(build() / "book", _seal(key))


def _seal(key: str) -> str:
    return content.digest(key, *(line for name in _OUTPUTS for line in _listing(build() / name)))


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
        # whoever reads it for its content says what is wrong
        return []
    return [path for path in paths if path.exists()]
