"""Every number of the book: how each is defined, which may be shown, and the table that has them."""

from regioanalyse.indicators.catalogue import INDICATORS, record, records, table_of
from regioanalyse.indicators.value_table import (
    COLUMNS,
    combinations,
    compute,
    file_of,
    locations,
    locations_file_of,
    make,
    values,
    values_of,
)
from regioanalyse.records import SECTORS, Indicator, edition_of, methodology_of, sectors_having

EDITIONS = {name: sector.editions for name, sector in SECTORS.items()}

__all__ = [
    "COLUMNS",
    "EDITIONS",
    "INDICATORS",
    "Indicator",
    "combinations",
    "compute",
    "edition_of",
    "file_of",
    "locations",
    "locations_file_of",
    "make",
    "methodology_of",
    "record",
    "records",
    "sectors_having",
    "table_of",
    "values",
    "values_of",
]
