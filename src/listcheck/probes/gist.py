"""Gists, by GitHub's REST API; nobody needs a name for more than their number.

Source: https://docs.github.com/en/rest/gists/gists#get-a-gist. Secret gists are shown to whoever
knows their number, so that a 404 means gone; the page is asked nevertheless, as a second source.
"""

from listcheck.exchange import Failure
from listcheck.model import Flow, Lookup, Signal
from listcheck.probes import authority
from listcheck.probes.authority import Seeing, Talk
from listcheck.probes.question import Question, one_by_one
from listcheck.settings import Settings


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each gist."""
    return one_by_one(flow, questions, settings)


def flow(question: Question, settings: Settings) -> Flow:
    """Ask for one gist."""
    return ((yield from _asked(Talk(question, settings))),)


def _asked(talk: Talk) -> Seeing:
    # Its payload models take long to load, and a run with a full store needs none.
    from listcheck.probes import github_replies as replies  # noqa: PLC0415

    services, name = talk.settings.services, talk.question.name
    reply = yield from authority.asked(talk, replies.request(services, f"/gists/{name}"))
    has_token = services.token is not None
    if isinstance(reply, Failure):
        return authority.seen(talk, *replies.of_failure(reply, has_token=has_token))
    if reply.status == 200:
        return authority.seen(talk, Signal.ALIVE, "answers")
    signal, reason = replies.of_error(reply, "gist", has_token=has_token)
    if signal is Signal.MISSING:
        return (yield from authority.denied(talk, talk.question.address, reason))
    return authority.seen(talk, signal, reason)
