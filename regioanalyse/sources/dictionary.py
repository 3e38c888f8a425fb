"""The data dictionary: what each table and column is, made from the contracts (`docs/data-dictionary.md`)."""

from collections.abc import Mapping

from regioanalyse.sources.check import allowed_texts, kind_of
from regioanalyse.sources.contracts import CONTRACTS, Column, Contract

#: What a column is, wherever it stands: one name for each thing. Units are part of the meaning.
MEANINGS: Mapping[str, str] = {
    "age_band": "age in years on 1 January; the last band is open",
    "amount": "cents; negative on a credit line",
    "area": "code of a municipality (GM…) or district (WK…)",
    "at_home": "clients with vpt, mpt or pgb, in January",
    "birth_year": "year of birth",
    "category": "where workers come from or go to",
    "cbs_class": "addresses within 1 km; 1 is the most urban",
    "client": "pseudonym of a client, the same in all tables",
    "clients": "clients in January",
    "code": "code of a municipality (GM…) or district (WK…)",
    "comparator": "the group that the region is compared with; empty for regions outside the report",
    "counts": "whether the profile counts for an indicator",
    "definite": "whether the plan is certain to go ahead",
    "delivery_form": "how the care is delivered",
    "description": "Dutch name",
    "direction": "into or out of work in nursing and care",
    "entry": "number of the entry",
    "euro": "euro a year",
    "inhabitants": "persons on 1 January",
    "inhabitants_75plus": "persons of 75 and older on 1 January",
    "initiatives": "number of initiatives",
    "kind": "municipality or district",
    "labour_region": "slug of a labour-market region",
    "lat": "degrees north (WGS84)",
    "line": "number of the claim line; in initiatives the opportunity line",
    "living_alone_75plus": "persons of 75 and older who live alone",
    "location": "number of the location; empty for care at home",
    "lon": "degrees east (WGS84)",
    "month": "service month",
    "movers": "workers who came or left in the quarter",
    "name": "Dutch name",
    "order": "place from light to heavy",
    "origin": "CBS classification of origin, until 2022",
    "placed_at": "provider where the client was placed; empty while waiting",
    "placed_on": "day of placement; empty while waiting",
    "places": "number of places",
    "plan": "number of the plan",
    "postcode": "postcode of six characters",
    "product_code": "code of what was delivered",
    "profile": "care profile",
    "provider": "number of the provider",
    "quarter": "quarter of the year",
    "region": "slug of a zorgkantoor region",
    "reverses": "line that a credit line reverses; empty on other lines",
    "sector": "care sector",
    "ses_group": "socioeconomic status; 5 is the highest",
    "share_65plus": "% of inhabitants",
    "share_75plus": "% of inhabitants",
    "share_85plus": "% of inhabitants",
    "stated_segment": "sector that the provider states for the location",
    "status": "waiting status",
    "valid_from": "first valid day",
    "valid_to": "last valid day; empty while it is open",
    "waiting_since": "day on which the client began to wait",
    "weeks": "weeks within which care must start",
    "workers": "employees",
    "year": "year; 1 January or January unless it is a sum over the year",
}


def text() -> str:
    """Return the data dictionary as Markdown, one section per contract."""
    head = (
        "# Data dictionary\n\n"
        "Made from the contracts in `regioanalyse/sources/contracts.py` by `make accept`; do not edit.\n\n"
        "A table comes as CSV (UTF-8, commas, a header) or Parquet; `data/sources.yaml` says where it is. Columns may\n"
        "stand in any order; others are refused. `regioanalyse data --check PATH` tells whether a file fits.\n"
    )
    return head + "".join(_section(contract) for contract in CONTRACTS.values())


def _section(contract: Contract) -> str:
    facts = []
    if contract.confidential:
        facts.append("**About persons**: read by `marts` only.")
    if contract.key:
        facts.append(f"Key: {', '.join(f'`{name}`' for name in contract.key)}.")
    facts += [f"`{column}` must be in `{table}.{key}`." for column, (table, key) in contract.references.items()]
    rows = "".join(_row(name, column) for name, column in contract.columns.items())
    return (
        f"\n## {contract.name}\n\n{contract.description}\n\n"
        + (" ".join(facts) + "\n\n" if facts else "")
        + f"| column | what | type | allowed |\n|---|---|---|---|\n{rows}"
    )


def _row(name: str, column: Column) -> str:
    allowed = "; ".join(allowed_texts(column)).replace("|", "\\|")
    empty = " (may be empty)" if column.nullable else ""
    return f"| `{name}` | {MEANINGS[name]} | {kind_of(column.dtype)}{empty} | {allowed} |\n"
