"""The table `waiting_list`: a row per time on the list and status."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from regioanalyse.example.writing import days, texts, write
from regioanalyse.records.categories import OLD_STATUSES, STATUSES

#: From this day on the statuses are the present ones.
CHANGE = np.datetime64("2021-05-01")
#: Clients who had left the list by this day are not in the table.
LIST_BEGINS = np.datetime64("2020-10-01")
_NEVER = np.datetime64("NaT", "D")
#: Positions in `STATUSES`.
URGENT, ACTIVE, PREFERENCE, PRECAUTION = range(len(STATUSES))
#: The old status of each present one.
FORMERLY = (0, 0, 1, 2)


@dataclass(frozen=True)
class Wait:
    """One element per time on the list.

    Attributes
    ----------
    client
        Position among the sector's clients, or client numbers.
    provider
        Who is waited for.
    status
        The last status.
    since, until
        First and last day; `until` NaT for who still waits.
    placed_at
        The provider of placement, which is on the day after `until`; -1 without.
    earlier
        Days that an earlier status had lasted at first: precaution before preference, active before urgent.
    """

    client: np.ndarray
    provider: np.ndarray
    status: np.ndarray
    since: np.ndarray
    until: np.ndarray
    placed_at: np.ndarray
    earlier: np.ndarray

    def __add__(self, other: "Wait") -> "Wait":
        return Wait(*(np.concatenate(pair) for pair in zip(vars(self).values(), vars(other).values(), strict=True)))

    def at(self, rows: np.ndarray) -> "Wait":
        """Return some of them."""
        return Wait(*(column[rows] for column in vars(self).values()))

    def numbered(self, numbers: np.ndarray) -> "Wait":
        """Return the same with client numbers in place of positions."""
        return replace(self, client=numbers[self.client])


def write_waiting_list(path: Path, waits: dict[str, Wait]) -> None:
    """Write the table `waiting_list`: one row per status, and a new one where the statuses changed.

    Parameters
    ----------
    path
        The file.
    waits
        By sector; clients are client numbers.
    """
    names = [*STATUSES, *OLD_STATUSES]
    sector = np.concatenate([np.full(len(wait.client), number) for number, wait in enumerate(waits.values())])
    first, *rest = waits.values()
    wait = sum(rest, start=first)

    had_earlier = wait.earlier > 0
    switched = wait.since + wait.earlier
    earlier_status = np.where(wait.status == URGENT, ACTIVE, PRECAUTION)
    rows, status, valid_from, valid_to, last = [], [], [], [], []
    for which, stat, start, end, is_last in (
        (np.flatnonzero(had_earlier), earlier_status, wait.since, switched - 1, False),
        (np.arange(len(had_earlier)), wait.status, switched, wait.until, True),
    ):
        before = which[start[which] < CHANGE]
        after = which[np.isnat(end[which]) | (end[which] >= CHANGE)]
        for part, old in ((before, True), (after, False)):
            rows.append(part)
            status.append(len(STATUSES) + np.array(FORMERLY)[stat[part]] if old else stat[part])
            valid_from.append(start[part] if old else np.maximum(start[part], CHANGE))
            open_or_later = np.isnat(end[part]) | (end[part] >= CHANGE)
            valid_to.append(np.where(open_or_later, CHANGE - 1, end[part]) if old else end[part])
            last.append(is_last & (~open_or_later if old else np.ones(len(part), dtype=bool)))
    row, is_last_row = np.concatenate(rows), np.concatenate(last)
    columns = [row, np.concatenate(status), np.concatenate(valid_from), np.concatenate(valid_to), is_last_row]
    kept = np.flatnonzero(np.isnat(columns[3]) | (columns[3] >= LIST_BEGINS))
    kept = kept[np.lexsort((columns[2][kept], wait.client[row[kept]]))]
    row, status_, start, end, is_last_row = (column[kept] for column in columns)
    placed = is_last_row & (wait.placed_at[row] >= 0)
    write(
        path,
        client=wait.client[row],
        sector=texts(sector[row], list(waits)),
        provider=wait.provider[row] + 1,
        status=texts(status_, names),
        waiting_since=days(wait.since[row]),
        placed_on=days(np.where(placed, wait.until[row] + 1, _NEVER)),
        placed_at=pa.array(wait.placed_at[row] + 1, mask=~placed),
        valid_from=days(start),
        valid_to=days(end),
    )
