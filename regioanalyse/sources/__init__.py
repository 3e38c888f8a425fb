"""The tables that come in: where each is, what it must look like, and whether it is real.

`data/sources.yaml` names every table. A table without a path is generated (`regioanalyse.data`).
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from regioanalyse import content
from regioanalyse.errors import InputError, choices
from regioanalyse.project import build, relative, root
from regioanalyse.sources.check import in_types, problems, read_file, read_table, shown
from regioanalyse.sources.contracts import CONTRACTS, MONTH


class Source(BaseModel):
    """One entry of `data/sources.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    origin: Literal["synthetic", "published", "cbs", "reference", "file"]
    source: str
    path: str | None = None


def catalogue() -> dict[str, Source]:
    """Read `data/sources.yaml`.

    Returns
    -------
    dict of str to Source
        One entry per contract, in the file's order.

    Raises
    ------
    InputError
        When the file is no YAML, misses a table, has an unknown one, or an entry is not as it should be.
    """
    path = root() / "data" / "sources.yaml"
    return dict(_catalogue(path, _version(path)))


def _version(path: Path) -> tuple[int, int]:
    """Return what changes when a file is written anew; a file that is not there has a version too."""
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else (0, 0)


@cache
def _catalogue(path: Path, version: tuple[int, int]) -> dict[str, Source]:
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{relative(path)}: cannot be read as YAML in UTF-8: {error}") from error
    if not isinstance(entries, dict):
        raise InputError(f"{relative(path)}: found no tables, allowed: {', '.join(CONTRACTS)}")
    for name in entries:
        if name not in CONTRACTS:
            raise choices(name, list(CONTRACTS), f"{relative(path)}: table")
    if missing := [name for name in CONTRACTS if name not in entries]:
        raise InputError(f"{relative(path)}: no entry for: {', '.join(missing)}")
    found = {}
    for name, entry in entries.items():
        try:
            found[name] = Source.model_validate(entry)
        except ValidationError as error:
            # a key that is not known first: it is often the one that is then missed
            first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
            key = ".".join(map(str, (name, *first["loc"])))
            if first["type"] == "extra_forbidden":
                raise choices(first["loc"][-1], list(Source.model_fields), f"{relative(path)}: {name}: key") from error
            raise InputError(f"{relative(path)}: {key}: found {first['input']!r}: {first['msg']}") from error
        if found[name].path is None and found[name].origin != "synthetic":
            raise InputError(
                f"{relative(path)}: {name}: found origin {found[name].origin!r} and path {found[name].path!r}; "
                "allowed: a path, or origin synthetic without one"
            )
    return found


def path_of(name: str) -> Path:
    """Return where table `name` is: a file, or for claims a folder with one file per service month."""
    entry = catalogue()[name]
    if entry.path is not None:
        if not (root() / entry.path).exists():
            raise InputError(f"data/sources.yaml: {name}: path: found {entry.path!r}, allowed: a file that is there")
        return root() / entry.path
    return build() / "example" / (name if name == "claims" else f"{name}.parquet")


def read(name: str) -> pd.DataFrame:
    """Read table `name` and hold it against its contract.

    Parameters
    ----------
    name
        A table other than ``claims``, which is read per month (`read_claims`).

    Returns
    -------
    DataFrame
        The contract's columns and types.

    Raises
    ------
    InputError
        When the file is not there or does not fit.
    """
    if name not in _OFTEN:
        return _checked(name)
    return _kept(name, *((path_of(each), _version(path_of(each))) for each in _OFTEN)).copy()


#: Small tables that every figure or month asks for: read and checked once, until one of them is written anew.
_OFTEN = ("areas", "regions", "products")


@cache
def _kept(name: str, *files: tuple[Path, tuple[int, int]]) -> pd.DataFrame:
    return _checked(name)


def _checked(name: str) -> pd.DataFrame:
    if has_passed(name):
        return in_types(CONTRACTS[name], read_file(CONTRACTS[name], path_of(name)))
    table = _with_known_references(name, path_of(name), read_table(name, path_of(name)))
    if name == "areas":
        _of_members(table)
    return table


def has_passed(name: str) -> bool:
    """Return whether table `name`, as it is now, was held against its contract before and passed (`remember`)."""
    note = _note(name)
    return note.is_file() and note.read_bytes() == key_of_check(name).encode() != b""


def remember(name: str, key: str) -> None:
    """Remember that table `name` passed, so that it is not checked again until something changes.

    Parameters
    ----------
    name
        The table.
    key
        Its `key_of_check` from before the check: what was written since then has not passed.
    """
    if key == key_of_check(name):
        content.write_whole(_note(name), lambda beside: beside.write_text(key))


def _note(name: str) -> Path:
    return build() / "checked" / name


def key_of_check(name: str) -> str:
    """Return what decides whether table `name` passes, as a key; empty when one of its files is not there."""
    if not all(file.exists() for file in _decide(name)):
        return ""
    return content.digest(name, *sorted(Path(__file__).parent.glob("*.py")), *_decide(name))


def _decide(name: str) -> list[Path]:
    """Return the files that decide whether a table passes: its own, and those of the tables that it refers to."""
    contract = CONTRACTS[name]
    others = {table for table, _ in contract.references.values()} | ({"areas", "regions"} if contract.place else set())
    return [path_of(each) for each in (name, *sorted(others))]


def _of_members(areas: pd.DataFrame) -> None:
    """Refuse an area of a region that is in no comparator: the pooled totals are sums over all areas."""
    regions = read("regions")
    members = regions.loc[regions["comparator"].notna(), "region"]
    if not (outside := areas.index[~areas["region"].isin(members)]).empty:
        raise InputError(
            f"{relative(path_of('areas'))}: row {outside[0] + 1}, column 'region': found "
            f"{areas['region'][outside[0]]!r}, allowed: a region with a comparator in {relative(path_of('regions'))}"
        )


def _with_known_references(name: str, path: Path, frame: pd.DataFrame) -> pd.DataFrame:
    contract = CONTRACTS[name]
    for column in (*contract.references, *([contract.place] if contract.place else [])):
        _refuse_unknown_in(name, path, frame[column])
    return frame


def _refuse_unknown_in(name: str, path: Path, values: pd.Series) -> None:
    """Refuse values of a column that refers to another table, when they are not in that one."""
    contract = CONTRACTS[name]
    if values.name in contract.references:
        table, key = contract.references[values.name]
        known = _known(table, key, path_of(table), _version(path_of(table)))
        _refuse_unknown(path, values, known, f"a {key} of {relative(path_of(table))}")
    if values.name == contract.place:
        areas, regions = path_of("areas"), path_of("regions")
        known = pd.concat(
            [_known("areas", "code", areas, _version(areas)), _known("regions", "region", regions, _version(regions))]
        )
        allowed = f"a code of {relative(areas)}, or elsewhere a region of {relative(regions)}"
        _refuse_unknown(path, values, known, allowed)


def knows_all(name: str, path: Path, column: str, values: pd.Series) -> bool:
    """Return whether these values of a column of table `name` are in the table that the column refers to, if any."""
    try:
        _refuse_unknown_in(name, path, values.rename(column))
    except InputError:
        return False
    return True


def _refuse_unknown(path: Path, values: pd.Series, known: pd.Series, allowed: str) -> None:
    unknown = values[values.notna() & ~values.isin(known)]
    if not unknown.empty:
        raise InputError(
            f"{relative(path)}: row {unknown.index[0] + 1}, column '{values.name}': found {shown(unknown.iloc[0])} "
            f"({len(unknown)} rows), allowed: {allowed}"
        )


@cache
def _known(table: str, key: str, path: Path, version: tuple[int, int]) -> pd.Series:
    """Return the keys of a reference table, read once: the claims of every month refer to the same ones."""
    return read(table)[key]


def claims_files() -> dict[str, Path]:
    """Return the file of each service month, ``{"2019-01": …}``, in order of month.

    Raises
    ------
    InputError
        When there is no folder, it is empty, or a file's name is not a month.
    """
    folder = path_of("claims")
    if not folder.is_dir():
        raise InputError(f"{relative(folder)}: found no folder; claims come as one file per month, 2019-01.parquet")
    files = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
    if not files:
        raise InputError(f"{relative(folder)}: found no files; allowed: one per service month, 2019-01.parquet")
    months: dict[str, Path] = {}
    for file in files:
        if not re.fullmatch(MONTH, file.stem):
            raise InputError(f"{relative(file)}: found {file.stem!r}, allowed: a service month such as 2019-01")
        if file.stem in months:
            raise InputError(f"{relative(file)}: month {file.stem} is there twice: {months[file.stem].name}")
        months[file.stem] = file
    return months


def read_claims(month: str) -> pd.DataFrame:
    """Read the claims of one service month and hold them against the contract.

    Raises
    ------
    InputError
        When the month is not there, the file does not fit, or a line is of another month than its file.
    """
    files = claims_files()
    if month not in files:
        raise choices(month, list(files), f"{relative(path_of('claims'))}: service month")
    frame = read_table("claims", files[month])
    if not (other := frame.index[frame["month"] != month]).empty:
        raise InputError(
            f"{relative(files[month])}: row {other[0] + 1}, column 'month': "
            f"found {frame['month'][other[0]]!r}, allowed: {month!r}"
        )
    _refuse_euros(files[month], frame)
    return _with_known_references("claims", files[month], frame)


def check_file(path: Path) -> tuple[str, list[str]]:
    """Hold an own file against the contract that it is meant for.

    Parameters
    ----------
    path
        A file named after its table (``population.csv``) or, for claims, after its month (``2022-01.parquet``); one
        with another name is taken for the table that has most of its columns.

    Returns
    -------
    str, list of str
        The table, and all that is wrong, worst first; empty when the file fits.

    Raises
    ------
    InputError
        When the file cannot be read, or looks like no table.
    """
    name = path.stem if path.stem in CONTRACTS else "claims" if re.fullmatch(MONTH, path.stem) else _most_like(path)
    table, found = problems(CONTRACTS[name], read_file(CONTRACTS[name], path))
    if not found:
        try:
            _with_known_references(name, path, table)
            if name == "claims":
                _refuse_euros(path, table)
        except InputError as error:
            found = [str(error)]
    return name, found


def _most_like(path: Path) -> str:
    found = set(read_file(CONTRACTS["regions"], path).columns)
    shared = {name: len(found & set(contract.columns)) for name, contract in CONTRACTS.items()}
    best = max(shared, key=lambda name: shared[name])
    if 2 * shared[best] < len(CONTRACTS[best].columns):
        raise choices(path.stem, list(CONTRACTS), f"{relative(path)}: table (the file's name)")
    return best


#: A month of intramural care costs thousands of euros. Half of the lines below this (cents) means euros for cents.
LEAST_USUAL = 50_000


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


def synthetic() -> bool:
    """Return whether any table is generated, so that the book must say so."""
    return any(entry.origin == "synthetic" for entry in catalogue().values())


def provenance() -> pd.DataFrame:
    """Return where each table comes from.

    Returns
    -------
    DataFrame
        One row per table: `table`, `description` (Dutch), `origin`, `source`, `path` (relative to the project).
    """
    return pd.DataFrame(
        {
            "table": name,
            "description": CONTRACTS[name].description,
            "origin": entry.origin,
            "source": entry.source,
            "path": relative(path_of(name)),
        }
        for name, entry in catalogue().items()
    )


@cache
def region_names(project: Path) -> dict[str, str]:
    """Return the Dutch name of each of the report's regions, by slug, in order of slug.

    Parameters
    ----------
    project
        The project's root; names are read once for each.
    """
    regions = read("regions")
    ours = regions[regions["comparator"].notna()].sort_values("region")
    return dict(zip(ours["region"], ours["name"], strict=True))


def names_of_all_regions() -> dict[str, str]:
    """Return the Dutch name of every region of the country, by slug: clients come from all of them."""
    path = path_of("regions")
    return dict(_names_of_all_regions(path, _version(path)))


@cache
def _names_of_all_regions(path: Path, version: tuple[int, int]) -> dict[str, str]:
    regions = read("regions").sort_values("region")
    return dict(zip(regions["region"], regions["name"], strict=True))
