"""badge-mismatch: the stars of another repository."""

import pytest
from builders import alive, findings, mended, told

from listcheck.model import Observation

RULE = "badge-mismatch"
BADGE = "![stars](https://img.shields.io/github/stars/{}?style=flat)"
LINK = "[{0}](https://github.com/{0})"


def entry(badge: str, *linked: str) -> str:
    links = " ".join(map(LINK.format, linked)) or "[page](https://example.org/)"
    return f"## Clocks\n- {links} {BADGE.format(badge)}\n"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (entry("o/n", "o/n"), []),
        (entry("O/N.svg", "o/n"), []),
        (entry("o/n", "o/n/tree/main/x"), []),
        (entry("o/n", "a/b", "o/n"), []),
        (entry("old/n", "young/n"), [alive("repo:old/n", canonical="young/n")]),
        (entry("young/n", "old/n"), [alive("repo:old/n", canonical="Young/N")]),
        (entry("o/n") + "\n- elsewhere " + LINK.format("o/n"), []),
        ("- [a](https://github.com/o/n) ![d](https://img.shields.io/badge/stars-12-blue)", []),
        ("- [a](https://github.com/o/n) ![f](https://img.shields.io/github/forks/a/b)", []),
        ("- [a](https://github.com/o/n) ![x](http://[img.shields.io/github/stars/a/b)", []),
        (f"{BADGE.format('o/n')}\n\n## Clocks\n- [a](https://github.com/a/b)", []),
    ],
)
def test_silent(text: str, evidence: list[Observation]) -> None:
    """The entry's own repository, under whichever name, and badges of other things, are right."""
    assert told(RULE, text, *evidence) == []


def test_another_repository() -> None:
    """A badge of a repository that the entry does not link is told; which is meant is left open."""
    text = entry("a/b", "o/n")
    (finding,) = findings(RULE, text)
    assert finding.message == "the badge shows the stars of a/b, the entry links o/n"
    assert (finding.claimed, finding.observed) == ("a/b", "o/n")
    assert finding.fix is not None
    assert not finding.fix.safe
    assert mended(text, finding) == entry("o/n", "o/n")


def test_none_of_several() -> None:
    """Where the entry links several, there is no correction."""
    (finding,) = findings(RULE, entry("a/b", "o/n", "o/m"))
    assert finding.message.endswith("the entry links o/n, o/m")
    assert finding.fix is None


def test_linked_nowhere() -> None:
    """A badge of a repository that the whole list links nowhere is told."""
    (finding,) = findings(RULE, entry("a/b"))
    assert finding.message == "the badge shows the stars of a/b, which the list links nowhere"
    assert finding.fix is None
