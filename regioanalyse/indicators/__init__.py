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
from regioanalyse.records.indicator import Indicator

__all__ = [
    "COLUMNS",
    "INDICATORS",
    "Indicator",
    "combinations",
    "compute",
    "file_of",
    "locations",
    "locations_file_of",
    "make",
    "record",
    "records",
    "table_of",
    "values",
    "values_of",
]
