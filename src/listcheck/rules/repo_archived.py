"""A repository that its owner archived.

What it finds: repositories that are read-only by their owner's wish, in entries that do not say so.

Why it matters: nobody answers issues there; readers like to know before they build on it.

What to do: say so in the entry ("archived"), or look for a successor.

What it cannot know: whether the code is any worse for it.

Example: `[code](https://github.com/owner/archived)`.

Cost: none beyond the batch that asks for its stars.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule, is_kind
from listcheck.model import Finding, Link
from listcheck.rules.finding import about

_SAID = ("archived", "unmaintained", "no longer maintained", "deprecated", "discontinued")


def check(case: Case) -> Iterator[Finding]:
    """Every archived repository, once for each document."""
    told = set()
    for place in case.places:
        seen = place.verdict.observation
        if not seen or not seen.facts.archived:
            continue
        subject = (place.document.path, place.target.key)
        if (
            subject not in told
            and is_kind(place.target, "repository")
            and not is_said(case, place.link)
        ):
            told.add(subject)
            advice = "say so in the entry, or look for a successor"
            yield about(case, RULE, place, "its owner archived it: read-only", advice=advice)


def is_said(case: Case, link: Link) -> bool:
    """Whether the entry of a link says that nobody minds the repository any more."""
    entry = case.entry_of(link)
    return entry is not None and any(word in entry.text.casefold() for word in _SAID)


RULE = Rule("repo-archived", "warning", __doc__, check)
