"""The script that draws the figures in a reader's browser: Vega, Dutch formats and the colours of the dark theme."""

import json
from importlib import metadata

import vl_convert

from regioanalyse import content
from regioanalyse.figures import theme
from regioanalyse.project import build

#: Folder of scripts that only pages with figures load, and the one script in it.
SCRIPTS = "_scripts"
FIGURE_SCRIPT = "figures.js"

#: Colours of the charts that are too dark on a dark page, and what takes their place there.
IN_DARK = {
    theme.REGION: "#5fb0ee",
    theme.COMPARATOR: "#a9b1b7",
    theme.COUNTRY: "#737b81",
    theme.AREA: "#33587a",
    theme.COUNTRY_LABEL: "#a9b1b7",
    theme.SCENARIO_PARTS["in het basisjaar"]: "#2c5f8c",
    theme.SCENARIO_PARTS["minder nodig"]: "#4d3b2a",
    theme.PROFILES[-2]: "#2a6aa8",
    theme.PROFILES[-1]: "#2b4f75",
}


def figure_script(replaced_in_dark: dict[str, str]) -> str:
    """Return the script that draws figures, with what takes the place of a colour of the light theme in the dark one.

    It is a classic script: browsers refuse a module when the book is opened from disk.
    """
    settings = {
        "formatLocale": vl_convert.get_format_locale("nl-NL"),
        "timeFormatLocale": vl_convert.get_time_format_locale("nl-NL"),
        "dark": replaced_in_dark,
    }
    ready = 'document.dispatchEvent(new Event("regioanalyse:figures"));'
    return f"window.regioanalyse={json.dumps(settings, ensure_ascii=False)};(function(){{{_vega()}\n}})();{ready}\n"


def _vega() -> str:
    """Return Vega, Vega-Lite and vega-embed in one; making it takes seconds, so it is kept per version."""
    kept, version = build() / "vega.js", metadata.version("vl-convert-python")
    if not content.is_current(kept, version):
        bundle = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub misses the default
        content.write_whole(kept, lambda beside: beside.write_text(bundle, encoding="utf-8"))
        content.mark_current(kept, version)
    return kept.read_text(encoding="utf-8")
