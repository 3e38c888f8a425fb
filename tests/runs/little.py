"""Imported ahead of notebooks that import nothing themselves."""

from regioanalyse.runs import shell

__all__ = ["read", "shell"]


def read() -> None:
    """Read nothing."""
