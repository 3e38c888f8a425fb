"""Sentences from rules: every rule at its borders, and the mistakes of the published reports that must not come back.

Values are those of a small table; a test writes region, comparator, country and areas with their numbers.
"""

import math
import re
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.errors import InputError
from regioanalyse.figures import findings
from regioanalyse.figures.findings import RULES, THRESHOLDS, Finding, relation
from regioanalyse.indicators import COLUMNS, record

ROTTERDAM, ZK, COUNTRY = "rotterdam", "zilveren-kruis", "nederland"
NAMES = {ROTTERDAM: "Rotterdam", ZK: "Zilveren Kruis-regio's", COUNTRY: "Nederland"}
NAN = math.nan


def values(indicator: str, numbers: Mapping[str, float], sector: str = "vv", **status: str) -> pd.DataFrame:
    """Return values as `Report.values` gives them.

    Parameters
    ----------
    indicator, sector
        Which indicator; its unit comes from its record.
    numbers
        ``{"rotterdam 2022 vpt": 12}``: area, period and, where there is one, category.
    **status
        Status of an area where it is not ``ok`` (its value is then empty).
    """
    rows = []
    for key, value in numbers.items():
        area, period, category = [*key.split(), ""][:3]
        region = area if area in NAMES else ROTTERDAM
        state = status.get(area, "ok")
        rows.append((region, sector, 2022, 2022, indicator, area, period, category,
                     value if state == "ok" else NAN, record(indicator, sector).unit, state))  # fmt: skip
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"value": float})
    return frame.assign(name=frame["area"].map(NAMES).fillna(frame["area"]))


def bridged(
    before: float, method: float, real: float, indicator: str = "care_locations", status: str = "ok"
) -> Finding:
    row = {"sector": "vv", "indicator": indicator, "before": before, "method": method, "real": real,
           "now": before + method + real, "edition_before": 2021, "edition": 2022, "status": status}  # fmt: skip
    return findings.bridge(pd.Series(row), "Het aantal zorglocaties")


def compared(ours: float, theirs: float, indicator: str = "share_75plus", title: str = "") -> Finding:
    return findings.compare(values(indicator, {"rotterdam 2022": ours, "zilveren-kruis 2022": theirs}), "2022", title)


def changed(first: float, last: float, indicator: str = "clients") -> Finding:
    return findings.change(values(indicator, {"rotterdam 2019": first, "rotterdam 2022": last}))


def beginning_hidden(last: float) -> Finding:
    table = values("clients", {"rotterdam 2019": NAN, "rotterdam 2022": last})
    return findings.change(table.assign(status=["suppressed", "ok"]))


def changes(ours: float, theirs: float, indicator: str = "clients_per_1000_75plus_change") -> Finding:
    table = values(indicator, {"rotterdam 2019/2022": ours, "zilveren-kruis 2019/2022": theirs})
    return findings.compare_change(table)


def grown(first: float, last: float) -> Finding:
    table = values("projected_clients", {"rotterdam 2020": first, "rotterdam 2040": last})
    return findings.growth(table, "2020", "2040")


def growths(ours: float, theirs: float) -> Finding:
    table = values(
        "projected_growth",
        {"rotterdam 2020/2040": ours, "zilveren-kruis 2020/2040": 1.0, "nederland 2020/2040": theirs},
    )
    return findings.compare_growth(table)


def above(count: int, of: int, not_shown: int = 0) -> Finding:
    totals = values("share_75plus", {"rotterdam 2022": 9.0, "zilveren-kruis 2022": 8.2})
    numbers = {f"area{place} 2022": 9.0 if place < count else 8.2 for place in range(of)}
    hidden = {f"hidden{place} 2022": 99.0 for place in range(not_shown)}
    areas = values("share_75plus", numbers | hidden, **{key.split()[0]: "suppressed" for key in hidden})
    return findings.areas_above(areas, totals, "2022")


def largest(ours: Mapping[str, float], theirs: Mapping[str, float]) -> Finding:
    numbers = {f"{ROTTERDAM} 2022 {name}": value for name, value in ours.items()}
    numbers |= {f"{ZK} 2022 {name}": value for name, value in theirs.items()}
    return findings.largest(values("care_profile_share", numbers), "2022")


def needed(*extra: float) -> Finding:
    numbers = {f"rotterdam 2025 scenario_{place}": value for place, value in enumerate(extra, start=1)}
    return findings.need(values("scenario_at_home_extra", numbers), "thuis", "2020")


def expected(ours: float, theirs: float, higher_means_more: bool = True, **what: str) -> Finding:
    table = values("share_75plus", {"rotterdam 2022": ours, "zilveren-kruis 2022": theirs})
    return findings.expectation(table, "2022", higher_means_more, **what)


def between(least: float, most: float) -> Finding:
    table = values("projected_growth", {"rotterdam 2020/2040 min": least, "rotterdam 2020/2040 max": most}, "gz")
    return findings.growth_between(table)


def parts(least: float, most: float) -> Finding:
    table = values("projected_growth", {"rotterdam 2020/2040 min": least, "rotterdam 2020/2040 max": most}, "gz")
    return findings.growth_parts(table)


def more(least: float, most: float) -> Finding:
    table = values("projected_clients", {"rotterdam 2040 min": least, "rotterdam 2040 max": most}, "gz")
    return findings.more_use(table, "2020", "2040")


def counted(value: float, **status: str) -> Finding:
    table = values("care_locations", {"rotterdam 2022": value}, "gz", **status)
    return findings.amount(table, "2022")


def of_areas(indicator: str, numbers: list[float], period: str = "2022") -> pd.DataFrame:
    """Return values of areas `area0`, `area1` …, and of one that is hidden."""
    named = {f"area{place} {period}": value for place, value in enumerate(numbers)}
    return values(indicator, named | {f"hidden {period}": 99.0}, hidden="suppressed")


def rise(*changes: float) -> Finding:
    return findings.areas_rise(of_areas("at_home_share_change", [], "2019/2022") if not changes else of_areas(
        "clients_per_1000_75plus_change", list(changes), "2019/2022"))  # fmt: skip


def highest_lowest(*numbers: float) -> Finding:
    return findings.extremes(of_areas("share_75plus", list(numbers)), "2022")


def located(*places: str) -> Finding:
    """Return the finding about locations in areas `areaN`, of group N; with an area of group 4 or 5."""
    return findings.locations_in(pd.Series(places), GROUPS, "een hoge stedelijkheid")


def passed(observed: float, *scenarios: float) -> Finding:
    expected = {f"rotterdam 2025 scenario_{number}": share for number, share in enumerate(scenarios, start=1)}
    tables = (values("scenario_at_home_share", expected), values("at_home_share", {"rotterdam 2022": observed}))
    hidden = (table.assign(status=table["status"].where(table["value"].notna(), "suppressed")) for table in tables)
    return findings.scenario_passed(*hidden)


def window(stays: float, grows: float) -> Finding:
    numbers = {"rotterdam 2025 scenario_1": stays, "rotterdam 2025 scenario_3": grows}
    table = values("scenario_at_home_share", numbers)
    return findings.window(table.assign(status=table["status"].where(table["value"].notna(), "missing")))


def low_urban(*groups: tuple[float, float]) -> Finding:
    status, urbanity = (list(column) for column in zip(*groups, strict=True))
    return findings.low_and_urban(of_areas("ses_group", status, "2018"), of_areas("urbanity_group", urbanity, "2019"))


def by_part(indicator: str, sector: str, ours: Mapping[str, float], theirs: Mapping[str, float]) -> pd.DataFrame:
    """Return values per category; one that is not a number is hidden."""
    numbers = {f"{ROTTERDAM} 2022 {name}": value for name, value in ours.items()}
    numbers |= {f"{ZK} 2022 {name}": value for name, value in theirs.items()}
    table = values(indicator, numbers, sector)
    return table.assign(status=table["status"].where(table["value"].notna(), "suppressed"))


def categories(ours: Mapping[str, float]) -> Finding:
    theirs = dict.fromkeys(ours, 100.0)
    return findings.by_category(by_part("at_home_share_by_profile", "vv", ours, theirs), "2022")


def mix(ours: Mapping[str, float], theirs: Mapping[str, float]) -> Finding:
    return findings.stands_out(by_part("care_profile_share", "gz", ours, theirs), "2022")


def mixed(first: Mapping[str, float], last: Mapping[str, float]) -> Finding:
    table = by_part("care_profile_share", "vv", last, {})
    earlier = by_part("care_profile_share", "vv", first, {}).assign(period="2019")
    return findings.mix_change(pd.concat([earlier, table], ignore_index=True), "zorgprofielen")


def flow(indicator: str, **numbers: float) -> pd.DataFrame:
    table = by_part(indicator, "vv", {name.replace("_", "-"): value for name, value in numbers.items()}, {})
    return table.assign(period="2021")


def moving(coming: float, going: float) -> Finding:
    return findings.flows(flow("inflow", total=coming), flow("outflow", total=going))


def to_and_fro(indicator: str, first: float, second: float) -> Finding:
    table = flow(indicator, total=342, waardenland=second, haaglanden=first)
    return findings.largest_flow(table, {"haaglanden": "Haaglanden", "waardenland": "Waardenland"})


def lacking(low: float, high: float) -> Finding:
    numbers = {"rotterdam 2022/2025 low": low, "rotterdam 2022/2025 high": high}
    return findings.shortage(values("capacity_shortage", numbers, "gz"))


#: Areas `area1` to `area5`, each of the group of its number.
GROUPS = values("urbanity_group", {f"area{group} 2019": float(group) for group in range(1, 6)})
LOW_GROUPS = GROUPS[GROUPS["value"] < 4]

#: Each rule at its borders: the rule that must come out, and the call that gives it.
BORDERS = [
    # 5% of the comparator, relative: 8 ± 0.4
    ("similar", compared(8.0, 8.0)),
    ("similar", compared(8.4, 8.0)),
    ("similar", compared(7.6, 8.0)),
    ("higher", compared(8.41, 8.0)),
    ("lower", compared(7.59, 8.0)),
    # numbers: 1%; percentages: half a point
    ("steady", changed(1000, 1000)),
    ("steady", changed(1000, 1009)),
    ("steady", changed(1000, 991)),
    ("rises", changed(1000, 1010)),
    ("falls", changed(1000, 990)),
    ("steady", changed(20.0, 20.4, "at_home_share")),
    ("rises", changed(20.0, 20.5, "at_home_share")),
    ("falls", changed(20.0, 19.5, "at_home_share")),
    ("rises", changed(0, 12)),
    ("steady", changed(0, 0)),
    ("last_only", beginning_hidden(21)),
    # both up, both down, both steady, and everything else
    ("same_way", changes(1.0, 12.0)),
    ("same_way", changes(-1.0, -12.0)),
    ("same_way", changes(0.9, -0.9)),
    ("other_way", changes(-1.0, 1.0)),
    ("other_way", changes(0.9, 1.0)),
    ("same_way", changes(0.5, 7.0, "at_home_share_change")),
    ("other_way", changes(0.4, 7.0, "at_home_share_change")),
    # growth below 90, from 90, from 100, and below zero
    ("stays", grown(1000, 1000)),
    ("stays", grown(1000, 996)),
    ("grows", grown(1000, 1006)),  # +1%
    ("grows", grown(1000, 1894)),
    ("almost_doubles", grown(1000, 1895)),  # +90%, as the sentence shows it
    ("almost_doubles", grown(1000, 1900)),
    ("almost_doubles", grown(1000, 1994)),
    ("doubles", grown(1000, 1996)),  # +100%
    ("doubles", grown(1000, 2000)),
    ("shrinks", grown(1000, 994)),
    ("grows", grown(0, 100)),
    ("stays", grown(0, 0)),
    ("growth_beside", growths(59, 93)),
    ("growth_same", growths(91, 93)),
    ("growth_same", growths(20, 21)),
    ("growth_same", growths(2.4, 1.6)),  # both +2%
    ("growth_less", growths(20, 22)),
    ("growth_more", growths(22, 20)),
    ("growth_more", growths(-3, -1)),  # falls more
    ("growth_same", growths(0.4, -0.4)),  # both as good as nothing
    ("doubles", grown(1000, 2100)),  # +110%
    ("multiplies", grown(1000, 2106)),  # +111%
    # 60% of the areas
    ("none_above", above(0, 16)),
    ("some_above", above(1, 16)),
    ("some_above", above(9, 16)),  # 56%
    ("most_above", above(10, 16)),  # 62.5%
    ("some_above", above(8, 15)),  # 53%
    ("most_above", above(9, 15)),  # 60% exactly
    ("most_above", above(3, 5)),
    ("all_above", above(5, 5)),
    ("not_shown", above(0, 0, not_shown=5)),
    ("largest", largest({"4VV": 24, "5VV": 50}, {"4VV": 26, "5VV": 49})),
    # extra places that show as at least one
    ("need", needed(50, 293, 535)),
    ("need", needed(1, 2, 3)),
    ("need_at_most", needed(0.4, 2, 3)),
    ("need_at_most", needed(144, -99, -341)),
    ("no_need", needed(0.4, -1, -3)),
    ("no_need", needed(-1, -2, -3)),
    # a tenth of a point, as the sentence shows it
    ("window_rise", window(25.9, 25.951)),
    ("window_same", window(25.9, 25.949)),
    ("window_same", window(25.9, 25.851)),
    ("window_fall", window(25.9, 25.849)),
    ("not_shown", window(25.9, NAN)),
    # what is shown decides, and of several the highest
    ("scenario_passed", passed(30.5, 24.0, 27.3, 30.449)),
    ("scenario_passed", passed(24.06, 24.0, 27.3, 30.5)),
    ("no_scenario_passed", passed(24.04, 24.0, 27.3, 30.5)),
    ("no_scenario_passed", passed(20.0, 24.0, 22.0, 20.0)),
    ("not_shown", passed(30.5, 24.0, NAN, 30.5)),
    ("not_shown", passed(NAN, 24.0, 27.3, 30.5)),
    ("expects_more", expected(8.41, 8.0)),
    ("expects_same", expected(8.4, 8.0)),
    ("expects_less", expected(7.59, 8.0)),
    ("expects_less", expected(8.41, 8.0, higher_means_more=False)),
    ("expects_same", expected(7.6, 8.0, higher_means_more=False)),
    ("expects_more", expected(7.59, 8.0, higher_means_more=False)),
    ("grows_between", between(15.4, 57.0)),
    ("grows_between", between(15.4, 15.6)),  # 15% and 16%
    ("grows_between", between(0.5, 36)),
    ("growth_between", between(0.4, 36)),
    ("growth_between", between(-0.6, 36)),
    ("growth_certain", between(15.6, 16.4)),
    ("parts_grow", parts(0.5, 36)),
    ("parts_stay", parts(0.4, 36)),
    ("parts_stay", parts(-0.4, 36)),
    ("parts_shrink", parts(-0.6, 36)),
    ("more_use", more(1000, 1360)),
    ("amount", counted(0)),
    ("not_shown", counted(NAN, rotterdam="missing")),
    # a rise of an area is at least 1%, or half a point
    ("none_rise", rise(0.9, 0.9, -5)),
    ("some_rise", rise(1.0, 0.9)),
    ("most_rise", rise(1.0, 1.0, 1.0, -1, 0)),  # 60% exactly
    ("some_rise", rise(1.0, 1.0, -1, 0)),
    ("all_rise", rise(1.0, 40.0)),
    ("not_shown", rise()),
    ("extremes", highest_lowest(8.2, 8.3)),
    ("all_equal", highest_lowest(8.21, 8.24)),  # both 8,2
    ("all_equal", highest_lowest(8.2)),
    ("not_shown", highest_lowest()),
    ("low_and_urban", low_urban((1, 5), (1, 4), (2, 5))),
    ("not_low_and_urban", low_urban((1, 4), (2, 5))),
    ("not_shown", low_urban((NAN, 5))),
    ("locations_there", located("area4", "area1")),
    ("locations_there", located("area5")),
    ("locations_elsewhere", located("area3")),
    ("not_shown", findings.locations_in(pd.Series(["area3"]), LOW_GROUPS.assign(value=NAN), "een hoge stedelijkheid")),
    ("locations_no_such_area", findings.locations_in(pd.Series(["area3"]), LOW_GROUPS, "een hoge stedelijkheid")),
    ("no_locations", located()),
    ("largest_several", largest({"4VV": 40.04, "5VV": 39.96, "6VV": 20}, {"4VV": 26})),  # both 40,0
    ("largest", largest({"4VV": 40.06, "5VV": 39.94}, {"4VV": 26, "5VV": 49})),
    ("largest_none", largest({"4VV": 50.04, "5VV": 49.96}, {"4VV": 26, "5VV": 74})),  # both 50,0
    # 5% of the other, per category
    ("category_both", categories({"4VV": 105.1, "5VV": 94.9, "6VV": 100})),
    ("category_higher", categories({"4VV": 105.1, "5VV": 95})),
    ("category_lower", categories({"4VV": 105, "5VV": 94.9})),
    ("category_all_higher", categories({"4VV": 105.1, "5VV": 110})),
    ("category_all_lower", categories({"4VV": 94.9, "5VV": 90})),
    ("category_higher", categories({"4VV": 105.1})),
    ("category_similar", categories({"4VV": 105, "5VV": 95})),
    ("not_shown", categories({"4VV": NAN})),
    # more than 5% and at least 1 point
    ("stands_out", mix({"4VG": 21, "7VG": 79}, {"4VG": 19, "7VG": 84})),
    ("stands_above", mix({"4VG": 11, "7VG": 89}, {"4VG": 10, "7VG": 90})),
    ("stands_alike", mix({"4VG": 10.9, "7VG": 89.1}, {"4VG": 10, "7VG": 90})),  # 9%, but 0.9 point
    ("stands_below", mix({"4VG": 9, "7VG": 91}, {"4VG": 10, "7VG": 90})),
    ("stands_alike", mix({"4VG": 52, "7VG": 48}, {"4VG": 50, "7VG": 50})),  # 2 points, but 4%
    ("not_shown", mix({"4VG": NAN}, {"4VG": 10})),
    ("mix_steady", mixed({"4VV": 20, "5VV": 80}, {"4VV": 20.9, "5VV": 79.1})),
    ("mix_moved", mixed({"4VV": 20, "5VV": 80}, {"4VV": 21, "5VV": 79})),
    ("mix_moved", mixed({"4VV": 20, "5VV": 80}, {"4VV": 19, "5VV": 81})),
    ("not_shown", mixed({"4VV": NAN}, {"4VV": 20})),
    ("more_in", moving(106, 100)),
    ("in_and_out", moving(105, 100)),
    ("in_and_out", moving(95, 100)),
    ("more_out", moving(94, 100)),
    ("not_shown", moving(NAN, 100)),
    ("largest_inflow", to_and_fro("inflow", 220, 32)),
    ("largest_outflow", to_and_fro("outflow", 206, 89)),
    ("not_shown", to_and_fro("outflow", NAN, NAN)),
    ("shortage", lacking(1, 1)),
    ("shortage", lacking(211, 269)),
    ("shortage_at_most", lacking(0.4, 1)),
    ("shortage_at_most", lacking(-20, 30)),
    ("no_shortage", lacking(-20, 0.4)),
    ("norm", findings.norm(13)),
    # what shows as no difference is none
    ("method_and_real", bridged(78, -7, 2)),
    ("method_and_real", bridged(78, -2, 2)),
    ("method_only", bridged(78, -7, 0.4)),
    ("real_only", bridged(78, 0.4, 2)),
    ("real_only", bridged(78, 0, 0)),
    ("not_shown", bridged(NAN, NAN, NAN, status="suppressed")),
    ("not_shown", findings.compare(
        values("share_75plus", {"rotterdam 2022": NAN, "zilveren-kruis 2022": 8}, rotterdam="suppressed"), "2022")),
]  # fmt: skip


@given(tenth=st.integers(0, 999))
def test_half_a_point_is_a_change_whatever_the_floats_make_of_it(tenth: int) -> None:
    assert findings.direction(tenth / 10, (tenth + 5) / 10, "%") == "rises"


def test_shares_of_counts_are_in_percent_whatever_the_unit_of_their_indicator_and_parts_have_the_readers_names() -> (
    None
):
    shares = {"rotterdam 2021 intramural": 60, "rotterdam 2021 pgb": 40}
    later = {"rotterdam 2023 intramural": 57.5, "rotterdam 2023 pgb": 42.5}
    table = values("clients_by_delivery_form", shares | later, "gz").assign(unit="%")
    assert findings.mix_change(table, "leveringsvormen", {"intramural": "verblijf"}).text == (
        "De verdeling over leveringsvormen veranderde: het aandeel verblijf ging van 60,0% in 2021 naar 57,5% in 2023 "
        "(−2,5 procentpunt)."
    )


def test_what_is_worked_out_from_an_indicator_has_a_title_of_its_own() -> None:
    table = by_part("waiting", "gz", {"active": 12}, {"active": 10})
    sentence = findings.by_category(table, "2022", {"active": "actief plaatsen"}, "Het aantal per 1.000 cliënten")
    assert sentence.text == (
        "Het aantal per 1.000 cliënten is bij actief plaatsen hoger dan in de Zilveren Kruis-regio's."
    )
    growing = values("projected_growth", {"rotterdam 2020/2040": 57, "nederland 2020/2040": 39}, "gz")
    sentence = findings.compare_growth(growing, title="Het maximum")
    assert sentence.text == "Het maximum groeit in Rotterdam (+57%), sterker dan in Nederland (+39%)."


def test_growth_from_nothing_is_no_percentage() -> None:
    assert "∞" not in grown(0, 100).text


def test_the_largest_part_is_not_named_when_a_hidden_one_may_be_larger() -> None:
    numbers = {f"rotterdam 2022 {name}": value for name, value in {"4VV": 30, "5VV": 50, "8VV": 20}.items()}
    table = values(
        "care_profile_share", numbers | {f"zilveren-kruis 2022 {name}": 33 for name in ("4VV", "5VV", "8VV")}
    )
    table.loc[1, ["value", "status"]] = [NAN, "suppressed"]
    assert findings.largest(table, "2022").rule == "not_shown"
    table.loc[0, "value"] = 60
    assert findings.largest(table, "2022").rule == "largest"


def test_a_period_that_is_not_there_is_a_mistake_of_the_caller() -> None:
    table = values("care_profile_share", {"rotterdam 2022 4VV": 24, "zilveren-kruis 2022 4VV": 26})
    with pytest.raises(InputError, match="period of care_profile_share: found '1999', allowed: 2022"):
        findings.largest(table, "1999")


def test_a_need_that_cannot_be_worked_out_is_not_shown() -> None:
    numbers = {f"rotterdam 2025 scenario_{place}": 1.0 for place in (1, 2, 3)}
    table = values("scenario_at_home_extra", numbers, rotterdam="missing")
    assert findings.need(table, "thuis", "2020").rule == "not_shown"


@pytest.mark.parametrize(("rule", "finding"), BORDERS, ids=[f"{rule}-{f.text[:60]}" for rule, f in BORDERS])
def test_rule_at_its_border(rule: str, finding: Finding) -> None:
    assert finding.rule == rule


def test_every_rule_has_a_test_at_its_border() -> None:
    assert {finding.rule for _, finding in BORDERS} == set(RULES)


@pytest.mark.parametrize("finding", [finding for _, finding in BORDERS], ids=lambda finding: finding.text[:60])
def test_every_sentence_is_whole(finding: Finding) -> None:
    assert re.fullmatch(r"[A-Z0-9].*\.", finding.text)
    assert "nan" not in finding.text.lower().split()
    assert "{" not in finding.text
    assert "  " not in finding.text


@pytest.mark.parametrize("finding", [finding for _, finding in BORDERS], ids=lambda finding: finding.text[:60])
def test_every_sentence_has_the_wording_of_its_rule(finding: Finding) -> None:
    parts = re.split(r"\{\w+\}", RULES[finding.rule].text)
    assert all(part in finding.text for part in parts)


@pytest.mark.parametrize("finding", [f for rule, f in BORDERS if rule != "not_shown"], ids=lambda f: f.text[:60])
def test_inputs_are_the_numbers_of_the_sentence_unrounded(finding: Finding) -> None:
    assert finding.inputs
    assert all(math.isfinite(value) for value in finding.inputs.values())


# --- the sentences themselves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (compared(7.3, 8.2),
         "Het aandeel 75-plussers is lager dan in de Zilveren Kruis-regio's: 7,3% tegen 8,2%."),
        (changed(6935, 7226), "Het aantal klanten steeg van 6.935 in 2019 naar 7.226 in 2022 (+4,2%)."),
        (changed(20.0, 26.6, "at_home_share"),
         "Het aandeel klanten dat thuis woont, steeg van 20,0% in 2019 naar 26,6% in 2022 (+6,6 procentpunt)."),
        (grown(7118, 11392), "Het verwachte aantal klanten groeit van 7.118 in 2020 naar 11.392 in 2040 (+60%)."),
        (above(9, 16),
         "Het aandeel 75-plussers ligt in 9 van de 16 gebieden boven dat in de Zilveren Kruis-regio's (8,2%)."),
        (above(5, 5, not_shown=3),
         "Het aandeel 75-plussers ligt in alle 5 getoonde gebieden boven dat in de Zilveren Kruis-regio's (8,2%)."),
        (largest({"4VV": 24, "5VV": 50}, {"4VV": 26, "5VV": 49}),
         "5VV komt het meest voor: 50,0% van de klanten; in de Zilveren Kruis-regio's 49,0%."),
        (needed(50, 293, 535), "Tussen 2020 en 2025 zijn 50 tot 535 extra plaatsen thuis nodig."),
        (needed(144, -99, -341), "Tussen 2020 en 2025 zijn hooguit 144 extra plaatsen thuis nodig, en mogelijk geen."),
        (needed(-1, -2, -3), "Tussen 2020 en 2025 zijn geen extra plaatsen thuis nodig."),
        (compared(8.0, 8.2),
         "Het aandeel 75-plussers is vergelijkbaar met dat in de Zilveren Kruis-regio's: 8,0% tegen 8,2%."),
        (compared(8.0, 8.2, title="De druk op de zorg"),
         "De druk op de zorg is vergelijkbaar met die in de Zilveren Kruis-regio's: 8,0% tegen 8,2%."),
        (expected(9.1, 8.0),
         "Op grond hiervan verwachten we meer gebruik van Wlz-zorg dan in de Zilveren Kruis-regio's."),
        (expected(9.1, 8.0, what="klanten per 1.000 inwoners"),
         "Op grond hiervan verwachten we meer klanten per 1.000 inwoners dan in de Zilveren Kruis-regio's."),
        (findings.growth(values("expenditure", {"rotterdam 2020": 520.3, "rotterdam 2040": 832.8}), "2020", "2040"),
         "Het bedrag voor Wlz-zorg groeit van €\u00a0520 miljoen in 2020 naar €\u00a0833 miljoen in 2040 (+60%)."),
        (findings.change(values("weeks_until_placed", {"rotterdam 2021-05": 23.12, "rotterdam 2021-12": 20.9})),
         "De wachttijd van niet-actief wachtenden daalde van 23,1 weken in mei 2021 naar 20,9 weken in december 2021 "
         "(−9,6%)."),
        (between(15.44, 57.0),
         "Het verwachte aantal cliënten groeit tussen 2020 en 2040 met 15% (minimum) tot 57% (maximum)."),
        (rise(1.0, 1.0, 1.0, -1, 0),
         "Het gebruik van Wlz-zorg steeg tussen 2019 en 2022 in de meeste gebieden (3 van de 5 getoonde)."),
        (rise(1.0, 1.0),
         "Het gebruik van Wlz-zorg steeg tussen 2019 en 2022 in beide getoonde gebieden."),
        (rise(-1.0),
         "Het gebruik van Wlz-zorg steeg tussen 2019 en 2022 in geen van de getoonde gebieden."),
        (rise(1.0, 0.9),
         "Het gebruik van Wlz-zorg steeg tussen 2019 en 2022 in 1 van de 2 getoonde gebieden met 1% of meer."),
        (findings.areas_rise(of_areas("at_home_share_change", [0.1, -4.6], "2019/2022")),
         "Het aandeel klanten dat thuis woont, steeg tussen 2019 en 2022 in geen van de 2 getoonde gebieden met 0,5 "
         "procentpunt of meer."),
        (highest_lowest(8.2, 9.1, 9.1),
         "Het aandeel 75-plussers is het hoogst in area1 en area2 (9,1%) en het laagst in area0 (8,2%)."),
        (highest_lowest(8.2, 9.1, 9.1, 9.1, 9.1),
         "Het aandeel 75-plussers is het hoogst in 4 gebieden (9,1%) en het laagst in area0 (8,2%)."),
        (located("area4", "area5", "area1"),
         "Van de 3 zorglocaties staan er 2 in gebieden met een hoge stedelijkheid (groep 4 en 5)."),
        (located("area4", "area1"),
         "Van de 2 zorglocaties staat er 1 in gebieden met een hoge stedelijkheid (groep 4 en 5)."),
        (located("area1"),
         "De regio telt 1 zorglocatie; in de gebieden met een hoge stedelijkheid (groep 4 en 5) is er geen."),
        (findings.locations_in(pd.Series(["area3", "area3"]), LOW_GROUPS, "een hoge stedelijkheid"),
         "De regio telt 2 zorglocaties, en heeft geen gebieden met een hoge stedelijkheid (groep 4 en 5)."),
        (window(25.86, 32.45),
         "Tussen 2017 en 2022 groeide het aandeel klanten dat thuis woont met 6,6 procentpunt. Scenario 2 rekent met "
         "de helft daarvan (3,3 procentpunt) en scenario 3 met alles."),
        (passed(30.5, 24.0, 27.3, 30.6),
         "In januari 2022 woonde 30,5% van de klanten thuis: al meer dan scenario 2 voor 2025 verwacht (27,3%)."),
        (passed(21.0, 24.0, 22.0, 21.0),
         "In januari 2022 woonde 21,0% van de klanten thuis: niet meer dan een van de scenario's voor 2025 verwacht "
         "(21,0% of meer)."),
        (beginning_hidden(21),
         "Het aantal klanten is 21 in 2022. Voor 2019 tonen we geen cijfer om mee te vergelijken: het gaat om "
         "te weinig mensen."),
        (changed(20.04, 20.04, "at_home_share"),
         "Het aandeel klanten dat thuis woont, bleef vrijwel gelijk: 20,0% in 2019 en 20,0% in 2022."),
        (changed(20.0, 20.2, "at_home_share"),
         "Het aandeel klanten dat thuis woont, bleef vrijwel gelijk: 20,0% in 2019 en 20,2% in 2022 "
         "(+0,2 procentpunt)."),
        (low_urban((1, 5), (1, 4), (1, 5)),
         "In area0 en area2 gaat de laagste sociaaleconomische status (groep 1) samen met de hoogste stedelijkheid "
         "(groep 5)."),
        (largest({"4VV": 40.04, "5VV": 39.96, "6VV": 20}, {"4VV": 26}),
         "4VV en 5VV komen het meest voor: elk 40,0% van de klanten."),
        (categories({"4VV": 110, "5VV": 90, "6VV": 89}),
         "Het aandeel klanten dat thuis woont per zorgprofiel, is bij 4VV hoger dan in de Zilveren Kruis-regio's, en "
         "bij 5VV en 6VV lager."),
        (mix({"4VG": 23.4, "7VG": 8.5}, {"4VG": 18.0, "7VG": 12.3}),
         "Relatief veel cliënten met een VG-profiel hebben 4VG (23,4%; in de Zilveren Kruis-regio's 18,0%) en weinig "
         "7VG (8,5%; 12,3%)."),
        (mixed({"4VV": 20, "5VV": 80}, {"4VV": 21, "5VV": 79}),
         "De verdeling over zorgprofielen veranderde: het aandeel 4VV ging van 20,0% in 2019 naar 21,0% in 2022 "
         "(+1,0 procentpunt)."),
        (to_and_fro("inflow", 220, 32),
         "De grootste groep klanten van buiten de regio woont in de regio Haaglanden: 220 van de 342."),
        (between(-2.84, 32.14),
         "Het verwachte aantal cliënten verandert tussen 2020 en 2040 met −3% (minimum) tot +32% (maximum)."),
        (parts(15.44, 57.0),
         "Door de bevolking groeit het verwachte aantal cliënten tussen 2020 en 2040 met 15%; meer gebruik voegt daar "
         "hooguit 42 procentpunt aan toe."),
        (parts(0.3, 36.4),
         "Door de bevolking verandert het verwachte aantal cliënten tussen 2020 en 2040 vrijwel niet; meer gebruik "
         "voegt hooguit 36 procentpunt toe."),
        (parts(-2.84, 32.14),
         "Door de bevolking daalt het verwachte aantal cliënten tussen 2020 en 2040 met 3%; meer gebruik voegt daar "
         "hooguit 35 procentpunt aan toe."),
        (more(1000, 1360),
         "Voor het maximum rekenen we in 2040 met 36% meer gebruik per leeftijdsgroep dan in 2020."),
        (categories({"4VV": 94.9, "5VV": 90}),
         "Het aandeel klanten dat thuis woont per zorgprofiel, is bij beide zorgprofielen lager dan in de Zilveren "
         "Kruis-regio's."),
        (categories({"4VV": 100, "5VV": NAN}),
         "Het aandeel klanten dat thuis woont per zorgprofiel, is bij alle getoonde zorgprofielen vergelijkbaar met "
         "dat in de Zilveren Kruis-regio's."),
        (growths(-3, -1),
         "Het verwachte aantal klanten daalt in Rotterdam (−3%), sterker dan in Nederland (−1%)."),
        (counted(109), "Rotterdam telt 109 locaties in 2022."),
        (counted(1), "Rotterdam telt 1 locatie in 2022."),
        (largest({"4VV": 50.04, "5VV": 49.96}, {"4VV": 26, "5VV": 74}),
         "Beide delen zijn even groot: elk 50,0% van de klanten."),
        (findings.norm(13), "De Treeknorm is 13 weken: wie actief wacht, hoort binnen die tijd zorg te krijgen."),
        (lacking(211.2, 269.2), "Tussen 2022 en 2025 ontstaat naar verwachting een tekort van 211 tot 269 plaatsen."),
    ],
)  # fmt: skip
def test_the_sentence_reads_as_it_should(finding: Finding, text: str) -> None:
    assert finding.text == text


# --- thresholds -----------------------------------------------------------------------------------------------------


@given(hundredths=st.integers(1, 10**7), percent=st.integers(-2000, 2000))
def test_similar_is_up_to_and_with_5_percent_of_the_reference(hundredths: int, percent: int) -> None:
    """Whole hundredths of the reference and tenths of a percent beside it: the border itself is similar."""
    reference = hundredths / 100
    value = reference * (1000 + percent) / 1000
    expected = "similar" if abs(percent) <= 50 else "higher" if percent > 0 else "lower"
    assert relation(value, reference) == expected


@given(reference=st.floats(0.01, 1e6), part=st.floats(0.0501, 3))
def test_beyond_5_percent_is_higher_or_lower(reference: float, part: float) -> None:
    assert relation(reference * (1 + part), reference) == "higher"
    assert relation(reference * (1 - part), reference) == "lower"


@given(reference=st.floats(-1e6, 1e6), part=st.floats(-0.0499, 0.0499))
def test_within_5_percent_is_similar_also_below_zero(reference: float, part: float) -> None:
    assert relation(reference * (1 + part), reference) == "similar"


@given(value=st.floats(1e-6, 1e6))
def test_nothing_but_zero_is_similar_to_zero(value: float) -> None:
    assert relation(0, 0) == "similar"
    assert relation(value, 0) == "higher"
    assert relation(-value, 0) == "lower"


@given(percent=st.integers(-99, 300))
def test_what_a_growth_is_called(percent: int) -> None:
    kind = findings.growth_kind(percent)
    assert (kind == "shrinks") == (percent < 0)
    assert (kind == "stays") == (percent == 0)
    assert (kind == "grows") == (0 < percent < 90)
    assert (kind == "almost_doubles") == (90 <= percent < 100)
    assert (kind == "doubles") == (100 <= percent <= 110)
    assert (kind == "multiplies") == (percent > 110)


def test_thresholds_are_those_of_the_field() -> None:
    assert {name: threshold.value for name, threshold in THRESHOLDS.items()} == {
        "similar": 5,
        "most": 60,
        "almost_doubles": 90,
        "doubles": 100,
        "multiplies": 110,
        "steady": 1,
        "steady_points": 0.5,
        "mix": 1,
        "stands_out": 1,
    }
    assert all("{value}" in threshold.explanation for threshold in THRESHOLDS.values())


def test_the_condition_of_a_rule_names_the_threshold_that_it_uses() -> None:
    for name, borders in {
        "similar": "5%",
        "higher": "5%",
        "lower": "5%",
        "grows": "90%",
        "doubles": "100%",
        "almost_doubles": "90% tot 100%",
        "most_above": "60%",
        "some_above": "60%",
    }.items():
        assert borders in RULES[name].when  # fmt: skip


# --- what cannot be said --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("area", [ROTTERDAM, ZK])
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("suppressed", "het gaat om te weinig mensen"),
        ("missing", "er zijn geen gegevens"),
        ("break", "de definitie is veranderd"),
    ],
)
def test_a_value_that_is_not_shown_gives_its_reason_and_no_number(area: str, status: str, reason: str) -> None:
    table = values("share_75plus", {"rotterdam 2022": 7.3, "zilveren-kruis 2022": 8.2}, **{area: status})
    finding = findings.compare(table, "2022")
    assert (finding.rule, finding.text) == ("not_shown", f"Het aandeel 75-plussers tonen we hier niet: {reason}.")
    assert finding.inputs == {}


def test_a_change_from_or_to_a_hidden_value_is_not_shown() -> None:
    table = values("clients", {"rotterdam 2019": 5.0, "rotterdam 2022": 50.0}, rotterdam="suppressed")
    assert findings.change(table).rule == "not_shown"
    change = {"rotterdam 2019/2022": 5.0, "zilveren-kruis 2019/2022": 1.0}
    table = values("at_home_share_change", change, rotterdam="suppressed")
    assert findings.compare_change(table).rule == "not_shown"


def test_areas_that_are_not_shown_are_not_counted() -> None:
    # 9 of the 15 that are shown: 60%; the hidden ones would all be above
    finding = above(9, 15, not_shown=5)
    assert (finding.rule, finding.inputs["count"], finding.inputs["all"]) == ("most_above", 9, 15)


def test_a_value_equal_to_the_comparator_is_not_above_it() -> None:
    assert above(0, 3).text == "Het aandeel 75-plussers ligt in geen van de 3 gebieden boven dat in de " \
        "Zilveren Kruis-regio's (8,2%)."  # fmt: skip


def test_a_wrong_period_says_which_there_are() -> None:
    table = values("share_75plus", {"rotterdam 2022": 7.3, "zilveren-kruis 2022": 8.2})
    with pytest.raises(InputError, match=r"one value of rotterdam in 1999, found 0 of share_75plus; .*2022"):
        findings.compare(table, "1999")


def test_values_with_categories_ask_for_one() -> None:
    table = values(
        "care_profile_share", {"rotterdam 2022 4VV": 7.3, "rotterdam 2022 5VV": 8.2, "zilveren-kruis 2022": 1}
    )
    with pytest.raises(InputError, match=r"found 2 of care_profile_share; choose a category"):
        findings.compare(table, "2022")


def test_a_finding_is_about_one_region() -> None:
    table = values("share_75plus", {"rotterdam 2022": 7.3, "zilveren-kruis 2022": 8.2})
    two = pd.concat([table, table.iloc[:1].assign(region="drenthe", area="drenthe")])
    with pytest.raises(InputError, match=r"about one region, found: rotterdam, drenthe"):
        findings.compare(two, "2022")
    with pytest.raises(InputError, match=r"about one region, found: none"):
        findings.compare(table[table["region"] == ZK], "2022")


def test_the_largest_part_is_named_by_shares_only() -> None:
    table = values("clients_by_delivery_form", {"rotterdam 2022 vpt": 100, "zilveren-kruis 2022 vpt": 1000})
    with pytest.raises(InputError, match=r"found the unit 'klanten', allowed: %"):
        findings.largest(table, "2022")


def test_the_largest_part_has_its_dutch_name_and_the_same_part_of_the_comparator_beside_it() -> None:
    numbers = {"rotterdam 2022 4VV": 60, "rotterdam 2022 5VV": 40, "zilveren-kruis 2022 4VV": 30,
               "zilveren-kruis 2022 5VV": 70}  # fmt: skip
    finding = findings.largest(values("care_profile_share", numbers), "2022", {"4VV": "zorgprofiel 4VV"})
    assert (
        finding.text == "Zorgprofiel 4VV komt het meest voor: 60,0% van de klanten; in de Zilveren Kruis-regio's 30,0%."
    )


# --- mistakes of the published reports that must not come back ------------------------------------------------------


def test_a_growth_of_59_percent_is_not_almost_doubling_the_countrys_93_is() -> None:
    assert grown(7167, 11392).rule == "grows"
    assert "(+59%)" in grown(7167, 11392).text
    both = growths(59, 93).text
    assert both == "Het verwachte aantal klanten groeit in Rotterdam (+59%); in Nederland verdubbelt het bijna (+93%)."


def test_use_is_per_1000_people_over_75() -> None:
    about = record("clients_per_1000_75plus", "vv")
    assert compared(131, 113, "clients_per_1000_75plus").text == (
        "Het gebruik van Wlz-zorg is hoger dan in de Zilveren Kruis-regio's: "
        "131 tegen 113 per 1.000 inwoners van 75 jaar en ouder."
    )
    assert "75 jaar en ouder" in about.unit
    assert "75 jaar en ouder" in about.measure


def test_a_fall_is_not_a_rise_and_the_comparator_is_not_the_country() -> None:
    # −0.9% is within 1%: steady, where the comparator rises by 1.2%
    finding = changes(-0.9, 1.2)
    assert finding.text == (
        "Het gebruik van Wlz-zorg bleef in Rotterdam vrijwel gelijk (−0,9%); "
        "in de Zilveren Kruis-regio's steeg het (+1,2%)."
    )
    assert changes(-3.0, 1.2).text == (
        "Het gebruik van Wlz-zorg daalde in Rotterdam (−3,0%); in de Zilveren Kruis-regio's steeg het (+1,2%)."
    )
    for rule in RULES.values():
        assert not ("Nederland" in rule.text and "{comparator}" in rule.text)
    assert "Nederland" not in finding.text


def test_the_country_is_read_from_the_country_and_the_comparator_from_the_comparator() -> None:
    # growths() has 1% for the comparator
    assert growths(10, 93).inputs["reference"] == 93
    table = values("share_75plus", {"rotterdam 2022": 7.3, "zilveren-kruis 2022": 8.2, "nederland 2022": 99})
    assert findings.compare(table, "2022").inputs["reference"] == 8.2


def test_nine_of_sixteen_is_not_most() -> None:
    finding = above(9, 16)
    assert "9 van de 16" in finding.text
    assert "de meeste" not in finding.text
    assert "in de meeste gebieden (10 van de 16)" in above(10, 16).text


def test_one_rule_for_comparable() -> None:
    # 7.3 against 8.2 is 11% lower
    assert compared(7.3, 8.2).rule == "lower"
    # 5% is the border for whatever is compared
    for indicator in ("share_75plus", "clients_per_1000_75plus", "at_home_share", "clients"):
        assert [compared(value, 100, indicator).rule for value in (94.9, 95, 105, 105.1)] == [
            "lower", "similar", "similar", "higher",
        ]  # fmt: skip


def test_a_need_names_its_base_year_and_its_target_year() -> None:
    for finding in (needed(50, 293, 535), needed(144, -99, -341), needed(-1, -2, -3)):
        assert finding.text.startswith("Tussen 2020 en 2025 ")
        assert "vijf jaar" not in finding.text


@pytest.mark.parametrize(("indicator", "change"), [("clients", "+33,0%"), ("at_home_share", "+6,6 procentpunt")])
def test_a_change_says_percent_or_percentage_points(indicator: str, change: str) -> None:
    # 20 → 26.6: 33% more, or 6.6 points
    assert f"({change})" in changed(20.0, 26.6, indicator).text


def test_changes_have_the_unit_of_their_own_indicator() -> None:
    assert "(+6,6 procentpunt)" in changes(6.6, 6.0, "at_home_share_change").text
    assert "(+6,6%)" in changes(6.6, 6.0, "clients_per_1000_75plus_change").text


def test_a_bridge_says_what_the_method_and_what_reality_did() -> None:
    assert bridged(78, -7, 2).text == (
        "Het aantal zorglocaties daalde van 78 in de editie 2021 naar 73 in de editie 2022: "
        "−7 door de nieuwe methode en +2 in werkelijkheid."
    )
    assert bridged(71, 7, 0).text == (
        "Het aantal zorglocaties steeg van 71 in de editie 2021 naar 78 in de editie 2022; "
        "dat komt helemaal door de nieuwe methode."
    )
    # opposite effects of the same size leave the number as it was
    assert bridged(78, -2, 2).text == (
        "Het aantal zorglocaties is in beide edities 78: −2 door de nieuwe methode en +2 in werkelijkheid."
    )
    assert bridged(78, 0, 0).text.endswith("is in beide edities 78; de nieuwe methode maakt geen verschil.")


def test_a_bridge_of_a_ratio_shows_an_effect_of_less_than_one() -> None:
    found = bridged(10.88, -0.98, 0.4, "locations_per_1000_clients")
    assert found.rule == "method_and_real"
    assert "van 10,9 in" in found.text
    assert "−1,0 door de nieuwe methode en +0,4 in werkelijkheid" in found.text


def test_a_bridge_of_shares_is_in_percentage_points() -> None:
    text = bridged(28.1, 1.1, 3.2, "scenario_at_home_share").text
    assert "van 28,1% in" in text
    assert "+1,1 procentpunt door de nieuwe methode en +3,2 procentpunt in werkelijkheid" in text


@given(before=st.floats(-1e4, 1e4), method=st.floats(-1e3, 1e3), real=st.floats(-1e3, 1e3))
def test_the_steps_of_a_bridge_add_up_as_a_reader_sees_them(before: float, method: float, real: float) -> None:
    row = pd.Series({"sector": "vv", "indicator": "scenario_at_home_share", "before": before, "method": method,
                     "now": before + method + real})  # fmt: skip
    first, second, third, last = findings.bridge_steps(row)
    assert first + second + third == last
    assert abs(float(second) - method) <= 0.1 + 1e-9
