"""Reading a page that answers: whether it is the page that was listed, and has what is named in it.

A page is read only where its address gives cause, or where the settings ask for it; where the page
alone leaves doubt, a random address beside it is asked, once for each folder. Flows that wait for
that answer leave their page behind, and whoever asked answers for all of them.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from listcheck.exchange import Answer, Exchange, Reply, Request, ask
from listcheck.model import Observation, Part, Signal
from listcheck.probes import page_meaning as meaning
from listcheck.probes.arrivals import arrival, is_home, says_missing, sibling
from listcheck.probes.question import Question
from listcheck.settings import Pages
from listcheck.urls import host_of, join

if TYPE_CHECKING:
    from listcheck.probes.page_text import Shown
    from listcheck.probes.soft_404 import Control, Judgement

LONGEST = 1 << 19  # bytes; a page that says that it is missing is short
LONGEST_NAMED = 1 << 22  # bytes of a page in which a place is looked for
_MOST_HOPS = 5  # of the control request
_MISSING = frozenset({404, 410})

_Finish = Callable[["Control", tuple[Exchange, ...]], Observation]
_Said = tuple["Control", tuple[Exchange, ...]]


@dataclass(slots=True, eq=False)
class Reading:
    """The readings of a run: what the settings ask for, and what random addresses answered."""

    pages: Pages
    known: dict[str, _Said] = field(default_factory=dict)
    waiting: dict[str, list[_Finish]] = field(default_factory=dict)

    def wants(self, question: Question, final: str, end: Reply) -> bool:
        """Whether a page that answers, at `final`, is to be read."""
        if not isinstance(end, Answer) or not (200 <= end.status < 300 or end.status == 304):
            return False
        return bool(question.parts) or self._doubts(question.address, final, end)

    def _doubts(self, listed: str, final: str, end: Answer) -> bool:
        if self.pages.soft_404 == "off":
            return False
        strange = bool(arrival(listed, final)) or meaning.is_parked(end.headers)
        return (strange or self.pages.soft_404 == "all") and _is_html(end)

    def look(
        self, question: Question, seen: Observation, end: Reply, trail: list[Exchange], lane: str
    ) -> Generator[Request, Reply, tuple[Observation, ...] | None]:
        """Read a page, and conclude.

        Returns:
            What was seen of it and of those that waited for the same answer; nothing if another
            flow will tell. None if a GET is answered by 404, which a HEAD was not.
        """
        listed, final = question.address, seen.final_url or question.address
        assert isinstance(end, Answer)  # else it is not wanted
        if not _is_html(end):
            return (_with_parts(seen, question, "this is no page of text"),)
        limit = LONGEST_NAMED if question.parts else LONGEST
        reply = yield from ask(Request("GET", final, read=limit, lane=lane), trail)
        if isinstance(reply, Answer) and reply.status in _MISSING:
            return None
        if not isinstance(reply, Answer) or not _is_page(reply):
            return (_with_parts(seen, question, "it could not be read"),)
        page = _Page.of(question, reply, final)
        seen = page.named(seen._replace(trail=tuple(trail), at=reply.at))
        if not self._doubts(listed, final, end) or says_missing(listed):
            return (seen,)
        return (yield from self._concluded(page, seen, trail, lane))

    def _concluded(
        self, page: "_Page", seen: Observation, trail: list[Exchange], lane: str
    ) -> Generator[Request, Reply, tuple[Observation, ...]]:
        first = page.verdict()
        if not first.doubtful:
            return (first.told(seen),)

        def finish(control: "Control", more: tuple[Exchange, ...]) -> Observation:
            at = max((one.reply.at for one in more), default=seen.at)
            whole = seen._replace(trail=(*trail, *more), at=at)
            return page.verdict(control).told(whole)

        beside = sibling(page.shown.address)
        if beside in self.known:
            return (finish(*self.known[beside]),)
        if beside in self.waiting:
            self.waiting[beside].append(finish)
            return ()
        self.waiting[beside] = []
        hosts = {host_of(url) for url in (beside, page.shown.final)}
        said = yield from _control(beside, hosts, lane)
        self.known[beside] = said
        return tuple(one(*said) for one in (finish, *self.waiting.pop(beside)))


def _is_html(end: Answer) -> bool:
    from listcheck.probes.page_text import is_html  # noqa: PLC0415

    return end.status == 304 or is_html(end)


def _is_page(reply: Answer) -> bool:
    return (
        200 <= reply.status < 300
        and reply.status != 202
        and not meaning.is_challenge(reply)
        and _is_html(reply)
    )


def _control(address: str, hosts: set[str], lane: str) -> Generator[Request, Reply, _Said]:
    """Ask for what nobody made, along the redirects; not where the page did not end either."""
    from listcheck.probes import page_text  # noqa: PLC0415
    from listcheck.probes.soft_404 import Control  # noqa: PLC0415

    trail: list[Exchange] = []
    url = address
    for _ in range(_MOST_HOPS):
        reply = yield from ask(Request("GET", url, read=LONGEST, lane=lane), trail)
        if not isinstance(reply, Answer):
            break
        to = join(url, reply.headers.get("location", ""))
        if reply.status in meaning.REDIRECTS and to and host_of(to) in hosts:
            url = to
            continue
        if reply.status in _MISSING:
            return Control(missing=True), tuple(trail)
        if _is_page(reply):
            return Control(shown=page_text.Shown(address, url, page_text.read(reply))), tuple(trail)
        break
    return Control(), tuple(trail)


class _Verdict(NamedTuple):
    """A judgement on a page as a signal."""

    signal: Signal | None
    reason: str = ""
    doubtful: bool = False

    def told(self, seen: Observation) -> Observation:
        """What was seen, with the judgement on it."""
        if self.signal is None:
            return seen
        return seen._replace(signal=self.signal, reason=self.reason, moved_to=None)


class _Page(NamedTuple):
    """A page that was read, with what was asked of it."""

    question: Question
    shown: "Shown"
    headers: Mapping[str, str]

    @staticmethod
    def of(question: Question, reply: Answer, final: str) -> "_Page":
        from listcheck.probes import page_text  # noqa: PLC0415

        shown = page_text.Shown(question.address, final, page_text.read(reply))
        return _Page(question, shown, reply.headers)

    def verdict(self, control: "Control | None" = None) -> _Verdict:
        """What the page amounts to; with the answer for a random address, nothing is in doubt."""
        from listcheck.probes import parking, soft_404  # noqa: PLC0415

        shown, listed = self.shown, self.shown.address
        if soft_404.is_gate(shown.page) and not meaning.door(listed) and not is_home(listed):
            return _Verdict(Signal.BLOCKED, "shows a login, or asks for consent, in its place")
        parked = parking.judge(shown, self.headers, control)
        if parked.suspect:
            return _Verdict(Signal.PARKED, f"looks parked: {_words(parked, parking.NAMES)}")
        if is_home(listed):
            return _Verdict(None, doubtful=parked.doubtful)
        missing = soft_404.judge(shown, arrival(listed, shown.final), self.question.titles, control)
        if missing.suspect:
            words = _words(missing, soft_404.NAMES)
            reason = f"answers, and looks like a page that is missing: {words}"
            return _Verdict(Signal.SOFT_404, reason)
        return _Verdict(None, doubtful=parked.doubtful or missing.doubtful)

    def named(self, seen: Observation) -> Observation:
        """With what is known of the places in the page that links lead to."""
        from listcheck.probes.fragments import place  # noqa: PLC0415

        parts = {part: place(part, self.shown.page) for part in self.question.parts}
        return seen._replace(parts=MappingProxyType(parts)) if parts else seen


def _words(judgement: "Judgement", names: Mapping[str, str]) -> str:
    return ", ".join(words for name, words in names.items() if name in judgement.signals)


def _with_parts(seen: Observation, question: Question, reason: str) -> Observation:
    parts = {part: Part(Signal.UNKNOWN, reason) for part in question.parts}
    return seen._replace(parts=MappingProxyType(parts)) if parts else seen
