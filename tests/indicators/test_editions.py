"""Both editions and both methodologies of VV: every period a year earlier, what the data do not reach is missing."""

import re

import pandas as pd
import pytest

from regioanalyse import indicators, sources
from regioanalyse.errors import InputError
from regioanalyse.indicators import INDICATORS, record
from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.indicator import Indicator
from regioanalyse.records.sector import SECTORS
from regioanalyse.report import Report
from tests.indicators.test_values import FLOWS, NAMES

pytestmark = pytest.mark.usefixtures("made")

VV = [indicator for indicator in INDICATORS if indicator.sector == "vv"]
OF_BOTH = [indicator for indicator in VV if indicator.holds_in(2021) and indicator.holds_in(2022)]


def of(name: str, edition: int, methodology: int) -> pd.DataFrame:
    values = indicators.values("vv", edition, methodology)
    return values[values["indicator"] == name]


def a_year_earlier(period: str) -> str:
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), period)


def test_every_pair_of_edition_and_methodology_can_be_made() -> None:
    assert indicators.combinations() == [
        ("vv", 2021, 2021), ("vv", 2021, 2022), ("vv", 2022, 2021), ("vv", 2022, 2022), ("gz", 2023, 2023),
    ]  # fmt: skip
    for sector, edition, methodology in indicators.combinations():
        values = indicators.values(sector, edition, methodology)
        assert set(values["edition"]) == {edition}
        assert set(values["methodology"]) == {methodology}


@pytest.mark.parametrize("methodology", [2021, 2022])
@pytest.mark.parametrize("indicator", [each for each in OF_BOTH if each.name not in FLOWS], ids=lambda each: each.name)
def test_edition_2021_has_every_region_category_and_unit_a_year_earlier(indicator: Indicator, methodology: int) -> None:
    values = of(indicator.name, 2021, methodology)
    categories, periods = NAMES[indicator.name, "vv"]
    regions = values[values["area"] == values["region"]]
    earlier = [a_year_earlier(period) for period in periods]
    for region in {*sources.read("areas")["region"], COMPARATOR}:
        mine = regions[regions["region"] == region]
        assert sorted(zip(mine["period"], mine["category"], strict=True)) == sorted(
            (period, category) for period in earlier for category in categories
        )
    assert set(values["unit"]) == {indicator.unit}
    assert (values["value"].notna() == (values["status"] == "ok")).all()


@pytest.mark.parametrize("methodology", [2021, 2022])
@pytest.mark.parametrize("name", sorted(FLOWS))
def test_flows_of_edition_2021_are_of_january_2020(name: str, methodology: int) -> None:
    assert set(of(name, 2021, methodology)["period"]) == {"2020"}


def test_what_the_data_do_not_reach_is_missing_and_the_rest_is_real() -> None:
    clients = of("clients", 2021, 2021).query("region == 'rotterdam'").set_index("period")
    assert clients["status"].to_dict() == {"2018": "missing", "2019": "ok", "2020": "ok", "2021": "ok"}
    now = of("clients", 2022, 2022).query("region == 'rotterdam'").set_index("period")["value"]
    assert clients.loc["2019":, "value"].to_dict() == now[:"2021"].to_dict()
    assert set(of("clients_per_1000_75plus_change", 2021, 2021)["status"]) <= {"missing", "suppressed"}
    for name in ("ses_group", "urbanity_group", "worker_inflow_share", "workers_per_client_change"):
        assert set(of(name, 2021, 2021)["status"]) == {"missing"}
    assert set(of("population", 2021, 2021)["status"]) == {"ok"}


def test_months_with_other_statuses_are_a_break_and_no_zero() -> None:
    for name in ("active_waiting_share", "non_active_waiting_share", "weeks_until_placed", "preferred_provider_share"):
        assert set(of(name, 2021, 2021)["status"]) == {"break"}
    assert set(of("waiting_elsewhere_share", 2021, 2021)["status"]) == {"ok"}


@pytest.mark.parametrize("edition", [2021, 2022])
def test_only_the_indicators_that_changed_differ_between_the_methodologies(edition: int) -> None:
    keys = ["indicator", "area", "period", "category"]
    old, new = (
        indicators.values("vv", edition, methodology).set_index(keys)[["value", "status"]]
        for methodology in (2021, 2022)
    )
    both = old.add_suffix("_old").join(new.add_suffix("_new"), how="inner")
    differs = both["value_old"].fillna(-1) != both["value_new"].fillna(-1)
    changed = set(both[differs].index.get_level_values("indicator"))
    scenarios = {each.name for each in VV if each.name.startswith("scenario_")}
    assert changed == {"care_locations", "locations_per_1000_clients", *scenarios}
    only_old = set(old.index.difference(new.index).get_level_values("indicator"))
    only_new = set(new.index.difference(old.index).get_level_values("indicator"))
    assert only_old == {"clients_per_1000_75plus", "projected_clients_per_1000_75plus"}
    assert only_new == {"allocation_growth_group"}


def test_the_new_count_of_locations_is_nowhere_higher() -> None:
    old, new = (of("care_locations", 2022, each).set_index("area")["value"] for each in (2021, 2022))
    assert new["rotterdam"] == 71
    assert (new <= old).all()
    assert (new < old).sum() > len(old) / 2


def test_areas_show_the_latest_year_in_methodology_2021() -> None:
    areas = set(sources.read("areas")["code"])
    use = of("clients_per_1000_75plus", 2022, 2021).query("area != region")
    assert set(use["area"]) == areas
    assert set(use["period"]) == {"2022"}
    assert of("clients_per_1000_75plus", 2022, 2022).query("area != region").empty
    expected = of("projected_clients_per_1000_75plus", 2022, 2021).query("area != region")
    assert set(expected["area"]) == areas
    assert set(expected["period"]) == {"2040"}


def test_use_per_area_gives_no_small_count_away() -> None:
    """The count behind a rate follows from the inhabitants, which are public."""
    use = of("clients_per_1000_75plus", 2022, 2021)
    older = sources.read("population").query("year == 2022 and age_band in ['75-79', '80-84', '85-89', '90-94', '95+']")
    older = older.groupby("area")["inhabitants"].sum()
    areas = use.query("area != region").set_index("area")
    count = (areas["value"] * older / 1000).reindex(areas.index)
    assert not count.between(0.5, 9.5).any()
    regions = of("clients", 2022, 2021).query("period == '2022'").set_index("area")["value"]
    rest = regions.reindex(areas["region"].unique()) - count.groupby(areas["region"]).sum()
    hidden = areas["value"].isna().groupby(areas["region"]).sum()
    # what is left for the hidden areas together is of at least two of them, and of ten people or more
    assert set(hidden[hidden > 0]) != {1} or hidden.max() == 0
    assert (rest[hidden > 0] >= 9.5).all()
    assert hidden.sum() > 0


def test_the_figures_that_a_methodology_decides_on_name_indicators_that_it_has() -> None:
    old, new = (SECTORS["vv"].edition(2022, methodology) for methodology in (2021, 2022))
    for figure in SECTORS["vv"].figures:
        for edition in (old, new):
            assert record(edition.shown(figure), "vv").holds_in(edition.methodology)
    assert old.shown("location_map") == "urbanity_group"
    assert new.shown("location_map") == "allocation_growth_group"
    assert "urbanity_group" in new.replaced
    assert "urbanity_group" not in old.replaced
    with pytest.raises(InputError, match="found 'kaart', allowed: location_map, use_per_area"):
        new.shown("kaart")


@pytest.mark.parametrize(("edition", "methodology"), [(2021, 2021), (2021, 2022), (2022, 2021)])
def test_a_report_gives_what_indicators_prints(edition: int, methodology: int) -> None:
    report = Report("rotterdam", "vv", edition, methodology)
    for figure in SECTORS["vv"].figures:
        name = report.shown(figure)
        mine = report.values(name, areas=True)
        expected = of(name, edition, methodology).query("region == 'rotterdam' and area != region")
        assert len(mine) >= 16
        pd.testing.assert_frame_equal(mine[expected.columns], expected.reset_index(drop=True))


def test_a_report_refuses_an_indicator_that_its_methodology_does_not_have() -> None:
    with pytest.raises(InputError, match="methodology of allocation_growth_group: found 2021, allowed: 2022"):
        Report("rotterdam", "vv", 2022, 2021).values("allocation_growth_group")


def test_the_texts_of_a_record_have_the_years_of_the_edition() -> None:
    assert record("projected_growth", "vv").reference == "2020 en 2040"
    assert record("projected_growth", "vv", 2021).reference == "2019 en 2039"
    assert "het gebruik per leeftijdsgroep in 2019" in record("projected_growth", "vv", 2021).explanation.lower()
    for indicator in INDICATORS:
        assert not re.search("[{}]", indicator.explanation + indicator.reference)


@pytest.mark.parametrize("indicator", VV, ids=lambda each: each.name)
def test_no_year_in_a_text_stays_when_the_edition_changes(indicator: Indicator) -> None:
    """A year that does not move with the edition is that of an event, and is named with it."""
    events = ("editie 202", "mei 2021", "stopte na 2021")
    old, new = (record(indicator.name, "vv", edition) for edition in (2021, 2022))
    for before, now in ((old.reference, new.reference), (old.explanation, new.explanation)):
        for event in events:
            before, now = before.replace(event, ""), now.replace(event, "")
        years = [int(year) for year in re.findall(r"\b20\d\d\b", now)]
        assert [int(year) for year in re.findall(r"\b20\d\d\b", before)] == [year - 1 for year in years]
