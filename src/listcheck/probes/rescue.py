"""What the deaths of a run make worth asking: whether archives have a copy, and who has the work.

It is asked when all else is, a few a run, and never in a run that has nothing else to ask. None of
these questions is about a link of the list: what fails here is not told, and asked again next time.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from listcheck import moves, namesakes, rescues
from listcheck.case import Case, Place, is_kind
from listcheck.discretion import may_be_told
from listcheck.history import DAY
from listcheck.model import Catalog, Link, Lookup, Observation, Signal
from listcheck.probes import PROBES, fresh, load
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import HARD
from listcheck.urls import identify

Recall = Callable[[Collection[str]], Mapping[str, Observation]]

MOST_SEARCHES = 3  # titles a run: arXiv wants three seconds for each
_MOST = {rescues.TITLE: MOST_SEARCHES, namesakes.KEY: 5, moves.KEY: 10}  # others: rescue.links
_FOUND, _NOTHING, _OPEN = 60 * DAY, 14 * DAY, DAY  # how long an answer is good for


# Prefix to module, as in `PROBES`.
_ARCHIVES: dict[str, str] = {
    rescues.COPY: "listcheck.probes.wayback",
    rescues.SOURCE: "listcheck.probes.software_heritage",
    rescues.TITLE: "listcheck.probes.paper_search",
    namesakes.KEY: "listcheck.probes.namesake_search",
    moves.KEY: "listcheck.probes.folder_search",
}


@dataclass(slots=True, eq=False)
class Rescue:
    """The search for what can stand in for the dead."""

    catalog: Catalog
    settings: Settings
    at: float  # Unix time, of which answers are fresh or not
    recall: Recall
    _known: dict[str, Observation] = field(default_factory=dict)
    _looked: set[str] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)
    _part: tuple[frozenset[str], Catalog] = (frozenset(), Catalog())

    def recalled(self, evidence: Mapping[str, Observation]) -> dict[str, Observation]:
        """What earlier runs found out about what is dead by the evidence, which it does not hold.

        What was found once is shown until something else is.
        """
        while True:  # what is recalled may name what to recall
            wanted = {one.key for one in self._questions({**self._known, **evidence})}
            unseen = wanted - self._looked - evidence.keys()
            found = self.recall(unseen) if unseen else {}
            self._looked |= unseen
            self._known |= found
            if not found:
                break
        return {key: seen for key, seen in self._known.items() if key not in evidence}

    def lookups(self, evidence: Mapping[str, Observation]) -> tuple[Lookup, ...]:
        """What is to be asked next, nothing in the end."""
        if self.settings.offline or not self.settings.rescue.links:
            return ()
        known = {**self.recalled(evidence), **evidence}
        due: dict[str, dict[str, Question]] = {}
        for one in self._questions(known):
            seen_now = one.key in evidence or one.key in self._asked
            if not seen_now and not self._is_good(one, known.get(one.key)):
                prefix = f"{one.key.partition(':')[0]}:"
                group = due.setdefault(prefix, {})
                group[one.key] = _merged(group.get(one.key), one.knowing(known.get(one.key)))
        found = tuple(
            lookup
            for prefix, group in due.items()
            if (some := self._some(prefix, _new_first(group)))
            for lookup in load(_ARCHIVES.get(prefix) or PROBES[prefix])(some, self.settings)
        )
        self._asked |= {key for lookup in found for key in lookup.keys}
        return found

    def notes(self, evidence: Mapping[str, Observation]) -> Iterator[str]:
        """What had no turn in a run that asked archives, or no answer, and is open by now."""
        asked = self._questions(evidence) if self._asked else ()
        copies = {one.key for one in asked if one.key.startswith(rescues.COPY)}
        if left := len(copies - evidence.keys()):
            what = "1 dead link was" if left == 1 else f"{left} dead links were"
            yield f"{what} not looked up in archives yet: the next runs go on"

    def _some(self, prefix: str, due: tuple[Question, ...]) -> tuple[Question, ...]:
        """As many as may be asked in a run."""
        done = sum(key.startswith(prefix) for key in self._asked)
        most = min(_MOST.get(prefix, self.settings.rescue.links), self.settings.rescue.links)
        if prefix == "code:":
            most = min(most, self.settings.huggingface.requests)
        return due[: max(0, most - done)]

    def _questions(self, evidence: Mapping[str, Observation]) -> Iterator[Question]:
        """All that could be asked for what is dead by the evidence."""
        dead = frozenset(key for key, seen in evidence.items() if _is_dead(seen))
        if not dead:
            return
        if self._part[0] != dead:
            self._part = dead, _only(self.catalog, dead, self.settings.services.forge)
        case = Case(self._part[1], evidence, self.settings)
        for place in rescues.lost(case):
            yield from _about(case, place)

    def _is_good(self, question: Question, seen: Observation | None) -> bool:
        if seen is None:
            return False
        if not question.key.startswith((*_ARCHIVES, "code:")):
            return fresh(question, seen, self.settings, self.at)
        if self.settings.refresh:
            return False
        found = seen.final_url or seen.facts.meant or seen.facts.code
        limit = _FOUND if found else _NOTHING if seen.signal is Signal.ALIVE else _OPEN
        return 0 <= self.at - seen.at < limit


def _merged(earlier: Question | None, one: Question) -> Question:
    """One question for what several entries ask, with what each of them tells."""
    if earlier is None:
        return one
    return one._replace(parts=earlier.parts | one.parts).with_titles(earlier.titles)


def _new_first(due: Mapping[str, Question]) -> tuple[Question, ...]:
    """Those of which nothing is known before those of which something was."""
    return tuple(sorted(due.values(), key=lambda one: one.known is not None))


def _is_dead(seen: Observation) -> bool:
    return seen.signal in HARD or any(part.signal in HARD for part in seen.parts.values())


def _only(catalog: Catalog, dead: frozenset[str], forge: str) -> Catalog:
    """The links that lead to what is dead, and their entries: a hundredth of most lists."""

    def kept(links: tuple[Link, ...]) -> tuple[Link, ...]:
        return tuple(link for link in links if identify(link.target, forge).key in dead)

    documents = (
        one._replace(
            links=kept(one.links),
            entries=tuple(entry for entry in one.entries if kept(entry.links)),
        )
        for one in catalog.documents
    )
    return Catalog(tuple(documents))


def _about(case: Case, place: Place) -> Iterator[Question]:
    address, origin = rescues.address(case, place), rescues.origin(case, place)
    here = is_kind(place.target, "repository") and case.settings.services.forge != "github.com"
    if not here and place.target.kind != "paper" and may_be_told(address):
        yield Question(f"{rescues.COPY}{address}", address)
    if origin:
        yield Question(f"{rescues.SOURCE}{origin}", origin)
    if title := rescues.title(case, place):
        yield Question(rescues.searched(title), "", titles=(title,))
    for number in rescues.codes(case, place):
        yield Question(f"code:{number}", "")
    if slug := rescues.namesake(case, place):
        proofs, near = namesakes.proofs(case, place, slug), namesakes.owners(case, place)
        if namesakes.is_worth_asking(slug, proofs):
            yield Question(namesakes.key(slug), "", near, proofs)
    if key := moves.key(case, place):
        yield Question(key, "")
    for one in rescues.candidates(case, place):
        yield Question(one.target.key, one.target.address)
