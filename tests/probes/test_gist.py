"""Gists, by GitHub's REST API."""

import pytest

from listcheck.exchange import FailureKind, Reply
from listcheck.model import Observation, Signal
from listcheck.probes import gist
from listcheck.probes.question import Question
from listcheck.settings import Services, Settings
from listcheck.states import OURS
from probes.driving import ENDINGS, answer, drive, failure

NUMBER = "0123456789abcdef0123456789abcdef"
QUESTION = Question(f"gist:{NUMBER}", f"https://gist.github.com/somebody/{NUMBER}")
lost = answer(404, {"message": "Not Found"})


def look(*replies: Reply, token: str | None = "a-token") -> tuple[Observation, list[str]]:
    settings = Settings(services=Services(token=token))
    (lookup,) = gist.lookups((QUESTION,), settings)
    (seen,), asked = drive(lookup.start(), replies)
    assert [one.credential for one in asked[:1]] == ["github"]
    assert not any(one.credential for one in asked if "api.github.com" not in one.url)
    return seen, [one.url for one in asked]


def test_alive() -> None:
    """One question to the API, which alone is shown the token."""
    seen, asked = look(answer(200, {"id": NUMBER}))
    assert (seen.signal, asked) == (Signal.ALIVE, [f"https://api.github.com/gists/{NUMBER}"])


@pytest.mark.parametrize(
    ("replies", "signal"),
    [
        ((lost, lost, lost, lost), Signal.MISSING),
        ((lost, answer(200)), Signal.ALIVE),
        ((lost, answer(429), answer(429)), Signal.THROTTLED),
        ((answer(451),), Signal.LEGAL),
        ((answer(401),), Signal.NOT_ASKED),
        ((answer(403, x_ratelimit_remaining="0"),), Signal.THROTTLED),
        ((answer(500), answer(200)), Signal.ALIVE),
        ((failure(FailureKind.TIMEOUT),) * 2, Signal.TIMEOUT),
    ],
)
def test_everything_else(replies: tuple[Reply, ...], signal: Signal) -> None:
    """Dead is what API and page deny."""
    assert look(*replies)[0].signal is signal


def test_without_a_token() -> None:
    """What is refused says how to get one."""
    seen, _ = look(answer(403, x_ratelimit_remaining="0"), token=None)
    assert "GITHUB_TOKEN" in seen.reason


@pytest.mark.parametrize("kind", ENDINGS)
def test_our_own_trouble(kind: FailureKind) -> None:
    """What is about us is not remembered of the gist."""
    assert look(failure(kind))[0].signal in OURS
