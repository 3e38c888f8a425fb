"""The folder with the book's source, which holds exactly what a build puts into it.

A file is written only when its bytes change, so that Sphinx reads just what is new.
"""

import io
from pathlib import Path

from regioanalyse import content
from regioanalyse.errors import InputError
from regioanalyse.project import relative


class Staging:
    """A folder, new or of an earlier build, that ends up with exactly the files that were put into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._put: set[Path] = set()

    def put(self, name: str, text: str | bytes) -> None:
        """Write a file, unless these bytes are there already."""
        path = self.folder / name
        data = text.encode() if isinstance(text, str) else text
        self._put.add(path)
        if not path.is_file() or path.read_bytes() != data:
            content.write_whole(path, lambda beside: beside.write_bytes(data))

    def put_folder(self, source: Path) -> None:
        """Copy all files below `source`; compile translations, so that Sphinx does not write into the folder."""
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source)
            if path.suffix == ".po":
                self.put(name.with_suffix(".mo").as_posix(), _compiled(path))
            elif path.is_file():
                self.put(name.as_posix(), path.read_bytes())

    def finish(self) -> None:
        """Remove the files and folders that were not put here this time."""
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in self._put:
                path.unlink()


def _compiled(translation: Path) -> bytes:
    from babel.messages import mofile, pofile

    compiled = io.BytesIO()
    try:
        with translation.open("rb") as file:
            mofile.write_mo(compiled, pofile.read_po(file, abort_invalid=True))
    except (pofile.PoFileError, UnicodeDecodeError) as error:
        raise InputError(
            f"{relative(translation)}: cannot be read as a translation (gettext, UTF-8): {error}"
        ) from error
    return compiled.getvalue()
