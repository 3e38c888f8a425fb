"""Sectors, a YAML file each; `regioanalyse.records.sector` reads them. Modules that read them import this package."""
