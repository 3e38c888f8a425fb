"""What papermill is given: one small YAML file per sector and region, checked before anything runs."""

import json
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regioanalyse import sources
from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative, root
from regioanalyse.records.sector import edition_of, methodology_of


class Parameters(BaseModel):
    """The parameters of every notebook; `params/schema.json` is made from this."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, title="Parameters of a region")

    region: str = Field(description="Slug of the zorgkantoorregio; the same as the file's name.")
    edition: int = Field(description="The report's year.")
    methodology: int = Field(description="Version of the definitions; normally the edition.")


def files(sector: str) -> list[Path]:
    """Return the parameter files of a sector, sorted."""
    return sorted((root() / "params" / sector).glob("*.yaml"))


def load(sector: str, path: Path) -> Parameters:
    """Read a parameter file and hold it against what exists; an `InputError` names file and key."""
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{relative(path)}: cannot be read as YAML: {error}") from error
    allowed = list(Parameters.model_fields)
    if not isinstance(given, dict):
        found = "nothing" if given is None else repr(given)
        raise InputError(f"{relative(path)}: found {found}, allowed: the keys {', '.join(allowed)}")
    for key in given:
        if key not in allowed:
            raise choices(key, allowed, f"{relative(path)}: key")
    try:
        parameters = Parameters.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        found = "nothing" if first["type"] == "missing" or first["input"] is None else repr(first["input"])
        kind = {str: "text", int: "a whole number"}[Parameters.model_fields[key].annotation]  # type: ignore[index]
        raise InputError(f"{relative(path)}: {key}: found {found}, allowed: {kind}") from error
    regions = list(sources.region_names(root()))
    if parameters.region not in regions:
        raise choices(parameters.region, regions, f"{relative(path)}: region")
    if parameters.region != path.stem:
        raise choices(parameters.region, [path.stem], f"{relative(path)}: region (the file's name)")
    try:
        methodology_of(sector, edition_of(sector, parameters.edition), parameters.methodology)
    except InputError as error:
        raise InputError(f"{relative(path)}: {error}") from error
    return parameters


def schema() -> str:
    """Return the JSON schema of a parameter file, as it stands in `params/schema.json`."""
    return json.dumps(Parameters.model_json_schema(), indent=2, sort_keys=True) + "\n"
