"""A paper that its authors or arXiv withdrew.

What it finds: papers whose arXiv comment begins by saying that they are withdrawn, in entries that
do not say so.

Why it matters: the authors stand no longer by it, and its newest version has no text.

What to do: say so in the entry, or take it out.

What it cannot know: why, beyond the quoted words. A withdrawal from a conference is not one from
arXiv and is not reported.

Example: an id whose comment reads "This paper has been withdrawn by the author due to an error".

Cost: none beyond the call that asks for its title.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.model import Finding
from listcheck.rules.finding import about

_LONGEST = 160


def check(case: Case) -> Iterator[Finding]:
    """Every withdrawn paper, once for each document."""
    told = set()
    for place in case.places:
        seen = place.verdict.observation
        words = seen.facts.withdrawn if seen else None
        if not words:
            continue
        subject = (place.document.path, place.target.key)
        entry = case.entry_of(place.link)
        if subject in told or (entry and "withdrawn" in entry.text.casefold()):
            continue
        told.add(subject)
        quoted = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        advice = "say so in the entry, or take it out"
        yield about(case, RULE, place, f"withdrawn: “{quoted}”", advice=advice, observed=words)


RULE = Rule("paper-withdrawn", "error", __doc__, check)
