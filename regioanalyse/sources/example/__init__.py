"""The example data: a generated population of clients, calibrated on published figures.

Claims are confidential and nowhere public. This package makes a world in their place: inhabitants (`population`), how
many of them use care (`use`), the careers of clients (`careers`, `clients`), people who do not count (`bystanders`),
what is billed (`claims`), what was forecast (`forecast`) and what came before the claims (`history`). Each module
describes one part of that world; its constants say what is published, what comes from a public source and what is
assumed. The bytes of the files depend on nothing but the reference tables.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from regioanalyse.sources.example.bystanders import draw_bystanders
from regioanalyse.sources.example.careers import live_careers
from regioanalyse.sources.example.claims import write_claims
from regioanalyse.sources.example.clients import write_clients
from regioanalyse.sources.example.forecast import forecast_population
from regioanalyse.sources.example.history import write_history
from regioanalyse.sources.example.population import observed_population
from regioanalyse.sources.example.targets import Targets
from regioanalyse.sources.example.use import january_use


def make(folder: Path, references: Mapping[str, pd.DataFrame]) -> None:
    """Write the synthetic tables, as the contracts describe them.

    Parameters
    ----------
    folder
        Gets `clients.parquet`, `addresses.parquet`, `indications.parquet`, `pgb_awards.parquet`,
        `population.parquet`, `population_forecast.parquet`, `at_home_history.parquet` and `claims/<month>.parquet`.
    references
        The tables `areas`, `products` and `published`, as the contracts describe them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = Targets.of(references["published"])
    inhabitants = observed_population(references["areas"], targets)
    wanted = january_use(inhabitants, targets)
    sectors = [live_careers(sector, wanted, inhabitants) for sector in ("vv", "gz")]
    others = draw_bystanders(inhabitants)

    inhabitants.write(folder / "population.parquet")
    forecast_population(inhabitants, sectors, wanted.regions, targets).write(folder / "population_forecast.parquet")
    write_history(folder / "at_home_history.parquet", wanted)
    write_clients(folder, sectors, others, inhabitants)
    write_claims(folder / "claims", sectors, others, wanted.regions, references["products"], targets)
