"""The dashboard: one issue that shows how a list is, from a result document and its own past."""
