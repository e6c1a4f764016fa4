"""Which written title belongs to which paper, and how the two compare."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from listcheck.case import Case
from listcheck.model import Claim, Entry, Link, Observation
from listcheck.titles import Comparison, compare


class Written(NamedTuple):
    """A written title beside what was observed of the paper that it stands for."""

    entry: Entry
    claim: Claim
    seen: Observation
    comparison: Comparison


@lru_cache(maxsize=1)
def written(case: Case) -> tuple[Written, ...]:
    """Every written title whose paper is certain and was observed; two rules ask for them."""
    return tuple(_written(case))


def _written(case: Case) -> Iterator[Written]:
    for _, entry in case.catalog.entries():
        for claim, key in titled(case, entry):
            seen = case.evidence.get(key)
            if seen and seen.facts.title:
                yield Written(entry, claim, seen, compare(claim.text, titles(seen)))


def registered(case: Case) -> Iterator[Written]:
    """Every title that is the text of a link to a DOI of which the title was observed."""
    for _, entry in case.catalog.entries():
        for claim in entry.claimed("title"):
            link = next((one for one in entry.links if _is_text_of(claim, one)), None)
            target = case.target(link) if link else None
            seen = case.evidence.get(target.key) if target else None
            if seen and seen.key.startswith("doi:") and seen.facts.title:
                yield Written(entry, claim, seen, compare(claim.text, titles(seen)))


def _is_text_of(claim: Claim, link: Link) -> bool:
    inside = link.span.start <= claim.span.start and claim.span.end <= link.span.end
    return inside and not link.is_image


def titled(case: Case, entry: Entry) -> Iterator[tuple[Claim, str]]:
    """The titles that an entry writes, each with the paper that it certainly is meant for."""
    for claim in entry.claimed("title"):
        if key := _paper(case, entry, claim):
            yield claim, key


def titles(seen: Observation) -> tuple[str, ...]:
    """The titles of every version that was seen, the newest first."""
    return seen.facts.titles or ((seen.facts.title,) if seen.facts.title else ())


def has_all_titles(seen: Observation) -> bool:
    """Whether the titles of all versions were seen; the part is the one that `arxiv.py` notes."""
    return (seen.facts.version or 1) == 1 or "titles" in seen.parts


def _paper(case: Case, entry: Entry, claim: Claim) -> str | None:
    """The paper that the title is said to be of or a link to, else the only one of the entry."""
    if subject := case.subject(claim):
        return subject.key if subject.kind == "paper" else None
    for link in entry.links:
        if _is_text_of(claim, link):
            target = case.target(link)
            return target.key if target.kind == "paper" else None
    keys = case.keys(entry, "paper")
    return keys[0] if len(keys) == 1 else None
