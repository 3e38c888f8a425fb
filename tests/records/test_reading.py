"""Records as an analyst may break them: a mistake is one message with file, key, what was found and is allowed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from regioanalyse import modules
from regioanalyse.errors import InputError
from regioanalyse.records.reading import load_yaml

SECTOR, USE = "records/sectors/vv.yaml", "records/indicators/use.yaml"


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "b:\n  c: 1\n  d: {e: 1, e: 2}\n"])
def test_a_key_that_stands_twice_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "record.yaml"
    file.write_text(text)
    with pytest.raises(InputError, match=r"record\.yaml: .*found the key '[ae]' twice, allowed: once"):
        load_yaml(file)


def test_a_key_of_a_merged_mapping_may_stand_again(tmp_path: Path) -> None:
    file = tmp_path / "record.yaml"
    file.write_text("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n")
    assert load_yaml(file)["b"] == {"x": 1, "y": 3}


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (SECTOR, "  characteristics:", "  charactristics:", "theme: found 'charactristics', allowed: care_locations"),
        (
            SECTOR,
            "indicator: share_75plus",
            "indicator: share_75pluss",
            "of a figure or key value: found 'share_75pluss', allowed: ",
        ),
        (SECTOR, "name: vv", "name: vx", "records/sectors/vv.yaml: name (the file's own): found 'vx', allowed: vv"),
        (SECTOR, "clients_per_1000_75plus_of_areas", "of_areas", "use.yaml: clients_per_1000_75plus: methods, for vv"),
        (USE, "tables: [use]", "tables: [usee]", "use.yaml: clients: tables: found 'usee', allowed: "),
        (USE, "part_of: clients", "part_of: client", "related indicator: found 'client', allowed: "),
    ],
)
def test_a_mistake_in_a_record_is_one_message(tmp_path: Path, name: str, old: str, new: str, told: str) -> None:
    package = tmp_path / "regioanalyse"
    shutil.copytree(modules.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    text = (package / name).read_text(encoding="utf-8")
    assert old in text
    (package / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    script = (
        "from regioanalyse.errors import InputError\n"
        "try:\n    import regioanalyse.indicators\nexcept InputError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == ""
    assert told in done.stdout
