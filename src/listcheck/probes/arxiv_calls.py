"""Calls of arXiv's API: ids in, papers out, or why there are none.

Sources: https://info.arxiv.org/help/api/user-manual.html (max_results, id_list, Atom fields). One
id in a form that arXiv does not know, which includes archives that never were, makes it refuse the
whole call with 400; the others are then asked for without it.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

from listcheck.exchange import Exchange, Failure, Reply, Request, ask
from listcheck.model import Facts, Signal
from listcheck.patterns import lazy_compile
from listcheck.probes import atom
from listcheck.settings import Services
from listcheck.states import OF_SILENCE

BATCH = 100  # ids a call, controls included
# Two papers that will not go away: that neither is in a reply means that the reply is no answer.
CONTROLS = ("1706.03762", "1707.08567")
LANE = "arxiv"
READ = 1 << 22
HEADERS = (("Accept", "application/atom+xml, */*;q=0.1"),)
_MOST_CALLS = 40  # until what arXiv still refuses is left unverified
_BAD_REQUEST = 400
_NAMED = lazy_compile(rb"incorrect[ _]id[ _]format[ _]for[ _]([A-Za-z0-9./-]+)")


@dataclass(slots=True, eq=False)
class Talk:
    """A conversation with arXiv: where, and what was said."""

    services: Services
    trail: list[Exchange] = field(default_factory=list)


class Feed(NamedTuple):
    """The papers of a reply by id, or why it is no answer."""

    papers: MappingProxyType[str, Facts]
    signal: Signal = Signal.ALIVE
    reason: str = ""
    status: int | None = None
    named: frozenset[str] = frozenset()  # the ids that a refusal names


@dataclass(slots=True, eq=False)
class Answers:
    """What came of the ids of a batch: papers, no answer at all, or a refusal of that id."""

    papers: dict[str, Facts] = field(default_factory=dict)
    silent: dict[str, Feed] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    sound: bool | None = None  # whether arXiv answers for the controls; None: not known yet


def _request(services: Services, names: tuple[str, ...], *, late: bool) -> Request:
    query = urlencode({"id_list": ",".join(names), "max_results": len(names)}, safe=",/")
    url = f"{services.arxiv_api}?{query}"
    return Request("GET", url, HEADERS, read=READ, late=late, lane=LANE, configured=True)


def call(
    talk: Talk, names: tuple[str, ...], *, late: bool = False
) -> Generator[Request, Reply, Feed]:
    """One call for some ids and the controls."""
    everything = tuple(dict.fromkeys(names + CONTROLS))
    reply = yield from ask(_request(talk.services, everything, late=late), talk.trail)
    return _feed(reply)


def asked(talk: Talk, names: tuple[str, ...]) -> Generator[Request, Reply, Answers]:
    """All ids in one call, and in as many as it takes to part those that arXiv refuses."""
    answers, waiting = Answers(), [names]
    for _ in range(_MOST_CALLS):
        if not waiting:
            return answers
        part = waiting.pop()
        feed = yield from call(talk, part)
        may_heal = feed.status != _BAD_REQUEST or part == names
        if feed.signal is not Signal.ALIVE and not feed.named & set(part) and may_heal:
            feed = yield from call(talk, part, late=True)
        waiting += yield from _parted(talk, answers, part, feed)
    answers.silent |= {name: _GIVEN_UP for part in waiting for name in part}
    return answers


def _parted(
    talk: Talk, answers: Answers, part: tuple[str, ...], feed: Feed
) -> Generator[Request, Reply, list[tuple[str, ...]]]:
    """Note what a reply says of some ids; what is to be asked anew."""
    if feed.signal is Signal.ALIVE:
        answers.papers |= feed.papers
        answers.sound = answers.sound or _has_control(feed) or None
        return []
    odd = feed.named & set(part)
    if odd:
        answers.refused |= odd
        others = tuple(name for name in part if name not in odd)
        return [others] if others else []
    if feed.status != _BAD_REQUEST or not (yield from is_sound(talk, answers)):
        answers.silent |= dict.fromkeys(part, feed)
        return []
    if len(part) == 1:
        answers.refused |= set(part)
        return []
    middle = len(part) // 2
    return [part[:middle], part[middle:]]


def is_sound(talk: Talk, answers: Answers) -> Generator[Request, Reply, bool]:
    """Whether a refusal is about an id: arXiv answers for papers that exist."""
    if answers.sound is None:
        answers.sound = _has_control((yield from call(talk, ())))
    return answers.sound


def _has_control(feed: Feed) -> bool:
    return any(name in feed.papers for name in CONTROLS)


_NOTHING: MappingProxyType[str, Facts] = MappingProxyType({})
_GIVEN_UP = Feed(_NOTHING, Signal.UNKNOWN, "arXiv's API refuses too many ids", _BAD_REQUEST)
_OVERLOADED = "arXiv is too busy to answer"


def _feed(reply: Reply) -> Feed:
    if isinstance(reply, Failure):
        return Feed(_NOTHING, *of_failure(reply))
    if reply.status in (403, 406, 429, 503):
        return Feed(_NOTHING, Signal.THROTTLED, f"{_OVERLOADED} ({reply.status})", reply.status)
    if reply.status != 200:
        reason = f"arXiv's API answers {reply.status}"
        found = _NAMED.findall(reply.body) if reply.status == _BAD_REQUEST else ()
        named = frozenset(name.decode("ascii") for name in found)
        return Feed(_NOTHING, Signal.SERVER_ERROR, reason, reply.status, named)
    papers = None if reply.truncated else atom.papers(reply.body)
    if not papers:
        what = "an empty reply" if papers is not None else "a reply that is not its own"
        return Feed(_NOTHING, Signal.THROTTLED, f"{_OVERLOADED} ({what})", 200)
    return Feed(MappingProxyType(papers), status=200)


def of_failure(reply: Failure) -> tuple[Signal, str]:
    """What it means that arXiv gave no answer: never anything about a paper."""
    return OF_SILENCE[reply.kind], f"arXiv could not be asked: {reply.words}"
