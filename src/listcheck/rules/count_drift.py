"""A count, or a day of the last update, that the list itself disproves.

What it finds: numbers of entries in section badges, headings and the introduction that differ from
the entries that are there; "last updated" more than a month before the newest entry, or, as a note,
up to a month before it.

Why it matters: it is the first thing a reader sees, and anybody can count.

What to do: write the number that is there, as the fix does; of the day of the last update only you
know what it was.

What it cannot know: what a number means that names no section; such numbers are left alone. An
entry is dated by its written month, unless all of its arXiv ids contradict it; years alone, and
days of updates without a month, are not judged.

Example: a badge `Surveys-6` over a table of seven rows; `Last updated: 2025-01-07` over an entry
dated 2025.06.

Cost: none.
"""

from collections.abc import Iterator

from listcheck import dates, papers
from listcheck.case import Case, Rule
from listcheck.model import Claim, Count, Document, Edit, Entry, Finding, Fix, Severity

_NEAR = 1  # months between an entry's month and that of its arXiv id, or that an update may lag

Month = tuple[int, int]


def check(case: Case) -> Iterator[Finding]:
    """Every count that differs from what is counted, every update before the newest entry."""
    for document in case.catalog.documents:
        for count in document.counts:
            if count.value != count.counted:
                yield _finding(count)
        yield from _updated(case, document)


def _finding(count: Count) -> Finding:
    where = f"the section “{count.section[-1]}”" if count.section else "the list"
    return Finding(
        RULE.slug, RULE.severity,
        f"“{count.label}” says {count.value}, {where} has {count.counted}",
        count.span, claimed=count.value, observed=count.counted,
        advice=f"write {count.counted}",
        fix=Fix(f"write {count.counted}", (Edit(count.span, str(count.counted)),)),
        key=count.label,
    )  # fmt: skip


# --- last updated --------------------------------------------------------------------------------


def _updated(case: Case, document: Document) -> Iterator[Finding]:
    """The latest day that the list says it was updated on, if an entry is newer."""
    stated = [
        (month, claim)
        for claim in document.claims
        if claim.field == "updated" and (month := _month(claim.text))
    ]
    if not stated:
        return
    last, claim = max(stated, key=lambda pair: pair[0])
    dated = [
        (month, entry)
        for entry in document.entries
        if entry.kind == "entry" and (month := _dated(case, entry))
    ]
    newest, entry = max(dated, key=lambda pair: pair[0], default=(last, None))
    if entry and newest > last:
        severity: Severity = "info" if dates.apart(newest, last) <= _NEAR else RULE.severity
        yield _stale(document, claim, severity, entry, newest)


def _month(text: str) -> Month | None:
    year, month = dates.month(text) or (0, None)
    return (year, month) if month else None


def _dated(case: Case, entry: Entry) -> Month | None:
    """The month of an entry, None if it is not certain."""
    claims = entry.claimed("date")
    month = _month(claims[0].text) if len(claims) == 1 else None
    found = [papers.parse(key.partition(":")[2]) for key in case.keys(entry, "paper")]
    months = [paper.month for paper in found if paper]
    near = not months or any(month and dates.apart(month, other) <= _NEAR for other in months)
    return month if near else None


def _stale(
    document: Document, claim: Claim, severity: Severity, entry: Entry, month: Month
) -> Finding:
    line, newest = document.position(entry.span.start)[0], "{}-{:02d}".format(*month)
    return Finding(
        RULE.slug, severity,
        f"last updated {claim.text}, and “{entry.name}” on line {line} is dated {newest}",
        claim.span, claimed=claim.text, observed=newest, related=(entry.span,),
        advice="write the day of the last update", key="updated",
    )  # fmt: skip


RULE = Rule("count-drift", "warning", __doc__, check, mends=True)
