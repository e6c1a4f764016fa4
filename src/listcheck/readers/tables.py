"""Rows of pipe tables, as they are written.

Cells are split as cmark-gfm does (row_from_string in extensions/table.c): at every pipe that no
backslash stands before, code spans or not; one pipe at either end is the border.
"""

import re
from collections.abc import Iterable, Sequence

from listcheck.model import Heading, Row
from listcheck.patterns import lazy_compile
from listcheck.readers.page import Block, Page
from listcheck.readers.shape import Sections
from listcheck.readers.source import Source

_PIPE = lazy_compile(rb"\\.|\|", re.DOTALL)
_COMMENT = lazy_compile(rb"(?:<!--(?:(?!-->).)*+-->\s*+)++\Z")
# Behind the last column bars are no bars to anybody, since GitHub drops all of it.
_COMMENTS = lazy_compile(rb"(?:<!--(?:(?!-->).)*+-->[\s|]*+)++\Z")
_SPACE = b" \t\r\n\v\f"

Cells = list[tuple[int, int]]


def cells(source: Source, start: int, end: int) -> Cells:
    """The cells of one row, without the spaces around them."""
    raw = source.raw
    start, end = _stripped(raw, start, end)
    pipes = [found.start() for found in _PIPE.finditer(raw, start, end) if found.group() == b"|"]
    if pipes and pipes[0] == start:
        del pipes[0]
        start += 1
    if not pipes or pipes[-1] != end - 1:
        pipes.append(end)
    starts = [start, *(pipe + 1 for pipe in pipes[:-1])]
    return [_stripped(raw, *cell) for cell in zip(starts, pipes, strict=True)]


def _stripped(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """The range without spaces at its ends; an empty one stands at its beginning."""
    piece = raw[start:end]
    left = len(piece) - len(piece.lstrip(_SPACE))
    return (
        (start, start) if left == len(piece) else (start + left, start + len(piece.rstrip(_SPACE)))
    )


def rows_of(page: Page, headings: Sequence[Heading]) -> tuple[Row, ...]:
    """Every body row of every pipe table."""
    sections = Sections.of(headings, page.source.base)
    source = page.source
    return tuple(
        Row(
            span=source.span(row.start, row.end),
            cells=tuple([source.span(*cell) for cell in _said(page, row, columns)]),
            columns=columns,
            section=sections.at(row.start),
        )
        for table in page.kinds["table"]
        for columns in (len(table.children[0].children),)
        for row in table.children[1:]
    )


def _said(page: Page, row: Block, columns: int) -> Cells:
    """The cells of a row without comments behind the last column, or behind the last bar."""
    found, raw = page.cells[row.start], page.source.raw
    if raw.find(b"-->", row.start, row.end) < 0:
        return found
    if len(found) > columns:
        comments = _COMMENTS.search(raw, found[columns][0], row.end)
    else:
        comments = _COMMENT.match(raw, found[-1][0], row.end)
    return [cell for cell in found if not comments or cell[0] < comments.start()]


def split(source: Source, tables: Iterable[Block]) -> dict[int, Cells]:
    """The cells of every row and header, by the offset at which it begins."""
    return {
        row.start: cells(source, row.start, row.end) for table in tables for row in table.children
    }
