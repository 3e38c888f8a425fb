"""No number of the book changes in silence: the accepted values, `regioanalyse check` and `regioanalyse accept`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

from regioanalyse import indicators
from regioanalyse.indicators import accepted
from regioanalyse.records.group import COMPARATOR
from regioanalyse.records.sector import SECTORS
from tests.runs.conftest import write_notebook

pytestmark = pytest.mark.usefixtures("made")

#: What a change of the threshold for providers at home moves.
PROVIDERS = {"providers_by_offer", "providers_by_offer_share", "providers_offering_at_home_share"}


def told(moved: pd.DataFrame) -> str:
    """Return what moved, the first of it, as the message of a failing test."""
    lines = moved.head(20).drop(columns=["sector", "edition", "methodology"]).to_string(index=False)
    return f"{len(moved)} values moved; `regioanalyse check` shows all, `regioanalyse accept` takes them:\n{lines}"


def test_every_value_is_the_accepted_one() -> None:
    moved = accepted.moved()
    assert moved.empty, told(moved)
    for wanted in indicators.combinations():
        text = accepted.file_of(*wanted).read_text(encoding="utf-8")
        assert text == accepted.text(indicators.values(*wanted)), "`regioanalyse accept` adds new indicators"


def test_the_references_are_those_of_the_editions_and_of_this_data() -> None:
    files = {file.name for file in accepted.folder().iterdir()}
    assert files == {"accepted.yaml"} | {accepted.file_of(*wanted).name for wanted in indicators.combinations()}
    assert not accepted.data_changed(), "`regioanalyse accept` takes other data"


@pytest.mark.parametrize("place", [0, 1000, -1])
def test_one_changed_digit_in_a_reference_is_found_and_named(project_with_data: Path, place: int) -> None:
    file = project_with_data / "tests/reference/vv-2022-2022.txt"
    shutil.copytree(root_of_checkout() / "tests/reference", file.parent)
    lines = file.read_text(encoding="utf-8").splitlines()
    shown = [number for number, line in enumerate(lines) if line[-1].isdigit()]
    line = lines[shown[place]]
    digit = "1" if line[-1] != "1" else "2"
    lines[shown[place]] = line[:-1] + digit
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    moved = accepted.moved()
    indicator, region, area, period, category, value = line.split(" ")
    found = moved[["sector", "edition", "methodology", *accepted.IDENTIFYING, "old", "new"]].to_numpy().tolist()
    category = category.removeprefix("-")
    assert found == [["vv", 2022, 2022, indicator, region, area, period, category, value[:-1] + digit, value]]
    message = told(moved)
    for part in (indicator, region, value, value[:-1] + digit, "regioanalyse check"):
        assert part in message


def root_of_checkout() -> Path:
    """Return the project that these tests are of, also where a test works in a copy."""
    return Path(__file__).parent.parent


@pytest.fixture
def edited_package(project_with_data: Path) -> Path:
    """Return a copy of the project with its own package, in which providers count from three clients at home."""
    project = project_with_data
    checkout = root_of_checkout()
    shutil.copytree(checkout / "regioanalyse", project / "regioanalyse", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(checkout / "tests/reference", project / "tests/reference")
    # one short notebook in place of the chapters: what they take to run is tested elsewhere
    for notebook in project.glob("notebooks/*/*.ipynb"):
        notebook.unlink()
    write_notebook(
        project / "notebooks/vv/01-aanbod.ipynb",
        "from regioanalyse.report import Report\n"
        "report = Report(region, 'vv', edition, methodology)\n"
        "report.values('providers_by_offer')[['area', 'category', 'value']]",
    )
    assert call(project, "accept").returncode == 0
    definition = project / "regioanalyse/indicators/providers.py"
    text = definition.read_text(encoding="utf-8")
    assert text.count("LEAST_AT_HOME = 2\n") == 1
    definition.write_text(text.replace("LEAST_AT_HOME = 2\n", "LEAST_AT_HOME = 3\n"), encoding="utf-8")
    return project


def call(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run `regioanalyse` with the package of this project."""
    command = [sys.executable, "-m", "regioanalyse.cli", *arguments]
    environment = os.environ | {"PYTHONPATH": str(project), "REGIOANALYSE_PROJECT": str(project), "COLUMNS": "200"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


def numbers_by_threshold(project: Path, least_at_home: int) -> dict[tuple[str, int], tuple[int, int, int]]:
    """Count providers by offer from the mart, by hand: per region and edition those with both, home and intramural."""
    found: dict[tuple[str, int], list[int]] = {}
    for edition in SECTORS["vv"].editions:
        mart = pd.read_parquet(project / f"build/marts/providers/{edition}-01.parquet").query("sector == 'vv'")
        clients: dict[tuple[str, int], dict[str, int]] = {}
        for row in mart.itertuples():
            of = clients.setdefault((row.region, row.provider), {"intramural": 0, "at_home": 0})
            if row.delivery_form in ("intramural", "vpt", "mpt"):
                of["intramural" if row.delivery_form == "intramural" else "at_home"] += row.clients
        for (region, _), of in clients.items():
            inside, home = of["intramural"] >= 5, of["at_home"] >= least_at_home
            for each in (region, COMPARATOR):
                number = found.setdefault((each, edition), [0, 0, 0])
                number[0] += inside and home
                number[1] += home and not inside
                number[2] += inside and not home
    return {key: (both, home, inside) for key, (both, home, inside) in found.items()}


def test_a_definition_changed_by_hand_is_named_refused_and_with_an_entry_accepted(edited_package: Path) -> None:
    project = edited_package
    # by hand: which regions have other numbers, and which another share of providers at home
    old, new = numbers_by_threshold(project, 2), numbers_by_threshold(project, 3)
    moving = {key for key in old if old[key] != new[key]}
    shares = {key for key in moving if at_home_share(old[key]) != at_home_share(new[key])}
    assert {region for region, _ in moving} >= {"rotterdam", "utrecht", COMPARATOR}

    done = call(project, "check")
    assert done.returncode == 1, done.stderr
    moved = pd.read_csv(project / "build/moved.csv", dtype=str, keep_default_na=False)
    assert set(moved["indicator"]) == PROVIDERS
    for name, expected in (("providers_by_offer", moving), ("providers_offering_at_home_share", shares)):
        mine = moved[moved["indicator"] == name]
        assert set(zip(mine["region"], mine["edition"].astype(int), strict=True)) == expected
        # the same by both methodologies
        assert set(mine["methodology"]) == {"2021", "2022"}
        assert f"vv {name}: {len(mine)} values in {mine['region'].nunique()} regions: NOTHING YET" in done.stdout
    first = moved.query("indicator == 'providers_by_offer' and region == 'rotterdam' and edition == '2022'")
    shown = dict(zip(first["category"], zip(first["old"], first["new"], strict=True), strict=True))
    names = ("intramural_and_at_home", "at_home_only", "intramural_only")
    before, after = old["rotterdam", 2022], new["rotterdam", 2022]
    counts = zip(names, before, after, strict=True)
    assert shown == {name: (str(was), str(now)) for name, was, now in counts if was != now}
    assert "  notebooks/vv/01-aanbod.ipynb: cell 'cell-0'\n" in done.stdout

    written = contents(project)
    done = call(project, "accept")
    assert done.returncode == 2
    assert "3 indicators moved that no new entry of data/changes.yaml covers:" in done.stderr
    for name in PROVIDERS:
        assert f"  vv {name}: " in done.stderr
    assert contents(project) == written

    register = project / "data/changes.yaml"
    entry = {
        "id": "aanbieders-vanaf-drie",
        "title": "Aanbieders tellen vanaf drie klanten thuis",
        "sector": "vv",
        "edition": 2022,
        "kind": "method",
        "indicators": sorted(PROVIDERS),
        "pages": [26],
        "was": "Een aanbieder telde mee vanaf twee klanten thuis.",
        "is": "Een aanbieder telt mee vanaf drie klanten thuis.",
        "why": "Twee klanten zijn vaak een echtpaar.",
    }
    text = register.read_text(encoding="utf-8")
    register.write_text(text + yaml.safe_dump([entry], allow_unicode=True), encoding="utf-8")
    done = call(project, "accept")
    assert done.returncode == 0, done.stderr
    assert "aanbieders-vanaf-drie" in done.stderr

    # now the reference and the notebook are those of the new definition
    done = call(project, "check")
    assert "values: none moved" in done.stdout
    assert "notebooks: the same outputs" in done.stdout
    show = (
        "from regioanalyse.book.pages import methodology\n"
        "from regioanalyse.indicators.bridge import bridge\n"
        "from regioanalyse.indicators.changes import changes\n"
        "print(methodology.appendix(changes(), bridge('vv'), {'rotterdam': 'Rotterdam'}))"
    )
    environment = os.environ | {"PYTHONPATH": str(project), "PYTHONIOENCODING": "utf-8"}
    page = subprocess.run([sys.executable, "-c", show], env=environment, capture_output=True, text=True, check=True)
    section = page.stdout.split("(aanbieders-vanaf-drie)=")[1]
    for part in (entry["title"], entry["was"], entry["is"], entry["why"], "pagina 26"):
        assert str(part) in section


def at_home_share(number: tuple[int, int, int]) -> str:
    """Return the share of providers at home as a reference shows it."""
    both, home, inside = number
    return f"{100 * (both + home) / (both + home + inside):.{accepted.DIGITS}g}"


def contents(project: Path) -> dict[str, bytes]:
    """Return every file that `accept` may write."""
    files = (file for name in ("tests", "notebooks", "params", "docs") for file in (project / name).rglob("*.*"))
    return {file.relative_to(project).as_posix(): file.read_bytes() for file in files if file.is_file()}
