"""Any page: HEAD, then GET where HEAD proves nothing, hop by hop, and a second look at the end.

What an answer means stands in the tables. Facts about hosts: many refuse HEAD with 404, 405, 403
or 5xx and serve GET; 401, 403, 406, 418, 429 and 999 are said to machines whatever the page is
(LinkedIn's 999, Cloudflare's `cf-mitigated`, the 202 and 405 of AWS WAF).
"""

import re
from collections.abc import Generator
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Reply, Request, ask
from listcheck.model import Flow, Lookup, Observation, Part, Signal
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.urls import host_of, identify, join

MOST_HOPS = 10  # lychee's and LinkChecker's limit; browsers stop at 20
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})

# Hosts whose own answer settles the question: where they redirect to is somebody else's affair.
# A DOI that its registry resolves exists, whatever the publisher's bot wall says.
REGISTRIES = frozenset({"doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net"})

# Hosts that share one pace: arXiv counts its pages and its API together.
_LANES = dict.fromkeys(("arxiv.org", "www.arxiv.org", "export.arxiv.org"), "arxiv")

_OF_STATUS: dict[int, Signal] = {
    304: Signal.ALIVE,
    202: Signal.UNKNOWN,  # accepted, nothing shown: the form that some challenges take
    404: Signal.NOT_FOUND,
    410: Signal.GONE,
    451: Signal.LEGAL,
    408: Signal.TIMEOUT,
    429: Signal.THROTTLED,
    **dict.fromkeys((401, 402, 403, 405, 406, 407, 409, 412, 418, 423, 425, 999), Signal.BLOCKED),
}
_OF_FAILURE: dict[FailureKind, Signal] = {
    FailureKind.NO_SUCH_NAME: Signal.NO_SUCH_NAME,
    FailureKind.NO_ADDRESS: Signal.UNREACHABLE,
    FailureKind.RESOLVER: Signal.UNREACHABLE,
    FailureKind.CONNECTION_REFUSED: Signal.UNREACHABLE,
    FailureKind.RESET: Signal.UNREACHABLE,
    FailureKind.UNREACHABLE: Signal.UNREACHABLE,
    FailureKind.TIMEOUT: Signal.TIMEOUT,
    FailureKind.TLS: Signal.TLS,
    FailureKind.PROTOCOL: Signal.PROTOCOL,
    FailureKind.FORBIDDEN_ADDRESS: Signal.FORBIDDEN,
    FailureKind.BAD_URL: Signal.INVALID,
    FailureKind.CLOSED_LANE: Signal.THROTTLED,
    FailureKind.DEADLINE: Signal.NOT_ASKED,
    FailureKind.INTERRUPTED: Signal.NOT_ASKED,
    FailureKind.LOCAL: Signal.LOCAL,
    FailureKind.UNEXPECTED: Signal.PROTOCOL,
}
_STATUS_WORDS: dict[int, str] = {
    202: "answers 202 Accepted and shows nothing",
    401: "wants a login (401)",
    403: "refuses machines (403)",
    404: "not found (404)",
    405: "refuses machines (405)",
    406: "refuses machines (406)",
    410: "gone (410)",
    418: "refuses machines (418)",
    429: "too many requests (429)",
    451: "unavailable for legal reasons (451)",
    999: "refuses machines (999)",
}

# Where a redirect ends at somebody's door instead of the page.
_DOORS = re.compile(
    r"(^|/)(log-?in|sign-?in|signup|users/sign_in|sso|saml2?|oauth2?|shibboleth|idp|cas)(/|$|\.|-)",
    re.IGNORECASE,
)
_DOOR_HOSTS = frozenset(
    {
        "accounts.google.com",
        "login.microsoftonline.com",
        "consent.google.com",
        "consent.youtube.com",
    }
)


@dataclass(slots=True)
class _Walk:
    """One way along the redirects, to where it ended."""

    end: Reply
    url: str
    moved_to: str | None = None
    loop: bool = False
    cookies: bool = False
    hops: int = 0
    elsewhere: str = ""  # the identity it leads to, which is not asked as a page


@dataclass(slots=True)
class _Conversation:
    question: Question
    forge: str
    trail: list[Exchange] = field(default_factory=list)


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each page."""
    forge = settings.services.forge
    return tuple(Lookup((question.key,), partial(flow, question, forge)) for question in questions)


def flow(question: Question, forge: str = "github.com") -> Flow:
    """Ask for one page until its state is proven or cannot be told."""
    talk = _Conversation(question, forge)
    walk = yield from _walk(talk, "HEAD")
    first = _signal(walk)
    if first not in (Signal.ALIVE, Signal.MOVED) and not walk.elsewhere:
        if isinstance(walk.end, Answer) and walk.end.status != 429:
            walk = yield from _walk(talk, "GET")
        if _signal(walk) in _SECOND_LOOK:
            walk = yield from _second_look(talk, walk)
    return (_observation(talk, walk, _signal(walk)),)


# Believed when two looks agree.
_PROOF = frozenset({Signal.NOT_FOUND, Signal.GONE, Signal.NO_SUCH_NAME, Signal.LOOP})

# Dead wants proof, and what heals gets a chance to; a wall stays a wall.
_SECOND_LOOK = _PROOF | {
    Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE, Signal.TLS, Signal.PROTOCOL,
    Signal.THROTTLED,
}  # fmt: skip


def _second_look(talk: _Conversation, before: _Walk) -> Generator[Request, Reply, _Walk]:
    again = yield from _walk(talk, "GET", late=True)
    if _signal(again) in _PROOF and _signal(before) not in _PROOF:
        return (yield from _walk(talk, "GET", late=True))
    return again


def _walk(
    talk: _Conversation, method: Literal["HEAD", "GET"], *, late: bool = False
) -> Generator[Request, Reply, _Walk]:
    url, permanent = talk.question.address, True
    seen = [url]
    walk = _Walk(Failure(FailureKind.UNEXPECTED), url)
    while True:
        headers = _conditions(talk.question, url) if method == "HEAD" and len(seen) == 1 else ()
        lane = _LANES.get(host_of(url), "")
        reply = yield from ask(Request(method, url, headers, late=late, lane=lane), talk.trail)
        walk.end, walk.url, late = reply, url, False
        location = _location(reply)
        if location is None or host_of(url) in REGISTRIES:
            return walk
        assert isinstance(reply, Answer)
        walk.cookies |= "set-cookie" in reply.headers
        permanent = permanent and reply.status in _PERMANENT
        following = join(url, location)
        if following is None:
            walk.end = Failure(FailureKind.BAD_URL, "redirect")
            return walk
        walk.hops += 1
        walk.moved_to = following if permanent else walk.moved_to
        walk.loop = following in seen
        target = identify(following, talk.forge)
        walk.elsewhere = "" if target.kind == "page" else target.key
        if walk.loop or walk.elsewhere or walk.hops >= MOST_HOPS:
            return walk
        url = following
        seen.append(url)


def _location(reply: Reply) -> str | None:
    if isinstance(reply, Answer) and reply.status in _REDIRECTS:
        return reply.headers.get("location")
    return None


def _conditions(question: Question, url: str) -> tuple[tuple[str, str], ...]:
    """Validators of the last good answer from this very address (RFC 9110, 13.1)."""
    trail = question.known.trail if question.known else ()
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
    if isinstance(end, Failure):
        return _OF_FAILURE[end.kind]
    if walk.loop:
        # A site that wants its cookie back sends in circles whoever keeps none.
        return Signal.BLOCKED if walk.cookies else Signal.LOOP
    if walk.elsewhere or walk.hops >= MOST_HOPS:
        return Signal.UNKNOWN
    if _is_challenge(end):
        return Signal.BLOCKED
    if end.status in _REDIRECTS:
        registered = host_of(walk.url) in REGISTRIES and "location" in end.headers
        return Signal.ALIVE if registered else Signal.UNKNOWN
    if end.status in _OF_STATUS:
        return _OF_STATUS[end.status]
    if end.status >= 500:
        return Signal.SERVER_ERROR
    if not 200 <= end.status < 300:
        return Signal.UNKNOWN
    if walk.hops and _is_door(walk.url):
        return Signal.BLOCKED
    return Signal.MOVED if walk.moved_to else Signal.ALIVE


def _is_challenge(answer: Answer) -> bool:
    return (
        answer.headers.get("cf-mitigated") == "challenge" or "x-amzn-waf-action" in answer.headers
    )


def _is_door(url: str) -> bool:
    parts = urlsplit(url)
    return parts.hostname in _DOOR_HOSTS or bool(_DOORS.search(parts.path))


def _reason(talk: _Conversation, walk: _Walk, signal: Signal) -> str:
    end = walk.end
    if isinstance(end, Failure):
        return end.words
    if walk.loop:
        return "redirects in a circle" + (" unless cookies are kept" if walk.cookies else "")
    if walk.elsewhere:
        return f"leads to {walk.elsewhere.replace(':', ' ', 1)}, which is not asked as a page"
    if walk.hops >= MOST_HOPS:
        return f"more than {MOST_HOPS} redirects"
    if _is_challenge(end):
        return f"shows a challenge to machines ({end.status})"
    if signal is Signal.BLOCKED and 200 <= end.status < 300:
        return "leads to a login"
    if signal is Signal.MOVED:
        return "moved permanently"
    return _STATUS_WORDS.get(end.status, "answers" if end.status < 300 else f"answers {end.status}")


def _observation(talk: _Conversation, walk: _Walk, signal: Signal) -> Observation:
    last = talk.trail[-1].reply
    status = walk.end.status if isinstance(walk.end, Answer) else None
    return Observation(
        talk.question.key,
        signal,
        _reason(talk, walk, signal),
        status,
        walk.url if walk.hops else None,
        walk.moved_to if signal is Signal.MOVED else None,
        parts=MappingProxyType({part: Part(signal) for part in talk.question.parts}),
        trail=tuple(talk.trail),
        at=last.at,
    )
