"""What a book was made of, by hash: data, values, notebooks, method and lock."""

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

import regioanalyse
from regioanalyse import content, sources
from regioanalyse.project import relative, root


def text(values: Mapping[str, pd.DataFrame]) -> str:
    """Return the manifest as JSON: sorted keys, no dates, no paths of a machine."""
    tables = {
        table: {"origin": origin, "path": path, "sha256": content.digest(root() / path)}
        for table, origin, path in sources.provenance()[["table", "origin", "path"]].itertuples(index=False)
    }
    found = {
        "tables": tables,
        "reference": _each(sorted((root() / "data").glob("*.*"))),
        "values": {
            sector: {
                "edition": int(frame["edition"].iloc[0]),
                "methodology": int(frame["methodology"].iloc[0]),
                "rows": len(frame),
                "sha256": content.digest(frame.to_csv(index=False)),
            }
            for sector, frame in values.items()
        },
        "texts": _each(sorted((root() / "data" / "texts").rglob("*.md"))),
        "notebooks": _each(sorted((root() / "notebooks").rglob("*.ipynb"))),
        "lock": content.digest(root() / "requirements.txt"),
        "method": _method(),
    }
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _method() -> str:
    """Return one hash over the definitions, the same wherever the package is installed."""
    package = Path(regioanalyse.__file__).parent
    files = sorted(path for room in ("marts", "indicators") for path in (package / room).rglob("*.py"))
    texts = (f"{path.relative_to(package).as_posix()}\n{path.read_text(encoding='utf-8')}" for path in files)
    return content.digest(*texts)


def _each(paths: list[Path]) -> dict[str, str]:
    return {relative(path): content.digest(path) for path in paths}
