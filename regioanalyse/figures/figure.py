"""What every figure has besides its chart: finding, unit and period, source, explanation, table and download.

All of it travels with the Vega-Lite specification (`usermeta`), so that one output of one notebook cell is the whole
figure: JupyterLab draws it, nbval compares it, and the book lays it out.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from regioanalyse import sources
from regioanalyse.figures import MIME
from regioanalyse.figures.findings import Finding
from regioanalyse.figures.formats import NOT_SHOWN, number, period_name, period_range
from regioanalyse.figures.theme import CATEGORY_NAMES
from regioanalyse.indicators import COLUMNS, changes, record
from regioanalyse.records.group import COMPARATOR, COUNTRY
from regioanalyse.records.indicator import Indicator
from regioanalyse.records.sector import SECTORS


class Figure:
    """A chart with all that belongs to it: `spec` is Vega-Lite, with `title`, `description` and `usermeta`.

    A notebook cell that ends with one shows it.
    """

    def __init__(self, spec: dict) -> None:
        self.spec = spec

    def _repr_mimebundle_(self, **_: object) -> dict:
        return {MIME: self.spec, "text/plain": self.spec["description"]}


def figure(
    chart: alt.TopLevelMixin,
    indicator: str,
    finding: Finding,
    values: pd.DataFrame | None = None,
    note: str = "",
    measure: str = "",
) -> Figure:
    """Give any Altair chart what every figure has.

    Parameters
    ----------
    indicator
        Name of the indicator that it shows; source, reference date and explanation come from its record.
    finding
        The sentence above the chart, from `regioanalyse.figures.findings`; never a loose string.
    values
        The values behind the figure, as `Report.values` gives them, of one indicator or more; when not given, the
        chart's own data.
    note
        Dutch remark below the chart, such as that a map is schematic.
    measure
        Dutch, the unit in words, where the chart shows another one than its indicator has: shares of counts.

    Raises
    ------
    TypeError
        When the finding is no `Finding`.
    """
    if not isinstance(finding, Finding):
        raise TypeError(f"finding: found {type(finding).__name__}, allowed: a Finding (regioanalyse.figures.findings)")
    values = chart.data if values is None else values
    about = record(indicator, values["sector"].iloc[0], int(values["edition"].iloc[0]))
    # what is shown beside it stands in the table, not in the line with unit and period
    own = values[values["indicator"] == indicator] if (values["indicator"] == indicator).any() else values
    unit_period = f"{measure or about.measure}, {_period(about, own)}"
    nothing = not (values["status"] == "ok").any()
    spec = _in_place_of_a_chart() if nothing else _without_unused_columns(chart.to_dict())
    return dressed(
        spec,
        about,
        finding,
        unit_period,
        _description(about, finding, own, unit_period),
        region=_region(values),
        reference=about.reference,
        empty=NOTHING_TO_DRAW if nothing else "",
        notes=[note] if note and not nothing else [],
        table=_table(about, values),
        filename=f"{_region(values)}-{about.sector}-{values['edition'].iloc[0]}-{indicator}.csv",
        about=_about(about, values),
        values=typed(values[COLUMNS]),
        **marks(values),
    )


def dressed(
    spec: dict, indicator: Indicator, finding: Finding, unit_period: str, description: str, **rest: Any
) -> Figure:
    """Give a specification, which is changed, its title, its description and what the book shows around it.

    Source and explanation are those of the `indicator`; `description` is Dutch, for readers who do not see the chart;
    `rest` is what else the book shows: `reference`, `table`, `values` and so on.
    """
    spec["title"] = {"text": finding.text, "subtitle": unit_period}
    spec["description"] = description
    spec["usermeta"] = {
        "regioanalyse": {
            "indicator": indicator.name,
            "sector": indicator.sector,
            "rule": finding.rule,
            "finding": finding.text,
            "unit_period": unit_period,
            "source": indicator.source,
            "explanation": indicator.explanation,
            "synthetic": sources.synthetic(),
            **rest,
        }
    }
    return Figure(spec)


#: What stands in place of a chart when none of its values is shown.
NOTHING_TO_DRAW = "Er is geen grafiek, omdat geen enkele waarde wordt getoond. De tabel zegt van elke waarde waarom."


def _in_place_of_a_chart() -> dict:
    """Return the sentence as a chart, for JupyterLab; the book shows it as text."""
    chart = alt.Chart(alt.Data(values=[{}]), height=40).mark_text(text=NOTHING_TO_DRAW, limit=0)
    return chart.to_dict()


def marks(values: pd.DataFrame) -> dict:
    """Return the changes of definition that a figure must name: empty, or `changes` with their id, kind and title.

    A change of presentation marks the figure that now shows something else, not one of what it showed before.
    """
    sector, edition, methodology = (values[column].iloc[0] for column in ("sector", "edition", "methodology"))
    per_area = bool((values["area"] != values["region"]).any())
    shown = set(values["indicator"])
    found = changes.in_effect(sector, int(edition), int(methodology), per_area=per_area)
    before = SECTORS[sector].edition(int(edition), int(methodology)).replaced
    named = [
        {"id": change.id, "kind": change.kind_name, "title": change.title}
        for change in found
        if shown & (set(change.indicators) - (before if change.kind == "presentation" else set()))
    ]
    return {"changes": named} if named else {}


def _region(values: pd.DataFrame) -> str:
    return next(region for region in values["region"] if region not in (COMPARATOR, COUNTRY))


def _period(about: Indicator, values: pd.DataFrame) -> str:
    periods = sorted(values["period"].unique())
    first, last = periods[0], periods[-1]
    # two years far apart are no series
    apart = len(periods) == 2 and first.isdigit() and last.isdigit() and int(last) - int(first) > 1
    shown = f"{first} en {last}" if apart else period_range(first, last)
    return f"{about.reference} {shown}" if about.reference in _BEFORE_YEARS else shown


#: Reference dates that read well before the years.
_BEFORE_YEARS = ("januari", "1 januari")


def _without_unused_columns(spec: dict) -> dict:
    """Drop the columns of values that no part of the chart mentions: they would only make the page heavier.

    Any other column stays: its name can be spelt in many ways (``datum['een kolom']``), and a feature of GeoJSON has
    parts that no chart mentions.
    """
    datasets = spec.pop("datasets", {})
    unused = {*COLUMNS, "name"} - set(re.findall(r"\w+", " ".join(_texts(spec))))
    # a tooltip can also show all columns without a name
    if '{"content": "data"}' not in json.dumps(spec):
        datasets = {name: _without(unused, rows) for name, rows in datasets.items()}
    return {**spec, "datasets": datasets}


def _without(unused: set[str], rows: Any) -> Any:
    # an analyst can name data of another form, such as CSV
    if not isinstance(rows, list):
        return rows
    return [{key: row[key] for key in row if key not in unused} if isinstance(row, dict) else row for row in rows]


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield key
            yield from _texts(value)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, str):
        yield part


def _description(about: Indicator, finding: Finding, values: pd.DataFrame, unit_period: str) -> str:
    rows = zip(*(values[column] for column in ("status", "value", "name", "category", "period")), strict=True)
    shown = sorted((row[1:] for row in rows if row[0] == "ok"), key=lambda row: row[0])
    text = f"{about.title}, {unit_period}. {finding.text}"
    if not shown:
        return text
    low, high = (f"{number(value, about.decimals)} ({_where(*which)})" for value, *which in (shown[0], shown[-1]))
    return f"{text} Laagste waarde: {low}; hoogste: {high}."


def _where(name: str, category: str, period: str) -> str:
    return ", ".join(filter(None, (name, _category_names().get(category, category), period_name(period))))


def _category_names() -> dict[str, str]:
    """Return what a reader sees for the code of a category; flows have regions as categories."""
    return {**CATEGORY_NAMES, **sources.names_of_all_regions()}


def _table(about: Indicator, values: pd.DataFrame) -> dict:
    """Lay the values out as a table of texts: a row per area, indicator and category, a column per period."""
    shown = {name: record(name, about.sector) for name in values["indicator"].unique()}
    # beside other units a percentage has to say that it is one
    sign = {name: "%" if each.unit == "%" and len(shown) > 1 else "" for name, each in shown.items()}
    names = _category_names()
    # a region and one of its areas can have the same name
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    columns = ("area", "name", "indicator", "category", "period", "value", "status")
    for area, name, indicator, category, period, value, status in zip(*map(values.get, columns), strict=True):
        about_it = shown[indicator]
        text = f"{number(value, about_it.decimals)}{sign[indicator]}" if status == "ok" else NOT_SHOWN[status]
        row = rows.setdefault((area, name, about_it.title, names.get(category, category)), {})
        row.setdefault(period, text)
    periods = sorted(set(values["period"]))
    heads = {"name": "Gebied"}
    if len(shown) > 1:
        heads["indicator"] = "Cijfer"
    if values["category"].any():
        heads["category"] = "Categorie"
    return {
        "columns": [*heads.values(), *map(period_name, periods)],
        "align": ["left"] * len(heads) + ["right"] * len(periods),
        "rows": [
            [
                *(text for column, text in zip(columns, key, strict=False) if column in heads),
                *(row.get(period, "") for period in periods),
            ]
            for key, row in rows.items()
        ],
    }


def _about(about: Indicator, values: pd.DataFrame) -> list[str]:
    """Return what a download says above its values, a line each."""
    synthetic = "ja, gegenereerde voorbeeldgegevens" if sources.synthetic() else "nee"
    return [
        f"indicator: {'; '.join(record(name, about.sector).title for name in values['indicator'].unique())}",
        f"eenheid: {'; '.join(values['unit'].unique())}",
        f"bron: {about.source}",
        f"peildatum: {about.reference}",
        f"toelichting: {about.explanation}",
        f"voorbeeldgegevens: {synthetic}",
    ]


def typed(table: pd.DataFrame) -> dict[str, list]:
    """Return a table as JSON holds it: `columns`, the names, and `rows`, a list each.

    Texts, whole numbers and floats are as they are, unrounded, and None stands for what is missing or not finite.
    """
    finite = table.notna() & ~table.isin([float("inf"), float("-inf")])
    return {"columns": list(table), "rows": table.astype(object).where(finite, None).to_numpy().tolist()}
