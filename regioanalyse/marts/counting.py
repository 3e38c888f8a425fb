"""Counting: what is asked of claims and of tables about persons is asked of an engine, month by month."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

import pandas as pd

from regioanalyse import content, sources
from regioanalyse.errors import InputError
from regioanalyse.marts import STATIC, file_of, keys_of, spark
from regioanalyse.marts.engine import Engine, connect
from regioanalyse.marts.questions import FOR_SPELLS, Questions, questions
from regioanalyse.project import relative


def make_months(months: list[str], master: str | None = None) -> None:
    """Hold the tables next to the claims against their contracts, and make the marts of these months.

    Of all these months, current or not; some of them beside each other.
    """
    files = {month: file for month, file in sources.claims_files().items() if month in months}
    keys = keys_of(files)
    with connect() if master is None else spark.connect(master) as engine:
        asked = questions(engine.language)
        engine.load(STATIC, asked.checks)
        if not months:
            return
        engine.count_between(f"{min(months)}-01", f"{max(months)}-01")
        for name, query in asked.once.items():
            engine.keep(name, query)
        for name in FOR_SPELLS:
            engine.drop(name)
        engines: SimpleQueue[Engine] = SimpleQueue()

        def make_month(month: str) -> None:
            own = engines.get()
            try:
                for mart, frame in _of_month(month, own, asked).items():
                    frame.insert(0, "month", month)
                    content.write_whole(file_of(mart, month), partial(frame.to_parquet, index=False))
                    content.mark_current(file_of(mart, month), keys[month])
            finally:
                engines.put(own)

        beside = engine.beside(list(files.values()))
        for one in beside:
            engines.put(one)
        with ThreadPoolExecutor(len(beside)) as pool:
            done = [pool.submit(make_month, month) for month in months]
            try:
                for each in done:
                    each.result()
            finally:
                pool.shutdown(cancel_futures=True)


def _of_month(month: str, engine: Engine, asked: Questions) -> dict[str, pd.DataFrame]:
    """Return the marts of a month, by name; claims are read and netted once for all of them."""
    engine.load_claims(month, asked.checks["claims"])
    engine.refer_to(f"{month}-01")
    for name, each in asked.kept.items():
        engine.keep(name, each)
    counts = {mart: engine.fetch(each) for mart, each in asked.marts.items()}
    _refuse_without_address(counts["flows"]["home"], counts["flows"]["clients"], month, "with care")
    _refuse_without_address(counts["waiting"]["region"], counts["waiting"]["clients"], month, "on the waiting list")
    # who lives in none of our regions is in no count of one of them; left out at the end, they are few cells
    known = sources.read("areas")["region"].unique()
    return {
        mart: frame[frame["region"].isin(known)].reset_index(drop=True) if "region" in frame else frame
        for mart, frame in counts.items()
    }


def _refuse_without_address(region: pd.Series, clients: pd.Series, month: str, which: str) -> None:
    if lost := clients[region.isna()].sum():
        raise InputError(
            f"{relative(sources.path_of('addresses'))}: {lost} clients {which} in {month} have no address in a "
            f"known place on {month}-01; allowed: an area of areas.csv, or a region of regions.csv that is not ours"
        )
