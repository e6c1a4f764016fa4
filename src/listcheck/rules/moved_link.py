"""A page that has moved for good.

What it finds: links whose address answers 301 or 308 and whose end is alive; http that answers as
https.

Why it matters: redirects are kept for a while, not for ever.

What to do: write the new address, as the fix does.

What it cannot know: whether a page on another site, or a home page in place of an article, is what
the list meant; those fixes are left to a person.

Example: `http://example.org/paper`, which is `https://example.org/paper` today.

Cost: one request for each hop.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from listcheck import retarget
from listcheck.case import Case, Place, Rule
from listcheck.model import Edit, Finding, Fix, Link, Observation, Target
from listcheck.rules.finding import about
from listcheck.urls import host_of, site


def check(case: Case) -> Iterator[Finding]:
    """Every page in state moved."""
    for place in case.places:
        seen = place.verdict.observation
        if place.target.kind != "page" or place.verdict.state != "moved" or not seen:
            continue
        if to := seen.moved_to:
            advice = "write the new address"
            fix = _fix(place, seen, to)
            yield about(
                case, RULE, place, f"moved for good to {to}", advice=advice, fix=fix, observed=to
            )


def _fix(place: Place, seen: Observation, to: str) -> Fix | None:
    edits = retarget.distinct([_edit(link, place.target, seen, to) for link in place.links])
    return Fix(f"write {to}", edits, safe=_is_safe(place.target.address, to)) if edits else None


def _edit(link: Link, target: Target, seen: Observation, to: str) -> Edit | None:
    """The new address, or the new name within the address of a file."""
    if not target.part:
        return retarget.to(link, to)
    old, now = target.key.partition("/")[2], seen.facts.canonical
    return retarget.renamed(link, old, now) if now else None


def _is_safe(old: str, new: str) -> bool:
    """The same site, and not its home in the place of a page."""
    home = urlsplit(new).path in ("", "/") and urlsplit(old).path not in ("", "/")
    return site(host_of(old)) == site(host_of(new)) and not home


RULE = Rule("moved-link", "info", __doc__, check, mends=True)
