"""Tests of `regioanalyse.book.pages`."""
