"""Allocations: to which provider a client is assigned, as long as that provider delivers."""

from pathlib import Path

import numpy as np

from regioanalyse.example.delivery import Delivery
from regioanalyse.example.persons import Calendar, Period
from regioanalyse.example.writing import days, write


def allocate(calendars: list[Calendar], deliveries: list[Delivery]) -> list[Period]:
    """Return the allocations of each sector's clients: periods whose value is a provider."""
    found = []
    for calendar, delivery in zip(calendars, deliveries, strict=True):
        periods = calendar.periods(delivery.provider)
        found.append(periods.at(np.flatnonzero(periods.value >= 0)))
    return found


def write_allocations(path: Path, numbers: list[np.ndarray], allocations: list[Period]) -> None:
    """Write the table `allocations`.

    Parameters
    ----------
    path
        The file.
    numbers
        Client numbers per sector.
    allocations
        Per sector; clients by position.
    """
    pairs = list(zip(numbers, allocations, strict=False))
    write(
        path,
        client=np.concatenate([number[part.client] for number, part in pairs]),
        provider=np.concatenate([part.value for _, part in pairs]) + 1,
        valid_from=days(np.concatenate([part.valid_from for _, part in pairs])),
        valid_to=days(np.concatenate([part.valid_to for _, part in pairs])),
    )
