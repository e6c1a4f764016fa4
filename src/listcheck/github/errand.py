"""What a pull request is written with, and what became of it."""

from dataclasses import dataclass
from datetime import date

from listcheck.github.branches import Branch
from listcheck.github.calls import Place
from listcheck.github.kinds import Kind


@dataclass(frozen=True, slots=True)
class Errand:
    """What a pull request is written with.

    `base` is the branch that it is for; `beside` part of a branch's name that nobody else uses;
    `whole` says that the result speaks for all of the lists; `pause` is for how many days nothing
    is written after the last time; without `may_open` only what is open is written. Where it is
    `wished` by somebody who may, neither a pause counts nor what was declined before.
    """

    place: Place
    graphql: str
    author: str
    kind: Kind
    base: Branch
    day: date
    beside: str
    whole: bool = True
    pause: int = 0
    may_open: bool = True
    wished: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: the open pull request, if there is one, and the deed in words."""

    words: str
    number: int | None = None
    forbidden: bool = False
