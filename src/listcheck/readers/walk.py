"""One pass over the parser's events: the block tree, and through `Ink` all that is visible.

pyromark (pulldown-cmark) says where every construct lies, in bytes. What GitHub's cmark-gfm does
beyond it is done in the modules below this one: addresses without markup, raw HTML, footnotes that
nobody uses, comments that swallow Markdown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from listcheck.readers.ink import Ink
from listcheck.readers.inlines import ENDS, PIECES, STARTS, Definition, Inline, Inlines
from listcheck.readers.page import Block, Style
from listcheck.readers.prose import Prose
from listcheck.readers.rawhtml import RawHtml
from listcheck.readers.source import Source

_BLOCKS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "BlockQuote": "quote",
    "CodeBlock": "code",
    "HtmlBlock": "html",
    "List": "list",
    "Item": "item",
    "FootnoteDefinition": "footnote",
    "Table": "table",
    "TableHead": "head",
    "TableRow": "row",
    "TableCell": "cell",
}

_TRIMMED = ("paragraph", "heading", "item", "row")  # what findings show and entries are made of


@dataclass(slots=True, eq=False)
class Walk:
    """The state of the pass; `definition` finds the destination of a reference.

    `kinds` holds the blocks of the tree once more, a block before its children.
    """

    source: Source
    definition: Definition
    ink: Ink = field(default_factory=Ink)
    top: Block = field(default_factory=lambda: Block("document", 0, 0))
    kinds: defaultdict[str, list[Block]] = field(default_factory=lambda: defaultdict(list))
    prose: Prose = field(init=False)
    markup: RawHtml = field(init=False)
    inlines: Inlines = field(init=False)
    _path: list[Block] = field(default_factory=list)
    _line: list[Inline] = field(default_factory=list)
    _html: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.prose = Prose(self.source, self.ink)
        self.markup = RawHtml(self.source, self.ink)
        self.inlines = Inlines(self.source, self.ink, self.definition, self.prose, self.markup)
        self._path.append(self.top)

    def read(self, events: Iterable[tuple[Any, Any]]) -> None:
        """Take in every event; those between two block boundaries are read together."""
        for event, reach in events:
            ((name, value),) = (("Break", event),) if type(event) is str else event.items()
            start, end = reach["start"], reach["end"]
            if name == "Start" or name == "End":
                tag: str = value if type(value) is str else next(iter(value))
                kind = _BLOCKS.get(tag)
                if kind is not None:
                    self._boundary(name, kind, value, start, end)
                else:
                    handlers = STARTS if name == "Start" else ENDS
                    self._line.append((handlers[tag], value, start, end))
            elif name == "Html":
                self._html.append((start, end))
            elif name == "Break" and value == "Rule":
                self._path[-1].children.append(Block("rule", start, end))
            else:
                self._line.append((PIECES[name], value, start, end))

    def _boundary(self, name: str, kind: str, value: Any, start: int, end: int) -> None:
        """A block begins or ends."""
        if self._line and self._path[-1].kind != "code":
            self.prose.in_cell = self._path[-1].kind == "cell"
            self.inlines.read(self._line)
        self._line.clear()
        if name == "Start":
            self._open(kind, value, start, end)
        else:
            self._close(kind)

    def _open(self, kind: str, value: Any, start: int, end: int) -> None:
        block = Block(kind, start, self._last_mark(start, end) if kind in _TRIMMED else end)
        if kind == "heading":
            block.info = int(value["Heading"]["level"][1:])
        elif kind == "footnote":
            self.ink.footnote = value["FootnoteDefinition"].casefold()
        self._path[-1].children.append(block)
        self._path.append(block)
        self.kinds[kind].append(block)
        self.ink.style = 0

    def _last_mark(self, start: int, end: int) -> int:
        """The end of a block without the line ends and spaces behind it."""
        return start + len(self.source.raw[start:end].rstrip())

    def _close(self, kind: str) -> None:
        block = self._path.pop()
        if kind == "html":
            self._html_block()
        elif kind == "footnote":
            self.ink.footnote = None
        self.ink.write(block.end, block.end, "\n", Style.BREAK)

    def _html_block(self) -> None:
        """Read the lines of a block at once, for a tag may go over several."""
        if self._html:
            self.markup.read(self._html[0][0], self._html[-1][1])
        self._html.clear()
