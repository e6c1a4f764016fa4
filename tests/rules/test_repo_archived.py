"""repo-archived: read-only by the owner's wish."""

import pytest
from builders import alive, findings, told

RULE = "repo-archived"
TEXT = "- [Gurgle](https://github.com/o/n){}\n"
ARCHIVED = alive("repo:o/n", archived=True)


@pytest.mark.parametrize("said", [" (archived)", " — no longer maintained", " DEPRECATED"])
def test_silent_where_it_is_said(said: str) -> None:
    """An entry that says so is right."""
    assert told(RULE, TEXT.format(said), ARCHIVED) == []


@pytest.mark.parametrize("archived", [None, False])
def test_silent(archived: bool | None) -> None:
    """A repository that is not archived, or of which that was not seen, is left alone."""
    assert told(RULE, TEXT.format(""), alive("repo:o/n", archived=archived)) == []


def test_found() -> None:
    """An archived repository is told once in a list, whatever leads to it."""
    text = TEXT.format(" ![s](https://img.shields.io/github/stars/o/n)")
    text += "- [a path](https://github.com/o/n/tree/main/a)\n"
    (finding,) = findings(RULE, text, ARCHIVED)
    assert (finding.message, finding.severity) == ("its owner archived it: read-only", "warning")
    assert finding.url == "https://github.com/o/n"
