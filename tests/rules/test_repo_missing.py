"""repo-missing: repositories that are gone."""

import pytest
from builders import alive, findings, gone, mended, seen, told

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


NEW = alive("repo:lab/new", canonical="Lab/New")
PAPER = alive("paper:2501.00001", comment="Code: https://github.com/lab/new")
ENTRY = """
# L

- [Gurgle](https://arxiv.org/abs/2501.00001) [code](https://github.com/o/n) \\
  ![s](https://img.shields.io/github/stars/o/n) [a path](https://github.com/O/N/tree/main/a)
"""


def test_the_repository_that_its_paper_names() -> None:
    """It takes the place everywhere; what was in the old one leads to the whole of the new."""
    (finding,) = findings(RULE, ENTRY, gone("repo:o/n"), PAPER, NEW)
    assert finding.advice.endswith("; named by arXiv's comment: https://github.com/Lab/New")
    assert finding.fix is not None
    assert not finding.fix.safe
    assert mended(ENTRY, finding) == (
        ENTRY.replace("com/o/n", "com/Lab/New")
        .replace("stars/o/n", "stars/Lab/New")
        .replace("com/O/N/tree/main/a", "com/Lab/New")
    )


def test_its_source() -> None:
    """Software Heritage's page of it; a badge cannot lead there."""
    url = "https://archive.softwareheritage.org/browse/origin/directory/?origin_url=x"
    source = alive("origin:https://github.com/o/n", updated="2025-06-07")._replace(final_url=url)
    (finding,) = findings(RULE, TEXT, gone("repo:o/n"), source)
    assert f"its source at Software Heritage, as of 2025-06-07: {url}" in finding.advice
    assert mended(TEXT, finding).count(url) == 2
    assert "img.shields.io/github/stars/o/n" in mended(TEXT, finding)


def test_who_else_has_it() -> None:
    """What a stranger has is told of; what somebody has whom the entry names may be written."""
    found = alive(
        "namesake:o/n", code="https://github.com/Them/N", titles=("paper:2501.00001",), fork=True
    )
    paper = alive("paper:2501.00001")
    lives = alive("repo:them/n", canonical="Them/N")
    (finding,) = findings(RULE, ENTRY, gone("repo:o/n"), paper, found, lives)
    assert finding.advice.endswith(
        "a fork of the same name, which names the paper's arXiv id: https://github.com/Them/N"
    )
    assert finding.fix is None
    known = ENTRY.replace("[code]", "[page](https://them.github.io/n) [code]")
    page = alive("page:https://them.github.io/n")
    (ours,) = findings(RULE, known, gone("repo:o/n"), paper, found, lives, page)
    assert ours.fix is not None
    assert not ours.fix.safe
    assert "[code](https://github.com/Them/N)" in mended(known, ours)
    assert all(step in finding.trail for step in found.trail)
    (bare,) = findings(RULE, ENTRY, gone("repo:o/n"), paper, found)
    assert bare.fix is None
