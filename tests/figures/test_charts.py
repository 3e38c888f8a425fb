"""The parts that charts share: labels, classes of a map, parts of a whole and the bars of the scenarios."""

import altair as alt
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regioanalyse.figures import charts, theme
from regioanalyse.figures.maps import five_classes

NAN = float("nan")


def values(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_a_tooltip_names_area_period_and_the_unit_of_the_value() -> None:
    spec: list = [part.to_dict() for part in charts.tooltip("% van de klanten", 1)]
    assert [part["title"] for part in spec] == ["Gebied", "Periode", "% van de klanten"]
    assert spec[2] == {"field": "value", "type": "quantitative", "title": "% van de klanten", "format": ",.1f"}


def test_lines_are_labelled_at_their_last_point_with_name_and_value_the_highest_first() -> None:
    lines = values(
        name=["Drenthe", "Rotterdam", "Drenthe", "Rotterdam"],
        period=["2021", "2021", "2022", "2022"],
        value=[99.0, 99.0, 11.24, 13.06],
    )
    labels = charts.end_labels(lines, "Rotterdam", 1, "%")
    assert isinstance(labels, alt.LayerChart)
    layers: list = list(labels.layer)
    assert [layer.data["label"].tolist() for layer in layers] == [["Rotterdam 13,1%"], ["Drenthe 11,2%"]]
    assert layers[0].mark.dy < 0 < layers[1].mark.dy


def domain(*numbers: float) -> list[float]:
    ends: list[float] = charts.bar_domain(pd.Series(numbers)).to_dict()["domain"]
    return ends


def test_bars_begin_at_zero_and_leave_room_for_a_label_beyond_the_longest() -> None:
    room = 100 * charts.LABEL_ROOM
    assert domain(10, 100) == pytest.approx([0, 100 + room])
    assert domain(NAN, 100) == pytest.approx([0, 100 + room])


def test_bars_on_both_sides_of_zero_leave_equal_room_at_both_ends() -> None:
    # from -20 to 100 is 120; from -100 to 0 is 100
    both = charts.LABEL_ROOM_BOTH
    assert domain(-20, 100) == pytest.approx([-20 - 120 * both, 100 + 120 * both])
    assert domain(-100, -20) == pytest.approx([-100 - 100 * both, 100 * both])


def test_a_rise_is_labelled_to_the_right_a_fall_to_the_left_and_what_is_hidden_in_words() -> None:
    base = alt.Chart(values(name=["a"], value=[1.0])).encode(x="value:Q", y="name:N")
    layers = charts.change_labels(base, 1).to_dict()["layer"]
    found = [(part["transform"][0]["filter"], part["mark"]["align"], part["encoding"]["text"]) for part in layers]
    number = {"field": "value", "type": "quantitative", "format": "+,.1f"}
    assert found == [
        ("datum.value >= 0", "left", number),
        ("datum.value < 0", "right", number),
        ("!isValid(datum.value)", "left", {"value": "niet getoond"}),
    ]


# --- classes of a map -----------------------------------------------------------------------------------------------


def test_five_classes_are_named_by_their_breaks_and_what_is_hidden_is_in_none() -> None:
    classes, names = charts.class_names(pd.Series([1, 5, 6.9, 7, 99, NAN]), [5, 7, 10, 20], unit="%")
    assert names == ["onder 5%", "5% tot 7%", "7% tot 10%", "10% tot 20%", "20% en hoger"]
    assert classes.tolist() == ["onder 5%", "5% tot 7%", "5% tot 7%", "7% tot 10%", "20% en hoger", "niet getoond"]


@given(numbers=st.lists(st.integers(-1000, 1000), min_size=5, max_size=30), decimals=st.integers(0, 1))
def test_each_value_is_in_the_class_whose_borders_enclose_it(numbers: list[int], decimals: int) -> None:
    breaks = five_classes(pd.Series(numbers, dtype=float), decimals)
    assume(len(set(breaks)) == 4)
    classes, names = charts.class_names(pd.Series(numbers, dtype=float), breaks, decimals)
    edges = [float("-inf"), *breaks, float("inf")]
    for number, name in zip(numbers, classes, strict=True):
        place = names.index(name)
        assert edges[place] <= number < edges[place + 1]


def test_every_class_has_a_colour_of_its_own_and_hidden_values_are_grey() -> None:
    scale = charts.class_colours(["a", "b", "c", "d", "e"]).to_dict()
    assert scale["domain"] == ["a", "b", "c", "d", "e", "niet getoond"]
    assert scale["range"][:5] == theme.CLASSES
    assert len(set(scale["range"])) == 6


# --- parts of a whole -----------------------------------------------------------------------------------------------


def test_labels_stand_in_the_middle_of_their_part_and_small_parts_have_none() -> None:
    shares = values(
        name=["Rotterdam"] * 3,
        period=["2022"] * 3,
        category=["mpt", "intramural", "vpt"],
        value=[16.0, 80.0, 4.0],
    )
    found = charts.stacked(shares, ["intramural", "vpt", "mpt", "pgb"])
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
    found = charts.stacked(shares, ["a", "b"])
    assert found["middle"].tolist() == [0, 25, 10]
    assert found["label"].tolist() == ["", "50%", "20%"]


def test_counts_become_shares_of_their_own_area_and_period() -> None:
    counts = values(
        area=["r", "r", "d", "d"], period=["2022"] * 4, value=[30.0, 90.0, 1.0, 3.0], status=["ok"] * 4,
        unit=["klanten"] * 4,
    )  # fmt: skip
    found = charts.shares_of(counts)
    assert found["value"].tolist() == [25, 75, 25, 75]
    assert set(found["unit"]) == {"%"}


def test_a_whole_with_a_hidden_part_has_no_shares() -> None:
    counts = values(
        area=["r", "r", "d"], period=["2022"] * 3, value=[NAN, 90.0, 3.0], status=["suppressed", "ok", "ok"],
        unit=["klanten"] * 3,
    )  # fmt: skip
    assert charts.shares_of(counts)["value"].isna().tolist() == [True, True, False]


# --- scenarios ------------------------------------------------------------------------------------------------------


def test_scenarios_show_what_there_was_and_what_comes_on_top() -> None:
    # 1903 clients, 50 more than in the base year: there were 1853
    category = ["scenario_1", "scenario_3"]
    found = charts.scenarios(
        values(category=category, value=[1903.0, 2388.0]),
        values(category=category, value=[50.0, 535.0]),
        values(category=category, value=[25.85, 32.44]),
        "2020",
    )
    assert found[["name", "part", "value", "top", "label"]].to_numpy().tolist() == [
        ["2020", "in het basisjaar", 1853, 1853, "1.853"],
        ["Scenario 1", "in het basisjaar", 1853, 1903, "1.903 (26%)"],
        ["Scenario 1", "extra", 50, 1903, "1.903 (26%)"],
        ["Scenario 3", "in het basisjaar", 1853, 2388, "2.388 (32%)"],
        ["Scenario 3", "extra", 535, 2388, "2.388 (32%)"],
    ]


def test_scenarios_show_what_is_no_longer_needed() -> None:
    # 4973 clients, 341 fewer than the 5314 there were: the bar is as high as before
    found = charts.scenarios(
        values(category=["scenario_3"], value=[4973.0]),
        values(category=["scenario_3"], value=[-341.0]),
        values(category=["scenario_3"], value=[67.6]),
        "2020",
    )
    assert found[["name", "part", "value", "top", "label"]].to_numpy().tolist() == [
        ["2020", "in het basisjaar", 5314, 5314, "5.314"],
        ["Scenario 3", "in het basisjaar", 4973, 5314, "4.973 (68%)"],
        ["Scenario 3", "minder nodig", 341, 5314, "4.973 (68%)"],
    ]


def test_region_comparator_and_country_have_the_same_colours_everywhere() -> None:
    assert theme.colours("Utrecht").to_dict() == {
        "domain": ["Utrecht", "Zilveren Kruis-regio's", "Nederland"],
        "range": [theme.REGION, theme.COMPARATOR, theme.COUNTRY],
    }
    assert theme.reference_colours().to_dict()["range"] == [theme.COMPARATOR]


def test_delivery_forms_and_scenarios_have_a_name_and_a_colour_for_each() -> None:
    assert list(theme.DELIVERY_FORM) == list(theme.DELIVERY_FORM_NAMES) == ["intramural", "vpt", "mpt", "pgb"]
    for scale in (theme.delivery_form_colours(), theme.scenario_colours(), theme.profile_colours(["4VV", "5VV"])):
        spec = scale.to_dict()
        assert len(spec["domain"]) == len(spec["range"]) == len(set(spec["range"]))


def test_heavier_profiles_are_darker_however_many_there_are() -> None:
    assert theme.profile_colours(["a", "b", "c", "d", "e"]).to_dict()["range"] == theme.PROFILES[1:]
    assert isinstance(theme.profile_colours(["a"]), alt.Scale)


def test_a_break_is_a_dashed_line_at_its_period_with_words_at_its_top() -> None:
    months = (
        alt.Chart(values(period=["2021-04", "2021-05"], value=[1, 2])).mark_line().encode(x="period:O", y="value:Q")
    )
    spec = (months + charts.break_line("2021-05", "nieuwe statussen")).to_dict()
    line, text = spec["layer"][1]["layer"]
    assert line["mark"]["type"] == "rule"
    assert line["mark"]["strokeDash"]
    assert line["encoding"]["x"] == text["encoding"]["x"] == {"field": "period", "type": "ordinal"}
    assert spec["datasets"][spec["layer"][1]["data"]["name"]] == [{"period": "2021-05", "words": "nieuwe statussen"}]
    assert text["encoding"]["text"]["field"] == "words"
    assert text["encoding"]["y"] == {"value": 0}
