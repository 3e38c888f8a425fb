"""Which indicators there are, and the definition of each."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pandas as pd

from regioanalyse.errors import InputError, choices
from regioanalyse.indicators.totals import Definition
from regioanalyse.marts import Marts, loading
from regioanalyse.project import relative
from regioanalyse.records import sectors
from regioanalyse.records.indicator import Indicator, indicator_in, theme_file, theme_files
from regioanalyse.records.sector import SECTORS, Edition, sector_named


@cache
def record(name: str, sector: str, edition: int | None = None) -> Indicator:
    """Return the record of an indicator, with the years of an edition in its texts; of the newest when not given.

    An `InputError` for an unknown indicator or edition lists those that the sector has.
    """
    themes = {each: theme for theme, names in sector_named(sector).indicators.items() for each in names}
    if name not in themes:
        raise choices(name, sorted(themes), f"indicator of {sector}")
    theme = themes[name]
    file = theme_file(theme)
    numbers = getattr(_module(theme), "NUMBERS", {})
    found = indicator_in(SECTORS[sector].edition(edition), file, name, numbers)
    where = f"{relative(file)}: {name}"
    _refuse_unknown(found.methods.values(), list(definitions(theme)), f"{where}: methods, for {sector}")
    _refuse_unknown(found.tables, loading.names(), f"{where}: tables")
    return found


def _refuse_unknown(given: Iterable[str], allowed: list[str], where: str) -> None:
    for each in given:
        if each not in allowed:
            raise choices(each, allowed, where)


def records(sector: str, edition: int | None = None) -> list[Indicator]:
    """Return the records of a sector, in the order of its chapters."""
    found = sector_named(sector)
    return [record(name, sector, edition) for names in found.indicators.values() for name in names]


def table_of(indicator: Indicator, marts: Marts, edition: Edition) -> pd.DataFrame:
    """Work an indicator out (`totals.COLUMNS`) by the definition that holds in the methodology of an edition.

    An `InputError` when there is none lists the methodologies that have one.
    """
    version = indicator.version(edition.methodology)
    # so that it can depend on nothing but what the edition that brought it has
    edition = edition.model_copy(update={"methodology": version})
    return definitions(indicator.theme)[indicator.methods[version]](marts, edition)


def definitions(theme: str) -> dict[str, Definition]:
    """Return the definitions of a theme by their names."""
    found: dict[str, Definition] = _module(theme).DEFINITIONS
    return found


@cache
def _module(theme: str) -> ModuleType:
    # every module of this package that a sector's record names is a theme
    _refuse_unknown([theme], [file.stem for file in theme_files()], f"{relative(Path(sectors.__file__).parent)}: theme")
    if find_spec(f"{__package__}.{theme}") is None:
        place, records_of = relative(Path(__file__).with_name(f"{theme}.py")), relative(theme_file(theme))
        raise InputError(f"{place}: found no module, allowed: one with the definitions of {records_of}")
    return import_module(f"{__package__}.{theme}")


#: Every indicator of every sector, in the order of the reports' chapters. The years in their texts are those of the
#: newest edition.
INDICATORS: tuple[Indicator, ...] = tuple(each for sector in SECTORS for each in records(sector))
