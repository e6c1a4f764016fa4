"""A waiver that waives nothing.

What it finds: waivers of rules that find nothing in their reach: the next line, or their own, and
the entry that begins there. It is told only where it can be known: not of rules that were not run,
and not where a link could not be verified, or was not asked in an offline run.

Why it matters: a waiver that outlives its finding hides the next one.

What to do: take it out, or the rule that is not needed. If the finding it was for still stands,
the waiver stands in the wrong place: put it on the line above, or at the end of the line; in a
table always at the end of the row.

What it cannot know: whether the finding will come back, as that of a host that is often down. One
in the settings file has no place in a list: the end of the report tells of it.

Example: a waiver of `repo-archived` for a repository that is in use again.

Cost: none.
"""

from collections.abc import Iterator

from listcheck import waivers
from listcheck.case import Case, Rule
from listcheck.model import Document, Finding, Link, Waiver
from listcheck.rules.waiving import finding, would_find
from listcheck.settings import Allowance


def check(case: Case) -> Iterator[Finding]:
    """Every waiver of a list of which some rule is not needed."""
    for document in case.catalog.documents:
        for waiver in document.waivers:
            if not waiver.wrong and not waivers.is_expired(waiver, case.day):
                idle = [rule for rule in waiver.rules if _is_idle(case, document, waiver, rule)]
                if idle:
                    told = f"nothing to waive: no {' and no '.join(idle)} here"
                    yield finding(RULE, document, waiver, told)


def _is_idle(case: Case, document: Document, waiver: Waiver, rule: str) -> bool:
    found = case.found.findings if case.found else ()
    if any(one.rule == rule and waivers.concerns(waiver, one) for one in found):
        return False
    return would_find(case, rule, _links(document, waiver))


def _links(document: Document, waiver: Waiver) -> Iterator[tuple[Document, Link]]:
    """The links in a reach, and those of entries that it touches."""
    reach = waiver.reach
    for entry in document.entries:
        if reach and entry.span.start < reach.end and reach.start < entry.span.end:
            yield from ((document, link) for link in entry.links)
    yield from ((document, one) for one in document.links if waivers.is_within(one.place, reach))


def notes(case: Case) -> Iterator[str]:
    """The waivers of the settings that waive nothing, or no more: they have no place in a list."""
    for one in case.settings.allow:
        what = f"the waiver of {', '.join(one.rules)} in the settings (“{one.because}”)"
        if waivers.is_expired(waivers.of_allowance(one), case.day):
            yield f"{what} expired on {one.until}"
        elif any(_is_meant(case, one)) and all(_has_no_use(case, one, rule) for rule in one.rules):
            yield f"{what} has nothing to waive"


def _is_meant(case: Case, allowance: Allowance) -> Iterator[bool]:
    return (waivers.matches(allowance.path, one.path) for one in case.catalog.documents)


def _has_no_use(case: Case, allowance: Allowance, rule: str) -> bool:
    found = case.found.findings if case.found else ()
    if any(one.rule == rule and waivers.allows(allowance, one) for one in found):
        return False
    concerned = (
        (document, link)
        for document, link in case.catalog.links()
        if waivers.matches(allowance.path, document.path)
        and waivers.matches_url(allowance.url, link.url)
    )
    return would_find(case, rule, concerned)


RULE = Rule("unused-waiver", "warning", __doc__, check)
