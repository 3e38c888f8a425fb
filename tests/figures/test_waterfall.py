"""The figure of a bridge: four bars that join up, and texts that add up."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.figures import MIME, renderer, waterfall
from regioanalyse.indicators.bridge import COLUMNS

renderer.enable()
MARK = {"id": "care-locations", "kind": "Methode gewijzigd", "title": "Anders geteld"}
NAN = float("nan")


def bridge(
    before: float, method: float, real: float, indicator: str = "care_locations", category: str = "", status: str = "ok"
) -> pd.DataFrame:
    now = before + method + real
    about = ("x", "vv", indicator, "rotterdam", category, "", 2021, 2022, "2020", "2021")
    row = (*about, before, method, real, now, now - 1, status)
    return pd.DataFrame([row], columns=COLUMNS)


def test_the_bars_join_up_and_have_their_signs() -> None:
    bars = waterfall.steps(bridge(78, -7, 2).iloc[0])
    assert bars["name"].tolist() == ["Editie 2021", "Nieuwe methode", "Werkelijk", "Editie 2022"]
    assert bars[["start", "end"]].to_numpy().tolist() == [[0, 78], [78, 71], [71, 73], [0, 73]]
    assert bars["label"].tolist() == ["78", "−7", "+2", "73"]
    assert bars["place"].tolist() == [78, 78, 73, 73]


numbers = st.floats(-1e4, 1e4)


@given(numbers, numbers, numbers)
def test_what_is_drawn_adds_up_exactly(before: float, method: float, real: float) -> None:
    bars = waterfall.steps(bridge(before, method, real, "scenario_at_home_extra", "scenario_3").iloc[0])
    first, second, third, last = bars[["start", "end"]].to_numpy().tolist()
    assert [first[1], second[1], third[1]] == pytest.approx([second[0], third[0], last[1]])
    assert (bars["place"] >= 0).all()


def test_a_table_has_each_category_and_both_methods_of_this_year() -> None:
    rows = pd.concat(bridge(70.04, 0.06, 1.1, "scenario_at_home_share", f"scenario_{number}") for number in (1, 2))
    found = waterfall.table(rows)
    assert found["columns"] == [
        "Categorie", "Editie 2021 (2020)", "Nieuwe methode", "Werkelijk", "Editie 2022 (2021)",
        "2021 volgens de oude methode",
    ]  # fmt: skip
    # 70.0, 70.1 and 71.2 as a reader sees them: 0.1 and 1.1 between them
    assert found["rows"] == [[f"Scenario {number}", "70,0", "+0,1", "+1,1", "71,2", "70,2"] for number in (1, 2)]
    assert waterfall.table(bridge(78, -7, 0).assign(name="Rotterdam"))["rows"] == [
        ["Rotterdam", "78", "−7", "0", "71", "70"]
    ]


def test_what_is_not_shown_has_no_bars_and_says_so() -> None:
    rows = bridge(NAN, NAN, NAN, status="suppressed").assign(now=71.0)
    figure = waterfall.waterfall(rows, "Rotterdam", MARK)
    about = figure.spec["usermeta"]["regioanalyse"]
    assert about["finding"] == "Het aantal zorglocaties tonen we hier niet: het gaat om te weinig mensen."
    assert about["table"]["rows"][0][:4] == ["niet getoond", "niet getoond", "niet getoond", "71"]
    assert waterfall.steps(rows.iloc[0]).empty


def test_a_figure_has_what_every_figure_has() -> None:
    rows = pd.concat(bridge(300, 78, 157, "scenario_at_home_extra", f"scenario_{each}") for each in (1, 2, 3))
    figure = waterfall.waterfall(rows, "Rotterdam", MARK)
    about = figure.spec["usermeta"]["regioanalyse"]
    assert about["finding"].startswith("Het aantal extra plaatsen thuis in scenario 3 steeg van 300 in de editie 2021")
    assert about["unit_period"] == "Rotterdam, klanten, 2020 en 2021"
    assert about["changes"] == [MARK]
    assert about["filename"] == "rotterdam-vv-2022-scenario_at_home_extra-methode.csv"
    assert about["values"]["columns"] == list(COLUMNS)
    assert figure._repr_mimebundle_()[MIME] is figure.spec


def test_the_chart_has_a_bar_and_a_label_for_each_step() -> None:
    for rows in (bridge(78, -7, 2), bridge(NAN, NAN, NAN, status="suppressed")):
        spec = waterfall.waterfall(rows, "Rotterdam", MARK).spec
        assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "text"]
        assert list(spec["datasets"].values()) == [waterfall.steps(rows.iloc[0]).to_dict("records")]
