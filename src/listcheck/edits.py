"""Edits on spans: which exclude each other, the text that they make, and the way back from it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from listcheck.model import Edit, Span


def collide(one: Edit, other: Edit) -> bool:
    """Whether two different edits of one text want the same place.

    An insertion wants the place between two bytes, and so excludes what ends or begins there: in
    which order the two should stand is not known.
    """
    if one == other or one.span.path != other.span.path:
        return False
    first, second = sorted((one.span, other.span))
    if first.start == first.end or second.start == second.end:
        return first.end >= second.start
    return first.end > second.start


@dataclass(slots=True)
class Places:
    """The edits that were chosen, none of which excludes another."""

    _by_path: dict[str, list[Edit]] = field(default_factory=dict)

    def take(self, edits: Sequence[Edit]) -> bool:
        """Take edits in, if neither one another nor those that are there exclude them."""
        added: list[Edit] = []
        for edit in edits:
            line = self._by_path.setdefault(edit.span.path, [])
            at = bisect_left(line, _order(edit), key=_order)
            beside = line[max(at - 1, 0) : at + 2]
            if edit in beside:
                continue
            if any(collide(edit, other) for other in beside):
                self._drop(added)
                return False
            line.insert(at, edit)
            added.append(edit)
        return True

    def _drop(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            self._by_path[edit.span.path].remove(edit)


def _order(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The text with its edits made; every byte outside them stays.

    Line ends in what is written are those of the text.

    Raises:
        ValueError: two edits want the same place, or one lies outside the text.
    """
    ends = b"\r\n" if _has_crlf(data) else b"\n"
    parts, at = [], 0
    for edit in ordered(edits):
        if not at <= edit.span.start <= edit.span.end <= len(data):
            raise ValueError("edits overlap, or lie outside the text")
        parts += [data[at : edit.span.start], _written(edit, ends)]
        at = edit.span.end
    return b"".join((*parts, data[at:]))


def ordered(edits: Iterable[Edit]) -> list[Edit]:
    """Each edit once, from the first to the last."""
    return sorted(dict.fromkeys(edits), key=_order)


def _has_crlf(data: bytes) -> bool:
    return data.count(b"\r\n") * 2 > data.count(b"\n")


def _written(edit: Edit, ends: bytes) -> bytes:
    lines = edit.text.encode("utf-8", "surrogateescape").replace(b"\r\n", b"\n")
    return lines.replace(b"\n", ends)


@dataclass(frozen=True, slots=True)
class Way:
    """From places in an edited text back to those in the text before.

    `marks` are the ends of the edits in the new text, each with the range that it stood for.
    """

    marks: tuple[tuple[int, int, int, int], ...]  # new start, new end, old start, old end

    @classmethod
    def of(cls, data: bytes, edits: Iterable[Edit]) -> "Way":
        """The way back from `apply(data, edits)`."""
        ends = b"\r\n" if _has_crlf(data) else b"\n"
        marks, shift = [], 0
        for edit in ordered(edits):
            start, size = edit.span.start + shift, len(_written(edit, ends))
            marks.append((start, start + size, edit.span.start, edit.span.end))
            shift += size - (edit.span.end - edit.span.start)
        return cls(tuple(marks))

    def back(self, span: Span) -> Span:
        """Where a span of the new text was; the whole of an edit that it begins or ends in."""
        start, _ = self._at(span.start)
        _, end = self._at(span.end)
        return Span(span.path, start, max(start, end))

    def _at(self, offset: int) -> tuple[int, int]:
        """The earliest and the latest place that an offset may have had."""
        number = bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1
        if number < 0:
            return offset, offset
        _, new_end, old_start, old_end = self.marks[number]
        if offset <= new_end:
            return old_start, old_end
        return offset - new_end + old_end, offset - new_end + old_end
