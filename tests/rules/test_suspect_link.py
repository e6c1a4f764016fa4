"""suspect-link: soft evidence for weeks."""

import pytest
from builders import NOON, alive, findings, gone, seen, told

from listcheck.history import Record
from listcheck.model import Observation, Signal

RULE = "suspect-link"
KEY = "page:https://example.org/a"
TEXT = "- [a](https://example.org/a)\n- [b](https://example.org/a#b)\n"
MONTH = 30 * 86_400.0
LONG = Record(NOON - MONTH, 5, suspect_since=NOON - MONTH)


@pytest.mark.parametrize(
    ("observation", "life"),
    [
        (seen(KEY, Signal.TIMEOUT), Record()),
        (seen(KEY, Signal.TIMEOUT), Record(NOON - MONTH, 4)),
        (seen(KEY, Signal.BLOCKED), LONG),
        (gone(KEY, Signal.NOT_FOUND), LONG),
        (alive(KEY), LONG),
    ],
)
def test_silent(observation: Observation, life: Record) -> None:
    """What fails for the first time, what is walled, what is dead, and what lives."""
    assert told(RULE, TEXT, observation, lives={KEY: life}) == []


@pytest.mark.parametrize("kind", ["repo:o/n", "paper:2401.00001"])
def test_silent_on_what_an_api_is_asked(kind: str) -> None:
    """That GitHub's or arXiv's own service fails speaks against no repository and no paper."""
    text = "- [a](https://github.com/o/n) [b](https://arxiv.org/abs/2401.00001)"
    assert told(RULE, text, seen(kind, Signal.SERVER_ERROR), lives={kind: LONG}) == []


@pytest.mark.parametrize(
    "signal",
    [Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE, Signal.TLS, Signal.PROTOCOL],
)
def test_found(signal: Signal) -> None:
    """What has failed for a month is told once, with since when, and is no longer unverified."""
    failed = seen(KEY, signal, "timed out")
    (finding,) = findings(RULE, TEXT, failed, lives={KEY: LONG})
    assert finding.message == "has failed on every run since 2025-12-02: timed out"
    assert (finding.severity, finding.fix, len(finding.related)) == ("warning", None, 1)
    assert told("unverified-link", TEXT, failed, lives={KEY: LONG}) == []
    assert told("dead-link", TEXT, failed, lives={KEY: LONG}) == []


@pytest.mark.parametrize("signal", [Signal.SOFT_404, Signal.PARKED])
def test_what_a_page_says(signal: Signal) -> None:
    """The signs that were seen on a page are the message, in the first run already."""
    (finding,) = findings(RULE, TEXT, seen(KEY, signal, "looks parked: this and that"))
    assert finding.message == "looks parked: this and that"
    assert finding.severity == "warning"
