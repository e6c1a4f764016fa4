"""An entry of a document becomes a draft: from the cells of a row, or from a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from listcheck.catalog.drafts import Draft, Unplaced
from listcheck.catalog.filing import file_links
from listcheck.catalog.naming import is_label, is_nothing, tidy
from listcheck.catalog.plaintext import line as one_line
from listcheck.catalog.plaintext import visible
from listcheck.catalog.tabular import Cell, Tables
from listcheck.model import Claim, Document, Entry, Link, Span
from listcheck.names import bare, key, words
from listcheck.repositories import star_badge
from listcheck.urls import host_of

_REMARKS = re.compile(
    r"\b(?:titles?|notes?|remarks?|comments?|description|summary|highlights?|name)\b|备注|标题",
    re.IGNORECASE,
)
_TITLES = re.compile(r"\b(?:titles?|name)\b|标题", re.IGNORECASE)
_YEAR = re.compile(r"\(((?:19|20)\d\d)\)[\s–—:-]*")
_SOON = re.compile(
    r"\bcode(?: is)? (?:coming )?soon\b|\bcode (?:will be|to be) released\b", re.IGNORECASE
)
_STATIC = re.compile(r"img\.shields\.io/badge/([^/?#]+)-[^-/?#]*(?:[?#]|\Z)", re.IGNORECASE)
TAGS = "Tags"


def draft_of(document: Document, tables: Tables, entry: Entry, unplaced: list[Unplaced]) -> Draft:
    """Everything that an entry says, in fields."""
    line = document.position(entry.span.start)[0]
    draft = Draft(
        name=one_line(entry.name) or "?", section=entry.section, line=line, text=entry.text
    )
    drafting = _Drafting(document, entry, draft)
    cells = tables.cells(entry.span)
    if cells:
        drafting.label(cells)
    unplaced += file_links(draft, entry.links, line)
    unplaced += drafting.row(cells) if cells else drafting.paragraph()
    drafting.badges()
    if _SOON.search(entry.text):
        draft.code_status = "soon"
    return draft


def details_of(document: Document, tables: Tables, entry: Entry) -> tuple[tuple[str, str], ...]:
    """What a row of a twin table tells, under the words of its header."""
    cells = tables.cells(entry.span) or ()
    told = ((header, visible(document, cell.start, cell.end)) for header, cell in cells[1:])
    return tuple((header or "Details", text) for header, text in told if not is_nothing(text))


@dataclass
class _Drafting:
    document: Document
    entry: Entry
    draft: Draft
    used: list[Span] = field(default_factory=list)

    def label(self, cells: Sequence[Cell]) -> None:
        """What the cell that names the work calls it."""
        titled = [cell for header, cell in cells[1:] if _TITLES.search(header)]
        self.draft.heading = self._text([*titled, cells[-1][1]][0])
        for _, cell in cells:
            links = [link for link in self._links(cell) if not link.is_image]
            text = links[0].text if links else self._text(cell)
            if any(character.isalpha() for character in text) and not is_label(text):
                self.draft.label = one_line(text)
            if any(character.isalpha() for character in self._text(cell)):
                break

    def row(self, cells: Sequence[Cell]) -> Iterator[Unplaced]:
        """Every cell into a field, a detail or the notes."""
        for header, cell in cells:
            claims = [one for one in self.entry.claims if cell.start <= one.span.start < cell.end]
            for claim in claims:
                yield from self._claim(claim, cell, alone=not _REMARKS.search(header))
            rest = self._rest(cell, claims)
            if rest and not self._is_name(rest):
                self._keep(header, cell, rest, claims)
        self._renamed()

    def _keep(self, header: str, cell: Span, rest: str, claims: Sequence[Claim]) -> None:
        """What a cell says beside its links and claims."""
        if any(claim.field == "organisation" for claim in claims):
            return
        if _REMARKS.search(header) or not header:
            self.draft.remark(rest)
        else:
            self.draft.tell(header, self._text(cell))

    def _renamed(self) -> None:
        label = self.draft.label
        if label and key(label) != key(self.draft.name):
            self.draft.call(label)

    def paragraph(self) -> Iterator[Unplaced]:
        """Claims into fields, and the rest of the text into the notes."""
        span = self.entry.span
        self.draft.heading = self.draft.name
        for claim in self.entry.claims:
            yield from self._claim(claim, span, alone=False)
        rest = self._rest(span, self.entry.claims)
        name = self.draft.name
        rest = tidy(rest[len(name) :]) if rest.startswith(name) else rest
        if not self.draft.date and (year := _YEAR.match(rest)):
            self.draft.dated(year[1])
            rest = rest[year.end() :]
        if rest and not self._is_name(rest):
            self.draft.remark(rest)

    # --- parts of both -----------------------------------------------------------------------

    def _claim(self, claim: Claim, cell: Span, *, alone: bool) -> Iterator[Unplaced]:
        text = self._text(claim.span)
        if claim.field == "title":
            self.draft.title = text
        elif claim.field == "date":
            self.draft.dated(text)
        elif claim.field == "venue":
            self.draft.venue = text
        elif claim.field == "organisation":
            parts = self._text(cell).split(" / ") if alone else [text]
            self.draft.organisations = [part.strip() for part in parts if part.strip()]
        else:
            line = self.document.position(claim.span.start)[0]
            yield Unplaced(line, text, "a count of stars without the day on which it was seen")

    def _rest(self, cell: Span, claims: Sequence[Claim]) -> str:
        """The text of a cell without what is in a field already."""
        hidden: list[Span | Link] = [claim.span for claim in claims]
        hidden += [link for link in self._links(cell) if self._placed(link)]
        lines = visible(self.document, cell.start, cell.end, hidden, glue="\n").split("\n")
        kept = " ".join(line for line in lines if not _only_label(line))
        return tidy(kept)

    def _placed(self, link: Link) -> bool:
        """Whether the text of a link is told by the field in which the link is."""
        texts = [self.draft.name, self.draft.label, self.draft.title]
        number = any(paper in link.text for paper in self.draft.arxiv)
        named = any(link.text == one.label for one in self.draft.links)
        return number or named or is_label(link.text) or key(link.text) in map(key, texts)

    def _is_name(self, text: str) -> bool:
        names = (self.draft.name, self.draft.label, self.draft.title, bare(self.draft.name))
        return not words(text) or key(text) in map(key, filter(None, names))

    def _links(self, cell: Span) -> list[Link]:
        return [link for link in self.entry.links if cell.start <= link.span.start < cell.end]

    def _text(self, span: Span) -> str:
        return visible(self.document, span.start, span.end)

    def badges(self) -> None:
        """The words of static badges that stand for themselves: tags."""
        places = [link.span for link in self.entry.links if not link.is_image]
        for link in self.entry.links:
            inside = any(one.start < link.span.start < one.end for one in places)
            found = _STATIC.search(link.target) if link.is_image and not inside else None
            if found is None or star_badge(host_of(link.target), link.target):
                continue
            text = found[1].replace("--", "\0").replace("_", " ").replace("\0", "-")
            text = " ".join(text.replace("%20", " ").split())
            venue = self.draft.venue and key(self.draft.venue) in key(text)
            if words(text) and not is_label(text) and not venue and not self._is_name(text):
                self.draft.tell(TAGS, text)


def _only_label(line: str) -> bool:
    """Whether a line only says what the link was that stood on it."""
    text = line.strip(" []()-*·:：|,")
    return bool(text) and len(text.split()) <= 3 and is_label(text)
