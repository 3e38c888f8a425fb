"""The example data many times over: as many claims as a real zorgkantoor or the whole country has.

Every client is copied under a number of their own, with everything about them: addresses, care, waiting and all claim
lines. So each count is multiplied. Tables that are not about persons stay as they are: there are more clients per
inhabitant. A part of a copy is a part of the clients, with everything about them.
"""

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from regioanalyse.errors import InputError
from regioanalyse.example.writing import PARQUET, ROW_GROUP
from regioanalyse.records.table import TABLES

#: A copy's numbers start at its number times these. No client, and no line, of the example has a higher one.
CLIENTS, LINES = 1_000_000, 100_000_000
#: More copies would give lines a number that the contract refuses (10^12).
MOST_COPIES = 9_999
#: Spreads consecutive client numbers evenly over 32 bits (Knuth: the golden ratio times 2^32).
_SPREAD = np.uint64(2_654_435_761)


def write_copies(world: Path, folder: Path, lines: int) -> int:
    """Write the example data with about so many lines of claims, a month at a time.

    Parameters
    ----------
    world
        The folder that `example.make` wrote.
    folder
        Gets the same files; made when it is not there.
    lines
        How many lines of claims are asked for. A multiple of those in `world` is given exactly.

    Returns
    -------
    int
        How many lines of claims were written.

    Raises
    ------
    InputError
        When `lines` is less than one or more than can be numbered.
    """
    months = sorted((world / "claims").glob("*.parquet"))
    own = sum(pq.read_metadata(file).num_rows for file in months)
    if not 1 <= lines <= own * MOST_COPIES:
        raise InputError(f"lines: found {lines}, allowed: from 1 to {own * MOST_COPIES}")
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    for file in sorted(world.glob("*.parquet")):
        if TABLES[file.stem].confidential:
            _copy(file, folder / file.name, lines / own)
        else:
            shutil.copyfile(file, folder / file.name)
    return sum(_copy(file, folder / "claims" / file.name, lines / own) for file in months)


def _copy(file: Path, target: Path, times: float) -> int:
    """Write a table of persons so many times and return how many rows that are; no more than a copy is in memory."""
    table = pq.read_table(file)
    written = 0
    with pq.ParquetWriter(target, table.schema, store_schema=False, **PARQUET) as writer:
        for number in range(int(times)):
            writer.write_table(_numbered(table, number), row_group_size=ROW_GROUP)
            written += len(table)
        some = table.filter(pa.array(_drawn(table["client"].to_numpy(), times % 1)))
        if len(some) or not written:
            writer.write_table(_numbered(some, int(times)), row_group_size=ROW_GROUP)
            written += len(some)
    return written


def _drawn(clients: np.ndarray, share: float) -> np.ndarray:
    """Return which rows are of the share of the clients that is drawn: the same ones in every table."""
    return (clients.astype(np.uint64) * _SPREAD) % np.uint64(2**32) < share * 2**32


def _numbered(table: pa.Table, copy: int) -> pa.Table:
    """Return a copy with numbers of its own."""
    for column, step in (("client", CLIENTS), ("line", LINES), ("reverses", LINES)):
        if column in table.column_names:
            place = table.column_names.index(column)
            table = table.set_column(place, table.schema.field(column), pc.add(table[column], copy * step))
    return table
