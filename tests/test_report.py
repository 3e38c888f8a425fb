"""What a notebook gets of a report: the places behind the number of locations, and the names of all regions."""

import subprocess
import sys

import pytest

from regioanalyse.project import root
from regioanalyse.records.sector import edition_of
from regioanalyse.report import Report
from regioanalyse.sources import read, region_names

pytestmark = pytest.mark.usefixtures("made")


@pytest.mark.parametrize("sector", ["vv", "gz"])
def test_there_are_as_many_points_on_the_map_as_locations_counted_in_every_region(sector: str) -> None:
    edition = edition_of(sector)
    for region in region_names(root()):
        report = Report(region, sector, edition, edition)
        count = report.values("care_locations").query("area == @region")["value"].item()
        found = report.locations()
        assert len(found) == count
        assert set(found) == {"area", "name", "geometry"}, "a number of clients would be a person"
        assert set(found["area"]) <= set(report.shapes()["area"])


def test_every_region_that_clients_come_from_has_a_name() -> None:
    report = Report("rotterdam", "vv", 2022, 2022)
    assert report.regions["rotterdam"] == report.name
    assert set(report.regions) == set(read("regions")["region"])
    assert set(report.every("inflow")["category"]) <= {*report.regions, "total"}


def test_a_report_changes_nothing_in_how_the_process_writes_tables() -> None:
    # what is written must not depend on what else a process imported
    code = (
        "import pandas as pd\n"
        "before = pd.get_option('mode.string_storage')\n"
        "import regioanalyse.report\n"
        "assert pd.get_option('mode.string_storage') == before\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
