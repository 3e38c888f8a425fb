"""Tests of who counts as a client, and of the counts against a recount in SQL."""
