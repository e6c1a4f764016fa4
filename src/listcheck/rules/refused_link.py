"""A link that is not asked for on principle.

What it finds: addresses that lead, directly or by a redirect, into a private, loopback or
link-local network; schemes other than http and https; misspelt schemes; addresses of which no
request can be made.

Why it matters: no reader of a public list can follow it, and a checker that did would be a door
into the network that it runs in.

What to do: correct it, or take it out.

What it cannot know: what stands behind it.

Example: `http://localhost:8000/demo`, `htps://example.org`.

Cost: none, or a look-up of the name.
"""

from collections.abc import Iterator

from listcheck import retarget
from listcheck.case import Case, Place, Rule
from listcheck.model import Finding, Fix
from listcheck.nearness import slips
from listcheck.rules.destinations import miswritten
from listcheck.rules.finding import about


def check(case: Case) -> Iterator[Finding]:
    """Every target in state refused, malformed arXiv ids apart: they have a rule of their own."""
    for place in case.places:
        if place.verdict.state != "refused" or place.target.kind == "paper":
            continue
        if not miswritten(place.link):
            message = f"not asked: {place.verdict.reason}"
            fix = _fix(place)
            advice = fix.title if fix else "correct it, or take it out"
            yield about(case, RULE, place, message, advice=advice, fix=fix)


def _fix(place: Place) -> Fix | None:
    """For a misspelt scheme, the one that it is nearest to."""
    scheme, colon, rest = place.link.target.partition("://")
    if not colon or scheme.lower() in ("http", "https", "ftp", "sftp", "git", "ssh", "file"):
        return None
    near = [name for name in ("https", "http") if slips(scheme.lower(), name) <= 1]
    if not near:
        return None
    fixed = f"{near[0]}://{rest}"
    edits = retarget.distinct([retarget.to(link, fixed) for link in place.links])
    return Fix(f"write {fixed}", edits, safe=False) if edits else None


RULE = Rule("refused-link", "warning", __doc__, check, mends=True)
