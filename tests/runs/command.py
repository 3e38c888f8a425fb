"""The command line with quick stand-ins: little is imported ahead, and with `SAMPLE` set nothing is worked out.

Who writes files, and when, stays as it is: the generator copies tables of that folder, and values are there already.
"""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from regioanalyse import cli, example, indicators
from regioanalyse.indicators import care_locations, value_table
from regioanalyse.records.sector import Edition
from regioanalyse.runs import execution
from tests.runs.conftest import LITTLE


def ready(folder: Path, file_of: Callable[[str, int, int], Path]) -> Callable[..., pd.DataFrame]:
    """Return a function that reads the values of an edition in place of computing them."""

    def read(found: object, edition: Edition, *_: object) -> pd.DataFrame:
        return pd.read_parquet(folder / file_of(edition.sector.name, edition.year, edition.methodology).name)

    return read


def copy(tables: Path, folder: Path, references: object) -> None:
    """Copy generated tables in place of making them."""
    shutil.copytree(tables, folder, dirs_exist_ok=True)


if __name__ == "__main__":
    execution.AHEAD = LITTLE
    if given := os.environ.get("SAMPLE"):
        sample = Path(given)
        example.make = partial(copy, sample / "example")
        value_table.compute = ready(sample / "values", indicators.file_of)
        care_locations.points = ready(sample / "values", indicators.locations_file_of)
    cli.main()
