"""Flows driven by hand: replies in, requests and observations out."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.model import Flow, Observation
from listcheck.probes.question import Question

SHARED = Path(__file__).resolve().parents[3] / "shared"
MOST = 400  # requests, before a flow is said never to end
ENDINGS = (FailureKind.DEADLINE, FailureKind.INTERRUPTED, FailureKind.LOCAL)


def oracle(*parts: str) -> Path:
    """A file of recorded truth, which is not part of the repository."""
    path = SHARED.joinpath("oracles", *parts)
    if not path.exists():
        pytest.skip(f"the oracle {'/'.join(parts)} is not at hand")
    return path


def answer(status: int = 200, body: Any = b"", **headers: str) -> Answer:
    """An answer; a body other than bytes goes as JSON, underscores in headers as dashes."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, MappingProxyType(names), data, at=1.0)


def redirect(status: int, location: str, **headers: str) -> Answer:
    """A redirect."""
    return answer(status, location=location, **headers)


def failure(kind: FailureKind) -> Failure:
    """A failure."""
    return Failure(kind, "", 1.0)


def drive(
    flow: Flow, world: Callable[[Request], Reply] | Iterable[Reply]
) -> tuple[tuple[Observation, ...], list[Request]]:
    """Run a flow to its end; what it asked, and what it concluded."""
    replies = None if callable(world) else iter(world)
    asked: list[Request] = []
    try:
        request = next(flow)
        while True:
            asked.append(request)
            assert len(asked) < MOST, "the flow never ends"
            if callable(world):
                reply = world(request)
            else:
                assert replies is not None
                found = next(replies, None)
                assert found is not None, f"asked more than expected: {request}"
                reply = found
            request = flow.send(reply)
    except StopIteration as end:
        if replies is not None:
            assert next(replies, None) is None, "asked less than expected"
        observations: tuple[Observation, ...] = end.value
        return observations, asked


def repository(name: str, *parts: str) -> Question:
    """The question that links to a repository ask."""
    return Question(f"repo:{name.lower()}", f"https://github.com/{name}", frozenset(parts))


def paper(number: str, *parts: str, titles: tuple[str, ...] = ()) -> Question:
    """The question that links to a paper ask."""
    address = f"https://arxiv.org/abs/{number}"
    return Question(f"paper:{number}", address, frozenset(parts), titles)
