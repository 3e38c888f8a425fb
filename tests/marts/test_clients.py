"""Who counts as a client, in which delivery form, where and how old: each rule with a client or three made by hand."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import duckdb
import ibis
import ibis.expr.types as ir
import pandas as pd
import pytest

from regioanalyse.marts.client_months import (
    changing,
    client_month,
    given,
    in_kind,
    netted,
    place_of_care,
    single_lines,
    sorted_out,
    spells,
    with_several_lines,
)
from regioanalyse.marts.counted.clients_per_cell import CELL, age_band, cells, in_care
from tests.marts.tables import empty

INTRAMURAL, VPT, MPT, MPT_TOO = "Z051", "V051", "H104", "H126"
PRODUCTS = [(INTRAMURAL, "intramural", ""), (VPT, "vpt", ""), (MPT, "mpt", ""), (MPT_TOO, "mpt", "")]
PROFILES = [
    ("4VV", "vv", 1, True, ""),
    ("5VV", "vv", 2, True, ""),
    ("8VV", "vv", 5, True, ""),
    ("9VV", "vv", 6, False, ""),
    ("7VG", "gz", 5, True, ""),
    ("6LG", "gz", 10, True, ""),
]
AREAS = [
    ("rotterdam", "WK059901", "Rotterdam Centrum", "district", 4.5, 51.9, 100, 10.0, 5.0, 1.0),
    ("drenthe", "GM0106", "Assen", "municipality", 6.5, 53.0, 100, 10.0, 5.0, 1.0),
]
LONG_AGO = "2005-01-01"
POSTCODE = "3011AA"


class Line(NamedTuple):
    """A claim line of client 1, as the contract has it."""

    line: int
    product_code: str
    amount: int
    reverses: int | None = None
    client: int = 1
    month: str = "2022-01"


class Valid(NamedTuple):
    """What holds for a client from a day to a last day (open when not given): a profile, an area, or an award."""

    what: str = ""
    valid_from: str = LONG_AGO
    valid_to: str | None = None
    client: int = 1


def care_of(claims: ir.Table, products: ir.Table) -> ir.Table:
    """Return the care of each client: of those with one line as it stands, of the others sorted out."""
    several = with_several_lines(claims)
    lines = netted(claims.semi_join(several, "client"), products)
    kind = in_kind(lines)
    return ibis.union(single_lines(claims, products, several), sorted_out(kind, place_of_care(given(lines, kind))))


@cache
def counting(month: str) -> tuple[duckdb.DuckDBPyConnection, str]:
    """Return a database with the tables of the contracts, and the SQL that counts the clients of a month in it."""
    connection = ibis.duckdb.connect()
    names = ("claims", "products", "indications", "profiles", "pgb_awards", "addresses", "clients", "areas")
    # tables of no rows: the contracts give them their types
    tables = {name: connection.create_table(name, empty(name)) for name in names}
    who = [tables[name] for name in ("indications", "profiles", "addresses", "clients", "areas")]
    periods = spells(changing(tables["indications"], tables["addresses"]), *who)
    day = ibis.date(f"{month}-01")
    care = care_of(tables["claims"], tables["products"])
    query = client_month(day, care, tables["pgb_awards"], periods).order_by("client")
    query = query.mutate(age_band=age_band(query.age))
    fill(connection.con, products=PRODUCTS, profiles=PROFILES, areas=AREAS)
    return connection.con, str(ibis.to_sql(query))


def fill(database: duckdb.DuckDBPyConnection, **tables: Sequence[tuple]) -> None:
    """Put rows in place of what the tables have; values stand in the order of the contract."""
    for name, rows in tables.items():
        database.execute(f"DELETE FROM {name}")
        if rows:
            database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def count(
    claims: Iterable[Line] = (),
    indications: Iterable[Valid] = (Valid("5VV"),),
    pgb: Iterable[Valid] = (),
    addresses: Iterable[Valid] = (Valid("WK059901"),),
    birth_years: dict[int, int] | None = None,
    month: str = "2022-01",
) -> pd.DataFrame:
    """Return the clients that count in a month, one row each; client 1 has an indication and an address."""
    database, query = counting(month)
    fill(
        database,
        claims=[(line.line, line.reverses, line.client, line.month, 1, None, *line[1:3]) for line in claims],
        indications=[(each.client, each.what, each.valid_from, each.valid_to) for each in indications],
        pgb_awards=[(each.client, each.valid_from, each.valid_to) for each in pgb],
        addresses=[(each.client, each.what, POSTCODE, each.valid_from, each.valid_to) for each in addresses],
        clients=list((birth_years or {1: 1940, 2: 1940, 3: 1940}).items()),
    )
    return database.execute(query).df()


def form_of(*claims: Line, pgb: Iterable[Valid] = ()) -> str | None:
    """Return the delivery form of client 1, or nothing when it does not count."""
    found = count(claims, pgb=pgb)
    assert len(found) <= 1
    return str(found["delivery_form"][0]) if len(found) else None


def amount_of(*claims: Line) -> int | None:
    found = count(claims)
    return int(found["amount"][0]) if len(found) else None


# --- claims are netted first ----------------------------------------------------------------------------------------


def test_a_client_with_an_indication_and_a_claim_counts_once_whatever_the_number_of_lines() -> None:
    found = count([Line(1, MPT, 100), Line(2, MPT_TOO, 200), Line(3, MPT, 300)])
    assert found[["client", "sector", "profile", "delivery_form", "amount"]].to_dict("records") == [
        {"client": 1, "sector": "vv", "profile": "5VV", "delivery_form": "mpt", "amount": 600}
    ]


def test_a_credit_line_reverses_the_line_it_refers_to() -> None:
    # vpt 900 is taken back, mpt 300 stays
    claims = [Line(1, VPT, 900), Line(2, MPT, 300), Line(3, VPT, -900, reverses=1)]
    assert (form_of(*claims), amount_of(*claims)) == ("mpt", 300)


def test_an_exact_duplicate_counts_once() -> None:
    # intramural 500 against mpt 400 once, where 2 × 400 = 800 would be the largest
    claims = [Line(1, INTRAMURAL, 500), Line(2, MPT, 400), Line(2, MPT, 400)]
    assert (form_of(*claims), amount_of(*claims)) == ("intramural", 900)


def test_a_credit_line_that_stands_twice_is_taken_off_once() -> None:
    # 500 + 400 - 400 = 500; taken off twice it would be 100, and the month would net to less
    claims = [Line(1, MPT, 500), Line(2, MPT, 400), *[Line(3, MPT, -400, reverses=2)] * 2]
    assert amount_of(*claims) == 500
    # 300 - 300 for vpt leaves mpt 200; twice would give -300 + 200 < 0 and no client
    assert form_of(Line(1, VPT, 300), *[Line(2, VPT, -300, reverses=1)] * 2, Line(3, MPT, 200)) == "mpt"


def test_two_lines_that_differ_in_their_number_only_both_count() -> None:
    # mpt 2 × 300 = 600 against intramural 500
    assert form_of(Line(1, INTRAMURAL, 500), Line(2, MPT, 300), Line(3, MPT, 300)) == "mpt"


@pytest.mark.parametrize("credit", [-900, -901])
def test_a_month_that_nets_to_zero_or_less_is_no_claim(credit: int) -> None:
    assert form_of(Line(1, INTRAMURAL, 900), Line(2, INTRAMURAL, credit, reverses=1)) is None


def test_a_month_that_nets_to_a_cent_is_a_claim() -> None:
    assert form_of(Line(1, INTRAMURAL, 900), Line(2, INTRAMURAL, -899, reverses=1)) == "intramural"


def test_a_month_nets_over_all_forms_together() -> None:
    # mpt 100 and vpt -100 is zero: no claim, though mpt by itself is above it
    assert form_of(Line(1, MPT, 100), Line(2, VPT, -100)) is None


def test_a_month_that_nets_to_zero_leaves_a_pgb_award() -> None:
    claims = [Line(1, INTRAMURAL, 900), Line(2, INTRAMURAL, -900, reverses=1)]
    assert form_of(*claims, pgb=[Valid()]) == "pgb"


# --- delivery form of a month ---------------------------------------------------------------------------------------


def test_the_form_is_that_of_the_products_with_the_largest_netted_sum() -> None:
    assert form_of(Line(1, INTRAMURAL, 400), Line(2, VPT, 401)) == "vpt"
    assert form_of(Line(1, INTRAMURAL, 401), Line(2, VPT, 400)) == "intramural"
    # netted: vpt 900 - 600 = 300 is less than mpt 400
    assert form_of(Line(1, VPT, 900), Line(2, VPT, -600, reverses=1), Line(3, MPT, 400)) == "mpt"


def test_the_sum_is_of_all_products_of_a_form_not_of_the_largest_line() -> None:
    # mpt 300 + 300 = 600 against vpt 500
    assert form_of(Line(1, VPT, 500), Line(2, MPT, 300), Line(3, MPT_TOO, 300)) == "mpt"


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        (INTRAMURAL, VPT, "intramural"),
        (INTRAMURAL, MPT, "intramural"),
        (VPT, MPT, "vpt"),
        (MPT, VPT, "vpt"),
        (VPT, INTRAMURAL, "intramural"),
        (MPT, INTRAMURAL, "intramural"),
    ],
)
def test_on_a_tie_intramural_goes_before_vpt_before_mpt(first: str, second: str, wins: str) -> None:
    assert form_of(Line(1, first, 500), Line(2, second, 500)) == wins


def test_on_a_tie_of_three_intramural_goes_first() -> None:
    assert form_of(Line(1, MPT, 500), Line(2, VPT, 500), Line(3, INTRAMURAL, 500)) == "intramural"


def test_a_difference_of_one_cent_is_no_tie() -> None:
    assert form_of(Line(1, INTRAMURAL, 500), Line(2, MPT, 501)) == "mpt"


# --- pgb ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "counts"),
    [
        ("2021-06-01", None, True),
        ("2022-01-01", None, True),  # begins on the reference date
        ("2022-01-02", None, False),  # begins the day after
        ("2021-06-01", "2022-01-01", True),  # its last day is the reference date
        ("2021-06-01", "2021-12-31", False),  # ended the day before
    ],
)
def test_a_pgb_award_that_is_valid_on_the_first_day_counts_as_a_claim(
    valid_from: str, valid_to: str | None, counts: bool
) -> None:
    found = count(pgb=[Valid("", valid_from, valid_to)])
    assert found["delivery_form"].tolist() == (["pgb"] if counts else [])
    assert found["amount"].tolist() == ([0] if counts else [])


@pytest.mark.parametrize(("product", "form"), [(MPT, "mpt"), (VPT, "vpt"), (INTRAMURAL, "intramural")])
def test_any_care_in_kind_goes_before_pgb_so_mpt_with_pgb_is_mpt(product: str, form: str) -> None:
    found = count([Line(1, product, 1)], pgb=[Valid()])
    assert found["delivery_form"].tolist() == [form]


def test_two_awards_on_one_day_are_one_client() -> None:
    assert len(count(pgb=[Valid("", "2020-01-01"), Valid("", "2021-01-01")])) == 1


# --- indication and profile -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("claims", [[Line(1, INTRAMURAL, 900)], []])
def test_a_client_without_an_indication_does_not_count(claims: list[Line]) -> None:
    pgb = [] if claims else [Valid()]
    assert count(claims, indications=[], pgb=pgb).empty


def test_an_indication_without_a_claim_or_an_award_does_not_count() -> None:
    assert count(indications=[Valid("5VV")]).empty


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "counts"),
    [
        ("2022-01-01", None, True),
        ("2022-01-02", None, False),
        (LONG_AGO, "2022-01-01", True),
        (LONG_AGO, "2021-12-31", False),
    ],
)
def test_an_indication_counts_when_it_is_valid_on_the_reference_date(
    valid_from: str, valid_to: str | None, counts: bool
) -> None:
    found = count([Line(1, INTRAMURAL, 900)], indications=[Valid("5VV", valid_from, valid_to)])
    assert len(found) == counts


@pytest.mark.parametrize(("profile", "sectors"), [("4VV", ["vv"]), ("5VV", ["vv"]), ("8VV", ["vv"]), ("9VV", [])])
def test_vv_counts_4vv_to_8vv_and_not_9vv(profile: str, sectors: list[str]) -> None:
    assert count([Line(1, VPT, 900)], indications=[Valid(profile)])["sector"].tolist() == sectors


@pytest.mark.parametrize("profile", ["7VG", "6LG"])
def test_gz_counts_any_profile(profile: str) -> None:
    found = count([Line(1, VPT, 900)], indications=[Valid(profile)])
    assert found[["sector", "profile"]].to_numpy().tolist() == [["gz", profile]]


def test_after_a_change_of_profile_the_one_on_the_reference_date_holds() -> None:
    changes = [Valid("4VV", LONG_AGO, "2021-12-31"), Valid("8VV", "2022-01-01", None)]
    assert count([Line(1, VPT, 900)], indications=changes)["profile"].tolist() == ["8VV"]
    later = [Valid("4VV", LONG_AGO, "2022-01-01"), Valid("8VV", "2022-01-02", None)]
    assert count([Line(1, VPT, 900)], indications=later)["profile"].tolist() == ["4VV"]


def test_of_two_valid_indications_the_one_that_began_last_holds() -> None:
    both = [Valid("8VV", "2021-07-01", None), Valid("4VV", LONG_AGO, None)]
    assert count([Line(1, VPT, 900)], indications=both)["profile"].tolist() == ["8VV"]


def test_after_a_change_to_a_profile_that_does_not_count_the_client_does_not_either() -> None:
    both = [Valid("5VV", LONG_AGO, None), Valid("9VV", "2021-07-01", None)]
    assert count([Line(1, VPT, 900)], indications=both).empty


# --- where and how old ----------------------------------------------------------------------------------------------


def test_region_and_area_are_those_of_the_address_on_the_reference_date() -> None:
    moved = [Valid("WK059901", LONG_AGO, "2021-12-31"), Valid("GM0106", "2022-01-01", None)]
    found = count([Line(1, VPT, 900)], addresses=moved)
    assert found[["region", "area"]].to_numpy().tolist() == [["drenthe", "GM0106"]]
    moves_later = [Valid("WK059901", LONG_AGO, "2022-01-01"), Valid("GM0106", "2022-01-02", None)]
    found = count([Line(1, VPT, 900)], addresses=moves_later)
    assert found[["region", "area"]].to_numpy().tolist() == [["rotterdam", "WK059901"]]


def test_a_client_without_an_address_stays_in_sight() -> None:
    """The row is there with an empty region, so that `make` can refuse the tables in place of losing a client."""
    found = count([Line(1, VPT, 900)], addresses=[Valid("WK059901", LONG_AGO, "2021-12-31")])
    assert len(found) == 1
    assert found["region"].isna().all()


@pytest.mark.parametrize(
    ("birth_year", "band"),
    [
        (2021, "0-4"),  # 0 on 1 January 2022
        (1947, "70-74"),  # 74: turns 75 in 2022
        (1946, "75-79"),  # 75
        (1927, "90-94"),  # 94
        (1926, "95+"),  # 95
        (1922, "95+"),  # 99
        (1921, "95+"),  # 100
        (1912, "95+"),  # 109
    ],
)
def test_age_is_that_of_the_reference_date_and_the_last_band_is_open(birth_year: int, band: str) -> None:
    assert count([Line(1, VPT, 900)], birth_years={1: birth_year})["age_band"].tolist() == [band]


def test_age_and_address_are_those_of_the_month_that_is_counted() -> None:
    line = Line(1, VPT, 900, month="2020-01")
    # born in 1945: 74 on 1 January 2020, 76 on 1 January 2022
    assert count([line], birth_years={1: 1945}, month="2020-01")["age_band"].tolist() == ["70-74"]


# --- counts per cell ------------------------------------------------------------------------------------------------


def test_cells_count_clients_and_add_their_amounts() -> None:
    rows = [(1, "vpt", 900, 80), (2, "vpt", 100, 84), (3, "pgb", 0, 84), (4, "mpt", 5, 95), (5, "mpt", 6, 101)]
    clients = ibis.memtable(
        pd.DataFrame(rows, columns=["client", "delivery_form", "amount", "age"]).assign(
            sector="vv", region="rotterdam", area="WK059901", profile="5VV"
        )
    )
    found = cells(clients).order_by(*CELL).to_pandas()
    assert "client" not in found
    assert found[["age_band", "delivery_form", "clients", "amount"]].to_numpy().tolist() == [
        ["80-84", "pgb", 1, 0],
        ["80-84", "vpt", 2, 1000],
        ["95+", "mpt", 2, 11],
    ]


def test_clients_in_care_are_counted_per_region() -> None:
    rows = [(1, "vv", "rotterdam"), (2, "vv", "drenthe"), (3, "vv", "rotterdam"), (4, "gz", "rotterdam")]
    found = in_care(ibis.memtable(pd.DataFrame(rows, columns=["client", "sector", "region"]))).to_pandas()
    assert found.to_numpy().tolist() == [["gz", "rotterdam", 1], ["vv", "drenthe", 1], ["vv", "rotterdam", 2]]


def test_each_client_is_decided_by_its_own_lines_and_dates() -> None:
    found = count(
        [Line(1, INTRAMURAL, 900), Line(2, VPT, 900, client=2), Line(3, VPT, -900, reverses=2, client=2)],
        indications=[Valid("5VV"), Valid("5VV", client=2), Valid("4VV", client=3)],
        pgb=[Valid(client=3)],
        addresses=[Valid("WK059901"), Valid("WK059901", client=2), Valid("GM0106", client=3)],
    )
    assert found[["client", "region", "profile", "delivery_form"]].to_numpy().tolist() == [
        [1, "rotterdam", "5VV", "intramural"],
        [3, "drenthe", "4VV", "pgb"],
    ]
