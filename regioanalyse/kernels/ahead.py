"""What every notebook reads, read once in the warm process, so that the kernels that it forks have it already.

All of it is kept by file and time (`functools.cache`): a notebook that asks for a file that was written anew since then
reads that one.
"""

from contextlib import suppress

from regioanalyse import indicators, sources
from regioanalyse.errors import InputError
from regioanalyse.figures import maps, schema
from regioanalyse.indicators import changes


def read() -> None:
    """Read the schema of charts, the tables of places and changes, and the values of each sector's newest edition."""
    schema.validator()
    for sector in indicators.EDITIONS:
        newest = indicators.edition_of(sector, None)
        # a notebook that misses its values makes them, or says what is wrong; here nothing is made
        if indicators.file_of(sector, newest, newest).exists():
            indicators.values_of("", sector, newest, newest)
    with suppress(InputError):
        sources.read("areas")
        maps.area_shapes()
        changes.changes()
