"""A list that `listcheck render` made becomes its catalog again: `rows` and `parts`, backwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from listcheck.catalog import rows
from listcheck.catalog.assembling import Parts
from listcheck.catalog.drafts import Draft, Path, Unplaced
from listcheck.catalog.models import Axis, Criterion, Judgement, Pick
from listcheck.catalog.naming import slug
from listcheck.catalog.plaintext import links_in, visible
from listcheck.catalog.prose import Prose, paths_of, sections_of, slugs_of
from listcheck.catalog.rendered_rows import main_row
from listcheck.catalog.strictness import folded
from listcheck.catalog.tabular import Tables
from listcheck.model import Document, Heading, Row, Span

_MARK = b"<!-- Made by `listcheck render`"
_PICKS = ("No.", "Why", "Work")
_TERM = re.compile(rb"^(- )?\*\*(.+?)(?<!\\)\*\*:? *(.*)$", re.MULTILINE)
_BADGE = re.compile(r"(.+): \d+\Z")
_NOTES = "Notes on strictness"
_LEVELS = {words: level for level, words in rows.LEVELS.items()}
_OPENING = 2  # headings that stand between the title and the sections: contents, what is listed


def is_rendered(document: Document) -> bool:
    """Whether `listcheck render` made a document."""
    return document.data.startswith(_MARK)


def parts_of(document: Document, name: str) -> Parts:
    """What a rendered list shows of its catalog."""
    return _Rendered(document).parts(name)


@dataclass
class _Rendered:
    document: Document
    unplaced: list[Unplaced] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    guests: list[Draft] = field(default_factory=list)
    criteria: dict[str, Criterion] = field(default_factory=dict)
    axes: dict[str, Axis] = field(default_factory=dict)

    def parts(self, name: str) -> Parts:
        """Everything, in the order in which it is understood."""
        self._words()
        for row in self.document.rows:
            if self._header(row) == rows.MAIN:
                self._main(row)
        details = sum(self._details(row) for row in self.document.rows)
        notes = sum(self._folded(part) for part in folded(self.document))
        prose = self._prose()
        paths = paths_of(heading.section for heading in self._headings)
        slugs = slugs_of(self.document, paths, name)
        for guest in self.guests:
            self._guest(guest, slugs)
        title = self.document.headings[0]
        lines = prose.opening(title)[:-1]
        sections = list(sections_of(prose, slugs, title.text, lambda _: None))
        labels = dict(zip(slugs.values(), self._labels(), strict=False))
        shown = {one.slug: labels.get(one.slug) for one in sections}
        return Parts(
            name=title.text or name,
            purpose=" ".join(map(prose.text, lines)) or title.text,
            slugs=slugs,
            sections=[
                one.model_copy(update={"label": _other(shown[one.slug], one.title)})
                for one in sections
            ],
            drafts=tuple(self.drafts.values()),
            unplaced=self.unplaced,
            rows=len(self.drafts) + len(self.guests),
            details=details,
            notes=notes,
            criteria=self.criteria,
            axes=self.axes,
            picks=tuple(self._picks()),
        )

    @cached_property
    def _tables(self) -> Tables:
        return Tables(self.document)

    def _header(self, row: Row) -> tuple[str, ...]:
        return self._tables.header(row)

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        """The headings of sections."""
        found = self.document.headings[1 + _OPENING :]
        picked = any(self._header(row) == _PICKS for row in self.document.rows)
        return found[1:] if picked else found

    def _prose(self) -> Prose:
        prose = Prose(self.document)
        for span in (
            *(heading.span for heading in self.document.headings),
            *(row.span for row in self.document.rows),
            *folded(self.document),
        ):
            prose.take(span)
        prose.taken |= self._tables.header_lines
        return prose

    def _labels(self) -> Iterator[str]:
        """What the badges before the contents call the sections."""
        for link in links_in(self.document, 0, self.document.headings[1].span.start):
            if link.is_image and (found := _BADGE.match(link.text)):
                yield found[1]

    def _text(self, span: tuple[int, int]) -> str:
        return visible(self.document, *span)

    def _words(self) -> None:
        """The criteria and axes that the list defines before its sections."""
        start = self.document.headings[_OPENING].span.end
        end = self.document.headings[_OPENING + 1].span.start
        values: dict[str, str] = {}
        for match in _TERM.finditer(self.document.data, start, end):
            term, told = self._text(match.span(2)), self._text(match.span(3))
            if not match[1]:
                values = {}
                axis = Axis.model_construct(title=term.removesuffix("."), question=told)
                self.axes[slug(term)] = axis.model_copy(update={"values": values})
            elif self.axes:
                values[term] = told
            else:
                short, _, title = term.partition(": ")
                criterion = Criterion(title=title.removesuffix("."), definition=told)
                self.criteria[short.lower()] = criterion

    # --- entries -----------------------------------------------------------------------------

    def _main(self, row: Row) -> None:
        draft, guest = main_row(self.document, row)
        if guest:
            self.guests.append(draft)
        else:
            self.drafts[draft.name] = draft

    def _guest(self, guest: Draft, slugs: dict[Path, str]) -> None:
        home = self.drafts.get(guest.name)
        if home is None:
            why = "listed here too, and its own row is not there"
            self.unplaced.append(Unplaced(guest.line, guest.name, why))
        else:
            home.also_in.append(slugs[guest.section])

    def _details(self, row: Row) -> bool:
        """Whether a row is one of details, which it joins to its entry."""
        header = self._header(row)
        if header[0] != rows.MAIN[0] or header == rows.MAIN:
            return False
        name, *values = (self._text((cell.start, cell.end)) for cell in row.cells)
        draft = self.drafts.get(name)
        if draft is None:
            line = self.document.position(row.span.start)[0]
            self.unplaced.append(Unplaced(line, name, "a row of details of no entry"))
            return False
        for title, text in zip(header[1:], values, strict=False):
            if text != rows.NONE:
                self._detail(draft, title, text)
        return True

    def _detail(self, draft: Draft, title: str, text: str) -> None:
        axis = next((key for key, axis in self.axes.items() if axis.title == title), None)
        if axis:
            draft.axes[axis] = tuple(text.split(", "))
        elif title == rows.ALIASES:
            draft.aliases = text.split(", ")
        else:
            draft.details[title] = text

    def _folded(self, part: Span) -> int:
        """Join the bullets of a folded part to their entries; returns how many."""
        end = self.document.data.find(b"</summary>", part.start, part.end)
        strict = _NOTES in self._text((part.start, end))
        number = 0
        for match in _TERM.finditer(self.document.data, end, part.end):
            draft = self.drafts.get(self._text(match.span(2)))
            text = self._text(match.span(3))
            if draft is None:
                line = self.document.position(match.start())[0]
                self.unplaced.append(Unplaced(line, text, "a note on no entry"))
            elif strict:
                draft.criteria |= self._judged(text)
            else:
                draft.review = [text]
            number += strict and draft is not None
        return number

    def _judged(self, text: str) -> dict[str, Judgement]:
        slugs = "|".join(re.escape(name.upper()) for name in self.criteria)
        levels = "|".join(map(re.escape, _LEVELS))
        pieces = re.split(rf"(?:\A|; )({slugs}) ({levels}): ", text)[1:]
        return {
            name.lower(): Judgement.model_validate({"level": _LEVELS[level], "because": because})
            for name, level, because in zip(*(pieces[n::3] for n in range(3)), strict=True)
        }

    def _picks(self) -> Iterator[Pick]:
        for row in self.document.rows:
            if self._header(row) != _PICKS:
                continue
            _, because, place = row.cells
            name = self._text((place.start, place.end))
            link = next(iter(links_in(self.document, place.start, place.end)), None)
            draft = self.drafts.get(name)
            own = draft is None or link is None or link.target == draft.first
            yield Pick(
                entry=name,
                url=None if own or link is None else link.target,
                because=self._text((because.start, because.end)),
            )


def _other(label: str | None, title: str) -> str | None:
    return label if label != title else None
