"""Standard figures: what stands at lines and bars, classes of a map, parts of a whole and the bars of the scenarios."""

import itertools
import json
from typing import Any

import altair as alt
import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from regioanalyse.figures import derived, recipes, theme
from regioanalyse.figures.maps import Classes, around_zero, five_classes
from regioanalyse.figures.recipes.atlas import class_names, group_names
from regioanalyse.figures.recipes.bars import FACING_ROOM, facing
from regioanalyse.figures.recipes.labelling import (
    LABEL_ROOM,
    LABEL_ROOM_BOTH,
    LABEL_ROW,
    bar_domain,
    change_labels,
    end_labels,
    labelled,
    reference_lines,
    tooltip,
    wrapped,
)
from regioanalyse.figures.recipes.lines import range_labels
from regioanalyse.figures.recipes.wholes import growth_table, scenario_table, shortage_steps, stacked

NAN = float("nan")


def values(**columns: object) -> pd.DataFrame:
    """Return values, of one indicator and year, and shown, where the columns do not say otherwise."""
    table = pd.DataFrame(columns)
    shown = table["value"].notna() if "value" in table else pd.Series(True, table.index)
    usual = {
        "indicator": "clients", "sector": "vv", "unit": "klanten", "area": "r", "name": "Rotterdam", "period": "2022",
        "category": "", "status": shown.map({True: "ok", False: "suppressed"}),
    }  # fmt: skip
    return table.assign(**{name: value for name, value in usual.items() if name not in table})


SHARE = {"indicator": "at_home_share", "unit": "%"}


def test_a_tooltip_names_area_period_and_the_unit_of_the_value() -> None:
    spec: list = [part.to_dict() for part in tooltip(values(value=[1.0], **SHARE), "% van de klanten")]
    assert [part["title"] for part in spec] == ["Gebied", "Periode", "% van de klanten"]
    assert spec[2] == {"field": "value", "type": "quantitative", "title": "% van de klanten", "format": ",.1f"}


def test_lines_are_labelled_at_their_last_point_with_name_and_value_the_highest_first() -> None:
    lines = values(
        name=["Drenthe", "Rotterdam", "Drenthe", "Rotterdam"],
        period=["2021", "2021", "2022", "2022"],
        value=[99.0, 99.0, 11.24, 13.06],
        **SHARE,
    )
    labels = end_labels(lines, "Rotterdam")
    assert isinstance(labels, alt.LayerChart)
    layers: list = list(labels.layer)
    assert [layer.data["label"].tolist() for layer in layers] == [["Rotterdam 13,1%"], ["Drenthe 11,2%"]]
    assert layers[0].mark.dy < 0 < layers[1].mark.dy


def test_end_labels_keep_clear_of_the_last_half_of_the_lines() -> None:
    lines = values(
        name=["Drenthe"] * 4 + ["Rotterdam"] * 4,
        period=["2019", "2020", "2021", "2022"] * 2,
        value=[1.0, 8.0, 6.0, 9.0, 50.0, 30.0, 20.0, 10.0],
    )
    labels = end_labels(lines, "Rotterdam")
    assert isinstance(labels, alt.LayerChart)
    layers: list = list(labels.layer)
    assert [layer.data[["label", "height"]].to_numpy().tolist() for layer in layers] == [
        [["Rotterdam 10", 20.0]],
        [["Drenthe 9", 6.0]],
    ]


def test_a_line_of_which_the_end_is_hidden_has_its_label_where_it_stops() -> None:
    lines = values(name=["Drenthe", "Drenthe"], period=["2021", "2022"], value=[99.0, NAN], **SHARE)
    spec: dict = end_labels(lines, "Drenthe").to_dict()
    (rows,) = spec["datasets"].values()
    assert len(spec["layer"]) == 1
    assert [(row["label"], row["period"]) for row in rows] == [("Drenthe 99,0%", "2021")]


# --- months and breaks ----------------------------------------------------------------------------------------------


def monthly() -> dict:
    months = values(name=["Drenthe"] * 2, period=["2021-11", "2022-02"], value=[1.0, 2.0], **SHARE)
    spec: dict = recipes.rate_over_months(
        months, "Drenthe", "% van de klanten", "2021-11", "andere statussen"
    ).to_dict()
    return spec


def test_months_without_values_keep_their_place_and_the_year_is_below_the_first_and_each_january() -> None:
    axis = monthly()["layer"][0]["encoding"]["x"]
    months = [f"2021-{month:02}" for month in range(1, 13)]
    assert axis["scale"] == {"domain": [*months, "2022-01", "2022-02"], "type": "band"}
    names, of = axis["axis"]["labelExpr"].rsplit("[", 1)
    assert of == "datum.value]"
    found = json.loads(names)
    assert [found[month] for month in ("2021-01", "2021-02", "2021-12", "2022-01", "2022-02")] == [
        ["jan", "2021"], "feb", "dec", ["jan", "2022"], "feb",
    ]  # fmt: skip


def test_a_month_on_a_tooltip_is_in_words_and_a_year_as_it_is() -> None:
    spec = monthly()
    assert spec["layer"][0]["encoding"]["tooltip"][1]["field"] == "when"
    assert [row["when"] for row in spec["datasets"][spec["layer"][0]["data"]["name"]]] == [
        "november 2021",
        "februari 2022",
    ]
    assert "when" not in labelled(values(value=[1.0]))


def test_a_break_is_a_line_before_its_period_with_its_words_on_the_side_of_what_was() -> None:
    rule, text = monthly()["layer"][1]["layer"]
    assert rule["mark"]["type"] == "rule"
    assert rule["encoding"]["x"]["bandPosition"] == text["encoding"]["x"]["bandPosition"] == 0
    assert text["mark"]["align"] == "right"
    assert text["encoding"]["text"]["field"] == "text"


# --- bars -----------------------------------------------------------------------------------------------------------


def test_reference_lines_have_a_label_each_in_a_row_of_its_own_and_none_for_what_is_hidden() -> None:
    totals = values(name=["Rotterdam", "Zilveren Kruis-regio's", "Nederland"], value=[7.34, 8.19, NAN], **SHARE)
    spec: dict = reference_lines(totals, "Rotterdam").to_dict()
    layers = spec["layer"]
    assert [layer["mark"]["type"] for layer in layers] == ["rule", "text", "rule", "text"]
    assert [layer["encoding"]["y"]["value"] for layer in layers] == [
        -LABEL_ROW, -LABEL_ROW, -2 * LABEL_ROW, -2 * LABEL_ROW,
    ]  # fmt: skip
    # a label stands left of its line, so the line with the upper label has to be the one at the right
    for value in (7.34, 9.2):
        pair = values(name=["Rotterdam", "Zilveren Kruis-regio's"], value=[value, 8.19])
        drawn = reference_lines(pair, "Rotterdam").to_dict()
        lower, upper = (drawn["datasets"][layer["data"]["name"]][0]["value"] for layer in drawn["layer"][::2])
        assert (lower, upper) == (min(value, 8.19), max(value, 8.19))
    assert {row["label"] for rows in spec["datasets"].values() for row in rows} == {
        "Rotterdam 7,3%",
        "Zilveren Kruis-regio's 8,2%",
    }


def test_a_bar_says_its_value_or_why_it_has_none() -> None:
    bars = values(value=[1024.4, NAN, NAN], status=["ok", "suppressed", "missing"])
    assert labelled(bars.assign(indicator="cost_per_client_month", unit="euro"))[
        ["label", "end"]
    ].to_numpy().tolist() == [
        ["€\u00a01.024", 1024.4],
        ["niet getoond", 0],
        ["onbekend", 0],
    ]
    assert labelled(bars.assign(indicator="workers_per_client"))["label"].iloc[0] == "1.024,4"
    assert labelled(bars.assign(**SHARE))["label"].iloc[0] == "1.024,4%"


def domain(*numbers: float) -> list[float]:
    ends: list[float] = bar_domain(pd.Series(numbers)).to_dict()["domain"]
    return ends


def test_bars_begin_at_zero_and_leave_room_for_a_label_beyond_the_longest() -> None:
    room = 100 * LABEL_ROOM
    assert domain(10, 100) == pytest.approx([0, 100 + room])
    assert domain(NAN, 100) == pytest.approx([0, 100 + room])


def test_bars_on_both_sides_of_zero_leave_equal_room_at_both_ends() -> None:
    # from -20 to 100 is 120; from -100 to 0 is 100
    both = LABEL_ROOM_BOTH
    assert domain(-20, 100) == pytest.approx([-20 - 120 * both, 100 + 120 * both])
    assert domain(-100, -20) == pytest.approx([-100 - 100 * both, 100 * both])


def test_a_rise_is_labelled_to_the_right_a_fall_to_the_left_and_what_is_hidden_in_words() -> None:
    base = alt.Chart(values(name=["a"], value=[1.0])).encode(x="value:Q", y="name:N")
    layers = change_labels(base, 1).to_dict()["layer"]
    found = [(part["transform"][-1]["filter"], part["mark"]["align"], part["encoding"]["text"]) for part in layers]
    number = {"field": "label", "type": "nominal"}
    label = {"calculate": "abs(datum.value) < 0.05 ? '0,0' : format(datum.value, '+,.1f')", "as": "label"}
    assert layers[0]["transform"][0] == layers[1]["transform"][0] == label
    assert found == [
        ("datum.value >= 0", "left", number),
        ("datum.value < 0", "right", number),
        ("!isValid(datum.value)", "left", {"value": "niet getoond"}),
    ]


# --- classes of a map -----------------------------------------------------------------------------------------------


def test_five_classes_are_named_by_their_breaks_and_what_is_hidden_is_in_none() -> None:
    classes, names = class_names(pd.Series([1, 5, 6.9, 7, 99, NAN]), [5, 7, 10, 20], unit="%")
    assert names == ["onder 5%", "5% tot 7%", "7% tot 10%", "10% tot 20%", "20% en hoger"]
    assert classes.tolist() == ["onder 5%", "5% tot 7%", "5% tot 7%", "7% tot 10%", "20% en hoger", "niet getoond"]


@given(numbers=st.lists(st.integers(-1000, 1000), min_size=5, max_size=30), decimals=st.integers(0, 1))
def test_each_value_is_in_the_class_whose_borders_enclose_it(numbers: list[int], decimals: int) -> None:
    breaks = five_classes(pd.Series(numbers, dtype=float), decimals).breaks
    assume(len(set(breaks)) == 4)
    classes, names = class_names(pd.Series(numbers, dtype=float), breaks, decimals)
    edges = [float("-inf"), *breaks, float("inf")]
    for number, name in zip(numbers, classes, strict=True):
        place = names.index(name)
        assert edges[place] <= number < edges[place + 1]


def test_a_map_without_any_value_has_no_classes() -> None:
    classes, names = class_names(pd.Series([NAN, NAN]), five_classes(pd.Series([NAN, NAN])).breaks)
    assert (classes.tolist(), names) == (["niet getoond", "niet getoond"], [])


def test_groups_are_named_by_number_and_the_first_and_last_by_what_they_mean() -> None:
    found, names = group_names(pd.Series([1.0, 3.0, 5.0, NAN]), "laagste status", "hoogste status")
    assert names == ["1 (laagste status)", "2", "3", "4", "5 (hoogste status)"]
    assert found.tolist() == ["1 (laagste status)", "3", "5 (hoogste status)", "niet getoond"]


def colours(classes: Classes, *shown: float) -> dict:
    """Return the scale of a map of areas with these values."""
    areas = [str(place) for place in range(len(shown))]
    shapes = gpd.GeoDataFrame({"area": areas}, geometry=[shapely.box(0, 0, 1, 1)] * len(shown))
    table = values(area=areas, value=list(shown), **SHARE)
    spec: dict = recipes.map_of_areas(table, shapes, classes, "% van de klanten").to_dict()
    scale: dict = spec["encoding"]["color"]["scale"]
    return scale


def test_every_class_has_a_colour_of_its_own_and_hidden_values_are_grey() -> None:
    scale = colours(Classes([1, 2, 3, 4], theme.CLASSES), 1.5, NAN)
    assert scale["domain"] == ["onder 1%", "1% tot 2%", "2% tot 3%", "3% tot 4%", "4% en hoger", "niet getoond"]
    assert scale["range"] == [*theme.CLASSES, theme.HIDDEN]
    assert colours(Classes([2, 2, 3, 3], theme.CLASSES), 1.5)["range"] == theme.CLASSES[-3:]
    assert colours(Classes([], theme.CLASSES), NAN) == {"domain": ["niet getoond"], "range": [theme.HIDDEN]}


def test_the_legend_names_what_is_not_shown_only_where_there_is_any() -> None:
    for classes in (Classes([1, 2, 3, 4], theme.CLASSES), around_zero(pd.Series([-4.0, -1.0, 1.0, 4.0]))):
        assert len(colours(classes, 1.5)["domain"]) == 5
        assert colours(classes, 1.5)["range"] == classes.colours
        assert "niet getoond" in colours(classes, NAN)["domain"]


def test_the_legend_of_the_scenarios_names_the_parts_that_there_are() -> None:
    assert theme.scenario_colours({"extra", "in het basisjaar"}).to_dict()["domain"] == ["in het basisjaar", "extra"]


# --- parts of a whole -----------------------------------------------------------------------------------------------


def test_labels_stand_in_the_middle_of_their_part_and_small_parts_have_none() -> None:
    shares = values(
        name=["Rotterdam"] * 3,
        period=["2022"] * 3,
        category=["mpt", "intramural", "vpt"],
        value=[16.0, 80.0, 4.0],
    )
    found = stacked(shares, ["intramural", "vpt", "mpt", "pgb"])
    # from left to right: intramural 0-80, vpt 80-84, mpt 84-100
    assert found["category"].tolist() == ["mpt", "intramural", "vpt"]
    assert found["rank"].tolist() == [2, 0, 1]
    assert found["middle"].tolist() == [92, 40, 82]
    assert found["label"].tolist() == ["16%", "80%", ""]
    assert set(found["bar"]) == {"Rotterdam 2022"}


def test_each_bar_begins_at_zero_and_a_hidden_part_takes_no_room() -> None:
    shares = values(
        name=["Rotterdam", "Rotterdam", "Drenthe"], period=["2022"] * 3, category=["a", "b", "b"],
        value=[NAN, 50.0, 20.0],
    )  # fmt: skip
    found = stacked(shares, ["a", "b"])
    assert found["middle"].tolist() == [0, 25, 10]
    assert found["label"].tolist() == ["", "50%", "20%"]


def test_parts_are_added_up_per_area_and_a_hidden_one_hides_the_sum() -> None:
    shares = values(
        area=["r", "r", "r", "z", "z"], period=["2022"] * 5, category=["0-4", "65-69", "70-74", "65-69", "70-74"],
        value=[90.0, 6.0, 4.0, NAN, 5.0], status=["ok", "ok", "ok", "suppressed", "ok"],
    )  # fmt: skip
    found = derived.together(shares, ["65-69", "70-74"])
    assert list(found.columns) == list(shares.columns)
    assert found[["area", "category", "status"]].to_numpy().tolist() == [["r", "", "ok"], ["z", "", "suppressed"]]
    assert found["value"].iloc[0] == 10
    assert pd.isna(found["value"].iloc[1])


@given(cuts=st.lists(st.integers(0, 100), min_size=2, max_size=6))
def test_all_parts_together_are_the_whole(cuts: list[int]) -> None:
    ends = sorted({0, *cuts, 100})
    parts = [float(high - low) for low, high in itertools.pairwise(ends)]
    shares = values(
        area=["r"] * len(parts), period=["2022"] * len(parts), category=[str(place) for place in range(len(parts))],
        value=parts, status=["ok"] * len(parts),
    )  # fmt: skip
    assert derived.together(shares, list(shares["category"]))["value"].tolist() == [100]


def test_counts_become_shares_of_their_own_area_and_period() -> None:
    counts = values(
        area=["r", "r", "d", "d"], period=["2022"] * 4, value=[30.0, 90.0, 1.0, 3.0], status=["ok"] * 4,
        unit=["klanten"] * 4,
    )  # fmt: skip
    found = derived.shares_of(counts)
    assert found["value"].tolist() == [25, 75, 25, 75]
    assert set(found["unit"]) == {"%"}


def test_a_whole_with_a_hidden_part_has_no_shares() -> None:
    counts = values(
        area=["r", "r", "d"], period=["2022"] * 3, value=[NAN, 90.0, 3.0], status=["suppressed", "ok", "ok"],
        unit=["klanten"] * 3,
    )  # fmt: skip
    assert derived.shares_of(counts)["value"].isna().tolist() == [True, True, False]


# --- scenarios ------------------------------------------------------------------------------------------------------


def test_scenarios_show_what_there_was_and_what_comes_on_top() -> None:
    # 1903 clients, 50 more than in the base year: there were 1853; the first share is also that of the base year
    category = ["scenario_1", "scenario_3"]
    found = scenario_table(
        values(category=category, value=[1903.0, 2388.0]),
        values(category=category, value=[50.0, 535.0]),
        values(category=category, value=[25.85, 32.44]),
        "2020",
    )
    assert found[["name", "part", "value", "top", "label", "share"]].to_numpy().tolist() == [
        ["2020", "in het basisjaar", 1853, 1853, "1.853", "25,9%"],
        ["Scenario 1", "in het basisjaar", 1853, 1903, "1.903", "25,9%"],
        ["Scenario 1", "extra", 50, 1903, "1.903", "25,9%"],
        ["Scenario 3", "in het basisjaar", 1853, 2388, "2.388", "32,4%"],
        ["Scenario 3", "extra", 535, 2388, "2.388", "32,4%"],
    ]


def test_scenarios_show_what_is_no_longer_needed() -> None:
    # 4973 clients, 341 fewer than the 5314 there were: the bar is as high as before
    found = scenario_table(
        values(category=["scenario_1", "scenario_3"], value=[5314.0, 4973.0]),
        values(category=["scenario_1", "scenario_3"], value=[0.0, -341.0]),
        values(category=["scenario_1", "scenario_3"], value=[74.1, 67.6]),
        "2020",
    )
    assert found.loc[found["name"] == "Scenario 3", ["part", "value", "top", "label"]].to_numpy().tolist() == [
        ["in het basisjaar", 4973, 5314, "4.973"],
        ["minder nodig", 341, 5314, "4.973"],
    ]


@given(base=st.floats(0, 1e5), extra=st.lists(st.floats(-1e4, 1e4), min_size=3, max_size=3), share=st.floats(0, 100))
def test_the_parts_of_a_scenario_add_up_to_what_it_needs_or_to_what_there_was(
    base: float, extra: list[float], share: float
) -> None:
    extra = [max(each, -base) for each in extra]
    category = ["scenario_1", "scenario_2", "scenario_3"]
    found = scenario_table(
        values(category=category, value=[base + each for each in extra]),
        values(category=category, value=extra),
        values(category=category, value=[share] * 3),
        "2020",
    )
    for name, added in zip(category, extra, strict=True):
        parts = found[found["name"] == theme.SCENARIO_NAMES[name]].set_index("part")["value"]
        assert (parts >= 0).all()
        assert parts.sum() == pytest.approx(max(base, base + added), abs=1e-6)
        assert parts["in het basisjaar"] + parts.get("extra", 0) == pytest.approx(base + added, abs=1e-6)


def test_scenarios_with_a_value_that_is_not_shown_have_no_bars() -> None:
    category = ["scenario_1", "scenario_2"]
    shown = values(category=category, value=[1.0, 2.0])
    for hidden in range(3):
        tables = [shown] * 3
        tables[hidden] = values(category=category, value=[1.0, NAN])
        assert scenario_table(tables[0], tables[1], tables[2], "2020").empty


def test_the_axis_of_the_scenarios_has_the_shares_in_a_row_below_the_names() -> None:
    clients, extra, shares = (values(category=["scenario_1"], value=[each]) for each in (1903.0, 50.0, 25.85))
    chart: Any = recipes.scenarios(clients, extra, shares, "2020", "klanten", "aandeel thuis")
    axis = chart.to_dict()["layer"][0]["encoding"]["x"]
    assert axis["sort"] == ["2020", "Scenario 1"]
    assert axis["title"] == "aandeel thuis"
    assert axis["axis"]["labelExpr"] == '[datum.value, {"2020": "25,9%", "Scenario 1": "25,9%"}[datum.value]]'


# --- an index, and flows ----------------------------------------------------------------------------------------------


REGIONS = {name: name.title() for name in ("a", "b", "c", "d", "e", "f", "g", "h")}


def flow(indicator: str, **clients: float) -> pd.DataFrame:
    return values(indicator=indicator, category=list(clients), value=list(clients.values()))


def test_flows_of_five_regions_and_the_total_face_each_other_the_largest_together_first() -> None:
    inflow = flow("inflow", a=10, b=200, c=0, d=11, e=12, f=13, g=15, total=300)
    outflow = flow("outflow", a=40, b=20, c=0, d=11, e=12, f=13, g=14, total=900)
    found = facing(inflow, outflow, REGIONS)
    # b 220, a 50, g 29, f 26, e 24; d 22 is the sixth, and nobody goes to c
    assert found["row"].unique().tolist() == ["B", "A", "G", "F", "E", "totaal"]
    ends = {(row.row, row.indicator): row.end for row in found.itertuples()}
    assert ends["B", "inflow"] == -200
    assert ends["B", "outflow"] == 20
    assert ends["totaal", "inflow"] == -300
    assert ends["totaal", "outflow"] == 900


def test_a_hidden_flow_has_no_bar_and_says_so_and_one_side_that_is_shown_counts() -> None:
    found = facing(flow("inflow", a=12, b=NAN, total=30), flow("outflow", a=NAN, b=NAN, total=40), REGIONS)
    assert found["row"].unique().tolist() == ["A", "totaal"]
    hidden = found[(found["row"] == "A") & (found["indicator"] == "outflow")]
    assert (hidden["end"].item(), hidden["label"].item()) == (0, "niet getoond")


def test_bars_that_face_each_other_have_equal_room_at_both_sides() -> None:
    def domain(most: float) -> list[float]:
        chart = recipes.flows(flow("inflow", a=10, total=most), flow("outflow", a=NAN, total=NAN), REGIONS, "klanten")
        ends: list[float] = chart.to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]
        return ends

    assert domain(100.0) == pytest.approx([-100 * FACING_ROOM, 100 * FACING_ROOM])
    low, high = domain(NAN)
    assert low < 0 < high


# --- areas with numbers, and changes ----------------------------------------------------------------------------------


def test_areas_are_numbered_in_the_order_of_their_bars_and_the_map_has_the_same_numbers_inside() -> None:
    bars = recipes.numbered(values(area=["x", "y"], name=["Xanten", "Ypern"], value=[2.0, 1.0]))
    assert bars["place_name"].tolist() == ["1 Xanten", "2 Ypern"]
    boxes = gpd.GeoDataFrame(
        {"area": ["y", "x"]}, geometry=[shapely.box(0, 0, 1000, 1000), shapely.box(2000, 0, 3000, 900)]
    )
    chart: Any = recipes.numbered_map(bars, boxes, Classes([1, 2, 3, 4], theme.CLASSES), "klanten")
    points = chart.layer[1].data
    assert points["place"].tolist() == [2, 1]
    inside = gpd.GeoSeries.from_xy(points["x"], points["y"])
    assert boxes.geometry.contains(inside).all()


def test_the_name_of_the_country_is_darker_than_its_line() -> None:
    line, label = theme.colours("Utrecht").to_dict(), theme.label_colours("Utrecht").to_dict()
    assert line["domain"] == label["domain"]
    assert line["range"][:2] == label["range"][:2]
    assert int(label["range"][2][1:3], 16) < int(line["range"][2][1:3], 16)


def test_region_comparator_and_country_have_the_same_colours_everywhere() -> None:
    assert theme.colours("Utrecht").to_dict() == {
        "domain": ["Utrecht", "Zilveren Kruis-regio's", "Nederland"],
        "range": [theme.REGION, theme.COMPARATOR, theme.COUNTRY],
    }


def test_delivery_forms_and_scenarios_have_a_name_and_a_colour_for_each() -> None:
    assert list(theme.DELIVERY_FORM) == list(theme.DELIVERY_FORM_NAMES) == ["intramural", "vpt", "mpt", "pgb"]
    for scale in (
        theme.delivery_form_colours(),
        theme.scenario_colours(theme.SCENARIO_PARTS),
        theme.profile_colours(["4VV", "5VV"]),
        theme.part_colours(list(theme.MOVE_NAMES.values())),
        theme.part_colours(["a", "b"]),
    ):
        spec = scale.to_dict()
        assert len(spec["domain"]) == len(spec["range"]) == len(set(spec["range"]))


def test_heavier_profiles_are_darker_however_many_there_are() -> None:
    assert theme.profile_colours(["a", "b", "c", "d", "e"]).to_dict()["range"] == theme.PROFILES[1:]
    assert isinstance(theme.profile_colours(["a"]), alt.Scale)


def growing(least: float, most: float, name: str = "Rotterdam") -> pd.DataFrame:
    return values(name=[name, name], category=["min", "max"], value=[least, most])


def test_the_parts_of_a_growth_are_the_population_and_what_more_use_adds() -> None:
    both = pd.concat([growing(15.44, 57.0), growing(-2.84, 32.14, "Drenthe")], ignore_index=True)
    table = growth_table(both)
    assert table["name"].tolist() == ["Rotterdam", "Rotterdam", "Drenthe", "Drenthe"]
    assert table["value"].tolist() == pytest.approx([15.44, 41.56, -2.84, 34.98])
    assert table["label"].tolist() == ["+15", "+42", "", "+35"]
    assert table["total"].tolist()[::2] == ["+57", "+32"]
    assert table["middle"].tolist() == pytest.approx([7.72, 36.22, -1.42, 17.49])
    assert table["end"].tolist() == pytest.approx([57.0, 57.0, 34.98, 34.98])


@given(least=st.floats(-50, 100), use=st.floats(0, 100))
def test_the_parts_of_a_growth_add_up_and_their_labels_are_inside_them(least: float, use: float) -> None:
    table = growth_table(growing(least, least + use))
    assert table["value"].sum() == pytest.approx(least + use)
    assert min(least, 0) <= table["middle"].min() <= table["middle"].max() <= table["end"].max()


def steps(there: float, to_come: float, low: float, high: float) -> pd.DataFrame:
    clients = values(period=["2021", "2022"], value=[1.0, there])
    projected = values(period=["2025", "2025", "2040"], category=["min", "max", "max"], value=[2.0, to_come, 3.0])
    shortage = values(period=["2022/2025"] * 2, category=["low", "high"], value=[low, high])
    return shortage_steps(clients, projected, shortage)


def test_the_steps_to_a_shortage_are_the_growth_minus_the_plans() -> None:
    table = steps(4054, 4534, 211, 269)
    assert table[["name", "start", "end", "label"]].to_numpy().tolist() == [
        ["verwachte groei 2022-2025", 0, 480, "+480"],
        ["plannen die vaststaan", 480, 269, "−211"],
        ["tekort, hoge schatting", 0, 269, "269"],
        ["andere plannen", 269, 211, "−58"],
        ["tekort, lage schatting", 0, 211, "211"],
    ]
    assert table["place"].tolist() == [480, 480, 269, 269, 211]


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 500), st.integers(0, 500))
def test_each_step_begins_where_the_one_before_ends(there: int, to_come: int, definite: int, other: int) -> None:
    high = to_come - there - definite
    table = steps(there, to_come, high - other, high)
    ends, starts = table["end"].tolist(), table["start"].tolist()
    assert starts[1] == ends[0] == to_come - there
    assert starts[3] == ends[2] == ends[1] == high
    assert ends[4] == ends[3] == high - other


def test_an_index_is_100_in_its_base_year_for_each_area_and_category_and_begins_there() -> None:
    table = values(
        area=["a", "a", "a", "b", "b"],
        category=["max"] * 5,
        period=["2019", "2020", "2040", "2020", "2040"],
        value=[90.0, 80.0, 120.0, 50.0, NAN],
    )
    index = derived.index_of(table, "2020")
    assert index["period"].tolist() == ["2020", "2040", "2020", "2040"]
    assert index["value"].tolist() == pytest.approx([100, 150, 100, NAN], nan_ok=True)
    assert set(index["unit"]) == {"index, 2020 = 100"}


def test_a_number_per_1000_is_not_shown_without_either_of_its_two_numbers() -> None:
    part = values(
        area=["a", "a", "b"], category=["x", "y", "x"], value=[20.0, NAN, 5.0], status=["ok", "suppressed", "ok"]
    )
    whole = values(area=["b", "a"], value=[NAN, 400.0], status=["missing", "ok"])
    table = derived.per_1000(part, whole)
    assert table["value"].tolist() == pytest.approx([50, NAN, NAN], nan_ok=True)
    assert table["status"].tolist() == ["ok", "suppressed", "missing"]


def test_the_line_of_a_status_ends_with_its_name_and_number_or_says_that_it_is_not_shown() -> None:
    table = values(
        category=["urgent", "active"] * 2,
        period=["2022-01", "2022-01", "2023-02", "2023-02"],
        value=[12.0, 50.0, NAN, 1061.0],
    )
    chart: Any = recipes.statuses_over_months(table, theme.WAITING_NAMES, theme.waiting_colours(), "cliënten")
    ends = chart.layer[1].data
    assert ends["label"].tolist() == ["urgent plaatsen: niet getoond", "actief plaatsen 1.061"]
    assert ends["value"].tolist() == [0, 1061]


def test_a_band_has_its_number_at_the_start_and_its_names_and_numbers_at_the_end() -> None:
    table = values(
        category=["min", "max"] * 2, period=["2020"] * 2 + ["2040"] * 2, value=[3900.4, 3900.4, 4502.6, 6123.6]
    )
    labels = range_labels(table, "2020")
    assert isinstance(labels, alt.LayerChart)
    layers: list = list(labels.layer)
    assert [layer.data["label"].tolist() for layer in layers] == [["3.900"], ["maximum 6.124"], ["minimum 4.503"]]
    assert layers[1].mark.dy < 0 < layers[2].mark.dy


def test_long_names_are_broken_over_lines_of_words() -> None:
    axis = wrapped(["Zilveren Kruis-regio's 2021", "Zaanstreek/Waterland 2021", "\u2019t Gooi"], 18).to_dict()
    assert axis["labelExpr"] == (
        '{"Zilveren Kruis-regio\'s 2021": ["Zilveren Kruis-", "regio\'s 2021"], '
        '"Zaanstreek/Waterland 2021": ["Zaanstreek/", "Waterland 2021"], '
        '"\u2019t Gooi": ["\u2019t Gooi"]}[datum.value]'
    )
    # those of two lines stand around the middle of their bar
    two = '["Zilveren Kruis-regio\'s 2021", "Zaanstreek/Waterland 2021"]'
    assert axis["labelBaseline"]["condition"] == {"test": f"indexof({two}, datum.value) >= 0", "value": "bottom"}
    assert "labelBaseline" not in wrapped(["Rotterdam"]).to_dict()


def test_no_name_of_a_place_is_broken_within_a_word() -> None:
    names = ["Apeldoorn/Zutphen 2021", "Zaanstreek/Waterland 2023"]
    lines = json.loads(wrapped(names, 18).to_dict()["labelExpr"].removesuffix("[datum.value]"))
    assert [" ".join(each).replace("/ ", "/") for each in lines.values()] == names


def test_what_cannot_be_worked_out_from_a_hidden_number_is_not_shown() -> None:
    assert shortage_steps(
        values(period=["2022"], value=[NAN]),
        values(period=["2025"], category=["max"], value=[4534.0]),
        values(period=["2022/2025"] * 2, category=["low", "high"], value=[NAN, 269.0]),
    )["label"].tolist() == ["niet getoond", "niet getoond", "269", "niet getoond", "niet getoond"]
    assert growth_table(growing(NAN, 57.0))["total"].tolist() == ["+57", "+57"]
    assert growth_table(growing(15.0, NAN))["total"].tolist() == ["niet getoond"] * 2
    hidden = values(category=["min", "max"], period=["2040"] * 2, value=[NAN, NAN])
    labels = range_labels(hidden, "2020")
    assert isinstance(labels, alt.LayerChart)
    layers: list = list(labels.layer)
    assert [len(layer.data) for layer in layers] == [0, 0, 0]


# --- recipes as charts that go on being changed -----------------------------------------------------------------------


def test_a_recipe_is_a_chart_that_an_analyst_goes_on_changing() -> None:
    rates = values(name=["Rotterdam"] * 2, period=["2021", "2022"], value=[12.3, 13.1], **SHARE)
    chart: Any = recipes.rate_over_years(rates, "Rotterdam", "% van de klanten").properties(height=320)
    chart.layer[0].mark.strokeDash = [2, 2]
    spec = chart.to_dict()
    assert spec["height"] == 320
    assert spec["layer"][0]["mark"]["strokeDash"] == [2, 2]
    assert spec["layer"][0]["encoding"]["tooltip"][2]["format"] == ",.1f"


def test_text_is_white_on_the_dark_parts_of_a_whole_only() -> None:
    forms = values(category=list(theme.DELIVERY_FORM_NAMES), value=[60.0, 20.0, 15.0, 5.0], **SHARE)
    colours = theme.delivery_form_colours()
    chart: Any = recipes.parts_of_whole(forms, colours, "% van de klanten", "Vorm", theme.DELIVERY_FORM_NAMES)
    colour = chart.to_dict()["layer"][1]["encoding"]["color"]
    assert colour["condition"] == {"test": {"field": "category", "oneOf": ["verblijf"]}, "value": "white"}
    assert colour["value"] == "black"


def test_shares_of_several_years_have_a_bar_for_each_and_of_one_year_a_bar_per_region() -> None:
    shares = values(category=["a", "b"] * 2, period=["2021"] * 2 + ["2022"] * 2, value=[60.0, 40.0] * 2, **SHARE)
    colours = theme.part_colours(["a", "b"])

    def bars(table: pd.DataFrame) -> list[str]:
        chart: Any = recipes.parts_of_whole(table, colours, "% van de klanten", "Deel")
        names: list[str] = chart.to_dict()["encoding"]["y"]["sort"]
        return names

    assert bars(shares) == ["Rotterdam 2021", "Rotterdam 2022"]
    assert bars(shares[shares["period"] == "2022"]) == ["Rotterdam"]


def test_numbers_of_another_indicator_stand_in_brackets_behind_those_of_the_bars() -> None:
    shares = values(category=["a", "b"], value=[57.2, NAN], **SHARE)
    counts = values(category=["a", "b"], value=[16.0, NAN])
    chart: Any = recipes.by_category(shares, "Rotterdam", "%", "Aanbod", beside=counts)
    assert chart.data["label"].tolist() == ["57,2% (16)", "niet getoond (niet getoond)"]


def test_only_the_last_of_two_periods_has_a_dashed_border() -> None:
    chart: Any = recipes.now_and_later(values(period=["2020", "2040"], value=[1.0, 2.0]), "Rotterdam", "klanten")
    dash = chart.to_dict()["layer"][0]["encoding"]["strokeDash"]
    assert dash["condition"] == {"test": "(datum.period === '2040')", "value": [4, 3]}
    assert dash["value"] == [1, 0]
