"""Files and folders of a repository over REST: there, missing, or beyond what GitHub shows.

Source: https://docs.github.com/en/rest/repos/contents. Neither API looks into a submodule: GraphQL
does not even show that there is one, REST shows the submodule and answers 404 for all below it.
Nor does git walk through a symbolic link. So what is not there is missing only where the way to it
ends in a folder or a file.
"""

from collections.abc import Generator
from urllib.parse import quote

from pydantic import ValidationError

from listcheck.exchange import Answer, Exchange, Failure, Reply, Request, ask, status_of
from listcheck.model import Facts, Part, Signal
from listcheck.probes import github_parts as parts
from listcheck.probes.github_payloads import RestEntry
from listcheck.probes.github_replies import of_error, of_failure, request
from listcheck.settings import Services

MISSING = Part(Signal.MISSING, parts.NO_SUCH_PATH)
HIDDEN = Part(
    Signal.UNKNOWN,
    "the repository is alive; GitHub's API does not look into the submodule or link on the way",
)

Asking = Generator[Request, Reply, Part]


def look(name: str, part: str, facts: Facts, services: Services, trail: list[Exchange]) -> Asking:
    """Every reading of the ref, then a second look, the way there, and the default branch."""
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
    found = yield from _on_the_way_of_one(name, (first, *others), services, trail)
    if found.signal is not Signal.MISSING:
        return found
    suggestion = None
    if facts.default_branch and first.ref != facts.default_branch:
        here = parts.Candidate("", first.path)
        at_default = yield from ask(_contents(services, name, here), trail)
        if status_of(at_default) == 200:
            suggestion = parts.on(facts.default_branch, first.path)
    return Part(Signal.MISSING, parts.NO_SUCH_PATH, suggestion)


def confirm(
    name: str,
    reading: parts.Candidate,
    services: Services,
    trail: list[Exchange],
    *,
    in_folder: bool,
) -> Asking:
    """What REST says of a path that GraphQL does not show.

    Args:
        name: the repository.
        reading: ref and path.
        services: where to ask.
        trail: what was asked before, which grows.
        in_folder: whether GraphQL shows the folder that it would be in, or not even the ref.
    """
    reply = yield from ask(_contents(services, name, reading), trail)
    if status_of(reply) != 404:
        return _of_contents(reply, services)
    return MISSING if in_folder else (yield from _on_the_way(name, reading, services, trail))


def _on_the_way_of_one(
    name: str, readings: tuple[parts.Candidate, ...], services: Services, trail: list[Exchange]
) -> Asking:
    """The way of that reading whose ref exists; where there is one only, it is taken to."""
    for reading in readings:
        if "/" not in reading.path:
            continue  # nothing stands between it and the root
        if len(readings) > 1:
            root = parts.Candidate(reading.ref, "")
            reply = yield from ask(_contents(services, name, root), trail)
            if status_of(reply) == 404:
                continue
            if status_of(reply) != 200:
                return _of_contents(reply, services)
        return (yield from _on_the_way(name, reading, services, trail))
    return MISSING


def _on_the_way(
    name: str, reading: parts.Candidate, services: Services, trail: list[Exchange]
) -> Asking:
    """Up from a path that is not there to the first thing that is."""
    pieces = reading.path.split("/")
    for length in range(len(pieces) - 1, 0, -1):
        above = parts.Candidate(reading.ref, "/".join(pieces[:length]))
        reply = yield from ask(_contents(services, name, above), trail)
        if status_of(reply) == 200 and isinstance(reply, Answer):
            return MISSING if _is_plain(reply) else HIDDEN
        if status_of(reply) != 404:
            return _of_contents(reply, services)
    return MISSING


def _is_plain(reply: Answer) -> bool:
    """Whether it shows a folder, which is a list, or a file, below which nothing can be."""
    if reply.body.lstrip()[:1] == b"[":
        return True
    try:
        entry = RestEntry.model_validate_json(reply.body)
    except ValidationError:
        return False
    return entry.kind in ("dir", "file") and entry.submodule is None


def _of_contents(reply: Reply, services: Services) -> Part:
    has_token = services.token is not None
    if isinstance(reply, Failure):
        return Part(*of_failure(reply, has_token=has_token))
    if reply.status == 200:
        return Part(Signal.ALIVE)
    return Part(*of_error(reply, "path", has_token=has_token))


def _contents(
    services: Services, name: str, reading: parts.Candidate, *, late: bool = False
) -> Request:
    ref = f"?ref={quote(reading.ref, safe='')}" if reading.ref else ""
    path = f"/repos/{quote(name, safe='/')}/contents/{quote(reading.path, safe='/')}{ref}"
    return request(services, path, late=late)
