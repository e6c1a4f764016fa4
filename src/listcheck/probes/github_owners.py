"""People and organisations on GitHub: their page, when the API has nobody of this name.

Pages of GitHub's own stand at addresses of the same form (github.com/mcp), and new ones come. So
what the API calls missing is asked as the page that it is, at the end of the run.
"""

from collections.abc import Generator
from urllib.parse import quote

from listcheck.exchange import Exchange, Failure, Reply, Request, ask, status_of
from listcheck.model import Observation, Signal
from listcheck.probes import page
from listcheck.probes.github_replies import of_error, of_failure, request
from listcheck.probes.question import Question
from listcheck.settings import Services
from listcheck.states import HARD

Seeing = Generator[Request, Reply, Observation]


def look(question: Question, services: Services, trail: list[Exchange]) -> Seeing:
    """What REST says of an owner, and the page of one whom it does not know.

    Source: https://docs.github.com/en/rest/users/users#get-a-user, which knows organisations too.
    """
    reply = yield from ask(request(services, f"/users/{quote(question.name, safe='')}"), trail)
    has_token = services.token is not None
    if isinstance(reply, Failure):
        signal, reason = of_failure(reply, has_token=has_token)
    elif reply.status == 200:
        signal, reason = Signal.ALIVE, "answers"
    else:
        signal, reason = of_error(reply, "owner", has_token=has_token)
    if signal is Signal.MISSING:
        return (yield from _page(question, reason, trail))
    return Observation(
        question.key, signal, reason, status_of(reply), trail=tuple(trail), at=reply.at
    )


def _page(question: Question, reason: str, trail: list[Exchange]) -> Seeing:
    (told,) = yield from page.flow(question)
    whole = (*trail, *told.trail)
    if told.signal in HARD:
        return told._replace(signal=Signal.MISSING, reason=reason, trail=whole)
    return told._replace(trail=whole)
