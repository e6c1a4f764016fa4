"""What may stand in for what is dead: copies in archives, and the same work elsewhere.

Both who asks and who judges go by this: a question is asked for what may become a proposal, and
nothing is proposed that nobody has seen.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from listcheck import moves, namesakes, repositories
from listcheck.announcements import pointers
from listcheck.case import Case, Place, is_kind
from listcheck.model import Entry, Observation, Role, Signal, Target
from listcheck.states import HARD, LIVING
from listcheck.titles import is_gloss, key, words
from listcheck.urls import identify

COPY, SOURCE, TITLE = "wayback:", "origin:", "titled:"
_ENOUGH = 4  # words of a title that no other work bears by chance
_INSIDE = ("anchor", "file", "other")


class Candidate(NamedTuple):
    """An address that somebody names for a work that is dead, who says so, in words, and where.

    What does not `mend` is advice, and no fix.
    """

    target: Target
    words: str
    seen: tuple[Observation, ...] = ()
    mends: bool = True


class Proposal(NamedTuple):
    """An address that was seen to answer, what it is in words, and what proves it.

    `name` is `owner/name` where it is a repository that takes the place of another, `part` a path
    in the same repository that does. What does not `mend` is advice, and no fix.
    """

    url: str
    words: str
    seen: tuple[Observation, ...]
    name: str = ""
    part: str = ""
    mends: bool = True


def lost(case: Case) -> Iterator[Place]:
    """What is dead by hard evidence, each subject of a document once.

    What is withheld for legal reasons is not sought elsewhere.
    """
    told = set()
    for place in case.places:
        dead = place.verdict.state == "dead" and place.verdict.signal is not Signal.LEGAL
        if dead and place.target.kind not in _INSIDE and (one := subject(place)) not in told:
            told.add(one)
            yield place


def subject(place: Place) -> tuple[str, str, str]:
    """What a finding about something dead is about: a target as a whole, or a part of it."""
    seen, target = place.verdict.observation, place.target
    whole = seen is not None and seen.signal in HARD
    return place.document.path, target.key, "" if whole else target.part


def address(case: Case, place: Place) -> str:
    """The address that copies are sought of: of a repository that is gone, its own page."""
    gone = _gone(place)
    return f"https://{case.settings.services.forge}/{gone}" if gone else place.target.address


def _gone(place: Place) -> str:
    """`owner/name` as written, of a GitHub repository that is gone as a whole; else empty."""
    seen, target = place.verdict.observation, place.target
    if seen is None or seen.signal not in HARD or not is_kind(target, "repository"):
        return ""
    parts = urlsplit(target.address)
    found = repositories.address(parts.hostname or "", parts.path)
    return found.slug if found and found.name else target.key.partition(":")[2]


def origin(case: Case, place: Place) -> str:
    """The address under which Software Heritage may know the repository; empty if it is none."""
    kind, _, name = place.target.key.partition(":")
    if kind == "repo" and _gone(place) and case.settings.services.forge == "github.com":
        return f"https://github.com/{_gone(place)}"
    service, _, _ = name.partition("/")
    if kind == "record" and service in ("gitlab", "codeberg", "bitbucket"):
        return place.target.address.rstrip("/").removesuffix(".git")
    return ""


def title(case: Case, place: Place) -> str:
    """The title of a work whose only paper is dead, if one stands there that can be searched."""
    entry = case.entry_of(place.link)
    if entry is None or not _is_its_paper(case, place, entry):
        return ""
    claimed = entry.claimed("title")
    text = claimed[0].text if claimed else ""
    return text if len(words(text)) >= _ENOUGH and not is_gloss(text) else ""


def _is_its_paper(case: Case, place: Place, entry: Entry) -> bool:
    """Whether the entry has no other paper that could be read at arXiv."""
    others = [one for one in case.keys(entry, "paper") if one != place.target.key]
    seen = place.verdict.observation
    if place.target.kind == "paper":
        return not others and seen is not None and seen.signal in HARD
    return not others and place.link.role is Role.PAPER


def namesake(case: Case, place: Place) -> str:
    """`owner/name` of a repository that is gone, and of which nobody else says where it is."""
    slug = _gone(place)
    named = (case.evidence.get(one.target.key) for one in _pointed(case, place))
    return "" if any(seen and seen.signal in LIVING for seen in named) else slug


def searched(text: str) -> str:
    """The key of the question for the paper of a title."""
    return f"{TITLE}{key(text)}"


def codes(case: Case, place: Place) -> tuple[str, ...]:
    """The arXiv ids of the papers that stand beside a repository which is gone."""
    entry = case.entry_of(place.link) if _gone(place) else None
    papers = case.keys(entry, "paper") if entry else ()
    return tuple(one.partition(":")[2] for one in papers) if len(papers) == 1 else ()


def candidates(case: Case, place: Place) -> Iterator[Candidate]:
    """The addresses that what was seen names for it; whether they answer is another question."""
    forge = case.settings.services.forge
    yield from _pointed(case, place)
    if slug := namesake(case, place):
        for target, said in namesakes.found(case, place, slug):
            # Whoever copies a README copies what it names: of a stranger's, a person decides.
            known = namesakes.is_known(case, place, slug, target)
            yield Candidate(target, said, (case.evidence[namesakes.key(slug)],), mends=known)
    entry = case.entry_of(place.link)
    if entry and place.target.kind == "page" and place.link.role is Role.PAPER:
        for paper in case.keys(entry, "paper"):
            seen = case.evidence.get(paper)
            if seen and seen.facts.doi:
                target = identify(f"https://doi.org/{seen.facts.doi}", forge)
                if target.key.startswith("doi:") and target.key != place.target.key:
                    yield Candidate(target, "the DOI that arXiv gives for the paper")


def _pointed(case: Case, place: Place) -> Iterator[Candidate]:
    """The repositories that its paper, or somebody about it, names."""
    for number in codes(case, place):
        for pointer in pointers(number, case.evidence):
            target = identify(pointer.url, case.settings.services.forge)
            if target.kind == "repository" and not target.why_not:
                yield Candidate(target, f"named by {pointer.source}")


def proposals(case: Case, place: Place) -> tuple[Proposal, ...]:
    """What can stand in for it, the best first, each address once."""
    looks = (_named, _moved, _twin, _source, _copy)
    found = {one.url: one for look in looks for one in look(case, place)}
    return tuple(found.values())


def _named(case: Case, place: Place) -> Iterator[Proposal]:
    for one in candidates(case, place):
        seen = case.evidence.get(one.target.key)
        if one.target.key == place.target.key or seen is None or seen.signal not in LIVING:
            continue
        if one.target.kind == "repository":
            name = seen.facts.canonical or "/".join(one.target.address.split("/")[3:5])
            url = f"https://{case.settings.services.forge}/{name}"
            if name.lower() != _gone(place).lower():
                yield Proposal(url, one.words, (*one.seen, seen), name, mends=one.mends)
        else:
            yield Proposal(one.target.address, one.words, (seen,))


def _moved(case: Case, place: Place) -> Iterator[Proposal]:
    for one in moves.found(case, place):
        yield Proposal(one.url, one.words, (one.seen,), part=one.part, mends=one.mends)


def _twin(case: Case, place: Place) -> Iterator[Proposal]:
    text = title(case, place)
    seen = case.evidence.get(searched(text)) if text else None
    if seen and seen.facts.meant:
        url = f"https://arxiv.org/abs/{seen.facts.meant}"
        yield Proposal(url, "the paper at arXiv with exactly this title", (seen,))


def _source(case: Case, place: Place) -> Iterator[Proposal]:
    seen = case.evidence.get(f"{SOURCE}{origin(case, place)}")
    if seen and seen.final_url:
        of = f", as of {seen.facts.updated}" if seen.facts.updated else ""
        yield Proposal(seen.final_url, f"its source at Software Heritage{of}", (seen,))


def _copy(case: Case, place: Place) -> Iterator[Proposal]:
    seen = case.evidence.get(f"{COPY}{address(case, place)}")
    if seen and seen.final_url:
        of = f" of {seen.facts.updated}" if seen.facts.updated else ""
        yield Proposal(seen.final_url, f"newest archived copy{of}", (seen,))


def answered(seen: Observation, forge: str) -> Observation | None:
    """What an archive's answer says of the address that it names, as if that had been asked."""
    if not seen.final_url or not seen.key.startswith((COPY, SOURCE)):
        return None
    return seen._replace(key=identify(seen.final_url, forge).key, final_url=None)
