"""A Markdown list becomes a catalog."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from listcheck.catalog import rendered, strictness
from listcheck.catalog.assembling import Imported, Parts, assemble
from listcheck.catalog.drafting import details_of, draft_of
from listcheck.catalog.drafts import Draft, Path, Unplaced
from listcheck.catalog.filing import file_links
from listcheck.catalog.joining import about, join
from listcheck.catalog.merging import merged
from listcheck.catalog.models import Criterion, Section
from listcheck.catalog.origin import repository_of
from listcheck.catalog.plaintext import visible
from listcheck.catalog.prose import Prose, paths_of, sections_of, slugs_of
from listcheck.catalog.tabular import Tables
from listcheck.model import Document, Entry, Heading, Span
from listcheck.names import bare, key

_MENTION = "points to works that are entries elsewhere"


def import_document(document: Document, name: str) -> Imported:
    """Make a catalog of a list.

    Args:
        document: the list.
        name: what it is called if it has no title.
    """
    if rendered.is_rendered(document):
        return rendered.import_rendered(document, name)
    return assemble(_Importing(document).parts(name))


@dataclass
class _Importing:
    document: Document
    unplaced: list[Unplaced] = field(default_factory=list)
    details: int = 0
    notes: int = 0

    @cached_property
    def tables(self) -> Tables:
        return Tables(self.document)

    @cached_property
    def prose(self) -> Prose:
        return Prose(self.document)

    def parts(self, name: str) -> Parts:
        """Everything that the document holds, in the order in which it is understood."""
        drafts = [
            draft_of(self.document, self.tables, entry, self.unplaced)
            for entry in self._entries("entry")
        ]
        rows = len(drafts)
        for path in paths_of(draft.section for draft in drafts):
            self._twins(path, [draft for draft in drafts if draft.section == path])
        criteria = strictness.criteria_of(self.document)
        self._notes(drafts, criteria)
        paths = paths_of(draft.section for draft in drafts) or [()]
        slugs = slugs_of(self.document, paths, self._title(name))
        drafts = merged(drafts, slugs)
        self._take()
        title, purpose, sections = self._front(name, slugs)
        self._mentions()
        self._empty(slugs)
        self.unplaced += self.prose.rest()
        return Parts(
            name=title,
            purpose=purpose,
            repository=repository_of(self.document),
            slugs=slugs,
            sections=sections,
            drafts=drafts,
            unplaced=self.unplaced,
            rows=rows,
            details=self.details,
            notes=self.notes,
            criteria=criteria,
        )

    def _entries(self, kind: str) -> list[Entry]:
        return [entry for entry in self.document.entries if entry.kind == kind]

    def _line(self, span: Span) -> int:
        return self.document.position(span.start)[0]

    # --- twin tables, notes ------------------------------------------------------------------

    def _twins(self, path: Path, drafts: Sequence[Draft]) -> None:
        """Join the rows of the twin tables of a section, a table at a time."""
        tables: dict[int, list[Entry]] = {}
        for entry in self._entries("details"):
            if entry.section == path:
                tables.setdefault(self._table(entry), []).append(entry)
        for rows in tables.values():
            names = [self._name(row) for row in rows]
            found = join(names, drafts)
            for number, row in enumerate(rows):
                self._twin(row, names[number], found.get(number))

    def _table(self, entry: Entry) -> int:
        """Which folded part a row is in."""
        parts = strictness.folded(self.document)
        return next((n for n, part in enumerate(parts) if entry.span.start < part.end), -1)

    def _name(self, row: Entry) -> str:
        cells = self.tables.cells(row.span) or ()
        first = visible(self.document, cells[0][1].start, cells[0][1].end) if cells else ""
        return first or row.name

    def _twin(self, row: Entry, name: str, draft: Draft | None) -> None:
        told = details_of(self.document, self.tables, row)
        line = self._line(row.span)
        if draft is None:
            text = " | ".join((name, *(text for _, text in told)))
            self.unplaced.append(Unplaced(line, text, "a row of details of no entry"))
            return
        self.details += 1
        for title, text in told:
            draft.tell(title, text)
        _rename(draft, name)
        self.unplaced += file_links(draft, row.links, line)

    def _notes(self, drafts: Sequence[Draft], criteria: dict[str, Criterion]) -> None:
        sections = {heading.span.start: heading.section for heading in self.document.headings}
        for note in strictness.notes_of(self.document):
            start = max((at for at in sections if at < note.span.start), default=None)
            path = sections[start] if start is not None else ()
            near = [draft for draft in drafts if draft.section == path]
            found = [(name, about(name, near)) for name in note.names]
            self.notes += all(draft for _, draft in found)
            for name, draft in found:
                if draft is None:
                    told = f"{name}: {note.text}"
                    line = self._line(note.span)
                    self.unplaced.append(Unplaced(line, told, "a note on no entry"))
                    continue
                judged = strictness.judged(note.text, criteria)
                draft.criteria |= judged
                if not judged:
                    draft.remark(note.text)
            self.prose.take(note.span)

    # --- the text around ---------------------------------------------------------------------

    def _take(self) -> None:
        """Count what was read as placed."""
        for entry in self.document.entries:
            self.prose.take(entry.span)
        for heading in self.document.headings:
            self.prose.take(heading.span)
        self.prose.taken |= self.tables.header_lines
        for part in strictness.folded(self.document):
            end = self.document.data.find(b"</summary>", part.start, part.end)
            if end > 0:
                self.prose.take(Span(part.path, part.start, end))

    @cached_property
    def _heading(self) -> Heading | None:
        """The title of the document."""
        return next((one for one in self.document.headings if not one.section and one.text), None)

    def _title(self, name: str) -> str:
        return self._heading.text if self._heading else name

    def _front(self, name: str, slugs: dict[Path, str]) -> tuple[str, str, list[Section]]:
        """Title, purpose and sections."""
        title = self._heading
        lines = self.prose.opening(title)[:1] if title else []
        shown = self._title(name)
        purpose = " ".join(map(self.prose.text, lines)) or shown
        for run in lines:
            self._prose_links(self._lines(*run))
        sections = list(sections_of(self.prose, slugs, shown, self._prose_links))
        return shown, purpose, sections

    def _lines(self, first: int, end: int) -> Span:
        path = self.document.path
        return Span(path, self.prose.line(first).start, self.prose.line(end - 1).end)

    def _prose_links(self, span: Span) -> None:
        """Texts keep no links: tell which ones a text had."""
        for link in self.document.links:
            if span.start <= link.span.start < span.end and not link.is_image:
                line = self._line(link.span)
                self.unplaced.append(Unplaced(line, link.url, "a link in the text of a section"))
        self.prose.take(span)

    def _mentions(self) -> None:
        for entry in self._entries("mention"):
            urls = (link.url for link in entry.links if not link.is_image)
            told = " ".join((entry.text, *urls))
            self.unplaced.append(Unplaced(self._line(entry.span), told, _MENTION))

    def _empty(self, slugs: dict[Path, str]) -> None:
        """Headings that make no section."""
        for heading in self.document.headings:
            if heading.section not in slugs and heading != self._heading and heading.text:
                told = "a heading under which no entry stands"
                self.unplaced.append(Unplaced(self._line(heading.span), heading.text, told))


def _rename(draft: Draft, name: str) -> None:
    """Call a work what the technical table calls it, but for a remark in brackets."""
    label = draft.label or draft.name
    short = bare(name) if key(bare(name)) == key(bare(label)) else name
    if short != draft.name:
        draft.rename(short)
    draft.call(name)
