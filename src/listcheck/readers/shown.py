"""What of the source a reader of the page sees as it is written, markup that failed included."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from listcheck.model import Edit, Link, Slip, SlipKind
from listcheck.patterns import lazy_compile
from listcheck.readers.page import Page, Run, Style
from listcheck.readers.shape import elements

Range = tuple[int, int]

_NO_TEXT = Style.CODE | Style.LINK | Style.ALT | Style.BREAK | Style.SOFT
_OPEN, _CLOSE = b"["[0], b"]"[0]
_EMPTY = lazy_compile(rb"\r?\n[ \t]*\r?\n")
_BRACKET = lazy_compile(rb"[\[\]]")
_PARENTHESIS = lazy_compile(rb"[()]")
_MATH = lazy_compile(rb"\$[^$\n]*\$")
_WORD = lazy_compile(rb"[A-Za-z]+|[0-9]+")
_LONGEST = 4_000  # bytes of a line that are looked at, on either side
FURTHEST = 400  # bytes between a bracket and its pair; link texts in use are titles


class Shown:
    """Answers for one page; `text` holds the runs of plain text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.raw = page.source.raw

    def texts(self) -> Iterator[Run]:
        """The runs that are neither code nor link nor the text of a picture."""
        return (run for run in self.page.runs if not run.style & _NO_TEXT)

    def at(self, offset: int) -> bool:
        """Whether the character at an offset is shown as itself, no backslash before it."""
        index = bisect_right(self.page.run_starts, offset) - 1
        if index < 0:
            return False
        run = self.page.runs[index]
        plain = offset < run.end and not run.style & _NO_TEXT
        return plain and not self._is_escaped(offset) and not self._is_preformatted(offset)

    def _is_escaped(self, offset: int) -> bool:
        if self.raw[offset - 1 : offset] != b"\\":
            return False
        before = self.raw[max(0, offset - 20) : offset]
        return (len(before) - len(before.rstrip(b"\\"))) % 2 == 1

    @cached_property
    def _preformatted(self) -> Sequence[Range]:
        return tuple(elements(self.page.tags, "pre"))

    def _is_preformatted(self, offset: int) -> bool:
        return _within(self._preformatted, offset)

    @cached_property
    def _html(self) -> Sequence[Range]:
        return [(block.start, block.end) for block in self.page.kinds["html"]]

    def is_html(self, offset: int) -> bool:
        """Whether this is raw HTML, in which Markdown's marks are none."""
        return _within(self._html, offset)

    def in_math(self, offset: int) -> bool:
        """Whether this stands between two dollar signs on one line."""
        start, end = self.line(offset)
        floor, ceiling = max(start, offset - FURTHEST), min(end, offset + FURTHEST)
        found = _MATH.finditer(self.raw, floor, ceiling)
        return any(one.start() < offset < one.end() for one in found)

    def line(self, offset: int) -> tuple[int, int]:
        """The line that an offset stands on, or, in a table, the cell."""
        row = self.row(offset)
        if row is not None:
            return self.page.cells[row][self.cell(row, offset)]
        first, last = max(0, offset - _LONGEST), offset + _LONGEST
        start, end = self.raw.rfind(b"\n", first, offset) + 1, self.raw.find(b"\n", offset, last)
        return start or first, end if end >= 0 else min(last, len(self.raw))

    def cell(self, row: int, offset: int) -> int:
        """The number of the cell that an offset in a row stands in."""
        cells = self.page.cells[row]
        return min(bisect_left(cells, offset, key=lambda cell: cell[1]), len(cells) - 1)

    @cached_property
    def _rows(self) -> Sequence[int]:
        return sorted(self.page.cells)

    def row(self, offset: int) -> int | None:
        """The row of a table that an offset stands in, by where it begins."""
        index = bisect_right(self._rows, offset) - 1
        if index < 0:
            return None
        start = self._rows[index]
        return start if offset <= self.page.cells[start][-1][1] else None

    def lines(self, offset: int) -> tuple[int, int]:
        """The lines around an offset up to empty ones, or, in a table, the cell."""
        if self.row(offset) is not None:
            return self.line(offset)
        floor = max(0, offset - FURTHEST)
        before = [found.end() for found in _EMPTY.finditer(self.raw, floor, offset)]
        end = _EMPTY.search(self.raw, offset, offset + FURTHEST)
        return before[-1] if before else 0, end.start() if end else len(self.raw)

    def opening(self, close: int, *, lines: bool = False) -> int | None:
        """The bracket, square or round, that the one at `close` closes, shown on the same line."""
        floor = max((self.lines(close) if lines else self.line(close))[0], close - FURTHEST)
        kind = _BRACKET if self.raw[close] == _CLOSE else _PARENTHESIS
        depth = 0
        for at in reversed(self._brackets(floor, close + 1, kind)):
            depth += 1 if self.raw[at] == self.raw[close] else -1
            if not depth:
                return at if self.at(at) else None
        return None

    def closing(self, opened: int, *, lines: bool = False) -> int | None:
        """The bracket that closes the one at `opened`, on the same line."""
        end = (self.lines(opened) if lines else self.line(opened))[1]
        depth = 0
        for at in self._brackets(opened, min(end, opened + FURTHEST)):
            depth += 1 if self.raw[at] == _OPEN else -1
            if not depth:
                return at
        return None

    def enclosing(self, offset: int) -> int | None:
        """The last bracket before an offset on its line that is open there."""
        depth = 0
        for at in reversed(self._brackets(max(self.line(offset)[0], offset - FURTHEST), offset)):
            depth += 1 if self.raw[at] == _OPEN else -1
            if depth > 0:
                return at if self.at(at) else None
        return None

    def _brackets(self, start: int, end: int, kind: re.Pattern[bytes] = _BRACKET) -> list[int]:
        found = kind.finditer(self.raw, start, end)
        return [one.start() for one in found if not self._is_escaped(one.start())]

    def holds_link(self, start: int, end: int) -> bool:
        """Whether a link, not only a picture, begins in a range."""
        return any(not link.is_image for link in self.page.links_in(start, end))

    def link_at(self, offset: int) -> Link | None:
        """The link or picture that begins at an offset."""
        starts, at = self.page.link_starts, offset + self.page.source.base
        index = bisect_left(starts, at)
        return self.page.links[index] if index < len(starts) and starts[index] == at else None

    # --- how the links of this page are written --------------------------------------------------

    @cached_property
    def bracketed(self) -> tuple[float, float]:
        """The shares of links written `[[text](address)]` and `[[text]](address)`."""
        data = self.page.source.data
        links = [link for link in self.page.links if link.syntax == "inline"]
        around = sum(
            data[link.span.start - 1 : link.span.start] == b"["
            and data[link.span.end : link.span.end + 1] == b"]"
            for link in links
        )
        within = sum(link.text.startswith("[") and link.text.endswith("]") for link in links)
        return around / max(1, len(links)), within / max(1, len(links))

    @cached_property
    def labels(self) -> frozenset[bytes]:
        """The shapes of the labels by which references are made."""
        data = self.page.source.data
        links = (link.span for link in self.page.links if link.syntax == "reference")
        spans = (data[span.start : span.end] for span in links)
        return frozenset(shape(span.rpartition(b"[")[2].rstrip(b"]")) for span in spans)

    def slip(
        self,
        kind: SlipKind,
        start: int,
        end: int,
        address: bytes,
        edits: Iterable[tuple[int, int, str]] = (),
        *,
        certain: bool = False,
    ) -> Slip:
        """A slip at a range of the text, with the edits that mend it; `certain` needs some."""
        span = self.page.source.span
        made = tuple(Edit(span(left, right), text) for left, right, text in edits)
        url = address.decode("utf-8", "replace") or None
        return Slip(kind, span(start, end), url, made, certain and bool(made))


def shape(label: bytes) -> bytes:
    """What a label looks like: `1.26` as `9.9`."""
    return _WORD.sub(lambda word: b"9" if word[0].isdigit() else b"a", label)


def _within(ranges: Sequence[Range], offset: int) -> bool:
    """Whether one of some ranges, in their order and apart, holds an offset."""
    index = bisect_right(ranges, offset, key=lambda one: one[0]) - 1
    return index >= 0 and offset < ranges[index][1]
