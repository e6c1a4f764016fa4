"""Models, data sets, spaces and collections on Hugging Face, and files in them.

Sources: https://huggingface.co/docs/hub/api, https://huggingface.co/docs/hub/rate-limits (500 calls
of the API in five minutes, 100 pages) and the error codes of `huggingface_hub`. A stranger is told
401 of what is private, gated or missing alike (huggingface/huggingface_hub#1202): that proves
nothing. What was renamed answers with a redirect to its present name. A token, where there is one,
is shown to Hugging Face alone; what only its holder may see is not called alive.
"""

import re
from collections.abc import Generator
from types import MappingProxyType

from listcheck.exchange import Answer, Reply, Request, ask, status_of
from listcheck.model import Facts, Flow, Lookup, Observation, Part, Signal
from listcheck.patterns import lazy_compile
from listcheck.probes import authority
from listcheck.probes.authority import Seeing, Talk
from listcheck.probes.huggingface import LANE
from listcheck.probes.question import Question, one_by_one
from listcheck.settings import Settings
from listcheck.states import LIVING
from listcheck.urls import within

SITE = "https://huggingface.co"
_READ = 1 << 10  # that it is JSON says enough: a list of files can be long
_MOST_HOPS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PLACE = lazy_compile(r"https://huggingface\.co/api/[a-z]+/([\w.-]{1,96}/[\w.-]{1,96})", re.ASCII)
_IS_PRIVATE = lazy_compile(rb'"private"\s*:\s*true')
_WHO = "Hugging Face"
_HIDDEN = "Hugging Face says the same (401) of what is private and of what never was"
_PRIVATE = "Hugging Face shows it to the holder of the token alone"
_GATED = "the repository is alive and shows its files to some only"
_NO_FILE = "the repository is alive and has no such file"
# Of the answer's x-error-code, as `huggingface_hub` reads it.
_NO_ENTRY = frozenset({"EntryNotFound", "RevisionNotFound"})


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each model, data set, space or collection."""
    return one_by_one(flow, questions, settings)


def flow(question: Question, settings: Settings) -> Flow:
    """Ask for one of them, and for the files that links lead to."""
    talk = Talk(question, settings)
    kind, _, name = question.name.partition("/")
    seen = yield from _whole(talk, kind, name)
    if seen.signal in LIVING and question.parts:
        now, found = seen.facts.canonical or name, {}
        for part in sorted(question.parts):
            found[part] = yield from _file(talk, kind, now, part)
        parts = MappingProxyType(found)
        seen = seen._replace(parts=parts, trail=tuple(talk.trail), at=talk.trail[-1].reply.at)
    return (seen,)


def _whole(talk: Talk, kind: str, name: str) -> Seeing:
    reply, now = yield from _followed(talk, f"/api/{kind}/{name}")
    status = status_of(reply)
    if status == 200 and authority.is_json(reply):
        if isinstance(reply, Answer) and _IS_PRIVATE.search(reply.body):
            return authority.seen(talk, Signal.BLOCKED, _PRIVATE)
        return _alive(talk, kind, name, now)
    if status == 401:
        return authority.seen(talk, Signal.BLOCKED, _HIDDEN)
    page = _page(kind, name)
    if status in (404, 410):
        reason = "Hugging Face knows nothing of this name"
        return (yield from authority.denied(talk, page, reason))
    if status is not None and status < 400:
        return (yield from authority.by_page(talk, page))  # not what the API answers with
    return authority.silent(talk, reply, _WHO)


def _followed(talk: Talk, path: str) -> Generator[Request, Reply, tuple[Reply, str | None]]:
    """The end of the way along the redirects of a rename, and the name that stands there."""
    url, now = SITE + path, None
    for _ in range(_MOST_HOPS):
        reply = yield from _asked(talk, Request("GET", url, authority.JSON, read=_READ, lane=LANE))
        location = reply.headers.get("location", "") if isinstance(reply, Answer) else ""
        following = within(url, location) if status_of(reply) in _REDIRECTS else None
        if following is None:
            break
        url, now = following, _PLACE.fullmatch(following)
    return reply, now[1] if now else None


def _asked(talk: Talk, request: Request) -> authority.Asking:
    """The reply to whoever holds the token; one that is refused would hide what all can see."""
    if talk.settings.huggingface.token:
        reply = yield from authority.asked(talk, request._replace(credential="huggingface"))
        if status_of(reply) != 401:
            return reply
    return (yield from authority.asked(talk, request))


def _alive(talk: Talk, kind: str, name: str, now: str | None) -> Observation:
    """What is there: under the name asked for, or under another."""
    if now is None or now.lower() == name.lower():
        return authority.seen(talk, Signal.ALIVE, "answers")
    facts, page = Facts(canonical=now), _page(kind, now)
    reason = f"known as {now} by now"
    return authority.seen(talk, Signal.MOVED, reason, facts=facts, moved_to=page)


def _page(kind: str, name: str) -> str:
    return f"{SITE}/{name}" if kind == "models" else f"{SITE}/{kind}/{name}"


def _file(talk: Talk, kind: str, name: str, part: str) -> Generator[Request, Reply, Part]:
    """A file by the address that serves it, a folder by the API that lists it."""
    folder, _, below = part.removeprefix("path:").partition("/")
    if folder == "tree":
        request = Request("GET", f"{SITE}/api/{kind}/{name}/tree/{below}", lane=LANE)
    else:
        request = Request("HEAD", f"{_page(kind, name)}/resolve/{below}", lane=LANE)
    reply = yield from _asked(talk, request)
    if _lacks(reply):
        reply = yield from ask(talk.trail[-1].request._replace(late=True), talk.trail)
        if _lacks(reply):
            return Part(Signal.MISSING, _NO_FILE)
    status = status_of(reply)
    if status is not None and status < 400:
        return Part(Signal.ALIVE)
    if status in (401, 403):
        return Part(Signal.BLOCKED, _GATED)
    if status in (404, 410):
        told = yield from authority.by_page(talk, f"{_page(kind, name)}/{folder}/{below}")
        return Part(Signal.ALIVE if told.signal in LIVING else told.signal, told.reason)
    told = authority.silent(talk, reply, _WHO)
    return Part(told.signal, told.reason)


def _lacks(reply: Reply) -> bool:
    """Whether it says of the repository itself that this is not in it."""
    code = reply.headers.get("x-error-code", "") if isinstance(reply, Answer) else ""
    return status_of(reply) == 404 and code in _NO_ENTRY
