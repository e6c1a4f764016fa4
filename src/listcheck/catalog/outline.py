"""A rendered list as its headings, and the paragraphs and tables below each of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from listcheck.catalog.unescaping import cells

_HEADING = re.compile(r"(#{1,6}) (.*)\Z")
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>\Z')
_RULE = re.compile(r"\|[ :|-]+\|\Z")
_SUMMARY = re.compile(r"<summary>(.*)</summary>\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line below a heading, but for those of folds and of headers.

    `fold` is the title of the folded part that it is in, `header` that of its table; both are empty
    outside. A line of a table has its cells.
    """

    line: int
    text: str
    fold: str = ""
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass
class Part:
    """A heading, as Markdown, with the anchor before it and what stands below it."""

    title: str
    level: int
    line: int
    anchor: str = ""
    pieces: list[Piece] = field(default_factory=list)


def outline(text: str) -> list[Part]:
    """The parts of a text; the first one is what stands before all headings."""
    reading = _Reading([Part("", 0, 1)])
    for number, line in enumerate(text.split("\n"), start=1):
        reading.read(number, line.rstrip())
    return reading.parts


@dataclass
class _Reading:
    parts: list[Part]
    anchor: str = ""
    fold: str = ""
    header: tuple[str, ...] = ()
    headed: bool = False  # whether the rule below the header was there

    def read(self, number: int, line: str) -> None:
        """Take in a line."""
        if not line.startswith("|"):
            self.header, self.headed = (), False
        for take in (self._heading, self._anchor, self._fold, self._table):
            if take(number, line):
                return
        if line:
            self._add(Piece(number, line, self.fold))

    def _add(self, piece: Piece) -> None:
        self.parts[-1].pieces.append(piece)

    def _heading(self, number: int, line: str) -> bool:
        found = _HEADING.match(line)
        if found:
            self.parts.append(Part(found[2], len(found[1]), number, self.anchor))
            self.anchor = self.fold = ""
        return bool(found)

    def _anchor(self, _: int, line: str) -> bool:
        found = _ANCHOR.match(line)
        self.anchor = found[1] if found else self.anchor
        return bool(found)

    def _fold(self, _: int, line: str) -> bool:
        found = _SUMMARY.match(line)
        if found or line == "</details>":
            self.fold = found[1] if found else ""
        return bool(found) or line in ("<details>", "</details>")

    def _table(self, number: int, line: str) -> bool:
        if not line.startswith("|"):
            return False
        if self.headed:
            self._add(Piece(number, line, self.fold, self.header, cells(line)))
        elif _RULE.match(line) and self.header:
            self.headed = True
        else:
            self.header = cells(line)
        return True


def paragraphs(pieces: list[Piece]) -> Iterator[tuple[int, str]]:
    """Lines outside of tables that follow one another, as one text with its first line."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.cells:
            continue
        if found and piece.line != found[-1].line + 1:
            yield found[0].line, " ".join(one.text for one in found)
            found = []
        found.append(piece)
    if found:
        yield found[0].line, " ".join(one.text for one in found)
