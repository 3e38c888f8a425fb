"""Who waits for care, how long, and for whom.

The waiting list says itself which sector a client waits in: somebody who waits may have no care yet, so the rule that
a client has a claim does not hold here.
"""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.clients import latest_on, valid_on

#: A client who waits for a provider should be there within this many months.
HALF_A_YEAR = 6
DAYS_PER_WEEK = 7


def homes(addresses: ir.Table, places: ir.Table, waiting_list: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return where those live on `day` who wait then or are placed in that month: `client`, `region`.

    Parameters
    ----------
    addresses, waiting_list
        The source tables.
    places
        `regioanalyse.marts.clients.places`.
    day
        The reference date.
    """
    who = ibis.union(*(table.select("client") for table in (valid_on(waiting_list, day), _placed(waiting_list, day))))
    there = latest_on(addresses.semi_join(who, "client"), "area", day)
    return there.join(places, [("area", "code")]).select("client", "region")


def _placed(waiting_list: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return the lines of who was placed in the month from `day` on."""
    on = waiting_list.placed_on.cast("date")
    return waiting_list.filter((on >= day) & (on < day + ibis.interval(months=1)))


def listed(waiting_list: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return each client who waits on `day` once: `client`, `sector`, `status`, `provider`, of the latest line."""
    valid = valid_on(waiting_list, day)
    return valid.group_by("client").agg(
        **{name: valid[name].argmax(valid.valid_from) for name in ("sector", "status", "provider")}
    )


def waiting(listed: ir.Table, homes: ir.Table) -> ir.Table:
    """Count who waits, by status.

    Parameters
    ----------
    listed
        `listed`.
    homes
        `homes`, on the same day.

    Returns
    -------
    ir.Table
        `sector`, `region`, `status`, `clients`.
    """
    keys = ["sector", "region", "status"]
    return listed.left_join(homes, "client").group_by(keys).agg(clients=lambda t: t.count()).order_by(keys)


def placements(waiting_list: ir.Table, norms: ir.Table, homes: ir.Table, day: ir.DateValue) -> ir.Table:
    """Count who was placed in the month from `day` on, by the status in which they were waiting until then.

    Parameters
    ----------
    waiting_list, norms
        The source tables.
    homes
        As in `waiting`.
    day
        The first day of the month.

    Returns
    -------
    ir.Table
        `sector`, `region`, `status`, `placed` (clients), `late` (those who waited longer than the norm), `days`
        (that all of them waited together).
    """
    keys = ["sector", "region", "status"]
    placed = _placed(waiting_list, day)
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


def preferred(listed: ir.Table, waiting_list: ir.Table, homes: ir.Table, day: ir.DateValue) -> ir.Table:
    """Count who waits for a provider of their preference on `day`, and who is placed there within half a year.

    Parameters
    ----------
    listed
        `listed`, on `day`.
    waiting_list
        The source table.
    homes, day
        As in `placements`.

    Returns
    -------
    ir.Table
        `sector`, `region`, `waiting`, `placed`.
    """
    preference = listed.filter(listed.status == "preference")
    on = waiting_list.placed_on.cast("date")
    found = waiting_list.filter((on >= day) & (on <= day + ibis.interval(months=HALF_A_YEAR)))
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


def waiting_elsewhere(client_months: ir.Table, given: ir.Table, waiting_list: ir.Table, day: ir.DateValue) -> ir.Table:
    """Count clients with intramural care, and those of them who wait for a provider they have no care from.

    Parameters
    ----------
    client_months, given
        As in `regioanalyse.marts.providers.by_provider`.
    waiting_list, day
        As in `placements`.

    Returns
    -------
    ir.Table
        `sector`, `region`, `clients`, `waiting`.
    """
    keys = ["sector", "region"]
    intramural = client_months.filter(client_months.delivery_form == "intramural")
    waits = valid_on(waiting_list, day).select("client", waits_for="provider").join(intramural, "client")
    elsewhere = waits.filter(waits.provider.isnull() | (waits.provider != waits.waits_for)).anti_join(
        given, ["client", ("waits_for", "provider")]
    )
    waiting = elsewhere.group_by(keys).agg(waiting=lambda t: t.client.nunique())
    clients = intramural.group_by(keys).agg(clients=lambda t: t.count())
    return (
        clients.left_join(waiting, keys)
        .select(*keys, "clients", waiting=lambda t: t.waiting.coalesce(0))
        .order_by(keys)
    )
