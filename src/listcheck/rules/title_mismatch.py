"""An arXiv id that is another paper's.

What it finds: ids whose title, in none of its versions, has anything to do with the title that the
list writes, but what the whole list is about; ids beside a title that the list itself holds under
another id; ids behind a method's name whose title and abstract share no telling word with anything
that the entry says; and two entries each of which fits the other's paper far better than its own.

Why it matters: it is the one fault that no reader sees: the link works, and leads to the wrong
paper. Copied rows are the usual cause.

What to do: search arXiv for the title, and correct the id. Where the list itself holds the paper
that was meant, or arXiv knows one paper with exactly the written title, the fix does so; it is
certain only for two written titles that changed places, letter by letter, beside ids without
versions.

What it cannot know: which paper was meant, unless it is in the list or arXiv's search gives it: it
is asked for titles of four words and more, and says nothing where it is busy or where two papers
bear the title. Titles that share a telling
word are left alone: people shorten, paraphrase and rename. So is a name whose letters may stand for
the title's words, and whatever is written in another script than the title.

Example: "Galaxies in Rotation" beside the id of a paper on speech recognition.

Cost: none beyond the call that asks for titles; one more call for the earlier versions of those
that look wrong, and at most five searches a run for the titles of those that are.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from listcheck import papers as ids
from listcheck.case import Case, Rule
from listcheck.model import Entry, Finding, Fix, Observation, Span
from listcheck.rules import labels
from listcheck.rules.exchanges import Exchanges
from listcheck.rules.finding import of_claim
from listcheck.rules.other_ids import corrected
from listcheck.rules.strangers import Shelf, abstract, shelves
from listcheck.rules.written_titles import Written, has_all_titles, titles, written
from listcheck.titles import forms, is_gloss, telling, words
from listcheck.titles import key as folded
from listcheck.vocabulary import Vocabulary

Subject = tuple[Span, str]

_ADVICE = "search arXiv for the title, and correct the id"
_TELLING = 2  # telling words of a title that may stand for one paper alone
_WORDS = 4  # words of any kind that do
_SHARE = 0.34  # of the written words that may stand in the abstract of another paper by chance


def check(case: Case) -> Iterator[Finding]:
    """Every written title, and every row, that belongs to another paper."""
    for _, finding in found(case):
        yield finding


def wrong(case: Case) -> set[Subject]:
    """The entries, by their span, with the papers that are not theirs."""
    return {subject for subject, _ in found(case)}


@lru_cache(maxsize=1)
def found(case: Case) -> tuple[tuple[Subject, Finding], ...]:
    """The findings, each with the entry and the paper that it is about; other rules ask, too."""
    settled: set[Subject] = set()
    found = list(_of_titles(case, settled))
    for shelf in shelves(case):
        found += _of_shelf(case, shelf, settled)
    return tuple(found)


def _of_titles(case: Case, settled: set[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """The written titles; whatever is judged by its title is settled."""
    every = written(case)
    settled |= {_subject(one) for one in every if one.comparison.likeness != "unclear"}
    doubtful = [one for one in every if one.comparison.likeness in _DOUBTFUL]
    if not doubtful:
        return
    owners, vocabulary = _owners(case), _vocabulary(case)
    meant = {_subject(one): _owner(one, owners) for one in doubtful}
    letter = {key for one in doubtful if _is_exact(case, one, meant[key := _subject(one)])}
    swaps = {(paper, meant[span, paper]) for span, paper in letter}
    for one in doubtful:
        subject, owner = _subject(one), meant[_subject(one)]
        if _is_named(one):
            settled.add(subject)
        elif owner or _searched(one) or _is_foreign(one, vocabulary):
            settled.add(subject)
            safe = subject in letter and (owner, one.seen.key) in swaps
            yield subject, _of_title(case, one, owner, safe=safe)


_DOUBTFUL = ("changed", "unclear", "foreign")


def _subject(one: Written) -> Subject:
    return one.entry.span, one.seen.key


def _of_shelf(case: Case, shelf: Shelf, settled: set[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """The rows that have no title of their own, or none that tells."""
    rest = tuple(work for work in shelf.works if (work[0].span, work[1].key) not in settled)
    meant: dict[Subject, set[str]] = {}
    for (entry, seen), (_, other) in Exchanges(shelf, rest).pairs():
        meant.setdefault((entry.span, seen.key), set()).add(other.key)
    for entry, seen in rest:
        subject = (entry.span, seen.key)
        if subject in meant or shelf.is_stranger(entry, seen):
            homes = meant.get(subject, set())
            home = next(iter(homes)) if len(homes) == 1 else shelf.home(entry)
            yield subject, _of_row(case, entry, seen, home)


def _vocabulary(case: Case) -> Vocabulary:
    return Vocabulary.of(seen.facts.title for seen in case.evidence.values() if seen.facts.title)


def _owners(case: Case) -> Mapping[str, str | None]:
    """Whose every title of the list's papers is, by its forms; None where it is of several."""
    found: dict[str, str | None] = {}
    papers = ((key, seen) for key, seen in case.evidence.items() if key.startswith("paper:"))
    for key, seen in papers:
        for form in set().union(*map(forms, titles(seen))):
            found[form] = key if found.get(form, key) == key else None
    return found


def _owner(one: Written, owners: Mapping[str, str | None]) -> str | None:
    """Another paper of the list, whose title this is."""
    if len(telling(one.claim.text)) < _TELLING and len(words(one.claim.text)) < _WORDS:
        return None
    found = {owners[form] for form in forms(one.claim.text) if form in owners}
    return next(iter(found)) if len(found) == 1 and one.seen.key not in found else None


def _searched(one: Written) -> str | None:
    """The paper that arXiv's search gave for this title, and not for another of the same id's."""
    facts = one.seen.facts
    if ids.parse(facts.meant or "") is None:
        return None
    is_its = folded(facts.meant_title or "") in forms(one.claim.text)
    return f"paper:{facts.meant}" if is_its else None


def _is_exact(case: Case, one: Written, owner: str | None) -> bool:
    """Whether the title is another paper's, letter by letter, and no version is in question."""
    targets = [case.target(link) for link in one.entry.links]
    if owner is None or any(each.key == one.seen.key and each.part for each in targets):
        return False
    return folded(one.claim.text) in map(folded, titles(case.evidence[owner]))


def _is_foreign(one: Written, vocabulary: Vocabulary) -> bool:
    """Whether neither a title that the paper may have had, nor its abstract, speaks of it."""
    ours = telling(one.claim.text)
    if is_gloss(one.claim.text):
        return False
    if one.comparison.likeness == "foreign":
        theirs = telling(abstract(one.seen))
        return len(ours & theirs) <= _SHARE * len(ours)
    if one.comparison.likeness == "changed" or not has_all_titles(one.seen):
        return False
    apart = all(vocabulary.apart(one.claim.text, title) for title in titles(one.seen))
    return apart and vocabulary.share(ours, telling(abstract(one.seen))) <= _SHARE


def _is_named(one: Written) -> bool:
    """Whether the entry bears the title elsewhere: a data set beside the paper it is from."""
    said = folded(one.entry.text)
    return any(
        form in said for title in titles(one.seen) for form in forms(title) if len(form) >= _WHOLE
    )


_WHOLE = 16  # characters of a key that are not met by chance


def _number(key: str) -> str:
    return key.partition(":")[2]


def _message(seen: Observation) -> str:
    return f"{_number(seen.key)} is another paper: “{seen.facts.title}”"


def _of_title(case: Case, one: Written, owner: str | None, *, safe: bool) -> Finding:
    message, searched = _message(one.seen), _searched(one)
    home = owner or searched
    if searched and searched == home:
        message += f"; arXiv:{_number(searched)} has exactly this title"
    advice = f"this is the title of {_number(home)}: correct the id" if home else ""
    return of_claim(
        RULE, one.entry, one.claim, message, one.seen,
        observed=one.seen.facts.title,
        advice=advice or _by_label(case, one.entry, one.seen) or _ADVICE,
        fix=_fix(case, one.entry, one.seen, home, safe=safe),
    )  # fmt: skip


def _of_row(case: Case, entry: Entry, seen: Observation, home: str | None) -> Finding:
    link = next(link for link in entry.links if case.target(link).key == seen.key)
    advice = f"{_number(home)} bears this name: correct the id" if home else ""
    return Finding(
        RULE.slug, RULE.severity, _message(seen), link.place, entry=entry.name,
        url=link.url, claimed=entry.name, observed=seen.facts.title, trail=seen.trail,
        advice=advice or _by_label(case, entry, seen) or _ADVICE,
        fix=_fix(case, entry, seen, home, safe=False), key=f"{seen.key} {entry.name}",
    )  # fmt: skip


def _by_label(case: Case, entry: Entry, seen: Observation) -> str:
    """What the text of a link says that the id should be."""
    texts = (link.text for link in entry.links if case.target(link).key == seen.key)
    named = {one for text in texts for one in labels.ids(text)} - {_number(seen.key)}
    return f"the link's text says {named.pop()}: look at that one" if len(named) == 1 else ""


def _fix(
    case: Case, entry: Entry, seen: Observation, other: str | None, *, safe: bool
) -> Fix | None:
    edits = corrected(case, entry, seen.key, other) if other else ()
    return Fix(f"link {_number(other)}", edits, safe) if other and edits else None


RULE = Rule("title-mismatch", "error", __doc__, check, mends=True)
