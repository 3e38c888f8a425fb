"""A third sector is files alone: a record, a theme with texts and a module of definitions, in a copy of the package."""

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

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
shown_profiles: [1GGZ, 2GGZ]
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
    tables: [use]
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
    cells = january(marts.use, edition, [edition.year])
    part = by_region(cells[cells["delivery_form"] == FORM], "clients", "period")
    return shares(part, by_region(cells, "clients", "period"))


DEFINITIONS = {"crisis_share": crisis_share}
NUMBERS = {"crisis_form": FORM}
'''

#: Of the 8 clients of b who are intramural none may be shown, nor the share that gives them away.
USE = """
month    region area profile delivery_form clients
2022-01  a      a1   1GGZ    intramural    100
2022-01  a      a1   2GGZ    mpt           50
2022-01  b      b1   1GGZ    intramural    30
2022-01  b      b1   1GGZ    mpt           40
2022-01  c      c1   1GGZ    intramural    60
2022-01  c      c1   1GGZ    mpt           40
2023-01  a      a1   1GGZ    intramural    110
2023-01  a      a1   2GGZ    mpt           60
2023-01  b      b1   1GGZ    intramural    8
2023-01  b      b1   1GGZ    mpt           70
2023-01  c      c1   1GGZ    intramural    70
2023-01  c      c1   1GGZ    mpt           45
"""
POPULATION = "region year inhabitants\na 2023 1000\nb 2023 2000\nc 2023 3000\nnederland 2023 60000"

SCRIPT = f"""
import sys
from regioanalyse.indicators import compute, record
from regioanalyse.records import SECTORS
from regioanalyse.worked_examples import marts_of
print(record("crisis_share", "ggz").explanation, file=sys.stderr)
print(*SECTORS, file=sys.stderr)
marts = marts_of({{"use": {USE.strip()!r}, "population": {POPULATION!r}}}, "ggz", 2023)
compute(marts, SECTORS["ggz"].edition()).to_csv(sys.stdout, index=False)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the package with the files of a third sector."""
    folder = tmp_path_factory.mktemp("third")
    room = folder / "regioanalyse"
    shutil.copytree(project.root() / "regioanalyse", room, ignore=shutil.ignore_patterns("__pycache__"))
    for file, text in {
        "records/sectors/ggz.yaml": RECORD,
        "records/indicators/crises.yaml": THEME,
        "indicators/crises.py": DEFINITIONS,
    }.items():
        assert not (room / file).exists()
        (room / file).write_text(text, encoding="utf-8")
    return folder


def test_a_third_sector_has_values_and_they_are_protected(package: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(package), "REGIOANALYSE_PROJECT": str(project.root())}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, cwd=package)
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
