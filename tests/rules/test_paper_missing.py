"""paper-missing: papers that arXiv does not have."""

import pytest
from builders import alive, findings, gone, seen, told

from listcheck.model import Observation, Part, Signal

RULE = "paper-missing"
KEY = "paper:2401.00001"
TEXT = "- [Leaking Clocks in Kitchens](https://arxiv.org/abs/2401.00001v3)\n"


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        [alive(KEY, {"v3": Part(Signal.ALIVE)})],
        [alive(KEY, {"v3": Part(Signal.UNKNOWN)})],
        [seen(KEY, Signal.THROTTLED)],
        [seen(KEY, Signal.UNKNOWN)],
        [gone("repo:o/n")],
    ],
)
def test_silent(evidence: list[Observation]) -> None:
    """An absent answer is not an absent paper."""
    assert told(RULE, TEXT + "[x](https://github.com/o/n)", *evidence) == []


def test_a_missing_paper() -> None:
    """A paper that is missing is one error in a list, however it is linked there."""
    text = TEXT + "- [again](https://arxiv.org/pdf/2401.00001)\n"
    (finding,) = findings(RULE, text, gone(KEY))
    assert finding.message == "no such paper: it is not there"
    assert finding.trail


def test_a_missing_version() -> None:
    """A version beyond the newest is an error, its paper is none."""
    text = TEXT + "- [again](https://arxiv.org/abs/2401.00001)\n"
    observation = alive(KEY, {"v3": Part(Signal.MISSING, "the newest version is v2")})
    (finding,) = findings(RULE, text, observation)
    assert finding.message == "no such paper: the newest version is v2"
    assert finding.url == "https://arxiv.org/abs/2401.00001v3"
