"""Tests of the catalog, and of the data in it."""
