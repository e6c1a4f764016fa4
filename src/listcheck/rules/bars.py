"""The bars of a table row: the blanks beside them, and where one may be put in."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from listcheck.model import Edit, Row, Span
from listcheck.rules.cell_kinds import cuts


@dataclass(frozen=True, slots=True)
class Gap:
    """Blanks, or none, between byte offsets of a row, at which a cell may be parted."""

    start: int
    end: int
    column: int
    cell: Span

    @property
    def width(self) -> int:
        """How many blanks it has."""
        return self.end - self.start

    @property
    def trace(self) -> int:
        """What a bar in it would have left: 0 for nothing, 1 for a blank, 2 for more.

        Beside an empty cell the border of the next one needs a blank for itself.
        """
        if self.cell.start < self.start and self.end < self.cell.end:
            return min(self.width, 2)
        return 2 if self.width > 1 else 0


def gaps(data: bytes, row: Row, *, within: bool) -> Iterator[Gap]:
    """The ends of every cell but that of the last, and where its pieces meet."""
    for column, cell in enumerate(row.cells):
        left = data.rfind(b"|", row.span.start, cell.start) + 1 or row.span.start
        yield Gap(left, cell.start, column, cell)
        text = data[cell.start : cell.end].decode("utf-8", "surrogateescape")
        for start, end in cuts(text, within=within):
            at = cell.start + len(text[:start].encode("utf-8", "surrogateescape"))
            width = len(text[start:end].encode("utf-8", "surrogateescape"))
            yield Gap(at, at + width, column, cell)
        if column < len(row.cells) - 1:
            yield Gap(cell.end, data.index(b"|", cell.end), column, cell)


def traces(data: bytes, row: Row) -> Iterator[int]:
    """How many blanks each bar between two full cells would leave, 2 for more."""
    for one, other in pairwise(row.cells):
        if one.end > one.start and other.end > other.start:
            yield min(other.start - one.end - 1, 2)


def aligned(data: bytes, rows: Iterable[Row]) -> set[int]:
    """The columns of which cells are filled up with blanks behind the text, and only there."""
    filled, indented = set(), set()
    for row in rows:
        for column, cell in enumerate(row.cells):
            if cell.end > cell.start:
                filled |= {column} if data[cell.end : cell.end + 2] == b"  " else set()
                indented |= {column} if data[cell.start - 2 : cell.start] == b"  " else set()
    return {column for column in filled if not {column, column + 1} & indented}


def put_in(data: bytes, row: Row, gap: Gap, filled: Collection[int]) -> tuple[Edit, bool]:
    """Put a bar into a gap, with blanks beside it where the row's other bars have them.

    Also says whether it can have stood nowhere else: in a gap wider than the other bars need only
    the `filled` columns tell, in a narrower one, and between two letters, nothing does.
    """
    text = data[row.span.start : row.span.end]
    before, after = b" |" in text, b"| " in text
    need = before + after
    at = gap.end - after if gap.width >= need else gap.end
    blanks = (before and at == gap.start, after and at == gap.end)
    if gap.end >= gap.cell.end or gap.start < gap.cell.start:
        at = min(gap.start + before, gap.end) if gap.start >= gap.cell.end else gap.end - after
        at, blanks = max(at, gap.start), (False, False)
    exact = gap.width == need or (gap.width > need and gap.column in filled)
    glued = not gap.width and data[at - 1 : at + 1].isalnum()
    return Edit(
        Span(row.span.path, at, at), " " * blanks[0] + "|" + " " * blanks[1]
    ), exact and not glued
