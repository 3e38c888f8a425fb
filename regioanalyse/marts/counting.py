"""Count the marts of service months on an engine, month by month."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

import pandas as pd

from regioanalyse import content, sources
from regioanalyse.errors import InputError
from regioanalyse.marts import duck, spark
from regioanalyse.marts.engines import Engine
from regioanalyse.marts.loading import file_of
from regioanalyse.marts.shared import ONLY_FOR_SPELLS, Questions, questions, source_tables
from regioanalyse.project import relative


def make_months(keys: dict[str, str], master: str | None = None) -> None:
    """Check the tables beside the claims, and make the marts of these months, some of them side by side.

    `keys` holds the key that the marts of each month are made under; it may be empty. Without `master` they are made
    on DuckDB, else on that Spark.
    """
    months = list(keys)
    files = {month: file for month, file in sources.claims_files().items() if month in keys}
    with duck.connect() if master is None else spark.connect(master) as engine:
        asked = questions(engine.language)
        engine.load(source_tables(), asked.checks)
        if not months:
            return
        engine.count_between(f"{min(months)}-01", f"{max(months)}-01")
        for name, query in asked.once.items():
            engine.keep(name, query)
        for name in ONLY_FOR_SPELLS:
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
    engine.refer_to(f"{month}-01")
    engine.load_claims(month, asked.checks["claims"])
    for name, query in asked.monthly.items():
        engine.keep(name, query)
    for where, query in asked.lost.items():
        if lost := engine.fetch(query)["clients"][0]:
            raise InputError(
                f"{relative(sources.path_of('addresses'))}: {lost} clients {where} in {month} have no address in a "
                f"known place on {month}-01; allowed: an area of areas.csv, or a region of regions.csv that is not ours"
            )
    counts = {mart: engine.fetch(query) for mart, query in asked.marts.items()}
    # rows of other regions are few: they are left out here, not in each query
    ours = sources.read("areas")["region"].unique()
    return {
        mart: frame[frame["region"].isin(ours)].reset_index(drop=True) if "region" in frame else frame
        for mart, frame in counts.items()
    }
