"""The bridge between two editions: how much of a difference is the method, and how much is real.

Last year's value by the old method, plus what the new method makes of last year's data, plus the change since then by
the new method, is this year's value. Only for changes of method: where old and new have different units, there is no
bridge but a break.
"""

import pandas as pd

from regioanalyse import indicators
from regioanalyse.indicators.changes import Change, changes
from regioanalyse.records.sector import SECTORS

#: What a row is about, and the values by edition and method.
IDENTIFYING = ["indicator", "region", "category"]
COLUMNS = [
    "change",
    "sector",
    *IDENTIFYING,
    "unit",
    "edition_before",
    "edition",
    "period_before",
    "period",
    "before",
    "method",
    "real",
    "now",
    "now_old_method",
    "status",
]
#: From the status that hides most to the one that hides nothing.
_WORST_FIRST = ("suppressed", "break", "missing", "ok")


def bridge(sector: str) -> pd.DataFrame:
    """Split the difference between two editions in method and reality, for every change of method of a sector.

    Returns
    -------
    DataFrame
        `COLUMNS`, a row per change, indicator, region (the comparator too) and category, in the order of the register
        and of the table of values. `before` is the value of the edition before by its own method, `method` what the
        new method adds to that, `real` the change since then and `now` the value of the edition; `now_old_method` is
        the same by the old method. Unrounded, and empty where `status` is not ``ok``.
    """
    found = [_of_change(change, names) for change in changes(sector) if (names := bridged(change))]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)


def bridged(change: Change) -> list[str]:
    """Return the indicators of a change of method that have both methods.

    A definition that was changed in place, for every edition, has no old method left to compare with.
    """
    earlier = [edition for edition in SECTORS[change.sector].editions if edition < change.edition]
    if change.kind != "method" or not earlier:
        return []
    records = (indicators.record(name, change.sector) for name in change.indicators)
    both = (each for each in records if each.holds_in(earlier[-1]) and each.holds_in(change.edition))
    return [each.name for each in both if each.version(earlier[-1]) != each.version(change.edition)]


def _of_change(change: Change, names: list[str]) -> pd.DataFrame:
    def of(edition: int, methodology: int) -> pd.DataFrame:
        return _regions(change.sector, names, edition, methodology)

    new, old = change.edition, edition_before(change)
    before = of(old, old).rename(columns={"value": "before", "period": "period_before"})
    again = of(old, new)["value"]
    now = of(new, new)
    table = before.drop(columns=["unit", "status"]).join(now, how="outer", sort=False).reindex(now.index)
    table = table.assign(
        method=again - table["before"],
        real=table["value"] - again,
        now=table["value"],
        now_old_method=of(new, old)["value"],
    )
    states = [before["status"], of(old, new)["status"], now["status"]]
    # a row that the edition before did not have is missing there
    status = pd.concat(states, axis="columns").reindex(table.index).fillna("missing").map(_WORST_FIRST.index)
    table["status"] = status.min(axis="columns").map(dict(enumerate(_WORST_FIRST)))
    table.loc[table["status"] != "ok", ["method", "real"]] = float("nan")
    return table.reset_index().assign(change=change.id, sector=change.sector, edition_before=old, edition=new)[COLUMNS]


def edition_before(change: Change) -> int:
    """Return the edition before that of a change; a `ValueError` for one in the first edition there is."""
    earlier = [edition for edition in SECTORS[change.sector].editions if edition < change.edition]
    if not earlier:
        raise ValueError(f"{change.id}: no edition before {change.edition}")
    return earlier[-1]


def _regions(sector: str, names: list[str], edition: int, methodology: int) -> pd.DataFrame:
    """Return the last period of indicators for regions and comparator, by indicator, region, category."""
    values = indicators.values(sector, edition, methodology)
    mine = values[values["indicator"].isin(names) & (values["area"] == values["region"])]
    last = mine.groupby("indicator")["period"].transform("max")
    mine = mine[mine["period"] == last].set_index(IDENTIFYING)
    return mine[["period", "value", "unit", "status"]]
