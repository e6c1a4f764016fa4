"""An arXiv id that is another paper's.

What it finds: ids whose title, in none of its versions, has anything to do with the title that the
list writes; ids beside a title that the list itself holds under another id; and ids behind a
method's name whose title and abstract share no telling word with anything that the entry says.

Why it matters: it is the one fault that no reader sees: the link works, and leads to the wrong
paper. Copied rows are the usual cause.

What to do: search arXiv for the title, and correct the id.

What it cannot know: which paper was meant, unless it is in the list. Titles that share a word or
two are left alone: people shorten, paraphrase and rename. So is a name whose letters may stand for
the title's words, and whatever is written in another script than the title.

Example: "Galaxies in Rotation" beside the id of a paper on speech recognition.

Cost: none beyond the call that asks for titles; one more call for the earlier versions of those
that look wrong.
"""

from collections.abc import Iterator, Mapping

from listcheck.case import Case, Rule
from listcheck.model import Entry, Finding, Observation, Span
from listcheck.rules.finding import of_claim
from listcheck.rules.strangers import Shelf, abstract, shelves
from listcheck.rules.written_titles import Written, written
from listcheck.titles import forms, telling
from listcheck.titles import key as folded

Subject = tuple[Span, str]

_ADVICE = "search arXiv for the title, and correct the id"
_TELLING = 2  # telling words of a title that may stand for one paper alone
_SHARE = 0.34  # of the written words that may stand in the abstract of another paper by chance


def check(case: Case) -> Iterator[Finding]:
    """Every written title, and every row, that belongs to another paper."""
    for _, finding in found(case):
        yield finding


def wrong(case: Case) -> set[Subject]:
    """The entries, by their span, with the papers that are not theirs."""
    return {subject for subject, _ in found(case)}


def found(case: Case) -> Iterator[tuple[Subject, Finding]]:
    """The findings, each with the entry and the paper that it is about."""
    titled: set[Subject] = set()
    owners = _owners(case)
    for one in written(case):
        likeness, subject = one.comparison.likeness, (one.entry.span, one.seen.key)
        if likeness != "unclear":
            titled.add(subject)
        owner = _owner(one, owners) if likeness in ("unclear", "foreign") else None
        if _is_named(one):
            titled.add(subject)
        elif owner or (likeness == "foreign" and not _in_abstract(one.claim.text, one.seen)):
            titled.add(subject)
            yield subject, _of_title(one, owner)
    for shelf in shelves(case):
        for entry, seen in shelf.works:
            subject = (entry.span, seen.key)
            if subject not in titled and shelf.is_stranger(entry, seen):
                yield subject, _of_row(case, shelf, entry, seen)


def _owners(case: Case) -> Mapping[str, str | None]:
    """Whose every title of the list's papers is, by its forms; None where it is of several."""
    found: dict[str, str | None] = {}
    for key, seen in case.evidence.items():
        for form in set().union(*map(forms, seen.facts.titles or (seen.facts.title or "",))):
            found[form] = key if found.get(form, key) == key else None
    return found


def _owner(one: Written, owners: Mapping[str, str | None]) -> str | None:
    """Another paper of the list, whose title this is."""
    if len(telling(one.claim.text)) < _TELLING:
        return None
    found = {owners[form] for form in forms(one.claim.text) if form in owners}
    return next(iter(found)) if len(found) == 1 and one.seen.key not in found else None


def _is_named(one: Written) -> bool:
    """Whether the entry bears the title elsewhere: a data set beside the paper it is from."""
    said = folded(one.entry.text)
    titles = one.seen.facts.titles or (one.seen.facts.title or "",)
    return any(form in said for title in titles for form in forms(title) if len(form) >= _WHOLE)


_WHOLE = 16  # characters of a key that are not met by chance


def _in_abstract(text: str, seen: Observation) -> bool:
    ours, theirs = telling(text), telling(abstract(seen))
    return len(ours & theirs) > _SHARE * len(ours)


def _number(key: str) -> str:
    return key.partition(":")[2]


def _message(seen: Observation) -> str:
    return f"{_number(seen.key)} is another paper: “{seen.facts.title}”"


def _of_title(one: Written, owner: str | None) -> Finding:
    advice = f"this is the title of {_number(owner)}: correct the id" if owner else _ADVICE
    return of_claim(
        RULE, one.entry, one.claim, _message(one.seen), one.seen,
        observed=one.seen.facts.title, advice=advice,
    )  # fmt: skip


def _of_row(case: Case, shelf: Shelf, entry: Entry, seen: Observation) -> Finding:
    link = next(link for link in entry.links if case.target(link).key == seen.key)
    home = shelf.home(entry)
    advice = f"{_number(home)} bears this name: correct the id" if home else _ADVICE
    return Finding(
        RULE.slug, RULE.severity, _message(seen), link.place, entry=entry.name,
        url=link.url, claimed=entry.name, observed=seen.facts.title, trail=seen.trail,
        advice=advice, key=f"{seen.key} {entry.name}",
    )  # fmt: skip


RULE = Rule("title-mismatch", "error", __doc__, check)
