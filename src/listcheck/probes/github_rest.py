"""One repository over REST: without a token, and to confirm that GraphQL found none."""

from collections.abc import Generator, Mapping
from types import MappingProxyType
from urllib.parse import quote, urljoin, urlsplit

from pydantic import ValidationError

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Reply, Request, ask
from listcheck.model import Facts, Flow, Observation, Part, Signal
from listcheck.probes import github_parts as parts
from listcheck.probes.github_payloads import RestError, RestRepository
from listcheck.probes.question import Question
from listcheck.settings import Services

_READ = 1 << 18
_HEADERS = (
    ("Accept", "application/vnd.github+json"),
    ("X-GitHub-Api-Version", "2022-11-28"),
)
GET_A_TOKEN = (
    "GitHub answers 60 questions an hour without a token; set GITHUB_TOKEN to any token, "
    "one without scopes will do (https://github.com/settings/tokens)"
)
OUT_OF_ALLOWANCE = "GitHub's limit for this token is used up for now"


def request(services: Services, path: str, *, late: bool = False) -> Request:
    """A GET below the API's root; `path` begins with a slash and is percent-encoded."""
    url = services.github_api.rstrip("/") + path
    return Request("GET", url, _HEADERS, read=_READ, late=late, credential="github")


def flow(question: Question, services: Services) -> Flow:
    """Ask for one repository, or one owner, and its parts."""
    trail: list[Exchange] = []
    if question.key.startswith("owner:"):
        return (_of_owner(question),)
    seen = yield from repository(question, services, trail)
    if seen.signal not in (Signal.ALIVE,):
        return (seen,)
    found = yield from _parts(question, seen.facts, services, trail)
    return (_with(seen, trail, found),)


def _of_owner(question: Question) -> Observation:
    return Observation(question.key, Signal.NOT_ASKED, f"an owner's page: {GET_A_TOKEN}")


def _with(seen: Observation, trail: list[Exchange], found: Mapping[str, Part]) -> Observation:
    return Observation(
        seen.key, seen.signal, seen.reason, seen.status, seen.final_url, facts=seen.facts,
        parts=MappingProxyType(dict(found)), trail=tuple(trail), at=trail[-1].reply.at,
    )  # fmt: skip


def repository(
    question: Question, services: Services, trail: list[Exchange], *, confirming: bool = False
) -> Generator[Request, Reply, Observation]:
    """Whether the repository exists, and its facts.

    Args:
        confirming: the 404 is the second source to say so, and needs no second look.
    """
    path = "/repos/" + quote(question.name, safe="/")
    reply = yield from ask(request(services, path), trail)
    if _status(reply) in (301, 302, 307, 308):
        reply = yield from _renamed(reply, services, trail)
    if _status(reply) == 404 and not confirming:
        reply = yield from ask(request(services, path, late=True), trail)
    return observation(question, reply, trail, services)


def _renamed(
    reply: Reply, services: Services, trail: list[Exchange]
) -> Generator[Request, Reply, Reply]:
    """Follow a rename, to the API's own origin alone: the request carries a credential."""
    assert isinstance(reply, Answer)
    base = services.github_api
    url = urljoin(base, reply.headers.get("location", ""))
    if urlsplit(url)[:2] != urlsplit(base)[:2]:
        return Failure(FailureKind.PROTOCOL, "redirect to another origin")
    return (yield from ask(Request("GET", url, _HEADERS, read=_READ, credential="github"), trail))


def _status(reply: Reply) -> int | None:
    return reply.status if isinstance(reply, Answer) else None


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
        page = f"https://{services.forge}/{facts.canonical}"
        return Observation(
            question.key, Signal.ALIVE, "answers", 200, page, facts=facts, trail=tuple(trail), at=at
        )
    signal, reason = _of_error(reply, has_token=has_token)
    return Observation(question.key, signal, reason, reply.status, trail=tuple(trail), at=at)


def _facts(reply: Answer) -> Facts | None:
    if reply.status != 200:
        return None
    try:
        return RestRepository.model_validate_json(reply.body).facts()
    except ValidationError:
        return None


def _of_error(reply: Answer, *, has_token: bool) -> tuple[Signal, str]:
    error = _error(reply)
    if reply.status == 404:
        return Signal.MISSING, "GitHub knows no public repository of this name"
    if reply.status == 451 or (reply.status == 403 and error.block):
        why = error.block.reason if error.block else None
        return Signal.LEGAL, f"GitHub blocks it{f' ({why})' if why and why.isalnum() else ''}"
    if reply.status in (403, 429):
        return Signal.THROTTLED, OUT_OF_ALLOWANCE if has_token else GET_A_TOKEN
    if reply.status == 401:
        return Signal.NOT_ASKED, "GitHub refuses the token in GITHUB_TOKEN (401)"
    if reply.status >= 500:
        return Signal.SERVER_ERROR, f"GitHub's API answers {reply.status}"
    return Signal.UNKNOWN, f"GitHub's API answers {reply.status}"


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
    """A file or folder: every reading of the ref, then the default branch, then a second look."""
    readings = parts.candidates(part)
    for reading in readings[:2]:  # each costs one of sixty
        reply = yield from ask(_contents(services, name, reading), trail)
        if _status(reply) != 404:
            return _of_contents(reply)
    again = yield from ask(_contents(services, name, readings[0], late=True), trail)
    if _status(again) != 404:
        return _of_contents(again)
    here = parts.Candidate("", readings[0].path)
    at_default = yield from ask(_contents(services, name, here), trail)
    moved = f"{facts.default_branch}/{here.path}" if _status(at_default) == 200 else None
    suggestion = f"path:{moved}" if moved and facts.default_branch else None
    return Part(Signal.MISSING, "the repository is alive and has no such path", suggestion)


def _of_contents(reply: Reply) -> Part:
    if isinstance(reply, Failure):
        return Part(*of_failure(reply, has_token=False))
    if reply.status == 200:
        return Part(Signal.ALIVE)
    return Part(*_of_error(reply, has_token=False))


def _contents(
    services: Services, name: str, reading: parts.Candidate, *, late: bool = False
) -> Request:
    ref = f"?ref={quote(reading.ref, safe='')}" if reading.ref else ""
    path = f"/repos/{quote(name, safe='/')}/contents/{quote(reading.path, safe='/')}{ref}"
    return request(services, path, late=late)
