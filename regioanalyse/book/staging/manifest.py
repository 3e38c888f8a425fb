"""What a book was made of, by hash: tables, values, project files, and the code of each step."""

import json
from collections.abc import Mapping

import pandas as pd

from regioanalyse import content, sources, steps
from regioanalyse.project import relative, root


def text(values: Mapping[str, pd.DataFrame]) -> str:
    """Return the manifest as JSON: sorted keys, no dates, no paths of a machine."""
    tables = {
        table: {"origin": origin, "path": path, "sha256": content.digest(root() / path)}
        for table, origin, path in sources.provenance()[["table", "origin", "path"]].itertuples(index=False)
    }
    found = {
        "tables": tables,
        "files": {relative(path): content.digest(path) for path in steps.project_files()},
        "values": {
            sector: {
                "edition": int(frame["edition"].iloc[0]),
                "methodology": int(frame["methodology"].iloc[0]),
                "rows": len(frame),
                "sha256": content.digest(frame.to_csv(index=False)),
            }
            for sector, frame in values.items()
        },
        "code": {step.name: step.code_hash() for step in steps.STEPS},
    }
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
