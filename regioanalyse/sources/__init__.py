"""The tables that come in: where each is, what it must look like, and whether it is real.

`data/sources.yaml` names every table; `regioanalyse.records.table` says what each must look like.
"""

from regioanalyse.sources.origins import catalogue, claims_files, path_of, provenance, synthetic
from regioanalyse.sources.passed import has_passed, key_of_check, remember
from regioanalyse.sources.tables import check_file, names_of_all_regions, read, read_claims, region_names

__all__ = [
    "catalogue",
    "check_file",
    "claims_files",
    "has_passed",
    "key_of_check",
    "names_of_all_regions",
    "path_of",
    "provenance",
    "read",
    "read_claims",
    "region_names",
    "remember",
    "synthetic",
]
