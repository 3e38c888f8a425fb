"""No count of 1 to 9 people is shown, nor one from which such a count can be worked out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regioanalyse import indicators
from regioanalyse.errors import InputError
from regioanalyse.indicators import disclosure
from regioanalyse.indicators.disclosure import LEAST, is_small
from regioanalyse.records.group import COMPARATOR, COUNTRY

#: Region, area, category, count; all of one indicator and period.
Row = tuple[str, str, str, int | None]


def table(*rows: Row, of: int | list[int] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", "area", "category", "count"])
    wholes = of if isinstance(of, list) else [of] * len(frame)
    return frame.assign(indicator="clients_by_delivery_form", period="2022", of=pd.array(wholes, dtype="Int64")).astype(
        {"count": "Int64"}
    )


def hidden(values: pd.DataFrame) -> pd.Series:
    return disclosure.hidden(values, {each.name: each for each in indicators.records("vv")})


def categories(*counts: int, of: int | None = None) -> pd.DataFrame:
    """Return one region with these counts in the categories a, b and so on."""
    rows: list[Row] = [("rotterdam", "rotterdam", chr(ord("a") + place), count) for place, count in enumerate(counts)]
    return table(*rows, of=of)


def secret(values: pd.DataFrame) -> list[int]:
    """Return the counts that are hidden, in the order of the table."""
    return [int(count) for count in values.loc[hidden(values), "count"]]


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (9, True), (10, False), (11, False)])
def test_small_is_from_1_to_9(count: int, small: bool) -> None:
    assert LEAST == 10
    assert is_small(pd.Series([count])).tolist() == [small]
    assert secret(categories(count)) == ([count] if small else [])


@pytest.mark.parametrize(
    ("part", "whole", "hide"),
    [
        (100, 100, False),  # nobody is left over
        (99, 100, True),  # one is
        (91, 100, True),  # nine are
        (90, 100, False),  # ten are
        (10, 100, False),
        (9, 100, True),
        (0, 100, False),
    ],
)
def test_a_part_is_hidden_with_its_small_remainder(part: int, whole: int, hide: bool) -> None:
    assert secret(categories(part, of=whole)) == ([part] if hide else [])


@pytest.mark.parametrize(("whole", "hide"), [(9, True), (10, False), (0, False)])
def test_a_part_of_a_small_whole_is_hidden_also_when_it_is_0_or_all(whole: int, hide: bool) -> None:
    """A share of 0% or 100% of nine people is about each of them."""
    assert secret(categories(0, of=whole)) == ([0] if hide else [])
    assert secret(categories(whole, of=whole)) == ([whole] if hide else [])


def test_a_value_about_nobody_is_never_hidden() -> None:
    assert not hidden(table(("rotterdam", "rotterdam", "", None), ("drenthe", "drenthe", "", None))).any()


# --- a second one, so that the first cannot be worked out -----------------------------------------------------------


def test_among_categories_the_smallest_shown_one_goes_too() -> None:
    # 5 = total - 100 - 20 - 50 if only it were hidden; 5 + 20 = 25 cannot be split
    assert secret(categories(100, 5, 20, 50)) == [5, 20]


def test_a_category_of_0_does_not_help_and_stays() -> None:
    assert secret(categories(100, 5, 0, 0)) == [100, 5]


def test_hidden_parts_that_are_fewer_than_ten_together_take_a_third() -> None:
    # 4 + 5 = 9 people would be a count of 1 to 9 itself
    assert secret(categories(100, 4, 5, 30)) == [4, 5, 30]
    # 5 + 5 = 10
    assert secret(categories(100, 5, 5, 30)) == [5, 5]


def test_when_nothing_is_left_to_hide_the_rest_stays_as_it_is() -> None:
    assert secret(categories(0, 5, 0, 0)) == [5]


def test_among_regions_the_smallest_shown_one_goes_too_and_the_comparator_stays() -> None:
    values = table(
        ("rotterdam", "rotterdam", "", 100),
        ("drenthe", "drenthe", "", 5),
        ("utrecht", "utrecht", "", 40),
        (COMPARATOR, COMPARATOR, "", 145),
        (COUNTRY, COUNTRY, "", 12),
    )
    assert secret(values) == [5, 40]


def test_among_areas_of_a_region_the_smallest_shown_one_goes_too_and_other_regions_stay() -> None:
    values = table(
        ("rotterdam", "charlois", "", 60),
        ("rotterdam", "rozenburg", "", 5),
        ("rotterdam", "hoogvliet", "", 30),
        ("rotterdam", "rotterdam", "", 95),
        ("drenthe", "assen", "", 20),
        ("drenthe", "emmen", "", 25),
        ("drenthe", "drenthe", "", 45),
    )
    assert secret(values) == [5, 30]


def test_one_hidden_category_of_a_region_hides_one_of_another_region_as_well() -> None:
    # drenthe: 5 hides 50 beside it; then a is known as 160 - 110 and b as 25 - 20 from the other region
    values = table(
        ("rotterdam", "rotterdam", "a", 110),
        ("rotterdam", "rotterdam", "b", 20),
        ("drenthe", "drenthe", "a", 50),
        ("drenthe", "drenthe", "b", 5),
        (COMPARATOR, COMPARATOR, "a", 160),
        (COMPARATOR, COMPARATOR, "b", 25),
    )
    assert secret(values) == [110, 20, 50, 5]


@pytest.mark.parametrize("keys", [{"period": "2021"}, {"indicator": "care_profile_share"}])
def test_other_periods_and_indicators_are_other_wholes(keys: dict[str, str]) -> None:
    values = pd.concat([categories(100, 5, 20), categories(100, 50, 20).assign(**keys)], ignore_index=True)
    assert secret(values) == [5, 20]


def test_the_smallest_whole_choice_hides_as_few_people_as_it_can() -> None:
    assert secret(categories(1000, 10, 9, 500)) == [10, 9]


# --- nothing hidden can be worked out -------------------------------------------------------------------------------

REGIONS = {"rotterdam": ["charlois", "hoogvliet", "rozenburg"], "drenthe": ["assen", "emmen"], "utrecht": ["zeist"]}
#: Counts around the border occur as often as others.
COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 200))


def additive(counts: list[int], names: list[str]) -> pd.DataFrame:
    """Return a table of every region and area in categories, where areas add up to regions and these to the total."""
    numbers = iter(counts)
    rows: list[Row] = []
    for region, areas in REGIONS.items():
        cells = {(area, name): next(numbers) for area in areas for name in names}
        rows += [(region, area, name, count) for (area, name), count in cells.items()]
        rows += [(region, region, name, sum(cells[area, name] for area in areas)) for name in names]
    whole = pd.DataFrame(rows, columns=["region", "area", "category", "count"])
    total = whole[whole["area"] == whole["region"]].groupby("category")["count"].sum()
    return table(*rows, *[(COMPARATOR, COMPARATOR, name, int(total[name])) for name in names])


def wholes(values: pd.DataFrame) -> list[pd.DataFrame]:
    """Return every whole whose total a reader has: the categories of an area, regions and areas per category."""
    is_region = values["area"] == values["region"]
    is_total = values["region"] == COMPARATOR
    return [
        members
        for part, keys in (
            (values, ["area"]),
            (values[is_region & ~is_total], ["category"]),
            (values[~is_region], ["region", "category"]),
        )
        for _, members in part.groupby(keys)
        if len(members) > 1
    ]


@given(counts=st.lists(COUNTS, min_size=18, max_size=18), names=st.sampled_from([["a"], ["a", "b"], ["a", "b", "c"]]))
def test_in_every_whole_what_is_hidden_cannot_be_worked_out(counts: list[int], names: list[str]) -> None:
    values = additive(counts, names)
    values["hidden"] = hidden(values)
    assert values.loc[is_small(values["count"]), "hidden"].all()
    for members in wholes(values):
        mine = members[members["hidden"]]
        if mine.empty:
            continue
        shown = members[~members["hidden"] & members["count"].gt(0)]
        assert shown.empty or (len(mine) >= 2 and mine["count"].sum() >= LEAST)


@given(counts=st.lists(st.integers(LEAST, 500), min_size=18, max_size=18))
def test_without_small_counts_everything_is_shown(counts: list[int]) -> None:
    assert not hidden(additive(counts, ["a", "b", "c"])).any()


@given(counts=st.lists(COUNTS, min_size=2, max_size=6), rest=st.integers(0, 30))
def test_shares_hide_what_their_counts_and_remainders_hide(counts: list[int], rest: int) -> None:
    whole = sum(counts) + rest
    hide = hidden(categories(*counts, of=whole))
    for count, secretly in zip(counts, hide, strict=True):
        if 0 < count < LEAST or 0 < whole - count < LEAST or 0 < whole < LEAST:
            assert secretly


def test_a_hidden_form_does_not_follow_from_the_share_at_home() -> None:
    """5 vpt and 12 intramural hidden: 517 × (1 - share at home) would give the 12, and the rest the 5."""
    forms = {"intramural": 12, "vpt": 5, "mpt": 200, "pgb": 300}
    rows: list[tuple] = [("clients_by_delivery_form", form, count, None) for form, count in forms.items()]
    rows += [("clients", "", 517, None), ("at_home_share", "", 505, 517)]
    table = pd.DataFrame(rows, columns=["indicator", "category", "count", "of"])
    table = table.assign(region="rotterdam", area="rotterdam", period="2022")
    shown = table[~hidden(table)]
    assert list(zip(shown["indicator"], shown["category"], strict=True)) == [
        ("clients_by_delivery_form", "mpt"),
        ("clients_by_delivery_form", "pgb"),
        ("clients", ""),
    ]


def test_a_relation_to_a_category_that_no_value_has_is_refused() -> None:
    share = indicators.record("at_home_share", "vv")
    rest = share.complement_of
    assert rest is not None
    values = table(("rotterdam", "rotterdam", "intramural", 20), ("rotterdam", "rotterdam", "vpt", 30))
    disclosure.check_relations(values, {share.name: share})
    wrong = share.model_copy(update={"complement_of": rest.model_copy(update={"category": "intramurall"})})
    with pytest.raises(InputError, match=r"complement_of: .*: found 'intramurall', allowed: intramural, vpt"):
        disclosure.check_relations(values, {share.name: wrong})
