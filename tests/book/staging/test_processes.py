"""Work on all cores: in order, with its errors."""

import os
import signal

import pytest

from regioanalyse.book.staging import processes
from regioanalyse.errors import InputError


def test_work_in_processes_keeps_its_order_and_its_errors() -> None:
    many = list(range(3 * processes.WORTH_PROCESSES))
    assert processes.in_processes(lambda number: 2 * number, many) == [2 * number for number in many]

    def refuse(number: int) -> None:
        raise InputError(f"found {number}")

    with pytest.raises(InputError, match="found 0"):
        processes.in_processes(refuse, many)

    with pytest.raises(InputError, match="was killed; the same command makes the book again"):
        processes.in_processes(lambda number: os.kill(os.getpid(), signal.SIGKILL) if number == 3 else None, many)
