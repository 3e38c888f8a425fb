"""nbval runs the committed notebooks in warm kernels, as `regioanalyse run` does."""

from collections.abc import Iterator

import pytest
from nbval.plugin import IPyNbCell


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[object]:
    """Have a warm process while tests run, when cells of notebooks are among them."""
    if session.config.option.collectonly or not any(isinstance(item, IPyNbCell) for item in session.items):
        return (yield)
    from regioanalyse import kernels

    kernels.start()
    try:
        return (yield)
    finally:
        kernels.stop()
