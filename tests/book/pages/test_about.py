"""Parts of the hand-written pages: rules and sources."""

import re

import pandas as pd

from regioanalyse.book.pages import about, rendering
from regioanalyse.figures.findings import RULES, THRESHOLDS


def test_all_thresholds_and_rules_are_told() -> None:
    html = about.rules_tables(THRESHOLDS.values(), RULES.values())
    assert html.count("<li>") == len(THRESHOLDS)
    assert html.count("<tr>") == len(RULES) + 1
    assert "{" not in html
    assert "hooguit 5% boven of onder" in html
    assert "minder dan 0,5 procentpunt" in html


def test_provenance_says_what_is_generated() -> None:
    frame = pd.DataFrame(
        {"table": ["claims", "areas"], "description": ["Declaraties.", "Gebieden."], "origin": ["synthetic", "cbs"],
         "source": ["Gegenereerd", "CBS <1>"], "path": ["build/example/claims", "data/areas.csv"]}
    )  # fmt: skip
    rows = re.findall(r"<tr>(.*?)</tr>", about.provenance_table(frame))[1:]
    assert [re.findall(r"<td>(.*?)</td>", row)[2:] for row in rows] == [
        ["gegenereerd", "Gegenereerd"],
        ["CBS", "CBS &lt;1&gt;"],
    ]


def test_html_in_markdown_cannot_end_its_block() -> None:
    block = rendering.html_block("<p>````\n# not a heading</p>")
    assert block.splitlines()[1].startswith("<p>&#96;")
    assert block.count("````") == 2
