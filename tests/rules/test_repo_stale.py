"""repo-stale: repositories that nobody pushes to any more."""

from typing import Any

import pytest
from builders import alive, findings, seen, told

from listcheck.model import Observation, Signal
from listcheck.settings import Settings, Tolerances

RULE = "repo-stale"
TEXT = "- [Gurgle](https://github.com/o/n){}\n"


def pushed(at: str | None, **facts: Any) -> Observation:
    """A repository seen at noon of the first of January 2026."""
    return alive("repo:o/n", pushed=at, **facts)


OLD = "2019-04-02T10:00:00Z"


@pytest.mark.parametrize(
    "observation",
    [
        pushed("2026-01-01T11:00:00Z"),
        pushed("2023-01-02T12:00:00+00:00"),
        pushed(None),
        pushed(""),
        pushed("long ago"),
        pushed(OLD, archived=True),
        pushed(OLD, empty=True),
        seen("repo:o/n", Signal.TIMEOUT),
    ],
)
def test_silent(observation: Observation) -> None:
    """What was pushed to within three years, what was not seen, and what other rules speak of."""
    assert told(RULE, TEXT.format(""), observation) == []


def test_silent_where_it_is_said() -> None:
    """An entry that says so is right."""
    assert told(RULE, TEXT.format(" (unmaintained)"), pushed(OLD)) == []


@pytest.mark.parametrize("at", [OLD, "2019-04-02T10:00:00", "2019-04-02"])
def test_found(at: str) -> None:
    """A repository left alone for long is a note, once, at the link to itself."""
    text = "- [a path](https://github.com/o/n/tree/main/a)\n" + TEXT.format("")
    (finding,) = findings(RULE, text, pushed(at))
    assert finding.message == "nothing was pushed to it since 2019-04-02"
    assert (finding.severity, finding.url) == ("info", "https://github.com/o/n")
    assert (finding.observed, finding.fix) == ("2019-04-02", None)


def test_the_setting() -> None:
    """How long is long is a setting."""
    day = 86_400.0
    tolerances = Tolerances(stale_after=30 * day)
    recent = pushed("2025-11-01T00:00:00Z")
    assert told(RULE, TEXT.format(""), recent) == []
    settings = Settings(tolerances=tolerances)
    assert told(RULE, TEXT.format(""), recent, settings=settings) != []
