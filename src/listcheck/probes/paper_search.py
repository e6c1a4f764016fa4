"""Which paper at arXiv bears a title whose own address is dead, by the search of `title_search`."""

from collections.abc import Generator
from dataclasses import replace

from listcheck.exchange import Exchange, Reply, Request, ask, status_of
from listcheck.model import Facts, Flow, Lookup, Observation, Signal
from listcheck.probes import title_search
from listcheck.probes.question import Question
from listcheck.settings import Services, Settings


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for all: arXiv wants to be asked one thing after the other."""
    services = settings.services
    return (Lookup(tuple(one.key for one in questions), lambda: flow(questions, services)),)


def flow(questions: tuple[Question, ...], services: Services) -> Flow:
    """Search for each title; a reply that is no feed ends it, and settles nothing."""
    found = []
    for question in questions:
        seen = yield from _sought(question, services)
        if seen is None:
            break
        found.append(seen)
    return tuple(found)


def _sought(
    question: Question, services: Services
) -> Generator[Request, Reply, Observation | None]:
    trail: list[Exchange] = []
    written = question.titles[0]
    request = replace(title_search.request(services, written), late=False)
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
