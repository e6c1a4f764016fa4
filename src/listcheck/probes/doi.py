"""DOIs: by the registry of handles, never by the publisher's page.

Source: https://doi.info/doi-handbook/HTML/rest-api-response-format.html. `responseCode` 1 says that
the DOI is registered, 200 that it is and lacks the values asked for, 100 (with HTTP 404) that it is
not, 2 that something failed. Publishers answer machines with 403; that says nothing of a DOI.
Where an entry writes a title, that of the DOI is asked for as well.
"""

import json
from urllib.parse import quote

from listcheck.exchange import Answer, Reply, Request
from listcheck.model import Flow, Lookup, Observation, Signal
from listcheck.probes import authority, doi_record
from listcheck.probes.authority import Seeing, Talk
from listcheck.probes.question import Question, one_by_one
from listcheck.settings import Settings
from listcheck.urls import host_of

PROXY = "https://doi.org"
_READ = 1 << 18
_REGISTERED, _UNKNOWN = frozenset({1, 200}), 100
_WHO = "the DOI registry"


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each DOI."""
    return one_by_one(flow, questions, settings)


def flow(question: Question, settings: Settings) -> Flow:
    """Ask whether one DOI is registered."""
    return ((yield from _asked(Talk(question, settings))),)


def _asked(talk: Talk) -> Seeing:
    name = quote(talk.question.name, safe="/():;,@!$'*+=~")
    request = Request("GET", f"{PROXY}/api/handles/{name}", authority.JSON, read=_READ)
    reply = yield from authority.asked(talk, request)
    code, page = _code(reply), f"{PROXY}/{name}"
    if code in _REGISTERED:
        seen = authority.seen(talk, Signal.ALIVE, "registered")
        return (yield from _described(talk, seen, page)) if talk.question.titles else seen
    if code == _UNKNOWN:
        reason = "the DOI registry knows no such DOI"
        return (yield from authority.denied(talk, page, reason, believes_page=False))
    return (yield from _by_proxy(talk, page, reply))


def _described(talk: Talk, seen: Observation, page: str) -> Seeing:
    """The same with title and date; whatever becomes of that, the DOI is as alive as before."""
    facts = yield from doi_record.facts(talk.question.name, page, host_of(PROXY), talk.trail)
    return seen._replace(facts=facts, trail=tuple(talk.trail), at=talk.trail[-1].reply.at)


def _by_proxy(talk: Talk, page: str, reply: Reply) -> Seeing:
    """What does not come from the API is asked of the resolver, which needs no more than HTTP."""
    if isinstance(reply, Answer) and reply.status not in (401, 403, 429):
        told: Observation = yield from authority.by_page(talk, page)
        return told
    return authority.silent(talk, reply, _WHO)


def _code(reply: Reply) -> int | None:
    """The response code, None where the reply is not the API's own."""
    if not isinstance(reply, Answer) or reply.truncated:
        return None
    try:
        found = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    code = found.get("responseCode") if isinstance(found, dict) else None
    return code if isinstance(code, int) else None
