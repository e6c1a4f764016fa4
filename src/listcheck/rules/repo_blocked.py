"""A repository that GitHub withholds.

What it finds: repositories taken down after a DMCA notice (451), blocked for a breach of GitHub's
terms, or disabled.

Why it matters: nobody can open it.

What to do: link another source of the code, or take the link out.

What it cannot know: whether the block will be lifted.

Example: `[code](https://github.com/owner/blocked)`, to which the API answers 451.

Cost: one request, where the batch does not find the repository.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule, is_kind
from listcheck.model import Finding, Signal
from listcheck.rules.finding import about


def check(case: Case) -> Iterator[Finding]:
    """Every blocked or disabled repository, once for each document."""
    told = set()
    for place in case.places:
        seen = place.verdict.observation
        if not seen or not is_kind(place.target, "repository"):
            continue
        subject = (place.document.path, place.target.key)
        if subject not in told and (seen.signal is Signal.LEGAL or seen.facts.disabled):
            told.add(subject)
            reason = "GitHub disabled it" if seen.facts.disabled else seen.reason
            advice = "link another source, or take it out"
            yield about(case, RULE, place, f"nobody can open it: {reason}", advice=advice)


RULE = Rule("repo-blocked", "error", __doc__, check)
