"""Clients by provider, and clients that have a provider allocated to them."""

import ibis

from regioanalyse.marts.counted.suppliers import allocated, by_provider
from tests.marts.tables import Tables, listed


def test_a_client_with_two_providers_counts_for_both_and_once_for_each() -> None:
    tables = Tables()
    clients = tables.table(
        "client sector region delivery_form provider",
        (1, "vv", "rotterdam", "mpt", None),  # has several lines
        (2, "vv", "rotterdam", "mpt", 8),
        (3, "vv", "zeeland", "mpt", 8),
        (4, "vv", "rotterdam", "pgb", None),
    )
    given = tables.table("client provider location amount", (1, 7, 1, 10), (1, 7, 2, 10), (1, 8, 1, 5), (9, 7, 1, 5))
    # 4 has no provider, 9 is no client
    assert listed(by_provider(clients.cast({"provider": "int64"}), given)) == [
        ("vv", "rotterdam", 7, "mpt", 1),
        ("vv", "rotterdam", 8, "mpt", 2),
        ("vv", "zeeland", 8, "mpt", 1),
    ]


def test_an_allocation_counts_when_it_is_valid_on_the_day_and_each_client_once() -> None:
    tables = Tables()
    clients = tables.table(
        "client sector region area",
        *((number, "vv", "rotterdam", "WK059901") for number in (1, 2, 3, 4)),
        (5, "vv", "rotterdam", "WK059903"),
    )
    allocations = tables.source(
        "allocations",
        {"client": 1, "provider": 7, "valid_to": "2022-01-01"},
        {"client": 2, "provider": 7, "valid_to": "2021-12-31"},
        {"client": 3, "provider": 7, "valid_from": "2022-01-02"},
        {"client": 5, "provider": 7},
        {"client": 5, "provider": 8},
        {"client": 9, "provider": 8},
    )
    # 2 ended the day before, 3 begins the day after, 4 has none, 9 is no client
    assert listed(allocated(clients, allocations, ibis.date("2022-01-01"))) == [
        ("vv", "rotterdam", "WK059901", 1),
        ("vv", "rotterdam", "WK059903", 1),
    ]
