"""Who waits for care, how long, and for whom.

The waiting list says itself which sector a client waits in: somebody who waits may have no care yet, so the rule that
a client has a claim does not hold here.
"""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.clients import valid_on

#: A client who waits for a provider should be there within this many months.
HALF_A_YEAR = 6
DAYS_PER_WEEK = 7


def listed(waiting_list: ir.Table, day: str) -> ir.Table:
    """Return each client who waits on `day` once: `client`, `sector`, `status`, `provider`, of the latest line."""
    valid = valid_on(waiting_list, day)
    return valid.group_by("client").agg(
        **{name: valid[name].argmax(valid.valid_from) for name in ("sector", "status", "provider")}
    )


def waiting(waiting_list: ir.Table, homes: ir.Table, day: str) -> ir.Table:
    """Count who waits on `day`, by status.

    Parameters
    ----------
    waiting_list
        The source table.
    homes
        `client`, `region`: where each client lives on `day`.
    day
        The reference date.

    Returns
    -------
    ir.Table
        `sector`, `region`, `status`, `clients`.
    """
    keys = ["sector", "region", "status"]
    return (
        listed(waiting_list, day)
        .left_join(homes, "client")
        .group_by(keys)
        .agg(clients=lambda t: t.count())
        .order_by(keys)
    )


def placements(waiting_list: ir.Table, norms: ir.Table, homes: ir.Table, month: str) -> ir.Table:
    """Count who was placed in a month, by the status in which they were waiting until then.

    Parameters
    ----------
    waiting_list, norms
        The source tables.
    homes
        As in `waiting`, on the first day of the month.
    month
        ``2021-05``.

    Returns
    -------
    ir.Table
        `sector`, `region`, `status`, `placed` (clients), `late` (those who waited longer than the norm), `days`
        (that all of them waited together).
    """
    keys = ["sector", "region", "status"]
    placed = waiting_list.filter(waiting_list.placed_on.strftime("%Y-%m") == month)
    placed = placed.filter(placed.valid_from <= placed.placed_on)
    last = placed.group_by("client").agg(
        **{name: placed[name].argmax(placed.valid_from) for name in ("sector", "status", "waiting_since", "placed_on")}
    )
    waited = last.placed_on.cast("date").delta(last.waiting_since.cast("date"), unit="day")
    return (
        last.mutate(waited=waited)
        .join(norms, "sector")
        .left_join(homes, "client")
        .group_by(keys)
        .agg(
            placed=lambda t: t.count(),
            late=lambda t: (t.waited > t.weeks * DAYS_PER_WEEK).sum().cast("int64"),
            days=lambda t: t.waited.sum().cast("int64"),
        )
        .order_by(keys)
    )


def preferred(waiting_list: ir.Table, homes: ir.Table, day: str) -> ir.Table:
    """Count who waits for a provider of their preference on `day`, and who is placed there within half a year.

    Returns
    -------
    ir.Table
        `sector`, `region`, `waiting`, `placed`.
    """
    first = ibis.literal(day).cast("date")
    until = first + ibis.interval(months=HALF_A_YEAR)
    preference = listed(waiting_list, day).filter(lambda t: t.status == "preference")
    found = waiting_list.filter(
        (waiting_list.placed_on.cast("date") >= first) & (waiting_list.placed_on.cast("date") <= until)
    )
    there = found.select("client", provider=found.placed_at).distinct().mutate(placed=1)
    keys = ["sector", "region"]
    return (
        preference.left_join(there, ["client", "provider"])
        .select("client", "sector", "placed")
        .left_join(homes, "client")
        .group_by(keys)
        .agg(waiting=lambda t: t.count(), placed=lambda t: t.placed.sum().coalesce(0).cast("int64"))
        .order_by(keys)
    )


def waiting_elsewhere(client_months: ir.Table, given: ir.Table, waiting_list: ir.Table, day: str) -> ir.Table:
    """Count clients with intramural care, and those of them who wait for a provider they have no care from.

    Returns
    -------
    ir.Table
        `sector`, `region`, `clients`, `waiting`.
    """
    intramural = client_months.filter(client_months.delivery_form == "intramural")
    elsewhere = (
        valid_on(waiting_list, day)
        .select("client", "provider")
        .anti_join(given, ["client", "provider"])
        .select("client")
        .distinct()
        .mutate(waits=1)
    )
    keys = ["sector", "region"]
    return (
        intramural.left_join(elsewhere, "client")
        .group_by(keys)
        .agg(clients=lambda t: t.count(), waiting=lambda t: t.waits.sum().coalesce(0).cast("int64"))
        .order_by(keys)
    )
