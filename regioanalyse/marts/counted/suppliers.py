"""Clients by provider, and clients that have a provider allocated to them."""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.client_months import valid_on
from regioanalyse.marts.mart import Mart


def by_provider(client_months: ir.Table, given: ir.Table) -> ir.Table:
    """Count clients by provider and delivery form; a client with two providers counts for both.

    `given` is of clients with several lines: of the others the provider stands in `client_months`.
    """
    keys = ["sector", "region", "provider", "delivery_form"]
    one = client_months.filter(client_months.provider.notnull()).select(keys)
    each = given.select("client", "provider").distinct()
    several = client_months.drop("provider").join(each, "client").select(keys)
    return ibis.union(one, several).group_by(keys).agg(clients=lambda t: t.count()).order_by(keys)


def allocated(client_months: ir.Table, allocations: ir.Table, day: ir.DateValue) -> ir.Table:
    """Count the clients with a valid allocation per area."""
    keys = ["sector", "region", "area"]
    return (
        client_months.semi_join(valid_on(allocations, day), "client")
        .group_by(keys)
        .agg(clients=lambda t: t.count())
        .order_by(keys)
    )


MARTS = (
    Mart(
        "providers",
        "{Clients} per aanbieder",
        ("sector", "region", "provider", "delivery_form", "clients"),
        ("everyone", "given"),
        by_provider,
    ),
    Mart(
        "allocations",
        "{Clients} met een toegewezen aanbieder",
        ("sector", "region", "area", "clients"),
        ("everyone", "allocated_to", "day"),
        allocated,
    ),
)
