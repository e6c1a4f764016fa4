"""A date that the paper contradicts.

What it finds: months written beside a paper that lie more than a month away both from the day its
first version was sent in and from the month in its arXiv id.

Why it matters: lists are sorted by date, and a wrong one is often the day of writing it down.

What to do: write the month of the id, as the fix does.

What it cannot know: whether the list dates something else, such as the conference. An entry with
several papers is judged by whichever agrees; a year alone is not judged, nor is the date of a paper
that is not the entry's (title-mismatch).

Example: `2024.07` beside `2411.01234`.

Cost: none beyond the call that asks for the title.
"""

from collections.abc import Iterator

from listcheck import dates, papers
from listcheck.case import Case, Rule
from listcheck.model import Claim, Edit, Entry, Finding, Fix, Observation
from listcheck.rules import title_mismatch
from listcheck.rules.finding import of_claim


def check(case: Case) -> Iterator[Finding]:
    """Every month of an entry that none of its papers is near to."""
    wrong = title_mismatch.wrong(case)
    for _, entry in case.catalog.entries():
        keys = case.keys(entry, "paper")
        seen = [case.evidence[key] for key in keys if key in case.evidence]
        known = [one for one in seen if _first_version(one)]
        if any((entry.span, key) in wrong for key in keys):
            continue  # the date of a paper that is not the entry's says nothing
        claims = entry.claimed("date")
        if known and len(known) == len(keys) and len(claims) == 1:
            yield from _judge(case, entry, claims[0], known)


def _judge(case: Case, entry: Entry, claim: Claim, known: list[Observation]) -> Iterator[Finding]:
    written = dates.month(claim.text)
    if written is None or written[1] is None:
        return
    month = (written[0], written[1])
    if all(_distance(month, one) > case.settings.tolerances.months for one in known):
        yield _finding(entry, claim, known)


def _distance(month: tuple[int, int], seen: Observation) -> int:
    return min(dates.apart(month, other) for other in (_first_version(seen), _of_id(seen)) if other)


def _first_version(seen: Observation) -> tuple[int, int] | None:
    year, number = dates.month((seen.facts.published or "")[:10]) or (0, None)
    return (year, number) if number else None


def _of_id(seen: Observation) -> tuple[int, int] | None:
    number = papers.parse(seen.key.partition(":")[2])
    return number.month if number else None


def _finding(entry: Entry, claim: Claim, known: list[Observation]) -> Finding:
    seen = known[0]
    year, number = _of_id(seen) or _first_version(seen) or (0, 0)
    text = dates.written_like(claim.text, year, number)
    first = (seen.facts.published or "")[:10]
    name = seen.key.partition(":")[2]
    return of_claim(
        RULE, entry, claim,
        f"the list says {claim.text.strip()}, {name} was first submitted on {first}", seen,
        observed=first, advice=f"write {text or f'{year}-{number:02d}'}",
        fix=Fix(f"write {text}", (Edit(claim.span, text),)) if text and len(known) == 1 else None,
    )  # fmt: skip


RULE = Rule("date-drift", "warning", __doc__, check)
