"""repo-blocked: what GitHub withholds."""

import pytest
from builders import alive, findings, gone, seen, told

from listcheck.model import Observation, Signal

RULE = "repo-blocked"
TEXT = "- [Gurgle](https://github.com/o/n) [part](https://github.com/o/n/tree/main/a)\n"


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [alive("repo:o/n", disabled=False)],
        [gone("repo:o/n")],
        [seen("repo:o/n", Signal.BLOCKED)],
        [gone("page:https://example.org/", Signal.LEGAL)],
    ],
)
def test_silent(evidence: list[Observation]) -> None:
    """What is alive, missing, or behind a wall for us alone, is not withheld."""
    assert told(RULE, TEXT + "[p](https://example.org/)", *evidence) == []


def test_found() -> None:
    """A repository that was taken down or disabled is told once."""
    (finding,) = findings(RULE, TEXT, gone("repo:o/n", Signal.LEGAL))
    assert finding.message == "nobody can open it: it is not there"
    assert told(RULE, TEXT, alive("repo:o/n", disabled=True)) == [
        "nobody can open it: GitHub disabled it"
    ]
