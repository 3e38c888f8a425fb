"""The processes in which Sphinx reads and writes pages: none outlives the build, and none is lost without a word."""

import os
import sys
from collections.abc import Callable
from typing import Any

from sphinx import builders
from sphinx.errors import SphinxError
from sphinx.util.parallel import ParallelTasks

from regioanalyse import orphans

LOST = "a process that reads or writes pages was killed; the same command makes the book again"


class Workers(ParallelTasks):
    """Sphinx's own, but they end with the build, and an error in one of them ends the build."""

    def __init__(self, nproc: int) -> None:
        super().__init__(nproc)
        self._owner = os.getpid()

    def _process(self, pipe: Any, func: Callable[..., Any], arg: Any) -> None:
        # it holds both ends of the pipe for its answer, so it would wait for ever for a reader that is gone
        orphans.end_with(self._owner)
        super()._process(pipe, func, arg)

    def terminate(self) -> None:
        """End all processes; Sphinx calls it after an error, and would go on without their pages while it adds others.

        Raises
        ------
        SphinxError
            When a process was killed.
        """
        error = sys.exc_info()[1]
        super().terminate()
        if isinstance(error, EOFError):
            raise SphinxError(LOST) from error
        if error:
            raise error


def use() -> None:
    """Let Sphinx use these from now on."""
    builders.ParallelTasks = Workers  # type: ignore[misc]
