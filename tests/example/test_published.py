"""The generated world gives the published figures when somebody else counts it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from regioanalyse.records.categories import AGE_BANDS, BANDS_75PLUS

Published = Callable[..., float]
YEARS = ("2019", "2020", "2021", "2022")
ZK = "zilveren-kruis"


def within(area: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a region, of the comparator (all of them) or of an area."""
    if area == ZK:
        return frame
    return frame[frame["region" if area == "rotterdam" else "area"] == area]


def clients_of(client_months: pd.DataFrame, sector: str, area: str, year: str) -> pd.DataFrame:
    january = (client_months["sector"] == sector) & (client_months["month"] == f"{year}-01")
    return within(area, client_months[january])


def inhabitants_of(people: pd.DataFrame, area: str, year: str, bands: tuple[str, ...] = AGE_BANDS) -> int:
    there = within(area, people)
    return int(there.loc[(there["year"] == int(year)) & there["age_band"].isin(bands), "inhabitants"].sum())


def at_home(clients: pd.DataFrame) -> float:
    return 100 * float((clients["form"] != "intramural").mean())


def rate(client_months: pd.DataFrame, people: pd.DataFrame, area: str, year: str) -> float:
    clients = len(clients_of(client_months, "vv", area, year))
    return 1000 * clients / inhabitants_of(people, area, year, BANDS_75PLUS)


def band_of(age: pd.Series) -> pd.Series:
    return pd.Series([AGE_BANDS[min(one // 5, len(AGE_BANDS) - 1)] for one in age], index=age.index)


def use_by_band(clients: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    observed = people[people["year"] == 2020].groupby("age_band")["inhabitants"].sum()
    return (band_of(clients["age"]).value_counts() / observed).fillna(0)


def projected(use: pd.Series, forecast: pd.DataFrame) -> pd.Series:
    """Return projected clients per year: use per band × forecast inhabitants."""
    return (forecast["age_band"].map(use) * forecast["inhabitants"]).groupby(forecast["year"]).sum()


# --- population ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("report", "year"), [("vv-2022", "2022"), ("gz-2023", "2023")])
def test_inhabitants_of_rotterdam(people: pd.DataFrame, published: Published, report: str, year: str) -> None:
    assert inhabitants_of(people, "rotterdam", year) == published(report, "population", "rotterdam", year)


def test_share_of_75plus_in_every_area_that_is_printed(
    people: pd.DataFrame, references: dict[str, pd.DataFrame]
) -> None:
    table = references["published"]
    printed = table[table["indicator"] == "share_75plus"].set_index("area")["value"]
    found = {
        area: 100 * inhabitants_of(people, area, "2022", BANDS_75PLUS) / inhabitants_of(people, area, "2022")
        for area in printed.index
    }
    assert len(found) == 18
    assert {area: round(share, 1) for area, share in found.items()} == printed.to_dict()


def test_the_regions_are_a_third_of_a_country_of_seventeen_million(world: Path, people: pd.DataFrame) -> None:
    everyone = pd.read_parquet(world / "population.parquet")
    country = everyone[everyone["area"] == "nederland"].groupby("year")["inhabitants"].sum()
    assert country.between(16_800_000, 17_900_000).all()
    assert country.is_monotonic_increasing
    assert (people.groupby("year")["inhabitants"].sum() / country).between(0.33, 0.40).all()


# --- VV -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_vv_clients_of_rotterdam(client_months: pd.DataFrame, published: Published, year: str) -> None:
    assert len(clients_of(client_months, "vv", "rotterdam", year)) == published("vv-2022", "clients", "rotterdam", year)


@pytest.mark.parametrize("area", ["rotterdam", ZK])
def test_vv_clients_per_1000_inhabitants_of_75plus(
    client_months: pd.DataFrame, people: pd.DataFrame, published: Published, area: str
) -> None:
    found = {year: rate(client_months, people, area, year) for year in YEARS}
    printed = {year: published("vv-2022", "clients_per_1000_75plus", area, year) for year in YEARS}
    assert {year: round(value) for year, value in found.items()} == printed
    change = 100 * (found["2022"] / found["2019"] - 1)
    assert round(change, 1) == published("vv-2022", "clients_per_1000_75plus_change", area, "2019/2022")


def test_use_rises_notably_in_four_areas_and_falls_in_two(
    client_months: pd.DataFrame, people: pd.DataFrame, references: dict[str, pd.DataFrame]
) -> None:
    areas = references["areas"].query("region == 'rotterdam'").set_index("code")["name"]
    change = pd.Series(
        {
            name.removeprefix("Rotterdam "): 100
            * (rate(client_months, people, code, "2022") / rate(client_months, people, code, "2019") - 1)
            for code, name in areas.items()
        }
    )
    assert set(change[change > 5].index) == {"Hoogvliet", "Kralingen-Crooswijk", "Overschie", "Rozenburg"}
    assert set(change.nsmallest(2).index) == {"Charlois", "Feijenoord"}
    assert (change > 1.2).sum() == 9


def test_use_of_the_other_regions_lies_on_both_sides_of_the_comparator(
    client_months: pd.DataFrame, people: pd.DataFrame
) -> None:
    comparator = rate(client_months, people, ZK, "2022")
    relative = pd.Series(
        {
            region: rate(client_months[client_months["region"] == region], there, ZK, "2022") / comparator
            for region, there in people.groupby("region")
        }
    )
    assert (relative > 1.05).sum() >= 2
    assert (relative < 0.95).sum() >= 2
    assert relative.between(0.95, 1.05).sum() >= 3


@pytest.mark.parametrize("form", ["intramural", "vpt", "mpt", "pgb"])
def test_delivery_forms_of_the_scenarios_base_year(
    client_months: pd.DataFrame, published: Published, form: str
) -> None:
    clients = clients_of(client_months, "vv", "rotterdam", "2020")
    assert (clients["form"] == form).sum() == published(
        "vv-2022", "clients_by_delivery_form", "rotterdam", "2020", form
    )


@pytest.mark.parametrize("area", ["rotterdam", ZK])
def test_growth_of_living_at_home(client_months: pd.DataFrame, published: Published, area: str) -> None:
    first, last = (at_home(clients_of(client_months, "vv", area, year)) for year in ("2019", "2022"))
    assert round(last - first) == published("vv-2022", "at_home_share_change", area, "2019/2022")


@pytest.mark.parametrize("area", ["rotterdam", ZK])
@pytest.mark.parametrize("profile", ["4VV", "5VV", "6VV", "7VV", "8VV"])
def test_living_at_home_per_profile(client_months: pd.DataFrame, published: Published, area: str, profile: str) -> None:
    clients = clients_of(client_months, "vv", area, "2022").query("profile == @profile")
    assert round(at_home(clients)) == published("vv-2022", "at_home_share_by_profile", area, "2022", profile)


def test_scenarios_follow_from_base_projection_and_growth(
    world: Path, client_months: pd.DataFrame, people: pd.DataFrame, expected: pd.DataFrame, published: Published
) -> None:
    base = clients_of(client_months, "vv", "rotterdam", "2020")
    history = pd.read_parquet(world / "at_home_history.parquet").query("region == 'rotterdam'").set_index("year")
    share_2017 = 100 * history.loc[2017, "at_home"] / history.loc[2017, "clients"]
    growth = at_home(clients_of(client_months, "vv", "rotterdam", "2022")) - share_2017
    assert growth == pytest.approx(6.59, abs=0.005)

    use = use_by_band(base, within("rotterdam", people))
    total = projected(use, within("rotterdam", expected))[2025]
    for scenario, part in (("scenario_1", 0), ("scenario_3", 1)):
        share = (at_home(base) + part * growth) / 100
        for form, clients in (("at_home", share * total), ("intramural", (1 - share) * total)):
            assert round(clients) == published("vv-2022", f"scenario_{form}_clients", "rotterdam", "2025", scenario)


def test_window_of_edition_2021_shows_less_growth(world: Path, client_months: pd.DataFrame) -> None:
    history = pd.read_parquet(world / "at_home_history.parquet").set_index(["year", "region"])
    share = 100 * history["at_home"] / history["clients"]
    vv = client_months[client_months["sector"] == "vv"]
    at_home_share = 100 * (vv["form"] != "intramural").groupby([vv["month"], vv["region"]]).mean()
    earlier = at_home_share["2020-01"] - share[2015]
    later = at_home_share["2022-01"] - share[2017]
    assert len(later) == 11
    assert (earlier > 0).all()
    assert (earlier < later).all()


def test_care_profiles_of_rotterdam(client_months: pd.DataFrame, published: Published) -> None:
    share = 100 * clients_of(client_months, "vv", "rotterdam", "2022")["profile"].value_counts(normalize=True)
    for profile in ("4VV", "5VV", "6VV"):
        assert round(share[profile]) == published("vv-2022", "care_profile_share", "rotterdam", "2022", profile)
    assert share["7VV"] == pytest.approx(7.6, abs=0.05)
    assert 0 < share["8VV"] < 1


@pytest.mark.parametrize(("year", "profile"), [*((year, "5VV") for year in YEARS), ("2022", "7VV")])
def test_care_profiles_of_the_comparator(
    client_months: pd.DataFrame, published: Published, year: str, profile: str
) -> None:
    share = 100 * clients_of(client_months, "vv", ZK, year)["profile"].value_counts(normalize=True)
    assert round(share[profile]) == published("vv-2022", "care_profile_share", ZK, year, profile)


def test_care_profiles_of_rotterdam_do_not_change(client_months: pd.DataFrame) -> None:
    first, last = (
        100 * clients_of(client_months, "vv", "rotterdam", year)["profile"].value_counts(normalize=True)
        for year in ("2019", "2022")
    )
    assert (last - first).abs().max() < 1


@pytest.mark.parametrize("area", ["rotterdam", ZK])
@pytest.mark.parametrize("year", ["2020", "2021", "2022"])
def test_cost_per_vv_client(client_months: pd.DataFrame, published: Published, area: str, year: str) -> None:
    cost = clients_of(client_months, "vv", area, year)["euro"].mean()
    assert cost == pytest.approx(published("vv-2022", "cost_per_client_month", area, year), abs=0.5)


def test_vv_clients_are_old(client_months: pd.DataFrame, people: pd.DataFrame) -> None:
    clients = clients_of(client_months, "vv", ZK, "2022")
    assert (clients["age"] >= 75).mean() == pytest.approx(0.9, abs=0.03)
    assert (clients["age"] > 99).any()
    use = use_by_band(clients_of(client_months, "vv", ZK, "2020"), people)[list(AGE_BANDS)]
    from_65 = use[AGE_BANDS.index("65-69") :]
    assert from_65.is_monotonic_increasing
    assert from_65.max() < 1


# --- GZ -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("area", ["rotterdam", ZK])
def test_gz_users_per_inhabitant(
    client_months: pd.DataFrame, people: pd.DataFrame, published: Published, area: str
) -> None:
    share = 100 * len(clients_of(client_months, "gz", area, "2022")) / inhabitants_of(people, area, "2022")
    assert round(share, 2) == published("gz-2023", "gz_share", area, "2022")


def test_gz_living_at_home_rises_each_year(client_months: pd.DataFrame, published: Published) -> None:
    share = [at_home(clients_of(client_months, "gz", "rotterdam", year)) for year in ("2021", "2022", "2023")]
    assert share == sorted(share)
    assert round(share[-1] - share[0]) == published("gz-2023", "at_home_share_change", "rotterdam", "2021/2023")


def test_gz_mix_of_rotterdam_is_lighter(client_months: pd.DataFrame) -> None:
    def shares(area: str) -> pd.Series:
        profiles = clients_of(client_months, "gz", area, "2022")["profile"]
        assert profiles.str.endswith("VG").mean() > 0.9
        return profiles[profiles.str.endswith("VG")].value_counts(normalize=True)

    rotterdam, comparator = shares("rotterdam"), shares(ZK)
    assert rotterdam["4VG"] > comparator["4VG"] * 1.05
    assert rotterdam["7VG"] < comparator["7VG"] * 0.95


def test_gz_cost_of_rotterdam_rises_as_published(client_months: pd.DataFrame, published: Published) -> None:
    first, last = (clients_of(client_months, "gz", "rotterdam", year)["euro"].mean() for year in ("2020", "2022"))
    change = 100 * (last / first - 1)
    assert round(change, 1) == published("gz-2023", "cost_per_client_change", "rotterdam", "2020/2022")


# --- forecast -----------------------------------------------------------------------------------------------------


def test_projected_vv_clients_of_rotterdam(
    client_months: pd.DataFrame, people: pd.DataFrame, expected: pd.DataFrame, published: Published
) -> None:
    use = use_by_band(clients_of(client_months, "vv", "rotterdam", "2020"), within("rotterdam", people))
    clients = projected(use, within("rotterdam", expected))
    for year in ("2020", "2040"):
        wanted = published("vv-2022", "projected_clients", "rotterdam", year)
        assert clients[int(year)] == pytest.approx(wanted, abs=0.4)
    assert clients.is_monotonic_increasing
    assert clients.diff().diff().loc[2022:].between(-20, 60).all()


def test_projected_new_vv_clients_per_area(
    client_months: pd.DataFrame, people: pd.DataFrame, expected: pd.DataFrame
) -> None:
    use = use_by_band(clients_of(client_months, "vv", "rotterdam", "2020"), within("rotterdam", people))
    per_area = within("rotterdam", expected).groupby("area")
    new = per_area[expected.columns.tolist()].apply(
        lambda area: projected(use, area)[2040] - projected(use, area)[2020]
    )
    # Page 20 prints these sixteen values without their areas, and names Capelle and Feijenoord as the largest.
    printed = [639, 635, 398, 361, 328, 277, 260, 229, 222, 205, 190, 163, 135, 109, 86, 37]
    assert sorted(new.round().astype(int), reverse=True) == printed
    assert set(new.nlargest(2).index) == {"GM0502", "WK059910"}


def test_projected_vv_growth_of_the_country(
    world: Path, client_months: pd.DataFrame, people: pd.DataFrame, published: Published
) -> None:
    forecast = pd.read_parquet(world / "population_forecast.parquet").query("area == 'nederland'")
    clients = projected(use_by_band(clients_of(client_months, "vv", ZK, "2020"), people), forecast)
    growth = 100 * (clients[2040] / clients[2020] - 1)
    assert growth == pytest.approx(published("vv-2022", "projected_growth", "nederland", "2020/2040"), abs=0.3)
    assert clients.is_monotonic_increasing


def test_projected_gz_growth_of_rotterdam(
    client_months: pd.DataFrame, people: pd.DataFrame, expected: pd.DataFrame, published: Published
) -> None:
    use = use_by_band(clients_of(client_months, "gz", "rotterdam", "2020"), within("rotterdam", people))
    clients = projected(use, within("rotterdam", expected))
    growth = 100 * (1.36 * clients[2040] / clients[2020] - 1)
    assert round(growth) == published("gz-2023", "projected_growth", "rotterdam", "2020/2040", "max")
    assert clients.is_monotonic_increasing


@pytest.mark.parametrize("pooled", [True, False], ids=["use of all regions together", "sum of the regions"])
def test_projected_gz_growth_of_the_comparator_however_it_is_added_up(
    client_months: pd.DataFrame, people: pd.DataFrame, expected: pd.DataFrame, published: Published, pooled: bool
) -> None:
    clients = clients_of(client_months, "gz", ZK, "2020")
    if pooled:
        total = projected(use_by_band(clients, people), expected)
    else:
        total = sum(
            projected(use_by_band(clients[clients["region"] == region], people[people["region"] == region]), forecast)
            for region, forecast in expected.groupby("region")
        )
    growth = 100 * (1.36 * total[2040] / total[2020] - 1)
    assert round(growth) == published("gz-2023", "projected_growth", ZK, "2020/2040", "max")


@pytest.mark.parametrize("year", ["2020", "2040"])
def test_expenditure_per_inhabitant_of_the_forecast(expected: pd.DataFrame, published: Published, year: str) -> None:
    million = published("vv-2022", "expenditure", "rotterdam", year)
    found = million * 1e6 / inhabitants_of(expected, "rotterdam", year)
    assert round(found) == published("vv-2022", "expenditure_per_inhabitant", "rotterdam", year)


def test_forecast_of_2020_is_near_but_not_equal_to_what_was_observed(
    people: pd.DataFrame, expected: pd.DataFrame
) -> None:
    observed, forecast = (
        frame[frame["year"] == 2020].groupby("region")["inhabitants"].sum() for frame in (people, expected)
    )
    assert (forecast / observed).between(0.98, 1.0, inclusive="neither").all()
