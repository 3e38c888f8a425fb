"""From executed notebooks to HTML that opens from disk."""

from regioanalyse.book.build import build_book

__all__ = ["build_book"]
