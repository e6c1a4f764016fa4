"""A star badge that shows the stars of another repository.

What it finds: star badges that name a repository which their entry does not link, and badges of
repositories that are linked nowhere in the list.

Why it matters: the number is somebody else's, and the badge service never complains.

What to do: make badge and link agree, or link the repository that the badge names.

What it cannot know: which of the two is meant; the fix is left to a person.

Example: `[foo](https://github.com/a/foo)` beside `img.shields.io/github/stars/b/bar`.

Cost: none.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from listcheck import repositories, retarget
from listcheck.case import Case, Rule
from listcheck.model import Document, Entry, Finding, Fix, Link


def check(case: Case) -> Iterator[Finding]:
    """Every star badge of an entry that belongs to no repository that it links."""
    for document, entry in case.catalog.entries():
        for badge in entry.links:
            named = _named(case, badge)
            if not named:
                continue
            linked = case.keys(entry, "repository")
            if _agrees(case, f"repo:{named.lower()}", linked):
                continue
            if linked:
                yield _finding(entry, badge, named, _written(case, entry, linked))
            elif not _is_linked(case, document, f"repo:{named.lower()}"):
                yield _finding(entry, badge, named, ())


def _named(case: Case, link: Link) -> str | None:
    if not link.is_image or "shields.io" not in link.target:
        return None
    parts = urlsplit(case.target(link).address)
    found = repositories.star_badge(parts.hostname or "", parts.path)
    return found.slug if found and not found.why_not else None


def _agrees(case: Case, badge: str, linked: tuple[str, ...]) -> bool:
    """The same repository, be it under two names: renames are another rule's business."""
    return bool(
        {badge, _canonical(case, badge)} & {*linked, *(_canonical(case, k) for k in linked)}
    )


def _canonical(case: Case, key: str) -> str:
    seen = case.evidence.get(key)
    return f"repo:{seen.facts.canonical.lower()}" if seen and seen.facts.canonical else key


def _is_linked(case: Case, document: Document, badge: str) -> bool:
    return any(case.target(link).key == badge for link in document.links if not link.is_image)


def _written(case: Case, entry: Entry, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The repositories behind some keys, as the entry writes them: keys are in small letters."""
    found = {key: key.partition(":")[2] for key in keys}
    for link in entry.links:
        parts = urlsplit(case.target(link).address)
        at = repositories.address(parts.hostname or "", parts.path, case.settings.services.forge)
        if at and case.target(link).key in found and not link.is_image:
            found[case.target(link).key] = at.slug
    return tuple(found.values())


def _finding(entry: Entry, badge: Link, named: str, linked: tuple[str, ...]) -> Finding:
    other = linked[0] if len(linked) == 1 else None
    edit = retarget.renamed(badge, named, other) if other else None
    message = (
        f"the badge shows the stars of {named}, the entry links {', '.join(linked)}"
        if linked
        else f"the badge shows the stars of {named}, which the list links nowhere"
    )
    return Finding(
        RULE.slug, RULE.severity, message, badge.place, entry=entry.name, url=badge.url,
        claimed=named, observed=other, key=f"{named.lower()} {entry.name}",
        advice="make badge and link agree" if linked else f"link {named} in the entry",
        fix=Fix(f"show the stars of {other}", (edit,), safe=False) if edit else None,
    )  # fmt: skip


RULE = Rule("badge-mismatch", "warning", __doc__, check, mends=True)
