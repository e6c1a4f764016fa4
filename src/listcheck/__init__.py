"""listcheck: checks the links and the facts of a curated list of papers and code."""

__version__ = "0.1.0"
