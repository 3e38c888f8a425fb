"""Read a record from a YAML file and check it."""

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import ConstructorError

from regioanalyse.errors import InputError, choices
from regioanalyse.project import relative


class Record(BaseModel):
    """A record: checked when it is made, and the same from then on."""

    model_config = ConfigDict(extra="forbid", frozen=True)


R = TypeVar("R", bound=BaseModel)


def read(file: Path, model: type[R]) -> R:
    """Read a YAML file that holds one record; an `InputError` names the file, the key, what is found and allowed."""
    return checked(load_yaml(file), model, relative(file))


class Loader(yaml.CSafeLoader):
    """Safe, read by libyaml, and refuses a key that stands twice, of which the last would win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping of which no key stands twice."""
        seen = set()
        for key, _ in node.value:
            if (key.tag, key.value) in seen:
                raise ConstructorError(None, None, f"found the key {key.value!r} twice, allowed: once", key.start_mark)
            seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep)


def load_yaml(file: Path) -> Any:
    """Read a YAML file as it is; an `InputError` says why it cannot be read."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)
    except OSError as error:
        raise InputError(f"{relative(file)}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{relative(file)}: cannot be read as YAML: {error}") from error


def checked(given: object, model: type[R], where: str) -> R:
    """Return what YAML made of a record; `where` is the file, and the place in it, for messages.

    A field's description says what is allowed, where it has one.
    """
    allowed = [field.alias or name for name, field in model.model_fields.items()]
    if not isinstance(given, dict):
        raise InputError(f"{where}: found {shown(given)}, allowed: the keys {', '.join(allowed)}")
    for key in given:
        if key not in allowed:
            raise choices(key, allowed, f"{where}: key")
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        found = "nothing" if first["type"] == "missing" else shown(first["input"])
        place = ".".join(map(str, first["loc"])) or "record"
        described = {field.alias or name: field.description for name, field in model.model_fields.items()}
        told = described.get(str(first["loc"][0])) if first["loc"] else None
        raise InputError(f"{where}: {place}: found {found}, allowed: {told or _allowed(first['msg'])}") from error


def _allowed(message: str) -> str:
    """Return what pydantic says of a value without its "should be", to follow "allowed:"."""
    return re.sub(r"^(Input|String|Value|.* type|Tuple|List|Dictionary) should (be|have) |^Value error, ", "", message)


def shown(found: object) -> str:
    """Return a value as a message shows it: on one line, and not too long."""
    return "nothing" if found is None else re.sub(r"\s+", " ", repr(found))[:80]
