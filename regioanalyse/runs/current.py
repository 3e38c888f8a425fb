"""Which executed copies are current: their keys, and what is known of the copies that are there."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from regioanalyse import content, indicators, marts, modules, steps
from regioanalyse.runs.cells import code_of, digest_of_code, digest_of_words, with_words_of
from regioanalyse.runs.planning import Run


def keys_of(runs: Sequence[Run]) -> dict[Run, str]:
    """Return what the executed copy of each run depends on; what runs share is read once.

    A key is two hashes with a space between them: of what the outputs come from, and of the words around the code, for
    which nothing has to be run.
    """

    @cache
    def of_code(notebook: Path) -> str:
        imported = modules.imported_in("\n".join(cell.source for cell in code_of(notebook)))
        # code that cannot be parsed may import anything
        code = modules.names() if imported is None else imported
        return steps.named("runs").key(digest_of_code(notebook), code=code)

    @cache
    def of_words(notebook: Path) -> str:
        return digest_of_words(notebook)

    @cache
    def of_values(sector: str, edition: int, methodology: int) -> str:
        files = (indicators.file_of, indicators.locations_file_of)
        # a notebook may also count in the cells of `use` itself (`Report.mart`)
        return content.digest(*(file(sector, edition, methodology) for file in files), marts.folder() / "use")

    def of_run(run: Run) -> str:
        given = run.parameters
        values = of_values(run.sector, given.edition, given.methodology)
        outputs = content.digest(of_code(run.notebook), values, given.model_dump_json())
        return f"{outputs} {of_words(run.notebook)}"

    return {run: of_run(run) for run in runs}


def stale(runs: Sequence[Run]) -> list[Run]:
    """Return the runs whose executed copy is missing, or not current."""
    keys = keys_of(runs)
    return [run for run in runs if not is_current(run, keys[run])]


def is_current(run: Run, key: str) -> bool:
    """Return whether the executed copy of a run was made under `key`, and is as it was then."""
    return run.output.is_file() and content.is_current(run.output, _sealed(run, key))


def mark_current(run: Run, key: str) -> None:
    """Remember that the executed copy of a run was made under `key`, and its bytes."""
    content.mark_current(run.output, _sealed(run, key))


def _sealed(run: Run, key: str) -> str:
    return f"{key} {content.digest(run.output)}"


def reword(run: Run, key: str) -> bool:
    """Put new words into an executed copy when only those changed; return whether that is what there was to do."""
    before = content.key_of(run.output).split(" ")
    if before[0] != key.partition(" ")[0] or not is_current(run, " ".join(before[:2])):
        return False
    text = with_words_of(run.notebook, run.output.read_text(encoding="utf-8"))
    content.write_whole(run.output, lambda beside: beside.write_text(text, encoding="utf-8"))
    mark_current(run, key)
    return True
