"""One paper under two titles.

What it finds: entries that link one arXiv id and write titles which have nothing in common but what
the whole list is about.

Why it matters: one of the two leads to the wrong paper, and its own paper is missing. Copied rows
whose id stayed behind are the usual cause.

What to do: look at the paper, and correct the id of the entry that it does not belong to.

What it cannot know: which of the two is right, unless the paper was looked at; then the entry that
differs from it is reported by title-mismatch, and not twice. A paper that was given another title
mostly keeps a word of it: titles that share a telling word are left alone, as are titles of earlier
versions, and entries with the same authors or another link in common. Twin rows, details and
mentions do not count.

Example: "Leaking Clocks in Kitchens" and "Singing Kettles by the Sea", both beside 2401.00001.

Cost: none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from listcheck.case import Case, Rule
from listcheck.model import Claim, Document, Entry, Finding
from listcheck.rules import title_mismatch
from listcheck.rules.finding import of_claim
from listcheck.rules.written_titles import titled, titles
from listcheck.titles import compare, is_gloss, key, telling
from listcheck.vocabulary import Vocabulary


class Titled(NamedTuple):
    """A title that an entry writes of a paper."""

    document: Document
    entry: Entry
    claim: Claim


def check(case: Case) -> Iterator[Finding]:
    """Every entry whose title has nothing to do with the one that its paper has elsewhere."""
    papers = _papers(case)
    several = {paper: each for paper, each in papers.items() if len(set(map(_key, each))) > 1}
    if not several:
        return
    vocabulary = Vocabulary.of(one.claim.text for each in papers.values() for one in each)
    told = {paper for _, paper in title_mismatch.wrong(case)}
    for paper in sorted(several.keys() - told):
        usual = _usual(case, paper, papers[paper])
        for one in papers[paper]:
            if _is_right(case, paper, one) or _is_one_work(case, paper, one, usual):
                continue
            if vocabulary.apart(one.claim.text, usual.claim.text):
                yield _finding(case, paper, one, usual, _proper(papers, paper, one))


def _papers(case: Case) -> dict[str, list[Titled]]:
    """What the entries proper call each paper."""
    found: dict[str, list[Titled]] = {}
    for document, entry in case.catalog.entries():
        if entry.kind == "entry" and len(case.keys(entry, "paper")) == 1:
            for claim, paper in titled(case, entry):
                if not is_gloss(claim.text):
                    found.setdefault(paper, []).append(Titled(document, entry, claim))
    return found


def _usual(case: Case, paper: str, each: list[Titled]) -> Titled:
    """The title that the paper has, else the one that most of the entries write, or the first."""
    right = [one for one in each if _is_right(case, paper, one)] or each
    return max(right, key=lambda one: sum(_is_alike(one, other.claim.text) for other in right))


def _is_right(case: Case, paper: str, one: Titled) -> bool:
    """Whether a version of the paper is known to have the title."""
    seen = case.evidence.get(paper)
    return seen is not None and any(_is_alike(one, title) for title in titles(seen))


def _is_alike(one: Titled, title: str) -> bool:
    return compare(one.claim.text, (title,)).likeness not in ("unclear", "foreign")


def _is_one_work(case: Case, paper: str, one: Titled, usual: Titled) -> bool:
    """Whether two entries share, besides the paper, another link or the names of authors."""
    links, others = (
        {case.target(link).key for link in entry.links if not link.is_image} - {paper}
        for entry in (one.entry, usual.entry)
    )
    around, about = (telling(each.entry.text) - telling(each.claim.text) for each in (one, usual))
    return not links.isdisjoint(others) or len(around & about) >= _AUTHORS


_AUTHORS = 4  # words: two people, each with two names


def _proper(papers: dict[str, list[Titled]], paper: str, one: Titled) -> str:
    """Another paper that the list gives the same title, "" if it gives it to none."""
    mine = key(one.claim.text)
    return next(
        (other for other, each in papers.items() if other != paper and mine in map(_key, each)), ""
    )


def _key(one: Titled) -> str:
    return key(one.claim.text)


def _finding(case: Case, paper: str, one: Titled, usual: Titled, owner: str) -> Finding:
    number, line = paper.partition(":")[2], usual.document.position(usual.claim.span.start)[0]
    where = f"on line {line}" if one.document is usual.document else f"in {usual.document.path}"
    link = next(link for link in one.entry.links if case.target(link).key == paper)
    proper = f"this title is also beside {owner.partition(':')[2]}: " if owner else ""
    return of_claim(
        RULE, one.entry, one.claim,
        f"{number} has another title {where}: “{usual.claim.text}”", case.evidence.get(paper),
        url=link.url, related=(usual.claim.span,), observed=usual.claim.text,
        advice=f"{proper}look which of the two the paper has, and correct the other's id",
    )  # fmt: skip


RULE = Rule("same-id-two-titles", "error", __doc__, check)
