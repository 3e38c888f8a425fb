"""The mistakes of the published reports, one test each, so that none comes back.

The numbers are those of the list that we keep of these reports; `test_every_mistake_has_its_test` refuses to let one of
them disappear. Sentences are tested at their borders in `tests/figures/test_findings.py`.
"""

import json
import re
import sys

import pandas as pd
import pytest

from regioanalyse.figures import findings
from regioanalyse.indicators import record, values
from regioanalyse.project import root
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.runs.planning import notebooks

pytestmark = pytest.mark.usefixtures("made")

#: Number of the mistake → what went wrong in print.
MISTAKES = {
    1: "the clients 'almost double', but it is the country's that do",
    2: "per 1000 inhabitants in place of per 1000 people over 75",
    3: "a rise of -0.9%, and the comparator called national",
    4: "'in most districts' for 9 of 16",
    5: "'comparable' for a larger difference than 'lower' elsewhere",
    6: "growth of an area as a percentage of something else than its base year",
    7: "euro per member of the labour force that are per inhabitant",
    8: "'in the coming five years' without the base year",
    9: "one shortage called both most likely and at most",
    10: "3% that may be percentage points",
    11: "26 providers of 28",
    12: "references to a page that is not that of the figure",
}


def one(sector: str, indicator: str, area: str, period: str, category: str = "") -> float:
    table = values(sector).query("indicator == @indicator and area == @area and period == @period")
    (value,) = table.loc[table["category"] == category, "value"]
    return float(value)


def of(indicator: str, sector: str = "vv", region: str = "rotterdam") -> pd.DataFrame:
    """Return the values of the region, the comparator and the country."""
    areas = [region, COMPARATOR, COUNTRY]  # noqa: F841 (named in the query)
    table = values(sector).query("indicator == @indicator and area in @areas")
    return table.assign(
        name=table["area"].map({region: region.title(), COMPARATOR: "Zilveren Kruis-regio's", COUNTRY: "Nederland"})
    )


def test_mistake_1_only_what_almost_doubles_is_said_to() -> None:
    text = findings.compare_growth(of("projected_growth")).text
    assert text == "Het verwachte aantal klanten groeit in Rotterdam (+60%); in Nederland verdubbelt het bijna (+93%)."


def test_mistake_2_use_is_per_1000_people_of_75_and_older() -> None:
    assert "75" in record("clients_per_1000_75plus", "vv").unit
    for name in ("living_alone_75plus", "origin_75plus"):
        assert "75" in record(name, "vv").measure
    assert findings.compare(of("clients_per_1000_75plus"), "2022").text.endswith("inwoners van 75 jaar en ouder.")


def test_mistake_3_a_fall_is_no_rise_and_the_comparator_is_not_the_country() -> None:
    change = of("clients_per_1000_75plus_change")
    text = findings.compare_change(change).text
    assert "bleef in Rotterdam vrijwel gelijk (−0,9%); in de Zilveren Kruis-regio's steeg het (+1,2%)" in text
    assert "land" not in text


def test_mistake_4_nine_of_sixteen_is_not_most() -> None:
    table = values("vv").query("indicator == 'share_75plus'")
    areas = table.query("region == 'rotterdam' and area != region")
    text = findings.areas_above(areas, of("share_75plus"), "2022").text
    assert "in 9 van de 16 gebieden" in text
    assert "meeste" not in text


def test_mistake_5_one_rule_for_comparable() -> None:
    assert findings.compare(of("share_75plus"), "2022").rule == "lower"  # 7.3 against 8.2 is 11% less
    assert findings.relation(7.8, 8.2) == "similar"


def test_mistake_6_growth_per_area_is_on_its_own_base_year() -> None:
    growth = values("vv").query("indicator == 'projected_new_clients_growth' and region == 'rotterdam'")
    extra = values("vv").query("indicator == 'projected_new_clients' and region == 'rotterdam'")
    both = extra.merge(growth, on="area", suffixes=("", "_growth"))
    areas = both[both["area"] != "rotterdam"]
    bases = 100 * areas["value"] / areas["value_growth"]
    assert bases.sum() == pytest.approx(one("vv", "projected_clients", "rotterdam", "2020"))


def test_mistake_7_expenditure_is_per_inhabitant() -> None:
    about = record("expenditure_per_inhabitant", "vv")
    assert "inwoner" in about.title + about.measure + about.unit
    euro = (
        1e6
        * one("vv", "expenditure", "rotterdam", "2020")
        / one("vv", "expenditure_per_inhabitant", "rotterdam", "2020")
    )
    assert euro == pytest.approx(one("vv", "population", "rotterdam", "2020"), rel=0.02)


def test_mistake_8_a_need_names_its_base_year_and_its_year() -> None:
    text = findings.need(of("scenario_at_home_extra"), "thuis", "2020").text
    assert text.startswith("Tussen 2020 en 2025 ")


def test_mistake_9_a_shortage_has_a_low_and_a_high_end_and_says_what_they_are() -> None:
    low, high = (one("gz", "capacity_shortage", "rotterdam", "2022/2025", end) for end in ("low", "high"))
    assert low < high
    explanation = record("capacity_shortage", "gz").explanation
    assert "bouwplannen" in explanation
    assert "waarschijnlijk" not in explanation


def test_mistake_10_a_change_of_a_share_is_in_percentage_points() -> None:
    for sector in ("vv", "gz"):
        assert record("at_home_share_change", sector).unit == "procentpunt"
        text = findings.change(of("at_home_share", sector)).text
        assert re.search(r"\([+−][\d,]+ procentpunt\)", text)


def test_mistake_11_all_providers_are_counted() -> None:
    offers = (
        values("vv").query("indicator == 'providers_by_offer' and area == 'rotterdam'").set_index("category")["value"]
    )
    assert offers.sum() == 28
    assert offers["intramural_and_at_home"] + offers["at_home_only"] == 26


def test_mistake_12_a_page_is_that_of_the_published_figure() -> None:
    published = pd.read_csv(root() / "data" / "published.csv")
    pages = published.groupby(["report", "indicator"])["page"].agg(set)
    for (report, name), found in pages.items():
        about = record(name, report.split("-")[0])
        # the GZ reading guide refers to pages of the analysis behind the two printed ones
        if report == "vv-2022":
            assert about.page in found, (name, about.page, found)
    for notebook in (path for sector in ("vv", "gz") for path in notebooks(sector)):
        assert "pagina" not in json.dumps(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def test_every_mistake_has_its_test() -> None:
    tests = {int(found[1]) for name in vars(sys.modules[__name__]) if (found := re.match(r"test_mistake_(\d+)_", name))}
    assert tests == set(MISTAKES) == set(range(1, 13))
