"""Tests of `regioanalyse.book.staging`."""
