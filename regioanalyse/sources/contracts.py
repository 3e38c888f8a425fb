"""What every source table must look like: one contract per table, which pandera holds it against.

The contracts are the product's front door: an analyst who brings an own table (`data/sources.yaml`) meets them
first. Amounts are integer cents, months are text like ``2022-01``, dates are days without a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    # half a second to import, for who only wants to know which columns there are
    import pandera.pandas as pa

SECTORS = ("vv", "gz")
DELIVERY_FORMS = ("intramural", "vpt", "mpt", "pgb")
AREA_KINDS = ("municipality", "district")
#: Statuses of the waiting list, and those that were in use until April 2021: the change is a break.
STATUSES = ("urgent", "active", "preference", "precaution")
OLD_STATUSES = ("actively_waiting", "preference_waiting", "not_actively_waiting")
ORIGINS = ("dutch", "western", "non_western")
MOVES = ("nursing_and_care", "home_care", "other_care", "outside_sector", "other")
OPPORTUNITY_LINES = ("line_1", "line_2", "line_3", "line_4", "line_5")

#: Five-year bands as CBS table 83502NED has them; the last one is open.
AGE_BANDS = (*(f"{age}-{age + 4}" for age in range(0, 95, 5)), "95+")
BANDS_75PLUS = AGE_BANDS[AGE_BANDS.index("75-79") :]

MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"
SLUG = r"^[a-z][a-z-]*$"
AREA_CODE = r"^(GM\d{4}|WK\d{6})$"
#: Where somebody lives or a location stands: an area of our regions, or elsewhere the slug of the region.
PLACE = r"^(GM\d{4}|WK\d{6}|[a-z][a-z-]*)$"
POSTCODE = r"^[1-9]\d{3}[A-Z]{2}$"
#: Names of places: letters, digits and what stands in Dutch place names. No mark-up, no formula.
NAME = r"^(?:[^\W_]|['’(])(?:[^\W_]|[ '’/.,()-])*$"
QUARTER = r"^20\d\d-Q[1-4]$"
#: The highest amount one line can have. A higher one is no month of care (cents mistaken for something else).
MOST_CENTS = 10_000_000


@dataclass(frozen=True)
class Check:
    """What a value must be: the name and the arguments of a check of pandera, ``in_range`` with its limits."""

    name: str
    statistics: Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """The type of a column as pandas calls it, what its values must be, and whether they may be empty."""

    dtype: str
    checks: tuple[Check, ...] = ()
    nullable: bool = False


@dataclass(frozen=True)
class Contract:
    """What a table must look like.

    Attributes
    ----------
    name
        The table's name in `data/sources.yaml`.
    description
        What one row is, in Dutch, for the data page of the book.
    columns
        Columns with type, allowed values and ranges; extra columns are refused.
    key
        Columns that together occur once. Empty where a line may stand twice (claims: exact duplicates count once).
    references
        Columns whose values must be those of a reference table: ``{column: (table, its key)}``.
    place
        Column with a place: an area of ours (``areas.code``), or elsewhere the slug of a region.
    confidential
        Whether a row is about one person. Such tables are read by `marts` only.
    """

    name: str
    description: str
    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    place: str | None = None
    confidential: bool = False

    @cached_property
    def schema(self) -> "pa.DataFrameSchema":
        """Return the columns as pandera has them."""
        import pandera.pandas as pa

        kinds = {"str": str, "float64": float, "bool": bool}
        columns = {
            name: pa.Column(
                kinds.get(about.dtype, about.dtype),
                [getattr(pa.Check, check.name)(**check.statistics) for check in about.checks],
                nullable=about.nullable,
            )
            for name, about in self.columns.items()
        }
        return pa.DataFrameSchema(columns, strict=True, coerce=True)


def _schema(**columns: Column) -> dict[str, Column]:
    return columns


def _like(pattern: str) -> Check:
    return Check("str_matches", {"pattern": pattern})


def _one_of(*allowed: str) -> Check:
    return Check("isin", {"allowed_values": list(allowed)})


def _from_to(lowest: float, highest: float) -> Check:
    return Check("in_range", {"min_value": lowest, "max_value": highest})


def _text(*checks: Check, nullable: bool = False) -> Column:
    return Column("str", checks, nullable)


def _integer(lowest: int, highest: int) -> Column:
    return Column("int64", (_from_to(lowest, highest),))


def _number(lowest: float, highest: float, nullable: bool = False) -> Column:
    return Column("float64", (_from_to(lowest, highest),), nullable)


def _day(nullable: bool = False) -> Column:
    return Column("datetime64[us]", nullable=nullable)


_client = _integer(1, 10**12)
_id = _integer(1, 10**12)
_region = _text(_like(SLUG))
_area = _text(_like(AREA_CODE))
_period = {"valid_from": _day(), "valid_to": _day(nullable=True)}
_inhabitants = {
    "area": _text(_like(r"^(GM\d{4}|WK\d{6}|nederland)$")),
    "year": _integer(2015, 2060),
    "age_band": _text(_one_of(*AGE_BANDS)),
    "inhabitants": _integer(0, 2_000_000),
}

CONTRACTS: dict[str, Contract] = {
    contract.name: contract
    for contract in (
        Contract(
            "regions",
            "De zorgkantoorregio's, met de groep waarmee een regio wordt vergeleken.",
            _schema(
                region=_text(_like(SLUG)),
                name=_text(_like(NAME)),
                comparator=_text(_one_of("zilveren-kruis"), nullable=True),
            ),
            key=("region",),
        ),
        Contract(
            "areas",
            "Gemeenten en stadsdelen: waar ze liggen en bij welke regio ze horen.",
            _schema(
                region=_text(_like(SLUG)),
                code=_text(_like(AREA_CODE)),
                name=_text(_like(NAME)),
                kind=_text(_one_of(*AREA_KINDS)),
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
                product_code=_text(_like(r"^[A-Z]\d{3}$")),
                delivery_form=_text(_one_of("intramural", "vpt", "mpt")),
                description=_text(),
            ),
            key=("product_code",),
        ),
        Contract(
            "profiles",
            "Zorgprofielen per sector, van licht naar zwaar.",
            _schema(
                profile=_text(_like(r"^\d{1,2}[A-Z]{2,4}$")),
                sector=_text(_one_of(*SECTORS)),
                order=_integer(1, 99),
                counts=Column("bool"),
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
            _schema(
                client=_client,
                area=_text(_like(PLACE)),
                postcode=_text(_like(POSTCODE)),
                **_period,
            ),
            key=("client", "valid_from"),
            place="area",
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
                reverses=Column("Int64", nullable=True),
                client=_client,
                month=_text(_like(MONTH)),
                provider=_id,
                location=Column("Int64", nullable=True),
                product_code=_text(_like(r"^[A-Z]\d{3}$")),
                amount=_integer(-MOST_CENTS, MOST_CENTS),
            ),
            references={
                "product_code": ("products", "product_code"),
                "provider": ("providers", "provider"),
                "location": ("locations", "location"),
            },
            confidential=True,
        ),
        Contract(
            "allocations",
            "Zorgtoewijzingen: aan welke aanbieder een klant is toegewezen.",
            _schema(client=_client, provider=_id, **_period),
            key=("client", "valid_from"),
            references={"provider": ("providers", "provider")},
            confidential=True,
        ),
        Contract(
            "waiting_list",
            "Wachtlijst met statushistorie: een regel per klant en status, met de aanbieder op wie wordt gewacht en, "
            "na plaatsing, waar en wanneer de klant is geplaatst.",
            _schema(
                client=_client,
                sector=_text(_one_of(*SECTORS)),
                provider=_id,
                status=_text(_one_of(*STATUSES, *OLD_STATUSES)),
                waiting_since=_day(),
                placed_on=_day(nullable=True),
                placed_at=Column("Int64", nullable=True),
                **_period,
            ),
            key=("client", "valid_from"),
            references={"provider": ("providers", "provider")},
            confidential=True,
        ),
        Contract(
            "waiting_norms",
            "Treeknorm: binnen hoeveel weken een actief wachtende zorg moet krijgen.",
            _schema(sector=_text(_one_of(*SECTORS)), weeks=_integer(1, 104)),
            key=("sector",),
        ),
        Contract(
            "providers",
            "Zorgaanbieders.",
            _schema(provider=_id, name=_text()),
            key=("provider",),
        ),
        Contract(
            "locations",
            "Instellingslocaties met verblijf, met de sector die de aanbieder zelf opgeeft. "
            "De coördinaten zijn het midden van de postcode van zes tekens.",
            _schema(
                location=_id,
                provider=_id,
                name=_text(),
                area=_text(_like(PLACE)),
                stated_segment=_text(_one_of(*SECTORS, "ggz")),
                postcode=_text(_like(POSTCODE)),
                lon=_number(3.2, 7.3),
                lat=_number(50.7, 53.7),
            ),
            key=("location",),
            place="area",
            references={"provider": ("providers", "provider")},
        ),
        Contract(
            "zorgatlas",
            "Locaties op de Zorgatlas, alle cliëntgroepen.",
            _schema(
                entry=_id,
                name=_text(),
                area=_text(_like(PLACE)),
                postcode=_text(_like(POSTCODE)),
                lon=_number(3.2, 7.3),
                lat=_number(50.7, 53.7),
            ),
            key=("entry",),
            place="area",
        ),
        Contract(
            "households",
            "75-plussers en hoeveel van hen alleen wonen.",
            _schema(
                area=_area,
                year=_integer(2015, 2030),
                inhabitants_75plus=_integer(0, 500_000),
                living_alone_75plus=_integer(0, 500_000),
            ),
            key=("area", "year"),
            references={"area": ("areas", "code")},
        ),
        Contract(
            "origin",
            "75-plussers naar herkomst, indeling tot 2022.",
            _schema(
                area=_area,
                year=_integer(2015, 2021),
                origin=_text(_one_of(*ORIGINS)),
                inhabitants_75plus=_integer(0, 500_000),
            ),
            key=("area", "year", "origin"),
            references={"area": ("areas", "code")},
        ),
        Contract(
            "socioeconomic_status",
            "Sociaaleconomische status in vijf groepen; 5 is de hoogste.",
            _schema(area=_area, year=_integer(2010, 2030), ses_group=_integer(1, 5)),
            key=("area", "year"),
            references={"area": ("areas", "code")},
        ),
        Contract(
            "urbanity",
            "Stedelijkheid in vijf klassen van het CBS; 1 is de meest stedelijke.",
            _schema(area=_area, year=_integer(2010, 2030), cbs_class=_integer(1, 5)),
            key=("area", "year"),
            references={"area": ("areas", "code")},
        ),
        Contract(
            "expenditure",
            "Uitgaven aan Wlz-zorg VV per jaar (CAK), in euro.",
            _schema(region=_region, year=_integer(2015, 2030), euro=_integer(0, 10**11)),
            key=("region", "year"),
            references={"region": ("regions", "region")},
        ),
        Contract(
            "labour_regions",
            "Welke arbeidsmarktregio's samen een zorgkantoorregio vormen.",
            _schema(labour_region=_text(_like(SLUG)), region=_region),
            key=("labour_region", "region"),
            references={"region": ("regions", "region")},
        ),
        Contract(
            "workers",
            "Werknemers in verpleging en verzorging per arbeidsmarktregio, waargenomen en verwacht.",
            _schema(
                labour_region=_text(_like(SLUG)),
                year=_integer(2015, 2060),
                workers=_integer(0, 1_000_000),
            ),
            key=("labour_region", "year"),
            references={"labour_region": ("labour_regions", "labour_region")},
        ),
        Contract(
            "worker_mobility",
            "Waar werknemers vandaan komen en naartoe gaan, per arbeidsmarktregio en voor heel Nederland.",
            _schema(
                labour_region=_text(_like(SLUG)),
                quarter=_text(_like(QUARTER)),
                direction=_text(_one_of("inflow", "outflow")),
                category=_text(_one_of(*MOVES)),
                movers=_integer(0, 1_000_000),
            ),
            key=("labour_region", "quarter", "direction", "category"),
        ),
        Contract(
            "building_plans",
            "Bouwplannen voor plaatsen in de gehandicaptenzorg.",
            _schema(
                plan=_id,
                region=_region,
                year=_integer(2020, 2040),
                places=_integer(1, 1_000),
                definite=Column("bool"),
            ),
            key=("plan",),
            references={"region": ("regions", "region")},
        ),
        Contract(
            "initiatives",
            "Initiatieven van zorgaanbieders in de regio per kanslijn.",
            _schema(
                region=_region,
                year=_integer(2020, 2030),
                line=_text(_one_of(*OPPORTUNITY_LINES)),
                initiatives=_integer(0, 1_000),
            ),
            key=("region", "year", "line"),
            references={"region": ("regions", "region")},
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
                region=_text(_like(SLUG)),
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
