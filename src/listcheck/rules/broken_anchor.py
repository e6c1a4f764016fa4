"""A link inside the list that leads nowhere.

What it finds: `#anchors` that no heading and no id of the text has, by GitHub's own rule for
headings, capitals and small letters taken as one; relative links to files that do not exist beside
the list.

Why it matters: a click that does nothing.

What to do: write the heading's anchor, as the fix does where one heading alone is near, or reads
as the link does.

What it cannot know: files are looked for only where the list lies in its repository; a copy that
stands alone is not judged.

Example: `[Surveys](#surveys-and-more)` where the heading is `## Surveys`.

Cost: none.
"""

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from listcheck import retarget
from listcheck.case import Case, Place, Rule, anchor
from listcheck.model import Finding, Fix
from listcheck.rules.destinations import miswritten
from listcheck.rules.finding import about

_NEAR = 85.0
_LONG_ENOUGH = 6  # characters before a mere beginning is taken for the whole


def check(case: Case) -> Iterator[Finding]:
    """Every anchor and relative file in state dead."""
    for place in case.places:
        if place.verdict.state != "dead" or miswritten(place.link):
            continue
        if place.target.kind == "anchor":
            near = nearest(anchor(place.link), place.document.anchors) or _named(place)
            message = "no heading has this anchor" + (f"; the nearest is #{near}" if near else "")
            fix = _fix(place, near) if near else None
            advice = f"write #{near}" if near else "write the anchor of a heading that exists"
            yield about(case, RULE, place, message, advice=advice, fix=fix, observed=near)
        elif place.target.kind == "file":
            yield about(
                case, RULE, place, "no such file beside the list", advice="correct the path"
            )


def nearest(name: str, anchors: frozenset[str]) -> str | None:
    """The one anchor that must have been meant, None where none or several may."""
    folded = name.casefold()
    for test in _TESTS:
        near = sorted(known for known in anchors if test(folded, known.casefold()))
        if near:
            alone = len({_bare(known) for known in near}) == 1
            return max(near, key=lambda known: ratio(name, known)) if alone else None
    return None


def _named(place: Place) -> str | None:
    """The anchor of the one heading that reads as the link does."""
    text = _letters(place.link.text)
    found = {one.slug for one in place.document.headings if text and _letters(one.text) == text}
    return found.pop() if len(found) == 1 else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _bare(name: str) -> str:
    return name.casefold().replace("\ufe0f", "")


def _is_slip(one: str, other: str) -> bool:
    """One letter of a long name; another number is another heading."""
    digits = ("".join(filter(str.isdecimal, name)) for name in (one, other))
    near = ratio(one, other) >= _NEAR and Levenshtein.distance(one, other) == 1
    return near and len(set(digits)) == 1


_TESTS = (
    lambda one, other: one == other,
    lambda one, other: one.strip("-") == other.strip("-"),
    _is_slip,
    lambda one, other: len(one) >= _LONG_ENOUGH and other.startswith(one),
    lambda one, other: ratio(one, other) >= _NEAR,
)


def _fix(place: Place, near: str) -> Fix | None:
    edits = retarget.distinct([retarget.to(link, f"#{near}") for link in place.links])
    return Fix(f"write #{near}", edits) if edits else None


RULE = Rule("broken-anchor", "warning", __doc__, check)
