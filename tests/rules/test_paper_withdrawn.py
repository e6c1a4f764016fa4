"""paper-withdrawn: papers that nobody stands by any more."""

from builders import alive, findings, told

RULE = "paper-withdrawn"
TEXT = "- [Leaking Clocks in Kitchens](https://arxiv.org/abs/2401.00001){}\n"
WORDS = "This paper has been withdrawn by the author due to a leak"
GONE = alive("paper:2401.00001", withdrawn=WORDS)


def test_silent() -> None:
    """A paper that is not withdrawn, was not seen, or is said to be withdrawn, is left alone."""
    assert told(RULE, TEXT.format("")) == []
    assert told(RULE, TEXT.format(""), alive("paper:2401.00001", comment="12 pages")) == []
    assert told(RULE, TEXT.format(" (Withdrawn)"), GONE) == []


def test_found() -> None:
    """A withdrawn paper is one error in a list, and quotes the words."""
    text = TEXT.format("") + "- [pdf](https://arxiv.org/pdf/2401.00001v1)\n"
    (finding,) = findings(RULE, text, GONE)
    assert (finding.message, finding.observed) == (f"withdrawn: “{WORDS}”", WORDS)


def test_long_words_are_cut() -> None:
    """A long explanation is cut in the message, and whole in the evidence."""
    words = "Withdrawn " + "drip " * 100
    (finding,) = findings(RULE, TEXT.format(""), alive("paper:2401.00001", withdrawn=words))
    assert len(finding.message) < 200
    assert finding.observed == words
