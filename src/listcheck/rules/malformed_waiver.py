"""A waiver that cannot be read, and so waives nothing.

What it finds: comments that begin with `listcheck:` and are no waiver; waivers without a reason,
with a day that is in no calendar, or of a rule that does not exist or cannot be waived; those that
GitHub shows as text.

Why it matters: its author believes that something is settled, and nobody will ever know why.

What to do: write `<!-- listcheck: allow RULE until=YYYY-MM-DD because ... -->`. Several rules are
parted by commas, `until` may be left out, the reason may not. In a cell, write `&#124;` for a bar.

What it cannot know: what was meant by a rule whose name is like no other's. A comment in code is
an example, and is let be.

Example: `<!-- listcheck: allow dead-link -->`: it has no reason.

Cost: none.
"""

from collections.abc import Iterator

from listcheck.case import Case, Found, Rule
from listcheck.model import Finding, Waiver
from listcheck.rules.waiving import finding
from listcheck.waivers import ON_WAIVERS


def check(case: Case) -> Iterator[Finding]:
    """Every waiver that is none."""
    for document in case.catalog.documents:
        for waiver in document.waivers:
            if wrong := waiver.wrong or _unknown(waiver, case.found):
                yield finding(RULE, document, waiver, wrong)


def _unknown(waiver: Waiver, found: Found | None) -> str:
    """What is wrong with the first rule that cannot be waived."""
    known = found.known if found else waiver.rules
    rule = next((one for one in waiver.rules if one not in known), None)
    if rule is None:
        return ""
    if rule in ON_WAIVERS:
        return f"{rule} cannot be waived"
    import difflib  # noqa: PLC0415  # few rules are misspelt

    near = difflib.get_close_matches(rule, known, n=1)
    return f"there is no rule {rule}" + (f": did you mean {near[0]}?" if near else "")


RULE = Rule("malformed-waiver", "error", __doc__, check)
