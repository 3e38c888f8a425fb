"""Records: what every room reads and none changes. Sectors and editions, tables, indicators, groups of regions."""
