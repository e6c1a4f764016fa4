"""A waiver whose last day is over.

What it finds: waivers with an `until` before the day of the run (in UTC). They waive nothing any
more, so what they waived is reported beside them.

Why it matters: whoever wrote the day wanted to be asked again.

What to do: look whether the reason still holds. Then write a new day, or take the waiver out.

What it cannot know: whether what was awaited has happened. One in the settings file has no place
in a list: the end of the report tells of it.

Example: `<!-- listcheck: allow dead-link until=2026-01-31 because the host moves -->` in February.

Cost: none.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.model import Finding
from listcheck.rules.waiving import finding
from listcheck.waivers import is_expired


def check(case: Case) -> Iterator[Finding]:
    """Every waiver that held until a day before this one."""
    for document in case.catalog.documents:
        for waiver in document.waivers:
            if not waiver.wrong and is_expired(waiver, case.day):
                told = f"expired on {waiver.until}: {', '.join(waiver.rules)} is waived no more"
                yield finding(RULE, document, waiver, told, observed=case.day)


RULE = Rule("expired-waiver", "warning", __doc__, check)
