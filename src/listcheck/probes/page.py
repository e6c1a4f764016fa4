"""Any page: HEAD, then GET where HEAD proves nothing, hop by hop, and a second look at the end."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Reply, Request, ask
from listcheck.model import Flow, Lookup, Observation, Part, Signal
from listcheck.probes import page_meaning as meaning
from listcheck.probes.hosts import DISBELIEVE_404, UNVERIFIABLE, Hosts
from listcheck.probes.page_reading import Reading
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import LIVING
from listcheck.urls import host_of, identify, join, scheme_of

# What is asked as a page where a redirect leads to it; the other identities are their APIs' affair.
_AS_PAGES = ("page:", "doi:", "hf:", "gist:", "record:")

MOST_HOPS = 10  # lychee's and LinkChecker's limit; browsers stop at 20

# Hosts that share one pace: arXiv counts its pages and its API together.
_LANES = dict.fromkeys(("arxiv.org", "www.arxiv.org", "export.arxiv.org"), "arxiv")

# What is believed when two looks agree: for each signal, those that agree with it.
_PROOF: dict[Signal, frozenset[Signal]] = {
    Signal.NOT_FOUND: frozenset({Signal.NOT_FOUND, Signal.GONE}),
    Signal.GONE: frozenset({Signal.NOT_FOUND, Signal.GONE}),
    Signal.NO_SUCH_NAME: frozenset({Signal.NO_SUCH_NAME}),
    Signal.LOOP: frozenset({Signal.LOOP}),
}

# Dead wants proof, and what heals gets a chance to; a wall stays a wall.
_SECOND_LOOK = _PROOF.keys() | {
    Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE, Signal.TLS, Signal.PROTOCOL,
    Signal.THROTTLED,
}  # fmt: skip


@dataclass(slots=True, eq=False)
class _Walk:
    """One way along the redirects, to where it ended."""

    end: Reply
    start: str
    url: str
    moved_to: str | None = None
    loop: bool = False
    cookies: bool = False
    hops: int = 0
    doubted: bool = False  # by the policy of the host where it ended its 404 proves nothing
    elsewhere: str = ""  # the identity it leads to, which is not asked as a page
    nowhere: str = ""  # what it leads to instead of a page, for people


@dataclass(slots=True, eq=False)
class _Conversation:
    question: Question
    settings: Settings
    hosts: Hosts
    trail: list[Exchange] = field(default_factory=list)


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each page."""
    reading = Reading(settings.pages)
    return tuple(
        Lookup((question.key,), partial(flow, question, settings, reading))
        for question in _by_host(questions)
    )


def _by_host(questions: tuple[Question, ...]) -> Iterator[Question]:
    """Those of one host together, so that the connection which one opens serves all of them."""
    hosts: dict[str, list[Question]] = {}
    for question in questions:
        hosts.setdefault(host_of(question.address), []).append(question)
    return chain.from_iterable(hosts.values())


def flow(
    question: Question, settings: Settings | None = None, reading: Reading | None = None
) -> Flow:
    """Ask for one page until its state is proven or cannot be told."""
    settings = settings or Settings()
    talk = _Conversation(question, settings, Hosts.of(settings))
    walk = yield from _walk(talk, "HEAD")
    signal = _signal(walk)
    if signal not in LIVING and not walk.elsewhere:
        last = talk.trail[-1].reply
        if isinstance(last, Answer) and last.status != 429:
            walk = yield from _walk(talk, "GET")
            signal = _signal(walk)
        if signal in _SECOND_LOOK:
            return ((yield from _looked_again(talk, walk)),)
    reading = reading or Reading(settings.pages)
    if signal in LIVING and reading.wants(question, walk.url, walk.end):
        return (yield from _read(talk, walk, reading))
    return (_observation(talk, walk, signal),)


def _read(talk: _Conversation, walk: _Walk, reading: Reading) -> Flow:
    """Read what answered; a GET may say of it what a HEAD did not."""
    seen = _observation(talk, walk, _signal(walk))
    lane = _LANES.get(host_of(walk.url), "")
    told = yield from reading.look(talk.question, seen, walk.end, talk.trail, lane)
    if told is not None:
        return told
    return ((yield from _looked_again(talk, (yield from _walk(talk, "GET")))),)


def _looked_again(talk: _Conversation, first: _Walk) -> Generator[Request, Reply, Observation]:
    """A look at the end of the run, and one more where two of them tell different deaths."""
    before, walk = first, (yield from _walk(talk, "GET", late=True))
    if not _agree(before, walk):
        before, walk = walk, (yield from _walk(talk, "GET", late=True))
    if _agree(before, walk):
        return _observation(talk, walk, _signal(walk))
    reason = f"{_reason(walk, _signal(walk))}, and a moment ago: {_reason(before, _signal(before))}"
    return _observation(talk, walk, Signal.UNKNOWN, reason)


def _agree(before: _Walk, walk: _Walk) -> bool:
    """Whether the second of two looks may be believed: it proves no death, or the same one."""
    signal = _signal(walk)
    return signal not in _PROOF or _signal(before) in _PROOF[signal]


def _walk(
    talk: _Conversation, method: Literal["HEAD", "GET"], *, late: bool = False
) -> Generator[Request, Reply, _Walk]:
    url, permanent = talk.question.address, True
    seen = [url]
    walk = _Walk(Failure(FailureKind.UNEXPECTED), url, url)
    while True:
        headers = _conditions(talk.question, url) if method == "HEAD" and len(seen) == 1 else ()
        lane = _LANES.get(host_of(url), "")
        read = meaning.GLANCE if method == "GET" else 0
        request = Request(method, url, headers, read=read, late=late, lane=lane)
        reply = yield from ask(request, talk.trail)
        walk.end, walk.url, late = reply, url, False
        walk.doubted = talk.hosts.policy(url) == DISBELIEVE_404
        location = _location(reply)
        if location is None:
            if walk.hops and isinstance(reply, Failure) and reply.kind is FailureKind.BAD_URL:
                walk.nowhere = meaning.NO_ADDRESS
            return walk
        assert isinstance(reply, Answer)
        places = meaning.places(location)
        following = join(url, places[0]) if len(places) == 1 else None
        if _is_registered(url, following):
            return walk
        if following is None:
            if (scheme := scheme_of(location)) in meaning.UNSAFE:
                walk.end = Failure(FailureKind.BAD_URL, f"a redirect to {scheme}:", reply.at)
            else:
                walk.nowhere = meaning.no_page(places)
            return walk
        walk.cookies |= "set-cookie" in reply.headers
        permanent = permanent and (reply.status in meaning.PERMANENT or _is_upgrade(url, following))
        walk.hops += 1
        walk.moved_to = following if permanent else walk.moved_to
        walk.loop = following in seen
        target = identify(following, talk.settings.services.forge)
        walk.elsewhere = "" if target.key.startswith(_AS_PAGES) else target.key
        if talk.hosts.policy(following) == UNVERIFIABLE:
            walk.nowhere = f"{host_of(following)}, which is not asked (policy {UNVERIFIABLE})"
            return walk
        if walk.loop or walk.elsewhere or walk.hops > MOST_HOPS:
            return walk
        url = following
        seen.append(url)


def _location(reply: Reply) -> str | None:
    """Where a redirect leads; browsers take an empty Location for none."""
    if isinstance(reply, Answer) and reply.status in meaning.REDIRECTS:
        return reply.headers.get("location", "").strip() or None
    return None


def _is_registered(url: str, following: str | None) -> bool:
    """Whether a registry has answered for good: it leads out of itself."""
    return host_of(url) in meaning.REGISTRIES and (
        following is None or host_of(following) not in meaning.REGISTRIES
    )


def _is_upgrade(url: str, following: str) -> bool:
    """Whether a redirect changes http to https and nothing else: that is never taken back."""
    return urlsplit(url).scheme == "http" and following == url.replace("http:", "https:", 1)


def _conditions(question: Question, url: str) -> tuple[tuple[str, str], ...]:
    """Validators of the last good answer from this very address (RFC 9110, 13.1)."""
    known = question.known
    trail = known.trail if known and known.signal in LIVING else ()
    for exchange in reversed(trail):
        reply = exchange.reply
        if isinstance(reply, Answer) and reply.status in (200, 304) and exchange.request.url == url:
            pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
            return tuple(
                (name, reply.headers[kept]) for name, kept in pairs if kept in reply.headers
            )
    return ()


def _signal(walk: _Walk) -> Signal:
    end = walk.end
    if walk.nowhere:
        return Signal.UNKNOWN
    if isinstance(end, Failure):
        return meaning.of_failure(end, host_of(walk.url))
    if walk.loop:
        # A site that wants its cookie back sends in circles whoever keeps none.
        return Signal.BLOCKED if walk.cookies else Signal.LOOP
    if walk.elsewhere or walk.hops > MOST_HOPS:
        return Signal.UNKNOWN
    if meaning.is_challenge(end):
        return Signal.BLOCKED
    registered = _location(end) is not None and host_of(walk.url) in meaning.REGISTRIES
    signal = Signal.ALIVE if registered else meaning.of_status(end.status)
    if signal is Signal.NOT_FOUND and walk.doubted:
        return Signal.UNKNOWN
    if signal is Signal.ALIVE and _is_door(walk):
        return Signal.BLOCKED
    return Signal.MOVED if signal is Signal.ALIVE and walk.moved_to else signal


def _is_door(walk: _Walk) -> bool:
    """Whether it led to a login that the list did not mean."""
    return bool(walk.hops and meaning.door(walk.url) and not meaning.door(walk.start))


_NOWHERE = "a name that no public name server serves"


def _reason(walk: _Walk, signal: Signal) -> str:
    end = walk.end
    if walk.nowhere:
        return f"leads to {walk.nowhere}"
    if isinstance(end, Failure):
        return (
            _NOWHERE
            if signal is Signal.INVALID and meaning.is_elsewhere(host_of(walk.url))
            else end.words
        )
    if walk.loop:
        return "redirects in a circle" + (" unless cookies are kept" if walk.cookies else "")
    if walk.elsewhere:
        return f"leads to {walk.elsewhere.replace(':', ' ', 1)}, which is not asked as a page"
    if walk.hops > MOST_HOPS:
        return f"more than {MOST_HOPS} redirects"
    if signal is Signal.BLOCKED and meaning.is_challenge(end):
        return f"shows a challenge to machines ({end.status})"
    if signal is Signal.BLOCKED and 200 <= end.status < 300:
        return f"leads to {meaning.door(walk.url)}"
    if walk.doubted and signal is Signal.UNKNOWN:
        return f"says {end.status} to programs (policy {DISBELIEVE_404})"
    if signal is Signal.MOVED:
        return "moved permanently"
    return "answers" if signal is Signal.ALIVE else meaning.words(end.status)


def _observation(talk: _Conversation, walk: _Walk, signal: Signal, reason: str = "") -> Observation:
    return Observation(
        talk.question.key,
        signal,
        reason or _reason(walk, signal),
        walk.end.status if isinstance(walk.end, Answer) else None,
        walk.url if walk.hops else None,
        walk.moved_to if signal is Signal.MOVED else None,
        parts=MappingProxyType({part: Part(signal) for part in talk.question.parts}),
        trail=tuple(talk.trail),
        at=talk.trail[-1].reply.at,
    )
