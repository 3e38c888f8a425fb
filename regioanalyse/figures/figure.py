"""What every figure has besides its chart: finding, unit and period, source, explanation, table and download.

All of it travels with the Vega-Lite specification (`usermeta`), so that one output of one notebook cell is the whole
figure: JupyterLab draws it, nbval compares it, and the book lays it out.
"""

import io
import re

import altair as alt
import pandas as pd

from regioanalyse import sources
from regioanalyse.figures import MIME
from regioanalyse.figures.findings import Finding
from regioanalyse.figures.formats import NOT_SHOWN, number, period_name, period_range
from regioanalyse.figures.theme import CATEGORY_NAMES
from regioanalyse.indicators import COLUMNS, changes, presentation, record
from regioanalyse.indicators.indicator import Indicator
from regioanalyse.project import COMPARATOR, COUNTRY


class Figure:
    """A chart with all that belongs to it; a notebook cell that ends with one shows it.

    Attributes
    ----------
    spec
        The Vega-Lite specification, with `title`, `description` and `usermeta`.
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
    """Give a chart what every figure has.

    Parameters
    ----------
    chart
        Any Altair chart.
    indicator
        Name of the indicator that it shows; source, reference date and explanation come from its record.
    finding
        The sentence above the chart, from `regioanalyse.figures.findings`; never a loose string.
    values
        The values behind the figure, as `Report.values` gives them; when not given, the chart's own data. They can be
        of more indicators than one.
    measure
        Dutch, the unit in words, where the chart shows another one than its indicator has: shares of counts.
    note
        Dutch remark below the chart, such as that a map is schematic.

    Returns
    -------
    Figure
        Ready to show.
    """
    if not isinstance(finding, Finding):
        raise TypeError(f"finding: found {type(finding).__name__}, allowed: a Finding (regioanalyse.figures.findings)")
    values = chart.data if values is None else values
    about = record(indicator, values["sector"].iloc[0], int(values["edition"].iloc[0]))
    # what is shown beside it stands in the table, not in the line with unit and period
    own = values[values["indicator"] == indicator] if (values["indicator"] == indicator).any() else values
    unit_period = f"{measure or about.measure}, {_period(about, own)}"
    nothing = not (values["status"] == "ok").any()
    spec = _in_place_of_a_chart() if nothing else _only_used_fields(chart.to_dict())
    spec["title"] = {"text": finding.text, "subtitle": unit_period}
    spec["description"] = _description(about, finding, own, unit_period)
    spec["usermeta"] = {
        "regioanalyse": marks(values)
        | {
            "indicator": indicator,
            "sector": about.sector,
            "region": _region(values),
            "rule": finding.rule,
            "finding": finding.text,
            "unit_period": unit_period,
            "source": about.source,
            "reference": about.reference,
            "explanation": about.explanation,
            "synthetic": sources.synthetic(),
            "empty": NOTHING_TO_DRAW if nothing else "",
            "notes": [note] if note and not nothing else [],
            "table": _table(about, values),
            "filename": f"{_region(values)}-{about.sector}-{values['edition'].iloc[0]}-{indicator}.csv",
            "csv": _csv(about, values),
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
    before = presentation.replaced(int(methodology))
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


def _only_used_fields(spec: dict) -> dict:
    """Drop the columns that no part of the chart mentions: they would only make the page heavier."""
    datasets = spec.pop("datasets", {})
    words = set(re.findall(r"\w+", str(spec)))
    for row in (row for rows in datasets.values() for row in rows):
        for unused in row.keys() - words - _GEOJSON:
            del row[unused]
    return {**spec, "datasets": datasets}


#: What a row of a map has besides its columns.
_GEOJSON = {"type", "geometry"}


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


def _csv(about: Indicator, values: pd.DataFrame) -> str:
    text = io.StringIO()
    synthetic = "ja, gegenereerde voorbeeldgegevens" if sources.synthetic() else "nee"
    for key, value in {
        "indicator": "; ".join(record(name, about.sector).title for name in values["indicator"].unique()),
        "eenheid": "; ".join(values["unit"].unique()),
        "bron": about.source,
        "peildatum": about.reference,
        "toelichting": about.explanation,
        "voorbeeldgegevens": synthetic,
    }.items():
        text.write(f"# {key}: {value}\n")
    values[COLUMNS].to_csv(text, index=False, lineterminator="\n")
    return text.getvalue()
