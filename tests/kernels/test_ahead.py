"""What the warm process reads before any notebook asks: with one thread, and never making or refusing anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from regioanalyse import indicators, sources
from regioanalyse.kernels import WARM_ENVIRONMENT, ahead

READ = """
import os, sys
from regioanalyse import indicators, sources
from regioanalyse.figures import formats, maps
from regioanalyse.indicators import changes, value_table
from regioanalyse.kernels import ahead
ahead.read()
threads = len(os.listdir("/proc/self/task"))
kept = [value_table._read, value_table._by_indicator, sources._kept, sources.region_names,
    sources._names_of_all_regions, maps._area_shapes, changes._read, formats._pattern]
before = [each.cache_info().misses for each in kept]
from regioanalyse.report import Report
report = Report("utrecht", "vv", 2022, 2022)
report.values("clients"), report.name, report.regions, report.shapes(), changes.changes(), formats.number(1)
print(sum(each.cache_info().misses for each in kept) - sum(before), threads, "pandera" in sys.modules)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are looked up in /proc")
def test_a_notebook_finds_the_values_read_and_the_reader_has_one_thread(project_with_data: Path) -> None:
    # as after `regioanalyse data`: checked, so that no notebook needs pandera; and as somebody's own tables can be
    catalogue = project_with_data / "data" / "sources.yaml"
    entries = yaml.safe_load(catalogue.read_text())
    for name in ("areas", "regions", "products"):
        sources.read(name).to_parquet(project_with_data / "data" / f"{name}.parquet")
        entries[name]["path"] = f"data/{name}.parquet"
    catalogue.write_text(yaml.safe_dump(entries))
    for name in ("areas", "regions", "products"):
        sources.remember(name, sources.key_of_check(name))
    command = [sys.executable, "-c", READ]
    done = subprocess.run(
        command, cwd=project_with_data, env=os.environ | WARM_ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "1", "False"], done.stderr


def test_values_that_are_not_made_are_not_made_ahead(project: Path) -> None:
    ahead.read()
    assert not indicators.file_of("vv", 2022, 2022).exists()


def test_a_wrong_table_is_for_whoever_needs_it(project: Path) -> None:
    (project / "data" / "areas.csv").write_text("nothing\n")
    ahead.read()
