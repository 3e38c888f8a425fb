"""What is up to date is decided by content: hashes of files, and writes that are whole or absent."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from regioanalyse import orphans


def digest(*parts: Path | str) -> str:
    """Return one SHA-256, in hexadecimal digits, over texts and files, in the order given.

    A text counts by itself; a file by its name and bytes; a folder by all files below it, wherever it lies.
    """
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            total.update(f"text {part}\0".encode())
            continue
        for name, file in _files(part):
            total.update(f"file {name} ".encode())
            about = file.stat()
            total.update(_hash(file, about.st_ino, about.st_mtime_ns, about.st_size))
    return total.hexdigest()


@cache
def _hash(file: Path, *version: int) -> bytes:
    """Return the hash of a file, read again only when it was written again."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def _files(path: Path) -> list[tuple[str, Path]]:
    """Return a file, or all files of a folder, with their names below it; caches and keys are left out."""
    if not path.is_dir():
        return [(path.name, path)]
    files = (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return sorted((file.relative_to(path).as_posix(), file) for file in files if not file.name.startswith("."))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and rename it, so that it is whole or absent.

    `write` is called with the temporary path. When it raises, nothing is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f".{path.name}.*.part"):
        if not orphans.is_alive(int(left.name.split(".")[-2])):
            left.unlink(missing_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(beside)
        forget(path)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Have an empty folder beside its place that takes the place of `folder` at the end, so that it is whole or absent.

    What is there stands until then. When the block raises, nothing is left.
    """
    fresh, old = (folder.with_name(f".{folder.name}.{what}") for what in ("part", "old"))
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        forget(folder)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        for left in (fresh, old):
            shutil.rmtree(left, ignore_errors=True)


def is_current(path: Path, key: str) -> bool:
    """Return whether `path` is there and was made under `key`."""
    return key_of(path) == key


def key_of(path: Path) -> str:
    """Return the key that `path` was made under; empty when it is not there, or nobody knows."""
    note = _note(path)
    # in whatever bytes: a note that is damaged is of no key
    return note.read_text(errors="replace") if path.exists() and note.exists() else ""


def mark_current(path: Path, key: str) -> None:
    """Remember that `path` was made under `key`; call it when the file or folder is whole."""
    write_whole(_note(path), lambda beside: beside.write_text(key))


def forget(path: Path) -> None:
    """Forget under which key `path` was made; call it before the file or folder is replaced.

    A process that is killed before `mark_current` would otherwise leave a new file under the key of the old one.
    """
    _note(path).unlink(missing_ok=True)


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.key")
