"""Which files a piece of code depends on, held against Python's own way to find out."""

import shutil
import subprocess
import sys
from modulefinder import ModuleFinder
from pathlib import Path

import pytest

from regioanalyse import modules, steps


@pytest.fixture(name="package")
def copied_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a copy of the package, which `modules` reads in place of the package itself."""
    package = tmp_path / "regioanalyse"
    shutil.copytree(modules.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(modules, "PACKAGE", package)
    return package


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture(name="small")
def small_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a small package with every way of importing in it."""
    package = tmp_path / "small"
    for name in ("__init__", "a/__init__", "b/__init__", "c/__init__", "c/one", "c/two", "d"):
        write(package / f"{name}.py", "")
    write(package / "a" / "plain.py", "import small.b.deep\nfrom ..d import something\n")
    write(package / "a" / "lazy.py", "def work():\n    from small.a import plain\n")
    write(package / "b" / "deep.py", "import os\n")
    write(package / "c" / "found.py", "from importlib import import_module\nimport_module(f'small.c.{name}')\n")
    write(package / "b" / "words.yaml", "a: 1\n")
    write(package / "b" / "templates" / "page.html", "<p>\n")
    monkeypatch.setattr(modules, "PACKAGE", package)
    return package


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("small.b.deep", ["small", "small.b", "small.b.deep"]),
        ("small.a.plain", ["small", "small.a", "small.a.plain", "small.b", "small.b.deep", "small.d"]),
        # an import within a function counts
        ("small.a.lazy", ["small", "small.a", "small.a.lazy", "small.a.plain", "small.b", "small.b.deep", "small.d"]),
        # a package stands for all below it
        ("small.c", ["small", "small.c", "small.c.found", "small.c.one", "small.c.two"]),
        # a module that imports by name may import all of its package
        ("small.c.found", ["small", "small.c", "small.c.found", "small.c.one", "small.c.two"]),
        ("small.c.one", ["small", "small.c", "small.c.one"]),
    ],
)
def test_closure_follows_every_kind_of_import(small: Path, entry: str, expected: list[str]) -> None:
    assert modules.closure([entry]) == expected


def test_data_files_go_in_with_the_package_around_them(small: Path) -> None:
    data = {"words.yaml", "page.html"}
    assert data <= {path.name for path in modules.files(["small.a.plain"])}
    assert not data & {path.name for path in modules.files(["small.c"])}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import pandas\nfrom small.a import plain", {"small.a", "small.a.plain"}),
        ("%matplotlib inline\n!ls\nimport small.d\n", {"small.d"}),
        ("x = 1", set()),
        ("this is no code", None),
    ],
)
def test_imports_of_a_notebook_s_cells(small: Path, source: str, expected: set[str] | None) -> None:
    assert modules.imported_in(source) == expected


@pytest.mark.parametrize("step", steps.STEPS, ids=lambda step: step.name)
def test_closure_has_all_that_python_s_own_finder_sees(step: steps.Step, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    known = modules.names()
    script.write_text("".join(f"import {name}\n" for name in known if name.startswith(step.code)))
    finder = ModuleFinder(path=[str(modules.PACKAGE.parent)])
    finder.run_script(str(script))
    found = {name for name in finder.modules if name.split(".")[0] == modules.PACKAGE.name}
    assert found
    assert found <= set(modules.closure(step.code))


@pytest.mark.parametrize("step", steps.STEPS, ids=lambda step: step.name)
def test_closure_has_all_that_is_loaded_when_the_code_is_imported(step: steps.Step) -> None:
    entries = [name for name in modules.closure(step.code) if name.startswith(step.code)]
    script = f"import importlib, sys\nfor name in {entries}: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name in modules.names()}
    assert set(entries) <= loaded <= set(modules.closure(step.code))


def test_a_changed_file_makes_the_steps_stale_that_import_it_and_no_others(package: Path) -> None:
    before = {step.name: step.key() for step in steps.STEPS}
    into = {step.name: set(modules.files(step.code)) for step in steps.STEPS}
    every = sorted(path for path in package.rglob("*") if path.is_file())
    for path in every:
        text = path.read_bytes()
        path.write_bytes(text + b"\n# changed\n")
        stale = {step.name for step in steps.STEPS if step.key() != before[step.name]}
        assert stale == {name for name, files in into.items() if path in files}, path
        path.write_bytes(text)
    assert {step.name: step.key() for step in steps.STEPS} == before


@pytest.mark.parametrize(
    ("room", "stale"),
    [
        ("marts", {"marts", "values", "runs", "staged"}),
        ("indicators", {"values", "runs", "staged"}),
        ("figures", {"runs", "staged", "book"}),
    ],
)
def test_an_edit_reaches_no_step_before_its_room(room: str, stale: set[str]) -> None:
    into = {step.name: set(modules.closure(step.code)) for step in steps.STEPS}
    for name in (each for each in modules.names() if each.startswith(f"regioanalyse.{room}.")):
        assert {step for step, modules_ in into.items() if name in modules_} <= stale, name
