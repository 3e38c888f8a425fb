"""What some tests need beside the lock: a browser, a book, Java, Spark."""

import os
from typing import NoReturn

import pytest


def or_skip(reason: str) -> NoReturn:
    """Skip a test because of what is not there; in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
