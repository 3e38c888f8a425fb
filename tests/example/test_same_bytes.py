"""The example data are the same everywhere: committed outputs, hashes and tests rest on it."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

MAKE = """
import sys
from pathlib import Path
import pandas as pd
from regioanalyse import example
data = Path(sys.argv[1])
names = ("regions", "areas", "products", "profiles", "published", "unpaired")
example.make(Path(sys.argv[2]), {name: pd.read_csv(data / f"{name}.csv") for name in names})
"""


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_another_process_with_another_hash_seed_and_time_zone_makes_the_same_bytes(world: Path, tmp_path: Path) -> None:
    from regioanalyse import project

    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", MAKE, str(project.root() / "data"), str(tmp_path / "again")]
    subprocess.run(command, check=True, env=environment, cwd=tmp_path)
    again = hashes(tmp_path / "again")
    assert len(again) == 50 + 22
    assert again == hashes(world)


def test_only_finished_files_are_left(world: Path) -> None:
    assert {file.suffix for file in world.rglob("*") if file.is_file()} == {".parquet"}
