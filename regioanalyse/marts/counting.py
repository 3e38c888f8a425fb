"""Counting: what is asked of claims and confidential tables, put into the words of an engine once and run per month."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

import ibis.expr.types as ir
import pandas as pd

from regioanalyse import content, sources
from regioanalyse.errors import InputError
from regioanalyse.marts import STATIC, file_of, flows, keys_of, providers, spark, waiting
from regioanalyse.marts.clients import cells, client_month, in_kind, netted, places, plain_spells, spells
from regioanalyse.marts.engine import Engine, Query, connect, kept_as, reference_date, table
from regioanalyse.project import relative

#: Of these the regions that are not ours are left out at the end, so that clients without an address are seen.
_OF_WHO_WAITS = ("waiting", "placements", "preferred")


def make_months(months: list[str], master: str | None = None) -> None:
    """Make the marts of these months, current or not, some of them beside each other."""
    if not months:
        return
    keys = keys_of({month: file for month, file in sources.claims_files().items() if month in months})
    with connect() if master is None else spark.connect(master) as engine:
        engine.load(*STATIC)
        for name, expression in _once().items():
            engine.keep(name, engine.query(expression))
        engine.drop("plain")
        kept, counted = ({name: engine.query(each) for name, each in every.items()} for every in _monthly())
        engines: SimpleQueue[Engine] = SimpleQueue()

        def make_month(month: str) -> None:
            own = engines.get()
            try:
                for mart, frame in _of_month(month, own, kept, counted).items():
                    frame.insert(0, "month", month)
                    content.write_whole(file_of(mart, month), partial(frame.to_parquet, index=False))
                    content.mark_current(file_of(mart, month), keys[month])
            finally:
                engines.put(own)

        for _ in range(engine.at_once):
            engines.put(engine.beside())
        with ThreadPoolExecutor(engine.at_once) as pool:
            done = [pool.submit(make_month, month) for month in months]
            try:
                for each in done:
                    each.result()
            finally:
                pool.shutdown(cancel_futures=True)


def _of_month(
    month: str, engine: Engine, kept: Mapping[str, Query], counted: Mapping[str, Query]
) -> dict[str, pd.DataFrame]:
    """Return the marts of a month, by name; claims are read and netted once for all of them."""
    engine.load_claims(month)
    engine.refer_to(f"{month}-01")
    for name, each in kept.items():
        engine.keep(name, each)
    counts = {mart: engine.fetch(each) for mart, each in counted.items()}
    _refuse_without_address(counts["flows"]["home"], counts["flows"]["clients"], month, "with care")
    _refuse_without_address(counts["waiting"]["region"], counts["waiting"]["clients"], month, "on the waiting list")
    known = sources.read("areas")["region"]
    for mart in _OF_WHO_WAITS:
        counts[mart] = counts[mart][counts[mart]["region"].isin(known)].reset_index(drop=True)
    return counts


def _once() -> dict[str, ir.Table]:
    """Return what is the same for all months: where anybody can live, who has what when, who ever waits."""
    where = places(table("areas"), table("regions"))
    indications, addresses = table("indications"), table("addresses")
    plain = plain_spells(indications, addresses)
    return {
        "places": where,
        "plain": plain,
        "spells": spells(
            kept_as("plain", plain),
            indications,
            table("profiles"),
            addresses,
            table("clients"),
            kept_as("places", where),
        ),
        "awards": table("pgb_awards"),
        "allocated_to": table("allocations").drop("provider"),
        "on_list": table("waiting_list"),
        "homes_of_waiting": addresses.semi_join(table("waiting_list"), "client").drop("postcode"),
    }


def _monthly() -> tuple[dict[str, ir.Table], dict[str, ir.Table]]:
    """Return what is kept of a month to count from, in order, and what is counted: the marts."""
    once = {name: kept_as(name, expression) for name, expression in _once().items()}
    day = reference_date()
    areas, on_list, addresses = table("areas"), once["on_list"], once["homes_of_waiting"]
    kept = {}

    def keep(name: str, expression: ir.Table) -> ir.Table:
        kept[name] = expression
        return kept_as(name, expression)

    lines = keep("netted", netted(table("claims"), table("products")))
    kind = keep("kind", in_kind(lines))
    everyone = keep("everyone", client_month(day, kind, once["awards"], once["spells"]))
    given = keep("given", flows.given(lines, everyone))
    place = keep("place_of_care", flows.place_of_care(given))
    listed = keep("listed", waiting.listed(on_list, day))
    homes = keep("homes", waiting.homes(addresses, once["places"], on_list, day))
    # who lives in none of our regions is in no count of one of them
    ours = everyone.semi_join(areas, "region")
    return kept, {
        "use": cells(ours),
        "in_care": ours.group_by("sector", "region").agg(clients=lambda t: t.count()).order_by("sector", "region"),
        "flows": flows.flows(everyone, place, table("locations"), once["places"]),
        "at_locations": flows.at_locations(everyone, place),
        "at_entries": flows.at_entries(everyone, table("zorgatlas")),
        "by_provider": providers.by_provider(given, areas),
        "allocated": providers.allocated(ours, once["allocated_to"], day),
        "waiting": waiting.waiting(listed, homes),
        "placements": waiting.placements(on_list, table("waiting_norms"), homes, day),
        "preferred": waiting.preferred(listed, on_list, homes, day),
        "waiting_elsewhere": waiting.waiting_elsewhere(ours, given, on_list, day),
    }


def _refuse_without_address(region: pd.Series, clients: pd.Series, month: str, which: str) -> None:
    if lost := clients[region.isna()].sum():
        raise InputError(
            f"{relative(sources.path_of('addresses'))}: {lost} clients {which} in {month} have no address in a "
            f"known place on {month}-01; allowed: an area of areas.csv, or a region of regions.csv that is not ours"
        )
