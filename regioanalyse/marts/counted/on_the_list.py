"""Clients who wait for care: by status, for how long, and for which provider."""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.client_months import valid_on
from regioanalyse.marts.mart import Mart
from regioanalyse.marts.waiting_clients import placed_from

#: A client who waits for a provider should be there within this many months.
HALF_A_YEAR = 6
DAYS_PER_WEEK = 7


def waiting(listed: ir.Table, homes: ir.Table) -> ir.Table:
    """Count the clients who wait (`waiting_clients.listed`), by status."""
    keys = ["sector", "region", "status"]
    return listed.left_join(homes, "client").group_by(keys).agg(clients=lambda t: t.count()).order_by(keys)


def placements(waiting_list: ir.Table, norms: ir.Table, homes: ir.Table, day: ir.DateValue) -> ir.Table:
    """Count the clients placed in the month from `day` on, by the status that they waited in until then.

    `late` counts those of `placed` who waited longer than the norm; `days` is how long all of them waited together.
    """
    keys = ["sector", "region", "status"]
    placed = placed_from(waiting_list, day)
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
    """Count clients who wait for the provider they prefer on `day`, and those placed there within half a year."""
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
    """Count clients with intramural care, and those of them who wait for a provider they have no care from."""
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


MARTS = (
    Mart(
        "waiting", "{Clients} op de wachtlijst", ("sector", "region", "status", "clients"), ("listed", "homes"), waiting
    ),
    Mart(
        "placements",
        "{Clients} die zijn geplaatst",
        ("sector", "region", "status", "placed", "late", "days"),
        ("on_list", "waiting_norms", "homes", "day"),
        placements,
    ),
    Mart(
        "preferred",
        "{Clients} die op hun voorkeur wachten",
        ("sector", "region", "waiting", "placed"),
        ("listed", "on_list", "homes", "day"),
        preferred,
    ),
    Mart(
        "waiting_elsewhere",
        "{Clients} met verblijf",
        ("sector", "region", "clients", "waiting"),
        ("everyone", "given", "on_list", "day"),
        waiting_elsewhere,
    ),
)
