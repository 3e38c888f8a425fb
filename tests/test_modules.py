"""Which files a piece of code depends on, held against Python's own way to find out."""

import shutil
import subprocess
import sys
from modulefinder import ModuleFinder
from pathlib import Path

import pytest

from regioanalyse import modules, steps

SMALL = {
    **dict.fromkeys(("__init__.py", "a/__init__.py", "b/__init__.py", "c/__init__.py", "c/one.py", "d.py"), ""),
    "a/plain.py": "import small.b.deep\nfrom ..d import something\n",
    "a/lazy.py": "def work():\n    from small.a import plain\n",
    "b/deep.py": "import os\n",
    "c/found.py": "from importlib import import_module\nimport_module(f'small.c.{name}')\n",
    "b/words.yaml": "a: 1\n",
    "b/templates/page.html": "<p>\n",
}


@pytest.fixture(name="small")
def small_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a small package with every way of importing in it, in place of the package itself."""
    for name, text in SMALL.items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(modules, "PACKAGE", tmp_path / "small")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("b.deep", "b b.deep"),
        ("a.plain", "a a.plain b b.deep d"),
        # an import within a function counts
        ("a.lazy", "a a.lazy a.plain b b.deep d"),
        # a package stands for all below it
        ("c", "c c.found c.one"),
        # a module that imports by name may import all of its package
        ("c.found", "c c.found c.one"),
        ("c.one", "c c.one"),
    ],
)
def test_closure_follows_every_kind_of_import(entry: str, expected: str) -> None:
    assert modules.closure([f"small.{entry}"]) == ["small", *(f"small.{name}" for name in expected.split())]


@pytest.mark.usefixtures("small")
def test_data_files_go_in_with_the_package_around_them() -> None:
    data = {"words.yaml", "page.html"}
    assert data <= {path.name for path in modules.files(["small.a.plain"])}
    assert not data & {path.name for path in modules.files(["small.c"])}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import pandas\nfrom small.a import plain", {"small.a", "small.a.plain"}),
        ("%matplotlib inline\n!ls\nimport small.d\n", {"small.d"}),
        ("x = 1", set()),
        ("this is no code", None),
    ],
)
def test_imports_of_a_notebook_s_cells(source: str, expected: set[str] | None) -> None:
    assert modules.imported_in(source) == expected


@pytest.mark.parametrize("step", steps.STEPS, ids=lambda step: step.name)
def test_closure_has_all_that_python_s_own_finder_sees_and_all_that_is_loaded(step: steps.Step, tmp_path: Path) -> None:
    closure, known = set(modules.closure(step.code)), modules.names()
    entries = {name for name in known if name.startswith(step.code)}
    script = tmp_path / "script.py"
    script.write_text("".join(f"import {name}\n" for name in sorted(entries)) + "import sys; print(*sys.modules)")
    finder = ModuleFinder(path=[str(modules.PACKAGE.parent)])
    finder.run_script(str(script))
    assert entries <= {name for name in finder.modules if name.split(".")[0] == modules.PACKAGE.name} <= closure
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert entries <= {name for name in done.stdout.split() if name in known} <= closure


def test_a_changed_file_makes_only_its_steps_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "regioanalyse"
    shutil.copytree(modules.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(modules, "PACKAGE", package)
    before = {step.name: step.key() for step in steps.STEPS}
    into = {step.name: set(modules.files(step.code)) for step in steps.STEPS}
    for path in sorted(path for path in package.rglob("*") if path.is_file()):
        text = path.read_bytes()
        path.write_bytes(text + b"\n# changed\n")
        stale = {step.name for step in steps.STEPS if step.key() != before[step.name]}
        assert stale == {name for name, files in into.items() if path in files}, path
        path.write_bytes(text)
    assert {step.name: step.key() for step in steps.STEPS} == before


def test_an_edit_reaches_no_step_before_its_room() -> None:
    into = {step.name: set(modules.closure(step.code)) for step in steps.STEPS}
    stale = {"marts": "marts values runs staged", "indicators": "values runs staged", "figures": "runs staged book"}
    for name in (each for each in modules.names() if each.count(".") > 1 and each.split(".")[1] in stale):
        reached = {step for step, modules_ in into.items() if name in modules_}
        assert reached <= set(stale[name.split(".")[1]].split()), name
