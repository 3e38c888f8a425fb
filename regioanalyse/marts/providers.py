"""Who gives care: clients by provider, and the clients that have a provider allocated to them."""

import ibis.expr.types as ir

from regioanalyse.marts.clients import valid_on


def by_provider(given: ir.Table, areas: ir.Table) -> ir.Table:
    """Count clients by provider and delivery form; a client with two providers counts for both.

    Parameters
    ----------
    given
        `regioanalyse.marts.flows.given`.
    areas
        The source table: who lives in none of its regions is left out.

    Returns
    -------
    ir.Table
        `sector`, `region` (of the clients' address), `provider`, `delivery_form`, `clients`.
    """
    keys = ["sector", "region", "provider", "delivery_form"]
    return (
        given.semi_join(areas, "region")
        .select("client", *keys)
        .distinct()
        .group_by(keys)
        .agg(clients=lambda t: t.count())
        .order_by(keys)
    )


def allocated(client_months: ir.Table, allocations: ir.Table, day: ir.DateValue) -> ir.Table:
    """Count the clients with a valid allocation per area.

    Returns
    -------
    ir.Table
        `sector`, `region`, `area`, `clients`.
    """
    keys = ["sector", "region", "area"]
    return (
        client_months.semi_join(valid_on(allocations, day), "client")
        .group_by(keys)
        .agg(clients=lambda t: t.count())
        .order_by(keys)
    )
