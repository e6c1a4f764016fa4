"""Table rows in which a bar is missing: which one, by what stands in the columns of other rows.

GFM pads a row with fewer cells than its header, so that two merged cells cost no text but move all
that follows under the heading before. A row that leaves out its last cells is as short, yet every
cell stands where it belongs; the two are told apart by comparing each way to put in a bar with
the way to leave the last cell empty.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listcheck.model import Document, Edit, Row, Span
from listcheck.rules import bars
from listcheck.rules.bars import Gap
from listcheck.rules.cell_kinds import Column

_BAR = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"\A[\s>]*")
_DOUBLED = re.compile(rb"\S[ \t]{2,}\S")
# Chosen by dropping each bar, and each last cell, of rows of real lists.
_LEFT_OUT = 0.01  # how often a last cell is left out at least, for each bar that is lost
_FOUND = 2.0  # times as likely as a cell left out a lost bar must be to be told
_SURE = 0.01  # how likely all other ways together may be, for a bar to be put in unasked
_SELDOM = math.log(4)  # from where on a doubled blank is a trace by itself
_FEW, _USUAL = 2, 0.2  # short rows, and of all, from where on they are a list's way of writing
_LONGEST = 8_000  # bytes of a row that is looked into
_MOST = 200  # places that are looked into; of more, only those of a doubled blank
_ENOUGH = 3  # whole rows that show what belongs in a column
_ODD = 0.05  # of a bar, for one that stands unlike all others
_GLUED = 0.2  # from where on a bar between two letters is looked for


@dataclass(frozen=True, slots=True)
class Lost:
    """A bar that a row lacks.

    `headings`: what belongs under the first stands under the second. `edit` puts the bar in, None
    where several are missing; `sure`: no other place comes near, and the blanks are as they were.
    """

    row: Row
    headings: tuple[str, str]
    edit: Edit | None
    sure: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """One way to put a bar into a row, and the cells that it makes."""

    cells: tuple[str, ...]
    gap: Gap
    prior: float
    doubled: bool  # blanks as a bar between two full cells leaves


def lost_bars(document: Document) -> Iterator[Lost]:
    """The rows of a document in which a bar is missing."""
    if not any(map(_is_short, document.rows)):
        return
    families: dict[tuple[str, ...], list[Row]] = {}
    for table in _tables(document):
        header = _header(document, table[0])
        families.setdefault(header, []).extend(table)
    doubled = _rarity(document)
    for header, rows in families.items():
        short = list(filter(_is_short, rows))
        usual = len(short) > max(_FEW, _USUAL * len(rows))
        if short and len(header) > 1 and not usual:
            family = _Family(document, header, rows, doubled)
            yield from filter(None, map(family.judged, short))


def _is_short(row: Row) -> bool:
    return len(row.cells) < row.columns


def _rarity(document: Document) -> float:
    """How much a doubled blank in a row speaks for a lost bar, as a logarithm."""
    whole = [row for row in document.rows if not _is_short(row)]
    doubled = sum(
        any(_DOUBLED.search(document.data, cell.start, cell.end) for cell in row.cells)
        for row in whole
    )
    return math.log((len(whole) + 1) / (doubled + 0.5))


def _tables(document: Document) -> Iterator[list[Row]]:
    """The rows of each table: nothing stands between them but the end of a line."""
    table: list[Row] = []
    for row in document.rows:
        between = document.data[table[-1].span.end : row.span.start] if table else b""
        if between.strip(b" \t>\r\n") or between.count(b"\n") > 1:
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _header(document: Document, row: Row) -> tuple[str, ...]:
    """The headings of the table that a row is the first of: they stand two lines above it."""
    start = document.data.rfind(b"\n", 0, row.span.start) + 1
    for _ in range(2):
        end, start = start, document.data.rfind(b"\n", 0, max(start - 1, 0)) + 1
    line = _QUOTE.sub("", document.data[start:end].decode("utf-8", "replace")).strip()
    cells = tuple(cell.strip() for cell in _BAR.split(line.removeprefix("|").removesuffix("|")))
    return cells if len(cells) == row.columns else ("",) * row.columns


class _Family:
    """The tables of a document with the same headings."""

    def __init__(
        self, document: Document, header: tuple[str, ...], rows: Sequence[Row], doubled: float
    ) -> None:
        self.document = document
        self.header = header
        whole = [row for row in rows if not _is_short(row)]
        self.size, self.short = len(whole), len(rows) - len(whole)
        texts = [self._texts(row) for row in whole]
        self.columns = [Column(row[at] for row in texts) for at in range(len(header))]
        self.aligned = bars.aligned(document.data, whole)
        self.traces = Counter(trace for row in whole for trace in bars.traces(document.data, row))
        self.doubled = doubled

    def _texts(self, row: Row) -> tuple[str, ...]:
        return tuple(self.document.slice(cell) for cell in row.cells[: row.columns])

    def judged(self, row: Row) -> Lost | None:
        """Where a row lacks a bar, None where it leaves out its last cells."""
        missing = row.columns - len(row.cells)
        if len(row.cells) == 1 < missing or row.span.end - row.span.start > _LONGEST:
            return None
        if not (places := self._places(row)):
            return None
        share = max(self.short / (self.size + 1), self.columns[-1].chance(""), _LEFT_OUT)
        left_out = math.log(share) + self._likelihood(self._texts(row))
        scores = {one: one.prior + self._likelihood(one.cells) for one in places}
        place = max(scores, key=scores.__getitem__)
        best = scores.pop(place)
        elsewhere = sum(math.exp(score - best) for score in scores.values())
        otherwise = math.exp(left_out - best)
        if 1 + elsewhere < _FOUND * otherwise:
            return None
        only = place.doubled and self.doubled > _SELDOM and sum(one.doubled for one in places) == 1
        sure = only or (elsewhere + otherwise < _SURE and self._fits(place.cells))
        if missing > 1:
            return Lost(row, self._headings(place), None, sure=False)
        edit, exact = bars.put_in(self.document.data, row, place.gap, self.aligned)
        return Lost(row, self._headings(place), edit, sure and exact)

    def _headings(self, place: _Place) -> tuple[str, str]:
        """The headings of the first cell that stands in the wrong column, and of that column."""
        wrong = place.gap.column + (not place.cells[place.gap.column + 1])
        right, there = (
            f"“{self.header[at]}”" if self.header[at] else f"column {at + 1}"
            for at in (wrong + 1, wrong)
        )
        return right, there

    def _fits(self, cells: tuple[str, ...]) -> bool:
        known = (column.knows(cell) for column, cell in zip(self.columns, cells, strict=False))
        return self.size >= _ENOUGH and all(known)

    def _likelihood(self, cells: tuple[str, ...]) -> float:
        pairs = zip(self.columns, cells, strict=False)  # what is left out is no cell
        return sum(math.log(column.chance(cell)) for column, cell in pairs)

    def _places(self, row: Row) -> list[_Place]:
        """One place for each way to part the cells of a row, but behind the last."""
        texts, habit = self._texts(row), self._habit(row)
        gaps = list(bars.gaps(self.document.data, row, within=habit[0] > _GLUED))
        if len(gaps) > _MOST:
            gaps = [gap for gap in gaps if gap.width > 1][:_MOST]
        best: dict[tuple[str, ...], _Place] = {}
        for gap in gaps:
            halves = self._halves(gap)
            cells = (*texts[: gap.column], *halves, *texts[gap.column + 1 :])
            if not all(halves) and not self.columns[gap.column + bool(halves[0])].knows(""):
                continue
            doubled = all(halves) and gap.width > 1
            prior = math.log(habit[gap.trace])
            prior += self.doubled if doubled else -math.log(len(gaps))
            one = _Place(cells, gap, prior, doubled)
            if cells not in best or best[cells].prior < prior:
                best[cells] = one
        return list(best.values())

    def _halves(self, gap: Gap) -> tuple[str, str]:
        path, cell = gap.cell.path, gap.cell
        left = Span(path, cell.start, max(gap.start, cell.start))
        right = Span(path, min(gap.end, cell.end), cell.end)
        return self.document.slice(left), self.document.slice(right)

    def _habit(self, row: Row) -> list[float]:
        """How likely a bar of the row would leave no blank, one, and more."""
        own = Counter(bars.traces(self.document.data, row))
        every = self.traces.total() or 1
        return [
            (own[trace] + 2 * self.traces[trace] / every + _ODD) / (own.total() + 2 + 3 * _ODD)
            for trace in range(3)
        ]
