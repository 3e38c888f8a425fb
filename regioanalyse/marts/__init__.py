"""Counts per cell: the last room that sees a client, and the only one that reads confidential tables.

Marts are made and kept per service month. Each is a record beside its definition (`regioanalyse.marts.counted`).
"""

from regioanalyse.marts.loading import OPEN, Marts, columns_of, file_of, folder, load, of_months
from regioanalyse.marts.months import make

__all__ = ["OPEN", "Marts", "columns_of", "file_of", "folder", "load", "make", "of_months"]
