"""What stands within a paragraph, a cell or a heading: text, links, code, raw HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from listcheck.model import Syntax
from listcheck.readers import destinations, tags
from listcheck.readers.ink import Found, Ink
from listcheck.readers.page import Style
from listcheck.readers.prose import Prose
from listcheck.readers.rawhtml import RawHtml
from listcheck.readers.source import Source

# What reads an event, its payload, and the bytes `start:end` it covers.
Inline: TypeAlias = tuple["Handler", Any, int, int]
Definition: TypeAlias = Callable[[str], tuple[int, int] | None]

_STYLES = {"Strong": Style.STRONG, "Emphasis": Style.EMPHASIS}
_SYNTAX: dict[str, Syntax] = {
    "Inline": "inline",
    "Reference": "reference",
    "Collapsed": "reference",
    "Shortcut": "reference",
    "Autolink": "autolink",
    "Email": "autolink",
}
_NOWHERE = (-1, -1)


@dataclass(slots=True, eq=False)
class Inlines:
    """Reads the inline events of one line of thought after the other."""

    source: Source
    ink: Ink
    definition: Definition
    prose: Prose
    markup: RawHtml
    used_footnotes: set[str] = field(default_factory=set)
    _links: list[Found] = field(default_factory=list)
    _last: int = 0  # where the construct before the present one ended

    def read(self, events: Sequence[Inline]) -> None:
        """Read the events between two block boundaries."""
        self.prose.begin(events[0][2], events[-1][3])
        for handle, value, start, end in events:
            handle(self, value, start, end)

    def text(self, value: str, start: int, end: int) -> None:
        """Text, in which addresses may stand."""
        self._last = end
        self.prose.read(start, end, value)

    def code(self, value: str, start: int, end: int) -> None:
        """Code: shown, never linked."""
        self._interrupt(start, end)
        self.ink.write(start, end, value, Style.CODE)

    def line_end(self, value: str, start: int, end: int) -> None:
        """The end of a line, hard or soft."""
        self._last = self.prose.mail_floor = end
        self.ink.write(start, end, " ", Style.BREAK if value == "HardBreak" else Style.SOFT)

    def raw_html(self, _value: str, start: int, end: int) -> None:
        """A tag or a comment."""
        self._interrupt(start, end)
        if self.ink.image is None:
            self.markup.read(start, end)
        else:
            self.ink.write(start, end, self.source.text(start, end))

    def footnote(self, label: str, start: int, end: int) -> None:
        """A use of a footnote; brackets right before it are text (tried with cmark-gfm)."""
        self._interrupt(start, end)
        self.ink.take_back(start)
        self.used_footnotes.add(label.casefold())

    def _interrupt(self, start: int, end: int) -> None:
        self._last = end
        self.prose.interrupted(start, end)

    def start_style(self, value: str, start: int, _end: int) -> None:
        """Bold, italic or struck text begins."""
        self._last = self.prose.mail_floor = start
        self.ink.style |= _STYLES.get(value, 0)

    def end_style(self, value: str, _start: int, end: int) -> None:
        """Bold, italic or struck text ends."""
        self._last = self.prose.mail_floor = end
        self.ink.style &= ~_STYLES.get(value, 0)

    # --- links and images ------------------------------------------------------------------------

    def start_image(self, value: Any, start: int, end: int) -> None:
        """An image begins."""
        self._interrupt(start, start + len("!["))
        image = value["Image"]
        kind = image["link_type"]
        at = self.definition(image["id"]) if _SYNTAX.get(kind) == "reference" else _NOWHERE
        found = Found("image", start, end, at or (start, end), image["dest_url"])
        found.shortcut = kind == "Shortcut"
        self._links.append(found)
        self.ink.open_image(found)

    def end_image(self, _value: Any, _start: int, end: int) -> None:
        """An image ends."""
        self._find_destination()
        self._last = self.prose.mail_floor = end
        self.ink.close_image()

    def start_link(self, value: Any, start: int, end: int) -> None:
        """A link begins."""
        self._interrupt(start, start + 1)
        link = value["Link"]
        target = link["dest_url"]
        kind = link["link_type"]
        syntax = _SYNTAX.get(kind, "inline")
        at = _NOWHERE
        if syntax == "reference":
            at = self.definition(link["id"]) or (start, end)
        elif syntax == "autolink":
            mail = kind == "Email" and not target.startswith("mailto:")
            target = ("mailto:" if mail else "") + tags.decoded(target)
            at = (start + 1, end - 1)
        found = Found(syntax, start, end, at, target)
        found.shortcut = kind == "Shortcut"
        self._links.append(found)
        self.ink.open_link(found)

    def end_link(self, _value: Any, _start: int, end: int) -> None:
        """A link ends."""
        self._find_destination()
        self._last = self.prose.mail_floor = end
        self.ink.close_link()

    def _find_destination(self) -> None:
        """Look for the destination of the link that ends, behind its text."""
        found = self._links.pop()
        if found.at == _NOWHERE:
            found.at = destinations.inline(self.source, self._last, found.end)


Handler: TypeAlias = Callable[[Inlines, Any, int, int], None]

# By the name of an event, and by the tag that begins or ends.
PIECES: dict[str, Handler] = {
    "Text": Inlines.text,
    "Code": Inlines.code,
    "Break": Inlines.line_end,
    "InlineHtml": Inlines.raw_html,
    "FootnoteReference": Inlines.footnote,
}
STARTS: dict[str, Handler] = {
    "Link": Inlines.start_link,
    "Image": Inlines.start_image,
    "Strong": Inlines.start_style,
    "Emphasis": Inlines.start_style,
    "Strikethrough": Inlines.start_style,
}
ENDS: dict[str, Handler] = {
    "Link": Inlines.end_link,
    "Image": Inlines.end_image,
    "Strong": Inlines.end_style,
    "Emphasis": Inlines.end_style,
    "Strikethrough": Inlines.end_style,
}
