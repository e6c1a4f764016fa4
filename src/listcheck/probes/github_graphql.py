"""Repositories by GraphQL, many in one query, each under an alias, names as variables.

An alias that comes back null proves nothing unless `errors` says NOT_FOUND of it; and then REST is
asked, which tells deleted from blocked and knows what GraphQL may miss. A query that is too heavy
(502, 504, RESOURCE_LIMITS_EXCEEDED) is halved.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from listcheck.exchange import Answer, Exchange, Failure, Reply, Request, ask, status_of
from listcheck.model import Facts, Flow, Observation, Part, Signal
from listcheck.probes import github_items as items
from listcheck.probes import github_items_rest as items_rest
from listcheck.probes import github_parts as parts
from listcheck.probes import github_paths as paths
from listcheck.probes import github_query
from listcheck.probes import github_replies as replies
from listcheck.probes import github_rest as rest
from listcheck.probes.github_payloads import GraphQLError, GraphQLReply, GraphQLRepository
from listcheck.probes.question import Question
from listcheck.settings import Services

_READ = 1 << 22
_FRAGMENT = (
    "fragment facts on Repository{databaseId nameWithOwner stargazerCount pushedAt isArchived "
    "isDisabled isEmpty isFork isPrivate description homepageUrl licenseInfo{spdxId} "
    "defaultBranchRef{name}}"
)
_HEAVY = frozenset({502, 504})
# What heals gets a second look at the end of the run, as pages do.
_PASSING = frozenset(
    {Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE, Signal.TLS, Signal.PROTOCOL}
)
_LIMITS = "RESOURCE_LIMITS_EXCEEDED"


@dataclass(slots=True)
class _Query:
    """A query under construction: variables with their types, and one field for each alias."""

    types: dict[str, str] = field(default_factory=dict)
    values: dict[str, str | int] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)

    def variable(self, name: str, kind: str, value: str | int) -> str:
        self.types[name], self.values[name] = kind, value
        return f"${name}"

    def asking(self, field: items.Field, variable: str) -> str:
        if not field.type:
            return field.text
        return field.asking(self.variable(variable, field.type, field.value))

    def request(self, services: Services) -> Request:
        variables = ",".join(f"${name}:{kind}" for name, kind in self.types.items())
        used = any("...facts" in field for field in self.fields)
        text = (
            f"query({variables}){{rateLimit{{cost remaining resetAt}}{' '.join(self.fields)}}}"
            f"{_FRAGMENT if used else ''}"
        )
        return github_query.request(services, text, self.values, lane="github-graphql")


@dataclass(slots=True)
class _Batch:
    """The conversation: what was asked, the trail of it all, and what came of each question."""

    services: Services
    seen: dict[str, Observation] = field(default_factory=dict)


def flow(questions: tuple[Question, ...], services: Services) -> Flow:
    """Ask for a batch of repositories and owners."""
    batch = _Batch(services)
    yield from _ask(batch, questions)
    for question in questions:
        yield from _complete(batch, question)
    return tuple(batch.seen[question.key] for question in questions)


def _ask(
    batch: _Batch, questions: tuple[Question, ...], *, late: bool = False
) -> Generator[Request, Reply, None]:
    trail: list[Exchange] = []
    reply = yield from ask(_first(questions).request(batch.services)._replace(late=late), trail)
    payload = _payload(reply)
    if payload is None or payload.data is None:
        yield from _unanswered(batch, questions, reply, payload, trail, again=late)
        return
    left = []
    for number, question in enumerate(questions):
        if _is_heavy(payload, f"r{number}"):
            left.append(question)
        else:
            batch.seen[question.key] = _read(question, number, payload, trail, batch.services)
    yield from _halves(batch, tuple(left), trail, whole=len(left) == len(questions))


def _is_heavy(payload: GraphQLReply, alias: str) -> bool:
    """Whether this alias was left out because the whole was too much."""
    about = {error.type for error in payload.errors if error.names(alias)}
    if about or (payload.data or {}).get(alias) is not None:
        return _LIMITS in about
    return any(error.type == _LIMITS and not error.path for error in payload.errors)


def _unanswered(
    batch: _Batch,
    questions: tuple[Question, ...],
    reply: Reply,
    payload: GraphQLReply | None,
    trail: list[Exchange],
    *,
    again: bool,
) -> Generator[Request, Reply, None]:
    """No data at all: halve what was too heavy, ask once more for what may heal."""
    limits = payload is not None and any(error.type == _LIMITS for error in payload.errors)
    if limits or (isinstance(reply, Answer) and reply.status in _HEAVY):
        yield from _halves(batch, questions, trail, whole=True)
        return
    signal, reason = _why(reply, payload)
    if signal in _PASSING and not again:
        yield from _ask(batch, questions, late=True)
        return
    for question in questions:
        batch.seen[question.key] = Observation(
            question.key,
            signal,
            reason,
            status_of(reply),
            trail=tuple(trail),
            at=trail[-1].reply.at,
        )


def _halves(
    batch: _Batch, questions: tuple[Question, ...], trail: list[Exchange], *, whole: bool
) -> Generator[Request, Reply, None]:
    if len(questions) == 1 and whole:
        question = questions[0]
        batch.seen[question.key] = yield from rest.whole(question, batch.services, trail)
        return
    middle = (len(questions) + 1) // 2 if whole else len(questions)
    for half in (questions[:middle], questions[middle:]):
        if half:
            yield from _ask(batch, half)


def _payload(reply: Reply) -> GraphQLReply | None:
    if not isinstance(reply, Answer) or reply.status != 200:
        return None
    try:
        return GraphQLReply.model_validate_json(reply.body)
    except ValidationError:
        return None


def _why(reply: Reply, payload: GraphQLReply | None) -> tuple[Signal, str]:
    if isinstance(reply, Failure):
        return replies.of_failure(reply, has_token=True)
    limited = payload is not None and any("RATE_LIMIT" in error.type for error in payload.errors)
    spent = reply.headers.get("x-ratelimit-remaining") == "0"
    if limited or spent or replies.is_limit(reply):
        return Signal.THROTTLED, replies.OUT_OF_ALLOWANCE
    if reply.status == 401:
        return Signal.NOT_ASKED, replies.BAD_TOKEN
    if reply.status == 403:
        return Signal.BLOCKED, "GitHub's GraphQL API refuses this token (403)"
    return Signal.SERVER_ERROR, f"GitHub's GraphQL API answers {reply.status} without data"


# --- the query -----------------------------------------------------------------------------------


def _first(questions: tuple[Question, ...]) -> _Query:
    query = _Query()
    for number, question in enumerate(questions):
        if question.key.startswith("owner:"):
            login = query.variable(f"o{number}", "String!", question.name)
            query.fields.append(f"r{number}:repositoryOwner(login:{login}){{login}}")
            continue
        inner = "".join(
            _part_field(query, number, index, part)
            for index, part in enumerate(sorted(question.parts))
        )
        query.fields.append(_repository_field(query, number, question, "...facts" + inner))
    return query


def _repository_field(query: _Query, number: int, question: Question, inner: str) -> str:
    owner, _, name = question.name.partition("/")
    owner = query.variable(f"o{number}", "String!", owner)
    name = query.variable(f"n{number}", "String!", name)
    return f"r{number}:repository(owner:{owner},name:{name}){{{inner}}}"


def _part_field(query: _Query, number: int, index: int, part: str) -> str:
    """The fields that answer for one part; none where the repository's life says it all."""
    asked = zip(_aliases(part, index), _fields(part), strict=True)
    return "".join(f" {alias}:{query.asking(field, f'v{number}{alias}')}" for alias, field in asked)


def _fields(part: str) -> tuple[items.Field, ...]:
    if not parts.is_path(part):
        return items.fields(part)
    expression = parts.candidates(part)[0].expression
    return (items.Field("object(expression:{}){__typename}", "String!", expression),)


def _aliases(part: str, index: int) -> tuple[str, ...]:
    """The names of what a query holds of one part."""
    return tuple(f"p{index}{'x' * number}" for number in range(len(_fields(part))))


# --- the reply -----------------------------------------------------------------------------------


def _read(
    question: Question,
    number: int,
    payload: GraphQLReply,
    trail: list[Exchange],
    services: Services,
) -> Observation:
    alias = f"r{number}"
    errors = [error for error in payload.errors if error.names(alias)]
    node = (payload.data or {}).get(alias)
    at = trail[-1].reply.at
    if isinstance(node, dict):
        return _found(question, node, errors, trail, services)
    if any(error.type == "NOT_FOUND" for error in errors if len(error.path) == 1):
        what = "owner" if question.key.startswith("owner:") else "public repository"
        reason = f"GitHub knows no {what} of this name"
        return Observation(question.key, Signal.MISSING, reason, trail=tuple(trail), at=at)
    reason = "GitHub's API left it out of its reply"
    return Observation(question.key, Signal.UNKNOWN, reason, 200, trail=tuple(trail), at=at)


def _found(
    question: Question,
    node: dict[str, Any],
    errors: list[GraphQLError],
    trail: list[Exchange],
    services: Services,
) -> Observation:
    facts = Facts()
    if question.key.startswith("repo:"):
        try:
            facts = GraphQLRepository.model_validate(node).facts()
        except ValidationError:
            reason, at = "GitHub's API answers in a form that is not its own", trail[-1].reply.at
            return Observation(question.key, Signal.UNKNOWN, reason, 200, trail=tuple(trail), at=at)
    found = {
        part: _part(part, index, node, errors) for index, part in enumerate(sorted(question.parts))
    }
    return rest.found(question, facts, services, trail, found)


def _part(part: str, index: int, node: Mapping[str, Any], errors: list[GraphQLError]) -> Part:
    if parts.is_sure(part):
        return Part(Signal.ALIVE)
    aliases = _aliases(part, index)
    values = tuple(node.get(alias) for alias in aliases)
    failures = frozenset(error.type for error in errors if {*aliases} & {*error.path[1:2]})
    if not parts.is_path(part):
        return items.of_values(part, values, failures)
    if isinstance(values[0], dict):
        return Part(Signal.ALIVE)
    if not failures:
        return Part(Signal.MISSING, parts.NO_SUCH_PATH)
    return Part(Signal.UNKNOWN, items.NOT_SHOWN)


# --- what one reply does not prove ---------------------------------------------------------------


def _complete(batch: _Batch, question: Question) -> Generator[Request, Reply, None]:
    seen = batch.seen[question.key]
    if seen.signal is Signal.MISSING:
        confirmed = rest.whole(question, batch.services, list(seen.trail), confirming=True)
        batch.seen[question.key] = yield from confirmed
        return
    missing = [name for name, part in seen.parts.items() if part.signal is Signal.MISSING]
    gone = [name for name in missing if parts.is_path(name)]
    if gone:
        seen = yield from _look_again(batch, question, seen, gone)
    found, trail = dict(seen.parts), list(seen.trail)
    for name in found:
        if parts.is_asset(name) or (name in missing and name not in gone):
            found[name] = yield from _of_item(batch, question, seen.facts, name, trail)
    batch.seen[question.key] = rest.with_parts(seen, trail, found)


def _of_item(
    batch: _Batch, question: Question, facts: Facts, part: str, trail: list[Exchange]
) -> Generator[Request, Reply, Part]:
    """What GraphQL alone does not prove, or cannot tell."""
    home = rest.home(question, facts, batch.services)
    if parts.is_asset(part):
        return (yield from items_rest.look(home, part, trail))
    found = yield from items_rest.confirm(home, part, trail)
    kind, _, number = part.partition(":")
    if found.signal is not Signal.MISSING or kind != "number":
        return found
    return (yield from _as_discussion(batch, question, number, found, trail))


def _as_discussion(
    batch: _Batch, question: Question, number: str, found: Part, trail: list[Exchange]
) -> Generator[Request, Reply, Part]:
    """Until the end of 2021, discussions kept the numbers of the issues that they were made of."""
    query, (field,) = _Query(), items.fields(f"discussion:{number}")
    inner = f"nameWithOwner p0:{query.asking(field, 'v')}"
    query.fields.append(_repository_field(query, 0, question, inner))
    payload = _payload((yield from ask(query.request(batch.services), trail)))
    node = (payload.data or {}).get("r0") if payload else None
    if payload is None or not isinstance(node, dict):
        return Part(Signal.UNKNOWN, "a second look at this number got no answer")
    if node.get("p0") is not None:
        return Part(Signal.ALIVE, "a discussion by now")
    denied = any(one.type == "NOT_FOUND" and one.names("r0", "p0") for one in payload.errors)
    return found if denied else Part(Signal.UNKNOWN, items.NOT_SHOWN)


def _look_again(
    batch: _Batch, question: Question, seen: Observation, missing: list[str]
) -> Generator[Request, Reply, Observation]:
    """Every reading of the ref, and the same path on the default branch, in a second query.

    What is not there either is asked of REST, which alone shows submodules.
    """
    query, inner, trail = _Query(), "...facts", list(seen.trail)
    name = seen.facts.canonical or question.name
    for index, part in enumerate(missing):
        for alias, expression in _expressions(part, index):
            variable = query.variable(f"v{alias}", "String!", expression)
            inner += f" {alias}:object(expression:{variable}){{__typename}}"
    query.fields.append(_repository_field(query, 0, question, inner))
    reply = yield from ask(query.request(batch.services), trail)
    payload = _payload(reply)
    node = (payload.data or {}).get("r0") if payload else None
    doubtful = not isinstance(node, dict) or (payload is not None and bool(payload.errors))
    found = dict(seen.parts)
    for index, part in enumerate(missing):
        if doubtful or not isinstance(node, dict):
            found[part] = Part(Signal.UNKNOWN, "a second look at this path got no answer")
            continue
        found[part] = _of_readings(part, index, node, seen.facts)
        if found[part].signal is Signal.MISSING:
            standing = _standing(part, index, node)
            confirmed = yield from _confirmed(batch, name, standing, trail)
            found[part] = found[part] if confirmed.signal is Signal.MISSING else confirmed
    known = MappingProxyType(found)
    return seen._replace(parts=known, trail=tuple(trail), at=trail[-1].reply.at)


def _readings(part: str) -> tuple[parts.Candidate, ...]:
    readings = parts.candidates(part)
    return (*readings, parts.Candidate("HEAD", readings[0].path))


def _expressions(part: str, index: int) -> Iterator[tuple[str, str]]:
    """What a second look asks, by alias: each reading, its ref, and the folder that it is in."""
    for split, reading in enumerate(_readings(part)):
        yield f"p{index}_{split}", reading.expression
        if reading.path and reading.ref != "HEAD":
            yield f"q{index}_{split}", reading.ref
        if reading.folder and reading.ref != "HEAD":
            yield f"f{index}_{split}", reading.folder.expression


def _of_readings(part: str, index: int, node: Mapping[str, Any], facts: Facts) -> Part:
    readings = _readings(part)
    answered = [node.get(f"p{index}_{split}") is not None for split in range(len(readings))]
    own = len(parts.candidates(part))
    if any(answered[:own]):
        return Part(Signal.ALIVE)
    suggestion = None
    if any(answered[own:]) and facts.default_branch:
        suggestion = parts.on(facts.default_branch, readings[-1].path)
    return Part(Signal.MISSING, parts.NO_SUCH_PATH, suggestion)


def _standing(part: str, index: int, node: Mapping[str, Any]) -> list[tuple[parts.Candidate, bool]]:
    """The readings whose ref exists, and whether each lies in a folder that is shown."""
    standing = []
    for split, reading in enumerate(parts.candidates(part)):
        if node.get(f"q{index}_{split}") is not None:
            above = node.get(f"f{index}_{split}")
            is_tree = isinstance(above, dict) and above.get("__typename") == "Tree"
            standing.append((reading, is_tree or reading.folder is None))
    return standing or [(parts.candidates(part)[0], True)]


def _confirmed(
    batch: _Batch,
    name: str,
    standing: list[tuple[parts.Candidate, bool]],
    trail: list[Exchange],
) -> Generator[Request, Reply, Part]:
    """REST on every reading that can be meant."""
    for reading, in_folder in standing:
        found = yield from paths.confirm(name, reading, batch.services, trail, in_folder=in_folder)
        if found.signal is not Signal.MISSING:
            return found
    return paths.MISSING
