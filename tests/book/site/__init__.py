"""Tests of `regioanalyse.book.site`."""
