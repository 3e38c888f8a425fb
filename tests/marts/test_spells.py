"""Spells: who has which indication and address on which day, sorted out once, is what each day says by itself."""

from datetime import date, timedelta

import ibis
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from regioanalyse.marts.client_months import changing, spells, valid_between
from tests.marts.tables import Tables

START = date(2022, 1, 1)
AREAS = ("WK059901", "WK059903", "GM0106")
PROFILES = ("4VV", "5VV", "9VV")
DAYS = 12

Period = tuple[int, int, int | None, int]
#: Client, first day, length (open when empty) and which profile or area.
period = st.tuples(
    st.integers(1, 3), st.integers(0, DAYS), st.none() | st.integers(0, DAYS), st.integers(0, len(AREAS) - 1)
)
periods = st.lists(period, min_size=1, max_size=7, unique_by=lambda each: each[:2])


def rows(found: list[Period], column: str, names: tuple[str, ...]) -> list[dict]:
    return [
        {
            "client": client,
            column: names[which],
            "valid_from": START + timedelta(first),
            "valid_to": None if length is None else START + timedelta(first + length),
        }
        for client, first, length, which in found
    ]


def held(found: list[dict], client: int, day: date, column: str) -> str | None:
    """Return what a client has on a day: of the valid rows that which began last."""
    valid = [
        row
        for row in found
        if row["client"] == client and row["valid_from"] <= day and (row["valid_to"] is None or row["valid_to"] >= day)
    ]
    return str(max(valid, key=lambda row: row["valid_from"])[column]) if valid else None


def made(indications: list[dict], addresses: list[dict], first: date = START, last: date | None = None) -> pd.DataFrame:
    """Return the spells, with a last day of what is valid from the first day to the last one."""
    tables = Tables()
    entitled, homes = tables.source("indications", *indications), tables.source("addresses", *addresses)
    if last is not None:
        entitled, homes = (valid_between(table, ibis.date(first), ibis.date(last)) for table in (entitled, homes))
    return spells(
        changing(entitled, homes),
        entitled,
        tables.table("profile sector counts", ("4VV", "vv", True), ("5VV", "vv", True), ("9VV", "vv", False)),
        homes,
        tables.table("client birth_year", (1, 1940), (2, 1941), (3, 1942)),
        tables.table("code region", ("WK059901", "rotterdam"), ("WK059903", "rotterdam"), ("GM0106", "drenthe")),
    ).to_pandas()


def there_on(found: pd.DataFrame, day: date) -> list[tuple]:
    """Return who has which profile and area on a day."""
    starts, ends = (found[column].map(lambda each: str(each)[:10]) for column in ("valid_from", "valid_to"))
    there = found.loc[(starts <= str(day)) & (ends >= str(day)), ["client", "profile", "area"]].astype(object)
    return sorted(there.where(there.notna(), None).itertuples(index=False, name=None), key=str)


@given(periods, periods)
@settings(max_examples=60)
def test_on_each_day_a_client_has_what_holds_on_that_day_and_once(one: list[Period], other: list[Period]) -> None:
    indications, addresses = rows(one, "profile", PROFILES), rows(other, "area", AREAS)
    found = made(indications, addresses)
    starts, ends = (found[column].map(lambda day: str(day)[:10]) for column in ("valid_from", "valid_to"))
    for number in range(2 * DAYS + 2):
        day = START + timedelta(number)
        there = found[(starts <= str(day)) & (ends >= str(day))]
        assert {row.client: (row.profile, None if pd.isna(row.area) else row.area) for row in there.itertuples()} == {
            client: (profile, held(addresses, client, day, "area"))
            for client in (1, 2, 3)
            if (profile := held(indications, client, day, "profile")) in ("4VV", "5VV")
        }
        assert there["client"].is_unique


@given(periods, periods, st.integers(0, 2 * DAYS), st.integers(0, DAYS))
@settings(max_examples=40)
def test_what_is_not_valid_in_the_months_that_are_asked_changes_nothing_in_them(
    one: list[Period], other: list[Period], begin: int, length: int
) -> None:
    indications, addresses = rows(one, "profile", PROFILES), rows(other, "area", AREAS)
    first, last = START + timedelta(begin), START + timedelta(begin + length)
    all_of_it, part = made(indications, addresses), made(indications, addresses, first, last)
    for number in range(length + 1):
        day = first + timedelta(number)
        assert there_on(part, day) == there_on(all_of_it, day)


def test_a_client_with_one_indication_and_one_address_has_the_spell_of_the_indication() -> None:
    found = made(rows([(1, 3, 4, 0)], "profile", PROFILES), rows([(1, 0, None, 2)], "area", AREAS))
    assert found[["client", "birth_year", "sector", "profile", "region", "area"]].to_numpy().tolist() == [
        [1, 1940, "vv", "4VV", "drenthe", "GM0106"]
    ]
    assert [str(found[name][0])[:10] for name in ("valid_from", "valid_to")] == ["2022-01-04", "2022-01-08"]
