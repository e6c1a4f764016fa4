"""Which written title belongs to which paper, and how the two compare."""

from collections.abc import Iterator
from dataclasses import dataclass

from listcheck.case import Case
from listcheck.model import Claim, Entry, Observation
from listcheck.titles import Comparison, compare


@dataclass(frozen=True, slots=True)
class Written:
    """A written title beside what was observed of the paper that it stands for."""

    entry: Entry
    claim: Claim
    seen: Observation
    comparison: Comparison


def written(case: Case) -> Iterator[Written]:
    """Every written title whose paper is certain and was observed."""
    for _, entry in case.catalog.entries():
        for claim, key in titled(case, entry):
            seen = case.evidence.get(key)
            if seen and seen.facts.title:
                yield Written(entry, claim, seen, compare(claim.text, titles(seen)))


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
        inside = link.span.start <= claim.span.start and claim.span.end <= link.span.end
        if inside and not link.is_image:
            target = case.target(link)
            return target.key if target.kind == "paper" else None
    keys = case.keys(entry, "paper")
    return keys[0] if len(keys) == 1 else None
