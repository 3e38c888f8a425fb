"""The data dictionary: what each table and column is, made from the records of tables (`docs/data-dictionary.md`)."""

from collections.abc import Mapping

from regioanalyse.records.table import MEANINGS, TABLES, Column, Table


def text(needed_by: Mapping[str, list[str]]) -> str:
    """Return the data dictionary as Markdown, one section per table; `needed_by` has the indicators each goes into."""
    head = (
        "# Data dictionary\n\n"
        "Made from the tables in `regioanalyse/records/tables.yaml` by `make accept`; do not edit.\n\n"
        "A table comes as CSV (UTF-8, commas, a header) or Parquet; `data/sources.yaml` says where it is. Columns may\n"
        "stand in any order; others are refused. `regioanalyse data --check PATH` tells whether a file fits.\n"
    )
    return head + "".join(_section(table, needed_by[name]) for name, table in TABLES.items())


def _section(table: Table, indicators: list[str]) -> str:
    facts = []
    if table.confidential:
        facts.append("**About persons**: read by `marts` only.")
    if table.key:
        facts.append(f"Key: {', '.join(f'`{name}`' for name in table.key)}.")
    facts += [f"`{column}` must be in `{key}`." for column, key in table.references.items()]
    goes_into = f"Goes into: {', '.join(f'`{name}`' for name in indicators)}.\n" if indicators else ""
    rows = "".join(_row(name, column) for name, column in table.columns.items())
    return (
        f"\n## {table.name}\n\n{table.description}\n\n"
        + (" ".join(facts) + "\n\n" if facts else "")
        + f"| column | what | type | allowed |\n|---|---|---|---|\n{rows}"
        + (f"\n{goes_into}" if goes_into else "")
    )


def _row(name: str, column: Column) -> str:
    allowed = column.allowed.replace("|", "\\|")
    empty = " (may be empty)" if column.empty else ""
    return f"| `{name}` | {MEANINGS[name]} | {column.kind}{empty} | {allowed} |\n"
