"""What every notebook needs, done once in the warm process, so that the kernels that it forks have it already.

All that is read is kept by file and time (`functools.cache`): a notebook that asks for a file that was written anew
since then reads that one.
"""

from contextlib import suppress

import pandas as pd

from regioanalyse import indicators, sources
from regioanalyse.errors import InputError
from regioanalyse.figures import formats, maps
from regioanalyse.indicators import changes
from regioanalyse.project import root


def keep_texts_plain() -> None:
    """Let tables of notebooks hold texts of Python: those of Arrow, made for millions of rows, cost a tenth of a run.

    Of kernels alone: nothing that they write depends on it, and tables that others write do.
    """
    pd.options.mode.string_storage = "python"


def read() -> None:
    """Read what is the same for all notebooks: how Dutch writes numbers, places, changes and values.

    Of each sector the values of the newest edition.
    """
    # with the first number come the customs of Dutch
    formats.number(0)
    for sector in indicators.EDITIONS:
        newest = indicators.edition_of(sector, None)
        # a notebook that misses its values makes them, or says what is wrong; here nothing is made
        if indicators.file_of(sector, newest, newest).exists():
            # with one indicator come all of the table
            indicators.values_of("clients", sector, newest, newest)
    with suppress(InputError):
        sources.read("areas")
        sources.region_names(root())
        sources.names_of_all_regions()
        maps.area_shapes()
        changes.changes()
