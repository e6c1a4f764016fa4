"""What the conversations with services' own records have in common.

A record that is there proves the thing alive. That a service knows none proves nothing alone: its
page is asked too, at the end of the run, and only when both deny it is it dead. Whatever else the
service says, or fails to say, is about the service.
"""

from collections.abc import Generator
from dataclasses import dataclass, field

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Reply, Request, ask
from listcheck.model import Facts, Observation, Signal
from listcheck.probes import page
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import HARD, LIVING, OF_SILENCE

Asking = Generator[Request, Reply, Reply]
Seeing = Generator[Request, Reply, Observation]

JSON = (("Accept", "application/json"),)
_PASSING = frozenset(
    {
        FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.CONNECTION_REFUSED,
        FailureKind.UNREACHABLE, FailureKind.TLS, FailureKind.PROTOCOL, FailureKind.RESOLVER,
    }
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Talk:
    """A conversation about one question: what was said, and under which settings."""

    question: Question
    settings: Settings
    trail: list[Exchange] = field(default_factory=list)


def asked(talk: Talk, request: Request) -> Asking:
    """The reply; what may heal gets a second chance at the end of the run."""
    reply = yield from ask(request, talk.trail)
    if not _heals(reply):
        return reply
    return (yield from ask(request._replace(late=True), talk.trail))


def _heals(reply: Reply) -> bool:
    return reply.kind in _PASSING if isinstance(reply, Failure) else reply.status >= 500


def is_json(reply: Reply) -> bool:
    """Whether it is of the kind that an API answers with."""
    kind = reply.headers.get("content-type", "") if isinstance(reply, Answer) else ""
    return "json" in kind.partition(";")[0].lower()


def seen(
    talk: Talk,
    signal: Signal,
    reason: str,
    *,
    facts: Facts | None = None,
    moved_to: str | None = None,
) -> Observation:
    """What was understood of the conversation so far."""
    last = talk.trail[-1].reply
    return Observation(
        talk.question.key,
        signal,
        reason,
        last.status if isinstance(last, Answer) else None,
        moved_to,
        moved_to,
        facts or Facts(),
        trail=tuple(talk.trail),
        at=last.at,
    )


def silent(talk: Talk, reply: Reply, who: str) -> Observation:
    """A reply that tells nothing of the thing: refused, throttled, failed."""
    if isinstance(reply, Failure):
        return seen(talk, OF_SILENCE[reply.kind], f"{who} could not be asked: {reply.words}")
    if reply.status in (401, 403):
        return seen(talk, Signal.BLOCKED, f"{who} refuses to tell ({reply.status})")
    if reply.status == 429:
        return seen(talk, Signal.THROTTLED, f"{who} wants fewer questions (429)")
    signal = Signal.SERVER_ERROR if reply.status >= 500 else Signal.UNKNOWN
    return seen(talk, signal, f"{who} answers {reply.status}")


def by_page(talk: Talk, address: str) -> Seeing:
    """What a page says, put behind what the service has said."""
    question = Question(talk.question.key, address)
    (told,) = yield from page.flow(question, talk.settings)
    talk.trail += told.trail
    return told._replace(trail=tuple(talk.trail))


def denied(talk: Talk, address: str, reason: str, *, believes_page: bool = True) -> Seeing:
    """A service knows no such thing: what its page says decides, or leaves it open.

    Args:
        talk: the conversation.
        address: of the page.
        reason: the denial in words.
        believes_page: whether a page that is there proves the thing.
    """
    told = yield from by_page(talk, address)
    if told.signal in HARD:
        return told._replace(signal=Signal.MISSING, reason=reason)
    if told.signal in LIVING and not believes_page:
        words = f"{reason}, and yet its address leads somewhere"
        return told._replace(signal=Signal.UNKNOWN, reason=words)
    if told.signal in LIVING:
        return told
    return told._replace(reason=f"{reason}; its page: {told.reason}")
