"""What evidence amounts to."""

import pytest
from builders import alive, gone, seen

from listcheck.exchange import FailureKind
from listcheck.model import Observation, Part, Signal, Target, TargetKind
from listcheck.states import (
    HARD,
    INCOMPLETE,
    LIVING,
    OF_SIGNAL,
    OF_SILENCE,
    OURS,
    SOFT,
    verdict,
)

PAGE = Target("page", "page:https://example.org/", "https://example.org/")
PATH = Target("repository-path", "repo:o/n", "https://github.com/o/n/tree/main/a", "path:main/a")


def test_every_signal_has_a_state() -> None:
    """No answer of the world is without a meaning."""
    assert set(OF_SIGNAL) == set(Signal)


def test_silence_says_nothing() -> None:
    """However a service fails to answer, nothing of what it was asked is dead, alive or refused."""
    assert set(OF_SILENCE) == set(FailureKind)
    assert {OF_SIGNAL[signal] for signal in OF_SILENCE.values()} == {"unverified"}


@pytest.mark.parametrize(
    "signal",
    [Signal.BLOCKED, Signal.THROTTLED, Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE,
     Signal.TLS, Signal.PROTOCOL, Signal.LOCAL, Signal.UNKNOWN, Signal.NOT_ASKED,
     Signal.UNVERIFIABLE],
)  # fmt: skip
def test_soft_evidence_is_never_dead(signal: Signal) -> None:
    """Whatever heals, or was about us, says neither that a link is good nor that it is dead."""
    assert verdict(PAGE, {PAGE.key: seen(PAGE.key, signal)}).state == "unverified"


@pytest.mark.parametrize("signal", sorted(Signal))
def test_what_lasts(signal: Signal) -> None:
    """Soft evidence that lasts makes suspect; no other evidence becomes another state."""
    found = verdict(PAGE, {PAGE.key: seen(PAGE.key, signal, "why")}, lasting=True)
    assert found.state == ("suspect" if signal in SOFT else OF_SIGNAL[signal])
    assert (found.reason, found.signal) == ("why", signal)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("repository", "repo:o/n"),
        ("repository-path", "repo:o/n"),
        ("paper", "paper:2401.00001"),
        ("page", "owner:o"),
        ("page", "doi:10.1000/1"),
        ("page", "hf:models/o/n"),
    ],
)
def test_what_an_api_is_asked_is_never_suspect(kind: TargetKind, key: str) -> None:
    """That the API fails, for however long, says nothing of what it is asked about."""
    target = Target(kind, key, "https://example.org/")
    assert verdict(target, {key: seen(key, Signal.TIMEOUT)}, lasting=True).state == "unverified"


@pytest.mark.parametrize("signal", sorted(HARD))
def test_hard_evidence(signal: Signal) -> None:
    """Hard evidence is dead, with its reason and its status."""
    found = verdict(PAGE, {PAGE.key: gone(PAGE.key, signal)})
    assert (found.state, found.reason, found.status) == ("dead", "it is not there", 404)


def test_the_groups_are_apart() -> None:
    """What is hard is not living, and what is ours is not theirs."""
    assert not HARD & LIVING
    assert not SOFT & (HARD | LIVING | INCOMPLETE)
    assert not OURS & (HARD | LIVING)
    # That a host is not asked is nobody's trouble, and no run gets any further with it.
    assert OURS - {Signal.UNVERIFIABLE} < INCOMPLETE
    assert Signal.UNVERIFIABLE not in INCOMPLETE
    assert not INCOMPLETE & (HARD | LIVING)


def test_nothing_was_seen() -> None:
    """Without evidence a link is unverified; offline, and by wish, it was skipped."""
    assert verdict(PAGE, {}).state == "unverified"
    assert verdict(PAGE, {}, offline=True).state == "skipped"


def test_what_is_never_asked() -> None:
    """A target that is never asked is skipped, or refused where the list is to blame."""
    assert verdict(Target("other", "x", why_not="because"), {}).state == "skipped"
    found = verdict(Target("other", "x", why_not="because", refused=True), {})
    assert (found.state, found.reason) == ("refused", "because")


@pytest.mark.parametrize(
    ("observation", "state"),
    [
        (alive(PATH.key, {PATH.part: Part(Signal.ALIVE)}), "alive"),
        (alive(PATH.key, {PATH.part: Part(Signal.MISSING, "no such path")}), "dead"),
        (alive(PATH.key, {PATH.part: Part(Signal.UNKNOWN, "no answer")}), "unverified"),
        (alive(PATH.key), "unverified"),
        (gone(PATH.key), "dead"),
        (seen(PATH.key, Signal.TIMEOUT), "unverified"),
    ],
)
def test_parts(observation: Observation, state: str) -> None:
    """A path is as alive as its repository and itself; what was not asked for is not known."""
    assert verdict(PATH, {PATH.key: observation}).state == state


def test_a_part_of_something_moved() -> None:
    """A path that answers in a repository that moved has moved with it."""
    observation = Observation(PATH.key, Signal.MOVED, parts={PATH.part: Part(Signal.ALIVE)})
    assert verdict(PATH, {PATH.key: observation}).state == "moved"
