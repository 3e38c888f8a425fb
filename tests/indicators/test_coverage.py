"""A hole in a table is named and refused: it must not pass as a low number."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.indicators import coverage
from regioanalyse.records.sector import SECTORS


def use(project: Path, name: str, table: pd.DataFrame) -> None:
    """Give the project an own table."""
    own = project / "data" / "own" / f"{name}.parquet"
    own.parent.mkdir(exist_ok=True)
    table.to_parquet(own, index=False)
    file = project / "data" / "sources.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    entries[name] = {"origin": "file", "source": "eigen", "path": own.relative_to(project).as_posix()}
    file.write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")


def test_the_example_data_have_no_holes(made: None) -> None:
    coverage.check()
    assert coverage.years_needed(SECTORS["vv"].edition(2022)) == {2019, 2020, 2021, 2022}
    assert coverage.years_needed(SECTORS["gz"].edition(2023)) == {2020, 2021, 2022, 2023}


@pytest.mark.parametrize(
    ("name", "hole", "told"),
    [
        ("population", "area == 'GM0344' and year == 2022 and age_band == '95+'", "GM0344, 2022, 95+"),
        ("population", "area == 'nederland' and year == 2020 and age_band == '0-4'", "nederland, 2020, 0-4"),
        ("population_forecast", "area == 'GM0344' and year == 2025 and age_band == '80-84'", "GM0344, 2025, 80-84"),
        ("at_home_history", "region == 'utrecht' and year == 2017", "utrecht, 2017"),
        # the window of the older method begins a year earlier
        ("at_home_history", "region == 'utrecht' and year == 2016", "utrecht, 2016"),
        # a year of the older edition, which only one region lacks
        ("at_home_history", "region == 'utrecht' and year == 2015", "utrecht, 2015"),
        ("population", "area == 'GM0344' and year == 2018 and age_band == '95+'", "GM0344, 2018, 95+"),
    ],
)
def test_a_hole_is_named(project_with_data: Path, name: str, hole: str, told: str) -> None:
    table = sources.read(name)
    use(project_with_data, name, table.drop(table.query(hole).index))
    with pytest.raises(InputError) as error:
        coverage.check()
    assert str(error.value) == f"data/own/{name}.parquet: the table '{name}' has no row for: {told}"


def test_a_year_that_only_an_older_edition_needs_may_be_absent(project_with_data: Path) -> None:
    use(project_with_data, "at_home_history", sources.read("at_home_history").query("year > 2015"))
    use(project_with_data, "population", sources.read("population").query("year > 2018"))
    coverage.check()


def test_a_year_that_the_newest_edition_needs_may_not(project_with_data: Path) -> None:
    use(project_with_data, "at_home_history", sources.read("at_home_history").query("year != 2017"))
    with pytest.raises(InputError, match=r"'at_home_history' has no row for: .*, 2017"):
        coverage.check()


def test_many_holes_are_counted(project_with_data: Path) -> None:
    use(project_with_data, "population", sources.read("population").query("age_band != '95+'"))
    with pytest.raises(InputError, match=r"has no row for: .*95\+.* and \d+ more$"):
        coverage.check()


def test_a_january_without_claims_is_named(project_with_data: Path) -> None:
    (project_with_data / "build" / "example" / "claims" / "2021-01.parquet").unlink()
    with pytest.raises(InputError, match="the table 'claims' has no row for: 2021-01"):
        coverage.check()
