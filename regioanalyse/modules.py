"""Which files of this package a piece of code depends on, read from its import statements.

Staleness must follow the code: a step is out of date when a module that it imports, directly or through others, has
changed. The imports are read from the syntax trees, also those inside functions, so nothing has to be listed by hand
and nothing has to be imported to find out.
"""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

#: The folder of this package.
PACKAGE = Path(__file__).parent
#: Functions that import by a name that is only known at run time.
_BY_NAME = frozenset({"import_module", "iter_modules"})


def names() -> dict[str, Path]:
    """Return every module of this package by its dotted name, in order of name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = (PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return dict(sorted(found.items()))


def closure(entries: Iterable[str]) -> list[str]:
    """Return the modules that run when these modules are imported and used, sorted by their dotted names.

    They are the entries, what they import, and the packages around each of them. An entry that is a package stands for
    all modules below it.
    """
    known = names()
    todo = [name for entry in entries for name in known if name == entry or name.startswith(f"{entry}.")]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        parent = name.rpartition(".")[0]
        todo += [parent] if parent in known else []
        todo += _imports(name, known[name], known)
    return sorted(found)


def files(entries: Iterable[str]) -> list[Path]:
    """Return the files of `closure`, with the data files (YAML, templates) of each package in it, sorted.

    A data file belongs to the nearest package around it: a module that reads one imports that package.
    """
    known = names()
    paths = [known[name] for name in closure(entries)]
    packages = {path.parent for path in paths if path.name == "__init__.py"}
    return sorted({*paths, *(each for each in _data_files() if _package_of(each) in packages)})


def imported_in(source: str) -> set[str] | None:
    """Return the modules of this package that a piece of code imports; None when it cannot be parsed.

    The code may be that of a notebook's cells: lines with a magic or a shell command are left out.
    """
    plain = "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())
    try:
        return set(_named(ast.parse(plain), PACKAGE.name)) & set(names())
    except SyntaxError:
        return None


def _imports(name: str, path: Path, known: dict[str, Path]) -> list[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    about = path.stat()
    named, by_name = _read(path, package, about.st_mtime_ns, about.st_size)
    found = [each for each in named if each in known]
    return found + [each for each in known if by_name and each.startswith(f"{package}.")]


@cache
def _read(path: Path, package: str, *version: int) -> tuple[list[str], bool]:
    """Return what a module may import, and whether it also imports modules of its package by name at run time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    called = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
    return _named(tree, package), bool(called & _BY_NAME)


def _named(tree: ast.Module, package: str) -> list[str]:
    """Return the names in the import statements of a tree, those inside functions too."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            around = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*around, *([node.module] if node.module else [])])
            # a name that is imported may be a module itself
            found += [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return found


def _data_files() -> list[Path]:
    paths = (path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc"))
    return [path for path in paths if not path.name.startswith(".")]


def _package_of(path: Path) -> Path:
    return next(folder for folder in path.parents if (folder / "__init__.py").exists())
