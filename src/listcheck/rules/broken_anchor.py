"""A link inside the list that leads nowhere.

What it finds: `#anchors` that no heading and no id of the text has, by GitHub's own rule for
headings, capitals and small letters taken as one; relative links to files that do not exist beside
the list. With `fragments` in `[pages]`, which is off by default, names in the addresses of other
pages as well, where the page's own HTML has no such id.

Why it matters: a click that does nothing.

What to do: write the heading's anchor, as the fix does where one heading alone is near, or reads
as the link does.

What it cannot know: files are looked for only where the list lies in its repository; a copy that
stands alone is not judged. Of a page that a script writes, or that is longer than 4 MiB, its places
are not known.

Example: `[Surveys](#surveys-and-more)` where the heading is `## Surveys`.

Cost: none; with `fragments`, every page with such a link is read.
"""

import re
from collections.abc import Iterator

from listcheck import retarget
from listcheck.case import Case, Place, Rule, anchor
from listcheck.model import Finding, Fix, Signal
from listcheck.nearness import edits, ratio
from listcheck.rules.destinations import miswritten
from listcheck.rules.finding import about
from listcheck.urls import fragment

_NEAR = 85.0
_NUMBER = re.compile(r"\A\d{1,2}-")  # of a heading
_LONG_ENOUGH = 6  # characters before a mere beginning is taken for the whole


def check(case: Case) -> Iterator[Finding]:
    """Every anchor and relative file in state dead."""
    for place in case.places:
        yield from _on_pages(case, place)
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


def _on_pages(case: Case, place: Place) -> Iterator[Finding]:
    """The places in another page that are not there, each once."""
    seen = place.verdict.observation
    if seen is None or place.target.kind != "page" or not case.settings.pages.fragments:
        return
    for name in dict.fromkeys(fragment(link.target) for link in place.links):
        part = seen.parts.get(name)
        if part is not None and part.signal is Signal.MISSING:
            links = tuple(link for link in place.links if fragment(link.target) == name)
            named = place._replace(links=links, target=place.target._replace(part=name))
            advice = "open the page, and name a place that it has, or none"
            yield about(case, RULE, named, f"no such place on the page: {name}", advice=advice)


def nearest(name: str, anchors: frozenset[str]) -> str | None:
    """The one anchor that must have been meant, None where none or several may."""
    folded = name.casefold()
    for test in _TESTS:
        near = sorted(known for known in anchors if test(folded, known.casefold()))
        if near:
            alone = len({_bare(known) for known in near}) == 1
            return _likest(name, near) if alone else None
    return None


def _likest(name: str, anchors: list[str]) -> str:
    """Of anchors that differ in capitals only, the one that is written most like the link."""
    return max(anchors, key=lambda known: ratio(name, known))


def _named(place: Place) -> str | None:
    """The anchor of the one heading that reads as the link does."""
    text = _letters(place.link.text)
    found = {one.slug for one in place.document.headings if text and _letters(one.text) == text}
    if len(found) != 1:
        return None
    slug = _bare(found.pop())
    alike = [known for known in place.document.anchors if _bare(known) == slug]
    return _likest(anchor(place.link), sorted(alike))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _bare(name: str) -> str:
    return name.casefold().replace("\ufe0f", "")


def _is_slip(one: str, other: str) -> bool:
    """One letter of a long name; another number is another heading."""
    digits = ("".join(filter(str.isdecimal, name)) for name in (one, other))
    near = ratio(one, other) >= _NEAR and edits(one, other) == 1
    return near and len(set(digits)) == 1


_TESTS = (
    lambda one, other: one == other,
    lambda one, other: one.strip("-") in (other.strip("-"), _NUMBER.sub("", other).strip("-")),
    _is_slip,
    lambda one, other: len(one) >= _LONG_ENOUGH and other.startswith(one),
    lambda one, other: ratio(one, other) >= _NEAR,
)


def _fix(place: Place, near: str) -> Fix | None:
    edits = retarget.distinct([retarget.to(link, f"#{near}") for link in place.links])
    return Fix(f"write #{near}", edits) if edits else None


RULE = Rule("broken-anchor", "warning", __doc__, check, mends=True)
