"""Waivers in the comments of a Markdown list, and how far each of them reaches."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from listcheck import waivers
from listcheck.model import Entry, Row, Waiver
from listcheck.patterns import lazy_compile
from listcheck.readers import tags
from listcheck.readers.page import Page, Style
from listcheck.readers.source import Source, line_starts

_OPEN = re.compile(rb"(?<!\\)<!--\s*listcheck:", re.IGNORECASE)
_NOTHING = lazy_compile(rb"[\s>]*+(?><!--.*?-->\s*)*+")  # what leaves a comment alone on its line
_SHOWN = "the page shows this as text: it is no comment"
_CUT = "the page shows this as text: a | ends the cell of a table, write &#124;"

Range = tuple[int, int]


def waivers_of(
    page: Page, comments: Sequence[Range], entries: Sequence[Entry], rows: Sequence[Row]
) -> tuple[Waiver, ...]:
    """Every waiver, those that cannot be read too, in the order of the text.

    Args:
        page: the text, taken apart.
        comments: the comments that GitHub takes for such, those in cells that it drops left out.
        entries: what the waivers are about.
        rows: of its tables.
    """
    if b"<!--" not in page.source.raw or not _OPEN.search(page.source.raw):
        return ()
    lines = _Lines(page.source, line_starts(page.source.raw))
    known = [*comments, *_dropped(page, rows)]
    found = [_waiver(lines, one, entries) for one in known if _is_ours(page.source, one)]
    for start in _shown(page, known):
        wrong = _CUT if _is_in(start, rows, page.source.base) else _SHOWN
        end = lines.end(start)
        found.append(_waiver(lines, (start, end), entries)._replace(wrong=wrong, rules=()))
    return tuple(sorted(found, key=lambda one: one.span or page.source.span(0, 0)))


def _is_ours(source: Source, comment: Range) -> bool:
    return waivers.is_ours(source.text(*comment))


def _dropped(page: Page, rows: Sequence[Row]) -> Iterator[Range]:
    """The comments behind the last column of a row, which GitHub drops, bars and all."""
    base = page.source.base
    for row in rows:
        cells = page.cells[row.span.start - base]
        if len(cells) > row.columns:
            for tag in tags.scan(page.source.raw, cells[row.columns][0], row.span.end - base):
                if not tag.name.strip("<!-"):
                    yield tag.start, tag.end


def _shown(page: Page, comments: Sequence[Range]) -> Iterator[int]:
    """Where a text looks like a waiver, and is one that readers see; in code it is an example."""
    for found in _OPEN.finditer(page.source.raw):
        start = found.start()
        if not any(first <= start < last for first, last in comments):
            run = page.runs[max(0, bisect_right(page.run_starts, start) - 1)]
            if run.start <= start < run.end and not run.style & (Style.CODE | Style.ALT):
                yield start


def _is_in(start: int, rows: Sequence[Row], base: int) -> bool:
    return any(row.span.start <= start + base < row.span.end for row in rows)


class _Lines(NamedTuple):
    """The lines of a text, by their offsets."""

    source: Source
    starts: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def end(self, offset: int) -> int:
        """Where the line of an offset is over, its line end included."""
        after = bisect_right(self.starts, offset)
        return self.starts[after] if after < len(self.starts) else len(self.source.raw)

    def is_nothing(self, start: int, end: int) -> bool:
        """Whether a range holds nothing but blanks and comments."""
        return _NOTHING.fullmatch(self.source.raw, start, end) is not None

    def reach(self, start: int, end: int) -> Range:
        """The lines that a comment is about: its own, or the next one if it has nothing else."""
        first, last = self.start(start), self.end(max(start, end - 1))
        if not (self.is_nothing(first, start) and self.is_nothing(end, last)):
            return first, last
        while last < len(self.source.raw) and self.is_nothing(last, self.end(last)):
            last = self.end(last)
        return last, self.end(last)


def _waiver(lines: _Lines, comment: Range, entries: Sequence[Entry]) -> Waiver:
    source = lines.source
    first, last = lines.reach(*comment)
    begun = [one.span for one in entries if first <= one.span.start - source.base < last]
    reach = source.span(first, last)
    reach = reach._replace(end=max((reach.end, *(span.end for span in begun))))
    return waivers.parse(source.text(*comment), source.span(*comment), reach)
