"""Kernels are tried out in the small project of the runs."""

from tests.runs.conftest import small_project

__all__ = ["small_project"]
