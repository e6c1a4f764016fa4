"""Whether a row that carries only a method's name belongs to the paper that it links.

Red needs proof. Nothing that the row says may occur in the paper's title or abstract, nor may the
name be made of the title's letters. Words that most of a list shares prove nothing either way: with
them left out, a row is a stranger only if, besides, the title bears another row's name, or the
row's name stands before a title that the list holds under another id.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from listcheck.case import Case, is_kind
from listcheck.model import Document, Entry, Link, Observation, Role
from listcheck.titles import is_acronym, is_latin, key, name_of, related, telling

_ENOUGH = 3  # telling words in a row, before silence about them tells anything
_SAMPLE = 8  # works, before a word can be called common
_COMMON = 0.2  # of the works that use a word which tells nothing in this list
_NAME = 3  # characters of a name that is not met by chance

Work = tuple[Entry, Observation]


@dataclass(frozen=True, eq=False)
class Shelf:
    """The works of one document: entries with one paper, whose title was observed."""

    case: Case
    document: Document
    works: tuple[Work, ...]

    def is_stranger(self, entry: Entry, seen: Observation) -> bool:
        """Whether the row cannot belong to its paper."""
        title, summary = seen.facts.title or "", abstract(seen)
        ours, theirs = self.said(entry), telling(title)
        named = key(entry.name)
        if not is_latin(f"{entry.name} {entry.text}") or not is_latin(title):
            return False
        if len(ours) < _ENOUGH or is_acronym(entry.name, title) or named in key(summary):
            return False
        if related(ours - self._subject, (theirs | telling(summary)) - self._subject):
            return False
        whole = (
            bool(seen.facts.summary) and len(theirs) >= _ENOUGH
        )  # enough to find a common word in
        alone = whole and not related(ours, theirs | telling(summary))
        return alone or self._is_anothers(entry, seen) or self.home(entry) is not None

    def home(self, entry: Entry) -> str | None:
        """The one other paper of the list whose title begins with the name of the entry."""
        named = key(entry.name)
        found = self._papers.get(named, set()) if len(named) >= _NAME else set()
        linked = set(self.case.keys(entry, "paper"))
        return next(iter(found)) if len(found) == 1 and not found & linked else None

    def _is_anothers(self, entry: Entry, seen: Observation) -> bool:
        """Whether the title begins with the name of another row, which links another paper."""
        name = name_of(seen.facts.title or "")
        rows = self._rows.get(name, ()) if len(name) >= _NAME and name != key(entry.name) else ()
        return bool(rows) and all(seen.key != other.key for _, other in rows)

    def said(self, entry: Entry) -> set[str]:
        """Every telling word that the row and its twins say, with repositories and pages."""
        said = [entry.name, entry.text, *entry.section, *map(self._address, entry.links)]
        said += self._details.get(key(entry.name), ())
        for link in entry.links:
            seen = self.case.evidence.get(self.case.target(link).key)
            if seen and is_kind(self.case.target(link), "repository"):
                said.append(seen.facts.description or "")
        return telling(" ".join(said))

    @cached_property
    def _details(self) -> dict[str, list[str]]:
        """What the twin rows say, by their name."""
        found: dict[str, list[str]] = {}
        for entry in self.document.entries:
            if entry.kind == "details":
                found.setdefault(key(entry.name), []).append(entry.text)
        return found

    def _address(self, link: Link) -> str:
        """What the address of code or of a project's page says about the work."""
        if link.role not in (Role.CODE, Role.PROJECT):
            return ""
        host, _, path = self.case.target(link).address.partition("//")[2].partition("/")
        return f"{host.partition('.')[0]} {path}"

    @cached_property
    def _subject(self) -> set[str]:
        """The words that a fifth of the titles or of the rows have: what the list is about."""
        if len(self.works) < _SAMPLE:
            return set()
        titles = Counter(word for _, seen in self.works for word in telling(seen.facts.title or ""))
        rows = Counter(word for entry, _ in self.works for word in self.said(entry))
        least = _COMMON * len(self.works)
        return {word for count in (titles, rows) for word, times in count.items() if times >= least}

    @cached_property
    def _papers(self) -> dict[str, set[str]]:
        """The papers by the name that their title begins with."""
        found: dict[str, set[str]] = {}
        for _, seen in self.works:
            if name := name_of(seen.facts.title or ""):
                found.setdefault(name, set()).add(seen.key)
        return found

    @cached_property
    def _rows(self) -> dict[str, list[Work]]:
        found: dict[str, list[Work]] = {}
        for entry, seen in self.works:
            found.setdefault(key(entry.name), []).append((entry, seen))
        return found


def abstract(seen: Observation) -> str:
    """The abstract, if it can bear witness: one that is foreign to its own title cannot."""
    title, summary = telling(seen.facts.title or ""), seen.facts.summary or ""
    return summary if not title or related(telling(summary), title) else ""


def shelves(case: Case) -> Iterator[Shelf]:
    """The works of every document."""
    for document in case.catalog.documents:
        found = (
            (entry, seen)
            for entry in document.entries
            if entry.kind == "entry" and (seen := _paper(case, entry))
        )
        yield Shelf(case, document, tuple(found))


def _paper(case: Case, entry: Entry) -> Observation | None:
    keys = case.keys(entry, "paper")
    seen = case.evidence.get(keys[0]) if len(keys) == 1 else None
    return seen if seen and seen.facts.title else None
