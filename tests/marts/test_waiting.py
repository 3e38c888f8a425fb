"""Who waits, who is placed and after how long, who gets the provider of their preference, and who waits elsewhere."""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.counted.on_the_list import placements, preferred, waiting, waiting_elsewhere
from regioanalyse.marts.waiting_clients import listed as on_day
from tests.marts.tables import Tables, listed

DAY = ibis.date("2021-06-01")


def waits(client: int, status: str = "active", **other: object) -> dict:
    """Return a line of the waiting list, since 1 January 2021 for provider 7 unless said otherwise."""
    start = {"waiting_since": "2021-01-01", "valid_from": "2021-01-01"}
    return {"client": client, "sector": "vv", "provider": 7, "status": status} | start | other


def homes(tables: Tables, *clients: int) -> ir.Table:
    return tables.table("client region", *((client, "rotterdam") for client in clients))


# --- who waits ------------------------------------------------------------------------------------------------------


def test_who_waits_on_the_day_counts_by_the_status_of_that_day() -> None:
    tables = Tables()
    on_list = tables.source(
        "waiting_list",
        waits(1),
        waits(2, "preference", valid_to="2021-05-31"),
        waits(2, "urgent", valid_from="2021-06-01"),
        waits(3, valid_to="2021-05-31"),
        waits(4, valid_from="2021-06-02"),
        waits(5, sector="gz"),
    )
    # 2 became urgent on the day, 3 is off the list, 4 is not on it yet
    assert listed(waiting(on_day(on_list, DAY), homes(tables, 1, 2, 3, 4, 5))) == [
        ("gz", "rotterdam", "active", 1),
        ("vv", "rotterdam", "active", 1),
        ("vv", "rotterdam", "urgent", 1),
    ]


def test_a_client_on_the_list_of_two_providers_waits_once() -> None:
    tables = Tables()
    on_list = tables.source("waiting_list", waits(1), waits(1, provider=8, valid_from="2021-02-01"))
    assert listed(waiting(on_day(on_list, DAY), homes(tables, 1))) == [("vv", "rotterdam", "active", 1)]


# --- who is placed --------------------------------------------------------------------------------------------------

NORMS = ({"sector": "vv", "weeks": 6}, {"sector": "gz", "weeks": 13})


def placed(*lines: dict, day: ir.DateValue = DAY) -> list[tuple]:
    tables = Tables()
    clients = sorted({int(line["client"]) for line in lines})
    found = placements(
        tables.source("waiting_list", *lines), tables.source("waiting_norms", *NORMS), homes(tables, *clients), day
    )
    return [row[2:] for row in listed(found)]


def test_six_weeks_are_within_the_norm_and_a_day_more_is_late() -> None:
    # 1 May + 42 days is 12 June; both together waited 42 + 43 = 85 days
    since = {"waiting_since": "2021-05-01"}
    assert placed(waits(1, placed_on="2021-06-12", **since), waits(2, placed_on="2021-06-13", **since)) == [
        ("active", 2, 1, 85)
    ]


def test_gz_has_a_norm_of_its_own() -> None:
    # 43 days are more than six weeks, but within thirteen
    assert placed(waits(1, sector="gz", waiting_since="2021-05-01", placed_on="2021-06-13")) == [("active", 1, 0, 43)]


def test_a_placement_counts_in_its_own_month_only() -> None:
    lines = [waits(1, placed_on="2021-05-31"), waits(2, placed_on="2021-07-01")]
    assert placed(*lines) == []
    assert [row[:2] for row in placed(*lines, day=ibis.date("2021-07-01"))] == [("active", 1)]


def test_the_status_of_a_placement_is_the_last_one() -> None:
    lines = [
        waits(1, "preference", valid_to="2021-05-31", placed_on="2021-06-11"),
        waits(1, "urgent", valid_from="2021-06-01", placed_on="2021-06-11"),
    ]
    # 1 January to 11 June: 161 days
    assert placed(*lines) == [("urgent", 1, 1, 161)]


# --- preference -----------------------------------------------------------------------------------------------------


def test_the_preferred_provider_counts_within_half_a_year() -> None:
    tables = Tables()
    on_list = tables.source(
        "waiting_list",
        waits(1, "preference", placed_on="2021-12-01", placed_at=7),  # the last day
        waits(2, "preference", placed_on="2021-12-02", placed_at=7),  # a day late
        waits(3, "preference", placed_on="2021-08-01", placed_at=8),  # elsewhere
        waits(4, "preference"),  # still waiting
        waits(5, "active", placed_on="2021-08-01", placed_at=7),  # waits actively
        waits(6, "preference", valid_to="2021-05-31", placed_on="2021-05-31", placed_at=7),  # before
    )
    assert listed(preferred(on_day(on_list, DAY), on_list, homes(tables, 1, 2, 3, 4, 5, 6), DAY)) == [
        ("vv", "rotterdam", 4, 1)
    ]


def test_nobody_placed_is_0() -> None:
    tables = Tables()
    on_list = tables.source("waiting_list", waits(1, "preference"))
    assert listed(preferred(on_day(on_list, DAY), on_list, homes(tables, 1), DAY)) == [("vv", "rotterdam", 1, 0)]


# --- waiting elsewhere ----------------------------------------------------------------------------------------------


def test_intramural_clients_who_wait_for_a_provider_they_have_no_care_from() -> None:
    tables = Tables()
    clients = tables.table(
        "client sector region delivery_form provider",
        (1, "vv", "rotterdam", "intramural", 8),
        (2, "vv", "rotterdam", "intramural", 7),
        (3, "vv", "rotterdam", "intramural", 8),
        (4, "vv", "rotterdam", "intramural", 8),
        (5, "vv", "rotterdam", "mpt", 8),
        (6, "vv", "rotterdam", "intramural", None),
        (7, "vv", "rotterdam", "intramural", None),
    )
    given = tables.table("client provider", (6, 8), (6, 7), (7, 8))
    on_list = tables.source(
        "waiting_list",
        waits(1),  # has care of 8, waits for 7
        waits(2),  # has care of 7 already
        waits(3, valid_to="2021-05-31"),  # waits no more
        waits(5),  # not intramural
        waits(6),  # has care of 7 too
        waits(7),  # has care of 8, waits for 7
    )
    assert listed(waiting_elsewhere(clients, given, on_list, DAY)) == [("vv", "rotterdam", 6, 2)]


def test_who_has_care_but_does_not_wait_counts_as_a_client_only() -> None:
    tables = Tables()
    clients = tables.table("client sector region delivery_form provider", (1, "vv", "rotterdam", "intramural", 8))
    given = tables.table("client provider", (9, 8))
    on_list = tables.source("waiting_list", waits(2))
    assert listed(waiting_elsewhere(clients, given, on_list, DAY)) == [("vv", "rotterdam", 1, 0)]
