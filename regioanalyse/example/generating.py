"""Make the generated world and write its tables."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from regioanalyse.example.assignments import allocate, write_allocations
from regioanalyse.example.bystanders import draw_bystanders
from regioanalyse.example.careers import live_careers
from regioanalyse.example.claims import write_claims
from regioanalyse.example.crossing import flows
from regioanalyse.example.delivery import deliver, of_visitors, users_per_location
from regioanalyse.example.forecast import forecast_population, projected_clients
from regioanalyse.example.history import write_history
from regioanalyse.example.inhabitants import observed_population
from regioanalyse.example.januaries import january_use
from regioanalyse.example.labour import write_labour
from regioanalyse.example.money import write_expenditure
from regioanalyse.example.persons import Calendar, client_numbers, start_of_bystanders, write_clients
from regioanalyse.example.plans_of_places import write_plans
from regioanalyse.example.postcodes import postcodes
from regioanalyse.example.supply import build_supply, write_zorgatlas
from regioanalyse.example.surroundings import write_surroundings
from regioanalyse.example.targets import Targets
from regioanalyse.example.visitors import receive_visitors
from regioanalyse.example.waiting_table import write_waiting_list
from regioanalyse.example.waits import (
    bystanders_wait,
    coming_clients,
    never_waited,
    since_when,
    wait_for_care,
)
from regioanalyse.example.world import ELSEWHERE, GZ, VV


def make(folder: Path, references: Mapping[str, pd.DataFrame]) -> None:
    """Write the synthetic tables, as the contracts describe them.

    Parameters
    ----------
    folder
        Gets a Parquet file per table, and `claims/<month>.parquet`.
    references
        The tables `regions`, `areas` and `products`, as the contracts describe them, and `published` and `unpaired`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = Targets.of(references["published"], references["unpaired"])
    inhabitants = observed_population(references["areas"], targets)
    use = january_use(inhabitants, targets)
    vv, gz = (live_careers(sector, use, inhabitants, targets) for sector in (VV, GZ))
    forecast = forecast_population(inhabitants, [vv, gz], use.regions, targets)

    inhabitants.write(folder / "population.parquet")
    forecast.write(folder / "population_forecast.parquet")
    write_history(folder / "at_home_history.parquet", use)
    write_surroundings(folder, inhabitants, targets)
    write_expenditure(folder / "expenditure.parquet", use, targets)
    write_labour(folder, use, targets)
    write_plans(folder, use, projected_clients(gz, inhabitants, forecast, use.regions), targets)

    clients = {region: int(use.in_january(VV, 2021)[number]) for number, region in enumerate(use.regions)}
    crossing = flows(clients, ELSEWHERE, targets)
    people = inhabitants.of_year(2021).sum(axis=1)
    codes = postcodes(inhabitants.regions, people, ELSEWHERE)
    supply = build_supply(references["regions"], references["areas"], inhabitants, use, crossing, codes, targets)
    visitors, rooms = receive_visitors(crossing, supply, use)
    sectors = [vv, gz, visitors]
    deliveries = [deliver(vv, supply), deliver(gz, supply), of_visitors(rooms, supply)]
    supply.write(folder)
    users = users_per_location(gz, deliveries[1], supply, "2022-01")
    write_zorgatlas(folder / "zorgatlas.parquet", supply, users, inhabitants.regions, use, targets)

    calendars = [Calendar(name, careers) for name, careers in zip((VV.name, GZ.name, "visitors"), sectors, strict=True)]
    allocations = allocate(calendars, deliveries)
    coming = [
        coming_clients(calendar, allocated, use.regions, supply)
        for calendar, allocated in zip(calendars[:2], allocations, strict=False)
    ]
    others = sum((people for people, _ in coming), start=draw_bystanders(inhabitants))
    others_since = start_of_bystanders(others, [wait.since for _, wait in coming])
    numbers = client_numbers(sectors, others)
    write_allocations(folder / "allocations.parquet", numbers, allocations)
    waits = bystanders_wait(others, numbers[-1], others_since, inhabitants.regions, supply)
    first = len(others.area) - sum(len(people.area) for people, _ in coming)
    for (people, wait), sector in zip(coming, waits, strict=True):
        waits[sector] += wait.numbered(numbers[-1][first : first + len(people.area)])
        first += len(people.area)
    since = []
    for calendar, delivery, allocated, number in zip(calendars[:2], deliveries, allocations, numbers, strict=False):
        wait = wait_for_care(calendar, delivery, allocated, use.regions, supply)
        since.append(since_when(wait, allocated, len(number)))
        waits[calendar.careers.sector.name] += wait.numbered(number)
    write_waiting_list(folder / "waiting_list.parquet", waits)
    since.append(never_waited(len(numbers[2])))
    write_clients(folder, calendars, deliveries, since, others, others_since, supply)
    write_claims(folder / "claims", sectors, deliveries, others, supply, use.regions, references["products"], targets)
