"""DOIs: by the registry of handles, never by the publisher's page.

Source: https://doi.info/doi-handbook/HTML/rest-api-response-format.html. `responseCode` 1 says that
the DOI is registered, 200 that it is and lacks the values asked for, 100 (with HTTP 404) that it is
not, 2 that something failed. Publishers answer machines with 403; that says nothing of a DOI.
"""

import json
from urllib.parse import quote

from listcheck.exchange import Answer, Reply, Request
from listcheck.model import Flow, Lookup, Observation, Signal
from listcheck.probes import authority
from listcheck.probes.authority import Seeing, Talk
from listcheck.probes.question import Question, one_by_one
from listcheck.settings import Settings

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
    code = _code(reply)
    if code in _REGISTERED:
        return authority.seen(talk, Signal.ALIVE, "registered")
    page = f"{PROXY}/{name}"
    if code == _UNKNOWN:
        reason = "the DOI registry knows no such DOI"
        return (yield from authority.denied(talk, page, reason, believes_page=False))
    return (yield from _by_proxy(talk, page, reply))


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
