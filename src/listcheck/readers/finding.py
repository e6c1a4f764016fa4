"""Goes through a page and finds the pieces that may be entries."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from listcheck.patterns import lazy_compile
from listcheck.readers.candidates import Candidate, Range, keyed
from listcheck.readers.dates import find_venue
from listcheck.readers.htmlworks import rows_of, summaries_of
from listcheck.readers.page import Block, Page
from listcheck.readers.paragraphs import titled
from listcheck.readers.shape import Sections, elements, folded, holds_works

_CITED = 5  # one linked item in so many makes a list whose other items may be works too
_ARXIV_ID = lazy_compile(r"arXiv:\s?\d{4}\.\d{4,5}", re.IGNORECASE)
_DEEPEST = 20  # list levels; lists in use have six


@dataclass(slots=True, eq=False)
class Finder:
    """Goes through the blocks of a page."""

    page: Page
    sections: Sections
    folds: tuple[Range, ...] = ()
    groups: int = 0
    main: set[tuple[str, ...]] = field(default_factory=set)  # sections with a table not folded

    def __post_init__(self) -> None:
        self.folds = folded(self.page.tags)

    def candidates(self) -> list[Candidate]:
        """Every candidate, in the order of the text."""
        found = [*self._blocks(self.page.blocks), *self._html()]
        return sorted(found, key=attrgetter("start"))

    def _html(self) -> Iterator[Candidate]:
        tables = [(place, rows_of) for place in elements(self.page.tags, "table")]
        for place, read in [*tables, *((fold, summaries_of) for fold in self.folds)]:
            if self._may_hold(place[0]):
                self.groups += 1
                yield from read(self.page, place, self.groups)

    def _blocks(self, blocks: Sequence[Block], depth: int = 0) -> Iterator[Candidate]:
        """The candidates among siblings; a title paragraph takes the list after it along."""
        taken = -1
        for index, block in enumerate(blocks):
            if block.start < taken or not self._may_hold(block.start, block.kind):
                continue
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if block.kind == "table":
                yield from self._table(block)
            elif block.kind == "list":
                yield from self._list(block, depth)
            elif block.kind == "paragraph":
                self.groups += 1
                found = titled(self.page, block, following, self.groups)
                taken = found.end if found else taken
                yield from (found,) if found else ()
            elif block.kind == "quote":
                yield from self._blocks(
                    [child for child in block.children if child.kind == "table"]
                )

    def _may_hold(self, offset: int, kind: str = "") -> bool:
        """Whether works may stand here: in the introduction, in tables alone."""
        if not holds_works(self.sections.at(offset)):
            return False
        return kind == "table" or not self.sections.in_introduction(offset)

    def _folded(self, offset: int) -> bool:
        index = bisect_right(self.folds, (offset, 1 << 62)) - 1
        return index >= 0 and offset < self.folds[index][1]

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, table: Block) -> Iterator[Candidate]:
        self.groups += 1
        section = self.sections.at(table.start)
        twin = self._folded(table.start) and section in self.main
        rows = [block for block in table.children if block.kind == "row"]
        cells = self.page.cells[table.children[0].start]
        header = tuple(self.page.text_in(*cell) for cell in cells)
        linked = sum(self.page.holds_work(row.start, row.end) for row in rows)
        if not twin and linked * 2 < len(rows):
            return
        if not self._folded(table.start):
            self.main.add(section)
        for row in rows:
            yield from self._row(row, header, twin=twin)

    def _row(self, row: Block, header: tuple[str, ...], *, twin: bool) -> Iterator[Candidate]:
        """One work, or two that stand on one line with an empty cell between them."""
        cells = self.page.cells[row.start]
        count = len(header)
        if len(cells) == 2 * count + 1 and cells[count][0] == cells[count][1]:
            for part, shown in ((cells[:count], True), (cells[count + 1 :], False)):
                place = (part[0][0], part[-1][1])
                yield self._of_cells(place, part, header, twin=twin, shown=shown)
        elif any(start < end for start, end in cells[:count]):
            yield self._of_cells((row.start, row.end), cells[:count], header, twin=twin)

    def _of_cells(
        self,
        place: Range,
        cells: Sequence[Range],
        header: tuple[str, ...],
        *,
        twin: bool,
        shown: bool = True,
    ) -> Candidate:
        return Candidate(
            start=place[0],
            end=place[1],
            head=(cells[0][0], cells[-1][1]),
            group=self.groups,
            twin=twin,
            cells=cells,
            header=header,
            shown=shown,
        )

    # --- lists -----------------------------------------------------------------------------------

    def _list(self, block: Block, depth: int) -> Iterator[Candidate]:
        if self._folded(block.start) and self.sections.at(block.start) in self.main:
            return  # notes on the works of the table above
        self.groups += 1
        group = self.groups
        cited: bool | None = None
        for item in block.children:
            found = [*self._item(item, group, depth)]
            if not found:
                cited = self._is_cited(block) if cited is None else cited
                if cited and self._is_citation(item):
                    place = (item.start, item.end)
                    found = [Candidate(start=item.start, end=item.end, head=place, group=group)]
            yield from found

    def _is_cited(self, block: Block) -> bool:
        """Whether enough items of a list are linked that its other items may be works, too."""
        linked = sum(self.page.holds_work(item.start, item.end) for item in block.children)
        return linked * _CITED >= len(block.children)

    def _is_citation(self, item: Block) -> bool:
        """Whether an item without links names a paper by venue and year or by its id."""
        if any(child.kind == "list" for child in item.children):
            return False
        text = self.page.text_in(item.start, item.end)
        return bool(find_venue(text) or _ARXIV_ID.search(text))

    def _item(self, item: Block, group: int, depth: int) -> Iterator[Candidate]:
        nested = [child for child in item.children if child.kind == "list"]
        head = (item.start, nested[0].start if nested else item.end)
        if self.page.holds_work(*head) or keyed(self.page, nested):
            yield Candidate(start=item.start, end=item.end, head=head, group=group)
        elif depth < _DEEPEST:
            for child in item.children:
                if child.kind in ("list", "table"):
                    yield from self._blocks([child], depth + 1)
