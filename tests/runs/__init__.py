"""Tests of `regioanalyse.runs`."""
