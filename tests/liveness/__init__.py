"""What is said of a link, for everything that a host may answer: a table, a run, and a page."""
