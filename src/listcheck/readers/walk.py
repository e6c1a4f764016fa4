"""One pass over the parser's events: the block tree, and through `Ink` all that is visible.

pyromark (pulldown-cmark) says where every construct lies, in bytes. What GitHub's cmark-gfm does
beyond it is done here and in the modules that this one calls: addresses without markup, raw HTML,
footnotes that nobody uses, comments that swallow Markdown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from listcheck.model import Syntax
from listcheck.readers import destinations, html
from listcheck.readers.ink import Found, Ink
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
_STYLES = {"Strong": Style.STRONG, "Emphasis": Style.EMPHASIS}
_SYNTAX: dict[str, Syntax] = {
    "Inline": "inline",
    "Reference": "reference",
    "Collapsed": "reference",
    "Shortcut": "reference",
    "Autolink": "autolink",
    "Email": "autolink",
}
Definitions = Callable[[str], tuple[int, int] | None]


@dataclass(slots=True)
class Walk:
    """The state of the pass; `definition` finds the destination of a reference."""

    source: Source
    definition: Definitions
    ink: Ink = field(default_factory=Ink)
    top: Block = field(default_factory=lambda: Block("document", 0, 0))
    used_footnotes: set[str] = field(default_factory=set)
    prose: Prose = field(init=False)
    markup: RawHtml = field(init=False)
    _path: list[Block] = field(default_factory=list)
    _links: list[Found] = field(default_factory=list)
    _html: list[tuple[int, int]] = field(default_factory=list)
    _last: int = 0  # where the last inline construct ended

    def __post_init__(self) -> None:
        self.prose = Prose(self.source, self.ink)
        self.markup = RawHtml(self.source, self.ink)
        self._path.append(self.top)

    def read(self, events: Iterable[tuple[Any, Any]]) -> None:
        """Take in every event."""
        handlers: dict[str, Callable[[Any, int, int], None]] = {
            "Text": self._text,
            "Start": self._start,
            "End": self._end,
            "Code": self._code,
            "Html": self._html_line,
            "InlineHtml": self._inline_html,
            "FootnoteReference": self._footnote_reference,
        }
        for event, reach in events:
            start, end = reach["start"], reach["end"]
            if type(event) is str:
                self._break(event, start, end)
            else:
                ((name, value),) = event.items()
                handlers[name](value, start, end)

    # --- leaves ----------------------------------------------------------------------------------

    def _text(self, value: str, start: int, end: int) -> None:
        self._last = end
        if self._path[-1].kind != "code":
            self.prose.read(start, end, value)

    def _code(self, value: str, start: int, end: int) -> None:
        self._last = end
        self.prose.interrupted(start, end)
        self.ink.write(start, end, value, Style.CODE)

    def _break(self, event: str, start: int, end: int) -> None:
        self._last = end
        if event == "Rule":
            self._path[-1].children.append(Block("rule", start, end))
        else:
            self.prose.mail_floor = end
            self.ink.write(start, end, " ", Style.BREAK if event == "HardBreak" else Style.SOFT)

    def _inline_html(self, _value: str, start: int, end: int) -> None:
        self._last = end
        self.prose.interrupted(start, end)
        if self.ink.image is None:
            self.markup.read(start, end)
        else:
            self.ink.write(start, end, self.source.text(start, end))

    def _html_line(self, _value: str, start: int, end: int) -> None:
        self._html.append((start, end))

    def _footnote_reference(self, label: str, start: int, end: int) -> None:
        self._last = end
        self.prose.interrupted(start, end)
        self.used_footnotes.add(label.casefold())

    # --- containers ------------------------------------------------------------------------------

    def _start(self, tag: Any, start: int, end: int) -> None:
        name: str = tag if type(tag) is str else next(iter(tag))
        value: Any = None if type(tag) is str else tag[name]
        if name in _BLOCKS:
            self._open_block(_BLOCKS[name], value, start, end)
        elif name == "Link":
            self._open_link(value, start, end)
        elif name == "Image":
            self._open_image(value, start, end)
        else:
            self.prose.mail_floor = start
            self.ink.style |= _STYLES.get(name, 0)

    def _end(self, tag: Any, start: int, end: int) -> None:
        name = tag if type(tag) is str else next(iter(tag))
        if name in _BLOCKS:
            self._close_block(_BLOCKS[name])
        elif name in ("Link", "Image"):
            self._close_link(name)
            self._last = self.prose.mail_floor = end
        else:
            self._last = self.prose.mail_floor = end
            self.ink.style &= ~_STYLES.get(name, 0)

    def _open_block(self, kind: str, value: Any, start: int, end: int) -> None:
        info = int(value["level"][1:]) if kind == "heading" else value
        block = Block(kind, start, end, info if kind in ("heading", "list") else None)
        self._path[-1].children.append(block)
        self._path.append(block)
        self.ink.style = 0
        self.prose.begin(start, end, in_cell=kind == "cell")
        if kind == "footnote":
            self.ink.footnote = value.casefold()

    def _close_block(self, kind: str) -> None:
        block = self._path.pop()
        if kind == "html":
            self._html_block(block)
        elif kind == "footnote":
            self.ink.footnote = None
        self.ink.write(block.end, block.end, "\n", Style.BREAK)
        self.prose.begin(block.end, self._path[-1].end)

    def _html_block(self, block: Block) -> None:
        """Read the lines of a block at once, for a tag may go over several."""
        if self._html:
            self.markup.read(self._html[0][0], self._html[-1][1])
        self._html.clear()

    # --- links -----------------------------------------------------------------------------------

    def _open_image(self, value: dict[str, Any], start: int, end: int) -> None:
        self._last = start + len("![")
        self.prose.interrupted(start, self._last)
        at = self.definition(value["id"]) or (0, 0)
        found = Found("image", start, end, at, value["dest_url"])
        self._links.append(found)
        self.ink.open_image(found)

    def _open_link(self, value: dict[str, Any], start: int, end: int) -> None:
        syntax = _SYNTAX.get(value["link_type"], "inline")
        target = value["dest_url"]
        at = (start + 1, end - 1)
        if syntax == "autolink":
            mail = value["link_type"] == "Email" and not target.startswith("mailto:")
            target = ("mailto:" if mail else "") + html.decoded(target)
        elif syntax == "reference":
            at = self.definition(value["id"]) or (start, end)
        self.prose.interrupted(start, start + 1)
        self._last = start + 1
        found = Found(syntax, start, end, at, target)
        self._links.append(found)
        if self.ink.image is None:
            self.ink.add(found)
            self.ink.link = found

    def _close_link(self, name: str) -> None:
        found = self._links.pop()
        if found.syntax == "inline" or (found.syntax == "image" and found.at == (0, 0)):
            found.at = destinations.inline(self.source, self._last, found.end)
        if name == "Image":
            self.ink.close_image()
        elif self.ink.image is None:
            self.ink.link = self._links[-1] if self._links else None
            if self.ink.link is not None:  # an address in angle brackets within a link's text
                self.ink.link.text.extend(found.text)
