"""The figure of a bridge between two editions: last year, the method, what really changed, this year."""

import altair as alt
import pandas as pd

from regioanalyse.figures import theme
from regioanalyse.figures.figure import Figure, dressed, typed
from regioanalyse.figures.findings import bridge, bridge_decimals, bridge_steps
from regioanalyse.figures.formats import NOT_SHOWN, number
from regioanalyse.figures.recipes.labelling import Layers
from regioanalyse.indicators import record

#: A method is no change around zero, so these are not the colours of rise and fall.
METHOD, REAL = theme.DELIVERY_FORM["vpt"], theme.DELIVERY_FORM["mpt"]
#: Space for the label after the longest bar, as a part of all bars.
LABEL_ROOM = 0.2


def waterfall(rows: pd.DataFrame, region_name: str, mark: dict[str, str]) -> Figure:
    """Draw the bridge of one indicator of a region; with several categories the last one, the others in the table.

    Where the bridge is not shown, the figure says so and has no bars.

    Parameters
    ----------
    rows
        Rows of `regioanalyse.indicators.bridge` of one indicator and region, in the order of their categories.
    region_name
        Dutch name of the region.
    mark
        `id`, `kind` and `title` of the change, for the line below the figure.
    """
    row = rows.iloc[-1]
    about = record(row["indicator"], row["sector"], row["edition"])
    finding = bridge(row, titled(about.title, row["category"]))
    unit_period = f"{region_name}, {about.measure}, {row['period_before']} en {row['period']}"
    return dressed(
        _chart(steps(row)).to_dict(),
        about,
        finding,
        unit_period,
        f"Stappen van de vorige editie naar deze: {finding.text}",
        region=row["region"],
        reference=f"{row['period_before']} en {row['period']}",
        changes=[mark],
        table=table(rows),
        filename=f"{row['region']}-{about.sector}-{row['edition']}-{about.name}-methode.csv",
        about=[],
        values=typed(rows),
    )


def titled(title: str, category: str) -> str:
    """Return an indicator's title with its scenario in it: `Het aantal klanten thuis in scenario 3`."""
    name = theme.CATEGORY_NAMES.get(category, category).lower()
    return title.replace(" per scenario", f" in {name}") if category else title


def steps(row: pd.Series) -> pd.DataFrame:
    """Return the four bars of a bridge, or no rows when it is not shown.

    `name`, `kind` (`level`, `method`, `real`), `start` and `end` of the bar, `label` and where it stands, `place`.
    """
    names = (f"Editie {row['edition_before']}", "Nieuwe methode", "Werkelijk", f"Editie {row['edition']}")
    columns = ["name", "kind", "start", "end", "label", "place"]
    if row["status"] != "ok":
        return pd.DataFrame(columns=columns)
    decimals = bridge_decimals(record(row["indicator"], row["sector"]))
    before, method, real, now = (float(each) for each in bridge_steps(row))
    bars = (("level", 0, before), ("method", before, before + method), ("real", now - real, now), ("level", 0, now))
    found = []
    for name, (kind, start, end) in zip(names, bars, strict=True):
        label = number(end - start, decimals, sign=kind != "level")
        found.append((name, kind, start, end, label, max(start, end, 0)))
    return pd.DataFrame(found, columns=columns)


def table(rows: pd.DataFrame) -> dict:
    """Lay rows of a bridge of one indicator out as a table of texts: what a reader sees adds up in each row.

    With a column `name` each row begins with it, else with its category when there is one.
    """
    first = rows.iloc[0]
    head = "Gebied" if "name" in rows else "Categorie" if rows["category"].any() else ""
    columns = [
        f"Editie {first['edition_before']} ({first['period_before']})",
        "Nieuwe methode",
        "Werkelijk",
        f"Editie {first['edition']} ({first['period']})",
        f"{first['period']} volgens de oude methode",
    ]
    found = []
    for _, row in rows.iterrows():
        name = row["name"] if "name" in rows else theme.CATEGORY_NAMES.get(row["category"], row["category"])
        found.append(([name] if head else []) + _texts(row))
    align = (["left"] if head else []) + ["right"] * len(columns)
    return {"columns": ([head] if head else []) + columns, "align": align, "rows": found}


def _texts(row: pd.Series) -> list[str]:
    decimals = bridge_decimals(record(row["indicator"], row["sector"]))

    def level(value: float) -> str:
        status = "missing" if row["status"] == "ok" else row["status"]
        return NOT_SHOWN[status] if pd.isna(value) else number(value, decimals)

    if row["status"] != "ok":
        hidden = NOT_SHOWN[row["status"]]
        return [level(row["before"]), hidden, hidden, level(row["now"]), level(row["now_old_method"])]
    before, method, real, now = (float(each) for each in bridge_steps(row))
    effects = [number(each, decimals, sign=True) for each in (method, real)]
    return [number(before, decimals), *effects, number(now, decimals), level(row["now_old_method"])]


def _chart(bars: pd.DataFrame) -> Layers:
    ends = [0.0, *bars["start"], *bars["end"]]
    low, high = min(ends), max(ends)
    scale = alt.Scale(domain=[low, high + LABEL_ROOM * (high - low)], nice=False)
    colours = theme.scale(["level", "method", "real"], [theme.REGION, METHOD, REAL])
    base = alt.Chart(bars, height=170).encode(y=alt.Y("name:N", sort=None, title=None))
    drawn = base.mark_bar(height=alt.RelativeBandSize(0.7)).encode(
        x=alt.X("start:Q", title=None, axis=alt.Axis(tickCount=5), scale=scale),
        x2="end:Q",
        color=alt.Color("kind:N", scale=colours, legend=None),
        tooltip=[alt.Tooltip("name:N", title="Stap"), alt.Tooltip("label:N", title="Waarde")],
    )
    return drawn + base.mark_text(align="left", dx=5).encode(x="place:Q", text="label:N")
