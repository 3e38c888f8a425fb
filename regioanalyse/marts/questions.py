"""What is asked of claims and of tables about persons, in the words of an engine.

Definitions are expressions of Ibis over tables that have a name and columns, but no rows yet. To put them into SQL
takes longer than to count a month, so the SQL is kept until a definition changes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version

from regioanalyse import content, modules
from regioanalyse.marts import folder
from regioanalyse.marts.engine import Checks, Query

#: Kept until there are spells.
FOR_SPELLS = ("indicated", "lives", "changing")


@dataclass(frozen=True)
class Questions:
    """All that is asked, by name.

    Attributes
    ----------
    checks
        Whether a table about persons keeps its contract: these are large.
    once
        What is kept for all months, in order.
    kept
        What is kept of a month to count from, in order.
    marts
        What is counted.
    """

    checks: Mapping[str, Checks]
    once: Mapping[str, Query]
    kept: Mapping[str, Query]
    marts: Mapping[str, Query]


def questions(language: str) -> Questions:
    """Return what is asked in the SQL of an engine, ``duckdb`` or ``pyspark``."""
    # hidden: of the marts themselves nothing depends on it
    file = folder() / f".{language}.json"
    makers = (version(name) for name in ("ibis-framework", "sqlglot"))
    key = content.digest(*modules.files(["regioanalyse.marts.definitions"]), *makers)
    # the file itself is part of its key: what somebody changed or cut in it is not asked
    if not file.exists() or not content.is_current(file, content.digest(key, file)):
        from regioanalyse.marts.definitions import in_sql

        text = json.dumps(asdict(in_sql(language)))
        content.write_whole(file, lambda beside: beside.write_text(text, encoding="utf-8"))
        content.mark_current(file, content.digest(key, file))
    found = json.loads(file.read_text(encoding="utf-8"))
    checks = {
        name: Checks(Query(**each["ends"]), _queries(each["values"]), Query(**each["twice"]) if each["twice"] else None)
        for name, each in found.pop("checks").items()
    }
    return Questions(checks, **{name: _queries(each) for name, each in found.items()})


def _queries(found: Mapping[str, dict]) -> dict[str, Query]:
    return {name: Query(**each) for name, each in found.items()}
