"""VV clients at home in 2015-2018, the years before the claims."""

from pathlib import Path

import numpy as np

from regioanalyse.example.januaries import YEARS, Use
from regioanalyse.example.world import REGION, VV
from regioanalyse.example.writing import texts, write

HISTORY_YEARS = (2015, 2016, 2017, 2018)
#: Growth of the share at home over the window of edition 2022 (2017-2022), percentage points. Inferred from the
#: published scenarios: 32.4% of 7361 clients in scenario 3, from 1853 / 7167 in the base year.
REGION_GROWTH_2017_2022 = 6.59
#: The same in the other regions. Assumption.
OTHER_GROWTH_2017_2022 = 6.2
#: Growth of the share from each year to 2017, percentage points. Assumption: slower before the pandemic, so that
#: the window of edition 2021 (2015-2020) shows less growth.
UNTIL_2017 = {2015: 2.2, 2016: 1.0, 2017: 0.0, 2018: -0.02}
#: Clients relative to January 2019. Assumption: about 1% fewer a year.
CLIENTS = {2015: 0.955, 2016: 0.965, 2017: 0.98, 2018: 0.99}
#: Numbers of clients up to this many higher are tried, to find the one whose share is nearest to the wanted.
TRIES = 40


def write_history(path: Path, use: Use) -> None:
    """Write the table `at_home_history`.

    Parameters
    ----------
    path
        The file.
    use
        Clients in the Januaries from 2019 on: the history ends where these start.
    """
    rows = []
    for number, region in enumerate(use.regions):
        in_2019, in_2022 = (use.of(VV)[number, YEARS.index(year)] for year in (2019, 2022))
        share_2022 = in_2022[:, 1:].sum() / in_2022.sum()
        growth = REGION_GROWTH_2017_2022 if region == REGION else OTHER_GROWTH_2017_2022
        for year in HISTORY_YEARS:
            share = share_2022 - (growth + UNTIL_2017[year]) / 100
            clients = round(in_2019.sum() * CLIENTS[year]) + np.arange(TRIES)
            at_home = np.rint(clients * share).astype(np.int64)
            best = np.argmin(np.abs(at_home / clients - share))
            rows.append((number, year, clients[best], at_home[best]))
    region_number, years, clients, at_home = np.array(rows).T
    write(path, region=texts(region_number, use.regions), year=years, clients=clients, at_home=at_home)
