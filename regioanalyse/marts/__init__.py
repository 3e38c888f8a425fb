"""Counts per cell: the last room that sees a client, and the only one that reads confidential tables.

A mart of use is made and kept per service month, so that a new month costs one month.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ibis
import pandas as pd

from regioanalyse import content, sources
from regioanalyse.errors import InputError, choices
from regioanalyse.marts.clients import cells, client_month
from regioanalyse.project import COUNTRY, build, relative

#: Tables next to the claims that decide who counts, and where.
_STATIC = ("products", "profiles", "areas", "clients", "addresses", "indications", "pgb_awards")


@dataclass(frozen=True)
class Marts:
    """The counts that every indicator starts from.

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
    """

    use: pd.DataFrame
    population: pd.DataFrame
    forecast: pd.DataFrame
    at_home_history: pd.DataFrame
    profiles: pd.DataFrame


def make() -> None:
    """Make the mart of use for every service month that is not current.

    Raises
    ------
    InputError
        When a source does not fit its contract, or a client that counts has no address.
    """
    files = sources.claims_files()
    shared = content.digest(
        Path(__file__).parent,
        Path(sources.__file__).with_name("contracts.py"),
        *map(sources.path_of, _STATIC),
    )
    stale = {
        month: key
        for month, file in files.items()
        if not content.is_current(_use_file(month), key := content.digest(shared, file))
    }
    for file in _use_folder().glob("*.parquet"):
        if file.stem not in files:
            file.unlink()
    if not stale:
        return
    connection = ibis.duckdb.connect()
    tables = {name: connection.create_table(name, sources.read(name)) for name in _STATIC}
    for month, key in stale.items():
        claims = connection.create_table("claims", sources.read_claims(month), overwrite=True)
        use = cells(client_month(month, claims, **tables)).to_pandas()
        if (lost := use["region"].isna()).any():
            raise InputError(
                f"{relative(sources.path_of('addresses'))}: {use.loc[lost, 'clients'].sum()} clients with care in "
                f"{month} have no address in a known area on {month}-01; allowed: one of areas.csv for each"
            )
        use.insert(0, "month", month)
        content.write_whole(_use_file(month), partial(use.to_parquet, index=False))
        content.mark_current(_use_file(month), key)


def load(months: list[str]) -> Marts:
    """Load the marts with the use of the given months.

    Parameters
    ----------
    months
        Service months, ``["2019-01", …]``.

    Returns
    -------
    Marts
        Counts for all regions and both sectors.
    """
    region_of = sources.read("areas").set_index("code")["region"]
    return Marts(
        use=pd.concat([use_of(month) for month in months], ignore_index=True),
        population=_with_region("population", region_of),
        forecast=_with_region("population_forecast", region_of),
        at_home_history=sources.read("at_home_history"),
        profiles=sources.read("profiles"),
    )


def use_of(month: str) -> pd.DataFrame:
    """Return the mart of use of one month, for the columns see `Marts.use`."""
    file = _use_file(month)
    if not file.exists():
        raise choices(month, sorted(f.stem for f in _use_folder().glob("*.parquet")), "marts: service month")
    return pd.read_parquet(file)


def _with_region(name: str, region_of: pd.Series) -> pd.DataFrame:
    table = sources.read(name)
    region = table["area"].map(region_of).where(table["area"] != COUNTRY, COUNTRY)
    if region.isna().any():
        row = region.index[region.isna()][0]
        raise InputError(
            f"{relative(sources.path_of(name))}: row {row + 1}, column 'area': found {table['area'][row]!r}, "
            f"allowed: a code of areas.csv or {COUNTRY}"
        )
    table.insert(0, "region", region)
    return table


def _use_folder() -> Path:
    return build() / "marts" / "use"


def _use_file(month: str) -> Path:
    return _use_folder() / f"{month}.parquet"
