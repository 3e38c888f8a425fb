"""A third sector is files alone, from its record to a book of three sectors; tried in a copy of package and project."""

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from regioanalyse import project

RECORD = """
name: ggz
order: 3
abbreviation: GGZ
title: Geestelijke gezondheidszorg (GGZ)
words: {client: patiënt, clients: patiënten, users: GGZ-patiënten, indication: GGZ-indicatie, profile: GGZ-profiel}
editions: [2023]
years_shown: 2
base_years_back: 1
target_years_ahead: 10
scenario_years_ahead: 5
cost_years_shown: 2
shown_profiles: [9VV, 10VV]
waiting: {first: [-1, 1], last: [-1, 2], active: [urgent], not_active: [preference]}
indicators:
  population:
    population_share:
  use:
    clients: {page: 3}
    clients_by_delivery_form:
    at_home_share:
    at_home_share_change:
  crises:
    crisis_share:
key_values:
  - {indicator: clients, label: patiënten, kind: size, page: landing, column: patiënten}
"""

THEME = """
passages:
  counted: Een {client} telt mee met een {indication}.
indicators:
  crisis_share:
    numerator: {counts: clients, where: {delivery_form: [mpt]}}
    denominator: {counts: clients}
    part_of: clients
    complement_of: {indicator: clients_by_delivery_form, category: intramural}
    tables: [forms, use]
    title: Het aandeel {clients} in crisis
    unit: "%"
    measure: percentage van de {clients}
    decimals: 1
    source: Declaraties
    reference: januari {edition}
    explanation: "{Clients} met {crisis_form} als percentage van alle {clients}. {counted}"
"""

DEFINITIONS = '''
"""Crises."""

from regioanalyse.indicators.totals import by_region, january
from regioanalyse.indicators.use import shares

FORM = "mpt"


def crisis_share(marts, edition):
    """Clients in crisis as a share of all clients, in %."""
    whole = by_region(january(marts.use, edition, [edition.year]), "clients", "period")
    forms = january(marts.forms, edition, [edition.year])
    part = by_region(forms[forms["delivery_form"] == FORM], "clients", "period")
    return shares(part.reindex(whole.index, fill_value=0), whole)


DEFINITIONS = {"crisis_share": crisis_share}
NUMBERS = {"crisis_form": FORM}
'''

MART = '''
"""Clients by form of care."""

from regioanalyse.marts.mart import Mart

KEYS = ("sector", "region", "delivery_form")


def forms(client_months):
    """Count the clients per region and form of care."""
    return client_months.group_by(KEYS).agg(clients=lambda t: t.count()).order_by(KEYS)


MARTS = (Mart("forms", "{Clients} naar vorm", (*KEYS, "clients"), ("everyone",), forms),)
'''

EXAMPLE = """
- sector: ggz
  edition: 2023
  given:
    use: |-
      region delivery_form clients
      A mpt 30
      A intramural 70
    forms: |-
      region delivery_form clients
      A mpt 30
  gives:
    - indicator: crisis_share
      told: Van de honderd patiënten zijn er dertig in crisis.
      sums: {A 2023: 30 / (30 + 70) × 100 = 30}
    - indicator: clients
      told: Alle patiënten.
      sums: {A 2023: 30 + 70 = 100}
"""

PARAMETERS = "region: rotterdam\nedition: 2023\nmethodology: 2023\n"

NOTEBOOK = [
    new_markdown_cell("# Patiënten\n\nWie krijgt zorg?"),
    new_code_cell(
        PARAMETERS.replace(": ", " = ").replace("rotterdam", '"rotterdam"'), metadata={"tags": ["parameters"]}
    ),
    new_code_cell(
        "import altair as alt\n\n"
        "from regioanalyse.figures.figure import figure\n"
        "from regioanalyse.figures.findings import change, compare\n"
        "from regioanalyse.report import Report\n\n"
        "report = Report(region, 'ggz', edition, methodology)"
    ),
    new_markdown_cell("## Aantal"),
    new_code_cell(
        "clients = report.values('clients').query('region == @region')\n"
        "chart = alt.Chart(clients).mark_bar().encode(x='period:O', y='value:Q')\n"
        "figure(chart, 'clients', change(clients))"
    ),
    new_markdown_cell("## Crisis"),
    new_code_cell(
        "crisis = report.values('crisis_share')\n"
        "chart = alt.Chart(crisis).mark_bar().encode(x='name:N', y='value:Q')\n"
        "figure(chart, 'crisis_share', compare(crisis, '2023'))"
    ),
]

#: Of the 8 clients of b who are intramural none may be shown, nor the share that gives them away.
USE = """
month    region area profile delivery_form clients
2022-01  a      a1   9VV     intramural    100
2022-01  a      a1   10VV    mpt           50
2022-01  b      b1   9VV     intramural    30
2022-01  b      b1   9VV     mpt           40
2022-01  c      c1   9VV     intramural    60
2022-01  c      c1   9VV     mpt           40
2023-01  a      a1   9VV     intramural    110
2023-01  a      a1   10VV    mpt           60
2023-01  b      b1   9VV     intramural    8
2023-01  b      b1   9VV     mpt           70
2023-01  c      c1   9VV     intramural    70
2023-01  c      c1   9VV     mpt           45
"""
FORMS = "month region delivery_form clients\n2023-01 a mpt 60\n2023-01 b mpt 70\n2023-01 c mpt 45"
POPULATION = "region year inhabitants\na 2023 1000\nb 2023 2000\nc 2023 3000\nnederland 2023 60000"

SCRIPT = f"""
import sys
from regioanalyse.indicators import compute, record
from regioanalyse.records.sector import SECTORS
from regioanalyse.worked_examples import marts_of
print(record("crisis_share", "ggz").explanation, file=sys.stderr)
print(*SECTORS, file=sys.stderr)
given = {{"use": {USE.strip()!r}, "forms": {FORMS!r}, "population": {POPULATION!r}}}
marts = marts_of(given, "ggz", 2023)
compute(marts, SECTORS["ggz"].edition()).to_csv(sys.stdout, index=False)
"""


def add(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        assert not file.exists()
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the package with the files of a third sector."""
    folder = tmp_path_factory.mktemp("third")
    room = folder / "regioanalyse"
    shutil.copytree(project.root() / "regioanalyse", room, ignore=shutil.ignore_patterns("__pycache__"))
    files = {
        "records/sectors/ggz.yaml": RECORD,
        "records/indicators/crises.yaml": THEME,
        "indicators/crises.py": DEFINITIONS,
        "marts/counted/forms_of_care.py": MART,
        "worked_examples/crises.yaml": EXAMPLE,
    }
    add(room, files)
    return folder


def call(package: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the copy of the package, on a project."""
    environment = {**os.environ, "PYTHONPATH": str(package), "REGIOANALYSE_PROJECT": str(root)}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, cwd=package)


def test_a_third_sector_has_values_and_they_are_protected(package: Path) -> None:
    done = call(package, project.root(), "-c", SCRIPT)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "Patiënten met mpt als percentage van alle patiënten. Een patiënt telt mee met een GGZ-indicatie.",
        "vv gz ggz",
    ]
    values = pd.read_csv(StringIO(done.stdout), dtype={"period": str}, keep_default_na=False)
    assert values["indicator"].drop_duplicates().tolist() == [
        "population_share", "clients", "clients_by_delivery_form", "at_home_share", "at_home_share_change",
        "crisis_share",
    ]  # fmt: skip
    assert set(values["unit"]) == {"%", "patiënten", "procentpunt"}
    shown = values[values["area"] == values["region"]].set_index(["indicator", "region", "period", "category"])
    status = shown["status"]
    # 8 of 78 clients are intramural: hidden, and with them whatever they follow from
    assert status["clients_by_delivery_form", "b", "2023", "intramural"] == "suppressed"
    assert status["clients_by_delivery_form", "b", "2023", "mpt"] == "suppressed"
    assert status["at_home_share", "b", "2023", ""] == "suppressed"
    assert status["at_home_share_change", "b", "2022/2023", ""] == "suppressed"
    assert status["crisis_share", "b", "2023", ""] == "suppressed"
    # where nothing is hidden there are numbers
    assert float(shown["value"]["clients", "b", "2023", ""]) == 78
    assert float(shown["value"]["crisis_share", "zilveren-kruis", "2023", ""]) == pytest.approx(100 * 175 / 363)
    assert float(shown["value"]["at_home_share", "a", "2022", ""]) == pytest.approx(100 * 50 / 150)


@pytest.fixture
def three(made: None, package: Path) -> Path:
    """Return a project with one region and a chapter per sector, and two profiles that belong to the third one."""
    root, checkout = package / "project", project.root()
    for name in ("data", "book"):
        shutil.copytree(checkout / name, root / name)
    for name in ("_config.yml", "requirements.txt", "params/schema.json"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy2(checkout / name, root / name)
    for sector in ("vv", "gz"):
        for name in (f"params/{sector}/rotterdam.yaml", f"notebooks/{sector}/02-regionale-kenmerken.ipynb"):
            (root / name).parent.mkdir(parents=True)
            shutil.copy2(checkout / name, root / name)
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = nbformat.writes(new_notebook(cells=NOTEBOOK, metadata=kernel))
    add(root, {"params/ggz/rotterdam.yaml": PARAMETERS, "notebooks/ggz/02-patienten.ipynb": notebook})

    profiles = root / "data" / "profiles.csv"
    text = profiles.read_text(encoding="utf-8")
    text = text.replace("9VV,vv,6,false", "9VV,ggz,1,true").replace("10VV,vv,7,false", "10VV,ggz,2,true")
    profiles.write_text(text, encoding="utf-8")
    # the example as it is, of the Januaries: profiles go into it, and it would be made again
    shutil.copytree(
        checkout / "build" / "example",
        root / "data" / "example",
        copy_function=os.link,
        ignore=lambda folder, names: [
            n for n in names if Path(folder).name == "claims" and not n.endswith("-01.parquet")
        ],
    )
    file = root / "data" / "sources.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    for name, entry in entries.items():
        entry.setdefault("path", f"data/example/{name}" + ("" if name == "claims" else ".parquet"))
    file.write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")
    return root


def test_a_third_sector_has_a_book_with_protection_and_a_reading_guide(package: Path, three: Path) -> None:
    done = call(package, three, "-m", "regioanalyse.cli", "build")
    assert done.returncode == 0, done.stderr
    values = pd.read_parquet(three / "build" / "values" / "ggz-2023-2023.parquet")
    assert {"ok", "suppressed"} <= set(values["status"])
    counts = values.loc[values["unit"] == "patiënten", "value"]
    assert len(counts) > 100
    assert not counts.between(1, 9).any()
    # the mart is counted from the same people as the cells of `use`
    marts = [pd.read_parquet(three / "build" / "marts" / name / "2023-01.parquet") for name in ("forms", "use")]
    forms, use = (mart.groupby(["sector", "region", "delivery_form"])["clients"].sum() for mart in marts)
    assert forms["ggz"].sum() > 100
    assert forms.to_dict() == use.to_dict()
    book = three / "build" / "book"
    assert {folder.name for folder in (book / "rotterdam").iterdir() if folder.is_dir()} >= {"vv", "gz", "ggz"}
    guide = (book / "leeswijzer-ggz.html").read_text(encoding="utf-8")
    assert "Patiënten met mpt als percentage van alle patiënten." in guide
    assert "Patiënten naar vorm, " in guide
    chapter = (book / "rotterdam" / "ggz" / "02-patienten.html").read_text(encoding="utf-8")
    assert "Het aandeel patiënten in crisis" in chapter
    assert "Geestelijke gezondheidszorg (GGZ)" in (book / "index.html").read_text(encoding="utf-8")
