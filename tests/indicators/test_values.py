"""The table of every number: its columns, names and periods, and what must hold between its values."""

import pandas as pd
import pytest

from regioanalyse import indicators, marts, sources
from regioanalyse.errors import InputError
from regioanalyse.indicators import INDICATORS
from regioanalyse.indicators.value_table import _with_every_area
from regioanalyse.records.categories import AGE_BANDS
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.indicator import Indicator
from regioanalyse.records.sector import sector_named

pytestmark = pytest.mark.usefixtures("made")

SECTORS = ["vv", "gz"]
FORMS = ["intramural", "vpt", "mpt", "pgb"]
VV_PROFILES = ["4VV", "5VV", "6VV", "7VV", "8VV"]
VG_PROFILES = ["3VG", "4VG", "5VG", "6VG", "7VG", "8VG"]
SCENARIOS = ["scenario_1", "scenario_2", "scenario_3"]
OFFERS = ["intramural_and_at_home", "at_home_only", "intramural_only"]
MOVES = ["nursing_and_care", "home_care", "other_care", "outside_sector", "other"]
NONE = [""]
PER_AREA = {
    "share_75plus",
    "at_home_share",
    "at_home_share_change",
    "clients_per_1000_75plus_change",
    "ses_group",
    "urbanity_group",
    "allocation_growth_group",
    "projected_new_clients",
    "projected_new_clients_growth",
}


def years(first: int, last: int) -> list[str]:
    return [str(year) for year in range(first, last + 1)]


def months(first: str, last: str) -> list[str]:
    return [str(month) for month in pd.period_range(first, last, freq="M")]


#: Categories and periods as the field names them: figures, downloads and tests rely on both.
NAMES: dict[tuple[str, str], tuple[list[str], list[str]]] = {
    ("population", "vv"): (NONE, years(2019, 2023)),
    ("population", "gz"): (NONE, years(2019, 2023)),
    ("population_share", "vv"): (NONE, years(2019, 2023)),
    ("population_share", "gz"): (NONE, years(2019, 2023)),
    ("share_75plus", "vv"): (NONE, ["2022"]),
    ("clients", "vv"): (NONE, years(2019, 2022)),
    ("clients", "gz"): (NONE, years(2021, 2023)),
    ("clients_by_delivery_form", "vv"): (FORMS, years(2019, 2022)),
    ("clients_by_delivery_form", "gz"): (FORMS, years(2021, 2023)),
    ("at_home_share", "vv"): (NONE, years(2019, 2022)),
    ("at_home_share", "gz"): (NONE, years(2021, 2023)),
    ("at_home_share_change", "vv"): (NONE, ["2019/2022"]),
    ("at_home_share_change", "gz"): (NONE, ["2021/2023"]),
    ("care_profile_share", "vv"): (VV_PROFILES, years(2019, 2022)),
    ("care_profile_share", "gz"): (VG_PROFILES, years(2021, 2023)),
    ("clients_per_1000_75plus", "vv"): (NONE, years(2019, 2022)),
    ("clients_per_1000_75plus_change", "vv"): (NONE, ["2019/2022"]),
    ("projected_clients", "vv"): (NONE, years(2019, 2040)),
    ("projected_growth", "vv"): (NONE, ["2020/2040"]),
    ("scenario_at_home_clients", "vv"): (SCENARIOS, ["2025"]),
    ("scenario_at_home_extra", "vv"): (SCENARIOS, ["2025"]),
    ("scenario_at_home_share", "vv"): (SCENARIOS, ["2025"]),
    ("scenario_intramural_clients", "vv"): (SCENARIOS, ["2025"]),
    ("scenario_intramural_extra", "vv"): (SCENARIOS, ["2025"]),
    ("scenario_intramural_share", "vv"): (SCENARIOS, ["2025"]),
    ("gz_share", "gz"): (NONE, years(2021, 2023)),
    ("age_distribution", "vv"): (list(AGE_BANDS), ["2022"]),
    ("age_distribution", "gz"): (list(AGE_BANDS), ["2023"]),
    ("living_alone_75plus", "vv"): (NONE, ["2021"]),
    ("origin_75plus", "vv"): (["dutch", "western", "non_western"], ["2021"]),
    ("ses_group", "vv"): (NONE, ["2018"]),
    ("urbanity_group", "vv"): (NONE, ["2019"]),
    ("allocation_growth_group", "vv"): (NONE, ["2019/2021"]),
    ("at_home_share_by_profile", "vv"): (VV_PROFILES, ["2022"]),
    ("at_home_share_by_profile", "gz"): (VG_PROFILES, ["2023"]),
    ("care_locations", "vv"): (NONE, ["2021"]),
    ("care_locations", "gz"): (NONE, ["2022"]),
    ("locations_per_1000_clients", "vv"): (NONE, ["2021"]),
    ("locations_per_1000_clients", "gz"): (NONE, ["2022"]),
    ("projected_clients", "gz"): (["min", "max"], years(2019, 2040)),
    ("projected_growth", "gz"): (["min", "max"], ["2020/2040"]),
    ("projected_new_clients", "vv"): (NONE, ["2020/2040"]),
    ("projected_new_clients_growth", "vv"): (NONE, ["2020/2040"]),
    ("providers_by_offer", "vv"): (OFFERS, ["2022"]),
    ("providers_by_offer_share", "vv"): (OFFERS, ["2022"]),
    ("providers_offering_at_home_share", "vv"): (NONE, ["2022"]),
    ("expenditure", "vv"): (NONE, ["2020", "2040"]),
    ("expenditure_per_inhabitant", "vv"): (NONE, ["2020", "2040"]),
    ("cost_per_client_month", "vv"): (NONE, years(2020, 2022)),
    ("cost_per_client_month", "gz"): (NONE, years(2020, 2022)),
    ("cost_per_client_change", "vv"): (NONE, ["2020/2022"]),
    ("cost_per_client_change", "gz"): (NONE, ["2020/2022"]),
    ("workers", "vv"): (NONE, ["2020", "2040"]),
    ("workers_per_client", "vv"): (NONE, ["2020", "2040"]),
    ("workers_per_client_change", "vv"): (NONE, ["2020/2040"]),
    ("worker_inflow_share", "vv"): (MOVES, ["2020-Q3"]),
    ("worker_outflow_share", "vv"): (MOVES, ["2020-Q3"]),
    ("active_waiting_share", "vv"): (NONE, months("2021-05", "2021-12")),
    ("non_active_waiting_share", "vv"): (NONE, months("2021-05", "2021-12")),
    ("outside_treeknorm_share", "vv"): (NONE, months("2021-05", "2021-12")),
    ("weeks_until_placed", "vv"): (NONE, months("2021-05", "2021-12")),
    ("preferred_provider_share", "vv"): (NONE, ["2021-06"]),
    ("waiting_elsewhere_share", "vv"): (NONE, ["2021-06"]),
    ("waiting", "gz"): (["urgent", "active", "preference"], months("2022-01", "2023-02")),
    ("capacity_shortage", "gz"): (["low", "high"], ["2022/2025"]),
    ("opportunity_line_share", "gz"): ([f"line_{line}" for line in range(1, 6)], ["2023"]),
}
#: Flows have a category per region of the country that has one, so they are not in the table above.
FLOWS = {"inflow", "outflow"}


def of(sector: str, indicator: str) -> pd.DataFrame:
    values = indicators.values(sector)
    return values[values["indicator"] == indicator]


def wide(sector: str, indicator: str, *keys: str) -> pd.Series:
    """Return the values of regions and totals by area, period and further keys."""
    values = of(sector, indicator).query("area == region")
    return values.set_index(["area", "period", *keys])["value"]


@pytest.mark.parametrize("sector", SECTORS)
def test_columns_are_those_that_downloads_have_in_their_order(sector: str) -> None:
    assert list(indicators.values(sector).columns) == [
        "region", "sector", "edition", "methodology", "indicator", "area", "period", "category", "value", "unit",
        "status",
    ]  # fmt: skip


@pytest.mark.parametrize("sector", SECTORS)
def test_each_value_stands_once(sector: str) -> None:
    values = indicators.values(sector)
    assert not values.duplicated(["indicator", "area", "period", "category"]).any()


@pytest.mark.parametrize(
    "indicator",
    [
        indicator
        for indicator in INDICATORS
        if indicator.name not in FLOWS and indicator.holds_in(sector_named(indicator.sector).newest)
    ],
    ids=lambda indicator: f"{indicator.sector}-{indicator.name}",
)
def test_categories_periods_and_areas_are_those_of_the_field(indicator: Indicator) -> None:
    values = of(indicator.sector, indicator.name)
    assert (indicator.name, indicator.sector) in NAMES, "a new indicator: add its names and periods"
    categories, periods = NAMES[indicator.name, indicator.sector]
    found = values[values["area"] == "rotterdam"]
    assert found["period"].unique().tolist() == periods
    assert found["category"].unique().tolist() == categories
    assert len(found) == len(categories) * len(periods)
    assert (values["area"] != values["region"]).any() == (indicator.name in PER_AREA)
    assert {"rotterdam", COMPARATOR} <= set(values["area"])
    assert set(values["unit"]) == {indicator.unit}


@pytest.mark.parametrize("name", sorted(FLOWS))
def test_flows_are_by_region_of_the_country_and_in_total(name: str) -> None:
    values = of("vv", name)
    slugs = set(sources.read("regions")["region"])
    for region, mine in values.groupby("region"):
        assert mine["period"].unique().tolist() == ["2021"]
        assert set(mine["category"]) == ({"total"} if region == COMPARATOR else slugs - {region} | {"total"})


def test_every_region_is_there_for_every_indicator() -> None:
    regions = {"t-gooi", "amsterdam", "apeldoorn-zutphen", "drenthe", "flevoland", "friesland", "kennemerland",
               "rotterdam", "utrecht", "zaanstreek-waterland", "zwolle"}  # fmt: skip
    for sector in SECTORS:
        for _, values in indicators.values(sector).groupby("indicator"):
            assert set(values["region"]) - {COUNTRY} == regions | {COMPARATOR}


def test_every_area_is_there_where_an_indicator_is_per_area() -> None:
    areas = sources.read("areas").set_index("code")["region"]
    for sector in SECTORS:
        for name in PER_AREA & set(indicators.values(sector)["indicator"]):
            parts = of(sector, name).query("area != region")
            assert set(parts["area"]) == set(areas.index)
            assert (parts["area"].map(areas) == parts["region"]).all()


@pytest.mark.parametrize("sector", SECTORS)
def test_a_value_is_there_exactly_when_its_status_is_ok(sector: str) -> None:
    values = indicators.values(sector)
    assert set(values["status"]) <= {"ok", "suppressed", "missing", "break"}
    assert (values["value"].notna() == (values["status"] == "ok")).all()


@pytest.mark.parametrize("sector", SECTORS)
def test_no_count_of_1_to_9_clients_is_shown(sector: str) -> None:
    clients = indicators.values(sector).query(
        "unit in ['klanten', 'cliënten'] and not indicator.str.contains('extra|projected_new')"
    )
    shown = clients.loc[clients["status"] == "ok", "value"]
    assert len(shown) > 100
    assert not shown.between(0, 10, inclusive="neither").any()


@pytest.mark.parametrize("sector", SECTORS)
def test_regions_add_up_to_the_comparator_and_forms_to_the_clients(sector: str) -> None:
    forms = wide(sector, "clients_by_delivery_form", "category")
    assert forms.notna().all()
    clients = wide(sector, "clients")
    pd.testing.assert_series_equal(forms.groupby(level=[0, 1]).sum(), clients, check_like=True, check_names=False)
    regions = clients.drop(COMPARATOR, level="area")
    pd.testing.assert_series_equal(regions.groupby(level="period").sum(), clients[COMPARATOR], check_names=False)
    by_form = forms.drop(COMPARATOR, level="area").groupby(level=["period", "category"]).sum()
    pd.testing.assert_series_equal(by_form, forms[COMPARATOR], check_like=True, check_names=False)


@pytest.mark.parametrize("sector", SECTORS)
def test_areas_add_up_to_the_region(sector: str) -> None:
    """Areas have no count of their own in the table, so the cells underneath are added up."""
    clients = wide(sector, "clients")
    for year in sector_named(sector).edition().years:
        use = marts.of_months("use", [f"{year}-01"]).query("sector == @sector")
        region_of = sources.read("areas").set_index("code")["region"]
        added = use["clients"].groupby(use["area"].map(region_of)).sum()
        assert added.to_dict() == clients.xs(str(year), level="period").drop(COMPARATOR).to_dict()


@pytest.mark.parametrize("sector", SECTORS)
def test_share_at_home_is_what_the_forms_say(sector: str) -> None:
    forms = wide(sector, "clients_by_delivery_form", "category").unstack()
    expected = 100 * (forms["vpt"] + forms["mpt"] + forms["pgb"]) / forms.sum(axis=1)
    pd.testing.assert_series_equal(
        wide(sector, "at_home_share"), expected, check_like=True, check_names=False, rtol=1e-12
    )


@pytest.mark.parametrize("sector", SECTORS)
def test_shares_of_a_whole_add_up_to_100_before_rounding(sector: str) -> None:
    shares = wide(sector, "care_profile_share", "category").unstack()
    whole = shares[shares.notna().all(axis=1)]
    assert len(whole) > 20
    assert whole.sum(axis=1).to_numpy() == pytest.approx(100)


def test_scenarios_share_one_total() -> None:
    home, inside = (wide("vv", f"scenario_{where}_clients", "category") for where in ("at_home", "intramural"))
    total = (home + inside).unstack()
    projected = wide("vv", "projected_clients").xs("2025", level="period")
    for scenario in SCENARIOS:
        assert total[scenario].droplevel("period").to_dict() == pytest.approx(
            projected[total.index.droplevel(1)].to_dict()
        )
    shares = wide("vv", "scenario_at_home_share", "category") + wide("vv", "scenario_intramural_share", "category")
    assert shares.to_numpy() == pytest.approx(100)


@pytest.mark.parametrize("sector", SECTORS)
def test_change_in_points_is_the_difference_of_the_shares(sector: str) -> None:
    first, last = NAMES["at_home_share_change", sector][1][0].split("/")
    shares = of(sector, "at_home_share").pivot(index="area", columns="period", values="value")
    change = of(sector, "at_home_share_change").set_index("area")["value"].dropna()
    both = (shares[last] - shares[first]).dropna()
    shown = change.index.intersection(both.index)
    assert len(shown) > 100
    assert change[shown].to_numpy() == pytest.approx(both[shown].to_numpy())


@pytest.mark.parametrize("sector", SECTORS)
def test_a_hidden_share_does_not_follow_from_the_change_and_the_other_year(sector: str) -> None:
    first, last = NAMES["at_home_share_change", sector][1][0].split("/")
    shares = of(sector, "at_home_share").pivot(index="area", columns="period", values="value")
    change = of(sector, "at_home_share_change").set_index("area")["value"]
    one_hidden = shares[first].isna() ^ shares[last].isna()
    assert change[one_hidden[one_hidden].index].isna().all()


def test_values_for_an_unknown_sector_edition_or_methodology_say_what_there_is() -> None:
    with pytest.raises(InputError, match=r"sector: found 'ggz', allowed: vv, gz"):
        indicators.values("ggz")
    with pytest.raises(InputError, match=r"edition of vv: found 1999, allowed: 2021, 2022"):
        indicators.values("vv", 1999)
    with pytest.raises(InputError, match=r"methodology of vv 2022: found 1999, allowed: 2021, 2022"):
        indicators.values("vv", 2022, 1999)


def test_an_unknown_indicator_says_which_the_sector_has() -> None:
    with pytest.raises(InputError, match=r"indicator of gz: found 'share_75plus', allowed: .*gz_share"):
        indicators.record("share_75plus", "gz")


def test_a_caller_can_change_what_it_gets_without_changing_the_table() -> None:
    mine = indicators.values("vv")
    mine["value"] = 0
    assert indicators.values("vv")["value"].sum() > 0


def test_a_definition_is_the_newest_that_is_not_newer_than_the_methodology() -> None:
    about = indicators.record("clients", "vv").model_copy(update={"methods": {2021: "old", 2023: "new"}})
    assert [about.version(methodology) for methodology in (2021, 2022, 2023, 2030)] == [2021, 2021, 2023, 2023]


def test_an_indicator_without_a_definition_in_a_methodology_says_which_have_one() -> None:
    new = indicators.record("allocation_growth_group", "vv")
    assert not new.holds_in(2021)
    assert new.holds_in(2022)
    with pytest.raises(InputError, match="methodology of allocation_growth_group: found 2021, allowed: 2022"):
        new.version(2021)
    ended = indicators.record("projected_clients_per_1000_75plus", "vv")
    assert ended.holds_in(2021)
    with pytest.raises(InputError, match="found 2022, allowed: 2021"):
        ended.version(2022)


def test_an_area_without_clients_is_missing_and_not_absent() -> None:
    table = pd.DataFrame(
        {
            "region": ["rotterdam", "rotterdam", "rotterdam"],
            "area": ["rotterdam", "a", "a"],
            "indicator": "at_home_share",
            "unit": "%",
            "period": ["2022", "2021", "2022"],
            "category": "",
            "value": [30.0, 28.0, 30.0],
        }
    )
    areas = pd.DataFrame({"region": ["rotterdam", "rotterdam", "nederland"], "area": ["a", "b", "nederland"]})
    found = _with_every_area(table, areas).set_index(["area", "period"])["value"]
    assert found["rotterdam", "2022"] == 30
    assert found["a"].to_dict() == {"2021": 28, "2022": 30}
    assert found["b"].isna().to_dict() == {"2021": True, "2022": True}


def test_the_rows_of_one_indicator_are_those_of_the_whole_table() -> None:
    for sector in SECTORS:
        edition = sector_named(sector).newest
        every = indicators.values(sector)
        for name in dict.fromkeys(every["indicator"]):
            mine = every[every["indicator"] == name].reset_index(drop=True)
            pd.testing.assert_frame_equal(indicators.values_of(name, sector, edition, edition), mine)
        assert indicators.values_of("no_such", sector, edition, edition).empty


def test_what_a_reader_changes_in_a_table_stays_with_the_reader() -> None:
    first = indicators.values_of("clients", "vv", 2022, 2022)
    first["value"] = 0.0
    assert (indicators.values_of("clients", "vv", 2022, 2022)["value"] != 0).any()
