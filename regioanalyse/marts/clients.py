"""Who counts as a client in a month, and with what: the rules that all indicators share, in Ibis.

Everything here is an expression over tables, so that it runs on DuckDB and on any other engine of Ibis. A row is
one client; nothing of it leaves `regioanalyse.marts` but counts per cell. The reference date, `day`, is an
expression too: the marts are put into the engine's language once, for all months.
"""

import ibis
import ibis.expr.types as ir

from regioanalyse.sources.contracts import AGE_BANDS

#: On a tie the first of these goes before the others.
TIE_ORDER = ("intramural", "vpt", "mpt")
YEARS_PER_BAND = 5
#: When what has no last day ends.
NEVER = ibis.date("9999-12-31")


def netted(claims: ir.Table, products: ir.Table) -> ir.Table:
    """Net the claims of a month.

    Exact duplicates count once. A credit line has a negative amount, so the sum nets it with the line that it
    reverses.

    Parameters
    ----------
    claims
        Lines of one service month; `amount` in integer cents.
    products
        `product_code`, `delivery_form`.

    Returns
    -------
    ir.Table
        `client`, `delivery_form`, `provider`, `location` (empty for care at home), `amount` (cents; can be zero or
        less).
    """
    return (
        claims.distinct()
        .join(products.select("product_code", "delivery_form"), "product_code")
        .group_by("client", "delivery_form", "provider", "location")
        # sums of 64-bit integers are wider in DuckDB, and slow to rank
        .agg(amount=lambda t: t.amount.sum().cast("int64"))
    )


def in_kind(netted: ir.Table) -> ir.Table:
    """Decide the delivery form of each client with care in kind: the one with the largest netted sum.

    A client whose month nets to zero or less, over all forms together, has no claim.

    Returns
    -------
    ir.Table
        One row per client: `client`, `delivery_form`, `amount` (cents, above zero).
    """

    def total_of(form: str) -> ir.IntegerValue:
        return netted.amount.sum(where=netted.delivery_form == form).cast("int64").coalesce(0)

    sums = netted.group_by("client").agg(
        amount=netted.amount.sum().cast("int64"), **{form: total_of(form) for form in TIE_ORDER}
    )
    largest = ibis.greatest(*(sums[form] for form in TIE_ORDER))
    form = ibis.cases(*((sums[form] == largest, form) for form in TIE_ORDER))
    return sums.filter(sums.amount > 0).select("client", "amount", delivery_form=form)


def valid_on(table: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return the rows of `table` that are valid on `day`; `valid_to` is the last valid day, empty when open."""
    start, end = table.valid_from.cast("date"), table.valid_to.cast("date")
    return table.filter((start <= day) & (end.isnull() | (end >= day)))


def latest_on(table: ir.Table, column: str, day: ir.DateValue) -> ir.Table:
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


def plain_spells(indications: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return the spells of most clients: they have one indication, and one address that covers it.

    Returns
    -------
    ir.Table
        `client`, `profile`, `area`, `postcode`, `valid_from`, `valid_to` (as in `spells`).
    """

    def of_clients_with_one(table: ir.Table) -> ir.Table:
        several = table.group_by("client").agg(rows=lambda t: t.count()).filter(lambda t: t.rows > 1)
        return table.anti_join(several, "client")

    entitled = indications.select("client", "profile", **_period(indications))
    home = addresses.select("client", "area", "postcode", **_period(addresses))
    address = of_clients_with_one(home).rename(lives_from="valid_from", lives_to="valid_to")
    both = of_clients_with_one(entitled).join(address, "client")
    covered = both.filter((both.lives_from <= both.valid_from) & (both.lives_to >= both.valid_to))
    return covered.select("client", "profile", "area", "postcode", "valid_from", "valid_to")


def spells(
    plain: ir.Table,
    indications: ir.Table,
    profiles: ir.Table,
    addresses: ir.Table,
    clients: ir.Table,
    places: ir.Table,
) -> ir.Table:
    """Return the periods in which a client has one indication that counts and one address: on a day at most one.

    Of several indications that are valid on a day the one that began last holds, and the same for addresses. Who
    has what on which day is sorted out once, so that each month only asks which spell it falls in.

    Parameters
    ----------
    plain
        `plain_spells`: of these clients there is nothing to sort out.
    indications, profiles, addresses, clients
        The source tables (`regioanalyse.sources.contracts`).
    places
        `places`, or `code` and `region` of our areas alone.

    Returns
    -------
    ir.Table
        `client`, `birth_year`, `sector`, `profile`, `region`, `area`, `postcode`, `valid_from`, `valid_to` (the
        last day; `NEVER` when open). The address is empty while a client has none.
    """
    others = (table.anti_join(plain, "client") for table in (indications, addresses))
    counted = profiles.filter(profiles.counts).select("profile", "sector")
    where = places.select("region", area=places.code)
    return (
        ibis.union(plain, _changing(*others))
        .join(counted, "profile")
        .join(clients.select("client", "birth_year"), "client")
        .left_join(where, "area")
        .select("client", "birth_year", "sector", "profile", "region", "area", "postcode", "valid_from", "valid_to")
    )


def _period(table: ir.Table) -> dict[str, ir.DateValue]:
    return {
        "valid_from": table.valid_from.cast("date"),
        "valid_to": table.valid_to.cast("date").coalesce(NEVER),
    }


def _changing(indications: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return the spells of clients with whom something changes: from each change to the day before the next one."""
    entitled = indications.select("client", "profile", **_period(indications))
    home = addresses.select("client", "area", "postcode", **_period(addresses))
    a_day = ibis.interval(days=1)
    began = [table.select("client", day=table.valid_from) for table in (entitled, home)]
    ended = [
        table.filter(table.valid_to < NEVER).select("client", day=(table.valid_to + a_day).cast("date"))
        for table in (entitled, home)
    ]
    change = ibis.union(*began, *ended, distinct=True)
    following = change.day.lead().over(group_by="client", order_by="day")
    spell = change.mutate(last=(following - a_day).cast("date").coalesce(NEVER))

    def holds(table: ir.Table, *columns: str) -> ir.Table:
        there = spell.select("client", "day").join(table, "client")
        there = there.filter((there.valid_from <= there.day) & (there.valid_to >= there.day))
        return there.group_by("client", "day").agg(
            **{column: there[column].argmax(there.valid_from) for column in columns}
        )

    return (
        spell.join(holds(entitled, "profile"), ["client", "day"])
        .left_join(holds(home, "area", "postcode"), ["client", "day"])
        .select("client", "profile", "area", "postcode", valid_from="day", valid_to="last")
    )


def client_month(day: ir.DateValue, kind: ir.Table, pgb_awards: ir.Table, spells: ir.Table) -> ir.Table:
    """Return the clients of a month: who has a valid indication that counts, and a claim or a pgb award.

    The reference date is the first day of the month; indication, award and address are those of that day. Any
    claim in kind goes before pgb, so mpt with pgb is mpt.

    Parameters
    ----------
    day
        The reference date.
    kind
        `in_kind` of the month.
    pgb_awards
        The source table.
    spells
        `spells`; with `places` a client who lives in none of our regions has the slug of the own one.

    Returns
    -------
    ir.Table
        One row per client: `client`, `sector`, `region`, `area`, `postcode`, `age`, `profile`, `delivery_form`,
        `amount` (cents; 0 for pgb, which is paid elsewhere). `region` is empty for a client without an address.
    """
    awarded = valid_on(pgb_awards, day).select("client").distinct()
    only_pgb = awarded.anti_join(kind, "client").mutate(
        amount=ibis.literal(0).cast("int64"), delivery_form=ibis.literal("pgb")
    )
    return (
        ibis.union(kind, only_pgb)
        .join(valid_on(spells, day), "client")
        # the age on 1 January; a month after January can have clients who were not born then
        .mutate(age=lambda t: ibis.greatest(day.year() - 1 - t.birth_year, 0))
        .select("client", "sector", "region", "area", "postcode", "age", "profile", "delivery_form", "amount")
    )


def age_band(age: ir.IntegerValue) -> ir.StringValue:
    """Return the five-year band of an age."""
    return ibis.least(age // YEARS_PER_BAND, len(AGE_BANDS) - 1).cases(*enumerate(AGE_BANDS))


def cells(client_months: ir.Table) -> ir.Table:
    """Count the clients and add their amounts per cell; this is all that later rooms see.

    Returns
    -------
    ir.Table
        `sector`, `region`, `area`, `age_band`, `profile`, `delivery_form`, `clients`, `amount` (cents).
    """
    keys = ["sector", "region", "area", "age_band", "profile", "delivery_form"]
    oldest = YEARS_PER_BAND * (len(AGE_BANDS) - 1)
    # numbers first: a text per client is slow
    starts = ibis.least(client_months.age, oldest) // YEARS_PER_BAND * YEARS_PER_BAND
    return (
        client_months.mutate(age=starts)
        .group_by("sector", "region", "area", "age", "profile", "delivery_form")
        .agg(clients=lambda t: t.count(), amount=lambda t: t.amount.sum().cast("int64"))
        .mutate(age_band=lambda t: age_band(t.age))
        .select(*keys, "clients", "amount")
        .order_by(keys)
    )
