"""Where care is given: clients who live in one region and use care in another, and clients per location."""

import ibis
import ibis.expr.types as ir

from regioanalyse.marts.mart import Mart
from regioanalyse.records.sector import SECTORS


def flows(client_months: ir.Table, locations: ir.Table, places: ir.Table) -> ir.Table:
    """Count clients by the region of their address (`home`) and the region of their care (`care`), as slugs.

    Without a location the place of care is the home address. `client_months` also has clients who live in none of our
    regions.
    """
    where = locations.select("location", "area").join(places.select("region", area=places.code), "area")
    at = client_months.group_by("sector", "location", home="region").agg(clients=lambda t: t.count())
    return (
        at.left_join(where.select("location", care="region"), "location")
        .group_by("sector", "home", care=lambda t: ibis.coalesce(t.care, t.home))
        .agg(clients=lambda t: t.clients.sum().cast("int64"))
        .order_by("sector", "home", "care")
    )


def at_locations(client_months: ir.Table) -> ir.Table:
    """Count the clients with intramural care at each location, wherever they lived before."""
    keys = ["sector", "location"]
    intramural = client_months.filter(client_months.delivery_form == "intramural", client_months.location.notnull())
    return intramural.group_by(keys).agg(clients=lambda t: t.count()).order_by(keys)


def at_entries(client_months: ir.Table, zorgatlas: ir.Table) -> ir.Table:
    """Count the clients who live at the postcode of each entry of the Zorgatlas, in whatever delivery form.

    Of the sectors whose locations it lists (`Sector.in_zorgatlas`). Entries without a client are not in it.
    """
    listed = [name for name, sector in SECTORS.items() if sector.in_zorgatlas]
    there = client_months.filter(client_months.sector.isin(listed))
    per_postcode = there.group_by("postcode").agg(clients=lambda t: t.count())
    return zorgatlas.select("entry", "postcode").join(per_postcode, "postcode").drop("postcode").order_by("entry")


MARTS = (
    Mart(
        "flows",
        "Waar {clients} wonen en waar zij zorg krijgen",
        ("sector", "home", "care", "clients"),
        ("everyone", "locations", "places"),
        flows,
    ),
    Mart(
        "locations", "Zorglocaties", ("sector", "location", "clients"), ("everyone",), at_locations, beside="locations"
    ),
    Mart(
        "zorgatlas",
        "Locaties op de Zorgatlas",
        ("entry", "clients"),
        ("everyone", "zorgatlas"),
        at_entries,
        beside="zorgatlas",
    ),
)
