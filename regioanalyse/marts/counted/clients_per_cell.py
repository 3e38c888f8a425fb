"""Clients per cell, and per region."""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.mart import Mart
from regioanalyse.records.categories import AGE_BANDS

YEARS_PER_BAND = 5
#: What clients are counted by; rows stand in this order.
CELL = ("sector", "region", "area", "age_band", "profile", "delivery_form")


def age_band(age: ir.IntegerValue) -> ir.StringValue:
    """Return the five-year band of an age."""
    return ibis.least(age // YEARS_PER_BAND, len(AGE_BANDS) - 1).cases(*enumerate(AGE_BANDS))


def cells(client_months: ir.Table) -> ir.Table:
    """Count the clients and add up their amounts (cents) per cell; this is all that later rooms see."""
    oldest = YEARS_PER_BAND * (len(AGE_BANDS) - 1)
    # numbers first: a text per client is slow
    starts = ibis.least(client_months.age, oldest) // YEARS_PER_BAND * YEARS_PER_BAND
    return (
        client_months.mutate(age=starts)
        .group_by("sector", "region", "area", "age", "profile", "delivery_form")
        .agg(clients=lambda t: t.count(), amount=lambda t: t.amount.sum().cast("int64"))
        .mutate(age_band=lambda t: age_band(t.age))
        .select(*CELL, "clients", "amount")
        .order_by(*CELL)
    )


def in_care(client_months: ir.Table) -> ir.Table:
    """Count the clients per region, also in months of which the cells are not loaded."""
    keys = ["sector", "region"]
    return client_months.group_by(keys).agg(clients=lambda t: t.count()).order_by(keys)


MARTS = (
    Mart("use", "{Clients} met zorg", (*CELL, "clients", "amount"), ("everyone",), cells, of_januaries=True),
    Mart("in_care", "{Clients} met zorg", ("sector", "region", "clients"), ("everyone",), in_care),
)
