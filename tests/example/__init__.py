"""Tests of the example data: the package makes this folder's file names its own."""
