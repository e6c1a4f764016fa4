"""A title that is nearly the paper's.

What it finds: typing slips, the title of an earlier version, a few changed words; of what is
linked by its DOI, slips in the text of that link.

Why it matters: readers search for a title as they find it written.

What to do: write arXiv's present title, as the fix does. Slips are certain where the word as
written is met in no other title; whether to follow a changed title is the list's choice.

What it cannot know: whether the list shortened a title on purpose. A title that is only cut off,
that has initials in the place of words, a name in front or a venue behind, is not reported; nor is
the title of an earlier version beside a link to an earlier version.

Example: "Atention Is All You Need".

Cost: none beyond the call that asks for titles; for a DOI beside a title two requests, to the
resolver and to the agency that registered it.
"""

from collections.abc import Iterator
from functools import lru_cache

from listcheck import retarget
from listcheck.case import Case, Rule
from listcheck.model import Finding, Fix
from listcheck.patterns import lazy_compile
from listcheck.rules import title_mismatch
from listcheck.rules.finding import of_claim
from listcheck.rules.written_titles import Written, registered, titles, written
from listcheck.titles import words

_WORDS = {
    "slip": "a typing slip",
    "older": "the title of an earlier version",
    "changed": "words differ",
}
_NOT_PLAIN = lazy_compile(r"[|\[\]<>*_`$\\{}\n]")  # Markdown and LaTeX: left to a person


def check(case: Case) -> Iterator[Finding]:
    """Every written title that nearly is its paper's."""
    wrong = title_mismatch.wrong(case)
    for one in written(case):
        if (one.entry.span, one.seen.key) in wrong or one.comparison.likeness not in _WORDS:
            continue
        if not _is_pinned(case, one):
            yield _finding(one, _known(case))
    for one in registered(case):
        if one.comparison.likeness != "slip":
            continue
        if _is_strange(one, one.comparison.nearest, _known(case)):
            yield _of_record(one)


def _is_strange(one: Written, title: str, known: set[str]) -> bool:
    """Whether what is written otherwise is met in no title."""
    return known.isdisjoint(set(words(one.claim.text)) - set(words(title)))


def _of_record(one: Written) -> Finding:
    """A slip beside a DOI: publishers make some, too, so that it has to be looked at."""
    title = one.comparison.nearest
    edit = None if _is_marked(one, title) else retarget.said(one.claim, title)
    return of_claim(
        RULE, one.entry, one.claim,
        f"{_WORDS['slip']}: the record of the DOI says “{title}”", one.seen,
        observed=title, advice="write the title of the record",
        fix=Fix("write the title of the record", (edit,), safe=False) if edit else None,
    )  # fmt: skip


def _is_marked(one: Written, title: str) -> bool:
    return bool(_NOT_PLAIN.search(title) or _NOT_PLAIN.search(one.claim.text))


@lru_cache(maxsize=1)
def _known(case: Case) -> set[str]:
    """The words of all titles: one of them in the place of another is no slip of the hand."""
    return {
        word for seen in case.evidence.values() for title in titles(seen) for word in words(title)
    }


def _is_pinned(case: Case, one: Written) -> bool:
    """Whether the list links the earlier version whose title it writes."""
    targets = (case.target(link) for link in one.entry.links)
    return one.comparison.likeness == "older" and any(
        target.key == one.seen.key and target.part for target in targets
    )


def _finding(one: Written, known: set[str]) -> Finding:
    title = one.seen.facts.title or ""
    return of_claim(
        RULE, one.entry, one.claim,
        f"{_WORDS[one.comparison.likeness]}: arXiv says “{title}”", one.seen,
        observed=title, advice="write arXiv's title", fix=_fix(one, title, known),
    )  # fmt: skip


def _fix(one: Written, title: str, known: set[str]) -> Fix | None:
    if _is_marked(one, title):
        return None
    strange = _is_strange(one, title, known)
    safe = one.comparison.likeness == "slip" and one.comparison.nearest == title and strange
    edit = retarget.said(one.claim, title)
    return Fix("write arXiv's title", (edit,), safe) if edit else None


RULE = Rule("title-drift", "info", __doc__, check, mends=True)
