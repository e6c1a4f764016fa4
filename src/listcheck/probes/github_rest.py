"""One repository over REST: without a token, and to confirm that GraphQL found none."""

from collections.abc import Generator, Mapping
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
from listcheck.probes import github_items as items
from listcheck.probes import github_items_rest as items_rest
from listcheck.probes import github_owners as owners
from listcheck.probes import github_parts as parts
from listcheck.probes import github_paths as paths
from listcheck.probes.github_payloads import RestRepository, RestSwitches
from listcheck.probes.github_replies import (
    READ,
    of_error,
    of_failure,
    request,
)
from listcheck.probes.question import Question
from listcheck.settings import REST_HEADERS, Services
from listcheck.states import LIVING
from listcheck.urls import within


def flow(question: Question, services: Services) -> Flow:
    """Ask for one repository, or one owner, and its parts."""
    return ((yield from whole(question, services, [])),)


def whole(
    question: Question, services: Services, trail: list[Exchange], *, confirming: bool = False
) -> Generator[Request, Reply, Observation]:
    """Everything about one repository or owner.

    With `confirming`, a 404 is the second source to say so, and needs no second look.
    """
    if question.key.startswith("owner:"):
        return (yield from owners.look(question, services, trail))
    reply = yield from _repository(question, services, trail, confirming=confirming)
    seen = observation(question, reply, trail, services)
    if seen.signal not in LIVING:
        return seen
    found = yield from _parts(question, seen.facts, _switches(reply), services, trail)
    return with_parts(seen, trail, found)


def with_parts(seen: Observation, trail: list[Exchange], found: Mapping[str, Part]) -> Observation:
    """The same repository, with what was seen of its parts."""
    known = MappingProxyType(dict(found))
    return seen._replace(parts=known, trail=tuple(trail), at=trail[-1].reply.at)


def _repository(
    question: Question, services: Services, trail: list[Exchange], *, confirming: bool
) -> Generator[Request, Reply, Reply]:
    path = "/repos/" + quote(question.name, safe="/")
    reply = yield from ask(request(services, path), trail)
    if status_of(reply) in _MOVED:
        reply = yield from _renamed(reply, services, trail)
    if status_of(reply) == 404 and not confirming:
        reply = yield from ask(request(services, path, late=True), trail)
        if status_of(reply) in _MOVED:
            reply = yield from _renamed(reply, services, trail)
    return reply


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
    return Request("GET", url, REST_HEADERS, read=READ, credential="github", configured=True)


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
    signal, reason = of_error(reply, "public repository", has_token=has_token)
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


def _switches(reply: Reply) -> RestSwitches:
    try:
        return RestSwitches.model_validate_json(reply.body if isinstance(reply, Answer) else b"{}")
    except ValidationError:
        return RestSwitches.model_validate({})


def home(question: Question, facts: Facts, services: Services) -> items_rest.Home:
    """A repository, as what is in it is asked for."""
    name = facts.canonical or question.name
    return items_rest.Home(name, facts.default_branch, facts.private is False, services)


def _parts(
    question: Question,
    facts: Facts,
    switches: RestSwitches,
    services: Services,
    trail: list[Exchange],
) -> Generator[Request, Reply, dict[str, Part]]:
    found: dict[str, Part] = {}
    where = home(question, facts, services)
    for part in sorted(question.parts):
        if parts.is_path(part):
            found[part] = yield from paths.look(where.name, part, facts, services, trail)
        elif parts.is_sure(part):
            found[part] = Part(Signal.ALIVE)
        elif part in _OPTIONAL:
            found[part] = items.switched(part, getattr(switches, _OPTIONAL[part]))
        else:
            seen = yield from items_rest.look(where, part, trail)
            found[part] = _maybe_discussed(part, seen, switches)
    return found


_OPTIONAL = {"tab:wiki": "wiki", "tab:discussions": "discussions"}


def _maybe_discussed(part: str, seen: Part, switches: RestSwitches) -> Part:
    """An issue may be a discussion by now, for which REST cannot be asked."""
    if (
        seen.signal is Signal.MISSING
        and part.startswith("number:")
        and switches.discussions is not False
    ):
        return Part(Signal.UNKNOWN, "no issue of this number, and perhaps a discussion")
    return seen
