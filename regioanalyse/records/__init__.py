"""Records: what every room reads and none changes. Sectors and their editions, groups of regions, indicators."""

from regioanalyse.records.group import COMPARATOR, COUNTRY, GROUPS, Group
from regioanalyse.records.reading import Record, read
from regioanalyse.records.sector import SECTORS, Sector, edition_of, methodology_of, sector_named, sectors_having

__all__ = [
    "COMPARATOR",
    "COUNTRY",
    "GROUPS",
    "SECTORS",
    "Group",
    "Record",
    "Sector",
    "edition_of",
    "methodology_of",
    "read",
    "sector_named",
    "sectors_having",
]
