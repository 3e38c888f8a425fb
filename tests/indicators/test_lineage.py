"""From which source tables an indicator comes, through the marts and the tables that marts share."""

import pytest

from regioanalyse.indicators import INDICATORS, lineage, record
from regioanalyse.records.table import TABLES

#: What a client of a month is counted from.
CLIENTS = {"addresses", "areas", "claims", "clients", "indications", "pgb_awards", "products", "profiles", "regions"}
#: A provider's number stands in other tables, its own table goes into no number.
WITHOUT_INDICATOR = {"providers"}


@pytest.mark.parametrize(
    ("name", "sector", "tables"),
    [
        ("share_75plus", "vv", {"population"}),
        ("clients", "gz", CLIENTS),
        ("inflow", "vv", CLIENTS | {"locations"}),
        ("care_locations", "gz", CLIENTS | {"zorgatlas"}),
        ("active_waiting_share", "vv", CLIENTS | {"waiting_list"}),
        ("capacity_shortage", "gz", CLIENTS | {"building_plans", "population", "population_forecast"}),
    ],
)
def test_source_tables_are_followed_through_the_marts(name: str, sector: str, tables: set[str]) -> None:
    assert lineage.source_tables(record(name, sector)) == tables


def test_needing_is_the_reverse_of_source_tables() -> None:
    for table in TABLES:
        expected = [indicator for indicator in INDICATORS if table in lineage.source_tables(indicator)]
        assert lineage.needing(table) == expected
        assert (not expected) == (table in WITHOUT_INDICATOR)
