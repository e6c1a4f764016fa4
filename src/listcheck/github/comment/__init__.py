"""The comment on a pull request: found, composed, posted."""
