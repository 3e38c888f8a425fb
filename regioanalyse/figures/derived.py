"""Values worked out of values: sums of parts, shares, indices and numbers per thousand.

What cannot be worked out from a hidden number is not shown either.
"""

import pandas as pd


def together(values: pd.DataFrame, categories: list[str]) -> pd.DataFrame:
    """Add up some parts of a whole, a row per area and period without a category; a hidden part hides the sum."""
    parts = values[values["category"].isin(categories)].assign(category="")
    keys = [column for column in parts if column not in ("value", "status")]
    grouped = parts.groupby(keys, sort=False)
    status = grouped["status"].agg(lambda each: next((state for state in each if state != "ok"), "ok"))
    value = grouped["value"].sum().where(status == "ok")
    return pd.DataFrame({"value": value, "status": status}).reset_index()[list(values)]


def shares_of(values: pd.DataFrame) -> pd.DataFrame:
    """Turn counts per category into shares in % of their area and period; a hidden count leaves them empty."""
    whole = values.groupby(["area", "period"])["value"].transform("sum", min_count=1)
    complete = values.groupby(["area", "period"])["status"].transform(lambda status: (status == "ok").all())
    return values.assign(value=(100 * values["value"] / whole).where(complete), unit="%")


def index_of(values: pd.DataFrame, start: str) -> pd.DataFrame:
    """Turn values over time into an index, 100 in the period `start`; before it and without it there is none."""
    base = values[values["period"] == start].set_index(["area", "category"])["value"]
    later = values[values["period"] >= start].reset_index(drop=True)
    keys = pd.MultiIndex.from_frame(later[["area", "category"]])
    index = 100 * later["value"] / base.reindex(keys).to_numpy()
    return later.assign(value=index, unit=f"index, {start} = 100")


def per_1000(part: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Divide numbers per area and category by one number of the same area, times 1000; both are of one period.

    Where that number is not shown, nothing is.
    """
    theirs = whole.set_index("area").loc[part["area"]]
    shown = (theirs["status"] == "ok").to_numpy()
    status = part["status"].where(shown, theirs["status"].to_numpy())
    return part.assign(value=(1000 * part["value"] / theirs["value"].to_numpy()).where(status == "ok"), status=status)
