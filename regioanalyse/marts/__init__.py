"""Counts per cell: the last room that sees a client, and the only one that reads confidential tables.

Marts are made and kept per service month, so that a new month costs one month.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from regioanalyse import content, modules, sources
from regioanalyse.errors import InputError, choices
from regioanalyse.project import build, relative
from regioanalyse.records import COUNTRY

#: Tables next to the claims that decide who counts, where, and who waits.
STATIC = (
    "products",
    "profiles",
    "areas",
    "regions",
    "clients",
    "addresses",
    "indications",
    "pgb_awards",
    "allocations",
    "providers",
    "locations",
    "zorgatlas",
    "waiting_list",
    "waiting_norms",
)
#: What is made of every service month.
MONTHLY = (
    "use",
    "in_care",
    "flows",
    "at_locations",
    "at_entries",
    "by_provider",
    "allocated",
    "waiting",
    "placements",
    "preferred",
    "waiting_elsewhere",
)
#: Open tables that values are made of; nobody can be found back in them.
OPEN = (
    "regions",
    "areas",
    "population",
    "population_forecast",
    "at_home_history",
    "profiles",
    "locations",
    "zorgatlas",
    "households",
    "origin",
    "socioeconomic_status",
    "urbanity",
    "expenditure",
    "labour_regions",
    "workers",
    "worker_mobility",
    "building_plans",
    "initiatives",
)


def _no_rows(*columns: str) -> Callable[[], pd.DataFrame]:
    """Return what makes a mart that is not given: its columns, without rows."""
    return lambda: pd.DataFrame(columns=list(columns))


@dataclass(frozen=True)
class Marts:
    """The counts that every indicator starts from, and the open tables that it needs beside them.

    Of the counts each has a `month`; those after `profiles` are without rows when they are not given. Amounts are
    cents, days are days together. Counts may be small: only values are under disclosure control.

    Attributes
    ----------
    use
        Clients per cell: `month`, `sector`, `region`, `area`, `age_band`, `profile`, `delivery_form`, `clients`,
        `amount` (cents).
    population
        Observed inhabitants on 1 January: `region`, `area`, `year`, `age_band`, `inhabitants`; region and area are
        `nederland` for the country.
    forecast
        The forecast population, in the same columns, the base year too.
    at_home_history
        VV before the claims begin: `region`, `year`, `clients`, `at_home`.
    profiles
        Care profiles: `profile`, `sector`, `order` (light to heavy).
    in_care
        Clients per region, also in months of which `use` is not loaded.
    flows
        Clients by the region of their address, `home`, and that of their care, `care`: all regions of the country.
    locations
        Clients with intramural care per location in our regions, with its coordinates and the stated segment.
    zorgatlas
        GZ clients who live at the postcode of an entry of the Zorgatlas in our regions.
    providers
        Clients by provider and delivery form; a client with two providers counts for both.
    allocations
        Clients who have a provider allocated to them, per area.
    waiting
        Clients on the waiting list, by status.
    placements
        Clients placed in the month, by the status they waited in: `placed`, of them `late`, and `days` waited.
    preferred
        Clients `waiting` for the provider of their preference, and of them those `placed` there in half a year.
    waiting_elsewhere
        Clients with intramural care, and of them those `waiting` for another provider.
    households, origin, ses, urbanity
        The surroundings per area and year, as the contracts describe them, with the region.
    expenditure, labour_regions, workers, worker_mobility, building_plans, initiatives
        As the contracts describe them.
    """

    use: pd.DataFrame
    population: pd.DataFrame
    forecast: pd.DataFrame
    at_home_history: pd.DataFrame
    profiles: pd.DataFrame
    in_care: pd.DataFrame = field(default_factory=_no_rows("month", "sector", "region", "clients"))
    flows: pd.DataFrame = field(default_factory=_no_rows("month", "sector", "home", "care", "clients"))
    locations: pd.DataFrame = field(
        default_factory=_no_rows(
            "month", "sector", "region", "area", "location", "name", "stated_segment", "lon", "lat", "clients"
        )
    )
    zorgatlas: pd.DataFrame = field(
        default_factory=_no_rows("month", "region", "area", "entry", "name", "lon", "lat", "clients")
    )
    providers: pd.DataFrame = field(
        default_factory=_no_rows("month", "sector", "region", "provider", "delivery_form", "clients")
    )
    allocations: pd.DataFrame = field(default_factory=_no_rows("month", "sector", "region", "area", "clients"))
    waiting: pd.DataFrame = field(default_factory=_no_rows("month", "sector", "region", "status", "clients"))
    placements: pd.DataFrame = field(
        default_factory=_no_rows("month", "sector", "region", "status", "placed", "late", "days")
    )
    preferred: pd.DataFrame = field(default_factory=_no_rows("month", "sector", "region", "waiting", "placed"))
    waiting_elsewhere: pd.DataFrame = field(default_factory=_no_rows("month", "sector", "region", "clients", "waiting"))
    households: pd.DataFrame = field(
        default_factory=_no_rows("region", "area", "year", "inhabitants_75plus", "living_alone_75plus")
    )
    origin: pd.DataFrame = field(default_factory=_no_rows("region", "area", "year", "origin", "inhabitants_75plus"))
    ses: pd.DataFrame = field(default_factory=_no_rows("region", "area", "year", "ses_group"))
    urbanity: pd.DataFrame = field(default_factory=_no_rows("region", "area", "year", "cbs_class"))
    expenditure: pd.DataFrame = field(default_factory=_no_rows("region", "year", "euro"))
    labour_regions: pd.DataFrame = field(default_factory=_no_rows("labour_region", "region"))
    workers: pd.DataFrame = field(default_factory=_no_rows("labour_region", "year", "workers"))
    worker_mobility: pd.DataFrame = field(
        default_factory=_no_rows("labour_region", "quarter", "direction", "category", "movers")
    )
    building_plans: pd.DataFrame = field(default_factory=_no_rows("plan", "region", "year", "places", "definite"))
    initiatives: pd.DataFrame = field(default_factory=_no_rows("region", "year", "line", "initiatives"))


def make(master: str | None = None) -> None:
    """Make the marts of every service month that is not current, from tables that keep their contracts.

    Parameters
    ----------
    master
        Of the Spark to make them on: ``local[*]`` or ``spark://host:7077``; on DuckDB when not given. The marts are
        the same.

    Raises
    ------
    InputError
        When a source does not fit its contract, a client that counts or waits has no address, or there is no such
        Spark.
    """
    files = sources.claims_files()
    for file in folder().glob("*/*.parquet"):
        if file.stem not in files:
            file.unlink()
    keys = keys_of(files)
    stale = [month for month in files if not all(content.is_current(file_of(m, month), keys[month]) for m in MONTHLY)]
    # a rule about tables can change and the marts stay current: what passed is then known for the old rule
    if stale or not all(map(sources.has_passed, STATIC)):
        # a notebook that only reads what was counted needs no database, and none may be in what is forked: it
        # starts a thread when it is imported
        from regioanalyse.marts import counting

        # what somebody left who was killed
        for left in (*build().glob(".marts.*"), *build().glob(".spark-*")):
            shutil.rmtree(left, ignore_errors=True)
        counting.make_months(stale, master)


def keys_of(files: Mapping[str, Path]) -> dict[str, str]:
    """Return what the marts of each month depend on, as a key."""
    shared = content.digest(
        Path(__file__).parent,
        *modules.files(["regioanalyse.records.table"]),
        *map(sources.path_of, STATIC),
    )
    return {month: content.digest(shared, file) for month, file in files.items()}


def load() -> Marts:
    """Load the marts: `use` of the Januaries, which is large, and all months of the others.

    Returns
    -------
    Marts
        Counts for all regions and both sectors.
    """
    months = list(sources.claims_files())
    januaries = [month for month in months if month.endswith("-01")]
    counts = {
        mart: pd.concat([_read(mart, month) for month in (januaries if mart == "use" else months)], ignore_index=True)
        for mart in MONTHLY
    }
    tables = {name: sources.read(name) for name in OPEN}
    region_of = tables["areas"].set_index("code")["region"]
    where = {name: _with_region(name, tables[name], region_of) for name in _PER_AREA}
    ours = {name: tables[name][tables[name]["region"].isin(region_of)] for name in _PER_REGION}
    return Marts(
        use=counts["use"],
        population=where["population"],
        forecast=where["population_forecast"],
        at_home_history=tables["at_home_history"],
        profiles=tables["profiles"],
        in_care=counts["in_care"],
        flows=counts["flows"],
        locations=counts["at_locations"].merge(_in_our_regions(tables["locations"], region_of), on="location"),
        zorgatlas=counts["at_entries"].merge(_in_our_regions(tables["zorgatlas"], region_of), on="entry"),
        providers=counts["by_provider"],
        allocations=counts["allocated"],
        waiting=counts["waiting"],
        placements=counts["placements"],
        preferred=counts["preferred"],
        waiting_elsewhere=counts["waiting_elsewhere"],
        households=where["households"],
        origin=where["origin"],
        ses=where["socioeconomic_status"],
        urbanity=where["urbanity"],
        expenditure=ours["expenditure"],
        labour_regions=ours["labour_regions"],
        workers=tables["workers"],
        worker_mobility=tables["worker_mobility"],
        building_plans=ours["building_plans"],
        initiatives=ours["initiatives"],
    )


#: Open tables with a row per area.
_PER_AREA = ("population", "population_forecast", "households", "origin", "socioeconomic_status", "urbanity")
#: Open tables per region, which may have regions that are not ours.
_PER_REGION = ("expenditure", "labour_regions", "building_plans", "initiatives")


def use_of(month: str) -> pd.DataFrame:
    """Return the mart of use of one month, for the columns see `Marts.use`."""
    return _read("use", month)


def _read(mart: str, month: str) -> pd.DataFrame:
    file = file_of(mart, month)
    if not file.exists():
        raise choices(month, sorted(f.stem for f in file.parent.glob("*.parquet")), "marts: service month")
    return pd.read_parquet(file)


def _in_our_regions(table: pd.DataFrame, region_of: pd.Series) -> pd.DataFrame:
    """Add the region to a table of places; those elsewhere in the country are left out."""
    return table.assign(region=table["area"].map(region_of)).dropna(subset="region")


def _with_region(name: str, table: pd.DataFrame, region_of: pd.Series) -> pd.DataFrame:
    region = table["area"].map(region_of).where(table["area"] != COUNTRY, COUNTRY)
    if region.isna().any():
        row = region.index[region.isna()][0]
        raise InputError(
            f"{relative(sources.path_of(name))}: row {row + 1}, column 'area': found {table['area'][row]!r}, "
            f"allowed: a code of areas.csv or {COUNTRY}"
        )
    table.insert(0, "region", region)
    return table


def folder() -> Path:
    """Return where the marts are kept: a folder for each, with a file per service month."""
    return build() / "marts"


def file_of(mart: str, month: str) -> Path:
    """Return where a mart of a month is kept."""
    return folder() / mart / f"{month}.parquet"
