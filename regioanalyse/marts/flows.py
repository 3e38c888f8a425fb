"""Where care is given: locations, and the clients who live in one region and use care in another.

Everything is an expression over tables, as in `regioanalyse.marts.clients`.
"""

import ibis
import ibis.expr.types as ir


def given(netted: ir.Table, kind: ir.Table) -> ir.Table:
    """Return who gave the care that a client's month counts as, and at which location.

    Only lines of the month's own delivery form: what was given beside it does not say where a client is in care.

    Parameters
    ----------
    netted
        `regioanalyse.marts.clients.netted`.
    kind
        `regioanalyse.marts.clients.in_kind`.

    Returns
    -------
    ir.Table
        `client`, `provider`, `location` (empty for care at home), `amount` (netted cents, above zero).
    """
    return (
        netted.filter(netted.amount > 0)
        .semi_join(kind, ["client", "delivery_form"])
        .select("client", "provider", "location", "amount")
    )


def place_of_care(given: ir.Table) -> ir.Table:
    """Return the location of each client who has one: that with the largest amount, on a tie the lowest number.

    Returns
    -------
    ir.Table
        One row per client: `client`, `location`.
    """
    located = (
        given.filter(given.location.notnull())
        .group_by("client", "location")
        .agg(amount=given.amount.sum().cast("int64"))
    )
    largest = located.amount.max().over(group_by="client")
    there = located.mutate(largest=largest).filter(lambda t: t.amount == t.largest)
    return there.group_by("client").agg(location=there.location.min())


def flows(client_months: ir.Table, locations: ir.Table, places: ir.Table) -> ir.Table:
    """Count clients by the region of their address and the region of their care.

    Without a location the place of care is the home address.

    Parameters
    ----------
    client_months
        `regioanalyse.marts.clients.client_month`, also of clients who live in none of our regions.
    locations
        The source table.
    places
        `regioanalyse.marts.clients.places`.

    Returns
    -------
    ir.Table
        `sector`, `home`, `care` (slugs of regions), `clients`.
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
    """Count the clients with intramural care at each location, wherever they lived before.

    Returns
    -------
    ir.Table
        `sector`, `location`, `clients`.
    """
    keys = ["sector", "location"]
    intramural = client_months.filter(client_months.delivery_form == "intramural", client_months.location.notnull())
    return intramural.group_by(keys).agg(clients=lambda t: t.count()).order_by(keys)


def at_entries(client_months: ir.Table, zorgatlas: ir.Table) -> ir.Table:
    """Count the GZ clients who live at the postcode of each entry of the Zorgatlas, in whatever delivery form.

    Returns
    -------
    ir.Table
        `entry`, `clients`; entries without a GZ client at their postcode are not in it.
    """
    per_postcode = (
        client_months.filter(client_months.sector == "gz").group_by("postcode").agg(clients=lambda t: t.count())
    )
    return zorgatlas.select("entry", "postcode").join(per_postcode, "postcode").drop("postcode").order_by("entry")
