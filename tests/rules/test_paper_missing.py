"""paper-missing: papers that arXiv does not have."""

import pytest
from builders import alive, findings, gone, mended, seen, told

from listcheck.model import Observation, Part, Signal
from listcheck.rescues import searched

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


def test_the_paper_of_the_title() -> None:
    """The one with exactly the title of the entry is proposed; where none is, nothing."""
    title = "Curriculum Schedules for Robust Speech Recognition"
    text = f"# L\n\n## P\n\n- [{title}](https://arxiv.org/pdf/2401.00001v3)\n"
    (finding,) = findings(RULE, text, gone(KEY), alive(searched(title)))
    assert finding.fix is None
    found = alive(searched(title), meant="2501.00009", meant_title=title)
    (finding,) = findings(RULE, text, gone(KEY), found)
    assert finding.advice.endswith(
        "the paper at arXiv with exactly this title: https://arxiv.org/abs/2501.00009"
    )
    assert mended(text, finding) == text.replace("pdf/2401.00001v3", "abs/2501.00009")
    assert finding.fix is not None
    assert not finding.fix.safe
