"""A date that the paper contradicts.

What it finds: months written beside a paper that lie more than a month away both from the day its
first version was sent in and from the month in its arXiv id: a warning. As a note it tells of
months that lie within a month but are neither; of months that are not that of the id, where the
day of the first version is not known; and of rows dated by one of their papers, if another one in
the same cell is more than a month away.

Why it matters: lists are sorted by date, and a wrong one is often the day of writing it down.

What to do: write the month of the id, as the fix does; where it is but a note, look first.

What it cannot know: whether the list dates something else, such as the conference. An entry with
several papers is judged by the one that is nearest; a year alone is not judged, nor is the date of
a paper that is not the entry's (title-mismatch). An id has the month of the announcement: what was
sent in on the last days of a month is announced in the next one.

Example: `2024.07` beside `2411.01234`.

Cost: none beyond the call that asks for the title.
"""

from collections.abc import Iterator
from typing import NamedTuple

from listcheck import dates, papers
from listcheck.case import Case, Rule, is_kind
from listcheck.model import Claim, Document, Edit, Entry, Finding, Fix, Observation
from listcheck.rules import title_mismatch
from listcheck.rules.finding import of_claim
from listcheck.states import HARD

Month = tuple[int, int]
_LATE = 25  # of a month: what is sent in from then on is often announced in the next one


class _Paper(NamedTuple):
    """A paper of an entry: the month in its id, and that of its first version where it was seen."""

    key: str
    announced: Month
    submitted: Month | None
    seen: Observation | None

    @property
    def number(self) -> str:
        return self.key.partition(":")[2]

    @property
    def first(self) -> str:
        """The day of the first version."""
        return ((self.seen and self.seen.facts.published) or "")[:10]

    def is_sent_in(self, month: Month, day: int | None) -> bool:
        """Whether a date must be that of sending in: at the end of the month before the id's."""
        year, number = self.announced
        before = (year, number - 1) if number > 1 else (year - 1, 12)
        return self.submitted is None and month == before and (day or 0) >= _LATE

    def apart(self, month: Month) -> int:
        """How many months lie between a month and the nearer one of its own."""
        return min(dates.apart(month, one) for one in (self.submitted, self.announced) if one)


def check(case: Case) -> Iterator[Finding]:
    """Every month of an entry that is not that of its paper."""
    found = [*_found(case)]
    pairs = {_months(one) for one in found}
    yield from (_doubted(one) if _months(one)[::-1] in pairs else one for one in found)


def _months(finding: Finding) -> tuple[Month | None, Month | None]:
    """The month that the list says, and the one that the paper has."""
    return _month(str(finding.claimed)), _month(str(finding.observed))


def _doubted(finding: Finding) -> Finding:
    """Another entry has it the other way round: it may be the ids that changed places."""
    fix = finding.fix._replace(safe=False) if finding.fix else None
    return finding._replace(fix=fix, advice="look first whether two ids changed places")


def _found(case: Case) -> Iterator[Finding]:
    wrong = title_mismatch.wrong(case)
    for document, entry in case.catalog.entries():
        claims = entry.claimed("date")
        month = _month(claims[0].text) if len(claims) == 1 else None
        if month is None:
            continue
        keys = case.keys(entry, "paper")
        if any((entry.span, key) in wrong for key in keys):
            continue  # the date of a paper that is not the entry's says nothing
        found = [_paper(case, key) for key in keys]
        known = [one for one in found if one]
        if known and len(known) == len(found):
            yield from _judge(case, document, entry, claims[0], month, known)


def _paper(case: Case, key: str) -> _Paper | None:
    """A paper, unless it does not exist."""
    number, seen = papers.parse(key.partition(":")[2]), case.evidence.get(key)
    if number is None or (seen and seen.signal in HARD):
        return None
    submitted = _month(seen.facts.published[:10]) if seen and seen.facts.published else None
    return _Paper(key, number.month, submitted, seen)


def _month(text: str) -> Month | None:
    year, number = dates.month(text) or (0, None)
    return (year, number) if number else None


def _judge(
    case: Case, document: Document, entry: Entry, claim: Claim, month: Month, known: list[_Paper]
) -> Iterator[Finding]:
    most = case.settings.tolerances.months
    near = min(known, key=lambda one: one.apart(month))
    far = [one for one in known if one.apart(month) > most]
    if len(far) == len(known) and all(one.submitted for one in known):
        yield _contradicted(entry, claim, known)
    elif near.apart(month) and not near.is_sent_in(month, dates.day(claim.text)):
        yield _beside(entry, claim, near, alone=len(known) == 1)
    elif far and not near.apart(month) and _are_one_field(case, document, entry, claim):
        yield _of_another(entry, claim, near, far[0])


def _are_one_field(case: Case, document: Document, entry: Entry, claim: Claim) -> bool:
    """Whether all papers stand in one cell, or in one field of a catalog: none is a remark."""
    if claim.syntax != "text":
        return True
    row = next((row for row in document.rows if row.span.start == entry.span.start), None)
    links = [link for link in entry.links if is_kind(case.target(link), "paper")]
    return row is not None and any(
        all(cell.start <= link.span.start < cell.end for link in links if not link.is_image)
        for cell in row.cells
    )


# --- what is told --------------------------------------------------------------------------------


def _contradicted(entry: Entry, claim: Claim, known: list[_Paper]) -> Finding:
    one = known[0]
    text = dates.written_like(claim.text, *one.announced)
    fix = Fix(f"write {text}", (Edit(claim.span, text),)) if text and len(known) == 1 else None
    said = f"the list says {claim.text.strip()}, {one.number} was first submitted on {one.first}"
    advice = f"write {text or _iso(one.announced)}"
    return of_claim(RULE, entry, claim, said, one.seen, observed=one.first, advice=advice, fix=fix)


def _beside(entry: Entry, claim: Claim, one: _Paper, *, alone: bool) -> Finding:
    text = dates.written_like(claim.text, *one.announced)
    fix = Fix(f"write {text}", (Edit(claim.span, text),), safe=False) if text and alone else None
    first = f" and was first submitted on {one.first}" if one.submitted else ""
    told = f"{one.number} is of {_iso(one.announced)} by its id{first}"
    return _note(entry, claim, one, told, fix)


def _of_another(entry: Entry, claim: Claim, near: _Paper, far: _Paper) -> Finding:
    told = f"which is right for {near.number}; {far.number} is of {_iso(far.announced)} by its id"
    return _note(entry, claim, far, told, None)


def _note(entry: Entry, claim: Claim, one: _Paper, told: str, fix: Fix | None) -> Finding:
    found = of_claim(
        RULE, entry, claim, f"the list says {claim.text.strip()}, {told}", one.seen,
        observed=_iso(one.announced), fix=fix,
    )  # fmt: skip
    return found._replace(severity="info", key=f"date {one.key}")  # the same key without evidence


def _iso(month: Month) -> str:
    return "{}-{:02d}".format(*month)


RULE = Rule("date-drift", "warning", __doc__, check, mends=True)
