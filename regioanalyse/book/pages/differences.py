"""Where the published reports and this book differ: what was printed, and what the arithmetic gives.

The printed figures come from `data/published.csv`, what the arithmetic gives from the values of the same editions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from regioanalyse.book.pages.guide import NAMES
from regioanalyse.book.pages.html import entry, table_html
from regioanalyse.errors import InputError
from regioanalyse.figures.findings import THRESHOLDS
from regioanalyse.figures.formats import NOT_SHOWN, format_value, number, period_text
from regioanalyse.indicators import record
from regioanalyse.project import COMPARATOR, COUNTRY

#: The region that the published reports are about.
REGION = "rotterdam"
_KEYS = ["indicator", "area", "period", "category"]
#: A cell of a published figure holds this many places before they are counted in place of named.
_NAMED = 4


class Facts:
    """What was printed, and the values to put beside it.

    Parameters
    ----------
    published
        The columns of `regioanalyse.indicators.calibration.table`, and `note`.
    unpaired
        Printed figures of which it is lost what they belong to: the columns of `data/unpaired.csv`.
    values
        Per sector the table of values of the edition that was published.
    names
        Dutch name per area code and region.
    """

    def __init__(
        self,
        published: pd.DataFrame,
        unpaired: pd.DataFrame,
        values: Mapping[str, pd.DataFrame],
        names: Mapping[str, str],
    ) -> None:
        self.published, self.unpaired, self.values = published, unpaired, values
        self.names = {**NAMES, **names}
        self._values = {
            (sector, *key): value
            for sector, table in values.items()
            for *key, value in table.loc[table["status"] == "ok", [*_KEYS, "value"]].itertuples(index=False)
        }

    def printed(self, sector: str, indicator: str, area: str, period: str, category: str = "") -> str:
        """Return a figure as it was printed, with its unit; the InputError of a figure that was not names it."""
        table = self.published
        mine = table[
            table["report"].str.startswith(f"{sector}-")
            & (table[_KEYS] == [indicator, area, period, category]).all(axis=1)
        ]
        if mine.empty:
            raise InputError(
                f"data/published.csv: found no {indicator}, {area}, {period} {category} of {sector}, allowed: a figure "
                "that the page of differences can quote"
            )
        text = str(mine["published"].iloc[0])
        return format_value(float(text), record(indicator, sector).unit, len(text.partition(".")[2]))

    def value(self, sector: str, indicator: str, area: str, period: str, category: str = "") -> float:
        """Return an unrounded value; NaN where it is not shown."""
        return float(self._values.get((sector, indicator, area, period, category), float("nan")))

    def text(self, sector: str, indicator: str, area: str, period: str, category: str = "", sign: bool = False) -> str:
        """Return a value as the book shows it, with its unit."""
        about = record(indicator, sector)
        value = self.value(sector, indicator, area, period, category)
        return shown(value, about.unit, about.decimals, sign)

    def areas(self, sector: str, indicator: str) -> pd.Series:
        """Return the values of the region's areas that are shown."""
        table = self.values[sector].query("indicator == @indicator and region == @REGION and area != @REGION")
        values: pd.Series = table.loc[table["status"] == "ok", "value"]
        return values


def shown(value: float, unit: str, decimals: int = 0, sign: bool = False) -> str:
    """Return a number with its unit; in words where there is none."""
    return NOT_SHOWN["missing"] if pd.isna(value) else format_value(value, unit, decimals, sign)


def number_or_not(value: float) -> str:
    """Return a number in whole units; in words where there is none."""
    return NOT_SHOWN["missing"] if pd.isna(value) else number(value)


@dataclass(frozen=True)
class Difference:
    """One place where a published report says something else than its own figures.

    Attributes
    ----------
    sector, indicators
        What it is about.
    printed, ours
        Dutch: what the report says, and what the figures give; names in braces are filled in.
    numbers
        What is filled in.
    """

    sector: str
    indicators: tuple[str, ...]
    printed: str
    ours: str
    numbers: Callable[[Facts], dict[str, str]]


def _almost_doubles(facts: Facts) -> dict[str, str]:
    counted = facts.value("vv", "clients", REGION, "2020")
    expected = facts.value("vv", "projected_clients", REGION, "2040")
    return {
        "counted": number_or_not(counted),
        "base": facts.text("vv", "projected_clients", REGION, "2020"),
        "expected": facts.text("vv", "projected_clients", REGION, "2040"),
        "growth": shown(100 * (expected / counted - 1), "%", sign=True),
        "own": facts.text("vv", "projected_growth", REGION, "2020/2040", sign=True),
        "country": facts.text("vv", "projected_growth", COUNTRY, "2020/2040", sign=True),
    }


def _per_inhabitant(facts: Facts) -> dict[str, str]:
    clients, inhabitants = (facts.value("vv", name, REGION, "2022") for name in ("clients", "population"))
    return {
        "printed": facts.printed("vv", "clients_per_1000_75plus", REGION, "2022").split()[0],
        "use": number_or_not(facts.value("vv", "clients_per_1000_75plus", REGION, "2022")),
        "all": number_or_not(1000 * clients / inhabitants),
    }


def _people_over_75(facts: Facts) -> dict[str, str]:
    alone = facts.printed("vv", "living_alone_75plus", REGION, "2021")
    origins = [facts.value("vv", "origin_75plus", REGION, "2021", origin) for origin in ("western", "non_western")]
    return {
        "printed": alone,
        "alone": facts.text("vv", "living_alone_75plus", REGION, "2021"),
        "origin": shown(sum(origins), "%"),
    }


def _rise(facts: Facts) -> dict[str, str]:
    name, period = "clients_per_1000_75plus_change", "2019/2022"
    return {
        "printed": facts.printed("vv", name, REGION, period),
        "region": facts.text("vv", name, REGION, period, sign=True),
        "comparator": facts.text("vv", name, COMPARATOR, period, sign=True),
    }


def _most_areas(facts: Facts) -> dict[str, str]:
    areas = facts.areas("vv", "share_75plus")
    return {
        "above": str((areas > facts.value("vv", "share_75plus", COMPARATOR, "2022")).sum()),
        "areas": str(len(areas)),
        "most": number(THRESHOLDS["most"].value),
    }


def _similar(facts: Facts) -> dict[str, str]:
    region, comparator = (facts.value("vv", "share_75plus", area, "2022") for area in (REGION, COMPARATOR))
    return {
        "region": facts.printed("vv", "share_75plus", REGION, "2022"),
        "comparator": facts.printed("vv", "share_75plus", COMPARATOR, "2022"),
        "less": shown(100 * (region / comparator - 1), "%", 1, sign=True),
        "similar": number(THRESHOLDS["similar"].value),
    }


def _growth_per_area(facts: Facts) -> dict[str, str]:
    rows = facts.unpaired[facts.unpaired["indicator"].str.startswith("projected_new_clients")]
    pairs = re.findall(r"(\d+)\((\d+)\)", str(rows["values"].iloc[0]))
    growth = facts.areas("vv", "projected_new_clients_growth")
    return {
        "bases": number(sum(100 * int(clients) / int(percent) for clients, percent in pairs)),
        "expected": facts.text("vv", "projected_clients", REGION, "2040"),
        "least": shown(growth.min(), "%", sign=True),
        "most": shown(growth.max(), "%", sign=True),
    }


def _euro(facts: Facts) -> dict[str, str]:
    name = "expenditure_per_inhabitant"
    spent, each = (facts.value("vv", indicator, REGION, "2020") for indicator in ("expenditure", name))
    return {
        "printed": facts.printed("vv", name, REGION, "2020"),
        "spent": facts.text("vv", "expenditure", REGION, "2020"),
        "people": number_or_not(1e6 * spent / each),
        "inhabitants": facts.text("vv", "population", REGION, "2020"),
    }


def _five_years(facts: Facts) -> dict[str, str]:
    extra = [
        number_or_not(facts.value("vv", "scenario_at_home_extra", REGION, "2025", scenario))
        for scenario in ("scenario_1", "scenario_3")
    ]
    return {"least": extra[0], "most": extra[1]}


def _shortage(facts: Facts) -> dict[str, str]:
    keys = ("gz", "capacity_shortage", REGION, "2022/2025")
    return {
        "printed_low": facts.printed(*keys, "low").split()[0],
        "printed_high": facts.printed(*keys, "high").split()[0],
        "low": number_or_not(facts.value(*keys, "low")),
        "high": number_or_not(facts.value(*keys, "high")),
    }


def _points(facts: Facts) -> dict[str, str]:
    first, last = (
        facts.value("vv", "scenario_at_home_share", REGION, "2025", scenario)
        for scenario in ("scenario_1", "scenario_3")
    )
    return {
        "gz": facts.text("gz", "at_home_share_change", REGION, "2021/2023"),
        "vv": shown(last - first, "procentpunt", 1),
    }


def _providers(facts: Facts) -> dict[str, str]:
    offers = ("intramural_and_at_home", "at_home_only", "intramural_only")
    both, at_home, intramural = (facts.value("vv", "providers_by_offer", REGION, "2022", offer) for offer in offers)
    return {"at_home": number_or_not(both + at_home), "all": number_or_not(both + at_home + intramural)}


#: In the order of the reports.
DIFFERENCES = (
    Difference(
        "vv",
        ("projected_growth", "projected_clients"),
        "Het aantal klanten verdubbelt bijna.",
        "Van {counted} getelde klanten in 2020 naar {expected} in 2040 is {growth}; vanaf de {base} die de prognose "
        "zelf voor 2020 geeft, is het {own}. Voor Nederland is de verwachte groei {country}.",
        _almost_doubles,
    ),
    Difference(
        "vv",
        ("clients_per_1000_75plus",),
        "{printed} klanten per 1.000 inwoners (samenvatting).",
        "{use} klanten per 1.000 inwoners van 75 jaar en ouder. Per 1.000 inwoners van alle leeftijden zijn het er "
        "{all}.",
        _per_inhabitant,
    ),
    Difference(
        "vv",
        ("living_alone_75plus", "origin_75plus"),
        "{printed} van de inwoners woont alleen, en ook de herkomst is die van alle inwoners (samenvatting).",
        "Het gaat om de inwoners van 75 jaar en ouder: {alone} woont alleen en {origin} heeft een andere dan een "
        "Nederlandse achtergrond.",
        _people_over_75,
    ),
    Difference(
        "vv",
        ("clients_per_1000_75plus_change",),
        "Een stijging van {printed}, en een daling die sterker is dan landelijk.",
        "Het gebruik veranderde met {region}. Waar het mee is vergeleken, zijn de Zilveren Kruis-regio's en niet "
        "Nederland; daar veranderde het met {comparator}.",
        _rise,
    ),
    Difference(
        "vv",
        ("share_75plus",),
        "In de meeste gebieden is het aandeel 75-plussers hoger dan in de Zilveren Kruis-regio's.",
        "In {above} van de {areas} gebieden is het hoger. ‘De meeste’ schrijven wij vanaf {most}%.",
        _most_areas,
    ),
    Difference(
        "vv",
        ("share_75plus",),
        "{region} is vergelijkbaar met {comparator}; elders heet een kleiner verschil ‘lager’.",
        "Het verschil is {less}. ‘Vergelijkbaar’ is in dit boek overal hooguit {similar}% verschil.",
        _similar,
    ),
    Difference(
        "vv",
        ("projected_new_clients_growth", "projected_new_clients"),
        "De groei per gebied is een percentage van het aantal in 2019, en het gebied met de meeste nieuwe klanten "
        "‘groeit het hardst’.",
        "De gedrukte aantallen en percentages horen bij een totaal van {bases}; dat is het verwachte aantal in 2040 "
        "({expected}). In procenten van 2020 ligt de groei per gebied tussen {least} en {most}.",
        _growth_per_area,
    ),
    Difference(
        "vv",
        ("expenditure_per_inhabitant",),
        "{printed} per lid van de beroepsbevolking.",
        "{spent}, gedeeld door het bedrag per persoon, geeft {people} mensen. Dat past bij de {inhabitants} die de "
        "regio telt: het bedrag is per inwoner.",
        _euro,
    ),
    Difference(
        "vv",
        ("scenario_at_home_extra",),
        "In de komende vijf jaar zijn extra plaatsen nodig; het basisjaar is nu eens 2019, dan weer 2020.",
        "De scenario's gaan over de jaren 2020 tot en met 2025: tussen {least} en {most} extra plaatsen thuis.",
        _five_years,
    ),
    Difference(
        "vv",
        ("providers_by_offer",),
        "{at_home} aanbieders.",
        "Zoveel aanbieders bieden zorg thuis. In totaal zijn het er {all}.",
        _providers,
    ),
    Difference(
        "vv",
        ("at_home_share_change", "scenario_at_home_share"),
        "Een groei van 6% van wonen in een eigen omgeving.",
        "Het aandeel thuis groeit in het derde scenario met {vv}. Dat is iets anders dan een groei met zoveel procent.",
        _points,
    ),
    Difference(
        "gz",
        ("at_home_share_change",),
        "Een verandering van 3%.",
        "Het aandeel thuis steeg met {gz}.",
        _points,
    ),
    Difference(
        "gz",
        ("capacity_shortage",),
        "Hetzelfde tekort heet op de ene plek het meest waarschijnlijke en op de andere de hoogste schatting "
        "({printed_low} en {printed_high}).",
        "Tussen {low} plaatsen (alle bouwplannen gaan door) en {high} plaatsen (alleen de plannen die vaststaan).",
        _shortage,
    ),
)


def differences_table(facts: Facts, listed: set[tuple[str, str]]) -> str:
    """Return what was printed beside what the figures give.

    Parameters
    ----------
    facts
        What was printed, and the values.
    listed
        Sector and name of the indicators with an entry in the reading guide, to link to.

    Returns
    -------
    str
        HTML.
    """
    rows = []
    for difference in DIFFERENCES:
        numbers = difference.numbers(facts)
        about = "<br>".join(_linked(difference.sector, name, listed) for name in difference.indicators)
        printed, ours = (escape(text.format(**numbers)) for text in (difference.printed, difference.ours))
        rows.append([f"{difference.sector.upper()}: {about}", printed, ours])
    return _texts(["Cijfer", "Wat er staat", "Wat de cijfers zeggen"], rows)


def readings_table(facts: Facts, readings: pd.DataFrame) -> str:
    """Return how a printed figure was read where that is not plain.

    Parameters
    ----------
    facts
        What was printed.
    readings
        `note` of the published figures, and `reading`: what it says to a reader, in Dutch; empty for a note that only
        explains a name.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    InputError
        When a note has no row among the readings.
    """
    said = dict(zip(readings["note"], readings["reading"], strict=True)) | {"": ""}
    notes = facts.published["note"]
    if unknown := sorted(set(notes) - set(said)):
        raise InputError(f"data/readings.csv: found no row for the note {unknown[0]!r} of data/published.csv")
    table = facts.published.assign(reading=notes.map(said), at=facts.published["page"].astype(int))
    # VV before GZ, as in the book, and then in the order of the report
    table = table[table["reading"] != ""].sort_values(["report", "at"], ascending=[False, True], kind="stable")
    rows = []
    for keys, group in table.groupby(["report", "page", "indicator", "reading"], sort=False):
        report, page, indicator, reading = map(str, keys)
        which = [_which(facts, row) for _, row in group.iterrows()]
        named = "; ".join(which) if len(which) <= _NAMED else f"{len(which)} gebieden"
        rows.append(
            [escape(text) for text in (_report(report, page), f"{_title(report, indicator)}: {named}", reading)]
        )
    return _texts(["Rapport", "Cijfer", "Hoe wij het lezen"], rows)


def calibration_table(facts: Facts) -> str:
    """Return every published figure beside ours, and how many are within their rounding, as HTML."""
    table = facts.published
    rows = [
        [
            _report(str(row["report"]), str(row["page"])),
            f"{_title(str(row['report']), str(row['indicator']))}: {_which(facts, row)}",
            _decimal(str(row["published"])),
            _beside(row),
            "ja" if row["passes"] else "nee",
        ]
        for _, row in table.iterrows()
    ]
    heads = ["Rapport", "Cijfer", "Gepubliceerd", "In dit boek", "Binnen de afronding"]
    listed = _scrolling(table_html(heads, ["left", "left", "right", "right", "left"], rows))
    passed, count = number(int(table["passes"].sum())), number(len(table))
    some = f"Van de {count} gepubliceerde cijfers komen er {passed}"
    how_many = f"Alle {count} gepubliceerde cijfers komen" if passed == count else some
    return (
        f"<p>{how_many} binnen hun eigen afronding op hetzelfde uit.</p>"
        f"<details><summary>Alle gepubliceerde cijfers</summary>{listed}</details>"
    )


def _scrolling(table: str) -> str:
    return f'<div class="ra-scroll" tabindex="0">{table}</div>'


def _texts(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table of sentences, in HTML already; on a phone its cells stand below each other, each with its head."""
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(
        "<tr>" + "".join(f'<td data-head="{text}">{cell}</td>' for text, cell in zip(heads, row, strict=True)) + "</tr>"
        for row in rows
    )
    return _scrolling(f'<table class="ra-texts"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def _linked(sector: str, name: str, listed: set[tuple[str, str]]) -> str:
    title = escape(record(name, sector).title)
    page, anchor = entry(sector, name)
    return f'<a href="{page}.html#{anchor}">{title}</a>' if (sector, name) in listed else title


def _report(report: str, page: str) -> str:
    sector, year = report.split("-")
    return f"{sector.upper()} {year}, pagina {page}"


def _title(report: str, indicator: str) -> str:
    return record(indicator, report.split("-")[0]).title


def _which(facts: Facts, row: pd.Series) -> str:
    """Return area, period and category of a published figure, for a reader."""
    area, category = (facts.names.get(str(row[column]), str(row[column])) for column in ("area", "category"))
    return ", ".join(filter(None, (area, period_text(str(row["period"])), category)))


def _decimal(printed: str) -> str:
    return number(float(printed), len(printed.partition(".")[2]))


def _beside(row: pd.Series) -> str:
    """Return our value, with a digit more than was printed."""
    if pd.isna(row["ours"]):
        return NOT_SHOWN["missing"]
    return number(float(row["ours"]), len(str(row["published"]).partition(".")[2]) + 1)
