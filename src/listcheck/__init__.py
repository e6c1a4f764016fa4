"""listcheck: checks the links and the facts of a curated list of papers and code."""

__version__ = "0.1.0"
PAGE = "https://github.com/listcheck/listcheck"  # of the project, for whoever meets it in a log
