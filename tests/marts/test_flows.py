"""Where care is given: the place of care, flows between regions, and clients per location."""

import ibis.expr.types as ir

from regioanalyse.marts.client_months import given, netted, place_of_care, places
from regioanalyse.marts.counted.care_places import at_entries, at_locations, flows
from tests.marts.tables import Tables, listed

PRODUCTS = (
    {"product_code": "Z051", "delivery_form": "intramural", "description": "-"},
    {"product_code": "H104", "delivery_form": "mpt", "description": "-"},
)


def line(
    number: int, product: str, amount: int, location: int | None = None, provider: int = 1, client: int = 1
) -> dict:
    return {
        "line": number,
        "client": client,
        "provider": provider,
        "location": location,
        "product_code": product,
        "amount": amount,
    }


def given_care(tables: Tables, form: str, lines: tuple[dict, ...]) -> ir.Table:
    clients = tables.table("client delivery_form", (1, form))
    return given(netted(tables.source("claims", *lines), tables.source("products", *PRODUCTS)), clients)


def care(*lines: dict, form: str = "intramural") -> list[tuple]:
    """Return who gave client 1 the care of a month in which the delivery form is `form`, and where."""
    found = given_care(Tables(), form, lines).select("provider", "location")
    return sorted((provider, None if location != location else location) for provider, location in listed(found))


def place(*lines: dict, form: str = "intramural") -> list[tuple]:
    return listed(place_of_care(given_care(Tables(), form, lines)))


# --- who gave the care ----------------------------------------------------------------------------------------------


def test_only_lines_of_the_months_own_form_say_who_gave_it() -> None:
    lines = [line(1, "Z051", 500, location=10), line(2, "H104", 100, provider=2)]
    assert care(*lines) == [(1, 10)]
    assert care(*lines, form="mpt") == [(2, None)]


def test_what_is_reversed_was_not_given_there() -> None:
    lines = [line(1, "Z051", 500, location=10), line(2, "Z051", -500, location=10), line(3, "Z051", 500, location=11)]
    assert care(*lines) == [(1, 11)]


def test_a_line_that_stands_twice_counts_once() -> None:
    # at 10 once 300, where twice would be 600 and more than the 500 at 11
    assert place(*[line(1, "Z051", 300, location=10)] * 2, line(2, "Z051", 500, location=11)) == [(1, 11)]


def test_a_client_without_that_form_is_not_in_it() -> None:
    assert care(line(1, "Z051", 500, location=10, client=2)) == []


# --- the place of care ----------------------------------------------------------------------------------------------


def test_the_place_is_the_location_with_the_largest_amount() -> None:
    # 10 has 300 + 300 of two providers, 11 has 500
    lines = [line(1, "Z051", 300, 10), line(2, "Z051", 300, 10, provider=2), line(3, "Z051", 500, 11)]
    assert place(*lines) == [(1, 10)]


def test_on_a_tie_the_lowest_number_is_the_place() -> None:
    assert place(line(1, "Z051", 300, 11), line(2, "Z051", 300, 10)) == [(1, 10)]


def test_without_a_location_there_is_no_place() -> None:
    assert place(line(1, "H104", 300), form="mpt") == []


# --- flows ----------------------------------------------------------------------------------------------------------

AREAS: list[dict] = [
    {"region": "rotterdam", "code": "WK059901", "kind": "district", "inhabitants": 1, "share_65plus": 1.0}
    | {"share_75plus": 1.0, "share_85plus": 1.0},
]
REGIONS: list[dict] = [
    {"region": "rotterdam", "comparator": "zilveren-kruis"},
    {"region": "zeeland", "comparator": None},
]
LOCATIONS: list[dict] = [
    {"location": 10, "provider": 1, "area": "WK059901", "stated_segment": "vv"},
    {"location": 11, "provider": 1, "area": "zeeland", "stated_segment": "vv"},
]


def test_flows_are_from_the_address_to_the_place_of_care_and_at_home_they_stay() -> None:
    tables = Tables()
    where = places(tables.source("areas", *AREAS), tables.source("regions", *REGIONS))
    clients = tables.table(
        "client sector region location",
        (1, "vv", "rotterdam", 10),
        (2, "vv", "rotterdam", None),
        (3, "vv", "zeeland", 10),
        (4, "vv", "rotterdam", 11),
        (5, "gz", "zeeland", 10),
    )
    found = flows(clients, tables.source("locations", *LOCATIONS), where)
    assert listed(found) == [
        ("gz", "zeeland", "rotterdam", 1),
        ("vv", "rotterdam", "rotterdam", 2),  # clients 1 and 2
        ("vv", "rotterdam", "zeeland", 1),
        ("vv", "zeeland", "rotterdam", 1),
    ]


def test_an_address_in_one_of_our_regions_must_be_an_area() -> None:
    tables = Tables()
    where = places(tables.source("areas", *AREAS), tables.source("regions", *REGIONS))
    assert sorted(where.to_pandas()["code"]) == ["WK059901", "zeeland"]


# --- clients per location -------------------------------------------------------------------------------------------


def test_a_location_has_its_clients_with_intramural_care_wherever_they_lived() -> None:
    tables = Tables()
    clients = tables.table(
        "client sector region delivery_form location",
        (1, "vv", "rotterdam", "intramural", 10),
        (2, "vv", "zeeland", "intramural", 10),
        (3, "gz", "rotterdam", "intramural", 10),
        (4, "vv", "rotterdam", "vpt", 10),
        (5, "vv", "rotterdam", "intramural", None),
    )
    assert listed(at_locations(clients)) == [("gz", 10, 1), ("vv", 10, 2)]


def test_an_entry_of_the_zorgatlas_has_the_gz_clients_at_its_postcode_on_the_day() -> None:
    tables = Tables()
    clients = tables.table(
        "client sector postcode", (1, "gz", "3011AA"), (2, "gz", "3011AA"), (3, "vv", "3011AA"), (4, "gz", "3011AB")
    )
    zorgatlas = tables.source(
        "zorgatlas",
        {"entry": 1, "area": "WK059901", "postcode": "3011AA"},
        {"entry": 2, "area": "WK059901", "postcode": "3011AA"},
        {"entry": 3, "area": "WK059901", "postcode": "3099ZZ"},
    )
    assert listed(at_entries(clients, zorgatlas)) == [(1, 2), (2, 2)]
