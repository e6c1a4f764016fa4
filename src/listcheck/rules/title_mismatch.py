"""An arXiv id that is another paper's.

What it finds: ids whose title, in none of its versions, has anything to do with the title that the
list writes; and ids behind a method's name whose title and abstract share no telling word with
anything that the entry says.

Why it matters: it is the one fault that no reader sees: the link works, and leads to the wrong
paper. Copied rows are the usual cause.

What to do: search arXiv for the title, and correct the id.

What it cannot know: which paper was meant. Titles that share a word or two are left alone: people
shorten, paraphrase and rename.

Example: "Galaxies in Rotation" beside the id of a paper on speech recognition.

Cost: none beyond the call that asks for titles; one more call for the earlier versions of those
that look wrong.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.model import Entry, Finding, Link, Observation, Span
from listcheck.rules.finding import of_claim
from listcheck.rules.written_titles import written
from listcheck.titles import related, telling, words

_ADVICE = "search arXiv for the title, and correct the id"
_ENOUGH = 3  # telling words in a title, before silence about them tells anything
_SHARE = 0.34  # of the written words that may stand in the abstract of another paper by chance


def check(case: Case) -> Iterator[Finding]:
    """Every written title, and every row, that belongs to another paper."""
    titled = set()
    for one in written(case):
        titled.add((one.entry.span, one.seen.key))
        if one.comparison.likeness == "foreign" and not _in_abstract(one.claim.text, one.seen):
            title = one.seen.facts.title or ""
            yield of_claim(
                RULE, one.entry, one.claim, _message(one.seen, title), one.seen,
                observed=title, advice=_ADVICE,
            )  # fmt: skip
    for _, entry in case.catalog.entries():
        yield from _stranger(case, entry, titled)


def _message(seen: Observation, title: str) -> str:
    return f"{seen.key.partition(':')[2]} is another paper: “{title}”"


def _in_abstract(text: str, seen: Observation) -> bool:
    ours, theirs = telling(text), telling(seen.facts.summary or "")
    return len(ours & theirs) > _SHARE * len(ours)


def _stranger(case: Case, entry: Entry, titled: set[tuple[Span, str]]) -> Iterator[Finding]:
    """An entry without a written title whose every word is foreign to its only paper."""
    keys = case.keys(entry, "paper")
    seen = case.evidence.get(keys[0]) if len(keys) == 1 else None
    if not seen or not seen.facts.title or not seen.facts.summary or entry.kind != "entry":
        return
    ours, theirs = telling(_said(entry)), telling(seen.facts.title)
    if (entry.span, seen.key) in titled or len(ours) < _ENOUGH or len(theirs) < _ENOUGH:
        return
    if related(ours, theirs | telling(seen.facts.summary)) or _is_acronym(entry.name, seen):
        return
    link = next(link for link in entry.links if case.target(link).key == seen.key)
    yield _of_row(entry, link, seen)


def _said(entry: Entry) -> str:
    return f"{entry.name} {entry.text} {' '.join(entry.section)}"


def _is_acronym(name: str, seen: Observation) -> bool:
    """Whether the letters of the name occur in order as first letters of the title's words."""
    initials = iter("".join(word[0] for word in words(seen.facts.title or "")))
    letters = [letter for word in words(name) for letter in word if letter.isalpha()]
    return len(letters) >= 2 and all(letter in initials for letter in letters)


def _of_row(entry: Entry, link: Link, seen: Observation) -> Finding:
    title = seen.facts.title or ""
    return Finding(
        RULE.slug, RULE.severity, _message(seen, title), link.place, entry=entry.name,
        url=link.url, claimed=entry.name, observed=title, trail=seen.trail, advice=_ADVICE,
        key=f"{seen.key} {entry.name}",
    )  # fmt: skip


RULE = Rule("title-mismatch", "error", __doc__, check)
