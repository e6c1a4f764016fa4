"""What the Markdown walk leaves behind for those who look for works in it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from listcheck.model import Link, Role
from listcheck.readers.source import Source
from listcheck.readers.tags import Tag


class Style:
    """How a run of text is shown: bits of `Run.style`, plain numbers for speed."""

    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    LINK = 8
    ALT = 16  # the text of a picture
    BREAK = 32  # the end of a line that readers see
    SOFT = 64  # the end of a line of the source only


@dataclass(slots=True)  # it is read far more often than made, and a tuple is slower to read
class Run:
    """A piece of visible text: `text` is shown for the bytes `start:end`."""

    start: int
    end: int
    text: str
    style: int


@dataclass(slots=True)
class Block:
    """A node of the block tree. `info` is a heading's level or a list's first number."""

    kind: str
    start: int
    end: int
    info: int | None = None
    children: list["Block"] = field(default_factory=list)


_DECORATION = (Role.BADGE, Role.IMAGE)


@dataclass(frozen=True)
class Page:
    """A text taken apart: blocks as a tree; runs, links and tags in the order of the text."""

    source: Source
    blocks: list[Block]
    kinds: Mapping[str, Sequence[Block]]  # all blocks of the tree, a block before its children
    runs: list[Run]
    links: list[Link]
    tags: list[Tag]
    run_starts: list[int]
    link_starts: list[int]
    tag_starts: list[int]
    cells: dict[int, list[tuple[int, int]]]  # of every table row, by where it begins

    def runs_in(self, start: int, end: int) -> list[Run]:
        """The runs that begin in a range."""
        return self.runs[bisect_left(self.run_starts, start) : bisect_left(self.run_starts, end)]

    def links_in(self, start: int, end: int) -> list[Link]:
        """The links and images that begin in a range."""
        base = self.source.base
        first = bisect_left(self.link_starts, start + base)
        return self.links[first : bisect_left(self.link_starts, end + base)]

    @cached_property
    def _works(self) -> list[Link]:
        return [
            link
            for link in self.links
            if link.role not in _DECORATION
            and not link.target.startswith("#")
            and ":" in link.target
        ]

    @cached_property
    def _work_starts(self) -> list[int]:
        return [link.span.start - self.source.base for link in self._works]

    def works_in(self, start: int, end: int) -> list[Link]:
        """The links of a range that lead out of the page and are no decoration."""
        first = bisect_left(self._work_starts, start)
        return self._works[first : bisect_left(self._work_starts, end)]

    def holds_work(self, start: int, end: int) -> bool:
        """Whether such a link begins in a range."""
        starts = self._work_starts
        first = bisect_left(starts, start)
        return first < len(starts) and starts[first] < end

    def tags_in(self, start: int, end: int) -> list[Tag]:
        """The structural HTML tags that begin in a range."""
        return self.tags[bisect_left(self.tag_starts, start) : bisect_left(self.tag_starts, end)]

    def text_of(self, start: int, end: int) -> str:
        """The visible text of a range that may begin and end within runs."""
        first = max(0, bisect_left(self.run_starts, start + 1) - 1)
        runs = self.runs[first : bisect_left(self.run_starts, end)]
        return visible([_clipped(self, run, start, end) for run in runs if run.end > start])

    def text_in(self, start: int, end: int) -> str:
        """The visible text of a range, spaces made single."""
        return visible(self.runs_in(start, end))


def _clipped(page: Page, run: Run, start: int, end: int) -> Run:
    """The part of a run that lies in a range."""
    if start <= run.start and run.end <= end:
        return run
    left, right = max(start, run.start), min(end, run.end)
    return replace(run, text=page.source.text(left, right))


def visible(runs: list[Run]) -> str:
    """The text of runs without that of pictures, spaces made single."""
    return " ".join("".join([run.text for run in runs if not run.style & Style.ALT]).split())
