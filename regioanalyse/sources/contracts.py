"""What every source table must look like: one pandera contract per table.

The contracts are the product's front door: an analyst who brings an own table (`data/sources.yaml`) meets them
first. Amounts are integer cents, months are text like ``2022-01``, dates are days without a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa

SECTORS = ("vv", "gz")
DELIVERY_FORMS = ("intramural", "vpt", "mpt", "pgb")
AREA_KINDS = ("municipality", "district")

#: Five-year bands as CBS table 83502NED has them; the last one is open.
AGE_BANDS = (*(f"{age}-{age + 4}" for age in range(0, 95, 5)), "95+")
BANDS_75PLUS = AGE_BANDS[AGE_BANDS.index("75-79") :]

MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"
SLUG = r"^[a-z][a-z-]*$"
AREA_CODE = r"^(GM\d{4}|WK\d{6})$"
#: The highest amount one line can have. A higher one is no month of care (cents mistaken for something else).
MOST_CENTS = 10_000_000


@dataclass(frozen=True)
class Contract:
    """What a table must look like.

    Attributes
    ----------
    name
        The table's name in `data/sources.yaml`.
    description
        What one row is, in Dutch, for the data page of the book.
    schema
        Columns with type, allowed values and ranges; extra columns are refused.
    key
        Columns that together occur once. Empty where a line may stand twice (claims: exact duplicates count once).
    references
        Columns whose values must be those of a reference table: ``{column: (table, its key)}``.
    confidential
        Whether a row is about one person. Such tables are read by `marts` only.
    """

    name: str
    description: str
    schema: pa.DataFrameSchema
    key: tuple[str, ...] = ()
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    confidential: bool = False


def _schema(**columns: pa.Column) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(dict(columns), strict=True, coerce=True)


def _text(*checks: pa.Check, nullable: bool = False) -> pa.Column:
    return pa.Column(str, list(checks), nullable=nullable)


def _integer(lowest: int, highest: int) -> pa.Column:
    return pa.Column("int64", pa.Check.in_range(lowest, highest))


def _number(lowest: float, highest: float, nullable: bool = False) -> pa.Column:
    return pa.Column(float, pa.Check.in_range(lowest, highest), nullable=nullable)


def _day(nullable: bool = False) -> pa.Column:
    return pa.Column("datetime64[us]", nullable=nullable)


_client = _integer(1, 10**12)
_period = {"valid_from": _day(), "valid_to": _day(nullable=True)}
_inhabitants = {
    "area": _text(pa.Check.str_matches(r"^(GM\d{4}|WK\d{6}|nederland)$")),
    "year": _integer(2015, 2060),
    "age_band": _text(pa.Check.isin(AGE_BANDS)),
    "inhabitants": _integer(0, 2_000_000),
}

CONTRACTS: dict[str, Contract] = {
    contract.name: contract
    for contract in (
        Contract(
            "regions",
            "De zorgkantoorregio's, met de groep waarmee een regio wordt vergeleken.",
            _schema(
                region=_text(pa.Check.str_matches(SLUG)),
                name=_text(),
                comparator=_text(pa.Check.isin(["zilveren-kruis"]), nullable=True),
            ),
            key=("region",),
        ),
        Contract(
            "areas",
            "Gemeenten en stadsdelen: waar ze liggen en bij welke regio ze horen.",
            _schema(
                region=_text(pa.Check.str_matches(SLUG)),
                code=_text(pa.Check.str_matches(AREA_CODE)),
                name=_text(),
                kind=_text(pa.Check.isin(AREA_KINDS)),
                lon=_number(3.2, 7.3),
                lat=_number(50.7, 53.7),
                inhabitants=_integer(0, 2_000_000),
                share_65plus=_number(0, 100, nullable=True),
                share_75plus=_number(0, 100),
                share_85plus=_number(0, 100),
            ),
            key=("code",),
            references={"region": ("regions", "region")},
        ),
        Contract(
            "products",
            "Prestatiecodes en de leveringsvorm waar ze bij horen.",
            _schema(
                product_code=_text(pa.Check.str_matches(r"^[A-Z]\d{3}$")),
                delivery_form=_text(pa.Check.isin(["intramural", "vpt", "mpt"])),
                description=_text(),
            ),
            key=("product_code",),
        ),
        Contract(
            "profiles",
            "Zorgprofielen per sector, van licht naar zwaar.",
            _schema(
                profile=_text(pa.Check.str_matches(r"^\d{1,2}[A-Z]{2,4}$")),
                sector=_text(pa.Check.isin(SECTORS)),
                order=_integer(1, 99),
                counts=pa.Column(bool),
                description=_text(),
            ),
            key=("profile",),
        ),
        Contract(
            "clients",
            "Klanten, met hun geboortejaar.",
            _schema(client=_client, birth_year=_integer(1900, 2030)),
            key=("client",),
            confidential=True,
        ),
        Contract(
            "addresses",
            "Waar een klant woont, en van wanneer tot en met wanneer.",
            _schema(client=_client, area=_text(pa.Check.str_matches(AREA_CODE)), **_period),
            key=("client", "valid_from"),
            references={"area": ("areas", "code")},
            confidential=True,
        ),
        Contract(
            "indications",
            "Indicatiebesluiten: zorgprofiel en geldigheid.",
            _schema(client=_client, profile=_text(), **_period),
            key=("client", "valid_from"),
            references={"profile": ("profiles", "profile")},
            confidential=True,
        ),
        Contract(
            "pgb_awards",
            "Toekenningen van een persoonsgebonden budget.",
            _schema(client=_client, **_period),
            key=("client", "valid_from"),
            confidential=True,
        ),
        Contract(
            "claims",
            "Declaratieregels van zorg in natura; een creditregel heeft een negatief bedrag.",
            _schema(
                line=_integer(1, 10**12),
                reverses=pa.Column("Int64", nullable=True),
                client=_client,
                month=_text(pa.Check.str_matches(MONTH)),
                product_code=_text(pa.Check.str_matches(r"^[A-Z]\d{3}$")),
                amount=_integer(-MOST_CENTS, MOST_CENTS),
            ),
            references={"product_code": ("products", "product_code")},
            confidential=True,
        ),
        Contract(
            "population",
            "Inwoners op 1 januari, per gebied, jaar en leeftijdsgroep; ook voor heel Nederland.",
            _schema(**_inhabitants),
            key=("area", "year", "age_band"),
        ),
        Contract(
            "population_forecast",
            "Bevolkingsprognose op 1 januari, ook voor het basisjaar.",
            _schema(**_inhabitants),
            key=("area", "year", "age_band"),
        ),
        Contract(
            "at_home_history",
            "Klanten VV in januari 2015-2018 en hoeveel van hen thuis wonen; de declaraties beginnen in 2019.",
            _schema(
                region=_text(pa.Check.str_matches(SLUG)),
                year=_integer(2015, 2018),
                clients=_integer(0, 1_000_000),
                at_home=_integer(0, 1_000_000),
            ),
            key=("region", "year"),
            references={"region": ("regions", "region")},
        ),
    )
}


def empty(name: str) -> pd.DataFrame:
    """Return a table of no rows with the columns and types of contract `name`."""
    schema = CONTRACTS[name].schema
    return schema.coerce_dtype(pd.DataFrame({column: [] for column in schema.columns}))
