"""A repository that has another name by now.

What it finds: repositories that GitHub knows under another owner or name than the list.

Why it matters: GitHub redirects only until somebody takes the old name, and then the link leads to
whatever they put there; star badges do not follow renames at all.

What to do: write the new name everywhere: link, badge and twin row together, as the fix does.

What it cannot know: whether a new owner is the same people. Look when the owner changed.

Example: `https://github.com/old/name`, which is `new/name` today.

Cost: none beyond the batch that asks for its stars.
"""

from collections.abc import Iterator

from listcheck import retarget
from listcheck.case import Case, Place, Rule, is_kind
from listcheck.model import Finding, Fix
from listcheck.rules.finding import about


def check(case: Case) -> Iterator[Finding]:
    """Every repository under an old name, once for each document, with all its places."""
    told = set()
    for place in case.places:
        seen = place.verdict.observation
        now = seen.facts.canonical if seen else None
        if not now or not is_kind(place.target, "repository"):
            continue
        subject = (place.document.path, place.target.key)
        old = place.target.key.partition(":")[2]
        if subject not in told and now.lower() != old:
            told.add(subject)
            yield _finding(case, place, old, now)


def _finding(case: Case, place: Place, old: str, now: str) -> Finding:
    links = tuple(
        link
        for other in case.places
        if other.target.key == place.target.key and other.document is place.document
        for link in other.links
    )
    whole = Place(place.document, place.target, links, place.verdict)
    edits = retarget.distinct([retarget.renamed(link, old, now) for link in links])
    where = f" in all {len(edits)} places" if len(edits) > 1 else ""
    fix = Fix(f"write {now}{where}", edits) if edits else None
    kind = "renamed" if old.partition("/")[0] == now.lower().partition("/")[0] else "transferred"
    message = f"{kind}: GitHub knows it as {now}"
    return about(case, RULE, whole, message, advice="write the new name", fix=fix, observed=now)


RULE = Rule("repo-renamed", "warning", __doc__, check, mends=True)
