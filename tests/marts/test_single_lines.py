"""Clients with one line are taken as they are: what is found is what all rules together find of all lines."""

import ibis
import ibis.expr.types as ir
from hypothesis import given, settings
from hypothesis import strategies as st

from regioanalyse.marts.client_months import given as given_by
from regioanalyse.marts.client_months import (
    in_kind,
    netted,
    place_of_care,
    single_lines,
    sorted_out,
    with_several_lines,
)
from tests.marts.tables import Tables

PRODUCTS = (("Z051", "intramural"), ("V051", "vpt"), ("H104", "mpt"), ("H126", "mpt"))
#: Number of the line, client, provider, location, product and amount: few of each, so that lines stand twice.
line = st.tuples(
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(7, 8),
    st.sampled_from([None, 10, 11]),
    st.sampled_from([code for code, _ in PRODUCTS]),
    st.sampled_from([-200, -100, 0, 100, 200]),
)
COLUMNS = ("line", "client", "provider", "location", "product_code", "amount")


def rows(table: ir.Table, *columns: str) -> list[tuple]:
    found = table.select(*columns).to_pandas().astype(object)
    return sorted(found.where(found.notna(), None).itertuples(index=False, name=None), key=str)


@settings(max_examples=60, deadline=None)
@given(st.lists(line, min_size=1, max_size=8))
def test_one_line_is_what_netting_and_ranking_make_of_it(lines: list[tuple]) -> None:
    tables = Tables()
    claims = tables.source("claims", *(dict(zip(COLUMNS, each, strict=True)) for each in lines))
    products = tables.table("product_code delivery_form", *PRODUCTS)
    several = with_several_lines(claims)

    of_several = netted(claims.semi_join(several, "client"), products)
    kind = in_kind(of_several)
    own = given_by(of_several, kind)
    one = single_lines(claims, products, several)
    care = ibis.union(one, sorted_out(kind, place_of_care(own)))

    all_lines = netted(claims, products)
    all_kinds = in_kind(all_lines)
    all_given = given_by(all_lines, all_kinds)
    assert rows(care, "client", "delivery_form", "amount") == rows(all_kinds, "client", "delivery_form", "amount")
    assert rows(care.filter(care.location.notnull()), "client", "location") == rows(
        place_of_care(all_given), "client", "location"
    )
    columns = ("client", "provider", "location", "amount")
    assert rows(ibis.union(one.select(*columns), own.select(*columns)), *columns) == rows(all_given, *columns)
