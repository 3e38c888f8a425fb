"""Tables that marts share: made once for all months or of each month, kept by the engine, and counted from.

Like the marts they are expressions over tables that have a name and columns but no rows yet. All of it is put into the
SQL of an engine once, before the first month.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from regioanalyse.marts import large_files
from regioanalyse.marts.client_months import (
    changing,
    client_month,
    given,
    in_kind,
    netted,
    place_of_care,
    places,
    single_lines,
    sorted_out,
    spells,
    valid_between,
    with_several_lines,
)
from regioanalyse.marts.engines import Query
from regioanalyse.marts.mart import Mart, all_marts
from regioanalyse.marts.waiting_clients import homes, listed
from regioanalyse.records.table import TABLES


@dataclass(frozen=True)
class Shared:
    """A table that is kept under a name."""

    #: What others read it by.
    name: str
    #: What `make` is called with, in order: source tables, tables before it, `day` (the reference date), and `first`
    #: and `last` (the first and last reference date).
    reads: tuple[str, ...]
    #: Returns its rows as an expression.
    make: Callable[..., ir.Table]


#: The same for all months: where anybody can live, who has what when, who ever waits. In order.
ONCE = (
    Shared("places", ("areas", "regions"), places),
    Shared("indicated", ("indications", "first", "last"), valid_between),
    Shared("lives", ("addresses", "first", "last"), valid_between),
    Shared("changing", ("indicated", "lives"), changing),
    Shared("spells", ("changing", "indicated", "profiles", "lives", "clients", "places"), spells),
    Shared("awards", ("pgb_awards", "first", "last"), valid_between),
    Shared("allocated_to", ("allocations", "first", "last"), lambda *given: valid_between(*given).drop("provider")),
    Shared("on_list", ("waiting_list",), lambda waiting_list: waiting_list),
    Shared(
        "homes_of_waiting",
        ("lives", "on_list"),
        lambda lives, on_list: lives.semi_join(on_list, "client").drop("postcode"),
    ),
)
#: Dropped before the months are counted: they are in `spells`.
ONLY_FOR_SPELLS = ("indicated", "lives", "changing")
#: Of each month. In order.
MONTHLY = (
    Shared("several", ("claims",), with_several_lines),
    Shared(
        "netted",
        ("claims", "several", "products"),
        lambda claims, several, products: netted(claims.semi_join(several, "client"), products),
    ),
    Shared("kind", ("netted",), in_kind),
    Shared("given", ("netted", "kind"), given),
    Shared(
        "everyone",
        ("claims", "products", "several", "kind", "given", "awards", "spells", "day"),
        lambda claims, products, several, kind, given, awards, spells, day: client_month(
            day,
            ibis.union(single_lines(claims, products, several), sorted_out(kind, place_of_care(given))),
            awards,
            spells,
        ),
    ),
    Shared("listed", ("on_list", "day"), listed),
    Shared("homes", ("homes_of_waiting", "places", "on_list", "day"), homes),
)
#: Clients without a place to live, whom no region would count; by how messages call them.
LOST = (
    Shared("with care", ("everyone",), lambda everyone: _number(everyone.filter(everyone.region.isnull()))),
    Shared(
        "on the waiting list",
        ("listed", "homes"),
        lambda listed, homes: _number(listed.anti_join(homes, "client")),
    ),
)


def _number(table: ir.Table) -> ir.Table:
    return table.agg(clients=table.count())


def sources_of(mart: Mart) -> set[str]:
    """Return the source tables that a mart is counted from, through every shared table in between."""
    reads = {each.name: each.reads for each in (*ONCE, *MONTHLY)}
    found: set[str] = set()
    wanted = [*mart.reads, *([mart.beside] if mart.beside else [])]
    while wanted:
        name = wanted.pop()
        if name in TABLES:
            found.add(name)
        else:
            wanted += reads.get(name, ())
    return found


def source_tables() -> list[str]:
    """Return the source tables beside the claims that anything reads or refers to: open ones first."""
    shared = [name for each in (*ONCE, *MONTHLY) for name in each.reads]
    wanted = ["claims", *shared, *(name for mart in all_marts().values() for name in mart.reads)]
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in TABLES and name not in found:
            found.add(name)
            wanted += TABLES[name].refers_to
    return sorted(found - {"claims"}, key=lambda name: (TABLES[name].confidential, list(TABLES).index(name)))


@dataclass(frozen=True)
class Questions:
    """All that an engine is asked, by name and in order."""

    #: What is wrong with a table of persons, which may be large (`large_files.wrong`).
    checks: Mapping[str, list[Query]]
    #: What is kept: of all months, and of each month.
    once: Mapping[str, Query]
    monthly: Mapping[str, Query]
    #: How many clients of a month have no place to live, by where they are found.
    lost: Mapping[str, Query]
    #: What is counted of each month.
    marts: Mapping[str, Query]


def questions(language: str) -> Questions:
    """Put all that is asked into the SQL of an engine, ``duckdb`` or ``pyspark``."""
    tables: dict[str, ir.Table | ir.DateValue] = {name: source(name) for name in [*source_tables(), "claims"]}
    tables |= {"day": reference_date(), "first": first_date(), "last": last_date()}

    def query(expression: ir.Table) -> Query:
        sql = str(ibis.to_sql(expression, dialect=language, pretty=False))
        return Query(sql, {name: _kind(each) for name, each in expression.schema().items()})

    def kept(shared: Iterable[Shared]) -> dict[str, Query]:
        found = {}
        for each in shared:
            expression = each.make(*(tables[name] for name in each.reads))
            found[each.name] = query(expression)
            tables[each.name] = ibis.table(expression.schema(), name=each.name)
        return found

    persons = [name for name in tables if name in TABLES and TABLES[name].confidential]
    checks = {name: [query(wrong) for wrong in large_files.wrong(name, tables, tables["day"])] for name in persons}
    once, monthly = kept(ONCE), kept(MONTHLY)
    lost = {each.name: query(each.make(*(tables[name] for name in each.reads))) for each in LOST}
    counted = {mart.name: query(mart.count(*(tables[name] for name in mart.reads))) for mart in all_marts().values()}
    return Questions(checks, once, monthly, lost, counted)


def source(name: str) -> ir.Table:
    """Return a source table as expressions see it: columns without rows, under its name."""
    return ibis.table(large_files.schema(name), name=name)


def _kind(dtype: dt.DataType) -> str:
    """Return a type as `large_files.schema` has it."""
    return "int64" if dtype.is_integer() else "float64" if dtype.is_floating() else str(dtype).lstrip("!")


@ibis.udf.scalar.builtin
def reference_date() -> date:
    """Return the reference date, a function of the engine (`Engine.refer_to`)."""
    raise NotImplementedError


@ibis.udf.scalar.builtin
def first_date() -> date:
    """Return the first of all reference dates (`Engine.count_between`)."""
    raise NotImplementedError


@ibis.udf.scalar.builtin
def last_date() -> date:
    """Return the last of all reference dates."""
    raise NotImplementedError
