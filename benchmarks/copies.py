"""Copies of this project to measure in: nothing is ever changed in the user's own."""

import os
import shutil
import sys
from pathlib import Path

from benchmarks.measure import Cost, run
from regioanalyse.project import root

FILES = ("book", "data", "notebooks", "params", "_config.yml", "requirements.txt")
#: What `regioanalyse data` makes.
DATA = ("example", "marts", "values", "checked")


def copy_project(place: Path) -> Path:
    """Copy this project with its data made, and nothing made of them; data are linked, as nobody edits them."""
    place.mkdir(parents=True)
    for name in FILES:
        if (root() / name).is_dir():
            shutil.copytree(root() / name, place / name)
        else:
            shutil.copy2(root() / name, place / name)
    for name in DATA:
        shutil.copytree(root() / "build" / name, place / "build" / name, copy_function=os.link)
    shutil.copy2(root() / "build" / ".example.key", place / "build" / ".example.key")
    return place


def forget_all_but_data(project: Path) -> None:
    """Remove all that was made of the data."""
    for path in (project / "build").iterdir():
        if path.name not in DATA and path.name != ".example.key":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def regioanalyse(project: Path, *arguments: str, memory: bool = False) -> Cost:
    """Run the command line in a project."""
    command = [sys.executable, "-m", "regioanalyse.cli", *arguments]
    return run(command, project, {"REGIOANALYSE_PROJECT": str(project), "PYTHONPATH": str(root())}, memory)
