"""Something that is gone from a living repository.

What it finds: `tree` and `blob` links, raw files and archives, whose path exists at no reading of
the branch in the address, though the repository does; issues, pull requests, releases and their
files, tags, commits and milestones that both of GitHub's APIs deny.

Why it matters: the reader lands on GitHub's 404.

What to do: follow the file to its new name. Where the same path exists on the default branch, only
the branch was renamed, and the fix writes the new one. With a token, what is left of its folders is
looked at: the one path that differs in case alone, or the one file of this name with another
ending (`.ipynb` for `.py`, `.rst` for `.md`), is proposed, else the nearest folder is named; and
the newest copy in the Wayback Machine.

What it cannot know: where a file went that was moved to another folder; what a submodule holds, so
that links into one are unverified, as are discussions, single pages of wikis and whatever GitHub's
APIs tell nothing of.

Example: `https://github.com/owner/name/tree/master/code` after `master` became `main`.

Cost: one field of the query that asks for the repository; for what it does not show, a second look
in one more query, and one request or two to be sure. A file of a release is one request. One query
or two for what is left of its folders, for ten paths a run.
"""

from collections.abc import Iterator

from listcheck import retarget
from listcheck.case import Case, Place, Rule
from listcheck.model import Finding, Fix, Part, Signal
from listcheck.rules.finding import about, failing
from listcheck.rules.rescued import Offer, offer


def check(case: Case) -> Iterator[Finding]:
    """Every path that is missing from a living repository."""
    for place in case.places:
        if place.target.kind != "repository-path" or place.verdict.signal is not Signal.MISSING:
            continue
        seen = place.verdict.observation
        part = seen.parts.get(place.target.part) if seen else None
        if part and part.signal is Signal.MISSING:
            found = _offer(case, place, part.suggestion)
            message = _message(part) + failing(case, place)
            yield about(
                case, RULE, place, message,
                advice=found.advice, fix=found.fix, proof=found.trail,
            )  # fmt: skip


def _offer(case: Case, place: Place, suggestion: str | None) -> Offer:
    fix = _fix(place, suggestion) if suggestion else None
    if fix:
        return Offer("lead it to the default branch", fix)
    is_path = place.target.part.startswith("path:")
    return offer(case, place, _LOOK_FOR_PATH if is_path else _LOOK_FOR_HEIR)


_LOOK_FOR_PATH = "look for the path's new name"
_LOOK_FOR_HEIR = "look for what took its place, or take the link out"


def _message(part: Part) -> str:
    if not part.suggestion:
        return part.reason or "the repository is alive and has no such path"
    return f"no such path on this branch; it exists as {part.suggestion.removeprefix('path:')}"


def _fix(place: Place, suggestion: str) -> Fix | None:
    old, new = place.target.part.removeprefix("path:"), suggestion.removeprefix("path:")
    edits = retarget.distinct([retarget.renamed(link, old, new) for link in place.links])
    return Fix(f"lead it to {new}", edits) if edits else None


RULE = Rule("repo-path-missing", "error", __doc__, check, mends=True)
