"""Work that is done on all cores, in forked processes."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from regioanalyse import orphans
from regioanalyse.errors import InputError

Item = TypeVar("Item")
Made = TypeVar("Made")

#: Fewer pages than these are made before other processes have begun.
WORTH_PROCESSES = 8

_work: Callable[[Any], Any]


def in_processes(work: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
    """Return what `work` makes of each item, in order; many items on all cores.

    The processes are forked: they have all that this one has read.
    """
    global _work
    if len(items) < WORTH_PROCESSES:
        return [work(item) for item in items]
    _work = work
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), forking, orphans.end_with, (os.getpid(),)) as pool:
        try:
            return list(pool.map(_do, items))
        except BrokenProcessPool as error:
            raise InputError("a process that makes pages was killed; the same command makes the book again") from error


def _do(item: Any) -> Any:
    return _work(item)
