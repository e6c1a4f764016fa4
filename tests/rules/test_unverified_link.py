"""unverified-link: not knowing is an answer."""

import pytest
from builders import alive, findings, gone, seen, told

from listcheck.model import Observation, Signal
from listcheck.settings import Settings

RULE = "unverified-link"
KEY = "page:https://example.org/a"
TEXT = "- [a](https://example.org/a)\n- [b](https://example.org/a#b)\n"


@pytest.mark.parametrize(
    "evidence", [[alive(KEY)], [gone(KEY, Signal.NOT_FOUND)], [seen(KEY, Signal.FORBIDDEN)]]
)
def test_silent(evidence: list[Observation]) -> None:
    """What is known, good or bad, is not unverified."""
    assert told(RULE, TEXT, *evidence) == []


def test_silent_offline() -> None:
    """Where nobody was to be asked, nothing is missing."""
    assert told(RULE, TEXT, settings=Settings(offline=True)) == []


@pytest.mark.parametrize(
    "text", ["[a](mailto:a@example.org)", "![b](https://img.shields.io/badge/a-b)"]
)
def test_silent_on_what_is_never_asked(text: str) -> None:
    """What is never asked is not unverified."""
    assert told(RULE, text) == []


def test_found() -> None:
    """What could not be told is a note with its reason, once for all its places."""
    (finding,) = findings(RULE, TEXT, seen(KEY, Signal.BLOCKED, "a bot wall (403)"))
    assert (finding.message, finding.severity) == ("could not be checked: a bot wall (403)", "info")
    assert len(finding.related) == 1
    assert told(RULE, TEXT) == ["could not be checked: not asked"]
