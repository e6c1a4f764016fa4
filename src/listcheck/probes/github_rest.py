"""One repository over REST: without a token, and to confirm that GraphQL found none."""

from collections.abc import Generator, Mapping
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import quote

from pydantic import ValidationError

from listcheck.exchange import (
    Answer,
    Exchange,
    Failure,
    FailureKind,
    Reply,
    Request,
    ask,
    status_of,
)
from listcheck.model import Facts, Flow, Observation, Part, Signal
from listcheck.probes import github_parts as parts
from listcheck.probes.github_payloads import RestError, RestRepository
from listcheck.probes.question import Question
from listcheck.settings import Services
from listcheck.states import LIVING
from listcheck.urls import within

_READ = 1 << 18
_HEADERS = (
    ("Accept", "application/vnd.github+json"),
    ("X-GitHub-Api-Version", "2022-11-28"),
)
GET_A_TOKEN = (
    "GitHub answers 60 questions an hour without a token; "  # noqa: S105  (words)
    "set GITHUB_TOKEN to any token, "
    "one without scopes will do (https://github.com/settings/tokens)"
)
OUT_OF_ALLOWANCE = "GitHub's limit for this token is used up for now"
BAD_TOKEN = "GitHub refuses the token in GITHUB_TOKEN (401)"  # noqa: S105  (words)


def request(services: Services, path: str, *, late: bool = False) -> Request:
    """A GET below the API's root; `path` begins with a slash and is percent-encoded."""
    url = services.github_api.rstrip("/") + path
    return Request(
        "GET", url, _HEADERS, read=_READ, late=late, credential="github", configured=True
    )


def flow(question: Question, services: Services) -> Flow:
    """Ask for one repository, or one owner, and its parts."""
    if question.key.startswith("owner:"):
        # One source alone would have to say it, at the price of one of sixty.
        reason = f"an owner's page: {GET_A_TOKEN}"
        return (Observation(question.key, Signal.NOT_ASKED, reason),)
    return ((yield from whole(question, services, [])),)


def whole(
    question: Question, services: Services, trail: list[Exchange], *, confirming: bool = False
) -> Generator[Request, Reply, Observation]:
    """Everything about one repository or owner.

    With `confirming`, a 404 is the second source to say so, and needs no second look.
    """
    if question.key.startswith("owner:"):
        return (yield from _owner(question, services, trail, confirming=confirming))
    seen = yield from _repository(question, services, trail, confirming=confirming)
    if seen.signal not in LIVING:
        return seen
    found = yield from _parts(question, seen.facts, services, trail)
    return _with(seen, trail, found)


def _owner(
    question: Question, services: Services, trail: list[Exchange], *, confirming: bool
) -> Generator[Request, Reply, Observation]:
    reply = yield from ask(request(services, f"/users/{quote(question.name, safe='')}"), trail)
    status = status_of(reply)
    if isinstance(reply, Failure):
        signal, reason = of_failure(reply, has_token=services.token is not None)
    elif status == 200:
        signal, reason = Signal.ALIVE, "answers"
    elif status == 404 and not confirming:
        signal, reason = Signal.UNKNOWN, "GitHub's REST API alone says that there is no such owner"
    else:
        signal, reason = _of_error(reply, "owner", has_token=services.token is not None)
    at = trail[-1].reply.at
    return Observation(question.key, signal, reason, status, trail=tuple(trail), at=at)


def _with(seen: Observation, trail: list[Exchange], found: Mapping[str, Part]) -> Observation:
    known = MappingProxyType(dict(found))
    return replace(seen, parts=known, trail=tuple(trail), at=trail[-1].reply.at)


def _repository(
    question: Question, services: Services, trail: list[Exchange], *, confirming: bool
) -> Generator[Request, Reply, Observation]:
    path = "/repos/" + quote(question.name, safe="/")
    reply = yield from ask(request(services, path), trail)
    if status_of(reply) in _MOVED:
        reply = yield from _renamed(reply, services, trail)
    if status_of(reply) == 404 and not confirming:
        reply = yield from ask(request(services, path, late=True), trail)
        if status_of(reply) in _MOVED:
            reply = yield from _renamed(reply, services, trail)
    return observation(question, reply, trail, services)


_MOVED = frozenset({301, 302, 307, 308})


def _renamed(
    reply: Reply, services: Services, trail: list[Exchange]
) -> Generator[Request, Reply, Reply]:
    """Follow a rename, to the API's own origin alone: the request carries a credential."""
    assert isinstance(reply, Answer)
    url = within(services.github_api, reply.headers.get("location", ""))
    if url is None:
        return Failure(FailureKind.PROTOCOL, "redirect to another origin", reply.at)
    return (yield from ask(_below(url), trail))


def _below(url: str) -> Request:
    return Request("GET", url, _HEADERS, read=_READ, credential="github", configured=True)


def observation(
    question: Question, reply: Reply, trail: list[Exchange], services: Services
) -> Observation:
    """What a reply to `GET /repos/{owner}/{repo}` says."""
    at = trail[-1].reply.at if trail else 0.0
    has_token = services.token is not None
    if isinstance(reply, Failure):
        signal, reason = of_failure(reply, has_token=has_token)
        return Observation(question.key, signal, reason, trail=tuple(trail), at=at)
    facts = _facts(reply)
    if facts:
        return found(question, facts, services, trail)
    signal, reason = _of_error(reply, "public repository", has_token=has_token)
    return Observation(question.key, signal, reason, reply.status, trail=tuple(trail), at=at)


def found(
    question: Question,
    facts: Facts,
    services: Services,
    trail: list[Exchange],
    parts: Mapping[str, Part] | None = None,
) -> Observation:
    """A repository, or an owner, that is there: under the name asked for, or under another."""
    now = facts.canonical
    renamed = now is not None and now.lower() != question.name
    page = f"https://{services.forge}/{now}" if now else None
    return Observation(
        question.key,
        Signal.MOVED if renamed else Signal.ALIVE,
        f"known as {now} by now" if renamed else "answers",
        200,
        page,
        page if renamed else None,
        facts,
        MappingProxyType(dict(parts or {})),
        tuple(trail),
        trail[-1].reply.at,
    )


def _facts(reply: Answer) -> Facts | None:
    if reply.status != 200:
        return None
    try:
        return RestRepository.model_validate_json(reply.body).facts()
    except ValidationError:
        return None


def _of_error(reply: Answer, what: str, *, has_token: bool) -> tuple[Signal, str]:
    error = _error(reply)
    if reply.status == 404:
        return Signal.MISSING, f"GitHub knows no {what} of this name"
    if reply.status == 451 or (reply.status == 403 and error.block):
        why = error.block.reason if error.block else None
        return Signal.LEGAL, f"GitHub blocks it{f' ({why})' if why and why.isalnum() else ''}"
    if is_limit(reply, error):
        return Signal.THROTTLED, OUT_OF_ALLOWANCE if has_token else GET_A_TOKEN
    if reply.status == 403:
        return Signal.BLOCKED, "GitHub refuses to tell (403)"
    if reply.status == 401:
        return Signal.NOT_ASKED, BAD_TOKEN
    if reply.status >= 500:
        return Signal.SERVER_ERROR, f"GitHub's API answers {reply.status}"
    return Signal.UNKNOWN, f"GitHub's API answers {reply.status}"


def is_limit(reply: Answer, error: RestError | None = None) -> bool:
    """Whether the answer is about the number of our requests (GitHub's docs on rate limits)."""
    if reply.status not in (403, 429):
        return False
    headers = reply.headers
    spent = headers.get("x-ratelimit-remaining", "").strip() == "0" or "retry-after" in headers
    return reply.status == 429 or spent or (error or _error(reply)).is_limit


def _error(reply: Answer) -> RestError:
    try:
        return RestError.model_validate_json(reply.body)
    except ValidationError:
        return RestError()


def of_failure(reply: Failure, *, has_token: bool) -> tuple[Signal, str]:
    """What it means that GitHub's API gave no answer: never anything about a repository."""
    if reply.kind is FailureKind.CLOSED_LANE:
        return Signal.THROTTLED, OUT_OF_ALLOWANCE if has_token else GET_A_TOKEN
    signal = _OF_FAILURE.get(reply.kind, Signal.LOCAL)
    return signal, f"GitHub's API could not be asked: {reply.words}"


_OF_FAILURE = {
    FailureKind.TIMEOUT: Signal.TIMEOUT,
    FailureKind.RESET: Signal.UNREACHABLE,
    FailureKind.CONNECTION_REFUSED: Signal.UNREACHABLE,
    FailureKind.UNREACHABLE: Signal.UNREACHABLE,
    FailureKind.RESOLVER: Signal.UNREACHABLE,
    FailureKind.TLS: Signal.TLS,
    FailureKind.PROTOCOL: Signal.PROTOCOL,
    FailureKind.DEADLINE: Signal.NOT_ASKED,
    FailureKind.INTERRUPTED: Signal.NOT_ASKED,
}


def _parts(
    question: Question, facts: Facts, services: Services, trail: list[Exchange]
) -> Generator[Request, Reply, dict[str, Part]]:
    found: dict[str, Part] = {}
    for part in sorted(question.parts):
        if parts.is_path(part):
            found[part] = yield from _path(question.name, part, facts, services, trail)
        elif parts.is_sure(part):
            found[part] = Part(Signal.ALIVE)
        else:
            found[part] = Part(Signal.UNKNOWN, "the repository is alive; this page was not asked")
    return found


def _path(
    name: str, part: str, facts: Facts, services: Services, trail: list[Exchange]
) -> Generator[Request, Reply, Part]:
    """A file or folder: every reading of the ref, then a second look, then the default branch."""
    readings = parts.candidates(part)
    first, *others = readings
    if first.ref == facts.default_branch:
        others = []  # git keeps no other branch whose name begins with this one and a slash
    for reading in (first, *others):  # each costs one of sixty
        reply = yield from ask(_contents(services, name, reading), trail)
        if status_of(reply) != 404:
            return _of_contents(reply, services)
    again = yield from ask(_contents(services, name, first, late=True), trail)
    if status_of(again) != 404:
        return _of_contents(again, services)
    suggestion = None
    if facts.default_branch and first.ref != facts.default_branch:
        here = parts.Candidate("", first.path)
        at_default = yield from ask(_contents(services, name, here), trail)
        if status_of(at_default) == 200:
            suggestion = parts.on(facts.default_branch, first.path)
    return Part(Signal.MISSING, parts.NO_SUCH_PATH, suggestion)


def _of_contents(reply: Reply, services: Services) -> Part:
    has_token = services.token is not None
    if isinstance(reply, Failure):
        return Part(*of_failure(reply, has_token=has_token))
    if reply.status == 200:
        return Part(Signal.ALIVE)
    return Part(*_of_error(reply, "path", has_token=has_token))


def _contents(
    services: Services, name: str, reading: parts.Candidate, *, late: bool = False
) -> Request:
    ref = f"?ref={quote(reading.ref, safe='')}" if reading.ref else ""
    path = f"/repos/{quote(name, safe='/')}/contents/{quote(reading.path, safe='/')}{ref}"
    return request(services, path, late=late)
