"""Write Parquet whose bytes depend on the rows only."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 1 << 17
PARQUET = {"compression": "zstd", "compression_level": 3}


def texts(codes: np.ndarray, names: list[str]) -> pa.Array:
    """Return the name of each code as a plain text column.

    Parameters
    ----------
    codes
        Positions in `names`.
    names
        The texts.
    """
    return pa.array(names, pa.string()).take(pa.array(codes))


def days(values: np.ndarray) -> pa.Array:
    """Return dates (datetime64[D], NaT where open) as timestamps in microseconds, without a time zone."""
    return pa.array(values.astype("datetime64[us]"), pa.timestamp("us"))


def write(path: Path, **columns: pa.Array | np.ndarray) -> None:
    """Write a table under a temporary name, then rename it: what has its final name is whole.

    Parameters
    ----------
    path
        The file to make; its folder exists.
    **columns
        The columns in order, of equal length.
    """
    table = pa.table(
        {name: values if isinstance(values, pa.Array) else pa.array(values) for name, values in columns.items()}
    )
    unfinished = path.with_suffix(".unfinished")
    pq.write_table(table, unfinished, row_group_size=ROW_GROUP, store_schema=False, **PARQUET)
    unfinished.replace(path)
