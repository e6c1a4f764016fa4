"""repo-empty: repositories without a commit."""

import pytest
from builders import alive, findings, seen, told

from listcheck.model import Observation, Signal

RULE = "repo-empty"
TEXT = "- [Gurgle](https://github.com/o/n){}\n"
EMPTY = alive("repo:o/n", empty=True)


@pytest.mark.parametrize(
    "observation",
    [alive("repo:o/n", empty=False), alive("repo:o/n"), seen("repo:o/n", Signal.TIMEOUT)],
)
def test_silent(observation: Observation) -> None:
    """A repository with something in it, or of which that was not seen, is left alone."""
    assert told(RULE, TEXT.format(""), observation) == []
    assert told(RULE, TEXT.format("")) == []


@pytest.mark.parametrize("said", [" (code soon)", " — repo placeholder", " (Coming Soon)"])
def test_silent_where_it_is_said(said: str) -> None:
    """An entry that says that the code is to come is right."""
    assert told(RULE, TEXT.format(said), EMPTY) == []


def test_found() -> None:
    """An empty repository is told once in a list, at the link to itself."""
    text = "- [a path](https://github.com/o/n/tree/main/a)\n"
    text += TEXT.format(" ![s](https://img.shields.io/github/stars/o/n)")
    (finding,) = findings(RULE, text, EMPTY)
    assert (finding.message, finding.severity) == ("the repository is empty", "warning")
    assert (finding.url, finding.fix) == ("https://github.com/o/n", None)
