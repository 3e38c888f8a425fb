"""Read source tables that fit, in themselves and in the tables that they refer to."""

from functools import cache
from pathlib import Path

import pandas as pd

from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative
from regioanalyse.records.table import TABLES
from regioanalyse.sources import passed
from regioanalyse.sources.checking import problems, read_table, table_of
from regioanalyse.sources.files import in_types, read_file, shown
from regioanalyse.sources.origins import claims_files, path_of, version_of

#: Small tables that every figure or month asks for: read and checked once, until one of them is written again.
_OFTEN = ("areas", "regions", "products")
#: A month of intramural care costs thousands of euros. When half of the lines are below this (cents), they are euros.
LEAST_USUAL = 50_000


def read(name: str) -> pd.DataFrame:
    """Read a table and check it: its columns, in its types. Claims are read per month (`read_claims`).

    Raises
    ------
    InputError
        When the file does not exist or does not fit.
    """
    if name not in _OFTEN:
        return _checked(name)
    return _kept(name, *((path_of(each), version_of(path_of(each))) for each in _OFTEN)).copy()


@cache
def _kept(name: str, *files: tuple[Path, tuple[int, int]]) -> pd.DataFrame:
    return _checked(name)


def _checked(name: str) -> pd.DataFrame:
    path = path_of(name)
    if passed.has_passed(name):
        return in_types(TABLES[name], read_file(TABLES[name], path))
    frame = read_table(name, path)
    _refuse_unknown(name, path, frame)
    if name == "areas":
        _refuse_without_comparator(path, frame)
    return frame


def read_claims(month: str) -> pd.DataFrame:
    """Read and check the claims of a service month."""
    files = claims_files()
    if month not in files:
        raise choices(month, list(files), f"{relative(path_of('claims'))}: service month")
    path = files[month]
    frame = read_table("claims", path)
    if not (other := frame.index[frame["month"] != month]).empty:
        raise InputError(
            f"{relative(path)}: row {other[0] + 1}, column 'month': found {frame['month'][other[0]]!r}, "
            f"allowed: {month!r}"
        )
    _refuse_euros(path, frame)
    _refuse_unknown("claims", path, frame)
    return frame


def check_file(path: Path) -> tuple[str, list[str]]:
    """Check an own file before it is used.

    Returns
    -------
    str, list of str
        The table that it is meant for (`checking.table_of`), and all that is wrong, worst first; empty when it fits.
    """
    name = table_of(path)
    frame, found = problems(TABLES[name], read_file(TABLES[name], path))
    if not found:
        try:
            _refuse_unknown(name, path, frame)
            if name == "claims":
                _refuse_euros(path, frame)
        except InputError as error:
            found = [str(error)]
    return name, found


def _refuse_unknown(name: str, path: Path, frame: pd.DataFrame) -> None:
    """Refuse values that are not in the table that their column refers to."""
    table = TABLES[name]
    for column in table.references:
        other, key = table.reference(column)
        _refuse(path, frame[column], _known(other, key), f"a {key} of {relative(path_of(other))}")
    if table.place:
        known = pd.concat([_known("areas", "code"), _known("regions", "region")])
        areas, regions = (relative(path_of(each)) for each in ("areas", "regions"))
        _refuse(path, frame[table.place], known, f"a code of {areas}, or elsewhere a region of {regions}")


def _refuse(path: Path, values: pd.Series, known: pd.Series, allowed: str) -> None:
    unknown = values[values.notna() & ~values.isin(known)]
    if not unknown.empty:
        raise InputError(
            f"{relative(path)}: row {unknown.index[0] + 1}, column '{values.name}': found {shown(unknown.iloc[0])} "
            f"({len(unknown)} rows), allowed: {allowed}"
        )


def _known(name: str, key: str) -> pd.Series:
    path = path_of(name)
    return _keys(name, key, path, version_of(path))


@cache
def _keys(name: str, key: str, path: Path, version: tuple[int, int]) -> pd.Series:
    # read once: the claims of every month refer to the same keys
    return read(name)[key]


def _refuse_without_comparator(path: Path, areas: pd.DataFrame) -> None:
    """Refuse an area of a region that is in no comparator: the pooled totals are sums over all areas."""
    regions = read("regions")
    members = regions.loc[regions["comparator"].notna(), "region"]
    if not (outside := areas.index[~areas["region"].isin(members)]).empty:
        raise InputError(
            f"{relative(path)}: row {outside[0] + 1}, column 'region': found {areas['region'][outside[0]]!r}, "
            f"allowed: a region with a comparator in {relative(path_of('regions'))}"
        )


def _refuse_euros(path: Path, claims: pd.DataFrame) -> None:
    """Refuse a month whose amounts are of the wrong magnitude: whole euros fit every other rule."""
    products = read("products")
    intramural = products.loc[products["delivery_form"] == "intramural", "product_code"]
    amounts = claims.loc[claims["product_code"].isin(intramural) & (claims["amount"] > 0), "amount"]
    if len(amounts) and amounts.median() < LEAST_USUAL:
        raise InputError(
            f"{relative(path)}: column 'amount': found a median of {amounts.median():.0f} for intramural care, "
            f"allowed: cents, so usually more than {LEAST_USUAL}; are these euros?"
        )


@cache
def region_names(project: Path) -> dict[str, str]:
    """Return the Dutch name of each of the report's regions, by slug, in order of slug; read once per `project`."""
    regions = read("regions")
    ours = regions[regions["comparator"].notna()].sort_values("region")
    return dict(zip(ours["region"], ours["name"], strict=True))


def names_of_all_regions() -> dict[str, str]:
    """Return the Dutch name of every region of the country, by slug: clients come from all of them."""
    regions = read("regions").sort_values("region")
    return dict(zip(regions["region"], regions["name"], strict=True))
