"""What an indicator is: its record, and the editions that exist."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from regioanalyse.errors import choices
from regioanalyse.marts import Marts
from regioanalyse.records import SECTORS

#: A definition: the marts and an edition in, the columns of `COLUMNS` out.
Method = Callable[[Marts, int], pd.DataFrame]

#: What a method returns. `count` and `of` (persons that the value rests on, and the persons it is a part of) are
#: for disclosure control and stay empty (NA) where no person can be found back in a value.
COLUMNS = ["region", "area", "period", "category", "value", "count", "of"]

#: The editions that can be built, newest last.
EDITIONS: Mapping[str, tuple[int, ...]] = {name: sector.editions for name, sector in SECTORS.items()}


@dataclass(frozen=True)
class Indicator:
    """A definition with all that a reader is told of it; each text of the book about it comes from here.

    Attributes
    ----------
    name
        The field's own name, the same in code, downloads and tests.
    sector
        `vv` or `gz`; an indicator of both sectors has a record for each.
    title
        Dutch name, as it can begin a sentence: "Het aandeel 75-plussers".
    unit
        Dutch unit of `value`.
    measure
        Dutch, the unit in words, for the line below the finding: "percentage van de inwoners".
    decimals
        Decimals that a reader sees; `value` itself is not rounded.
    source, reference
        Dutch: where it comes from, and the date or month that it describes.
    explanation
        Dutch, for the Toelichting: the definition in plain words. In `reference` and `explanation` a year that moves
        with the edition stands as its name in braces.
    page
        Page of the published report, or None where it is not on one.
    methods
        The definition by the edition from which it holds.
    until
        The last methodology that has the indicator, or None while it is in use.
    periods
        The years that an edition shows, where a table may not reach them all: what it does not reach is missing.
    comparable_from
        The first period of the present classification, empty where it never changed; what lies before is a break.
    """

    name: str
    sector: str
    title: str
    unit: str
    measure: str
    decimals: int
    source: str
    reference: str
    explanation: str
    page: int | None
    methods: Mapping[int, Method]
    until: int | None = None
    periods: Callable[[int], Iterable[int]] | None = None
    comparable_from: str = ""

    def holds_in(self, methodology: int) -> bool:
        """Return whether there is a definition in `methodology`."""
        return min(self.methods) <= methodology and (self.until is None or methodology <= self.until)

    def method(self, methodology: int) -> Method:
        """Return the definition that holds in `methodology`: the newest that is not newer than it.

        Raises
        ------
        InputError
            When there is none; the message lists the methodologies that have one.
        """
        if not self.holds_in(methodology):
            having = [each for each in EDITIONS[self.sector] if self.holds_in(each)]
            raise choices(methodology, having, f"methodology of {self.name}")
        return self.methods[max(edition for edition in self.methods if edition <= methodology)]

    def in_edition(self, edition: int) -> "Indicator":
        """Return the record with the years of an edition in its texts."""
        years = SECTORS[self.sector].fields(edition)
        return replace(self, reference=self.reference.format(**years), explanation=self.explanation.format(**years))


def base_year(sector: str, edition: int) -> int:
    """Return the year in which use is measured for the projection, and against which growth is."""
    return SECTORS[sector].base_year(edition)


def target_year(sector: str, edition: int) -> int:
    """Return the last year of the projection."""
    return SECTORS[sector].target_year(edition)


def scenario_year(sector: str, edition: int) -> int:
    """Return the year of the scenarios (VV) and of the shortage (GZ)."""
    return SECTORS[sector].scenario_year(edition)


def years_of(sector: str, edition: int) -> list[int]:
    """Return the Januaries that an edition shows of its clients."""
    return SECTORS[sector].years(edition)
