"""Where the project's files are: every path starts here, never in the working folder.

papermill runs in the caller's folder, nbval in the notebook's and the book in its staging folder, so a relative
path would mean something else in each of them.
"""

import os
from functools import cache
from pathlib import Path


def root() -> Path:
    """Return the folder that holds `params/`, `notebooks/`, `data/` and `book/`.

    It is `REGIOANALYSE_PROJECT` when that is set (a second project beside this one, and the tests), else the folder of
    the checkout that this package was installed from.
    """
    return _resolved(os.environ.get("REGIOANALYSE_PROJECT") or str(Path(__file__).parent.parent), Path.cwd())


@cache
def _resolved(folder: str, working_folder: Path) -> Path:
    # asked for thousands of times, and the file system for each part of the path
    return Path(working_folder, folder).resolve()


def build() -> Path:
    """Return the folder of everything generated; it can be deleted at any time."""
    return root() / "build"


def relative(path: Path) -> str:
    """Return `path` as a reader of this project would write it: relative to the root where it lies below it."""
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else path.as_posix()
