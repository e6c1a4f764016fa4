"""A written star count that is out of date.

What it finds: counts of stars in text, catalogs and static badges that come out differently when
they are written again in their own form (12.3k, 1,234, 90k+), beyond the tolerance.

Why it matters: readers compare works by it.

What to do: write the present count, as the fix does; or show a badge that counts by itself.

What it cannot know: the count at the moment of reading. A difference of five in a hundred, or of
ten stars, is not reported.

Example: `⭐ 1.2k` beside a repository that has 3,400.

Cost: none beyond the batch that asks for repositories.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from listcheck import numerals
from listcheck.case import Case, Rule
from listcheck.model import Claim, Document, Edit, Entry, Finding, Fix, Observation, Span
from listcheck.rules.finding import of_claim


def check(case: Case) -> Iterator[Finding]:
    """Every written count of an entry with one repository, or that says of which it is."""
    for document, entry in case.catalog.entries():
        for claim in entry.claimed("stars"):
            seen = case.evidence.get(_repository(case, entry, claim))
            if seen and seen.facts.stars is not None:
                yield from _judge(case, entry, _whole(document, claim), seen, seen.facts.stars)


def _repository(case: Case, entry: Entry, claim: Claim) -> str:
    if subject := case.subject(claim):
        return subject.key
    keys = case.keys(entry, "repository")
    return keys[0] if len(keys) == 1 else ""


def _whole(document: Document, claim: Claim) -> Claim:
    """The claim with the plus sign behind it, which makes it a floor."""
    plus = Span(claim.span.path, claim.span.end, claim.span.end + 1)
    if document.slice(plus) != "+":
        return claim
    return claim._replace(text=f"{claim.text}+", span=claim.span._replace(end=plus.end))


def _judge(
    case: Case, entry: Entry, claim: Claim, seen: Observation, stars: int
) -> Iterator[Finding]:
    written = numerals.parse(claim.text)
    if written is None:
        return
    again = written.again(stars)
    tolerances = case.settings.tolerances
    slack = max(tolerances.stars, tolerances.stars_share * stars)
    if not written.fits(stars) and abs(written.value - stars) > slack:
        yield of_claim(
            RULE, entry, claim, f"the list says {claim.text.strip()} stars, GitHub {stars:,}", seen,
            observed=stars, advice=f"write {again}",
            fix=Fix(f"write {again}", (Edit(claim.span, again), *_dated(entry, seen))),
        )  # fmt: skip


def _dated(entry: Entry, seen: Observation) -> Iterator[Edit]:
    """The day of the new count, where the list says of which day its count is."""
    day = datetime.fromtimestamp(seen.at, UTC)
    for claim in entry.claimed("as_of"):
        yield Edit(claim.span, f"{day:%Y-%m-%d}")


RULE = Rule("stars-drift", "info", __doc__, check, mends=True)
