"""DOIs: what the registry says, and what its silence says."""

from typing import Any

import pytest

from listcheck.exchange import FailureKind, Reply
from listcheck.model import Observation, Signal
from listcheck.probes import doi
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import OURS
from probes.driving import ENDINGS, answer, drive, failure, redirect

NAME = "10.1016/s0004-3702(97)00043-x"
QUESTION = Question(f"doi:{NAME}", f"https://doi.org/{NAME}")


def code(number: int, status: int = 200) -> Reply:
    body = {"responseCode": number, "handle": NAME}
    return answer(status, body, content_type="application/json;charset=UTF-8")


none = code(100, 404)
lost = answer(404)
publisher = redirect(302, "https://publisher.example/article")


def look(*replies: Reply) -> tuple[Observation, str]:
    """What is concluded, and what was asked: A for the API, H and G for the resolver."""
    (seen,), asked = drive(doi.flow(QUESTION, Settings()), replies)
    assert [one.request.url for one in seen.trail] == [one.url for one in asked]
    shown = ("A" if "/api/handles/" in one.url else one.method[0] for one in asked)
    late = ("|" if one.late else "" for one in asked)
    return seen, "".join(map("".join, zip(late, shown, strict=True)))


@pytest.mark.parametrize("number", [1, 200])
def test_registered(number: int) -> None:
    """One question to the registry, none to the publisher."""
    seen, asked = look(code(number))
    assert (seen.key, seen.signal, asked) == (QUESTION.key, Signal.ALIVE, "A")
    assert seen.trail[0].request.url == f"https://doi.org/api/handles/{NAME}"


@pytest.mark.parametrize(
    ("replies", "signal", "asked"),
    [
        # Dead: the registry and the resolver deny it, the resolver late and by GET, too.
        ((none, lost, lost, lost), Signal.MISSING, "AHG|G"),
        ((none, publisher), Signal.UNKNOWN, "AH"),
        ((none, answer(403), answer(403)), Signal.BLOCKED, "AHG"),
        ((none, lost, lost, answer(503)), Signal.SERVER_ERROR, "AHG|G"),
        # The registry is out of order: once more, then the resolver.
        ((code(2, 500), code(1)), Signal.ALIVE, "A|A"),
        ((code(2, 500), code(2, 500), publisher), Signal.ALIVE, "A|AH"),
        ((lost, publisher), Signal.ALIVE, "AH"),
        ((answer(200, b"<html>"), lost, lost, lost), Signal.NOT_FOUND, "AHG|G"),
        ((answer(200, b"[" * 5000), publisher), Signal.ALIVE, "AH"),
        ((answer(200, {"responseCode": "1"}), publisher), Signal.ALIVE, "AH"),
        # It does not want us.
        ((answer(429),), Signal.THROTTLED, "A"),
        ((answer(403),), Signal.BLOCKED, "A"),
        ((failure(FailureKind.TIMEOUT), code(1)), Signal.ALIVE, "A|A"),
        ((failure(FailureKind.RESET),) * 2, Signal.UNREACHABLE, "A|A"),
        ((failure(FailureKind.CLOSED_LANE),), Signal.THROTTLED, "A"),
    ],
)
def test_everything_else(replies: tuple[Reply, ...], signal: Signal, asked: str) -> None:
    """Two sources make a death; everything else is about the registry."""
    seen, methods = look(*replies)
    assert (seen.signal, methods) == (signal, asked)


@pytest.mark.parametrize("kind", ENDINGS)
def test_our_own_trouble(kind: FailureKind) -> None:
    """What is about us is not remembered of the DOI."""
    assert look(failure(kind))[0].signal in OURS


@pytest.mark.parametrize("name", ["10.1000/a b", "10.1000/<1>", "10.1000/ä?#"])
def test_odd_names(name: str) -> None:
    """Whatever a DOI holds is one path in the request."""
    question = Question(f"doi:{name}", "")
    replies: list[Any] = [code(1)]
    _, (request,) = drive(doi.lookups((question,), Settings())[0].start(), replies)
    path = request.url.removeprefix("https://doi.org/api/handles/10.1000/")
    assert path.isascii()
    assert not set(path) & set(" <>?#")
