"""Where care is given: locations, and the clients who live in one region and use care in another.

Everything is an expression over tables, as in `regioanalyse.marts.clients`.
"""

import ibis
import ibis.expr.types as ir


def given(netted: ir.Table, client_months: ir.Table) -> ir.Table:
    """Return who gave the care that a client's month counts as, and at which location.

    Only lines of the month's own delivery form: what was given beside it does not say where a client is in care.

    Parameters
    ----------
    netted
        `regioanalyse.marts.clients.netted`.
    client_months
        `regioanalyse.marts.clients.client_month`.

    Returns
    -------
    ir.Table
        `client`, `sector`, `region` (of the client's address), `delivery_form`, `provider`, `location` (empty for
        care at home), `amount` (netted cents, above zero).
    """
    clients = client_months.select("client", "sector", "region", "delivery_form")
    return (
        netted.filter(netted.amount > 0)
        .join(clients, ["client", "delivery_form"])
        .select("client", "sector", "region", "delivery_form", "provider", "location", "amount")
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


def flows(client_months: ir.Table, place_of_care: ir.Table, locations: ir.Table, places: ir.Table) -> ir.Table:
    """Count clients by the region of their address and the region of their care.

    Without a location the place of care is the home address.

    Parameters
    ----------
    client_months
        `regioanalyse.marts.clients.client_month`, also of clients who live in none of our regions.
    place_of_care
        The location of a client.
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
    care = place_of_care.join(where, "location").select("client", care="region")
    return (
        client_months.left_join(care, "client")
        .group_by("sector", home="region", care=lambda t: ibis.coalesce(t.care, t.region))
        .agg(clients=lambda t: t.count())
        .order_by("sector", "home", "care")
    )


def at_locations(client_months: ir.Table, place_of_care: ir.Table) -> ir.Table:
    """Count the clients with intramural care at each location, wherever they lived before.

    Returns
    -------
    ir.Table
        `sector`, `location`, `clients`.
    """
    return (
        client_months.filter(client_months.delivery_form == "intramural")
        .join(place_of_care, "client")
        .group_by("sector", "location")
        .agg(clients=lambda t: t.count())
        .order_by("sector", "location")
    )


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
