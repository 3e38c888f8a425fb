"""From which source tables an indicator comes: what is lost without a table, and which data a figure rests on."""

from regioanalyse.indicators.catalogue import INDICATORS
from regioanalyse.marts.mart import all_marts
from regioanalyse.marts.shared import sources_of
from regioanalyse.records.indicator import Indicator
from regioanalyse.records.table import TABLES


def source_tables(indicator: Indicator) -> set[str]:
    """Return the names of the source tables that go into an indicator, directly or through the marts."""
    open_tables = {table.read_as or name: name for name, table in TABLES.items()}
    found: set[str] = set()
    for name in indicator.tables:
        mart = all_marts().get(name)
        found |= sources_of(mart) if mart else {open_tables[name]}
    return found


def needing(table: str) -> list[Indicator]:
    """Return the indicators of all sectors that a source table goes into, in the order of the chapters."""
    return [indicator for indicator in INDICATORS if table in source_tables(indicator)]
