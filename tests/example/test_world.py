"""What is assumed of regions and sectors covers exactly the regions, areas and profiles of the reference tables."""

import pandas as pd

from regioanalyse.example.world import ELSEWHERE, GZ, PUBLISHED, REGIONS, VV


def test_every_region_of_the_country_has_a_record(references: dict[str, pd.DataFrame]) -> None:
    assert sorted(REGIONS) == sorted(references["regions"]["region"])
    assert sorted({*REGIONS} - {*ELSEWHERE}) == sorted(set(references["areas"]["region"]))


def test_neighbours_and_flows_name_regions() -> None:
    named = {neighbour for region in REGIONS.values() for neighbour in region.neighbours}
    for given in (PUBLISHED.inflow_order, PUBLISHED.inflow_rest, PUBLISHED.outflow_order, PUBLISHED.outflow_rest):
        named |= {*given}
    assert named <= {*REGIONS}
    assert PUBLISHED.region not in {*PUBLISHED.inflow_rest, *PUBLISHED.outflow_rest}


def test_the_areas_of_the_published_region_have_a_record(references: dict[str, pd.DataFrame]) -> None:
    areas = references["areas"]
    codes = sorted(areas.loc[areas["region"] == PUBLISHED.region, "code"])
    for given in (PUBLISHED.areas, PUBLISHED.at_home_change_order, PUBLISHED.new_clients_order):
        assert sorted(given) == codes


def test_every_profile_is_of_the_sector_that_the_table_says(references: dict[str, pd.DataFrame]) -> None:
    profiles = references["profiles"]
    for sector in (VV, GZ):
        own = profiles[profiles["sector"] == sector.name]
        assert {*sector.profiles} == {*own["profile"]}
        assert {*sector.counted} == {*own.loc[own["counts"], "profile"]}
