"""repo-missing: repositories that are gone."""

import pytest
from builders import alive, findings, gone, seen, told

from listcheck.model import Observation, Part, Signal

RULE = "repo-missing"
TEXT = """
- [Gurgle](https://github.com/o/n) ![s](https://img.shields.io/github/stars/o/n)
- [a path](https://github.com/O/N/tree/main/a)
"""


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [alive("repo:o/n", {"path:main/a": Part(Signal.MISSING)})],
        [seen("repo:o/n", Signal.UNKNOWN)],
        [seen("repo:o/n", Signal.THROTTLED)],
        [gone("repo:o/n", Signal.LEGAL)],
        [gone("paper:2401.00001")],
    ],
)
def test_silent(evidence: list[Observation]) -> None:
    """Only what the authority calls missing is missing; a path is not its repository."""
    assert told(RULE, TEXT, *evidence) == []


def test_found() -> None:
    """A missing repository is told once in a list, though path and badge lead to it too."""
    (finding,) = findings(RULE, TEXT, gone("repo:o/n"))
    assert finding.message == "the repository is gone: it is not there"
    assert (finding.severity, finding.url) == ("error", "https://github.com/o/n")
