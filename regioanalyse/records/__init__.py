"""Records: what every room reads and none changes. Sectors and their editions, groups of regions, indicators."""

from regioanalyse.records.group import COMPARATOR, COUNTRY, GROUPS, Group
from regioanalyse.records.indicator import PERSONS, Indicator, indicator_in, theme_file, theme_files
from regioanalyse.records.reading import Record, read
from regioanalyse.records.sector import (
    SECTORS,
    Edition,
    Sector,
    edition_of,
    methodology_of,
    sector_named,
    sectors_having,
)

__all__ = [
    "COMPARATOR",
    "COUNTRY",
    "GROUPS",
    "PERSONS",
    "SECTORS",
    "Edition",
    "Group",
    "Indicator",
    "Record",
    "Sector",
    "edition_of",
    "indicator_in",
    "methodology_of",
    "read",
    "sector_named",
    "sectors_having",
    "theme_file",
    "theme_files",
]
