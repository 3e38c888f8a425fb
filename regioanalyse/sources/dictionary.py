"""The data dictionary: what each table and column is, made from the records of tables (`docs/data-dictionary.md`)."""

from regioanalyse.records.table import MEANINGS, TABLES, Column, Table


def text() -> str:
    """Return the data dictionary as Markdown, one section per table."""
    head = (
        "# Data dictionary\n\n"
        "Made from the tables in `regioanalyse/records/tables.yaml` by `make accept`; do not edit.\n\n"
        "A table comes as CSV (UTF-8, commas, a header) or Parquet; `data/sources.yaml` says where it is. Columns may\n"
        "stand in any order; others are refused. `regioanalyse data --check PATH` tells whether a file fits.\n"
    )
    return head + "".join(_section(table) for table in TABLES.values())


def _section(table: Table) -> str:
    facts = []
    if table.confidential:
        facts.append("**About persons**: read by `marts` only.")
    if table.key:
        facts.append(f"Key: {', '.join(f'`{name}`' for name in table.key)}.")
    facts += [f"`{column}` must be in `{key}`." for column, key in table.references.items()]
    rows = "".join(_row(name, column) for name, column in table.columns.items())
    return (
        f"\n## {table.name}\n\n{table.description}\n\n"
        + (" ".join(facts) + "\n\n" if facts else "")
        + f"| column | what | type | allowed |\n|---|---|---|---|\n{rows}"
    )


def _row(name: str, column: Column) -> str:
    allowed = column.allowed.replace("|", "\\|")
    empty = " (may be empty)" if column.empty else ""
    return f"| `{name}` | {MEANINGS[name]} | {column.kind}{empty} | {allowed} |\n"
