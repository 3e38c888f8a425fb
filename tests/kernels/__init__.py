"""Tests of `regioanalyse.kernels`."""
