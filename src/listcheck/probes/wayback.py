"""The newest copy of an address in the Wayback Machine, through its web address.

`/web/URL` answers 302 to the newest copy, whose time stands in the address, and 404 where there is
none (lycheeverse/lychee#2167; the availability API is limited and often empty,
internetarchive/wayback#274). A copy answers with the status that was recorded, as RFC 7089 wants
it: a 404 that was archived is a 404. Then the index is asked for the newest copy with a 200
(https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server). A copy can lead on to
another page, and its key is that of neighbours, too: what is not a copy of the very address is
none.
"""

import re
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from listcheck.exchange import Answer, Exchange, Failure, Reply, Request, ask
from listcheck.model import Facts, Flow, Lookup, Observation, Signal
from listcheck.patterns import lazy_compile
from listcheck.probes.question import Question, in_one
from listcheck.settings import Settings
from listcheck.urls import join, normalise

LANE = "wayback"
SITE = "https://web.archive.org"
_COPY = lazy_compile(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)\Z", re.ASCII)
_INDEXED = lazy_compile(r"(\d{14}) (https?://\S+)\s*\Z", re.ASCII)
_READ = 1 << 14  # bytes of a line of the index
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HAS_NONE = frozenset({400, 403, 404, 410, 451})  # 403: whose owner did not wish it
_NONE = "the Wayback Machine shows no copy"


class Copy(NamedTuple):
    """A copy: its address, and when it was made, as YYYYMMDDhhmmss."""

    url: str
    stamp: str

    @property
    def day(self) -> str:
        """The day of it, as an ISO date."""
        return f"{self.stamp[:4]}-{self.stamp[4:6]}-{self.stamp[6:8]}"


class Silence(Exception):  # noqa: N818  (it is no error, and nobody outside sees it)
    """The archive says nothing now; what it was asked is open."""


@dataclass(slots=True, eq=False)
class Talk:
    """A conversation about one address."""

    question: Question
    trail: list[Exchange] = field(default_factory=list)

    def said(self, signal: Signal, reason: str, copy: Copy | None = None) -> Observation:
        """What came of it."""
        last = self.trail[-1].reply
        facts = Facts(updated=copy.day) if copy else Facts()
        status = last.status if isinstance(last, Answer) else None
        return Observation(
            self.question.key, signal, reason, status, copy.url if copy else None,
            facts=facts, trail=tuple(self.trail), at=last.at,
        )  # fmt: skip


def lookups(questions: tuple[Question, ...], _settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for all: the archive wants to be asked one thing after the other."""
    return (in_one(flow, questions),)


def flow(questions: tuple[Question, ...]) -> Flow:
    """Ask for the newest copy of each address; silence ends the asking, and settles nothing."""
    found = []
    for question in questions:
        try:
            seen = yield from _sought(Talk(question))
        except Silence:
            break
        known = question.known
        if seen.signal is Signal.ALIVE or known is None or not known.final_url:
            found.append(seen)  # else what was there before is more than what is said now
    return tuple(found)


def _sought(talk: Talk) -> Generator[Request, Reply, Observation]:
    address = talk.question.address
    reply = yield from asked(talk, f"{SITE}/web/{address}")
    copy = led_to(reply, f"{SITE}/web/{address}", address)
    if copy and (yield from _is_whole(talk, copy, address)):
        return talk.said(Signal.ALIVE, "has a copy", copy)
    if copy or reply.status in _REDIRECTS:
        copy = yield from _indexed(talk, address)
        if copy and (yield from _is_whole(talk, copy, address)):
            return talk.said(Signal.ALIVE, "has a copy", copy)
        return talk.said(Signal.ALIVE, f"{_NONE} that can be read")
    if reply.status in _HAS_NONE:
        return talk.said(Signal.ALIVE, _NONE)
    return talk.said(Signal.UNKNOWN, f"the Wayback Machine answers {reply.status}")


def asked(talk: Talk, url: str, *, read: int = 0) -> Generator[Request, Reply, Answer]:
    """The answer of the archive, to a GET where something is to be read.

    Raises:
        Silence: there is none, or it is about the number of our questions.
    """
    request = Request("GET" if read else "HEAD", url, read=read, lane=LANE)
    reply = yield from ask(request, talk.trail)
    if isinstance(reply, Failure) or reply.status == 429:
        raise Silence
    return reply


def led_to(reply: Answer, url: str, address: str) -> Copy | None:
    """The copy of an address that a redirect leads to."""
    if reply.status not in _REDIRECTS:
        return None
    return copy_at(join(url, reply.headers.get("location", "")) or "", address)


def copy_at(url: str, address: str) -> Copy | None:
    """The copy that stands at an address of the archive, None if it is not one of `address`."""
    found = _COPY.match(normalise(url) or "")
    if not found or not is_same(found[2], address):
        return None
    return Copy(f"{SITE}/web/{found[1]}/{found[2]}", found[1])


def _is_whole(talk: Talk, copy: Copy, address: str) -> Generator[Request, Reply, bool]:
    """Whether a copy shows a page; it may stand under a time a little beside."""
    reply = yield from asked(talk, copy.url)
    beside = led_to(reply, copy.url, address)
    if beside and beside.stamp[:8] == copy.stamp[:8] and beside.url != copy.url:
        reply = yield from asked(talk, beside.url)
    return reply.status == 200


def _indexed(talk: Talk, address: str) -> Generator[Request, Reply, Copy | None]:
    """The newest copy with a 200 that the index has."""
    url = (
        f"{SITE}/cdx/search/cdx?url={quote(address, safe='')}"
        "&filter=statuscode:200&fl=timestamp,original&limit=-1"
    )
    reply = yield from asked(talk, url, read=_READ)
    found = _INDEXED.match(reply.body.decode("utf-8", "replace")) if reply.status == 200 else None
    return copy_at(f"{SITE}/web/{found[1]}/{found[2]}", address) if found else None


def is_same(one: str, other: str) -> bool:
    """Whether two addresses name one page, whatever their scheme, `www.` and last slash.

    The archive's own keys fold the case of paths as well, which are two pages on most hosts.
    """
    return _place(one) == _place(other)


def _place(url: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(url)
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return None
    host = (parts.hostname or "").lower().removeprefix("www.")
    path = unquote(parts.path).rstrip("/")
    folded = path.lower() if host == "github.com" else path
    return host + port, folded, unquote(parts.query)
