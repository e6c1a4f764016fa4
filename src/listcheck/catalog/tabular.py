"""Rows of tables as cells under the words of their header."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from listcheck.catalog.plaintext import visible
from listcheck.model import Document, Row, Span

_RULE = re.compile(r"[\s>|:-]*-[\s>|:-]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")

Cell = tuple[str, Span]  # the words of the header, and where the cell is


@dataclass(frozen=True)
class Tables:
    """The tables of a document."""

    document: Document

    @cached_property
    def _starts(self) -> list[int]:
        return [row.span.start for row in self.document.rows]

    def row(self, span: Span) -> Row | None:
        """The row that a span lies in."""
        index = bisect_right(self._starts, span.start) - 1
        row = self.document.rows[index] if index >= 0 else None
        return row if row and span.end <= max(row.span.end, row.span.start + 1) else None

    def cells(self, span: Span) -> tuple[Cell, ...] | None:
        """The cells of a row, or of one of several rows that stand on one line.

        Cells that the header has no words for go with the last one that it has.
        """
        row = self.row(span)
        if row is None:
            return None
        header = self.header(row)
        found = [cell for cell in row.cells if span.start <= cell.start and cell.end <= span.end]
        if span.start == row.span.start and len(found) > 2 * row.columns:
            found = found[: row.columns]  # the others are a row of their own
        surplus = found[row.columns - 1 :]
        if len(surplus) > 1:
            last = Span(span.path, surplus[0].start, surplus[-1].end)
            found = [*found[: row.columns - 1], last]
        return tuple(zip(header, found, strict=False))

    def header(self, row: Row) -> tuple[str, ...]:
        """The words over the columns of a row."""
        number = self.document.position(row.span.start)[0] - 1
        known = self._headers.get(number)
        while known is None and number > 0:
            number -= 1
            known = self._headers.get(number)
        return (known or ()) + ("",) * (row.columns - len(known or ()))

    @cached_property
    def _headers(self) -> dict[int, tuple[str, ...]]:
        """Headers by the number of their line, from 0."""
        starts = [*self.document.line_starts, len(self.document.data)]
        found = {}
        for number in range(1, len(starts) - 1):
            span = Span(self.document.path, starts[number], starts[number + 1])
            rule = self.document.slice(span)
            if "|" in rule and _RULE.match(rule.strip()):
                found[number - 1] = self._words(starts[number - 1], starts[number])
        return found

    @property
    def header_lines(self) -> frozenset[int]:
        """The lines, from 0, of headers and of the rules below them."""
        return frozenset(line for number in self._headers for line in (number, number + 1))

    def _words(self, start: int, end: int) -> tuple[str, ...]:
        text = self.document.slice(Span(self.document.path, start, end)).strip().strip("|")
        at = start + self.document.data[start:end].find(text.encode())
        words = []
        for part in _PIPE.split(text):
            stop = at + len(part.encode())
            words.append(visible(self.document, at, stop))
            at = stop + 1
        return tuple(words)
