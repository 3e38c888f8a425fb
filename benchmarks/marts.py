"""The marts against idiomatic pandas, and against reading the same columns, at three sizes."""

import sys
from itertools import pairwise
from pathlib import Path

import yaml

from benchmarks.copies import copy_project
from benchmarks.measure import Cost, run
from benchmarks.table import Row
from regioanalyse.project import root

SIZES = (1_000_000, 10_000_000, 100_000_000)
#: Above this many lines pandas is not tried: the tables beside the claims and its copies do not fit in the memory.
MOST_IN_PANDAS = 10_000_000
ABOUT = (
    "Claims of `regioanalyse example --lines`, a file per service month. Pandas (`benchmarks/marts_in_pandas.py`) goes "
    "through the same months and gives the same marts; it is not tried at 100 million lines, which do not fit in "
    "memory. It believes its claims; *pandas, checked* holds them against their contract first, as the marts do. "
    "*Scan* reads the columns that the marts need and adds them up. Peak memory is that of all processes."
)
OURS = "from regioanalyse import marts; marts.make()"
_IN_PANDAS = """
from benchmarks import marts_in_pandas
from regioanalyse import sources
from regioanalyse.marts.shared import source_tables
tables = {{name: sources.read(name) for name in source_tables()}}
for month, file in sources.claims_files().items():
    import pandas as pd
    marts_in_pandas.marts(month, {claims}, tables)
"""
PANDAS, CHECKED = (_IN_PANDAS.format(claims=each) for each in ("pd.read_parquet(file)", "sources.read_claims(month)"))
SCAN = """
from benchmarks import marts_in_pandas
from regioanalyse import sources
marts_in_pandas.scan_and_sum(list(sources.claims_files().values()))
"""


def measure(folder: Path) -> tuple[str, list[Row]]:
    """Measure in copies of the project with generated claims of each size.

    Returns
    -------
    str, list of Row
        What a reader must know, and the measurements.
    """
    rows: list[Row] = []
    per_line: dict[int, float] = {}
    for lines in SIZES:
        project = with_claims(folder / str(lines), lines)
        in_pandas = {"pandas": PANDAS, "pandas, checked": CHECKED} if lines <= MOST_IN_PANDAS else {}
        sides = {"scan": SCAN, "marts": OURS} | in_pandas
        costs = {name: python(project, code) for name, code in sides.items()}
        size = f"{lines // 1_000_000} million lines"
        for name, cost in costs.items():
            rows.append(Row(f"{size}: {name}, wall", cost.wall, "s"))
            rows.append(Row(f"{size}: {name}, CPU", cost.cpu, "s"))
            limit = "≤ 1000" if (name, lines) == ("marts", SIZES[-1]) else ""
            rows.append(Row(f"{size}: {name}, peak memory", cost.peak / 2**20, "MB", limit))
        per_line[lines] = costs["marts"].cpu / lines
        rows.append(Row(f"{size}: marts / scan, CPU", costs["marts"].cpu / costs["scan"].cpu))
        for side in in_pandas:
            limit = "≥ 7" if (side, lines) == ("pandas", MOST_IN_PANDAS) else ""
            rows.append(Row(f"{size}: {side} / marts, wall", costs[side].wall / costs["marts"].wall, limit=limit))
            rows.append(Row(f"{size}: {side} / marts, CPU", costs[side].cpu / costs["marts"].cpu))
        for last in sorted((project / "build" / "marts").glob("*/*.parquet"))[-1:]:
            for file in (project / "build" / "marts").glob(f"*/{last.name}"):
                file.unlink()
        month = python(project, OURS)
        # a month of a million lines is less than the start, and what is done once for all months
        limit = "" if lines == SIZES[0] else "≤ 0.1"
        rows.append(Row(f"{size}: one new month / all months, wall", month.wall / costs["marts"].wall, limit=limit))
    for less, more in pairwise(SIZES):
        about = f"CPU time of marts per line, {more // 1_000_000} / {less // 1_000_000} million lines"
        rows.append(Row(about, per_line[more] / per_line[less], limit="≤ 1.25"))
    return ABOUT, rows


def with_claims(place: Path, lines: int) -> Path:
    """Return a copy of the project whose tables are generated with this many claims, as own tables of an analyst."""
    tables = place / "tables"
    project = copy_project(place / "project")
    command: list[str | Path] = [sys.executable, "-m", "regioanalyse.cli", "example", tables, "--lines", str(lines)]
    run(command, project, {"PYTHONPATH": str(root())})
    catalogue = yaml.safe_load((project / "data" / "sources.yaml").read_text(encoding="utf-8"))
    for name, entry in catalogue.items():
        if "path" not in entry:
            entry |= {"path": str(tables / (name if name == "claims" else f"{name}.parquet")), "origin": "file"}
    (project / "data" / "sources.yaml").write_text(yaml.safe_dump(catalogue, allow_unicode=True), encoding="utf-8")
    for file in (project / "build" / "marts").rglob("*.parquet"):
        file.unlink()
    return project


def python(project: Path, code: str) -> Cost:
    """Run Python code in a project."""
    environment = {"REGIOANALYSE_PROJECT": str(project), "PYTHONPATH": str(root())}
    return run([sys.executable, "-c", code], project, environment, memory=True)
