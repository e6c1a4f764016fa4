"""Pages that are alive kept by the Wayback Machine: only where the user wishes it, a few a run.

Source: https://web.archive.org/save/URL, Save Page Now. It leads to the copy that it has made, or
answers a page that says that it will be made. Strangers can have three made a minute
(akamhy/waybackpy#187), so that pages are asked about first, and those left alone of which there is
a copy of the last year. Repositories are not for it, nor what a service's record answers for.
"""

from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from dataclasses import dataclass, field

from listcheck.case import Case
from listcheck.discretion import may_be_told
from listcheck.exchange import Failure, FailureKind, Reply, Request, ask
from listcheck.history import DAY, day
from listcheck.model import Catalog, Flow, Lookup, Observation, Signal
from listcheck.probes import wayback
from listcheck.probes.question import Question
from listcheck.probes.wayback import SITE, Copy, Silence, Talk
from listcheck.settings import Settings
from listcheck.states import PAGES
from listcheck.urls import join

PREFIX = "saved:"
LANE = "wayback-save"
MOST = 20  # pages a run that the archive is asked about
MOST_SAVES = 6  # pages a run that it is asked to keep
_RECENT = 365 * DAY
_AGAIN = DAY  # after a page that could not be kept

Recall = Callable[[Collection[str]], Mapping[str, Observation]]


@dataclass(slots=True, eq=False)
class Saving:
    """The pages that are to be kept, and how it went with them."""

    catalog: Catalog
    settings: Settings
    at: float  # Unix time, by which a copy is recent or not
    recall: Recall
    pages: int = 0
    saved: int = 0
    promised: int = 0
    had: int = 0
    refused: int = 0
    _begun: bool = field(default=False)

    def lookups(self, evidence: Mapping[str, Observation]) -> tuple[Lookup, ...]:
        """What is to be asked, once a run."""
        if self._begun or not self.settings.archive or self.settings.offline:
            return ()
        self._begun = True
        pages = tuple(dict.fromkeys(self._living(evidence)))
        known = self.recall([f"{PREFIX}{url}" for url in pages]) if pages else {}
        due = [url for url in pages if not self._is_settled(known.get(f"{PREFIX}{url}"))]
        self.pages = len(pages)
        self.had = sum(self._is_recent(one.facts.updated) for one in known.values())
        some = tuple(Question(f"{PREFIX}{url}", url) for url in due[:MOST])
        keys = tuple(one.key for one in some)
        return (Lookup(keys, lambda: self._flow(some)),) if some else ()

    def notes(self) -> Iterator[str]:
        """How it went, in one line."""
        if not self._begun:
            return
        done = {
            "kept by the Wayback Machine now": self.saved,
            "that it was asked to keep": self.promised,
            "with a copy of the last year": self.had,
            "that it could not keep": self.refused,
        }
        told = [f"{number} {words}" for words, number in done.items() if number]
        left = self.pages - sum(done.values())
        told += [f"{left} left for another run"] if left else []
        what = "1 page is" if self.pages == 1 else f"{self.pages} pages are"
        yield f"archive: {what} alive{': ' if told else ''}{', '.join(told)}"

    def _living(self, evidence: Mapping[str, Observation]) -> Iterator[str]:
        for place in Case(self.catalog, evidence, self.settings).places:
            target, link = place.target, place.link
            alive = place.verdict.state in ("alive", "moved") and target.key.startswith(PAGES)
            # The address that is asked has lost the user and password that were written.
            told = may_be_told(target.address) and may_be_told(link.target.strip())
            if alive and told and not link.is_image:
                yield target.address

    def _is_recent(self, written: str | None) -> bool:
        return written is not None and written >= day(self.at - _RECENT)

    def _is_settled(self, seen: Observation | None) -> bool:
        if seen is None:
            return False
        return self._is_recent(seen.facts.updated) or 0 <= self.at - seen.at < _AGAIN

    def _flow(self, questions: tuple[Question, ...]) -> Flow:
        seen = []
        for question in questions:
            talk = Talk(question)
            try:
                found = yield from self._kept(talk)
            except Silence:
                break
            if found is not None:
                seen.append(found)
        return tuple(seen)

    def _kept(self, talk: Talk) -> Generator[Request, Reply, Observation | None]:
        address = talk.question.address
        url = f"{SITE}/web/{address}"
        reply = yield from wayback.asked(talk, url)
        copy = wayback.led_to(reply, url, address)
        if copy and self._is_recent(copy.day):
            self.had += 1
            return talk.said(Signal.ALIVE, "has a copy", copy)
        if self.saved + self.promised + self.refused >= MOST_SAVES:
            return None
        return (yield from self._save(talk, address))

    def _save(self, talk: Talk, address: str) -> Generator[Request, Reply, Observation | None]:
        url = f"{SITE}/save/{address}"
        reply = yield from ask(Request("GET", url, lane=LANE), talk.trail)
        if isinstance(reply, Failure):
            if reply.kind is not FailureKind.TIMEOUT:
                raise Silence
            self.promised += 1  # it goes on when nobody listens
            return talk.said(Signal.UNKNOWN, "asked to keep it, without an answer in time")
        if reply.status == 429:
            raise Silence
        if reply.status >= 400:
            self.refused += 1
            return talk.said(Signal.UNKNOWN, f"not kept: Save Page Now answers {reply.status}")
        copy = self._made(url, reply.headers, address)
        self.saved += copy is not None
        self.promised += copy is None
        return talk.said(Signal.ALIVE, "kept" if copy else "to be kept", copy)

    def _made(self, url: str, headers: Mapping[str, str], address: str) -> Copy | None:
        written = headers.get("location") or headers.get("content-location") or ""
        return wayback.copy_at(join(url, written) or "", address) if written else None
