"""The accepted values: every number as a line of text, so that none changes in silence.

`tests/reference/` holds one file per sector, edition and methodology, and in `accepted.yaml` of which data they are and
which changes of the register they contain. `moved` compares them with what the definitions give now; `unexplained`
says which of that nothing explains.
"""

from collections.abc import Collection
from pathlib import Path

import pandas as pd
import yaml

from regioanalyse import content, sources
from regioanalyse.errors import InputError
from regioanalyse.indicators import combinations, values
from regioanalyse.indicators.changes import Change, changes
from regioanalyse.project import relative, root
from regioanalyse.records.reading import Record, read

#: What a line names, in this order; `-` stands for a category that there is not.
IDENTIFYING = ["indicator", "region", "area", "period", "category"]
_NO_CATEGORY = "-"
#: Digits that a line shows: one person among all inhabitants is seen, the noise of floats is not.
DIGITS = 9

#: An indicator of a sector.
Pair = tuple[str, str]


class _Accepted(Record):
    changes: tuple[str, ...]
    data: str


def file_of(sector: str, edition: int, methodology: int) -> Path:
    """Return where the accepted values of a sector, edition and methodology are."""
    return folder() / f"{sector}-{edition}-{methodology}.txt"


def folder() -> Path:
    """Return where all of it is."""
    return root() / "tests" / "reference"


def _accepted_file() -> Path:
    return folder() / "accepted.yaml"


def text(table: pd.DataFrame) -> str:
    """Return values as lines, sorted: indicator, region, area, period, category, value or status."""
    keys = [table[key].replace("", _NO_CATEGORY) for key in IDENTIFYING]
    return "".join(sorted(f"{' '.join(parts)}\n" for parts in zip(*keys, shown(table), strict=True)))


def shown(table: pd.DataFrame) -> list[str]:
    """Return how a line shows each value: rounded, or its status where it has none."""
    # a sum that should be nothing is a billionth in floats, now below and now above zero
    rounded = table["value"].astype(float).round(DIGITS) + 0.0
    return [
        f"{value:.{DIGITS}g}" if status == "ok" else status
        for value, status in zip(rounded, table["status"], strict=True)
    ]


def differences() -> pd.DataFrame:
    """Compare the accepted values with those of the present data and definitions.

    Returns
    -------
    DataFrame
        The values that differ: `sector`, `edition`, `methodology`, `IDENTIFYING`, `old` and `new` (text, empty where
        there was or is none), `difference` (number, empty where one of them is none), and `is_new`: whether the
        reference has no line of the indicator at all. The biggest difference relative to the old value comes first,
        before it what got or lost its value.

    Raises
    ------
    InputError
        When a reference cannot be read.
    """
    parts = []
    for sector, edition, methodology in combinations():
        file = file_of(sector, edition, methodology)
        before = _lines(file.read_text(encoding="utf-8") if file.exists() else "", relative(file))
        now = _lines(text(values(sector, edition, methodology)), relative(file))
        both = pd.concat([before.rename("old"), now.rename("new")], axis="columns").fillna("")
        found = both[both["old"] != both["new"]].reset_index()
        is_new = ~found["indicator"].isin(before.index.get_level_values("indicator"))
        parts.append(found.assign(sector=sector, edition=edition, methodology=methodology, is_new=is_new))
    table = pd.concat(parts, ignore_index=True)
    old, new = (pd.to_numeric(table[column], errors="coerce") for column in ("old", "new"))
    relatively = ((new - old) / old.where(old != 0)).abs().fillna(float("inf"))
    keys = ["sector", "edition", "methodology", *IDENTIFYING]
    table = table.assign(difference=new - old, relatively=relatively).sort_values(
        ["relatively", *keys], ascending=[False, *[True] * len(keys)], kind="stable", ignore_index=True
    )
    return table[[*keys, "old", "new", "difference", "is_new"]]


def moved() -> pd.DataFrame:
    """Return the `differences` of indicators that the reference has: a new one does not move."""
    table = differences()
    return table[~table["is_new"]].drop(columns="is_new").reset_index(drop=True)


def pairs(table: pd.DataFrame) -> list[Pair]:
    """Return the sector and indicator of rows, each once, sorted."""
    return sorted(set(zip(table["sector"], table["indicator"], strict=True)))


def _lines(lines: str, where: str) -> pd.Series:
    rows = []
    for number, line in enumerate(lines.splitlines(), start=1):
        parts = line.split(" ")
        if len(parts) != len(IDENTIFYING) + 1:
            raise InputError(f"{where}: line {number}: found {line!r}, allowed: {' '.join(IDENTIFYING)} value")
        rows.append(parts)
    frame = pd.DataFrame(rows, columns=[*IDENTIFYING, "value"], dtype=str)
    if frame.duplicated(IDENTIFYING).any():
        number = int(frame.index[frame.duplicated(IDENTIFYING)][0]) + 1
        raise InputError(f"{where}: line {number}: found {lines.splitlines()[number - 1]!r} again, allowed: once")
    return frame.assign(category=frame["category"].replace(_NO_CATEGORY, "")).set_index(IDENTIFYING)["value"]


def explaining(moving: Collection[Pair]) -> list[Change]:
    """Return the entries of the register that are new since the last `accept` and cover some of these indicators."""
    before = _accepted().changes
    return [
        change
        for change in changes()
        if change.id not in before and {(change.sector, each) for each in change.indicators} & set(moving)
    ]


def unexplained(moving: Collection[Pair]) -> list[Pair]:
    """Return which of the indicators that moved nothing explains, sorted.

    None when the data changed since the last `accept`; else those that no new entry of the register covers.
    """
    if data_changed():
        return []
    covered = {(change.sector, indicator) for change in explaining(moving) for indicator in change.indicators}
    return sorted(set(moving) - covered)


def data_changed() -> bool:
    """Return whether the source tables are others than at the last `accept`."""
    return _accepted().data != data_version()


def data_version() -> str:
    """Return one hash over all source tables."""
    return content.digest(*(part for name in sorted(sources.catalogue()) for part in (name, sources.path_of(name))))


def write() -> None:
    """Make the present values the accepted ones."""
    for wanted in combinations():
        _write(file_of(*wanted), text(values(*wanted)))
    accepted = {"changes": sorted(change.id for change in changes()), "data": data_version()}
    _write(_accepted_file(), yaml.safe_dump(accepted, sort_keys=True))


def _write(file: Path, what: str) -> None:
    content.write_whole(file, lambda beside: beside.write_text(what, encoding="utf-8"))


def _accepted() -> _Accepted:
    """Return the ids of the register and the hash of the data at the last `accept`; before the first, none."""
    file = _accepted_file()
    return read(file, _Accepted) if file.exists() else _Accepted(changes=(), data="")
