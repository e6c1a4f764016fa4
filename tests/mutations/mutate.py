"""What a mutation is, and the clean list that it is made of."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias, TypeVar

from listcheck.case import Case
from listcheck.model import Catalog, Document, Edit, Entry, Finding, Link, Observation, Span
from listcheck.rules import judge

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One slip of the hand in a clean list.

    `rules` are those of which one must speak at each of `places`, which are spans of the clean
    list; `also` those that may, since it is true as well. `right` is what a person would have
    written, where that is not the clean list itself. `evidence` is what is seen of what the
    clean list does not link.
    """

    kind: str
    edits: tuple[Edit, ...]
    rules: frozenset[str]
    places: tuple[Span, ...]
    also: frozenset[str] = frozenset()
    right: tuple[Edit, ...] = ()
    evidence: Mapping[str, Observation] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """A list before any mutation, with the evidence of a world in which it is right.

    `known` are the papers whose titles are arXiv's own, and not made of what the list says.
    """

    document: Document
    evidence: Mapping[str, Observation]
    known: frozenset[str] = frozenset()

    @cached_property
    def case(self) -> Case:
        """The list before the rules."""
        return Case(Catalog((self.document,)), self.evidence)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the list itself proves."""
        return judge(self.case)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Everything that it links."""
        return frozenset(self.case.target(link).key for link in self.document.links)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries without a finding."""
        return tuple(
            entry
            for entry in self.document.entries
            if entry.kind == "entry" and self.is_clean(entry.span)
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links without a finding."""
        return tuple(link for link in self.document.links if self.is_clean(link.span))

    def is_clean(self, span: Span) -> bool:
        """Whether nothing is found at a place."""
        return not any(touch(span, other) for other in self._found)

    @cached_property
    def _found(self) -> tuple[Span, ...]:
        return tuple(span for one in self.findings for span in (one.span, *one.related))

    def bytes(self, span: Span) -> bytes:
        """The bytes of a span."""
        return self.document.data[span.start : span.end]


Kind: TypeAlias = Callable[[Ground, random.Random], Mutation | None]


def span(start: int, end: int, like: Span) -> Span:
    """Another span of the same document."""
    return Span(like.path, start, end)


def touch(one: Span, other: Span) -> bool:
    """Whether two places have an end in common, or more."""
    return one.path == other.path and one.start <= other.end and other.start <= one.end


def pick(rnd: random.Random, places: Iterable[T]) -> T | None:
    """One of several, None of none."""
    found: Sequence[T] = tuple(places)
    return rnd.choice(found) if found else None
