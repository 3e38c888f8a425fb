"""A figure is a chart with its finding, unit, period, source, explanation, table and download, in one specification."""

import json
import re
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse.figures import renderer, theme
from regioanalyse.figures.figure import NOTHING_TO_DRAW, Figure, figure, typed
from regioanalyse.figures.findings import Finding
from regioanalyse.indicators import COLUMNS, record
from regioanalyse.records.categories import OPPORTUNITY_LINES

renderer.enable()

FINDING = Finding("lower", {"value": 7.3, "reference": 8.2}, "Het aandeel is lager.")
NAN = float("nan")


def table(indicator: str, *rows: tuple[str, str, str, str, float, str], sector: str = "vv") -> pd.DataFrame:
    """Return values of region, name, period, category, value and status; the area is the region."""
    frame = pd.DataFrame(rows, columns=["region", "name", "period", "category", "value", "status"])
    return frame.assign(
        area=frame["region"], sector=sector, edition=2022, methodology=2022, indicator=indicator,
        unit=record(indicator, sector).unit,
    )[[*COLUMNS, "name"]]  # fmt: skip


USE = table(
    "clients_per_1000_75plus",
    ("rotterdam", "Rotterdam", "2021", "", 132.4, "ok"),
    ("rotterdam", "Rotterdam", "2022", "", 131.1 + 1e-9, "ok"),
    ("zilveren-kruis", "Zilveren Kruis-regio's", "2021", "", NAN, "suppressed"),
    ("zilveren-kruis", "Zilveren Kruis-regio's", "2022", "", 113.0, "ok"),
)
FORMS = table(
    "clients_by_delivery_form",
    ("rotterdam", "Rotterdam", "2022", "vpt", 1405.0, "ok"),
    ("rotterdam", "Rotterdam", "2022", "intramural", NAN, "missing"),
    ("rotterdam", "Rotterdam", "2022", "pgb", NAN, "break"),
)


def bars(values: pd.DataFrame) -> alt.Chart:
    return alt.Chart(values).mark_bar().encode(x="period:O", y="value:Q")


def meta(values: pd.DataFrame = USE, **extra: str) -> dict:
    about: dict = made(values, **extra).spec["usermeta"]["regioanalyse"]
    return about


def made(values: pd.DataFrame = USE, **extra: str) -> Figure:
    return figure(bars(values), values["indicator"].iloc[0], FINDING, **extra)


def test_a_figure_has_all_that_belongs_to_it() -> None:
    about = record("clients_per_1000_75plus", "vv")
    found = meta()
    assert {key: found[key] for key in found if key not in ("table", "about", "values")} == {
        "indicator": "clients_per_1000_75plus",
        "sector": "vv",
        "region": "rotterdam",
        "rule": "lower",
        "finding": "Het aandeel is lager.",
        "unit_period": "klanten per 1.000 inwoners van 75 jaar en ouder, januari 2021-2022",
        "source": about.source,
        "reference": about.reference,
        "explanation": about.explanation,
        "synthetic": True,
        "empty": "",
        "notes": [],
        "filename": "rotterdam-vv-2022-clients_per_1000_75plus.csv",
    }


def test_the_finding_is_the_title_and_unit_and_period_are_below_it() -> None:
    assert made().spec["title"] == {
        "text": "Het aandeel is lager.",
        "subtitle": "klanten per 1.000 inwoners van 75 jaar en ouder, januari 2021-2022",
    }


def test_the_description_says_what_a_reader_who_cannot_see_it_needs() -> None:
    assert made().spec["description"] == (
        "Het gebruik van Wlz-zorg, klanten per 1.000 inwoners van 75 jaar en ouder, januari 2021-2022. "
        "Het aandeel is lager. "
        "Laagste waarde: 113 (Zilveren Kruis-regio's, 2022); hoogste: 132 (Rotterdam, 2021)."
    )


def test_a_figure_of_hidden_values_has_no_lowest_and_highest() -> None:
    hidden = USE.assign(value=NAN, status="suppressed")
    assert made(hidden).spec["description"].endswith("januari 2021-2022. Het aandeel is lager.")


def test_a_figure_of_hidden_values_has_a_sentence_in_place_of_its_chart_and_keeps_the_rest() -> None:
    hidden = made(USE.assign(value=NAN, status="suppressed"), note="Schematische kaart.").spec
    about = hidden["usermeta"]["regioanalyse"]
    assert about["empty"] == NOTHING_TO_DRAW == hidden["mark"]["text"]
    assert about["notes"] == []
    assert about["table"]["rows"][0] == ["Rotterdam", "niet getoond", "niet getoond"]
    assert hidden["title"]["text"] == "Het aandeel is lager."


def test_one_value_that_is_shown_is_enough_for_a_chart() -> None:
    assert meta()["empty"] == ""
    assert made().spec["mark"]["type"] == "bar"


@pytest.mark.parametrize(
    ("indicator", "period", "shown"),
    [
        ("clients", ["2022"], "klanten, januari 2022"),
        ("population", ["2019", "2021", "2023"], "inwoners, 1 januari 2019-2023"),
        ("at_home_share_change", ["2019/2022"], "verandering in procentpunt, 2019-2022"),
        ("projected_clients", ["2020", "2030", "2040"], "klanten, 2020-2040"),
        (
            "weeks_until_placed",
            ["2021-05", "2021-12"],
            "weken tot de plaatsing, gemiddeld, mei tot en met december 2021",
        ),
        ("worker_inflow_share", ["2020-Q3"], "percentage van de nieuwe werknemers, derde kwartaal van 2020"),
    ],
)
def test_the_period_is_a_year_or_from_the_first_to_the_last(indicator: str, period: list[str], shown: str) -> None:
    rows = [("rotterdam", "Rotterdam", each, "", 1.0, "ok") for each in period]
    assert meta(table(indicator, *rows))["unit_period"] == shown


@pytest.mark.parametrize("finding", ["Het aandeel is lager.", None])
def test_a_loose_sentence_is_no_finding(finding: object) -> None:
    with pytest.raises(TypeError, match=r"finding: found (str|NoneType), allowed: a Finding"):
        figure(bars(USE), "clients_per_1000_75plus", finding)  # type: ignore[arg-type]


def test_a_note_travels_along() -> None:
    assert meta(note="Schematische kaart.")["notes"] == ["Schematische kaart."]


def test_values_are_those_given_or_else_the_charts_own() -> None:
    own = figure(bars(USE), "clients_per_1000_75plus", FINDING)
    given = figure(alt.Chart(pd.DataFrame({"x": [1]})).mark_bar(), "clients_per_1000_75plus", FINDING, values=USE)
    assert own.spec["usermeta"] == given.spec["usermeta"]


# --- table and download ---------------------------------------------------------------------------------------------


def test_the_table_has_a_row_per_area_and_a_column_per_period() -> None:
    assert meta()["table"] == {
        "columns": ["Gebied", "2021", "2022"],
        "align": ["left", "right", "right"],
        "rows": [["Rotterdam", "132", "131"], ["Zilveren Kruis-regio's", "niet getoond", "113"]],
    }


def test_categories_have_their_dutch_name_and_what_is_not_there_its_reason() -> None:
    assert meta(FORMS)["table"] == {
        "columns": ["Gebied", "Categorie", "2022"],
        "align": ["left", "left", "right"],
        "rows": [
            ["Rotterdam", "volledig pakket thuis (vpt)", "1.405"],
            ["Rotterdam", "verblijf", "onbekend"],
            ["Rotterdam", "persoonsgebonden budget (pgb)", "reeksbreuk"],
        ],
    }


def test_months_stand_above_their_column_in_dutch_and_in_the_description() -> None:
    rows = [("rotterdam", "Rotterdam", month, "", value, "ok") for month, value in (("2021-05", 2.1), ("2021-12", 1.9))]
    shown = made(table("active_waiting_share", *rows)).spec
    assert shown["usermeta"]["regioanalyse"]["table"]["columns"] == ["Gebied", "mei 2021", "december 2021"]
    assert shown["description"].endswith(
        "Laagste waarde: 1,9 (Rotterdam, december 2021); hoogste: 2,1 (Rotterdam, mei 2021)."
    )


def test_a_value_that_is_not_there_for_a_period_leaves_its_place_empty() -> None:
    assert meta(USE.drop(index=0))["table"]["rows"][0] == ["Rotterdam", "", "131"]


@pytest.mark.parametrize("values", [USE, FORMS], ids=["years", "categories"])
def test_a_figure_carries_its_values_unrounded_and_with_their_types(values: pd.DataFrame) -> None:
    found = json.loads(json.dumps(meta(values)["values"], allow_nan=False))
    assert found["columns"] == COLUMNS
    table = pd.DataFrame(found["rows"], columns=found["columns"])
    pd.testing.assert_frame_equal(table, values[COLUMNS].reset_index(drop=True), check_exact=True)


def test_what_is_not_there_or_not_finite_is_null() -> None:
    table = pd.DataFrame({"value": [NAN, float("inf"), 3.0], "text": ["a", None, "b"], "edition": [2021, 2022, 2022]})
    rows = [[None, "a", 2021], [None, None, 2022], [3.0, "b", 2022]]
    assert typed(table) == {"columns": ["value", "text", "edition"], "rows": rows}
    assert json.dumps(typed(table)["rows"][2]) == '[3.0, "b", 2022]'


def test_a_figure_says_what_its_values_are_and_where_they_come_from() -> None:
    about = record("clients_per_1000_75plus", "vv")
    assert meta()["about"] == [
        f"indicator: {about.title}",
        f"eenheid: {about.unit}",
        f"bron: {about.source}",
        f"peildatum: {about.reference}",
        f"toelichting: {about.explanation}",
        "voorbeeldgegevens: ja, gegenereerde voorbeeldgegevens",
    ]


def test_a_hidden_value_is_nowhere_in_the_figure() -> None:
    assert "NaN" not in json.dumps(made().spec)
    rows = [row for row in meta()["values"]["rows"] if row[0] == "zilveren-kruis"]
    assert rows[0][-5:] == ["2021", "", None, "per 1.000 inwoners van 75 jaar en ouder", "suppressed"]


# --- the specification ----------------------------------------------------------------------------------------------


def test_columns_that_the_chart_does_not_use_are_left_out() -> None:
    rows = [row for rows in made().spec["datasets"].values() for row in rows]
    assert len(rows) == 4
    left = {key for row in rows for key in row}
    assert {"period", "value"} <= left
    assert not left & {"region", "area", "sector", "edition", "methodology", "indicator", "unit", "status"}


def test_columns_of_conditions_transforms_and_tooltips_stay() -> None:
    chart = bars(USE).encode(tooltip="name:N").transform_filter("datum.status == 'ok' ?\nvalid(datum.unit) : false")
    spec = figure(chart, "clients_per_1000_75plus", FINDING).spec
    left = {key for rows in spec["datasets"].values() for row in rows for key in row}
    assert {"period", "value", "name", "status", "unit"} <= left
    assert "sector" not in left


ODD = st.text(alphabet="ab \\-.[]'\"é:/_$0", min_size=1, max_size=6)


@given(name=ODD, value=st.integers())
def test_a_column_that_an_analyst_added_stays_however_its_name_is_spelt(name: str, value: int) -> None:
    table = USE.assign(**{name: value})
    for chart in (
        bars(table).encode(y=alt.Y(field=re.sub(r"([.\[\]'\"\\])", r"\\\1", name), type="quantitative")),
        bars(table).transform_calculate(shown=alt.datum[name]).encode(y="shown:Q"),
    ):
        (rows,) = figure(chart, "clients_per_1000_75plus", FINDING).spec["datasets"].values()
        assert [row[name] for row in rows] == [value] * 4


@pytest.mark.parametrize("field", ["een kolom", "een-kolom", r"een\.kolom", r"een\[kolom\]", r"een\'kolom"])
def test_a_chart_of_a_column_with_an_odd_name_is_drawn(field: str) -> None:
    table = USE.assign(**{field.replace("\\", ""): USE["value"]})
    chart = alt.Chart(table).mark_bar().encode(x="period:O", y=alt.Y(field=field, type="quantitative"))
    spec = {key: each for key, each in figure(chart, "clients_per_1000_75plus", FINDING).spec.items() if key != "title"}
    bars = re.findall(r'aria-label="period: 202[12]; [^"]*: (\d+)', vl_convert.vegalite_to_svg(spec))
    assert sorted(bars) == ["113", "131", "132"]


def test_a_tooltip_of_all_columns_has_all_columns() -> None:
    chart = bars(USE).mark_bar(tooltip=alt.TooltipContent("data"))
    (rows,) = figure(chart, "clients_per_1000_75plus", FINDING).spec["datasets"].values()
    assert set(rows[0]) == set(USE)


@pytest.mark.parametrize("rows", [[{"type": "Point", "coordinates": [4.5, 51.9]}], [3, 1, 2], "region,x\n1,2"])
def test_data_of_another_form_stay_as_they_are(rows: Any) -> None:
    chart = alt.Chart(alt.NamedData("eigen"), datasets={"eigen": rows}).mark_geoshape()
    assert figure(chart, "clients", FINDING, USE).spec["datasets"] == {"eigen": rows}


def test_the_same_values_give_the_same_bytes() -> None:
    assert json.dumps(made().spec) == json.dumps(made(USE.copy()).spec)


def test_making_a_figure_leaves_values_and_chart_alone() -> None:
    before, chart = USE.copy(), bars(USE)
    spec = chart.to_dict()
    figure(chart, "clients_per_1000_75plus", FINDING)
    pd.testing.assert_frame_equal(USE, before)
    assert chart.to_dict() == spec


def test_a_notebook_gets_data_and_a_text_and_no_html() -> None:
    shown = made()
    assert shown._repr_mimebundle_() == {
        "application/vnd.vegalite.v5+json": shown.spec,
        "text/plain": shown.spec["description"],
    }


def test_every_opportunity_line_has_a_name_for_a_reader() -> None:
    assert list(theme.OPPORTUNITY_LINE_NAMES) == list(OPPORTUNITY_LINES)
    assert theme.OPPORTUNITY_LINE_NAMES.items() <= theme.CATEGORY_NAMES.items()


# --- figures of several indicators ----------------------------------------------------------------------------------

BOTH = pd.concat(
    [
        table("inflow", ("rotterdam", "Rotterdam", "2021", "haaglanden", 18.0, "ok")),
        table("outflow", ("rotterdam", "Rotterdam", "2021", "haaglanden", NAN, "suppressed")),
    ]
)


def test_numbers_of_several_indicators_stand_in_rows_of_their_own_and_regions_have_their_name() -> None:
    found = meta(BOTH)
    assert found["table"]["columns"] == ["Gebied", "Cijfer", "Categorie", "2021"]
    assert found["table"]["rows"] == [
        ["Rotterdam", record("inflow", "vv").title, "Haaglanden", "18"],
        ["Rotterdam", record("outflow", "vv").title, "Haaglanden", "niet getoond"],
    ]
    titles = f"indicator: {record('inflow', 'vv').title}; {record('outflow', 'vv').title}"
    assert found["about"][:2] == [titles, "eenheid: klanten"]


def test_each_indicator_has_its_own_decimals_and_a_percentage_says_that_it_is_one() -> None:
    extra = table("scenario_at_home_extra", ("rotterdam", "Rotterdam", "2025", "scenario_1", 50.2, "ok"))
    share = table("scenario_at_home_share", ("rotterdam", "Rotterdam", "2025", "scenario_1", 25.85, "ok"))
    rows = meta(pd.concat([extra, share]))["table"]["rows"]
    assert [row[-1] for row in rows] == ["50", "25,9%"]


def test_unit_period_and_range_are_those_of_the_figures_own_indicator() -> None:
    projected = table("projected_clients", ("rotterdam", "Rotterdam", "2040", "", 11392.0, "ok"))
    observed = table("clients", ("rotterdam", "Rotterdam", "2019", "", 6935.0, "ok"))
    spec = figure(bars(projected), "projected_clients", FINDING, pd.concat([projected, observed])).spec
    assert spec["title"]["subtitle"] == "klanten, 2040"
    assert "6.935" not in spec["description"]


def test_two_years_far_apart_are_named_and_no_series() -> None:
    def subtitle(*years: str) -> str:
        values = table("workers", *(("rotterdam", "Rotterdam", year, "", 1.0, "ok") for year in years))
        return str(figure(bars(values), "workers", FINDING, values).spec["title"]["subtitle"].rpartition(", ")[2])

    assert subtitle("2020", "2040") == "2020 en 2040"
    assert subtitle("2020", "2021") == "2020-2021"
    assert subtitle("2020", "2030", "2040") == "2020-2040"


def marked(indicator: str, edition: int = 2022, methodology: int = 2022, area: str = "rotterdam") -> list[str]:
    values = table(indicator, ("rotterdam", "Rotterdam", "2022", "", 1.0, "ok"))
    values = values.assign(edition=edition, methodology=methodology, area=area)
    return [change["id"] for change in meta(values).get("changes", [])]


def test_a_figure_names_the_changes_that_its_report_has_in_effect() -> None:
    assert marked("care_locations") == ["care-locations"]
    assert marked("care_locations", 2022, 2021) == []
    assert marked("care_locations", 2021, 2022) == ["care-locations"]
    assert marked("clients") == []
    assert meta(USE).keys().isdisjoint({"changes"})


def test_a_change_of_figures_per_area_is_named_there_only() -> None:
    assert marked("at_home_share_change") == []
    assert marked("at_home_share_change", area="WK059901") == ["area-change-over-period"]


def test_a_change_of_presentation_marks_the_figure_that_is_now_shown_and_not_what_was_shown_before() -> None:
    assert marked("at_home_share", area="WK059901") == []
    assert marked("urbanity_group", area="WK059901") == []
    assert marked("allocation_growth_group", area="WK059901") == ["location-map-background"]
    # what a map shows besides its own indicator counts too
    locations = table("care_locations", ("rotterdam", "Rotterdam", "2021", "", 71.0, "ok"))
    groups = table("allocation_growth_group", ("WK059901", "Centrum", "2019/2021", "", 1.0, "ok"))
    both = pd.concat([locations, groups.assign(region="rotterdam")])
    named = figure(bars(both), "care_locations", FINDING, both).spec["usermeta"]["regioanalyse"]["changes"]
    assert [change["id"] for change in named] == ["care-locations", "location-map-background"]


def test_texts_of_a_figure_have_the_years_of_its_edition() -> None:
    values = table("projected_growth", ("rotterdam", "Rotterdam", "2019/2039", "", 54.0, "ok"))
    assert meta(values.assign(edition=2021))["reference"] == "2019 en 2039"
