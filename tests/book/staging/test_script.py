"""The script that draws the figures."""

import itertools
import json
from pathlib import Path

import pytest

from regioanalyse.book.staging import script as figures
from regioanalyse.figures import theme


def test_the_figure_script_is_no_module_and_has_dutch_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIOANALYSE_PROJECT", str(tmp_path))
    script = figures.figure_script({"#000000": "#ffffff"})
    settings, _ = json.JSONDecoder().raw_decode(script.removeprefix("window.regioanalyse="))
    assert settings["formatLocale"]["decimal"] == ","
    assert settings["timeFormatLocale"]["months"][0] == "januari"
    assert settings["dark"] == {"#000000": "#ffffff"}
    assert "window.vegaEmbed=" in script
    assert figures.figure_script({"#000000": "#ffffff"}) == script, "the kept bundle is the bundle"


def test_the_parts_of_a_scenario_stay_apart_on_a_dark_page() -> None:
    def lightness(colour: str) -> int:
        drawn = figures.IN_DARK.get(colour, colour)
        return sum(int(drawn[place : place + 2], 16) for place in (1, 3, 5)) // 3

    parts = [lightness(colour) for colour in theme.SCENARIO_PARTS.values()]
    assert all(abs(one - other) >= 30 for one, other in itertools.combinations(parts, 2))
    assert lightness(theme.REGION) == lightness(theme.SCENARIO_PARTS["extra"])
