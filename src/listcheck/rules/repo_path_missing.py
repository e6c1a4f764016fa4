"""A file or folder that is gone from a living repository.

What it finds: `tree` and `blob` links, and raw files, whose path exists at no reading of the
branch in the address, though the repository does.

Why it matters: the reader lands on GitHub's 404.

What to do: follow the file to its new name. Where the same path exists on the default branch, only
the branch was renamed, and the fix writes the new one.

What it cannot know: where a moved file went; what a submodule holds, so that links into one are
unverified.

Example: `https://github.com/owner/name/tree/master/code` after `master` became `main`.

Cost: one field of the query that asks for the repository; for what it does not show, a second look
in one more query, and one request or two to be sure.
"""

from collections.abc import Iterator

from listcheck import retarget
from listcheck.case import Case, Place, Rule
from listcheck.model import Finding, Fix, Signal
from listcheck.rules.finding import about, failing


def check(case: Case) -> Iterator[Finding]:
    """Every path that is missing from a living repository."""
    for place in case.places:
        if place.target.kind != "repository-path" or place.verdict.signal is not Signal.MISSING:
            continue
        seen = place.verdict.observation
        part = seen.parts.get(place.target.part) if seen else None
        if part and part.signal is Signal.MISSING:
            fix = _fix(place, part.suggestion) if part.suggestion else None
            advice = "lead it to the default branch" if fix else "look for the path's new name"
            message = _message(part.suggestion) + failing(case, place)
            yield about(case, RULE, place, message, advice=advice, fix=fix)


def _message(suggestion: str | None) -> str:
    if not suggestion:
        return "the repository is alive and has no such path"
    return f"no such path on this branch; it exists as {suggestion.removeprefix('path:')}"


def _fix(place: Place, suggestion: str) -> Fix | None:
    old, new = place.target.part.removeprefix("path:"), suggestion.removeprefix("path:")
    edits = retarget.distinct([retarget.renamed(link, old, new) for link in place.links])
    return Fix(f"lead it to {new}", edits) if edits else None


RULE = Rule("repo-path-missing", "error", __doc__, check, mends=True)
