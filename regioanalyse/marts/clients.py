"""Who counts as a client in a month, and with what: the rules that all indicators share, in Ibis.

Everything here is an expression over tables, so that it runs on DuckDB and on any other engine of Ibis. A row is
one client; nothing of it leaves `regioanalyse.marts` but counts per cell.
"""

import ibis
import ibis.expr.types as ir

from regioanalyse.sources.contracts import AGE_BANDS

#: On a tie intramural goes before vpt and vpt before mpt.
TIE_ORDER = {"mpt": 1, "vpt": 2, "intramural": 3}


def in_kind(claims: ir.Table, products: ir.Table) -> ir.Table:
    """Net the claims of a month and decide each client's delivery form.

    Exact duplicates count once. A credit line has a negative amount, so the sum nets it with the line that it
    reverses. A client whose month nets to zero or less has no claim. The delivery form is the one with the largest
    netted sum.

    Parameters
    ----------
    claims
        Lines of one service month; `amount` in integer cents.
    products
        `product_code`, `delivery_form`.

    Returns
    -------
    ir.Table
        One row per client: `client`, `delivery_form`, `amount` (cents, above zero).
    """
    per_form = (
        claims.distinct()
        .join(products, "product_code")
        .group_by("client", "delivery_form")
        # sums of 64-bit integers are wider in DuckDB, and slow to rank
        .agg(amount=lambda t: t.amount.sum().cast("int64"))
    )
    # the amount first, then the tie order: whole cents leave room for it below the next amount
    rank = per_form.delivery_form.cases(*TIE_ORDER.items(), else_=0)
    return (
        per_form.group_by("client")
        .agg(
            delivery_form=per_form.delivery_form.argmax(per_form.amount * (len(TIE_ORDER) + 1) + rank),
            amount=per_form.amount.sum().cast("int64"),
        )
        .filter(lambda t: t.amount > 0)
    )


def valid_on(table: ir.Table, day: str) -> ir.Table:
    """Return the rows of `table` that are valid on `day`; `valid_to` is the last valid day, empty when open."""
    date = ibis.literal(day).cast("date")
    start, end = table.valid_from.cast("date"), table.valid_to.cast("date")
    return table.filter((start <= date) & (end.isnull() | (end >= date)))


def latest_on(table: ir.Table, column: str, day: str) -> ir.Table:
    """Return per client the value of `column` that is valid on `day`; of several the one that began last."""
    valid = valid_on(table, day)
    return valid.group_by("client").agg(**{column: valid[column].argmax(valid.valid_from)})


def places(areas: ir.Table, regions: ir.Table) -> ir.Table:
    """Return where somebody can live: our areas, and elsewhere in the country the regions as a whole.

    Returns
    -------
    ir.Table
        `code`, as in an address; `region`, the slug.
    """
    elsewhere = regions.filter(regions.comparator.isnull())
    return ibis.union(areas.select("code", "region"), elsewhere.select("region", code=elsewhere.region))


def client_month(
    month: str,
    claims: ir.Table,
    products: ir.Table,
    indications: ir.Table,
    profiles: ir.Table,
    pgb_awards: ir.Table,
    addresses: ir.Table,
    clients: ir.Table,
    areas: ir.Table,
) -> ir.Table:
    """Return the clients of a month: who has a valid indication that counts, and a claim or a pgb award.

    The reference date is the first day of the month; indication, award and address are those of that day. Any
    claim in kind goes before pgb, so mpt with pgb is mpt.

    Parameters
    ----------
    month
        Service month, ``2022-01``.
    claims, products, indications, profiles, pgb_awards, addresses, clients, areas
        The source tables (`regioanalyse.sources.contracts`); claims of this month only. `areas` needs `code` and
        `region`: with `places` a client who lives in none of our regions has the slug of the own one.

    Returns
    -------
    ir.Table
        One row per client: `client`, `sector`, `region`, `area`, `age_band`, `profile`, `delivery_form`,
        `amount` (cents; 0 for pgb, which is paid elsewhere). `region` is empty for a client without an address.
    """
    day = f"{month}-01"
    kind = in_kind(claims, products)
    awarded = valid_on(pgb_awards, day).select("client").distinct()
    only_pgb = awarded.anti_join(kind, "client").mutate(
        delivery_form=ibis.literal("pgb"), amount=ibis.literal(0).cast(kind.amount.type())
    )
    counted = profiles.filter(profiles.counts).select("profile", "sector")
    age = int(month[:4]) - 1 - clients.birth_year
    return (
        ibis.union(kind, only_pgb)
        .join(latest_on(indications, "profile", day).join(counted, "profile"), "client")
        .join(clients.select("client", age_band=_age_band(age)), "client")
        .left_join(latest_on(addresses, "area", day).join(areas.select("region", area=areas.code), "area"), "client")
        .select("client", "sector", "region", "area", "age_band", "profile", "delivery_form", "amount")
    )


def _age_band(age: ir.IntegerValue) -> ir.StringValue:
    # a month after January can have clients who were not born on 1 January
    start = (ibis.greatest(age, 0) // 5) * 5
    closed = start.cast("string") + "-" + (start + 4).cast("string")
    return (age >= 5 * (len(AGE_BANDS) - 1)).ifelse(AGE_BANDS[-1], closed)


def cells(client_months: ir.Table) -> ir.Table:
    """Count the clients and add their amounts per cell; this is all that later rooms see.

    Returns
    -------
    ir.Table
        `sector`, `region`, `area`, `age_band`, `profile`, `delivery_form`, `clients`, `amount` (cents).
    """
    keys = ["sector", "region", "area", "age_band", "profile", "delivery_form"]
    return (
        client_months.group_by(keys)
        .agg(clients=lambda t: t.count(), amount=lambda t: t.amount.sum().cast("int64"))
        .order_by(keys)
    )
