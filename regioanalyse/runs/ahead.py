"""What notebooks import and read, done once in the process that they are forked from.

`regioanalyse.report` is not imported here: it changes how Altair draws, which a notebook without it must not notice.
What is read is kept by file and time, so a notebook that asks for a file that changed since then reads it again.
"""

import os
from contextlib import suppress

import altair as alt
import IPython.core.completer
import nbformat
import numpy as np
import pandas as pd
import pandas.io.formats.csvs
import pyarrow.dataset
import pyarrow.parquet

from regioanalyse import indicators, sources
from regioanalyse.errors import InputError
from regioanalyse.figures import derived, figure, findings, formats, maps, recipes, theme
from regioanalyse.indicators import changes
from regioanalyse.project import root
from regioanalyse.records.sector import SECTORS, edition_of
from regioanalyse.runs import shell

#: Imported for the processes that are forked; nothing here uses them.
FOR_NOTEBOOKS = (IPython, pyarrow, derived, figure, findings, recipes, theme, shell)

# without a seed of its own, every fork draws the same numbers
os.register_at_fork(after_in_child=np.random.seed)


def read() -> None:
    """Read schemas, how Dutch writes numbers, places, changes, and the values of each sector's newest edition.

    What is missing or wrong is left to the notebook that needs it.
    """
    # tables of Arrow texts are made for millions of rows; those of notebooks are small
    pd.set_option("mode.string_storage", "python")
    alt.Chart(pd.DataFrame({"x": [1], "y": ["a"]})).mark_bar().encode(x="x:Q", y="y:N").to_dict()
    nbformat.validate(nbformat.v4.new_notebook())
    formats.number(0)
    for sector in SECTORS:
        newest = edition_of(sector, None)
        if indicators.file_of(sector, newest, newest).exists():
            indicators.values_of("clients", sector, newest, newest)
    with suppress(InputError):
        sources.read("areas")
        sources.region_names(root())
        sources.names_of_all_regions()
        maps.area_shapes()
        changes.changes()
