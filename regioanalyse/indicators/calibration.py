"""How the example data compare with what was published: each printed figure beside ours (`docs/calibration.md`)."""

from decimal import Decimal

import pandas as pd

from regioanalyse.indicators import values
from regioanalyse.project import root
from regioanalyse.records.sector import SECTORS

#: A float that stands for half a unit is not exactly that.
HAIR = 1e-9
IDENTIFYING = ["indicator", "area", "period", "category"]


def table() -> pd.DataFrame:
    """Put every published figure beside the value that the pipeline gives.

    Returns
    -------
    DataFrame
        One row per row of `data/published.csv`: `report`, `page`, `indicator`, `area`, `period`, `category`,
        `published` (text, as printed), `ours` (unrounded, empty when not shown), `difference`, `passes`: whether
        ours is within half a unit of the last printed digit, and `note`, on how it was read.
    """
    printed = pd.read_csv(root() / "data" / "published.csv", dtype=str, keep_default_na=False)
    printed = printed.rename(columns={"value": "published"}).drop(columns="unit")
    ours = pd.concat(values(sector).set_index(["sector", *IDENTIFYING])["value"] for sector in SECTORS)
    # a report is named by sector and edition: vv-2022
    rows = [(row["report"].rpartition("-")[0], *row[IDENTIFYING]) for _, row in printed.iterrows()]
    printed["ours"] = [float(ours.get(row, float("nan"))) for row in rows]
    printed["difference"] = printed["ours"] - printed["published"].astype(float)
    half = [float(Decimal(5).scaleb(int(Decimal(text).as_tuple().exponent) - 1)) for text in printed["published"]]
    printed["passes"] = printed["difference"].abs().le(pd.Series(half) + HAIR)
    return printed


def text() -> str:
    """Return the table as Markdown."""
    found = table()
    head = (
        "# Calibration\n\nEvery figure of `data/published.csv` beside ours, made by `make accept`; do not edit.\n"
        "A figure passes within half a unit of its last printed digit: "
        f"{found['passes'].sum()} of {len(found)} pass.\n\n"
        "| report | page | indicator | area | period | category | published | ours | difference | passes |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| {row.report} | {row.page} | {row.indicator} | {row.area} | {row.period} | {row.category} | {row.published} "
        f"| {row.ours:.3f} | {row.difference:+.3f} | {'yes' if row.passes else 'no'} |\n"
        for row in found.itertuples()
    )
