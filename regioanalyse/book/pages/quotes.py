"""Editorial texts as HTML, and whether the numbers that they quote are those of the book."""

from collections.abc import Callable, Iterable

import pandas as pd
from markdown_it import MarkdownIt
from markupsafe import Markup

from regioanalyse import indicators
from regioanalyse.errors import InputError, choices
from regioanalyse.figures.formats import MINUS, NO_BREAK, NOT_SHOWN, format_value, number
from regioanalyse.sources.text_markdown import Quote, target
from regioanalyse.sources.texts import Text


def check(texts: Iterable[Text]) -> None:
    """Compare every quoted number with the value that it names.

    Raises
    ------
    InputError
        For an indicator, area, period or category that is not there, a value that is not shown, and a number that
        differs from the value as a reader sees it: names file, line, what the text says and what the indicator gives.
    """
    for text in texts:
        if text.quotes:
            table = indicators.values(text.sector, text.edition)
            for quote in text.quotes:
                check_quote(quote, text.sector, table)


def check_quote(quote: Quote, sector: str, table: pd.DataFrame) -> None:
    """Compare one quoted number with its value in the table of its sector; see `check`."""
    try:
        indicator = indicators.record(quote.indicator, sector)
    except InputError as error:
        raise InputError(f"{quote.place}: {error}") from error
    rows = table[table["indicator"] == quote.indicator]
    for column in ("area", "period", "category"):
        found, allowed = getattr(quote, column), list(dict.fromkeys(rows[column]))
        if found not in allowed:
            # an indicator without categories has the empty one
            listed = [each or "nothing" for each in allowed]
            raise choices(found or "nothing", listed, f"{quote.place}: {column} of {quote.indicator}")
        rows = rows[rows[column] == found]
    row = rows.iloc[0]
    named = f"{quote.indicator} of {quote.area}, {' '.join(part for part in (quote.period, quote.category) if part)}"
    if row["status"] != "ok":
        raise InputError(
            f"{quote.place}: found {quote.shown!r}, but {named} is {row['status']} ({NOT_SHOWN[row['status']]}); "
            "allowed: no number"
        )
    value = float(row["value"])
    shown = [
        form
        for sign in (False, True)
        for form in (
            number(value, indicator.decimals, sign),
            format_value(value, str(row["unit"]), indicator.decimals, sign),
        )
    ]
    # a share without its sign would read as a count; a writer need not know of spaces that end no line
    allowed = [form.replace(NO_BREAK, " ") for form in dict.fromkeys(shown) if row["unit"] != "%" or form.endswith("%")]
    if " ".join(quote.shown.split()).replace("-", MINUS) not in allowed:
        raise InputError(f"{quote.place}: found {quote.shown!r}, but {named} gives {' or '.join(map(repr, allowed))}")


def to_html(markdown: str, link: Callable[[str], str]) -> Markup:
    """Return a part of a text as HTML with its quotes linked to their figures; its own HTML is shown as text."""
    parser = MarkdownIt("commonmark", {"html": False})
    tokens = parser.parse(markdown)
    for token in tokens:
        for child in token.children or []:
            match = target(str(child.attrs.get("href", ""))) if child.type == "link_open" else None
            if match:
                child.attrs = {"href": link(match["indicator"]), "class": "ra-quote"}
    return Markup(parser.renderer.render(tokens, parser.options, {}))
