"""Executed notebooks and values, small and made by hand, for the tests of the book."""

import copy
from collections.abc import Sequence
from typing import Any

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from regioanalyse.book.pages.key_values import Numbers
from regioanalyse.figures import MIME

META: dict[str, Any] = {
    "indicator": "clients",
    "sector": "vv",
    "region": "rotterdam",
    "finding": "Het aantal klanten steeg van 6.935 naar 7.226.",
    "unit_period": "klanten, 2019-2022",
    "source": "Declaraties; CBS",
    "reference": "januari",
    "explanation": "Wie een geldige indicatie en een declaratie heeft.",
    "synthetic": True,
    "notes": ["Schematische kaart."],
    "filename": "rotterdam-vv-2022-clients.csv",
    "about": ["eenheid: klanten"],
    "values": {
        "columns": ["region", "value", "status"],
        "rows": [["rotterdam", 7226.0, "ok"], ["utrecht", None, "a,b"]],
    },
    "table": {"columns": ["Gebied", "2022"], "align": ["left", "right"], "rows": [["Rotterdam", "7.226"]]},
}


def figure_spec(**changes: Any) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": META["finding"], "subtitle": META["unit_period"]},
        "description": "Klanten per jaar, van 6.935 tot 7.226.",
        "usermeta": {"regioanalyse": {**copy.deepcopy(META), **changes}},
        "data": {"values": [{"x": "2022", "y": 7226}]},
        "mark": "bar",
        "encoding": {},
    }


def figure_cell(**changes: Any) -> Any:
    data = {MIME: figure_spec(**changes), "text/plain": "Klanten per jaar", "image/png": "iVBORw0KGgo="}
    return new_code_cell(
        "figure(chart)",
        outputs=[new_output("execute_result", data=data, execution_count=7)],
        execution_count=7,
        metadata={"papermill": {"duration": 0.31, "start_time": "2026-01-01T12:00:00"}, "tags": []},
    )


def executed_notebook() -> Any:
    """Return a notebook as papermill leaves it."""
    book = new_notebook(
        cells=[
            new_markdown_cell("# Huidige situatie\n\nWie er zorg krijgt."),
            new_code_cell('region: str = "utrecht"', metadata={"tags": ["parameters"]}),
            new_code_cell('region = "rotterdam"', metadata={"tags": ["injected-parameters"]}),
            new_code_cell("import pandas", outputs=[]),
            new_markdown_cell("## Klanten"),
            figure_cell(),
            figure_cell(finding="In Rotterdam woont 30% thuis."),
        ],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3 (somewhere)", "language": "python"},
            "language_info": {"name": "python", "version": "3.99.0"},
            "papermill": {
                "parameters": {"region": "rotterdam", "edition": 2022, "methodology": 2022},
                "input_path": "/home/analyst/notebooks/vv/03-huidige-situatie.ipynb",
                "duration": 2.5,
            },
        },
    )
    nbformat.validate(book)
    return book


def value_table(sector: str, edition: int, rows: Sequence[tuple[str, str, str, float | None, str]]) -> pd.DataFrame:
    """Return values from (indicator, area, period, value, unit); a value of None is suppressed."""
    return pd.DataFrame(
        {
            "region": area,
            "sector": sector,
            "edition": edition,
            "methodology": edition,
            "indicator": indicator,
            "area": area,
            "period": period,
            "category": "",
            "value": float("nan") if value is None else value,
            "unit": unit,
            "status": "suppressed" if value is None else "ok",
        }
        for indicator, area, period, value, unit in rows
    )


def example_numbers() -> Numbers:
    """Return the values of two regions and the comparator, one of them suppressed."""
    vv = value_table(
        "vv",
        2022,
        [
            ("population", "rotterdam", "2022", 750472, "inwoners"),
            ("population", "utrecht", "2022", 900000, "inwoners"),
            ("population", "zilveren-kruis", "2022", 6000000, "inwoners"),
            ("share_75plus", "rotterdam", "2022", 7.3, "%"),
            ("share_75plus", "utrecht", "2022", 8.3, "%"),
            ("share_75plus", "zilveren-kruis", "2022", 8.2, "%"),
            ("clients_per_1000_75plus", "rotterdam", "2022", 131.2, "per 1.000 inwoners van 75 jaar en ouder"),
            ("clients_per_1000_75plus", "utrecht", "2022", 100.0, "per 1.000 inwoners van 75 jaar en ouder"),
            ("clients_per_1000_75plus", "zilveren-kruis", "2022", 112.8, "per 1.000 inwoners van 75 jaar en ouder"),
            ("clients_per_1000_75plus_change", "rotterdam", "2019/2022", -0.93, "%"),
            ("clients_per_1000_75plus_change", "utrecht", "2019/2022", 2.0, "%"),
            ("clients_per_1000_75plus_change", "zilveren-kruis", "2019/2022", 1.2, "%"),
        ],
    )
    gz = value_table(
        "gz",
        2023,
        [
            ("gz_share", "rotterdam", "2023", None, "%"),
            ("gz_share", "utrecht", "2023", 0.71, "%"),
            ("gz_share", "zilveren-kruis", "2023", 0.69, "%"),
        ],
    )
    return Numbers({"vv": vv, "gz": gz})
