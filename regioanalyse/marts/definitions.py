"""The definitions together: what is kept and counted, in order, put into the SQL of an engine."""

import re
from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from regioanalyse.marts import STATIC, flows, providers, waiting
from regioanalyse.marts.clients import (
    CELL,
    cells,
    changing,
    client_month,
    in_care,
    in_kind,
    netted,
    places,
    single_lines,
    sorted_out,
    spells,
    valid_between,
    with_several_lines,
)
from regioanalyse.marts.engine import Checks, Query
from regioanalyse.marts.questions import Questions
from regioanalyse.records.table import TABLES
from regioanalyse.sources import large


def in_sql(language: str) -> Questions:
    """Put all that is asked into SQL, ``duckdb`` or ``pyspark``."""

    def queries(expressions: Mapping[str, ir.Table]) -> dict[str, Query]:
        return {name: _query(each, language) for name, each in expressions.items()}

    checks = {}
    for name in (*(name for name in STATIC if TABLES[name].confidential), "claims"):
        values = queries({column: large.values(column, table(name)) for column in large.listed(name)})
        ends = _query(large.ends(name, table(name)), language)
        checks[name] = Checks(
            ends, values, _query(large.twice(name, table(name)), language) if TABLES[name].key else None
        )
    once = _once()
    kept, counted = _monthly({name: kept_as(name, each) for name, each in once.items()})
    return Questions(checks, queries(once), queries(kept), queries(counted))


def _query(expression: ir.Table, language: str) -> Query:
    sql = str(ibis.to_sql(expression, dialect=language, pretty=False))
    if language == "duckdb":
        # in the tables texts are numbers: beside a text they would become texts first
        sql = re.sub(rf"'({'|'.join(map(re.escape, large.words()))})'", r"CAST('\1' AS known)", sql)
    return Query(sql, {name: _kind(each) for name, each in expression.schema().items()})


def _kind(dtype: dt.DataType) -> str:
    """Return a type as `large.schema` has it."""
    return "int64" if dtype.is_integer() else "float64" if dtype.is_floating() else str(dtype).lstrip("!")


def table(contract: str) -> ir.Table:
    """Return a source table as definitions see it: columns without rows, under the name of its contract."""
    return ibis.table(large.schema(contract), name=contract)


def kept_as(name: str, expression: ir.Table) -> ir.Table:
    """Return what an expression gives, as definitions see it once it is kept under a name (`Engine.keep`)."""
    return ibis.table(expression.schema(), name=name)


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


def _once() -> dict[str, ir.Table]:
    """Return what is the same for all months: where anybody can live, who has what when, who ever waits."""
    found: dict[str, ir.Table] = {}

    def keep(name: str, expression: ir.Table) -> ir.Table:
        found[name] = expression
        return kept_as(name, expression)

    def in_these_months(contract: str) -> ir.Table:
        return valid_between(table(contract), first_date(), last_date())

    where = keep("places", places(table("areas"), table("regions")))
    indicated, lives = keep("indicated", in_these_months("indications")), keep("lives", in_these_months("addresses"))
    moving = keep("changing", changing(indicated, lives))
    keep("spells", spells(moving, indicated, table("profiles"), lives, table("clients"), where))
    keep("awards", in_these_months("pgb_awards"))
    keep("allocated_to", in_these_months("allocations").drop("provider"))
    on_list = keep("on_list", table("waiting_list"))
    keep("homes_of_waiting", lives.semi_join(on_list, "client").drop("postcode"))
    return found


def _monthly(once: Mapping[str, ir.Table]) -> tuple[dict[str, ir.Table], dict[str, ir.Table]]:
    """Return what is kept of a month to count from, in order, and what is counted: the marts."""
    day = reference_date()
    on_list, addresses = once["on_list"], once["homes_of_waiting"]
    kept = {}

    def keep(name: str, expression: ir.Table) -> ir.Table:
        kept[name] = expression
        return kept_as(name, expression)

    claims, products = table("claims"), table("products")
    several = keep("several", with_several_lines(claims))
    lines = keep("netted", netted(claims.semi_join(several, "client"), products))
    kind = keep("kind", in_kind(lines))
    given = keep("given", flows.given(lines, kind))
    care = ibis.union(single_lines(claims, products, several), sorted_out(kind, flows.place_of_care(given)))
    everyone = keep("everyone", client_month(day, care, once["awards"], once["spells"]))
    listed = keep("listed", waiting.listed(on_list, day))
    homes = keep("homes", waiting.homes(addresses, once["places"], on_list, day))
    use = keep("use", cells(everyone))
    return kept, {
        "use": use.order_by(*CELL),
        "in_care": in_care(use),
        "flows": flows.flows(everyone, table("locations"), once["places"]),
        "at_locations": flows.at_locations(everyone),
        "at_entries": flows.at_entries(everyone, table("zorgatlas")),
        "by_provider": providers.by_provider(everyone, given),
        "allocated": providers.allocated(everyone, once["allocated_to"], day),
        "waiting": waiting.waiting(listed, homes),
        "placements": waiting.placements(on_list, table("waiting_norms"), homes, day),
        "preferred": waiting.preferred(listed, on_list, homes, day),
        "waiting_elsewhere": waiting.waiting_elsewhere(everyone, given, on_list, day),
    }
