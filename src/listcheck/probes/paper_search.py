"""Which paper at arXiv bears a title whose own address is dead, by the search of `title_search`."""

from collections.abc import Generator
from functools import partial

from listcheck.exchange import Exchange, Reply, Request, ask, status_of
from listcheck.model import Facts, Flow, Lookup, Observation, Signal
from listcheck.probes import title_search
from listcheck.probes.question import Question, in_one, until_silence
from listcheck.settings import Services, Settings


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for all: arXiv wants to be asked one thing after the other."""
    return (in_one(partial(flow, services=settings.services), questions),)


def flow(questions: tuple[Question, ...], services: Services) -> Flow:
    """Search for each title; a reply that is no feed ends it, and settles nothing."""
    return (yield from until_silence(partial(_sought, services=services), questions))


def _sought(
    question: Question, services: Services
) -> Generator[Request, Reply, Observation | None]:
    trail: list[Exchange] = []
    written = question.titles[0]
    request = title_search.request(services, written)._replace(late=False)
    reply = yield from ask(request, trail)
    papers = title_search.found(reply)
    if papers is None:
        return None
    name = title_search.bearing(written, papers)
    facts = Facts(meant=name, meant_title=papers[name]) if name else Facts()
    reason = "one paper has this title" if name else "no paper, or several, have this title"
    return Observation(
        question.key, Signal.ALIVE, reason, status_of(reply),
        facts=facts, trail=tuple(trail), at=reply.at,
    )  # fmt: skip
