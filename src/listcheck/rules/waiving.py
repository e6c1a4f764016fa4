"""Findings about waivers, and when it can be known that one has nothing to waive."""

from collections.abc import Iterable

from listcheck.case import Case, Rule
from listcheck.model import Document, Finding, Link, Span, Waiver
from listcheck.waivers import is_within

# They judge the text alone: what they do not find is not there, whatever was asked.
TEXTUAL = frozenset(
    """arxiv-id-malformed broken-markup catalog-drift count-drift date-malformed details-mismatch
    duplicate-entry malformed-row""".split()
)
# They ask others than those that the links lead to, in a budget, or tell what could not be told:
# that they find nothing today says nothing.
FICKLE = frozenset({"code-available", "suspect-link", "unverified-link"})
_KNOWN = ("alive", "moved", "dead", "suspect")


def finding(
    rule: Rule, document: Document, waiver: Waiver, message: str, observed: str | None = None
) -> Finding:
    """A finding at the place of a waiver."""
    place = waiver.span or Span(document.path, 0, 0)
    entry = next((one for one in document.entries if is_within(one.span, waiver.reach)), None)
    return Finding(
        rule.slug, rule.severity, message, place, entry=entry.name if entry else None,
        claimed=waiver.until, observed=observed,
        key=f"{','.join(waiver.rules)} {waiver.until} {waiver.because}",
    )  # fmt: skip


def would_find(case: Case, rule: str, links: Iterable[tuple[Document, Link]]) -> bool:
    """Whether a rule would have found what there is to find about some links."""
    if case.found is None or rule not in case.found.rules or rule in FICKLE:
        return False
    return rule in TEXTUAL or all(_is_seen(case, *one) for one in links)


def _is_seen(case: Case, document: Document, link: Link) -> bool:
    """Whether it is known what a link leads to, or will never be asked."""
    return bool(case.target(link).why_not) or case.verdict(document, link).state in _KNOWN
