"""A count that the list itself disproves.

What it finds: the numbers in section badges and headings that differ from the number of entries
that the section has.

Why it matters: it is the first thing a reader sees, and anybody can count.

What to do: write the number that is there, as the fix does.

What it cannot know: what a number means that names no section; such numbers are left alone.

Example: a badge `Surveys-6` over a table of seven rows.

Cost: none.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.model import Count, Edit, Finding, Fix


def check(case: Case) -> Iterator[Finding]:
    """Every count that differs from what is counted."""
    for document in case.catalog.documents:
        for count in document.counts:
            if count.value != count.counted:
                yield _finding(count)


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


RULE = Rule("count-drift", "warning", __doc__, check)
