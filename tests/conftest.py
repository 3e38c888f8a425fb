"""What tests of every room share: a project of their own, and the data of this checkout."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from regioanalyse import data, indicators, marts, project

#: What a project consists of, beside the package.
PROJECT_FILES = ("data", "params", "notebooks", "book", "_config.yml", "requirements.txt")

# the same examples each time, however slow the machine is
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(name="project")
def own_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the root of a copy of this project, without anything built; the package works in it."""
    checkout, root = project.root(), tmp_path / "project"
    root.mkdir()
    for name in PROJECT_FILES:
        if (checkout / name).is_dir():
            shutil.copytree(checkout / name, root / name)
        else:
            shutil.copy2(checkout / name, root / name)
    monkeypatch.setenv("REGIOANALYSE_PROJECT", str(root))
    return root


@pytest.fixture(scope="session")
def made() -> None:
    """Make tables, marts and values of this checkout, as `regioanalyse data` does; quick when they are current."""
    data.prepare()
    marts.make()
    indicators.make()


@pytest.fixture
def project_with_data(made: None, project: Path) -> Path:
    """Return the root of a copy of this project with the data of this checkout, linked."""
    build = Path(__file__).parent.parent / "build"
    for name in ("example", "checked", "marts", "values"):
        shutil.copytree(build / name, project / "build" / name, copy_function=os.link)
    os.link(build / ".example.key", project / "build" / ".example.key")
    return project
