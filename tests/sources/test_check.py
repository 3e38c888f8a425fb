"""What is said about a source table that is not as it should be: file, row or key, column, found and allowed."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
import yaml

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.records.categories import AGE_BANDS
from regioanalyse.records.table import TABLES
from regioanalyse.sources.checking import read_table

Write = Callable[..., Path]

POPULATION = pd.DataFrame(
    {"area": ["GM0106", "GM0106"], "year": [2022, 2022], "age_band": ["0-4", "95+"], "inhabitants": [3000, 20]}
)
CLAIMS = pd.DataFrame(
    {
        "line": [1, 2, 3],
        "reverses": pd.array([None, None, 2], dtype="Int64"),
        "client": [7, 8, 8],
        "month": ["2022-01"] * 3,
        "provider": [1, 1, 1],
        "location": pd.array([1, None, None], dtype="Int64"),
        "product_code": ["Z051", "H104", "H104"],
        "amount": [900_000, 5_000, -5_000],
    }
)
MONTHS = "one per service month, 2019-01.parquet"


@pytest.fixture(params=["csv", "parquet"])
def write(request: pytest.FixtureRequest, project: Path) -> Write:
    """Return a function that writes a table into `data/own/` as CSV or as Parquet."""

    def to_file(frame: pd.DataFrame, name: str = "table") -> Path:
        path = project / "data" / "own" / f"{name}.{request.param}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".csv":
            frame.to_csv(path, index=False)
        else:
            frame.to_parquet(path, index=False)
        return path

    return to_file


def use(project: Path, **paths: Path) -> None:
    """Name own tables in `data/sources.yaml`."""
    file = project / "data" / "sources.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    for name, path in paths.items():
        entries[name] = {"origin": "file", "source": "eigen", "path": path.relative_to(project).as_posix()}
    file.write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")


def refusal(name: str, path: Path) -> str:
    """Return the message about a table that does not fit."""
    with pytest.raises(InputError) as error:
        read_table(name, path)
    return str(error.value)


def said(message: str, *parts: str) -> None:
    """Check that a message has each of the parts, the file first."""
    assert [part for part in parts if part not in message] == [], message


# --- what fits ------------------------------------------------------------------------------------------------------


def test_a_table_that_fits_comes_back_with_the_columns_and_types_of_its_contract(write: Write) -> None:
    shuffled = POPULATION[["inhabitants", "age_band", "year", "area"]]
    found = read_table("population", write(shuffled))
    pd.testing.assert_frame_equal(found, POPULATION, check_dtype=False)
    assert [str(dtype) for dtype in found.dtypes[["year", "inhabitants"]]] == ["int64", "int64"]


def test_days_numbers_and_what_is_empty_are_the_same_from_either_kind_of_file(write: Write) -> None:
    awards = pd.DataFrame(
        {
            "client": [7, 8],
            "valid_from": pd.to_datetime(["2020-02-01", "2021-03-01"]),
            "valid_to": pd.to_datetime(["2022-12-31", None]),
        }
    )
    found = read_table("pgb_awards", write(awards))
    assert found["valid_from"].tolist() == [pd.Timestamp("2020-02-01"), pd.Timestamp("2021-03-01")]
    assert found["valid_to"].isna().tolist() == [False, True]
    claims = read_table("claims", write(CLAIMS))
    assert claims["reverses"].isna().tolist() == [True, True, False]
    assert claims["reverses"][2] == 2


def test_claims_may_stand_twice(write: Write) -> None:
    twice = pd.concat([CLAIMS, CLAIMS.tail(1)], ignore_index=True)
    assert len(read_table("claims", write(twice))) == 4


def test_a_text_that_looks_like_no_value_is_a_text_in_csv(project: Path) -> None:
    path = project / "na.csv"
    path.write_text("region,name,comparator\nna,NA,\n", encoding="utf-8")
    assert read_table("regions", path)["name"].tolist() == ["NA"]


# --- columns, types, values and keys --------------------------------------------------------------------------------


def test_a_missing_column_is_named_with_what_was_found(write: Write) -> None:
    path = write(POPULATION.drop(columns="year"))
    said(
        refusal("population", path),
        f"data/own/{path.name} does not fit the table 'population'",
        "column 'year' is missing; found: area, age_band, inhabitants",
    )


def test_an_extra_column_is_named_with_what_is_allowed(write: Write) -> None:
    path = write(POPULATION.assign(sex="v"))
    said(
        refusal("population", path),
        f"data/own/{path.name} does not fit the table 'population'",
        "column 'sex' is not known; allowed: area, year, age_band, inhabitants",
    )


def test_a_text_in_a_number_is_named_with_its_row(write: Write) -> None:
    path = write(POPULATION.astype({"inhabitants": object}).assign(inhabitants=["3000", "onbekend"]))
    said(
        refusal("population", path),
        f"data/own/{path.name} ",
        "row 2, column 'inhabitants': found 'onbekend', allowed: a whole number",
    )


def test_a_negative_number_of_inhabitants_is_named_with_its_range(write: Write) -> None:
    path = write(POPULATION.assign(inhabitants=[3000, -20]))
    said(
        refusal("population", path),
        f"data/own/{path.name} ",
        "row 2, column 'inhabitants': found -20, allowed: from 0 to 2000000",
    )


def test_an_empty_place_is_named_with_its_row(write: Write) -> None:
    path = write(POPULATION.assign(age_band=["0-4", None]))
    said(refusal("population", path), f"data/own/{path.name} ", "row 2, column 'age_band': found", "allowed: a value")


def test_an_unknown_age_band_is_named_with_all_that_are_known(write: Write) -> None:
    path = write(POPULATION.assign(age_band=["0-4", "75+"]))
    message = refusal("population", path)
    said(message, f"data/own/{path.name} ", "row 2, column 'age_band': found '75+', allowed: ", *AGE_BANDS)


def test_a_day_that_does_not_exist_is_named_with_its_row(write: Write) -> None:
    path = write(pd.DataFrame({"client": [7], "valid_from": ["2020-13-01"], "valid_to": [None]}))
    said(
        refusal("pgb_awards", path),
        f"data/own/{path.name} ",
        "row 1, column 'valid_from': found '2020-13-01', allowed: a date such as 2022-01-31",
    )


def test_an_amount_that_is_no_month_of_care_is_named_with_its_range(write: Write) -> None:
    path = write(CLAIMS.assign(amount=[900_000, 50_000_000, -5_000]))
    said(
        refusal("claims", path),
        f"data/own/{path.name} ",
        "row 2, column 'amount': found 50000000, allowed: from -10000000 to 10000000",
    )


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("population", "GM0106,2022,0-4,100.5", "column 'inhabitants': found '100.5', allowed: a whole number"),
        ("population", "GM0106,2022,0-4,", "column 'inhabitants': found nothing, allowed: a value"),
        ("profiles", "9VV,vv,1,nee,x", "column 'counts': found 'nee', allowed: true or false"),
        ("pgb_awards", "1,01-02-2020,", "column 'valid_from': found '01-02-2020', allowed: a date such as 2022-01-31"),
        ("pgb_awards", "1,2020-05-01,2020-01-01", "column 'valid_to': found 2020-01-01, allowed: 2020-05-01"),
    ],
)
def test_nothing_is_cut_swapped_or_guessed(project: Path, name: str, row: str, told: str) -> None:
    path = project / "table.csv"
    path.write_text(",".join(TABLES[name].columns) + f"\n{row}\n", encoding="utf-8")
    said(refusal(name, path), "row 1, ", told)


def test_a_fraction_in_a_parquet_file_is_not_cut_either(project: Path) -> None:
    POPULATION.assign(inhabitants=[3000.0, 20.5]).to_parquet(project / "table.parquet")
    said(refusal("population", project / "table.parquet"), "row 2, column 'inhabitants': found 20.5, allowed: a whole")


def test_a_key_that_occurs_twice_is_named_with_its_row(write: Write) -> None:
    path = write(POPULATION.assign(age_band=["95+", "95+"]))
    said(
        refusal("population", path),
        f"data/own/{path.name} ",
        "row 2: found the key area, year, age_band = GM0106, 2022, 95+ twice, allowed: once",
    )


def test_a_table_of_no_rows_is_refused(write: Write) -> None:
    path = write(POPULATION.head(0))
    said(
        refusal("population", path),
        f"data/own/{path.name} does not fit the table 'population'",
        "the table has no rows",
    )


def test_all_problems_are_told_at_once_but_no_more_than_ten(write: Write) -> None:
    many = pd.DataFrame(
        {"area": [f"GM{place:04d}" for place in range(14)], "year": 2022, "age_band": "0-4", "inhabitants": -1}
    )
    message = refusal("population", write(many))
    assert [line.split(",")[0].strip() for line in message.splitlines()[1:-1]] == [f"row {n}" for n in range(1, 11)]
    assert message.splitlines()[-1].strip() == "… and 4 more"


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_named_with_its_table(project: Path) -> None:
    said(
        refusal("population", project / "data" / "own" / "gone.csv"),
        "data/own/gone.csv: no such file, for the table 'population' (data/sources.yaml)",
    )


@pytest.mark.parametrize("name", ["empty.csv", "empty.parquet"])
def test_a_file_without_bytes_cannot_be_read(project: Path, name: str) -> None:
    (project / name).write_bytes(b"")
    said(
        refusal("population", project / name),
        f"{name}: cannot be read as {'CSV' if name.endswith('csv') else 'Parquet'}",
    )


def test_a_corrupt_parquet_file_cannot_be_read(project: Path) -> None:
    path = project / "corrupt.parquet"
    POPULATION.to_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    said(refusal("population", path), "corrupt.parquet: cannot be read as Parquet: ")


def test_a_csv_file_in_another_encoding_cannot_be_read(project: Path) -> None:
    path = project / "latin.csv"
    path.write_bytes("region,name,comparator\nfriesland,Súdwest,\n".encode("latin-1"))
    said(refusal("regions", path), "latin.csv: cannot be read as CSV in UTF-8", "0xfa")


def test_a_csv_file_with_lines_of_different_lengths_cannot_be_read(project: Path) -> None:
    path = project / "ragged.csv"
    path.write_text("region,name,comparator\na,b,\na,b,,c,d\n", encoding="utf-8")
    said(refusal("regions", path), "ragged.csv: cannot be read as CSV", "line 3")


@pytest.mark.parametrize("name", ["table.xlsx", "table", "table.csv.gz"])
def test_another_kind_of_file_is_named_with_those_allowed(project: Path, name: str) -> None:
    (project / name).write_bytes(b"PK")
    said(
        refusal("population", project / name),
        f"{name}: found the ending {Path(name).suffix!r}, allowed: .csv, .parquet",
    )


# --- values that another table must know ----------------------------------------------------------------------------


def claims_folder(project: Path, write: Write, **files: pd.DataFrame) -> None:
    """Write months of claims, with the provider and the location that they name."""
    house = {"location": [1], "provider": [1], "name": ["Huis"], "area": ["WK059901"], "stated_segment": ["vv"]}
    place = {"postcode": ["3011AB"], "lon": [4.47], "lat": [51.92]}
    use(
        project,
        providers=write(pd.DataFrame({"provider": [1], "name": ["Zorg"]}), "providers"),
        locations=write(pd.DataFrame(house | place), "locations"),
    )
    for name, frame in files.items():
        write(frame, f"claims/{name.removeprefix('m').replace('_', '-')}")
    use(project, claims=project / "data" / "own" / "claims")


def test_an_unknown_product_code_is_named_with_the_table_that_has_them(project: Path, write: Write) -> None:
    claims_folder(project, write, m2022_01=CLAIMS.assign(product_code=["Z051", "H999", "H999"]))
    with pytest.raises(InputError) as error:
        sources.read_claims("2022-01")
    said(
        str(error.value),
        "data/own/claims/2022-01.",
        "row 2, column 'product_code': found 'H999' (2 rows), allowed: a product_code of data/products.csv",
    )


def test_an_unknown_profile_is_named_with_the_table_that_has_them(project: Path, write: Write) -> None:
    rows = pd.DataFrame({"client": [7], "profile": ["11VV"], "valid_from": ["2020-01-01"], "valid_to": [None]})
    use(project, indications=write(rows, "indications"))
    with pytest.raises(InputError) as error:
        sources.read("indications")
    said(
        str(error.value),
        "data/own/indications.",
        "row 1, column 'profile': found '11VV' (1 rows), allowed: a profile of data/profiles.csv",
    )


def test_an_unknown_area_is_named_with_the_table_that_has_them(project: Path, write: Write) -> None:
    home = {"client": [7], "area": ["GM9999"], "postcode": ["3011AB"]}
    rows = pd.DataFrame({**home, "valid_from": ["2020-01-01"], "valid_to": [None]})
    use(project, addresses=write(rows, "addresses"))
    with pytest.raises(InputError) as error:
        sources.read("addresses")
    said(
        str(error.value),
        "data/own/addresses.",
        "row 1, column 'area': found 'GM9999' (1 rows), allowed: a code of data/areas.csv, or elsewhere a region of",
    )


def test_a_path_to_a_file_that_is_not_there_is_told_before_anything_is_read(project: Path) -> None:
    use(project, population=project / "data" / "own" / "gone.csv")
    with pytest.raises(InputError) as error:
        sources.read("population")
    said(str(error.value), "data/sources.yaml: population: path: found 'data/own/gone.csv'")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "*x*", "=HYPERLINK(1)", "[a](b)", "Utrecht\n# kop"])
def test_a_name_with_markup_or_a_formula_is_refused(project: Path, name: str) -> None:
    table = sources.read("regions")
    table.loc[0, "name"] = name
    file = project / "data" / "own.csv"
    table.to_csv(file, index=False)
    said(refusal("regions", file), "row 1, column 'name': found ", "allowed: text like")


def test_the_names_that_there_are_are_allowed() -> None:
    assert {"'t Gooi", "Zaanstreek/Waterland"} <= set(sources.read("regions")["name"])
    assert {"Súdwest-Fryslân", "'s-Gravenland"} & set(sources.read("areas")["name"]) == {"Súdwest-Fryslân"}


def test_an_area_of_a_region_outside_the_comparator_is_refused(project: Path) -> None:
    table = sources.read("areas")
    table.loc[2, "region"] = "haaglanden"
    file = project / "data" / "own" / "areas.csv"
    file.parent.mkdir(exist_ok=True)
    table.to_csv(file, index=False)
    use(project, areas=file)
    with pytest.raises(InputError, match=r"row 3, column 'region': found 'haaglanden', allowed: a region with a comp"):
        sources.read("areas")


def test_a_semicolon_is_named_as_the_wrong_separator(project: Path) -> None:
    (project / "table.csv").write_text("area;year;age_band;inhabitants\nGM0106;2022;0-4;1\n", encoding="utf-8")
    said(refusal("population", project / "table.csv"), "separator ';', allowed: ','")


def test_a_misspelt_key_of_a_source_is_named(project: Path) -> None:
    file = project / "data" / "sources.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("origin: cbs", "orgin: cbs"), encoding="utf-8")
    with pytest.raises(
        InputError, match=r"data/sources\.yaml: areas: key: found 'orgin', allowed: origin, source, path"
    ):
        sources.catalogue()


def test_an_unknown_region_is_named_with_the_table_that_has_them(project: Path, write: Write) -> None:
    rows = pd.DataFrame({"region": ["atlantis"], "year": [2017], "clients": [10], "at_home": [5]})
    use(project, at_home_history=write(rows, "at_home_history"))
    with pytest.raises(InputError) as error:
        sources.read("at_home_history")
    said(str(error.value), "row 1, column 'region': found 'atlantis' (1 rows), allowed: a region of data/regions.csv")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_what_cannot_be_opened_is_told(project: Path, ending: str) -> None:
    (project / f"folder.{ending}").mkdir()
    said(refusal("population", project / f"folder.{ending}"), f"folder.{ending}: cannot be read as ")


# --- claims: one file per service month -----------------------------------------------------------------------------


def test_claims_are_read_per_month(project: Path, write: Write) -> None:
    claims_folder(project, write, m2022_02=CLAIMS.assign(month="2022-02"), m2022_01=CLAIMS)
    assert list(sources.claims_files()) == ["2022-01", "2022-02"]
    assert len(sources.read_claims("2022-02")) == 3


def test_a_line_of_another_month_than_its_file_is_named_with_its_row(project: Path, write: Write) -> None:
    claims_folder(project, write, m2022_01=CLAIMS.assign(month=["2022-01", "2022-01", "2021-12"]))
    with pytest.raises(InputError) as error:
        sources.read_claims("2022-01")
    said(
        str(error.value),
        "data/own/claims/2022-01.",
        "row 3, column 'month': found '2021-12', allowed: '2022-01'",
    )


def test_a_month_that_is_there_twice_is_named_with_both_files(project: Path) -> None:
    folder = project / "data" / "own" / "claims"
    folder.mkdir(parents=True)
    CLAIMS.to_csv(folder / "2022-01.csv", index=False)
    CLAIMS.to_parquet(folder / "2022-01.parquet", index=False)
    use(project, claims=folder)
    with pytest.raises(InputError) as error:
        sources.claims_files()
    said(str(error.value), "data/own/claims/2022-01.parquet: month 2022-01 is there twice: 2022-01.csv")


def test_a_month_without_a_file_is_named_with_those_that_have_one(project: Path, write: Write) -> None:
    claims_folder(project, write, m2022_01=CLAIMS)
    with pytest.raises(InputError) as error:
        sources.read_claims("2022-03")
    said(str(error.value), "data/own/claims: service month: found '2022-03', allowed: 2022-01")


def test_a_file_whose_name_is_no_month_is_named(project: Path, write: Write) -> None:
    claims_folder(project, write, january=CLAIMS)
    with pytest.raises(InputError) as error:
        sources.claims_files()
    said(str(error.value), "data/own/claims/january.", "found 'january', allowed: a service month such as 2019-01")


@pytest.mark.parametrize("there", [True, False])
def test_no_claims_at_all_is_said_with_what_is_expected(project: Path, there: bool) -> None:
    folder = project / "data" / "own" / "claims"
    if there:
        folder.mkdir(parents=True)
    use(project, claims=folder)
    with pytest.raises(InputError) as error:
        sources.claims_files()
    gone = "data/sources.yaml: claims: path: found 'data/own/claims', allowed: a file that is there"
    said(str(error.value), f"data/own/claims: found no files; allowed: {MONTHS}" if there else gone)


def test_euros_in_place_of_cents_are_noticed(project: Path, write: Write) -> None:
    claims_folder(project, write, m2022_01=CLAIMS.assign(amount=[7_500, 50, -50]))
    with pytest.raises(InputError) as error:
        sources.read_claims("2022-01")
    said(str(error.value), "data/own/claims/2022-01.", "column 'amount': found a median of 7500", "allowed: cents")


# --- an own file, before it is used -----------------------------------------------------------------------------------


def test_a_file_is_taken_for_the_table_of_its_name_its_month_or_its_columns(project: Path, write: Write) -> None:
    claims_folder(project, write, m2022_01=CLAIMS)
    folder = project / "data" / "own"
    (month,) = (folder / "claims").iterdir()
    assert sources.check_file(write(POPULATION, "population")) == ("population", [])
    assert sources.check_file(write(POPULATION, "inwoners")) == ("population", [])
    assert sources.check_file(month) == ("claims", [])
    with pytest.raises(InputError, match=r"table \(the file's name\): found 'anders', allowed: regions, areas"):
        sources.check_file(write(pd.DataFrame({"x": [1]}), "anders"))


def test_all_that_is_wrong_with_a_file_is_told(project: Path, write: Write) -> None:
    many = pd.DataFrame(
        {"area": [f"GM{place:04d}" for place in range(14)], "year": 2022, "age_band": "0-4", "inhabitants": -1}
    )
    name, found = sources.check_file(write(many, "population"))
    assert name == "population"
    assert len(found) == 14


# --- data/sources.yaml ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("find", "put", "message"),
    [
        ("regions:\n", "regio:\n", "table: found 'regio', allowed: regions, areas, "),
        ("  origin: reference\n  source: Indeling", "  origin: eigen\n  source: Indeling",
         "regions: origin: found 'eigen', allowed: 'synthetic', 'published', 'cbs', "),
        ("  path: data/regions.csv\n", "  path: data/regions.csv\n  licence: CC BY\n",
         "regions: key: found 'licence'"),
        ("  path: data/regions.csv\n", "",
         "regions: found origin 'reference' and path None; allowed: a path, or origin synthetic without one"),
        ("regions:\n", "regions: [\n", "cannot be read as YAML"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_with_its_key(project: Path, find: str, put: str, message: str) -> None:
    file = project / "data" / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    assert find in text
    file.write_text(text.replace(find, put, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        sources.catalogue()
    said(str(error.value), "data/sources.yaml: ", message)


def test_a_table_without_an_entry_is_named(project: Path) -> None:
    file = project / "data" / "sources.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    del entries["areas"], entries["claims"]
    file.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with pytest.raises(InputError, match=r"data/sources.yaml: no entry for: areas, claims"):
        sources.catalogue()


def test_data_are_synthetic_until_every_table_is_ones_own(project: Path, write: Write) -> None:
    assert sources.synthetic()
    mine = write(POPULATION, "population")
    use(project, population=mine)
    assert sources.synthetic()
    use(project, **dict.fromkeys(TABLES, mine))
    assert not sources.synthetic()
    origins = sources.provenance().set_index("table")
    assert set(origins["origin"]) == {"file"}
    assert origins.loc["population", "path"] == f"data/own/{mine.name}"


def test_a_table_that_is_kept_is_read_again_when_it_is_written_anew(project: Path) -> None:
    first = sources.read("areas")
    first["name"] = "veranderd"
    assert "veranderd" not in set(sources.read("areas")["name"])
    path = sources.path_of("areas")
    path.write_text(path.read_text(encoding="utf-8").replace("Capelle", "Kapelle"), encoding="utf-8")
    assert any("Kapelle" in name for name in sources.read("areas")["name"])


@pytest.mark.parametrize("labels", [list("abc"), [7, 7, 9]])
def test_a_row_is_called_by_its_number_whatever_its_label(project: Path, labels: list) -> None:
    path = project / "data" / "own" / "2022-01.parquet"
    path.parent.mkdir(exist_ok=True)
    frame = CLAIMS.assign(client=[7, 0, 8]).set_index(pd.Index(labels))
    frame.to_parquet(path)
    with pytest.raises(InputError, match="row 2, column 'client': found 0, allowed: from 1"):
        read_table("claims", path)
    CLAIMS.assign(product_code=["Z051", "H104", "Z999"]).set_index(pd.Index(labels)).to_parquet(path)
    assert sources.check_file(path)[1] == [
        "data/own/2022-01.parquet: row 3, column 'product_code': found 'Z999' (1 rows), "
        "allowed: a product_code of data/products.csv"
    ]


def test_an_unknown_number_is_shown_as_it_stands_there(project: Path) -> None:
    path = project / "data" / "own" / "locations.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "location,provider,name,area,stated_segment,postcode,lon,lat\n1,999999,-,zeeland,vv,3011AA,4.5,51.9\n"
    )
    providers = pd.DataFrame({"provider": [1], "name": ["-"]})
    providers.to_csv(project / "data" / "own" / "providers.csv", index=False)
    entries = yaml.safe_load((project / "data" / "sources.yaml").read_text(encoding="utf-8"))
    entries["providers"] = {"path": "data/own/providers.csv", "origin": "file", "source": "-"}
    (project / "data" / "sources.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    (told,) = sources.check_file(path)[1]
    assert "row 1, column 'provider': found 999999 (1 rows), allowed" in told


def test_text_that_is_no_utf_8_is_told_of_the_file(project: Path, tmp_path: Path) -> None:
    wrong = arrow.array([b"2022-01", b"\xff\xfe", b"2022-01"], arrow.binary())
    month = arrow.Array.from_buffers(arrow.string(), len(wrong), wrong.buffers())
    table = arrow.Table.from_pandas(CLAIMS, preserve_index=False)
    path = tmp_path / "2022-01.parquet"
    parquet.write_table(table.set_column(table.schema.get_field_index("month"), "month", month), path)
    with pytest.raises(InputError, match=r"cannot be read as Parquet: .*UTF8"):
        read_table("claims", path)
