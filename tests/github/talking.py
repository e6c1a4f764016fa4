"""Driving a flow without a network: replies in order, requests out."""

import json
from collections.abc import Generator, Iterable
from types import MappingProxyType
from typing import Any, TypeVar

from listcheck.exchange import Answer, Reply, Request

T = TypeVar("T")


def answer(payload: Any, status: int = 200, **headers: str) -> Answer:
    """A reply of the API."""
    body = b"" if payload is None else json.dumps(payload).encode()
    return Answer(status, MappingProxyType(headers), body)


def drive(talk: Generator[Request, Reply, T], replies: Iterable[Reply]) -> tuple[T, list[Request]]:
    """What a flow returns, and what it asked; every reply must be asked for."""
    waiting = list(replies)
    asked: list[Request] = []
    try:
        asked.append(next(talk))
        while True:
            asked.append(talk.send(waiting.pop(0)))
    except StopIteration as end:
        assert not waiting
        found: T = end.value
        return found, asked
