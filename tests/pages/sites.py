"""Sites that hold a page: what they answer for it, and for an address that nobody made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from listcheck.exchange import Answer, Request

Label = Literal["missing", "parked", "gate", "living"]
Beside = Callable[[str], Answer]


def html(text: str, status: int = 200, **headers: str) -> Answer:
    """A page as it is sent."""
    names = {"content-type": "text/html; charset=utf-8"}
    names |= {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, MappingProxyType(names), text.encode(), at=1.0)


def to(location: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(status, MappingProxyType({"location": location}), at=1.0)


def always(answer: Answer) -> Beside:
    """The same for every address."""
    return lambda _: answer


LOST = html("<title>404 Not Found</title><h1>Not Found</h1>", 404)


@dataclass(frozen=True, slots=True)
class Sample:
    """A listed address, the work that it is listed for, and the site that answers.

    `pages` holds answers by address; every other address gets what `beside` makes of it.
    """

    label: Label
    kind: str  # what its class is called in the figures
    shape: str
    language: str
    address: str
    pages: Mapping[str, Answer]
    beside: Beside = field(default=always(LOST))
    titles: tuple[str, ...] = ()

    def answer(self, request: Request) -> Answer:
        """What the site says; to a HEAD without a body."""
        found = self.pages.get(request.url) or self.beside(request.url)
        if request.method == "HEAD":
            return Answer(found.status, found.headers, at=1.0)
        body = found.body[: request.read]
        return Answer(found.status, found.headers, body, len(found.body) > request.read, 1.0)
