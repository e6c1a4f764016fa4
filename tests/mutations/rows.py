"""Mutations of rows: bars, line ends, copies."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from listcheck.model import Edit, Entry, Row, Span
from mutations.mutate import Ground, Mutation, pick, span

_MALFORMED = frozenset({"malformed-row", "broken-markup"})


def _full(ground: Ground) -> Iterator[Row]:
    """The rows with as many cells as their header, whose last cell holds something."""
    for row in ground.document.rows:
        full = len(row.cells) == row.columns > 1 and ground.is_clean(row.span)
        if full and ground.bytes(row.cells[-1]).strip():
            yield row


def dropped_bar(ground: Ground, rnd: random.Random) -> Mutation | None:
    """The bar between two cells that hold something is missing."""
    row = pick(rnd, _full(ground))
    if row is None:
        return None
    at = rnd.randrange(len(row.cells) - 1)
    before, after = row.cells[at], row.cells[at + 1]
    if not (ground.bytes(before).strip() and ground.bytes(after).strip()):
        return None
    bar = ground.document.data.index(b"|", before.end)
    edit = Edit(span(bar, bar + 1, row.span), "")
    return Mutation("drop a pipe", (edit,), _MALFORMED, (row.span,), also=_LOST)


# A row that falls apart may no longer be an entry, nor its links what they were.
_LOST = frozenset(
    {"count-drift", "details-mismatch", "title-drift", "title-mismatch", "badge-mismatch"}
)


def bar_in_text(ground: Ground, rnd: random.Random) -> Mutation | None:
    """A bar in the text of a cell that is not escaped."""
    row = pick(rnd, _full(ground))
    places = [at for cell in row.cells for at in _blanks(ground, cell)] if row else []
    at = pick(rnd, places)
    if row is None or at is None:
        return None
    here = span(at, at, row.span)
    return Mutation(
        "add a pipe", (Edit(here, " |"),), _MALFORMED, (row.span,), also=_LOST,
        right=(Edit(here, " \\|"),),
    )  # fmt: skip


def _blanks(ground: Ground, cell: Span) -> Iterator[int]:
    """Where a blank parts two words of letters."""
    data = ground.bytes(cell)
    for at in range(1, len(data) - 1):
        if data[at] == 0x20 and data[at - 1 : at].isalpha() and data[at + 1 : at + 2].isalpha():
            yield cell.start + at


def joined_rows(ground: Ground, rnd: random.Random) -> Mutation | None:
    """The line end between two rows is missing."""
    rows = list(_full(ground))
    pairs = [
        (one, other)
        for one, other in pairwise(rows)
        if ground.document.data[one.span.end : other.span.start] in (b"\n", b"\r\n", b"")
    ]
    pair = pick(rnd, pairs)
    if pair is None:
        return None
    start = pair[1].span.start
    data = ground.document.data[:start]
    end = len(data.rstrip(b"\r\n"))
    if data[end - 1 : end] != b"|" or ground.document.data[start : start + 1] != b"|":
        return None
    return Mutation(
        "join two rows", (Edit(span(end, start, pair[0].span), ""),), _MALFORMED,
        (pair[0].span,), also=frozenset({"count-drift", "details-mismatch"}),
    )  # fmt: skip


def copied_row(ground: Ground, rnd: random.Random) -> Mutation | None:
    """A row that stands twice in its section."""
    entry = pick(rnd, filter(lambda one: _is_line(ground, one), ground.entries))
    if entry is None:
        return None
    data = ground.document.data
    start, end = _line(ground, entry)
    at = span(end, end, entry.span)
    text = data[start:end].decode("utf-8", "surrogateescape")
    if data[end : end + 2].startswith((b"\n", b"\r")) and not _STARTS.match(data, start):
        text = f"\n{text}"  # a paragraph, which goes on to the next blank line
    return Mutation(
        "duplicate a row", (Edit(at, text),), frozenset({"duplicate-entry"}), (entry.span, at),
        also=frozenset({"count-drift"}),
    )  # fmt: skip


_STARTS = re.compile(rb"[ \t>]*(?:[-*+|]|\d+[.)])\s")  # an item's line, or a row's


def _line(ground: Ground, entry: Entry) -> tuple[int, int]:
    data = ground.document.data
    start = data.rfind(b"\n", 0, entry.span.start) + 1
    return start, data.find(b"\n", entry.span.start) + 1


def _is_line(ground: Ground, entry: Entry) -> bool:
    """Whether an entry that leads somewhere has a line of the text for its own."""
    start, end = _line(ground, entry)
    if not end or entry.span.end > end or not ground.case.keys(entry, "p") or _more(ground, end):
        return False
    others = [one for one in ground.document.entries if start <= one.span.start < end]
    return len(others) == 1


def _more(ground: Ground, end: int) -> bool:
    """Whether the next line goes on with the item."""
    following = ground.document.data[end : end + 8]
    return following.startswith((b" ", b"\t")) and bool(following.strip())
