"""A preprint that has a venue by now.

What it finds: entries that say arXiv or preprint, or that name no venue in a list that names
venues, while arXiv's comment, journal reference or DOI says where the paper is published.

Why it matters: readers weigh a paper by it, and a venue is what lists add by hand most often.

What to do: write the venue, in the list's own form. Lists differ on whether the link stays, so the
correction is only made on request, and touches the words alone.

What it cannot know: whether the authors tell the truth, and what they tell elsewhere. "Submitted
to" and "under review" are no venue; an extended or earlier version's venue is not taken for the
paper's; a workshop is told only in a list that names workshops. Entries with several papers, and
rows that name the venue anywhere or a later one, are left alone.

Example: `arXiv 2025` beside a paper whose comment is "Accepted at ICLR 2026 (Oral)".

Cost: none beyond the call that asks for titles.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from listcheck import retarget
from listcheck.case import Case, Rule
from listcheck.model import Claim, Document, Edit, Entry, Facts, Finding, Fix, Observation, Span
from listcheck.patterns import lazy_compile
from listcheck.rules import title_mismatch
from listcheck.rules.finding import of_claim

if TYPE_CHECKING:
    from listcheck.venues import Venue

_FEWEST = 2  # works of a section or table whose venue is named, and their share
_SHARE = 0.1  # of a list's entries that name a venue, before silence of the others means anything
_PREPRINT = lazy_compile(
    r"(?:arxiv|corr|preprint)(?:[ .]*org| preprint)?[\s,_(-]*(?:(?:19|20)\d\d)?\)?", re.IGNORECASE
)
_WORKSHOP = lazy_compile(r"\bworkshops?\b|\d%20Workshop", re.IGNORECASE)


def check(case: Case) -> Iterator[Finding]:
    """Every entry whose paper is published, in lists that say where papers are."""
    if not any(key.startswith("paper:") for key in case.evidence):
        return
    found = [one for document in case.catalog.documents for one in _published(case, document)]
    wrong = title_mismatch.wrong(case) if found else set()
    yield from (finding for subject, finding in found if subject not in wrong)


def _published(case: Case, document: Document) -> Iterator[tuple[title_mismatch.Subject, Finding]]:
    """The findings of one list, each with the entry and the paper that it is about."""
    habit = _Habit(document)
    for entry in document.entries if habit.claims else ():
        keys = case.keys(entry, "paper") if entry.kind == "entry" else ()
        seen = case.evidence.get(keys[0]) if len(keys) == 1 else None
        finding = _judged(case, habit, entry, seen) if seen else None
        if seen and finding:
            yield (entry.span, seen.key), finding


Group = tuple[object, ...]


@dataclass(frozen=True)
class _Habit:
    """How a list names venues."""

    document: Document

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries proper."""
        return tuple(entry for entry in self.document.entries if entry.kind == "entry")

    @cached_property
    def claims(self) -> tuple[tuple[Entry, Claim], ...]:
        """Where it says of what venue an entry is; none, if too few do to make a habit."""
        found = [(entry, claim) for entry in self.entries for claim in entry.claimed("venue")]
        return tuple(found) if len(found) >= _SHARE * len(self.entries) else ()

    def expects_venue(self, entry: Entry) -> bool:
        """Whether an entry without any is an exception in its section or table."""
        return self._group(entry) in self._expecting

    @cached_property
    def _expecting(self) -> frozenset[Group]:
        published = Counter(
            self._group(entry) for entry, claim in self.claims if not _is_preprint(claim)
        )
        all_ = Counter(map(self._group, self.entries))
        return frozenset(
            group
            for group, count in published.items()
            if count >= _FEWEST and count >= _SHARE * all_[group]
        )

    def _group(self, entry: Entry) -> Group:
        return entry.section, self._columns.get(entry.span.start)

    @cached_property
    def _columns(self) -> dict[int, int]:
        return {row.span.start: row.columns for row in self.document.rows}

    @cached_property
    def tells_workshops(self) -> bool:
        """Whether it names workshops."""
        texts = (self.document.slice(entry.span) for entry, _ in self.claims)
        return any(_WORKSHOP.search(text) for text in texts)

    @cached_property
    def _forms(self) -> dict[bool, tuple[str, str]]:
        """The commonest form, in addresses and elsewhere."""
        seen: dict[bool, Counter[tuple[str, str]]] = {True: Counter(), False: Counter()}
        for entry, claim in self.claims:
            if form := _form(claim.text):
                seen[_is_in_link(entry, claim)][form] += 1
        return {inside: forms.most_common(1)[0][0] for inside, forms in seen.items() if forms}

    def written(self, venue: "Venue", entry: Entry, like: Claim | None) -> str | None:
        """The venue as the list writes venues; None where it gives no example."""
        inside = like is not None and _is_in_link(entry, like)
        form = self._forms.get(inside) or (None if like else self._forms.get(True))
        text = _filled(venue, *form) if form else None
        return None if text is None or (inside and not text.replace("'", "").isalnum()) else text


def _is_in_link(entry: Entry, claim: Claim) -> bool:
    """Whether it stands in an address, as the words of a static badge do."""
    return any(link.at.start <= claim.span.start < link.at.end for link in entry.links)


@lru_cache(maxsize=1 << 12)
def _form(text: str) -> tuple[str, str] | None:
    """What stands between name and year, and how the year is written: `(" ", "dddd")`."""
    from listcheck import venues  # noqa: PLC0415  (its tables take longer to load than a list)

    named = venues.mentioned(text)
    if len(named) != 1 or named[0].kind != "main":
        return None
    found = re.fullmatch(r"([A-Za-z&/. -]*?[A-Za-z])([ ,_-]{0,2})((?:19|20)\d\d|['’]\d\d)?", text)
    if not found:
        return None
    year = found[3] or ""
    return found[2], f"{year[:1]}dd" if year[:1] in ("'", "’") else "dddd" if year else ""


def _filled(venue: "Venue", between: str, form: str) -> str | None:
    if form and venue.year is None:
        return None
    year = "" if not form else str(venue.year)
    text = f"{venue.name}{between}{year if form in ('', 'dddd') else form[0] + year[2:]}"
    return text + _SUFFIX.get(venue.kind, "")


_SUFFIX = {"findings": " Findings", "workshop": " Workshop"}


# --- one entry -----------------------------------------------------------------------------------


def _judged(case: Case, habit: _Habit, entry: Entry, seen: Observation) -> Finding | None:
    claims = entry.claimed("venue")
    if not all(map(_is_preprint, claims)) or not (claims or habit.expects_venue(entry)):
        return None
    source, venue = _best(seen.facts)
    if venue is None or (venue.kind == "workshop" and not habit.tells_workshops):
        return None
    if _is_named(habit.document, entry, venue):
        return None
    return _finding(case, habit, entry, seen, source, venue)


def _is_preprint(claim: Claim) -> bool:
    """Whether the venue that is claimed is none."""
    return _PREPRINT.fullmatch(claim.text.strip()) is not None


def _best(facts: Facts) -> tuple[str, "Venue | None"]:
    """The venue that the paper's record names, and which part of the record does."""
    from listcheck import venues  # noqa: PLC0415  (as above)

    sources = (
        ("journal reference", venues.published(facts.journal_ref or "")),
        ("comment", venues.accepted(facts.comment or "")),
        ("DOI", venues.of_doi(facts.doi or "")),
    )
    found = [(source, venue) for source, venue in sources if venue]
    if not found:
        return "", None
    source, best = max(found, key=lambda one: (one[1].kind != "workshop", one[1].year or 0))
    if best.year is None:
        years = [other.year for _, other in found if other.name == best.name and other.year]
        best = replace(best, year=max(years, default=None))
    return source, best


def _is_named(document: Document, entry: Entry, venue: "Venue") -> bool:
    """Whether the row names the venue in whatever way, or one that came later."""
    from listcheck import venues  # noqa: PLC0415  (as above)

    text = document.slice(entry.span)
    if _folded(venue.name) in _folded(text) and len(venue.name) > len("IEEE"):
        return True
    return any(
        other.name == venue.name or (other.year or 0) >= (venue.year or _NEVER)
        for other in venues.mentioned(text)
    )


_NEVER = 10_000


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _finding(
    case: Case, habit: _Habit, entry: Entry, seen: Observation, source: str, venue: "Venue"
) -> Finding:
    claim = next(iter(entry.claimed("venue")), None)
    said = f"says {claim.text.strip()}" if claim else "names no venue"
    text = habit.written(venue, entry, claim) or f"{venue}{_SUFFIX.get(venue.kind, '')}"
    edit = _edit(habit, entry, claim, venue)
    found = of_claim(
        RULE, entry, claim or Claim("venue", "", _place(case, entry, seen)),
        f"the list {said}, arXiv's {source}: “{venue.evidence}”", seen,
        observed=text, advice=f"write {text}",
        fix=Fix(f"write {text}", (edit,), safe=False) if edit else None,
    )  # fmt: skip
    return found if claim else found._replace(claimed=None)


def _edit(habit: _Habit, entry: Entry, claim: Claim | None, venue: "Venue") -> Edit | None:
    text = habit.written(venue, entry, claim) if claim else None
    return retarget.said(claim, text) if claim and text else None


def _place(case: Case, entry: Entry, seen: Observation) -> Span:
    """Where the entry leads to its paper."""
    return next(link.place for link in entry.links if case.target(link).key == seen.key)


RULE = Rule("venue-available", "info", __doc__, check, mends=True)
