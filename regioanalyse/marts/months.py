"""Make the marts of every service month that is not current: a new month costs one month."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from regioanalyse import content, sources, steps
from regioanalyse.marts.loading import file_of, folder
from regioanalyse.marts.mart import all_marts
from regioanalyse.project import build


def make(master: str | None = None) -> None:
    """Make the marts that are not current, from tables that fit.

    `master` is the Spark to make them on, ``local[*]`` or ``spark://host:7077``; DuckDB gives the same marts.

    Raises
    ------
    InputError
        When a source table does not fit, a client that counts or waits has no address, or there is no such Spark.
    """
    # imported lazily: callers that only read marts should not pay for Ibis
    from regioanalyse.marts import shared

    files = sources.claims_files()
    for left in folder().glob("*"):
        if left.is_dir() and left.name not in all_marts():
            shutil.rmtree(left)
    for file in folder().glob("*/*.parquet"):
        if file.stem not in files:
            file.unlink()
    tables = shared.source_tables()
    keys = keys_of(files, tables)
    stale = {month: key for month, key in keys.items() if not _are_current(month, key)}
    # a rule about tables can change while the marts stay current
    if stale or not all(map(sources.has_passed, tables)):
        # imported lazily: DuckDB starts a thread, and a process that only reads marts may fork
        from regioanalyse.marts import counting

        # left by a command that was killed
        for left in (*build().glob(".marts.*"), *build().glob(".spark-*")):
            shutil.rmtree(left, ignore_errors=True)
        counting.make_months(stale, master)


def keys_of(files: Mapping[str, Path], tables: list[str]) -> dict[str, str]:
    """Return what the marts of each month depend on, as a key. It is the same for every engine."""
    shared = steps.named("marts").key(*map(sources.path_of, tables))
    return {month: content.digest(shared, file) for month, file in files.items()}


def _are_current(month: str, key: str) -> bool:
    return all(content.is_current(file_of(mart, month), key) for mart in all_marts())
