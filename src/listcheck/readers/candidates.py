"""Pieces of the text that may be entries: rows, list items, paragraphs, folded parts."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from listcheck.model import Link, Role
from listcheck.readers.html import Tag
from listcheck.readers.page import Block, Page, Run, Style
from listcheck.readers.shape import Sections, elements, folded, holds_works
from listcheck.readers.titles import is_title

Range = tuple[int, int]

_DECORATION = (Role.BADGE, Role.IMAGE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of text. `head` is the part that names the work; `group` its table or list.

    `cells` and `header` belong to rows; `carried` is the name that a cell over several rows gives.
    """

    start: int
    end: int
    head: Range
    group: int
    twin: bool = False
    cells: tuple[Range, ...] = ()
    header: tuple[str, ...] = ()
    carried: str = ""
    shown: bool = True


def works(page: Page, start: int, end: int) -> list[Link]:
    """The links of a range that lead out of the page and are no decoration."""
    return [
        link
        for link in page.links_in(start, end)
        if link.role not in _DECORATION and not link.target.startswith("#") and ":" in link.target
    ]


@dataclass(slots=True)
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
        found = [*self._blocks(self.page.blocks), *self._html_rows(), *self._summaries()]
        return sorted(found, key=lambda candidate: candidate.start)

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[Candidate]:
        """The candidates among siblings; a title paragraph takes the list after it along."""
        taken = -1
        for index, block in enumerate(blocks):
            if block.start < taken or not self._may_hold(block.start):
                continue
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if block.kind == "table":
                yield from self._table(block)
            elif block.kind == "list":
                yield from self._list(block)
            elif block.kind == "paragraph":
                found = self._paragraph(block, following)
                taken = found.end if found else taken
                yield from (found,) if found else ()
            elif block.kind == "quote":
                yield from self._blocks(
                    [child for child in block.children if child.kind == "table"]
                )

    def _may_hold(self, offset: int) -> bool:
        section = self.sections.at(offset)
        return holds_works(section) and not self.sections.in_introduction(offset)

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
        linked = sum(bool(works(self.page, row.start, row.end)) for row in rows)
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
            yield self._of_cells(cells[:count], header, twin=twin)
            yield self._of_cells(cells[count + 1 :], header, twin=twin, shown=False)
        elif any(start < end for start, end in cells[:count]):
            found = self._of_cells(cells[:count], header, twin=twin)
            yield Candidate(row.start, row.end, found.head, found.group, twin, found.cells, header)

    def _of_cells(
        self, cells: Sequence[Range], header: tuple[str, ...], *, twin: bool, shown: bool = True
    ) -> Candidate:
        start, end = cells[0][0], cells[-1][1]
        return Candidate(
            start, end, (start, end), self.groups, twin, tuple(cells), header, "", shown
        )

    # --- lists -----------------------------------------------------------------------------------

    def _list(self, block: Block) -> Iterator[Candidate]:
        if self._folded(block.start) and self.sections.at(block.start) in self.main:
            return  # notes on the works of the table above
        self.groups += 1
        for item in block.children:
            yield from self._item(item, self.groups)

    def _item(self, item: Block, group: int) -> Iterator[Candidate]:
        nested = [child for child in item.children if child.kind == "list"]
        head = (item.start, nested[0].start if nested else item.end)
        if works(self.page, *head) or self._keyed(nested):
            yield Candidate(item.start, item.end, head, group)
        else:
            for child in item.children:
                if child.kind in ("list", "table"):
                    yield from self._blocks([child])

    def _keyed(self, lists: Sequence[Block]) -> bool:
        """Whether the items below say by a key what they hold: `Code: https://...`."""
        linked = [
            item
            for block in lists
            for item in block.children
            if works(self.page, item.start, item.end)
        ]
        keyed = sum(bool(_KEY.match(self.page.text_in(item.start, item.end))) for item in linked)
        return bool(linked) and keyed * 2 >= len(linked)

    # --- paragraphs ------------------------------------------------------------------------------

    def _paragraph(self, block: Block, following: Block | None) -> Candidate | None:
        runs = [run for run in self.page.runs_in(block.start, block.end) if run.text.strip()]
        if not runs:
            return None
        links = works(self.page, block.start, block.end)
        lists = [following] if following is not None and following.kind == "list" else []
        bold = [run for run in runs if run.style & Style.STRONG]
        alone = (
            len(links) == 1 and is_title(links[0].text) and all(r.style & Style.LINK for r in runs)
        )
        titled = bool(bold) and is_title(_leading_bold(runs))
        whole = titled and len(bold) == len(runs)
        self.groups += 1
        if (whole and self._keyed(lists)) or (alone and lists):
            return Candidate(block.start, lists[0].end, (block.start, block.end), self.groups)
        if (titled and links) or alone:
            return Candidate(block.start, block.end, (block.start, block.end), self.groups)
        return None

    # --- HTML ------------------------------------------------------------------------------------

    def _html_rows(self) -> Iterator[Candidate]:
        for start, end in elements(self.page.tags, "table"):
            if self._may_hold(start):
                self.groups += 1
                yield from self._html_table(start, end)

    def _html_table(self, start: int, end: int) -> Iterator[Candidate]:
        header: tuple[str, ...] = ()
        carried: list[tuple[int, str]] = []
        for row_start, row_end in elements(self.page.tags_in(start, end), "tr"):
            tags = self.page.tags_in(row_start, row_end)
            cells = tuple(_cells(tags))
            if any(tag.name == "th" for tag in tags):
                header = tuple(self.page.text_in(*cell) for cell in cells)
                continue
            carried = [(left - 1, name) for left, name in carried if left > 1]
            name = carried[0][1] if carried else ""
            for tag, cell in zip([t for t in tags if t.name == "td"], cells, strict=False):
                span = tag.attributes.get("rowspan")
                count = self.page.source.text(*span).strip() if span else ""
                if count.isdecimal() and int(count) > 1 and cell == cells[0]:
                    carried.append((int(count), self.page.text_in(*cell)))
            if works(self.page, row_start, row_end):
                fits = header if len(header) == len(cells) else ()
                yield Candidate(
                    row_start,
                    row_end,
                    cells[0] if cells else (row_start, row_end),
                    self.groups,
                    False,
                    cells,
                    fits,
                    name,
                )

    def _summaries(self) -> Iterator[Candidate]:
        """Folded parts whose summary links the work."""
        for start, end in self.folds:
            for summary in elements(self.page.tags_in(start, end), "summary"):
                if self._may_hold(start) and works(self.page, *summary):
                    self.groups += 1
                    yield Candidate(start, end, summary, self.groups)
                break


_KEY = re.compile(r"[^\s:：]+(?: [^\s:：]+){0,2} ?[:：]")


def _leading_bold(runs: Sequence[Run]) -> str:
    """The bold text that a paragraph begins with."""
    text = []
    for run in runs:
        if not run.style & Style.STRONG:
            break
        text.append(run.text)
    return " ".join(text)


def _cells(tags: Sequence[Tag]) -> Iterator[Range]:
    """The insides of the cells of one HTML row; a closing tag may be left out."""
    start = -1
    for tag in tags:
        if tag.name.lstrip("/") in ("td", "th", "tr"):
            if start >= 0:
                yield start, tag.start
            start = tag.end if tag.name in ("td", "th") else -1
