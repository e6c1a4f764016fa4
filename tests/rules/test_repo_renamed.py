"""repo-renamed: a repository under an old name."""

import pytest
from builders import alive, findings, mended, seen, told

from listcheck.model import Observation, Part, Signal

RULE = "repo-renamed"
TEXT = """## Clocks
- [Gurgle](https://github.com/old/name) ![s](https://img.shields.io/github/stars/Old/Name.svg)
- [part](https://github.com/old/name/tree/main/a) [other](https://github.com/old/names)

[code]: https://github.com/old/name
"""


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [alive("repo:old/name")],
        [alive("repo:old/name", canonical="Old/Name")],
        [seen("repo:old/name", Signal.TIMEOUT)],
        [alive("page:https://example.org/", canonical="a/b")],
    ],
)
def test_silent(evidence: list[Observation]) -> None:
    """The present name, in whatever case, is right; what was not seen is not known."""
    assert told(RULE, TEXT + "[p](https://example.org/)", *evidence) == []


@pytest.mark.parametrize(
    ("now", "word"),
    [("old/other", "renamed"), ("OLD/other", "renamed"), ("new/name", "transferred")],
)
def test_found(now: str, word: str) -> None:
    """A new name is told once, and the correction writes it in link, path and badge together."""
    parts = {"path:main/a": Part(Signal.ALIVE)}
    (finding,) = findings(RULE, TEXT, alive("repo:old/name", parts, canonical=now))
    assert finding.message == f"{word}: GitHub knows it as {now}"
    assert len(finding.related) == 2
    right = mended(TEXT, finding)
    assert right.count(now) == 3
    assert "old/names)" in right
    assert f"stars/{now}.svg" in right
    assert f"{now}/tree/main/a" in right
