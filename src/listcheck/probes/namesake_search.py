"""Who has a repository that is gone: its owner under nearly the same name, or somebody else.

The owner's own repositories, and GitHub's search for the name, in one query; then the READMEs of
those that may be it, in a second. Search leaves out forks unless it is told `fork:true`, and what
it does not list may be there all the same (nodiscc/hecat, CHANGELOG.md, 1.5.1), so that nothing
found proves nothing. When a repository goes, one of its forks becomes the root of the others and is
a fork no more (GitHub's docs, "What happens to forks when a repository is deleted"); a fork whose
parent is there is that one's, not ours.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pydantic import ValidationError

from listcheck import namesakes
from listcheck.exchange import Exchange, Reply, Request, ask, status_of
from listcheck.model import Facts, Flow, Lookup, Observation, Signal
from listcheck.probes import github_query
from listcheck.probes.github_payloads import GraphQLRepository
from listcheck.probes.question import Question, in_one, until_silence
from listcheck.settings import Services, Settings

MOST = 5  # READMEs that are read
_NODES = (
    "nodes{...on Repository{databaseId nameWithOwner stargazerCount isArchived isDisabled isEmpty "
    "isFork isPrivate description homepageUrl parent{nameWithOwner}}}"
)
_SEARCH = f"s:search(query:$q,type:REPOSITORY,first:10){{{_NODES}}}"
_OWN = (
    "o:repositoryOwner(login:$o){repositories(first:100,privacy:PUBLIC,ownerAffiliations:[OWNER],"
    f"orderBy:{{field:STARGAZERS,direction:DESC}}){{{_NODES}}}}}"
)
_READMES = ("README.md", "readme.md", "Readme.md", "README.rst", "README")
_LONGEST = 200_000  # characters of a README that are looked through


@dataclass(frozen=True, slots=True)
class _Found:
    """A repository that may be the one, how near it is, and what it names."""

    facts: Facts
    rank: int  # the smaller, the nearer: _OWNER, _NEAR, _OTHERS or _FORKS
    named: tuple[str, ...] = ()
    is_of_one_work: bool = True

    @property
    def name(self) -> str:
        return self.facts.canonical or ""


_OWNER, _NEAR, _OTHERS, _FORKS = range(4)


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for all, one after the other; none without a token, which GraphQL wants."""
    if not settings.services.token:
        return ()
    return (in_one(partial(flow, services=settings.services), questions),)


def flow(questions: tuple[Question, ...], services: Services) -> Flow:
    """Search for each; a reply that is none ends it, and settles nothing.

    Args:
        questions: `titles` are the proofs, `parts` the owners whom the entry names elsewhere.
        services: where to ask.
    """
    return (yield from until_silence(partial(_sought, services=services), questions))


def _sought(
    question: Question, services: Services
) -> Generator[Request, Reply, Observation | None]:
    trail: list[Exchange] = []
    data = github_query.data((yield from ask(_first(question, services), trail)))
    if data is None or (question.titles and data.get("s") is None):
        return None
    some = _nearest(question, data)
    if some and question.titles:
        data = github_query.data((yield from ask(_second(some, services), trail)))
        if data is None:
            return None
        some = [_read(one, data.get(f"r{number}"), question) for number, one in enumerate(some)]
    return _said(question, _best(question, some), trail, services)


def _first(question: Question, services: Services) -> Request:
    """The owner's repositories; the search only where something could prove what it finds."""
    owner, _, name = question.name.partition("/")
    values, types, fields = {"o": owner}, "$o:String!", _OWN
    if question.titles:
        values["q"] = f'"{name}" in:name fork:true'
        types, fields = f"{types},$q:String!", f"{fields} {_SEARCH}"
    text = f"query({types}){{rateLimit{{cost remaining resetAt}}{fields}}}"
    return github_query.request(services, text, values)


def _second(some: list[_Found], services: Services) -> Request:
    """The READMEs, under each of the names that READMEs have."""
    values = {f"e{number}": f"HEAD:{name}" for number, name in enumerate(_READMES)}
    files = " ".join(
        f"f{number}:object(expression:$e{number}){{...on Blob{{text}}}}"
        for number in range(len(_READMES))
    )
    fields = []
    for number, one in enumerate(some):
        values[f"o{number}"], _, values[f"n{number}"] = one.name.partition("/")
        asked = f"repository(owner:$o{number},name:$n{number})"
        fields.append(f"r{number}:{asked}{{nameWithOwner {files}}}")
    types = ",".join(f"${name}:String!" for name in values)
    text = f"query({types}){{rateLimit{{cost remaining resetAt}}{' '.join(fields)}}}"
    return github_query.request(services, text, values)


# --- which may be it -----------------------------------------------------------------------------


def _nearest(question: Question, data: Any) -> list[_Found]:
    owner = data.get("o") or {}
    nodes = [*_nodes(owner.get("repositories")), *_nodes(data.get("s"))]
    found = {one.name.lower(): one for one in _candidates(question, nodes)}
    near = sorted(found.values(), key=lambda one: (one.rank, -(one.facts.stars or 0), one.name))
    return near[:MOST]


def _nodes(connection: Any) -> list[dict[str, Any]]:
    nodes = connection.get("nodes") if isinstance(connection, dict) else None
    return [one for one in nodes or () if isinstance(one, dict)]


def _candidates(question: Question, nodes: list[dict[str, Any]]) -> Iterator[_Found]:
    for node in nodes:
        try:
            facts = GraphQLRepository.model_validate(node).facts()
        except ValidationError:
            continue
        rank = _rank(question, facts, has_parent=node.get("parent") is not None)
        if rank is not None and not (facts.empty or facts.private or facts.disabled):
            yield _Found(facts, rank)


def _rank(question: Question, facts: Facts, *, has_parent: bool) -> int | None:
    name = facts.canonical or ""
    if facts.fork and has_parent:
        return None
    if namesakes.is_twin(question.name, name) or namesakes.is_kin(question.name, name):
        return _OWNER
    if not namesakes.is_same_name(question.name, name):
        return None
    if facts.fork:
        return _FORKS
    return _NEAR if name.lower().partition("/")[0] in question.parts else _OTHERS


# --- which is it ---------------------------------------------------------------------------------


def _read(one: _Found, node: Any, question: Question) -> _Found:
    """What it says of itself, in its README and above it."""
    files = node if isinstance(node, dict) else {}
    if files.get("nameWithOwner") != one.name:
        return one
    blobs = (files.get(f"f{number}") for number in range(len(_READMES)))
    readmes = [blob.get("text") for blob in blobs if isinstance(blob, dict)]
    text = "\n".join(
        part[:_LONGEST] for part in (*readmes, one.facts.description, one.facts.homepage) if part
    )
    named = namesakes.named(text, question.titles)
    return replace(one, named=named, is_of_one_work=namesakes.is_of_one_work(text))


def _best(question: Question, some: list[_Found]) -> _Found | None:
    """The nearest that is proven; of several strangers, nobody can say which."""
    own = [one for one in some if one.rank == _OWNER]
    twins = [one for one in own if namesakes.is_twin(question.name, one.name)]
    if first := next((one for one in own if one.named), None) or (
        twins[0] if len(twins) == 1 else None
    ):
        return first
    proven = [one for one in some if one.rank != _OWNER and one.named and one.is_of_one_work]
    near = [one for one in proven if one.rank == _NEAR]
    others = [one for one in proven if one.rank == _OTHERS]
    if near or len(others) > 1:
        return near[0] if near else None
    return next(iter((*others, *proven)), None)


def _said(
    question: Question, best: _Found | None, trail: list[Exchange], services: Services
) -> Observation:
    facts, reason = Facts(), "no repository of this name is proven to be the same"
    if best is not None:
        url = f"https://{services.forge}/{best.name}"
        facts, reason = Facts(code=url, titles=best.named, fork=best.facts.fork), "found elsewhere"
    last = trail[-1].reply
    return Observation(
        question.key, Signal.ALIVE, reason, status_of(last),
        facts=facts, trail=tuple(trail), at=last.at,
    )  # fmt: skip
