"""Details or remarks about a work that the list does not have, or a work without its own.

What it finds: rows of a folded table of details, and names that remarks in a folded part begin
with, to which no entry belongs; and the one entry that has no row of details where all others of
its section have.

Why it matters: a reader who looks for the work does not find it. Mostly the entry was removed,
moved or renamed, and what is said of it stayed behind.

What to do: call the work what its entry calls it, or move what is said to where the entry is.

What it cannot know: what is meant by a name that only people can connect. Case, punctuation,
brackets, alternatives with a slash, the title of the entry, its subdirectory, abbreviations, shared
links and the order of two tables that go side by side are all tried before a name is reported; a
name that stands elsewhere in the list is not. Entries that link the same paper or repository share
one row.

Example: a row `Gurgle` in the details, where the table above lists `Drip` and `Kettle`.

Cost: none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from listcheck.case import Case, Rule
from listcheck.model import Document, Entry, Finding, Note, Span
from listcheck.names import Named, bare, between, is_called, join, key, words
from listcheck.patterns import lazy_compile

_FEWEST = 2  # names that belong to entries, before a name that does not tells anything
_OTHERS = 2  # entries with details, before the one without them is missing
_LINKED = lazy_compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = lazy_compile(r"<[^<>]*>")

Path = tuple[str, ...]


def check(case: Case) -> Iterator[Finding]:
    """Every name without an entry, and every entry that lacks what all others have."""
    for document in case.catalog.documents:
        if not document.notes and all(entry.kind != "details" for entry in document.entries):
            continue
        sections = _sections(case, document)
        for section in sections.values():
            yield from _rows(document, section, sections)
        yield from _notes(document, sections)


# --- sections ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Section:
    """The entries of a section, the rows of its details, and how they belong together."""

    case: Case
    entries: tuple[Entry, ...]
    rows: tuple[Entry, ...]
    works: tuple[Named, ...]  # one for each entry

    @cached_property
    def pairs(self) -> Mapping[int, int]:
        """The entry of each row, both by their numbers."""
        found = join([row.name for row in self.rows], self.works)
        found |= self._by_links(found)
        return found | between(found, len(self.rows), len(self.works))

    def _by_links(self, found: Mapping[int, int]) -> dict[int, int]:
        """Rows that link what one entry links."""
        more = {}
        by_link: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            for link in self.linked(entry):
                by_link.setdefault(link, []).append(place)
        for number, row in enumerate(self.rows):
            places = [*{place for link in self.linked(row) for place in by_link.get(link, ())}]
            if number not in found and len(places) == 1 and places[0] not in found.values():
                more[number] = places[0]
        return more

    def linked(self, entry: Entry) -> frozenset[str]:
        """What an entry links, pictures left out."""
        return frozenset(
            f"{target.key} {target.part}"
            for link in entry.links
            if not link.is_image and (target := self.case.target(link)).key
        )

    def lost(self) -> Iterator[Entry]:
        """The rows that can belong to no entry that is left."""
        free = [place for place in range(len(self.works)) if place not in self.pairs.values()]
        for start, end, over, under in self._gaps():
            rows = [self.rows[number] for number in range(start, end) if number not in self.pairs]
            left = [place for place in free if over < place < under]
            said = {*words(" ".join(self.works[place].text for place in left))}
            rows.sort(key=lambda row: len(said & {*words(row.name)}))
            yield from rows[: max(0, len(rows) - len(left))]

    def _gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """What lies between rows that are joined, and between their entries.

        If the order of the two differs, everything is one gap.
        """
        ordered = sorted(self.pairs.items())
        if any(one[1] > other[1] for one, other in pairwise(ordered)):
            ordered = []
        ends = [(-1, -1), *ordered, (len(self.rows), len(self.works))]
        for (left, over), (right, under) in pairwise(ends):
            yield left + 1, right, over, under

    def lacking(self) -> Entry | None:
        """The one entry without details, where all others that stand for themselves have some."""
        free = [e for place, e in enumerate(self.entries) if place not in self.pairs.values()]
        alone = [entry for entry in free if not self._is_shared(entry)]
        enough = len(self.pairs) >= _OTHERS and len(self.pairs) == len(self.rows)
        return alone[0] if enough and len(alone) == 1 else None

    def _is_shared(self, entry: Entry) -> bool:
        """Whether another entry of the list links what this one links: one row may be for both."""
        own = self.linked(entry)
        return any(
            other is not entry and own & self.linked(other)
            for _, other in self.case.catalog.entries()
            if other.kind == "entry"
        )


def _sections(case: Case, document: Document) -> dict[Path, _Section]:
    """The sections of a document that have entries."""
    entries: dict[Path, list[Entry]] = {}
    rows: dict[Path, list[Entry]] = {}
    for entry in document.entries:
        if entry.kind != "mention":
            (entries if entry.kind == "entry" else rows).setdefault(entry.section, []).append(entry)
    cells = {row.span.start: row.cells for row in document.rows}
    return {
        path: _Section(
            case, tuple(found), tuple(rows.get(path, ())),
            tuple(_named(document, entry, cells.get(entry.span.start, ())) for entry in found),
        )
        for path, found in entries.items()
    }  # fmt: skip


def _named(document: Document, entry: Entry, cells: Sequence[Span]) -> Named:
    """What an entry is called: by its name, its first cell, and its title or last cell."""
    titles = [_plain(claim.text) for claim in entry.claimed("title")]
    plain = [_plain(document.slice(cell)) for cell in cells]
    names = dict.fromkeys((entry.name, *plain[:1], *titles))
    return Named(tuple(filter(None, names)), " ".join(plain[-1:] or titles), entry.text)


def _plain(markdown: str) -> str:
    return " ".join(_TAG.sub(" ", _LINKED.sub(r"\1", markdown)).replace("`", " ").split())


# --- rows of details -----------------------------------------------------------------------------


def _rows(
    document: Document, section: _Section, sections: Mapping[Path, _Section]
) -> Iterator[Finding]:
    if len(section.pairs) < max(_FEWEST, len(section.rows) / 2):
        return  # another kind of table
    for row in section.lost():
        if not any(_mentions(row.name, work) for work in _works(sections)):
            yield _finding(
                row.name, row.span, "these details belong to no entry of the section",
                "name the work as its entry does, or move the details to where it is",
            )  # fmt: skip
    if lacking := section.lacking():
        yield _finding(
            lacking.name, lacking.span,
            f"the only one of {len(section.entries)} entries without a row in the details",
            "add its row of details", tuple(row.span for row in section.rows[-1:]),
        )  # fmt: skip


def _works(sections: Mapping[Path, _Section]) -> Iterator[Named]:
    return (work for section in sections.values() for work in section.works)


def _mentions(name: str, work: Named) -> bool:
    """Whether a work elsewhere may be meant: it bears the name, not only a title with it."""
    return is_called(name, Named(work.names))


# --- remarks -------------------------------------------------------------------------------------


def _notes(document: Document, sections: Mapping[Path, _Section]) -> Iterator[Finding]:
    """Names of remarks that nobody finds, among remarks most of whose names can be found."""
    parts: dict[str, list[Note]] = {}
    for note in document.notes:
        parts.setdefault(_kind(note.title), []).append(note)
    for notes in parts.values():
        lost = [note for note in notes if not _is_found(note, sections)]
        if len(notes) - len(lost) >= max(_FEWEST, len(lost)):
            for note in lost:
                near = _nearest(note, sections)
                yield _finding(
                    note.name, note.span, "this remark names no entry",
                    "name the work as its entry does, or move the remark to where it is",
                    (near,) if near else (),
                )  # fmt: skip


def _kind(title: str) -> str:
    """Folded parts with the same two words at their head are of one kind."""
    return key(" ".join(re.findall(r"[^\W_]+", title)[:2]))


def _is_found(note: Note, sections: Mapping[Path, _Section]) -> bool:
    """Whether a reader finds the name: at an entry, or as it stands in the details."""
    called = any(is_called(note.name, work) for work in sections[note.section].works)
    rows = (row.name for row in sections[note.section].rows)
    named = any(key(note.name) == key(part) for row in rows for part in (row, *row.split("/")))
    return called or named or any(_mentions(note.name, work) for work in _works(sections))


def _nearest(note: Note, sections: Mapping[Path, _Section]) -> Span | None:
    """The row of details that must be meant."""
    rows = sections[note.section].rows
    return next((row.span for row in rows if key(bare(row.name)) == key(bare(note.name))), None)


def _finding(
    name: str, span: Span, message: str, advice: str, related: tuple[Span, ...] = ()
) -> Finding:
    return Finding(
        RULE.slug, RULE.severity, f"“{name}”: {message}", span,
        entry=name, related=related, claimed=name, advice=advice,
    )  # fmt: skip


RULE = Rule("details-mismatch", "warning", __doc__, check)
