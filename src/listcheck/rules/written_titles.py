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
        for claim in entry.claimed("title"):
            seen = case.evidence.get(_paper(case, entry, claim) or "")
            if seen and seen.facts.title:
                titles = seen.facts.titles or (seen.facts.title,)
                yield Written(entry, claim, seen, compare(claim.text, titles))


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
