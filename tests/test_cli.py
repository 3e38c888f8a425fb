"""The command line as a user meets it: what it prints, and what it says of wrong input."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from regioanalyse.indicators import COLUMNS, values
from regioanalyse.report import Report


def call(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess:
    """Run `regioanalyse` with these arguments."""
    return subprocess.run([sys.executable, "-m", "regioanalyse.cli", *arguments], cwd=cwd, capture_output=True)


def read_csv(text: bytes) -> pd.DataFrame:
    """Read what `indicators` printed: an empty value is not shown, an empty category is none."""
    return pd.read_csv(io.BytesIO(text), dtype={"period": str}, keep_default_na=False, na_values={"value": ""})


def test_indicators_prints_the_columns_in_their_order_from_any_folder(tmp_path: Path) -> None:
    done = call("indicators", "--region", "rotterdam", "--sector", "vv", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    table = pd.read_csv(io.BytesIO(done.stdout), dtype={"period": str}, keep_default_na=False, na_values={"value": ""})
    assert list(table) == COLUMNS
    assert set(table["region"]) == {"rotterdam"}
    clients = table.query("indicator == 'clients' and period == '2022'")
    assert clients["value"].tolist() == [7226]


def test_the_comparator_is_a_region_here_and_regions_can_be_several() -> None:
    done = call("indicators", "--region", "zilveren-kruis", "--region", "utrecht", "--sector", "gz", "--format", "json")
    assert {row["region"] for row in json.loads(done.stdout)} == {"zilveren-kruis", "utrecht"}


def test_every_format_has_the_same_values() -> None:
    arguments = ("indicators", "--sector", "gz", "--region", "drenthe", "--format")
    csv = read_csv(call(*arguments, "csv").stdout)
    parquet = pd.read_parquet(io.BytesIO(call(*arguments, "parquet").stdout))
    rows = pd.DataFrame(json.loads(call(*arguments, "json").stdout))
    expected = values("gz").query("region == 'drenthe'")["value"].tolist()
    for table in (csv, parquet, rows):
        assert table["value"].astype(float).tolist() == pytest.approx(expected, rel=1e-9, nan_ok=True)


def test_a_methodology_means_the_sectors_that_have_it_and_gives_the_values_of_a_report() -> None:
    table = read_csv(call("indicators", "--region", "rotterdam", "--methodology", "2021").stdout)
    assert set(zip(table["sector"], table["edition"], table["methodology"], strict=True)) == {("vv", 2022, 2021)}
    expected = Report("rotterdam", "vv", 2022, 2021).values("scenario_at_home_extra").query("area == 'rotterdam'")
    printed = table.query("indicator == 'scenario_at_home_extra'")
    assert printed["value"].tolist() == pytest.approx(expected["value"].tolist(), rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["indicators", "--region", "atlantis"], "region: found 'atlantis', allowed: amsterdam"),
        (["indicators", "--sector", "XX"], "sector: found 'XX', allowed: vv, gz"),
        (["indicators", "--sector", "vv", "--edition", "1999"], "edition of vv: found 1999, allowed: 2021, 2022"),
        (["run", "--region", "atlantis"], "region: found 'atlantis', allowed: amsterdam"),
        (["run", "--sector", "XX"], "sector: found 'XX', allowed: vv, gz"),
        (["run", "--edition", "1999"], "edition of vv: found 1999, allowed: 2021, 2022"),
        (["run", "--methodology", "1999"], "methodology of vv 2022: found 1999, allowed: 2021, 2022"),
        (["run", "--notebook", "99-niets"], "notebook: found '99-niets', allowed: 02-regionale-kenmerken"),
    ],
)
def test_wrong_input_gives_one_message_and_status_2(arguments: list[str], told: str) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"error: {told}")
    assert done.stderr.decode().count("\n") == 1
    assert done.stdout == b""


def test_a_misspelt_key_in_a_parameter_file_stops_that_run_before_a_kernel(project_with_data: Path) -> None:
    path = project_with_data / "params/vv/utrecht.yaml"
    path.write_text("regoin: utrecht\nedition: 2022\nmethodology: 2022\n")
    done = call("run", "--sector", "vv", "--region", "utrecht")
    assert done.returncode == 1
    assert "params/vv/utrecht.yaml: key: found 'regoin', allowed: region, edition, methodology" in done.stderr.decode()
    assert not (project_with_data / "build/runs").exists()


def test_a_claims_table_without_a_column_stops_before_a_kernel(project_with_data: Path) -> None:
    own = project_with_data / "data/own/claims"
    own.mkdir(parents=True)
    claims = pd.read_parquet(project_with_data / "build/example/claims/2022-01.parquet")
    claims.drop(columns="amount").to_parquet(own / "2022-01.parquet", index=False)
    sources = project_with_data / "data/sources.yaml"
    text = sources.read_text(encoding="utf-8")
    before = "claims:\n  origin: synthetic\n"
    assert before in text
    sources.write_text(text.replace(before, "claims:\n  path: data/own/claims\n  origin: file\n"), encoding="utf-8")
    done = call("run")
    assert done.returncode == 2
    told = done.stderr.decode()
    assert told.startswith("error: data/own/claims/2022-01.parquet does not fit the table 'claims':")
    assert "column 'amount' is missing" in told
    assert not (project_with_data / "build/runs").exists()


def write_text(project: Path, body: str) -> None:
    head = "region: rotterdam\nsector: vv\nedition: 2022\ngoal: means\nsource: x"
    (project / "data/texts/vv/rotterdam/means.md").write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Een <b>tekst</b>.", "found 'Een <b>tekst</b>.', allowed: paragraphs"),
        (
            "Tekst.\n\nEr zijn [7.000](indicator:clients/2022) klanten.",
            "found '7.000', but clients of rotterdam, 2022 gives '7.226' or '7.226 klanten'",
        ),
    ],
)
def test_a_wrong_editorial_text_stops_before_a_kernel(project_with_data: Path, body: str, told: str) -> None:
    write_text(project_with_data, body)
    done = call("run", "--region", "rotterdam", "--sector", "vv")
    assert done.returncode == 2
    line = 8 + body.count("\n")
    errors = done.stderr.decode().splitlines()
    assert [each for each in errors if each.startswith("error: ")] == errors[-1:]
    assert errors[-1].startswith(f"error: data/texts/vv/rotterdam/means.md, line {line}: {told}")
    assert not (project_with_data / "build/runs").exists()
