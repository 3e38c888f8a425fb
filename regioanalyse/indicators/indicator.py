"""What an indicator is: its record, and the editions that exist."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from regioanalyse.errors import choices
from regioanalyse.marts import Marts

#: A definition: the marts and an edition in, the columns of `COLUMNS` out.
Method = Callable[[Marts, int], pd.DataFrame]

#: What a method returns. `count` and `of` (persons that the value rests on, and the persons it is a part of) are
#: for disclosure control and stay empty (NA) where no person can be found back in a value.
COLUMNS = ["region", "area", "period", "category", "value", "count", "of"]

#: The editions that can be built, newest last; the default is the newest.
EDITIONS: Mapping[str, tuple[int, ...]] = {"vv": (2022,), "gz": (2023,)}


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
        Dutch, for the Toelichting: the definition in plain words.
    page
        Page of the published report, or None where it is not on one.
    methods
        The definition by the edition from which it holds.
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

    def method(self, methodology: int) -> Method:
        """Return the definition that holds in `methodology`: the newest that is not newer than it."""
        return self.methods[max(edition for edition in self.methods if edition <= methodology)]


def edition_of(sector: str, edition: int | None = None) -> int:
    """Return `edition` when it can be built, and the newest when none is given.

    Raises
    ------
    InputError
        For an unknown sector or an edition without data; the message lists what there is.
    """
    if sector not in EDITIONS:
        raise choices(sector, list(EDITIONS), "sector")
    if edition is None:
        return EDITIONS[sector][-1]
    if edition not in EDITIONS[sector]:
        raise choices(edition, list(EDITIONS[sector]), f"edition of {sector}")
    return edition


def years_of(sector: str, edition: int) -> list[int]:
    """Return the Januaries that an edition shows of its clients: four for VV, three for GZ."""
    return list(range(edition - (3 if sector == "vv" else 2), edition + 1))
