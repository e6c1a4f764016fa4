"""The text of a document around its entries: sections, their scope, and what has no place."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from listcheck.catalog.drafts import Path, Unplaced
from listcheck.catalog.models import Section
from listcheck.catalog.naming import is_nothing, slug, unused
from listcheck.catalog.plaintext import visible
from listcheck.model import Document, Heading, Span
from listcheck.names import words

_RESERVED = frozenset({"list"})  # the file that tells what the list is
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_ANCHOR = re.compile(rb'<a\s+(?:id|name)="([a-z0-9]+(?:[-_][a-z0-9]+)*)"\s*>\s*</a>\s*\Z')


@dataclass
class Prose:
    """A document as its lines, some of which are taken."""

    document: Document
    taken: set[int] = field(default_factory=set)  # lines, from 0

    def take(self, span: Span) -> None:
        """Count the lines of a span as placed."""
        first = self.document.position(span.start)[0] - 1
        last = self.document.position(max(span.start, span.end - 1))[0]
        self.taken.update(range(first, last))

    def line(self, number: int) -> Span:
        """A line, from 0."""
        starts = [*self.document.line_starts, len(self.document.data)]
        return Span(self.document.path, starts[number], starts[number + 1])

    @cached_property
    def _shown(self) -> list[str]:
        spans = map(self.line, range(len(self.document.line_starts)))
        return [visible(self.document, span.start, span.end) for span in spans]

    def paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The runs of lines from `start` to `end` that show text and are not taken."""
        first = None
        for number in range(start, end + 1):
            free = number < end and number not in self.taken
            shown = free and not is_nothing(self._shown[number])
            if first is not None and shown and self._bullet(number) and not self._bullet(first):
                yield first, number
                first = number
            if shown and first is None:
                first = number
            elif not shown and first is not None:
                yield first, number
                first = None

    def _bullet(self, number: int) -> bool:
        return bool(_BULLET.match(self.document.slice(self.line(number))))

    def text(self, lines: tuple[int, int]) -> str:
        """The text of some lines."""
        return " ".join(self._shown[number] for number in range(*lines))

    def opening(self, heading: Heading) -> list[tuple[int, int]]:
        """The paragraphs from a heading to the next thing that is taken."""
        start = self.document.position(heading.span.start)[0] - 1
        start = next(
            (n for n in range(start, len(self._shown)) if n not in self.taken), len(self._shown)
        )
        ends = (n for n in range(start, len(self._shown)) if n in self.taken)
        return list(self.paragraphs(start, next(ends, len(self._shown))))

    def rest(self) -> Iterator[Unplaced]:
        """What is left: text a paragraph at a time, and where its links lead."""
        for lines in self.paragraphs(0, len(self._shown)):
            text = self.text(lines)
            if words(text):
                yield Unplaced(lines[0] + 1, text, "text that belongs to no entry")
        for link in self.document.links:
            line = self.document.position(link.span.start)[0]
            if line - 1 not in self.taken and not link.is_image and not link.url.startswith("#"):
                yield Unplaced(line, link.url, "a link that belongs to no entry")


def slugs_of(document: Document, paths: Iterable[Path], title: str) -> dict[Path, str]:
    """A slug for each section: that of an anchor before its heading, or of its words."""
    found: dict[Path, str] = {}
    for path in paths:
        heading = heading_of(document, path)
        wanted = (_anchored(document, heading) if heading else "") or slug(
            path[-1] if path else title, "section"
        )
        taken = _RESERVED | set(found.values())
        found[path] = unused(wanted, taken, "{}-{}")
    return found


def _anchored(document: Document, heading: Heading) -> str:
    found = _ANCHOR.search(document.data, max(0, heading.span.start - 200), heading.span.start)
    return found[1].decode() if found else ""


def heading_of(document: Document, path: Path) -> Heading | None:
    """The heading of a section."""
    return next((one for one in document.headings if one.section == path and path), None)


def paths_of(sections: Iterable[Path]) -> list[Path]:
    """Sections and those that they are parts of, these first."""
    found: dict[Path, None] = {}
    for path in sections:
        for depth in range(1, len(path) + 1):
            found.setdefault(path[:depth])
        if not path:
            found.setdefault(path)
    return list(found)


def sections_of(
    prose: Prose, slugs: dict[Path, str], title: str, placed: Callable[[Span], None]
) -> Iterator[Section]:
    """The sections, with the text under their headings as their scope."""
    document = prose.document
    labels = {count.section: count.label for count in document.counts if count.section}
    for path, name in slugs.items():
        heading = heading_of(document, path)
        lines = prose.opening(heading) if heading else []
        for run in lines:
            span = Span(document.path, prose.line(run[0]).start, prose.line(run[1] - 1).end)
            placed(span)
        shown = path[-1] if path else title
        label = " ".join(labels.get(path, "").split())
        yield Section(
            slug=name,
            title=shown or name,
            label=label if label and label != shown else None,
            parent=slugs.get(path[:-1]) if len(path) > 1 else None,
            scope=" ".join(map(prose.text, lines)) or shown or name,
        )
