"""Clients on the waiting list: where they live, and who waits with which status on a day.

The waiting list says itself which sector a client waits in: somebody who waits may have no care yet, so the rule that a
client has a claim does not hold here.
"""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.client_months import latest_on, valid_on


def homes(addresses: ir.Table, places: ir.Table, waiting_list: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return where clients live on `day` who wait then or are placed in that month: `client`, `region`."""
    who = ibis.union(
        *(table.select("client") for table in (valid_on(waiting_list, day), placed_from(waiting_list, day)))
    )
    there = latest_on(addresses.semi_join(who, "client"), "area", day)
    return there.join(places, [("area", "code")]).select("client", "region")


def placed_from(waiting_list: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return the rows of clients who were placed in the month from `day` on."""
    on = waiting_list.placed_on.cast("date")
    return waiting_list.filter((on >= day) & (on < day + ibis.interval(months=1)))


def listed(waiting_list: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return each client who waits on `day` once: `client`, `sector`, `status`, `provider`, of the latest line."""
    valid = valid_on(waiting_list, day)
    return valid.group_by("client").agg(
        **{name: valid[name].argmax(valid.valid_from) for name in ("sector", "status", "provider")}
    )
