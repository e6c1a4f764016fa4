"""A question: everything that a list wants to know about one identity."""

from collections.abc import Callable, Generator
from functools import partial
from typing import NamedTuple, TypeVar

from listcheck.exchange import Reply, Request
from listcheck.model import Flow, Lookup, Observation

T = TypeVar("T")


class Question(NamedTuple):
    """One identity, with the parts of it that links lead to and the titles that entries give it.

    `known` is what an earlier run saw, too old to be believed and good enough for a conditional
    request.
    """

    key: str
    address: str
    parts: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    known: Observation | None = None

    @property
    def name(self) -> str:
        """The key without its kind."""
        return self.key.partition(":")[2]

    def with_part(self, part: str) -> "Question":
        """The same, also asking for a part."""
        return self._replace(parts=self.parts | {part}) if part else self

    def with_titles(self, titles: tuple[str, ...]) -> "Question":
        """The same, also expecting these titles."""
        return self._replace(titles=tuple(dict.fromkeys(self.titles + titles)))

    def knowing(self, known: Observation | None) -> "Question":
        """The same, with what an earlier run saw."""
        return self if known is self.known else self._replace(known=known)


Asking = Callable[[Question], Generator[Request, Reply, Observation | None]]


def in_one(flow: Callable[[tuple[Question, ...]], Flow], questions: tuple[Question, ...]) -> Lookup:
    """One conversation for all: a service that wants to be asked one thing after the other."""
    return Lookup(tuple(one.key for one in questions), partial(flow, questions))


def until_silence(ask: Asking, questions: tuple[Question, ...]) -> Flow:
    """What is seen of each; the first that nobody answers (None) ends it, and settles nothing."""
    found = []
    for question in questions:
        seen = yield from ask(question)
        if seen is None:
            break
        found.append(seen)
    return tuple(found)


def one_by_one(
    flow: Callable[[Question, T], Flow], questions: tuple[Question, ...], about: T
) -> tuple[Lookup, ...]:
    """A conversation for each question, with what the flow must know besides."""
    return tuple(Lookup((question.key,), partial(flow, question, about)) for question in questions)
