"""Libraries are used through their public doors: nothing of theirs is overwritten, faked or private."""

import ast
from collections.abc import Iterator

import pytest

from regioanalyse import modules

#: Documented functions whose names begin with an underscore.
DOCUMENTED = {"os._exit"}
#: Attributes of the standard library that are meant to be replaced.
REPLACEABLE = {"sys.stdout", "sys.stderr"}
OURS = modules.PACKAGE.name
FILES = sorted(modules.PACKAGE.rglob("*.py"))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def foreign_names(tree: ast.Module) -> dict[str, str]:
    """Return the names that import statements bind to something of another package, with its dotted name."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {
                (a.asname or a.name.split(".")[0]): (a.name if a.asname else a.name.split(".")[0]) for a in node.names
            }
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {(a.asname or a.name): f"{node.module}.{a.name}" for a in node.names}
    return {name: origin for name, origin in found.items() if origin.split(".")[0] != OURS}


def dotted(node: ast.expr) -> list[str]:
    """Return a chain of attributes as a list of names; empty when it begins with anything but a name."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return [*before, node.attr]
    return []


def own_private_names(trees: list[ast.Module]) -> set[str]:
    """Return every private name that some module of ours defines: functions, classes, variables, attributes."""
    found = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and dotted(node)[:1] == ["self"]:
            found.add(node.attr)
    return {name for name in found if is_private(name)}


def targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign | ast.Delete):
        return [each for target in node.targets for each in getattr(target, "elts", [target])]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def faults(tree: ast.Module, own: set[str]) -> Iterator[str]:
    """Name what a module takes or overwrites of other packages, with its line."""
    foreign = foreign_names(tree)
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            names = [".".join(filter(None, (module, alias.name))) for alias in node.names]
            for name in names:
                private = any(is_private(part) for part in name.split("."))
                if not getattr(node, "level", 0) and name.split(".")[0] != OURS and private:
                    yield f"{line}: imports the private {name}"
        for target in targets(node):
            place = target.value if isinstance(target, ast.Subscript) else target
            chain = dotted(place)
            is_foreign = bool(chain) and chain[0] in foreign and ".".join(chain) not in REPLACEABLE
            if isinstance(target, ast.Attribute) and is_foreign:
                yield f"{line}: assigns to {'.'.join(chain)}"
            if chain[-2:] == ["sys", "modules"]:
                yield f"{line}: puts a module into sys.modules"
        if isinstance(node, ast.Call):
            chain = dotted(node.func)
            if chain[:1] in (["setattr"], ["delattr"]) and (dotted(node.args[0])[:1] or [""])[0] in foreign:
                yield f"{line}: sets an attribute of {'.'.join(dotted(node.args[0]))}"
            if chain[:2] == ["sys", "modules"]:
                yield f"{line}: changes or asks sys.modules"
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            chain = dotted(node)
            origin = ".".join([foreign[chain[0]], *chain[1:]]) if chain and chain[0] in foreign else ""
            if (origin and origin not in DOCUMENTED) or (not origin and node.attr not in own):
                yield f"{line}: uses the private {origin or node.attr}"


def test_no_module_reaches_into_another_package() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
    own = own_private_names(list(trees.values()))
    found = [
        f"{path.relative_to(modules.PACKAGE)}:{fault}" for path, tree in trees.items() for fault in faults(tree, own)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("from altair.utils.core import _Cache", "1: imports the private altair.utils.core._Cache"),
        ("import altair._magics", "1: imports the private altair._magics"),
        ("import altair as alt\nalt.Chart.mark_bar = None", "2: assigns to alt.Chart.mark_bar"),
        ("from myst_nb import sphinx_\nsphinx_.nbformat = None", "2: assigns to sphinx_.nbformat"),
        ("import altair\nsetattr(altair, 'x', 1)", "2: sets an attribute of altair"),
        ("import sys\nsys.modules['x'] = None", "2: puts a module into sys.modules"),
        ("import sys\nsys.modules.setdefault('x', None)", "2: changes or asks sys.modules"),
        ("import atexit\natexit._run_exitfuncs()", "2: uses the private atexit._run_exitfuncs"),
        ("def f(app):\n    app.indexer._mapping.clear()", "2: uses the private _mapping"),
    ],
)
def test_each_kind_of_reaching_in_is_seen(code: str, told: str) -> None:
    assert list(faults(ast.parse(code), set())) == [told]


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos._exit(1)",
        "import os\nos.environ['A'] = 'b'",
        "import sys\nsys.stdout, sys.stderr = 1, 2",
        "from regioanalyse.runs import _cells",
        "class A:\n    def f(self):\n        self._x = 1\n        return self._x",
    ],
)
def test_what_is_public_or_ours_is_let_through(code: str) -> None:
    tree = ast.parse(code)
    assert list(faults(tree, own_private_names([tree]))) == []
