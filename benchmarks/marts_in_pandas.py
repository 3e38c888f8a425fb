"""The marts as one would write them in pandas: what ours are measured against, and an independent recount of them.

Plain pandas, a month at a time, nothing of `regioanalyse.marts` in it. `tests/marts/test_pandas.py` holds the two
against each other; `scan_and_sum` is what reading the same columns costs by itself.
"""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet

#: The columns of the claims that the marts need.
COLUMNS = ["line", "reverses", "client", "month", "provider", "location", "product_code", "amount"]
#: Rows of a mart in this order, as ours have.
KEYS = {
    "use": ["sector", "region", "area", "age_band", "profile", "delivery_form"],
    "in_care": ["sector", "region"],
    "flows": ["sector", "home", "care"],
    "locations": ["sector", "location"],
    "zorgatlas": ["entry"],
    "providers": ["sector", "region", "provider", "delivery_form"],
    "allocations": ["sector", "region", "area"],
    "waiting": ["sector", "region", "status"],
    "placements": ["sector", "region", "status"],
    "preferred": ["sector", "region"],
    "waiting_elsewhere": ["sector", "region"],
}
#: On a tie the first of these wins.
FORMS = ["intramural", "vpt", "mpt"]
MONTHS_TO_BE_PLACED = 6


def scan_and_sum(files: list[Path]) -> dict[str, int]:
    """Read the columns of the claims that the marts need and add them up, a file at a time.

    Returns
    -------
    dict of str to int
        The sum of each column of numbers, and the number of lines.
    """
    sums = dict.fromkeys(["lines", *COLUMNS], 0)
    for file in files:
        claims = parquet.read_table(file, columns=COLUMNS).to_pandas()
        sums["lines"] += len(claims)
        for column in claims.select_dtypes("number"):
            sums[column] += int(claims[column].sum())
    return sums


def marts(month: str, claims: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the marts of a month by name.

    Parameters
    ----------
    month
        Service month, ``2022-01``.
    claims
        The lines of that month.
    tables
        The other source tables, by name, as the contracts describe them.

    Returns
    -------
    dict of str to DataFrame
        The columns of `KEYS` and the counts; rows in order of the keys.
    """
    day = pd.Timestamp(f"{month}-01")
    areas, regions = tables["areas"], tables["regions"]
    elsewhere = regions.loc[regions["comparator"].isna(), "region"]
    region_of = pd.concat([areas.set_index("code")["region"], pd.Series(elsewhere.array, index=elsewhere.array)])
    home = latest(tables["addresses"], day)
    home["region"] = home["area"].map(region_of)

    lines = claims.drop_duplicates().merge(tables["products"][["product_code", "delivery_form"]], on="product_code")
    everyone = client_months(lines, home, tables, day)
    given = given_care(lines, everyone)
    place = place_of_care(given)
    ours = everyone[everyone["region"].isin(areas["region"])]
    on_list = latest(tables["waiting_list"], day)
    on_list = on_list.merge(home[["client", "region"]], on="client", how="left")

    found = {
        "use": ours.groupby(KEYS["use"], as_index=False).agg(clients=("client", "size"), amount=("amount", "sum")),
        "in_care": sizes(ours, "in_care"),
        "flows": flows(everyone, place, tables["locations"], region_of),
        "locations": sizes(everyone[everyone["delivery_form"] == "intramural"].merge(place), "locations"),
        "zorgatlas": at_entries(everyone, home, tables["zorgatlas"]),
        "providers": sizes(ours.merge(given[["client", "provider"]].drop_duplicates(), on="client"), "providers"),
        "allocations": sizes(ours[ours["client"].isin(valid(tables["allocations"], day)["client"])], "allocations"),
        "waiting": sizes(on_list, "waiting"),
        "placements": placements(tables["waiting_list"], tables["waiting_norms"], home, month),
        "preferred": preferred(tables["waiting_list"], on_list, day),
        "waiting_elsewhere": waiting_elsewhere(ours, given, valid(tables["waiting_list"], day)),
    }
    for mart in ("waiting", "placements", "preferred"):
        found[mart] = found[mart][found[mart]["region"].isin(areas["region"])]
    return {mart: table.sort_values(KEYS[mart]).reset_index(drop=True) for mart, table in found.items()}


def sizes(clients: pd.DataFrame, mart: str) -> pd.DataFrame:
    """Count the rows per key of a mart."""
    return clients.groupby(KEYS[mart], as_index=False).size().rename(columns={"size": "clients"})


def valid(table: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the rows that are valid on a day."""
    return table[(table["valid_from"] <= day) & (table["valid_to"].isna() | (table["valid_to"] >= day))]


def latest(table: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return each client's valid row; of several the one that began last."""
    return valid(table, day).sort_values("valid_from").drop_duplicates("client", keep="last")


def client_months(
    lines: pd.DataFrame, home: pd.DataFrame, tables: dict[str, pd.DataFrame], day: pd.Timestamp
) -> pd.DataFrame:
    """Return who counts in the month, with delivery form, amount, indication, age band and address."""
    sums = lines.groupby(["client", "delivery_form"], as_index=False)["amount"].sum()
    sums["order"] = sums["delivery_form"].map(FORMS.index)
    largest = sums.sort_values(["amount", "order"], ascending=[False, True]).drop_duplicates("client")
    kind = largest[["client", "delivery_form"]].merge(sums.groupby("client", as_index=False)["amount"].sum())
    kind = kind[kind["amount"] > 0]
    awarded = valid(tables["pgb_awards"], day)[["client"]].drop_duplicates()
    only_pgb = awarded[~awarded["client"].isin(kind["client"])].assign(delivery_form="pgb", amount=0)

    profiles = tables["profiles"]
    found = pd.concat([kind, only_pgb], ignore_index=True)
    found = found.merge(latest(tables["indications"], day)[["client", "profile"]], on="client")
    found = found.merge(profiles.loc[profiles["counts"], ["profile", "sector"]], on="profile")
    found = found.merge(tables["clients"], on="client")
    found = found.merge(home[["client", "area", "region"]], on="client", how="left")
    start = (day.year - 1 - found["birth_year"]).clip(0, 95) // 5 * 5
    found["age_band"] = start.map({age: f"{age}-{age + 4}" if age < 95 else "95+" for age in range(0, 100, 5)})
    return found


def given_care(lines: pd.DataFrame, everyone: pd.DataFrame) -> pd.DataFrame:
    """Return who gave the care of each client's own delivery form, and where, with the netted amount."""
    keys = ["client", "delivery_form", "provider", "location"]
    own = lines.merge(everyone[["client", "delivery_form"]], on=["client", "delivery_form"])
    netted = own.groupby(keys, as_index=False, dropna=False)["amount"].sum()
    return netted[netted["amount"] > 0]


def place_of_care(given: pd.DataFrame) -> pd.DataFrame:
    """Return each client's location with the largest amount, on a tie the lowest number."""
    located = given.dropna(subset="location").groupby(["client", "location"], as_index=False)["amount"].sum()
    ranked = located.sort_values(["amount", "location"], ascending=[False, True])
    return ranked.drop_duplicates("client")[["client", "location"]]


def flows(everyone: pd.DataFrame, place: pd.DataFrame, locations: pd.DataFrame, region_of: pd.Series) -> pd.DataFrame:
    """Count clients by the region of their address and that of their care."""
    care = place["location"].map(locations.set_index("location")["area"].map(region_of))
    found = everyone.merge(place[["client"]].assign(care=care), on="client", how="left")
    found["care"] = found["care"].fillna(found["region"])
    return sizes(found.rename(columns={"region": "home"}), "flows")


def at_entries(everyone: pd.DataFrame, home: pd.DataFrame, zorgatlas: pd.DataFrame) -> pd.DataFrame:
    """Count the GZ clients at the postcode of each entry of the Zorgatlas."""
    users = everyone.loc[everyone["sector"] == "gz", "client"]
    there = home[home["client"].isin(users)].groupby("postcode").size().rename("clients")
    return zorgatlas[["entry", "postcode"]].merge(there, on="postcode")[["entry", "clients"]]


def placements(waiting_list: pd.DataFrame, norms: pd.DataFrame, home: pd.DataFrame, month: str) -> pd.DataFrame:
    """Count who was placed in the month, who of them late, and the days that they waited."""
    placed = waiting_list[waiting_list["placed_on"].dt.strftime("%Y-%m") == month]
    placed = placed[placed["valid_from"] <= placed["placed_on"]]
    placed = placed.sort_values("valid_from").drop_duplicates("client", keep="last").merge(norms, on="sector")
    placed = placed.merge(home[["client", "region"]], on="client", how="left")
    placed["days"] = (placed["placed_on"] - placed["waiting_since"]).dt.days
    placed["late"] = placed["days"] > placed["weeks"] * 7
    counts = {"placed": ("client", "size"), "late": ("late", "sum"), "days": ("days", "sum")}
    return placed.groupby(KEYS["placements"], as_index=False).agg(**counts)


def preferred(waiting_list: pd.DataFrame, on_list: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Count who waits for the provider of their preference, and who is placed there within half a year."""
    until = day + pd.DateOffset(months=MONTHS_TO_BE_PLACED)
    there = waiting_list.loc[waiting_list["placed_on"].between(day, until), ["client", "placed_at"]].dropna()
    there = there.drop_duplicates().rename(columns={"placed_at": "provider"}).assign(placed=1)
    waits = on_list[on_list["status"] == "preference"].drop(columns=["placed_on", "placed_at"])
    waits = waits.merge(there.astype({"provider": "int64"}), on=["client", "provider"], how="left")
    return (
        waits.groupby(KEYS["preferred"], as_index=False)
        .agg(waiting=("client", "size"), placed=("placed", "sum"))
        .astype({"placed": "int64"})
    )


def waiting_elsewhere(ours: pd.DataFrame, given: pd.DataFrame, on_list: pd.DataFrame) -> pd.DataFrame:
    """Count clients with intramural care, and who of them waits for a provider without giving care to them."""
    intramural = ours[ours["delivery_form"] == "intramural"]
    pairs = on_list[["client", "provider"]].merge(
        given[["client", "provider"]].drop_duplicates(), on=["client", "provider"], how="left", indicator=True
    )
    waits = pairs.loc[pairs["_merge"] == "left_only", "client"]
    intramural = intramural.assign(waits=intramural["client"].isin(waits))
    counts = {"clients": ("client", "size"), "waiting": ("waits", "sum")}
    return intramural.groupby(KEYS["waiting_elsewhere"], as_index=False).agg(**counts)
