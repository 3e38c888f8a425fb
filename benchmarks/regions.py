"""How the cost of runs and book grows with the number of regions."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import yaml

from benchmarks.copies import copy_project, forget_all_but_data, regioanalyse
from benchmarks.table import Row
from regioanalyse.project import root
from regioanalyse.records.sector import SECTORS

NUMBERS = (11, 22, 31)
#: What a region's cost may differ from that of the fewest.
WITHIN = 0.25
#: New areas have codes from here on; Statistics Netherlands gives none so high.
FIRST_CODE = 5000
ABOUT = (
    "`regioanalyse build` with the values made. The regions beyond our eleven have areas and values that repeat those "
    "of ours under other names: the generator of examples knows eleven."
)


def measure(folder: Path) -> tuple[str, list[Row]]:
    """Measure in copies of the project.

    Returns
    -------
    str, list of Row
        What a reader must know, and the measurements.
    """
    rows: list[Row] = []
    first = {}
    for number in NUMBERS:
        project = copy_project(folder / str(number))
        environment = {**os.environ, "REGIOANALYSE_PROJECT": str(project), "PYTHONPATH": str(root())}
        subprocess.run([sys.executable, "-m", "benchmarks.regions", str(number)], check=True, env=environment)
        forget_all_but_data(project)
        cost = regioanalyse(project, "build", memory=True)
        for name, total in (("wall", cost.wall), ("CPU", cost.cpu)):
            each = total / number
            rows.append(Row(f"{number} regions: {name} time", total, "s"))
            if number == NUMBERS[0]:
                first[name] = each
            else:
                rows.append(
                    Row(
                        f"{number} regions: {name} time per region / of {NUMBERS[0]}",
                        each / first[name],
                        limit=f"≤ {1 + WITHIN}",
                    )
                )
        rows.append(Row(f"{number} regions: peak memory of all processes", cost.peak / 2**20, "MB"))
    return ABOUT, rows


def grow(number: int) -> None:
    """Give the project that this process works in this many regions, in tables, values and parameters."""
    from regioanalyse import content, indicators, marts
    from regioanalyse.indicators import value_table

    data = root() / "data"
    regions, areas = pd.read_csv(data / "regions.csv"), pd.read_csv(data / "areas.csv")
    # new names: clients of ours come from every region of the country
    ours = list(regions.loc[regions["comparator"].notna(), "region"])
    new = {
        f"{ours[place % len(ours)]}-{'abc'[place // len(ours)]}": ours[place % len(ours)]
        for place in range(len(ours), number)
    }
    codes: dict[str, dict[str, str]] = {}
    for slug, like in new.items():
        first = FIRST_CODE + 100 * len(codes)
        mine = areas.loc[areas["region"] == like, "code"]
        codes[slug] = {code: f"GM{first + place}" for place, code in enumerate(mine)} | {like: slug}

    def repeated(table: pd.DataFrame, area: str) -> pd.DataFrame:
        parts = [
            table[table["region"] == like].assign(
                region=slug, **{area: lambda rows, slug=slug: rows[area].map(codes[slug])}
            )
            for slug, like in new.items()
        ]
        return pd.concat([table, *parts], ignore_index=True)

    about = regions.set_index("region").loc[list(new.values())]
    more = about.assign(
        region=list(new), name=[f"{name} {slug[-1].upper()}" for name, slug in zip(about["name"], new, strict=True)]
    )
    regions = pd.concat([regions, more], ignore_index=True)[list(regions)]
    moved = repeated(areas, "code")
    # beside those that they repeat, as cells of a map may not lie on each other
    moved.loc[len(areas) :, ["lon", "lat"]] += [0.017, 0.011]
    regions.to_csv(data / "regions.csv", index=False)
    moved.to_csv(data / "areas.csv", index=False)
    catalogue = yaml.safe_load((data / "sources.yaml").read_text(encoding="utf-8"))
    for name, entry in catalogue.items():
        if "path" not in entry:
            file = name if name == "claims" else f"{name}.parquet"
            entry |= {"path": f"build/example/{file}", "origin": "file"}
    (data / "sources.yaml").write_text(yaml.safe_dump(catalogue, allow_unicode=True), encoding="utf-8")
    for sector in SECTORS:
        for slug, like in new.items():
            text = (root() / "params" / sector / f"{like}.yaml").read_text(encoding="utf-8")
            (root() / "params" / sector / f"{slug}.yaml").write_text(text.replace(f"region: {like}", f"region: {slug}"))
    marts.make()
    key = value_table.key()
    for wanted in indicators.combinations():
        for file in (indicators.file_of(*wanted), indicators.locations_file_of(*wanted)):
            table = repeated(pd.read_parquet(file), "area")
            content.write_whole(file, partial(table.to_parquet, index=False))
            content.mark_current(file, key)


if __name__ == "__main__":
    grow(int(sys.argv[1]))
