"""Parameter files: a wrong one is refused with file, key, what was found and what is allowed."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from regioanalyse.errors import InputError
from regioanalyse.project import root
from regioanalyse.records.sector import SECTORS
from regioanalyse.runs.parameters import files, load, schema

GOOD = {"region": "utrecht", "edition": 2022, "methodology": 2022}


def write(project: Path, text: str) -> Path:
    path = project / "params" / "vv" / "utrecht.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_file_is_right_and_every_region_has_one_per_sector() -> None:
    regions = {sector: [load(sector, path).region for path in files(sector)] for sector in SECTORS}
    assert regions["vv"] == regions["gz"]
    assert len(regions["vv"]) == 11


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"region": "atlantis"}, ["region: found 'atlantis'", "allowed: amsterdam", "zwolle"]),
        ({"region": "zwolle"}, ["region (the file's name): found 'zwolle'", "allowed: utrecht"]),
        ({"edition": 1999}, ["edition of vv: found 1999", "allowed: 2021, 2022"]),
        ({"edition": "2022"}, ["edition: found '2022'", "allowed: a whole number"]),
        ({"methodology": 2020}, ["methodology of vv 2022: found 2020", "allowed: 2021, 2022"]),
        ({"regoin": "utrecht"}, ["key: found 'regoin'", "allowed: region, edition, methodology"]),
    ],
)
def test_a_wrong_value_or_key_is_told(project: Path, change: dict, told: list[str]) -> None:
    path = write(project, yaml.safe_dump(GOOD | change))
    with pytest.raises(InputError) as error:
        load("vv", path)
    assert str(error.value).startswith("params/vv/utrecht.yaml: ")
    for part in told:
        assert part in str(error.value)


def test_an_older_edition_and_methodology_may_be_named(project: Path) -> None:
    path = write(project, yaml.safe_dump(GOOD | {"edition": 2021, "methodology": 2022}))
    assert (load("vv", path).edition, load("vv", path).methodology) == (2021, 2022)


def test_a_missing_key_is_told(project: Path) -> None:
    path = write(project, "region: utrecht\nedition: 2022\n")
    with pytest.raises(
        InputError, match=r"params/vv/utrecht\.yaml: methodology: found nothing, allowed: a whole number"
    ):
        load("vv", path)


@pytest.mark.parametrize("text", ["region: [unclosed", "just text", "", "- a\n- list\n"])
def test_what_is_no_yaml_of_keys_is_told(project: Path, text: str) -> None:
    path = write(project, text)
    with pytest.raises(InputError, match=r"params/vv/utrecht\.yaml: "):
        load("vv", path)


def test_yaml_cannot_run_code(project: Path) -> None:
    path = write(project, "region: !!python/object/apply:os.getcwd []\n")
    with pytest.raises(InputError, match="cannot be read as YAML"):
        load("vv", path)


def test_the_schema_on_disk_is_that_of_the_model() -> None:
    assert (root() / "params" / "schema.json").read_text(encoding="utf-8") == schema()


@pytest.mark.parametrize(("sector", "path"), [(sector, path) for sector in SECTORS for path in files(sector)])
def test_the_schema_accepts_the_files_and_refuses_an_unknown_key(sector: str, path: Path) -> None:
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    assert validator.is_valid(given)
    assert not validator.is_valid(given | {"regoin": sector})
