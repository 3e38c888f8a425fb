"""Who counts as a client in a month, and with what: the rules that all indicators share, in Ibis.

Everything here is an expression over tables, so that it runs on DuckDB and on any other engine of Ibis. A row is one
client; only counts per cell leave `regioanalyse.marts`. The reference date, `day`, is an expression too: the marts are
put into the engine's language once, for all months.
"""

import ibis
import ibis.expr.types as ir

#: On a tie the first of these goes before the others.
TIE_ORDER = ("intramural", "vpt", "mpt")
#: When what has no last day ends.
NEVER = ibis.date("9999-12-31")


def with_several_lines(claims: ir.Table) -> ir.Table:
    """Return the clients with more than one line in a month (`client`); those with one line need no sorting out."""
    return claims.group_by("client").agg(lines=lambda t: t.count()).filter(lambda t: t.lines > 1).select("client")


def single_lines(claims: ir.Table, products: ir.Table, several: ir.Table) -> ir.Table:
    """Return the care of clients with one line, with the columns of `sorted_out`; a line of zero or less is no claim.

    `claims` are of one service month, their `amount` in integer cents; `several` is `with_several_lines`.
    """
    lines = claims.filter(claims.amount > 0).anti_join(several, "client")
    forms = products.select("product_code", "delivery_form")
    return lines.join(forms, "product_code").select("client", "delivery_form", "amount", "provider", "location")


def netted(claims: ir.Table, products: ir.Table) -> ir.Table:
    """Net the claims of a service month, their `amount` in integer cents, per client, form, provider and location.

    Exact duplicates count once. A credit line has a negative amount, so the sum nets it with the line that it
    reverses. `location` is empty for care at home; `amount` can be zero or less.
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

    A client whose month nets to zero or less, over all forms together, has no claim. One row per client; `amount` is
    in cents, above zero.
    """

    def total_of(form: str) -> ir.IntegerValue:
        return netted.amount.sum(where=netted.delivery_form == form).cast("int64").coalesce(0)

    sums = netted.group_by("client").agg(
        amount=netted.amount.sum().cast("int64"), **{form: total_of(form) for form in TIE_ORDER}
    )
    largest = ibis.greatest(*(sums[form] for form in TIE_ORDER))
    form = ibis.cases(*((sums[form] == largest, form) for form in TIE_ORDER))
    return sums.filter(sums.amount > 0).select("client", "amount", delivery_form=form)


def given(netted: ir.Table, kind: ir.Table) -> ir.Table:
    """Return the provider and location of the care that a client's month counts as, with `amount` (cents, above zero).

    Only lines of the month's own delivery form: care beside it does not say where a client is in care.
    """
    return (
        netted.filter(netted.amount > 0)
        .semi_join(kind, ["client", "delivery_form"])
        .select("client", "provider", "location", "amount")
    )


def place_of_care(given: ir.Table) -> ir.Table:
    """Return the location of each client who has one: that with the largest amount, on a tie the lowest number."""
    located = (
        given.filter(given.location.notnull())
        .group_by("client", "location")
        .agg(amount=given.amount.sum().cast("int64"))
    )
    largest = located.amount.max().over(group_by="client")
    there = located.mutate(largest=largest).filter(lambda t: t.amount == t.largest)
    return there.group_by("client").agg(location=there.location.min())


def sorted_out(kind: ir.Table, place_of_care: ir.Table) -> ir.Table:
    """Return the care of clients with several lines, one row per client.

    `amount` is in cents; `provider` is empty, as it may be several; `location` is the place of care, empty at home.
    """
    found = kind.left_join(place_of_care, "client").mutate(provider=ibis.null("int64"))
    return found.select("client", "delivery_form", "amount", "provider", "location")


def valid_on(table: ir.Table, day: ir.DateValue) -> ir.Table:
    """Return the rows of `table` that are valid on `day`; `valid_to` is the last valid day, empty when open."""
    return valid_between(table, day, day)


def valid_between(table: ir.Table, first: ir.DateValue, last: ir.DateValue) -> ir.Table:
    """Return the rows of `table` that are valid on any day from `first` to `last`."""
    start, end = table.valid_from.cast("date"), table.valid_to.cast("date")
    return table.filter((start <= last) & (end.isnull() | (end >= first)))


def latest_on(table: ir.Table, column: str, day: ir.DateValue) -> ir.Table:
    """Return per client the value of `column` that is valid on `day`; of several the one that began last."""
    valid = valid_on(table, day)
    return valid.group_by("client").agg(**{column: valid[column].argmax(valid.valid_from)})


def places(areas: ir.Table, regions: ir.Table) -> ir.Table:
    """Return the places where clients can live: our areas, and elsewhere in the country whole regions.

    `code` is as in an address, `region` is the slug.
    """
    elsewhere = regions.filter(regions.comparator.isnull())
    return ibis.union(areas.select("code", "region"), elsewhere.select("region", code=elsewhere.region))


def changing(indications: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return the clients (`client`) with several indications or addresses, or no address that covers the indication.

    Most have one of each, and the address covers it.
    """

    def of_several(table: ir.Table) -> ir.Table:
        return table.group_by("client").agg(rows=lambda t: t.count()).filter(lambda t: t.rows > 1).select("client")

    entitled, home = (
        indications.select("client", **_period(indications)),
        addresses.select("client", **_period(addresses)),
    )
    covers = [
        entitled.client == home.client,
        entitled.valid_from >= home.valid_from,
        entitled.valid_to <= home.valid_to,
    ]
    uncovered = entitled.anti_join(home, covers).select("client")
    return ibis.union(of_several(indications), of_several(addresses), uncovered, distinct=True)


def spells(
    changing: ir.Table,
    indications: ir.Table,
    profiles: ir.Table,
    addresses: ir.Table,
    clients: ir.Table,
    places: ir.Table,
) -> ir.Table:
    """Return the periods in which a client has one indication that counts and one address: on a day at most one.

    Of several indications that are valid on a day the one that began last holds, and the same for addresses. This is
    sorted out once for all days, so that each month only asks which spell it falls in. Only `changing` clients can
    have several. The tables may be limited to rows that are valid in the months that are asked.

    Returns
    -------
    ir.Table
        `client`, `birth_year`, `sector`, `profile`, `region`, `area`, `postcode`, `valid_from`, `valid_to` (the
        last day; `NEVER` when open). The address is empty while a client has none.
    """
    entitled = indications.select("client", "profile", **_period(indications))
    home = addresses.select("client", "area", "postcode", **_period(addresses))
    plain = entitled.anti_join(changing, "client").join(home.drop("valid_from", "valid_to"), "client")
    columns = ("client", "profile", "area", "postcode", "valid_from", "valid_to")
    others = _from_change_to_change(*(table.semi_join(changing, "client") for table in (entitled, home)))
    counted = profiles.filter(profiles.counts).select("profile", "sector")
    where = places.select("region", area=places.code)
    return (
        ibis.union(plain.select(columns), others.select(columns))
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


def _from_change_to_change(entitled: ir.Table, home: ir.Table) -> ir.Table:
    """Return the spells of `changing` clients: from each change to the day before the next one."""
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


def client_month(day: ir.DateValue, care: ir.Table, pgb_awards: ir.Table, spells: ir.Table) -> ir.Table:
    """Return the clients of a month: people with a valid indication that counts, and a claim or a pgb award.

    The reference date, `day`, is the first day of the month; indication, award and address are those of that day. Any
    claim in kind goes before pgb, so mpt with pgb is mpt. `care` holds `single_lines` and `sorted_out` of the month.

    Returns
    -------
    ir.Table
        One row per client: `client`, `sector`, `region`, `area`, `postcode`, `age`, `profile`, `delivery_form`,
        `amount` (cents; 0 for pgb, which is paid elsewhere), `provider` and `location` as in `care`. `region` is empty
        for a client without an address, and that of `places` for one who lives in none of our regions.
    """
    awarded = valid_on(pgb_awards, day).select("client").distinct()
    only_pgb = awarded.anti_join(care, "client").select(
        "client",
        delivery_form=ibis.literal("pgb"),
        amount=ibis.literal(0).cast("int64"),
        provider=ibis.null("int64"),
        location=ibis.null("int64"),
    )
    who = ("client", "sector", "region", "area", "postcode", "age", "profile")
    return (
        ibis.union(care, only_pgb)
        .join(valid_on(spells, day), "client")
        # the age on 1 January; a month after January can have clients who were not born then
        .mutate(age=lambda t: ibis.greatest(day.year() - 1 - t.birth_year, 0))
        .select(*who, "delivery_form", "amount", "provider", "location")
    )
