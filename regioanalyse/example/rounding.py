"""From shares to whole people: rounding that keeps the sums."""

import numpy as np

#: Remainders are compared at this many decimals, so that the last bit of a float, which may differ from one
#: processor to the next, never decides who gets the odd person.
DECIMALS = 6


def largest_remainder(parts: np.ndarray, total: int) -> np.ndarray:
    """Divide `total` whole people over `parts`, in proportion.

    Parameters
    ----------
    parts
        Weights, not negative, of any shape; at least one is positive.
    total
        What the result sums to.

    Returns
    -------
    np.ndarray
        Whole numbers (int64) of the same shape. Equal remainders go to the earlier part.
    """
    exact = np.round(parts * (total / parts.sum()), DECIMALS).ravel()
    whole = np.floor(exact).astype(np.int64)
    first = np.argsort(whole - exact, kind="stable")[: total - whole.sum()]
    whole[first] += 1
    return whole.reshape(parts.shape)


def rake(table: np.ndarray, rows: np.ndarray, columns: np.ndarray, rounds: int = 60) -> np.ndarray:
    """Scale `table` until its rows and columns sum to the given totals (iterative proportional fitting).

    Parameters
    ----------
    table
        Start, rows × columns; zeros stay zero.
    rows, columns
        The totals; both sum to the same number.
    rounds
        How often to go round; sixty leave no visible difference in tables that have no zeros.

    Returns
    -------
    np.ndarray
        The scaled table.
    """
    table = table.astype(float)
    for _ in range(rounds):
        table = table * _factor(rows, table.sum(axis=1))[:, None]
        table = table * _factor(columns, table.sum(axis=0))[None, :]
    return table


def _factor(wanted: np.ndarray, found: np.ndarray) -> np.ndarray:
    return np.divide(wanted, found, out=np.zeros(len(found)), where=found > 0)


def round_table(table: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Round a table to whole numbers whose rows and columns both have the given whole totals.

    Parameters
    ----------
    table
        Rows × columns, already raked to the totals.
    rows, columns
        Whole totals with the same sum.

    Returns
    -------
    np.ndarray
        Whole numbers (int64). The largest remainders are rounded up first, as far as both totals allow.
    """
    exact = np.round(table, DECIMALS)
    whole = np.floor(exact).astype(np.int64)
    row_rest, column_rest = rows - whole.sum(axis=1), columns - whole.sum(axis=0)
    order = np.argsort((whole - exact).ravel(), kind="stable")
    while row_rest.sum() > 0:
        for row, column in zip(*np.unravel_index(order, table.shape), strict=True):
            if row_rest[row] > 0 and column_rest[column] > 0:
                whole[row, column] += 1
                row_rest[row] -= 1
                column_rest[column] -= 1
    return whole
