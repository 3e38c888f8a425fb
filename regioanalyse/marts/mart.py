"""Marts as records: what is counted of every service month, by what, and from which tables.

A mart is declared beside the function that counts it, in a module of `regioanalyse.marts.counted`; another mart is
another module there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from regioanalyse.marts import counted

if TYPE_CHECKING:
    # imported lazily: callers that read what was counted should not pay for Ibis
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Mart:
    """Counts per cell of a service month."""

    #: Its folder in `build/marts`, and how indicators call it (`loading.Marts`).
    name: str
    #: Dutch, above its rows in a worked example; `{clients}` and `{Clients}` are what the sector calls the people.
    title: str
    #: Columns beside `month`. Amounts are cents, days are days together; counts may be small.
    columns: tuple[str, ...]
    #: What `count` is called with, in order: source tables, tables of `shared`, and `day`, the reference date.
    reads: tuple[str, ...]
    #: Returns the counts as an expression, rows in a stated order. A column `region` has the slug of the region: rows
    #: of regions that are not ours are left out.
    count: "Callable[..., ir.Table]"
    #: An open table with a row for each place that is counted. Its columns are read beside the counts, and the mart
    #: takes its place among what indicators read.
    beside: str = ""
    #: Whether only Januaries are loaded for the indicators: the mart is large.
    of_januaries: bool = False


@cache
def all_marts() -> Mapping[str, Mart]:
    """Return every mart by name, in order of module and declaration."""
    modules = [import_module(f"{counted.__name__}.{found.name}") for found in iter_modules(counted.__path__)]
    return {mart.name: mart for module in modules for mart in module.MARTS}
