"""A client that counts and has no address stops the marts: it would be missing from its region without a word."""

from pathlib import Path

import pytest
import yaml

from regioanalyse import sources
from regioanalyse.errors import InputError
from regioanalyse.marts import counting


def test_clients_without_an_address_are_counted_and_told(project_with_data: Path) -> None:
    counted = sources.read_claims("2022-01")["client"].head(2000)
    addresses = sources.read("addresses")
    own = project_with_data / "data" / "own" / "addresses.parquet"
    own.parent.mkdir()
    addresses[~addresses["client"].isin(counted)].to_parquet(own, index=False)
    file = project_with_data / "data" / "sources.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    entries["addresses"] = {"origin": "file", "source": "eigen", "path": "data/own/addresses.parquet"}
    file.write_text(yaml.safe_dump(entries), encoding="utf-8")
    before = (project_with_data / "build/marts/use/2022-01.parquet").read_bytes()
    with pytest.raises(
        InputError, match=r"data/own/addresses\.parquet: \d+ clients with care in 2022-01 have no address"
    ):
        counting.make_months({"2022-01": "key"})
    assert (project_with_data / "build/marts/use/2022-01.parquet").read_bytes() == before
